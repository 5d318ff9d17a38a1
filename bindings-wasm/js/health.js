// `margin/health`: weighted assets against weighted liabilities at one level.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, down, up, write } from "./fixed.js";
import { bytes, change, count, init, make } from "./value.js";
import { Bound } from "./bound.js";

const sums = (value, where) => bytes(value, Health, where);

export class Health {
  constructor() {
    init(this, Health, kernel.health_new());
  }
  static fromStored(assets, liabilities, positions, staleAssets, staleDebts) {
    const name = "Health.fromStored";
    const [owned, owed] = [down(assets, `${name}: assets`), up(liabilities, `${name}: liabilities`)];
    const counted = count(positions, `${name}: positions`);
    const stale = [count(staleAssets, `${name}: staleAssets`), count(staleDebts, `${name}: staleDebts`)];
    return make(Health, call(name, () => kernel.health_from_stored(owned, owed, counted, ...stale)));
  }
  add(quantity, bound) {
    const [own, bits] = [sums(this, "Health.add"), down(quantity, "Health.add: quantity")];
    const its = bytes(bound, Bound, "Health.add: bound");
    change(this, call("Health.add", () => kernel.health_add(own, bits, its)));
  }
  require(margin) {
    const [own, bits] = [sums(this, "Health.require"), up(margin, "Health.require: margin")];
    change(this, call("Health.require", () => kernel.health_require(own, bits)));
  }
  merge(other) {
    const [own, its] = [sums(this, "Health.merge"), sums(other, "Health.merge: other")];
    return make(Health, call("Health.merge", () => kernel.health_merge(own, its)));
  }
  without(part) {
    const [own, its] = [sums(this, "Health.without"), sums(part, "Health.without: part")];
    return make(Health, call("Health.without", () => kernel.health_without(own, its)));
  }
  close(positions) {
    const [own, counted] = [sums(this, "Health.close"), count(positions, "Health.close: positions")];
    return make(Health, call("Health.close", () => kernel.health_close(own, counted)));
  }
  get assets() {
    return at(sums(this, "Health.assets"), 0);
  }
  get liabilities() {
    return at(sums(this, "Health.liabilities"), 1);
  }
  get positions() {
    return kernel.health_positions(sums(this, "Health.positions"));
  }
  get staleAssets() {
    return kernel.health_stale_assets(sums(this, "Health.staleAssets"));
  }
  get staleDebts() {
    return kernel.health_stale_debts(sums(this, "Health.staleDebts"));
  }
  get isStale() {
    return kernel.health_is_stale(sums(this, "Health.isStale"));
  }
  get verdict() {
    return kernel.health_verdict(sums(this, "Health.verdict"));
  }
  get healthy() {
    return kernel.health_healthy(sums(this, "Health.healthy"));
  }
  surplus() {
    const own = sums(this, "Health.surplus");
    return write(call("Health.surplus", () => kernel.health_surplus(own)));
  }
  shortfall() {
    const own = sums(this, "Health.shortfall");
    return write(call("Health.shortfall", () => kernel.health_shortfall(own)));
  }
  ratio() {
    const own = sums(this, "Health.ratio");
    return write(call("Health.ratio", () => kernel.health_ratio(own)));
  }
}
