// `weights/tiers`: marginal ladders.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, down, up, write } from "./fixed.js";
import { bytes, fields, init, list, make } from "./value.js";

const ladder = (value, where) => bytes(value, Tiers, where);
const WIDTH = 48;

/** A rung's bytes; without a deduction where one is to be filled in. */
const rung = (deducted) => (value, where) => {
  const given = fields(value, where);
  const [floor, rate] = [down(given.floor, `${where}.floor`), up(given.rate, `${where}.rate`)];
  return kernel.tier(floor, rate, deducted ? down(given.deduction, `${where}.deduction`) : 0n);
};

export class Tiers {
  constructor(rungs) {
    const all = list(rungs, rung(true), "Tiers: rungs");
    init(this, Tiers, call("Tiers", () => kernel.tiers_new(all)));
  }
  static none() {
    return make(Tiers, kernel.tiers_none());
  }
  static fromRates(rungs) {
    const all = list(rungs, rung(false), "Tiers.fromRates: rungs");
    return make(Tiers, call("Tiers.fromRates", () => kernel.tiers_from_rates(all)));
  }
  static fromTable(rungs, tolerance) {
    const all = list(rungs, rung(true), "Tiers.fromTable: rungs");
    const most = up(tolerance, "Tiers.fromTable: tolerance");
    return make(Tiers, call("Tiers.fromTable", () => kernel.tiers_from_table(all, most)));
  }
  get rungs() {
    const own = ladder(this, "Tiers.rungs");
    const one = (_, place) => {
      const packed = own.subarray(place * WIDTH, (place + 1) * WIDTH);
      return Object.freeze({ floor: at(packed, 0), rate: at(packed, 1), deduction: at(packed, 2) });
    };
    return Array.from({ length: own.length / WIDTH }, one);
  }
  requirement(notional) {
    const [own, bits] = [ladder(this, "Tiers.requirement"), up(notional, "Tiers.requirement: notional")];
    return write(call("Tiers.requirement", () => kernel.tiers_requirement(own, bits)));
  }
}
