// `methods/paradex`.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, up, write } from "./fixed.js";
import { sidesBytes } from "./offsets.js";
import { readable, record, summed } from "./record.js";
import { gridBytes, scanBytes, scenarios } from "./scan.js";
import { bytes, init } from "./value.js";

export const SCENARIOS = 24;

const READ = { netDelta: up, hedgedDelta: up, maintenance: up };
const rates = (value, where) => bytes(value, Parameters, where);

export class Parameters {
  constructor(parts) {
    const packed = record(parts, READ, "Parameters");
    call("Parameters", () => kernel.paradex_parameters_check(packed));
    init(this, Parameters, packed);
  }
  deltaCharge(deltas, spot) {
    const name = "Parameters.deltaCharge";
    const [own, sides] = [rates(this, name), sidesBytes(deltas, `${name}: deltas`)];
    const price = nearest(spot, `${name}: spot`);
    return write(call(name, () => kernel.paradex_delta_charge(own, sides, price)));
  }
}
readable(Parameters, "Parameters", Object.keys(READ));

export function grid(range) {
  const bits = up(range, "paradex.grid: range");
  return scenarios(call("paradex.grid", () => kernel.paradex_grid(bits)));
}

const sums = (value, where) => bytes(value, Margin, where);

export class Margin {
  constructor(parameters, grid, scan, deltas, spot, provisions) {
    const [own, all] = [rates(parameters, "Margin: parameters"), gridBytes(grid, "Margin: grid")];
    const [profits, sides] = [scanBytes(scan, "Margin: scan"), sidesBytes(deltas, "Margin: deltas")];
    const price = nearest(spot, "Margin: spot");
    const beside = record(provisions, { funding: up, fees: up }, "Margin: provisions");
    init(this, Margin, call("Margin", () => kernel.paradex_margin(own, all, profits, sides, price, beside)));
  }
  net() {
    const own = sums(this, "Margin.net");
    return write(call("Margin.net", () => kernel.paradex_net(own)));
  }
  initial() {
    const own = sums(this, "Margin.initial");
    return write(call("Margin.initial", () => kernel.paradex_initial(own)));
  }
  maintenance(parameters) {
    const [own, its] = [sums(this, "Margin.maintenance"), rates(parameters, "Margin.maintenance: parameters")];
    return write(call("Margin.maintenance", () => kernel.paradex_maintenance(own, its)));
  }
}
summed(Margin, "Margin", ["scan", "minimum", "funding", "fees"], "scenario");
