// `margin/holding`: an account as a list, at one level, which is what the solvers take.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down } from "./fixed.js";
import { Health } from "./health.js";
import { Perp, Terms } from "./perp.js";
import { Price } from "./price.js";
import { bytes, count, fields, init, list, make } from "./value.js";
import { Weights } from "./bound.js";

const own = (value, where) => bytes(value, Holding, where);

export class Leg {
  constructor(parts) {
    const { perp, terms, index } = fields(parts, "Leg");
    const [position, market] = [bytes(perp, Perp, "Leg: perp"), bytes(terms, Terms, "Leg: terms")];
    const place = count(index, "Leg: index");
    init(this, Leg, call("Leg", () => kernel.leg_new(position, market, place)));
  }
}

export class Holding {
  constructor(parts) {
    const { balance, price, weights, index, legs = [] } = fields(parts, "Holding");
    const bits = down(balance, "Holding: balance");
    const [interval, pair] = [bytes(price, Price, "Holding: price"), bytes(weights, Weights, "Holding: weights")];
    const place = count(index, "Holding: index");
    const all = list(legs, (leg, where) => bytes(leg, Leg, where), "Holding: legs");
    init(this, Holding, call("Holding", () => kernel.holding_new(bits, interval, pair, place, all)));
  }
  health() {
    const group = own(this, "Holding.health");
    return make(Health, call("Holding.health", () => kernel.holding_health(group)));
  }
  isExposedTo(index) {
    const [group, place] = [own(this, "Holding.isExposedTo"), count(index, "Holding.isExposedTo: index")];
    return call("Holding.isExposedTo", () => kernel.holding_is_exposed_to(group, place));
  }
}

/** The bytes of an account: its holdings, one after the other. */
export const listed = (holdings, name) => list(holdings, own, `${name}: holdings`);

export function evaluate(holdings) {
  const all = listed(holdings, "evaluate");
  return make(Health, call("evaluate", () => kernel.evaluate(all)));
}
