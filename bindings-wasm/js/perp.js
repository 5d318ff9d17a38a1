// `margin/perp`: positions in perpetual futures, and the terms of their markets.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, down, nearest, up, write } from "./fixed.js";
import { Price } from "./price.js";
import { Tiers } from "./tiers.js";
import { bytes, init, make } from "./value.js";
import { Bound, Weights } from "./bound.js";

const position = (value, where) => bytes(value, Perp, where);
const market = (value, where) => bytes(value, Terms, where);

export class Perp {
  constructor(size, quote) {
    init(this, Perp, kernel.perp_new(nearest(size, "Perp: size"), down(quote, "Perp: quote")));
  }
  withOrders(bids, asks) {
    const own = position(this, "Perp.withOrders");
    const [buy, sell] = [nearest(bids, "Perp.withOrders: bids"), nearest(asks, "Perp.withOrders: asks")];
    return make(Perp, call("Perp.withOrders", () => kernel.perp_with_orders(own, buy, sell)));
  }
  get size() {
    return at(position(this, "Perp.size"), 0);
  }
  get quote() {
    return at(position(this, "Perp.quote"), 1);
  }
  get bids() {
    return at(position(this, "Perp.bids"), 2);
  }
  get asks() {
    return at(position(this, "Perp.asks"), 3);
  }
  get isExposed() {
    return kernel.perp_is_exposed(position(this, "Perp.isExposed"));
  }
  settleFunding(settled, index) {
    const own = position(this, "Perp.settleFunding");
    const from = nearest(settled, "Perp.settleFunding: settled");
    const to = nearest(index, "Perp.settleFunding: index");
    return make(Perp, call("Perp.settleFunding", () => kernel.perp_settle_funding(own, from, to)));
  }
  transfer(size, quote) {
    const [own, signed] = [position(this, "Perp.transfer"), nearest(size, "Perp.transfer: size")];
    const received = nearest(quote, "Perp.transfer: quote");
    return make(Perp, call("Perp.transfer", () => kernel.perp_transfer(own, signed, received)));
  }
  trade(size, price, fee) {
    const [own, signed] = [position(this, "Perp.trade"), nearest(size, "Perp.trade: size")];
    const paid = (kernel.is_negative(signed) ? down : up)(price, "Perp.trade: price");
    const part = up(fee, "Perp.trade: fee");
    return make(Perp, call("Perp.trade", () => kernel.perp_trade(own, signed, paid, part)));
  }
  value(terms) {
    const [own, its] = [position(this, "Perp.value"), market(terms, "Perp.value: terms")];
    return write(call("Perp.value", () => kernel.perp_value(own, its)));
  }
  requirement(terms) {
    const [own, its] = [position(this, "Perp.requirement"), market(terms, "Perp.requirement: terms")];
    return write(call("Perp.requirement", () => kernel.perp_requirement(own, its)));
  }
}

export class Terms {
  constructor(price, weights, tiers = Tiers.none(), profitWeight = 1n) {
    const interval = bytes(price, Price, "Terms: price");
    const pair = bytes(weights, Weights, "Terms: weights");
    const ladder = bytes(tiers, Tiers, "Terms: tiers");
    const profit = down(profitWeight, "Terms: profitWeight");
    init(this, Terms, call("Terms", () => kernel.terms_new(interval, pair, ladder, profit)));
  }
  static equity(price) {
    const interval = bytes(price, Price, "Terms.equity");
    return make(Terms, call("Terms.equity", () => kernel.terms_equity(interval)));
  }
  scale(factor) {
    const [own, by] = [market(this, "Terms.scale"), bytes(factor, Price, "Terms.scale: factor")];
    return make(Terms, call("Terms.scale", () => kernel.terms_scale(own, by)));
  }
  get price() {
    return make(Price, kernel.terms_price(market(this, "Terms.price")));
  }
  get weights() {
    return make(Weights, kernel.terms_weights(market(this, "Terms.weights")));
  }
  get bound() {
    return make(Bound, kernel.terms_bound(market(this, "Terms.bound")));
  }
  get tiers() {
    return make(Tiers, kernel.terms_tiers(market(this, "Terms.tiers")));
  }
  get profitWeight() {
    return write(kernel.terms_profit_weight(market(this, "Terms.profitWeight")));
  }
}
