// `weights/scale` and `weights/haircut`: weights of a whole market, and ladders of haircuts.
import { kernel } from "./module.js";
import { Weights } from "./bound.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { quotaBytes } from "./quota.js";
import { decimals, record } from "./record.js";
import { bytes, init, list, make } from "./value.js";

export function scaled(weights, deposits, borrows) {
  const own = bytes(weights, Weights, "scaled: weights");
  const [owned, owed] = [quotaBytes(deposits, "scaled: deposits"), quotaBytes(borrows, "scaled: borrows")];
  return make(Weights, call("scaled", () => kernel.weights_scaled(own, owned, owed)));
}

const none = () => 0n;
const slice = (addend) => (value, where) => record(value, { floor: nearest, ratio: nearest, addend }, where);
const ladder = (value, where) => bytes(value, Slices, where);

export class Slices {
  constructor(slices) {
    const all = list(slices, slice(nearest), "Slices: slices");
    call("Slices", () => kernel.slices_check(all));
    init(this, Slices, all);
  }
  static fromRatios(slices) {
    const all = list(slices, slice(none), "Slices.fromRatios: slices");
    return make(Slices, call("Slices.fromRatios", () => kernel.slices_from_ratios(all)));
  }
  get slices() {
    const all = decimals(ladder(this, "Slices.slices"));
    const one = (_, place) => {
      const [floor, ratio, addend] = all.slice(place * 3);
      return Object.freeze({ floor, ratio, addend });
    };
    return Object.freeze(Array.from({ length: all.length / 3 }, one));
  }
  counts(amount) {
    const [own, bits] = [ladder(this, "Slices.counts"), nearest(amount, "Slices.counts: amount")];
    return write(call("Slices.counts", () => kernel.slices_counts(own, bits)));
  }
  weight(amount) {
    const [own, bits] = [ladder(this, "Slices.weight"), nearest(amount, "Slices.weight: amount")];
    return write(call("Slices.weight", () => kernel.slices_weight(own, bits)));
  }
}
