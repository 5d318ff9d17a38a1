// `margin/interest`: balances that grow with the index of their market.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { readable } from "./record.js";
import { bytes, init, make } from "./value.js";

const growth = (name, read, run) => (rate, elapsed) => {
  const [part, time] = [read(rate, `${name}: rate`), read(elapsed, `${name}: elapsed`)];
  return write(call(name, () => kernel[run](part, time)));
};
export const growthDown = growth("interest.growthDown", down, "growth_down");
export const growthUp = growth("interest.growthUp", up, "growth_up");

const both = (value, where) => bytes(value, Indices, where);

export class Indices {
  constructor() {
    init(this, Indices, kernel.indices_new());
  }
  static fromStored(deposit, debt) {
    const name = "Indices.fromStored";
    const [owned, owed] = [nearest(deposit, `${name}: deposit`), nearest(debt, `${name}: debt`)];
    return make(Indices, call(name, () => kernel.indices_from_stored(owned, owed)));
  }
  accrue(rate, elapsed, utilisation, reserve) {
    const name = "Indices.accrue";
    const [own, part] = [both(this, name), up(rate, `${name}: rate`)];
    const [time, used] = [nearest(elapsed, `${name}: elapsed`), down(utilisation, `${name}: utilisation`)];
    const kept = up(reserve, `${name}: reserve`);
    return make(Indices, call(name, () => kernel.indices_accrue(own, part, time, used, kept)));
  }
  balance(scaled) {
    const [own, bits] = [both(this, "Indices.balance"), nearest(scaled, "Indices.balance: scaled")];
    return write(call("Indices.balance", () => kernel.indices_balance(own, bits)));
  }
  scaled(balance) {
    const [own, bits] = [both(this, "Indices.scaled"), nearest(balance, "Indices.scaled: balance")];
    return write(call("Indices.scaled", () => kernel.indices_scaled(own, bits)));
  }
}
readable(Indices, "Indices", ["deposit", "debt"]);
