// `solvency/protocol`: everybody together.
import { kernel } from "./module.js";
import { Account } from "./account.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { Health } from "./health.js";
import { listed } from "./holding.js";
import { Price } from "./price.js";
import { readable } from "./record.js";
import { bytes, change, count, fields, init, list, make } from "./value.js";

const sums = (value, where) => bytes(value, Totals, where);

export class Totals {
  constructor() {
    init(this, Totals, kernel.totals_new());
  }
  static fromStored(parts) {
    const name = "Totals.fromStored";
    const { equity, deficit, ...counts } = fields(parts, name);
    const [owned, lacking] = [nearest(equity, `${name}: equity`), nearest(deficit, `${name}: deficit`)];
    const counted = ["accounts", "liquidatable", "insolvent", "unknown"].map((field) => count(counts[field], `${name}: ${field}`));
    return make(Totals, kernel.totals_from_stored(owned, lacking, ...counted));
  }
  get accounts() {
    return kernel.totals_count(sums(this, "Totals.accounts"), 0);
  }
  get liquidatable() {
    return kernel.totals_count(sums(this, "Totals.liquidatable"), 1);
  }
  get insolvent() {
    return kernel.totals_count(sums(this, "Totals.insolvent"), 2);
  }
  get unknown() {
    return kernel.totals_count(sums(this, "Totals.unknown"), 3);
  }
  add(account) {
    const [own, its] = [sums(this, "Totals.add"), bytes(account, Account, "Totals.add: account")];
    change(this, call("Totals.add", () => kernel.totals_add(own, its)));
  }
  coverage(reserves) {
    const [own, held] = [sums(this, "Totals.coverage"), nearest(reserves, "Totals.coverage: reserves")];
    return write(call("Totals.coverage", () => kernel.totals_coverage(own, held)));
  }
}
readable(Totals, "Totals", ["equity", "deficit"]);

export function worst(shocked) {
  const all = list(shocked, sums, "protocol.worst: shocked");
  return call("protocol.worst", () => kernel.worst(all)) ?? null;
}

const open = (value, where) => bytes(value, Exposure, where);

export class Exposure {
  constructor() {
    init(this, Exposure, kernel.exposure_new());
  }
  static fromStored(long, short) {
    const name = "Exposure.fromStored";
    const [bought, sold] = [nearest(long, `${name}: long`), nearest(short, `${name}: short`)];
    return make(Exposure, kernel.exposure_from_stored(bought, sold));
  }
  add(size) {
    const [own, signed] = [open(this, "Exposure.add"), nearest(size, "Exposure.add: size")];
    change(this, call("Exposure.add", () => kernel.exposure_add(own, signed)));
  }
  net() {
    const own = open(this, "Exposure.net");
    return write(call("Exposure.net", () => kernel.exposure_net(own)));
  }
  gross() {
    const own = open(this, "Exposure.gross");
    return write(call("Exposure.gross", () => kernel.exposure_gross(own)));
  }
  skew() {
    const own = open(this, "Exposure.skew");
    return write(call("Exposure.skew", () => kernel.exposure_skew(own)));
  }
}
readable(Exposure, "Exposure", ["long", "short"]);

const move = (value, where) => bytes(value, Shock, where);

export class Shock {
  constructor(index, change) {
    const [place, part] = [count(index, "Shock: index"), nearest(change, "Shock: change")];
    init(this, Shock, call("Shock", () => kernel.shock_new(place, part)));
  }
  get index() {
    return kernel.shock_index(move(this, "Shock.index"));
  }
  get factor() {
    return make(Price, kernel.shock_factor(move(this, "Shock.factor")));
  }
}

export function healthUnder(holdings, shocks) {
  const name = "protocol.healthUnder";
  const [all, moves] = [listed(holdings, name), list(shocks, move, `${name}: shocks`)];
  return make(Health, call(name, () => kernel.health_under(all, moves)));
}
