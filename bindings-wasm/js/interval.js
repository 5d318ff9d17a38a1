// `number/interval` and `number/analytic`: what a number is at least and at most, and functions that answer so.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, down, exact, nearest, up } from "./fixed.js";
import { bytes, concat, init, is, make } from "./value.js";

const own = (value, where) => bytes(value, Interval, where);

/** The bytes of an interval with these ends, which are bits. */
function between(low, high, where) {
  const packed = concat([kernel.number_bytes(low), kernel.number_bytes(high)], where);
  call(where, () => kernel.interval_check(packed));
  return packed;
}

/** The bytes of an argument that is an interval, or a number: text is read down and up. */
export function interval(value, where) {
  return is(value, Interval) ? own(value, where) : between(down(value, where), up(value, where), where);
}

/** The intervals that these bytes list, under their names. */
export function intervals(packed, ...names) {
  const one = (name, place) => [name, make(Interval, packed.slice(place * 32, place * 32 + 32))];
  return Object.freeze(Object.fromEntries(names.map(one)));
}

const ofTwo = (name, run, argument) =>
  function (other) {
    const [left, right] = [own(this, `Interval.${name}`), interval(other, `Interval.${name}: ${argument}`)];
    return make(Interval, call(`Interval.${name}`, () => kernel[run](left, right)));
  };

export class Interval {
  constructor(low, high) {
    init(this, Interval, between(down(low, "Interval: low"), up(high, "Interval: high"), "Interval"));
  }
  static exact(value) {
    return make(Interval, between(down(value, "Interval.exact"), up(value, "Interval.exact"), "Interval.exact"));
  }
  static between(a, b) {
    const [low, high] = [interval(a, "Interval.between: a"), interval(b, "Interval.between: b")];
    return make(Interval, kernel.interval_between(low, high));
  }
  get low() {
    return at(own(this, "Interval.low"), 0);
  }
  get high() {
    return at(own(this, "Interval.high"), 1);
  }
  holds(value) {
    const [packed, bits] = [own(this, "Interval.holds"), nearest(value, "Interval.holds: value")];
    return call("Interval.holds", () => kernel.interval_holds(packed, bits));
  }
  tryNeg() {
    const packed = own(this, "Interval.tryNeg");
    return make(Interval, call("Interval.tryNeg", () => kernel.interval_neg(packed)));
  }
}
for (const [name, run, argument] of [
  ["tryAdd", "interval_add", "other"],
  ["trySub", "interval_sub", "other"],
  ["mul", "interval_mul", "other"],
  ["div", "interval_div", "divisor"],
]) {
  Object.defineProperty(Interval.prototype, name, { value: ofTwo(name, run, argument), writable: true, configurable: true });
}

const ofOne = (name, run) => (number) => {
  const bits = exact(number, name);
  return make(Interval, call(name, () => kernel[run](bits)));
};
export const sqrt = ofOne("sqrt", "sqrt");
export const ln = ofOne("ln", "ln");
export const exp = ofOne("exp", "exp");
export const normalDensity = ofOne("normalDensity", "normal_density");
export const normalDistribution = ofOne("normalDistribution", "normal_distribution");

export function power(base, exponent) {
  const [bits, by] = [exact(base, "power: base"), exact(exponent, "power: exponent")];
  return make(Interval, call("power", () => kernel.power(bits, by)));
}
