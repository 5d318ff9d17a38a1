// `margin/netting`: offsets between positions.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { readable, record } from "./record.js";
import { listed, pair } from "./scan.js";
import { bytes, change, count, countBytes, counted, init, list } from "./value.js";

const one = (read) => (value, where) => kernel.number_bytes(read(value, where));
export const amounts = (value, where) => list(value, one(nearest), where);

/** The first number of the module's text under its name, and what is left behind it. */
export function left(text, name) {
  const [answer, ...rest] = text.split(" ");
  return Object.freeze({ [name]: answer, left: Object.freeze(rest) });
}

export const sidesBytes = (value, where) => bytes(value, Sides, where);

export class Sides {
  constructor() {
    init(this, Sides, kernel.sides_new());
  }
  add(amount) {
    const [own, bits] = [sidesBytes(this, "Sides.add"), nearest(amount, "Sides.add: amount")];
    change(this, call("Sides.add", () => kernel.sides_add(own, bits)));
  }
  net() {
    const own = sidesBytes(this, "Sides.net");
    return write(call("Sides.net", () => kernel.sides_net(own)));
  }
  hedged() {
    return write(kernel.sides_hedged(sidesBytes(this, "Sides.hedged")));
  }
}
readable(Sides, "Sides", ["long", "short"]);

export function takeMatched(given, first, second) {
  const name = "netting.takeMatched";
  const all = amounts(given, `${name}: amounts`);
  const [a, b] = [count(first, `${name}: first`), count(second, `${name}: second`)];
  return left(call(name, () => kernel.take_matched(all, a, b)), "matched");
}

const place = (value, where) => countBytes(count(value, where));

const paired = (name, read, run, what) => (given, table) => {
  const all = amounts(given, `${name}: amounts`);
  const row = (value, where) => record(value, { rate: read, first: place, second: place }, where);
  const rows = list(table, row, `${name}: table`);
  return left(call(name, () => kernel[run](all, rows)), what);
};
export const pairCharge = paired("netting.pairCharge", up, "pair_charge", "charge");
export const pairCredit = paired("netting.pairCredit", down, "pair_credit", "credit");

export function hedgeWeight(weight) {
  const bits = down(weight, "netting.hedgeWeight: weight");
  return write(call("netting.hedgeWeight", () => kernel.hedge_weight(bits)));
}

export function hedgeCredit(given, prices, weights, hedge) {
  const name = "netting.hedgeCredit";
  const read = { amounts: pair(nearest), prices: pair(nearest), weights: pair(nearest), hedge: down };
  const packed = record({ amounts: given, prices, weights, hedge }, read, name);
  return write(call(name, () => kernel.hedge_credit(packed)));
}

const gains = (name, what, run) => (profits, most) => {
  const [all, bits] = [amounts(profits, `${name}: profits`), down(most, `${name}: ${what}`)];
  return listed(call(name, () => kernel[run](all, bits)));
};
export const discountGains = gains("netting.discountGains", "share", "discount_gains");
export const capGains = gains("netting.capGains", "most", "cap_gains");

export function interMonthCharge(deltas, rate) {
  const name = "netting.interMonthCharge";
  const [own, bits] = [sidesBytes(deltas, `${name}: deltas`), up(rate, `${name}: rate`)];
  return write(call(name, () => kernel.inter_month_charge(own, bits)));
}

export function calendarMargin(first, second, charge) {
  const name = "netting.calendarMargin";
  const [a, b] = [nearest(first, `${name}: first`), nearest(second, `${name}: second`)];
  const more = up(charge, `${name}: charge`);
  return write(call(name, () => kernel.calendar_margin(a, b, more)));
}

export function compositeDelta(deltas, weights) {
  const name = "netting.compositeDelta";
  const [all, by] = [amounts(deltas, `${name}: deltas`), amounts(weights, `${name}: weights`)];
  return write(call(name, () => kernel.composite_delta(all, by)));
}

const UNDERLYING = { delta: nearest, risk: nearest };
const LEG = { ratio: nearest, rate: down, underlying: place };

export function spreads(underlyings, table) {
  const name = "netting.spreads";
  const all = list(underlyings, (value, where) => record(value, UNDERLYING, where), `${name}: underlyings`);
  const leg = (value, where) => record(value, LEG, where);
  const rows = list(table, (value, where) => counted(value, leg, where), `${name}: table`);
  const words = listed(call(name, () => kernel.spreads(all, rows)));
  const formed = words.slice(0, words.length - all.length / 16);
  const each = Array.from({ length: all.length / 32 }, (_, at) => {
    const [free, credit] = words.slice(formed.length + 2 * at);
    return Object.freeze({ free, credit });
  });
  return Object.freeze({ formed: Object.freeze(formed), underlyings: Object.freeze(each) });
}
