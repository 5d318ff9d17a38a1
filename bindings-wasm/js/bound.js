// `weights/`: weights, and the bound that they make of a price.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, down, up } from "./fixed.js";
import { Price } from "./price.js";
import { bytes, init, make } from "./value.js";

const pair = (value, where) => bytes(value, Weights, where);
const bound = (value, where) => bytes(value, Bound, where);

export class Weights {
  constructor(asset, liability) {
    const [owned, owed] = [down(asset, "Weights: asset"), up(liability, "Weights: liability")];
    init(this, Weights, call("Weights", () => kernel.weights_new(owned, owed)));
  }
  static one() {
    return make(Weights, kernel.weights_one());
  }
  static fromHaircut(haircut) {
    const bits = up(haircut, "Weights.fromHaircut");
    return make(Weights, call("Weights.fromHaircut", () => kernel.weights_from_haircut(bits)));
  }
  static fromLoanToValue(loanToValue) {
    const bits = down(loanToValue, "Weights.fromLoanToValue");
    return make(Weights, call("Weights.fromLoanToValue", () => kernel.weights_from_loan_to_value(bits)));
  }
  static fromMarginFraction(margin) {
    const bits = up(margin, "Weights.fromMarginFraction");
    return make(Weights, call("Weights.fromMarginFraction", () => kernel.weights_from_margin_fraction(bits)));
  }
  withBorrowFactor(borrowFactor) {
    const own = pair(this, "Weights.withBorrowFactor");
    const bits = up(borrowFactor, "Weights.withBorrowFactor");
    return make(Weights, call("Weights.withBorrowFactor", () => kernel.weights_with_borrow_factor(own, bits)));
  }
  get asset() {
    return at(pair(this, "Weights.asset"), 0);
  }
  get liability() {
    return at(pair(this, "Weights.liability"), 1);
  }
  noLooserThan(other) {
    const [own, its] = [pair(this, "Weights.noLooserThan"), pair(other, "Weights.noLooserThan: other")];
    return call("Weights.noLooserThan", () => kernel.weights_no_looser_than(own, its));
  }
  apply(price) {
    const [own, its] = [pair(this, "Weights.apply"), bytes(price, Price, "Weights.apply: price")];
    return make(Bound, call("Weights.apply", () => kernel.weights_apply(own, its)));
  }
}

export class Bound {
  constructor(asset, liability) {
    const [owned, owed] = [down(asset, "Bound: asset"), up(liability, "Bound: liability")];
    init(this, Bound, call("Bound", () => kernel.bound_new(owned, owed)));
  }
  static unweighted(price) {
    const own = bytes(price, Price, "Bound.unweighted");
    return make(Bound, call("Bound.unweighted", () => kernel.bound_unweighted(own)));
  }
  static unknown() {
    return make(Bound, kernel.bound_unknown());
  }
  get asset() {
    return at(bound(this, "Bound.asset"), 0);
  }
  get liability() {
    return at(bound(this, "Bound.liability"), 1);
  }
  get isKnown() {
    return kernel.bound_is_known(bound(this, "Bound.isKnown"));
  }
}
