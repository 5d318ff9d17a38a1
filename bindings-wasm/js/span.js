// `methods/span`.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { amounts } from "./offsets.js";
import { record, summed } from "./record.js";
import { RiskArray, VolatilityShock, gridBytes, scanBytes, scenarios } from "./scan.js";
import { bytes, change, init, make } from "./value.js";

export const SCENARIOS = 16;

export function grid(range, extreme, cover) {
  const [most, tail] = [up(range, "span.grid: range"), up(extreme, "span.grid: extreme")];
  const share = up(cover, "span.grid: cover");
  return scenarios(call("span.grid", () => kernel.span_grid(most, tail, share)));
}

export function volatility(range) {
  const bits = up(range, "span.volatility: range");
  return make(VolatilityShock, call("span.volatility", () => kernel.span_volatility(bits)));
}

export function unit(losses) {
  const all = amounts(losses, "span.unit: losses");
  return make(RiskArray, call("span.unit", () => kernel.span_unit(all)));
}

export function cover(scan, grid) {
  const [own, all] = [scanBytes(scan, "span.cover: scan"), gridBytes(grid, "span.cover: grid")];
  change(scan, call("span.cover", () => kernel.span_cover(own, all)));
}

export class ScanRisk {
  constructor(scan) {
    const own = scanBytes(scan, "ScanRisk: scan");
    init(this, ScanRisk, call("ScanRisk", () => kernel.span_scan_risk(own)));
  }
}
summed(ScanRisk, "ScanRisk", ["loss", "price"], "scenario");

const CHARGES = { intermonth: up, delivery: up, credit: down, written: nearest, minimum: up };
const all = (value, where) => bytes(value, Requirement, where);

export class Requirement {
  constructor(risk, charges) {
    const [own, beside] = [bytes(risk, ScanRisk, "Requirement: risk"), record(charges, CHARGES, "Requirement: charges")];
    init(this, Requirement, call("Requirement", () => kernel.span_requirement(own, beside)));
  }
  total() {
    const own = all(this, "Requirement.total");
    return write(call("Requirement.total", () => kernel.span_total(own)));
  }
  initial(ratio) {
    const [own, times] = [all(this, "Requirement.initial"), up(ratio, "Requirement.initial: ratio")];
    return write(call("Requirement.initial", () => kernel.span_initial(own, times)));
  }
  net(ratio, options) {
    const [own, times] = [all(this, "Requirement.net"), up(ratio, "Requirement.net: ratio")];
    const worth = nearest(options, "Requirement.net: options");
    return write(call("Requirement.net", () => kernel.span_net(own, times, worth)));
  }
}
summed(Requirement, "Requirement", ["scan", "intermonth", "delivery", "credit", "minimum"], "scenario");
