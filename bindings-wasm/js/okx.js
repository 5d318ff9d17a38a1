// `methods/okx`.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, up, write } from "./fixed.js";
import { amounts, left } from "./offsets.js";
import { record, summed } from "./record.js";
import { gridBytes, scanBytes, scenarios } from "./scan.js";
import { Tiers } from "./tiers.js";
import { bytes, concat, count, countBytes, fields, init, list } from "./value.js";

export const SCENARIOS = 21;
const RUNG = 48;

export function grid(most) {
  const bits = up(most, "okx.grid: most");
  return scenarios(call("okx.grid", () => kernel.okx_grid(bits)));
}

export function extreme(most, share) {
  const [bits, part] = [up(most, "okx.extreme: most"), up(share, "okx.extreme: share")];
  return scenarios(call("okx.extreme", () => kernel.okx_extreme(bits, part)));
}

export function worstLoss(scan, grid) {
  const [own, all] = [scanBytes(scan, "okx.worstLoss: scan"), gridBytes(grid, "okx.worstLoss: grid")];
  return write(call("okx.worstLoss", () => kernel.okx_worst_loss(own, all)));
}

export function minimumCharge(raw, ladder) {
  const name = "okx.minimumCharge";
  const rung = (value, where) => record(value, { floor: nearest, times: up }, where);
  const [bits, rungs] = [up(raw, `${name}: raw`), list(ladder, rung, `${name}: ladder`)];
  return write(call(name, () => kernel.okx_minimum_charge(bits, rungs)));
}

function row(value, where) {
  const { first, second, ladder } = fields(value, where);
  const places = [countBytes(count(first, `${where}.first`)), countBytes(count(second, `${where}.second`))];
  const rungs = bytes(ladder, Tiers, `${where}.ladder`);
  return concat([...places, countBytes(rungs.length / RUNG), rungs], where);
}

export function peg(cashDeltas, table) {
  const [all, rows] = [amounts(cashDeltas, "okx.peg: cashDeltas"), list(table, row, "okx.peg: table")];
  return left(call("okx.peg", () => kernel.okx_peg(all, rows)), "charge");
}

const CHARGES = ["mr1", "mr2", "mr3", "mr4", "mr5", "mr6", "mr7", "mr8", "mr9"];
const optional = (value, where) => (value === undefined ? 0n : up(value, where));

export class Maintenance {
  constructor(charges) {
    const packed = record(charges, Object.fromEntries(CHARGES.map((name) => [name, optional])), "Maintenance: charges");
    init(this, Maintenance, call("Maintenance", () => kernel.okx_maintenance(packed)));
  }
  total() {
    const own = bytes(this, Maintenance, "Maintenance.total");
    return write(call("Maintenance.total", () => kernel.okx_total(own)));
  }
}
summed(Maintenance, "Maintenance", ["market", "vega", "basis", "rate", "other", "peg", "minimum"], "driver");

export function initial(derivatives, borrowings, factor) {
  const [own, owed] = [up(derivatives, "okx.initial: derivatives"), up(borrowings, "okx.initial: borrowings")];
  const times = up(factor, "okx.initial: factor");
  return write(call("okx.initial", () => kernel.okx_initial(own, owed, times)));
}
