// `price/`: what one unit is worth at least and at most.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, down, nearest, up, write } from "./fixed.js";
import { bytes, choice, init, make } from "./value.js";

const state = (value, where) => bytes(value, Price, where);

export class Price {
  constructor(low, high) {
    const [least, most] = [down(low, "Price: low"), up(high, "Price: high")];
    init(this, Price, call("Price", () => kernel.price_new(least, most)));
  }
  static exact(price) {
    const [least, most] = [down(price, "Price.exact"), up(price, "Price.exact")];
    return make(Price, call("Price.exact", () => kernel.price_hull(kernel.price_exact(least), kernel.price_exact(most))));
  }
  static fromStored(low, high) {
    const [least, most] = [down(low, "Price.fromStored: low"), up(high, "Price.fromStored: high")];
    return make(Price, call("Price.fromStored", () => kernel.price_from_stored(least, most)));
  }
  static withConfidence(mid, confidence) {
    const [least, most] = [down(mid, "Price.withConfidence: mid"), up(mid, "Price.withConfidence: mid")];
    const wide = up(confidence, "Price.withConfidence: confidence");
    const around = (price) => kernel.price_with_confidence(price, wide);
    return make(Price, call("Price.withConfidence", () => kernel.price_hull(around(least), around(most))));
  }
  static unknown() {
    return make(Price, kernel.price_unknown());
  }
  get low() {
    return at(state(this, "Price.low"), 0);
  }
  get high() {
    return at(state(this, "Price.high"), 1);
  }
  get isKnown() {
    return kernel.price_is_known(state(this, "Price.isKnown"));
  }
  hull(other) {
    const [own, its] = [state(this, "Price.hull"), state(other, "Price.hull: other")];
    return make(Price, call("Price.hull", () => kernel.price_hull(own, its)));
  }
  at(end) {
    const [own, place] = [state(this, "Price.at"), choice(end, ["low", "mid", "high"], "Price.at: end")];
    return write(call("Price.at", () => kernel.price_at(own, place)));
  }
  contains(other) {
    const [own, its] = [state(this, "Price.contains"), state(other, "Price.contains: other")];
    return call("Price.contains", () => kernel.price_contains(own, its));
  }
  scale(factor) {
    const [own, by] = [state(this, "Price.scale"), state(factor, "Price.scale: factor")];
    return make(Price, call("Price.scale", () => kernel.price_scale(own, by)));
  }
  factorTo(price) {
    const [own, to] = [state(this, "Price.factorTo"), nearest(price, "Price.factorTo: price")];
    return make(Price, call("Price.factorTo", () => kernel.price_factor_to(own, to)));
  }
  mid() {
    const own = state(this, "Price.mid");
    return write(call("Price.mid", () => kernel.price_mid(own)));
  }
}
