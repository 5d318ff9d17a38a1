// `price/oracle`: averages, and the stable price. Each observation makes the next value.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { priceBytes } from "./feed.js";
import { nearest, write } from "./fixed.js";
import { Price } from "./price.js";
import { packed, record } from "./record.js";
import { bytes, count, init, longAt, make, seconds, time } from "./value.js";

/** The price that stands at this byte, and since when. */
const standing = (own, place, since) =>
  Object.freeze({ price: make(Price, own.slice(place, place + 32)), at: longAt(own, since) });

/** The value after one more price. */
const observed = (type, own, run) => {
  const name = `${type.name}.observe`;
  return (price, at) => {
    const [its, then] = [priceBytes(price, `${name}: price`), time(at, `${name}: at`)];
    return make(type, call(name, () => kernel[run](own, its, then)));
  };
};

/** What a value answers at a second. */
function asked(name, own, run, now) {
  const here = time(now, `${name}: now`);
  return call(name, () => kernel[run](own, here));
}

const SUM = { low: nearest, high: nearest, at: seconds };
const sumBytes = (value, where) => bytes(value, Sum, where);

export class Sum {
  constructor(parts) {
    init(this, Sum, record(parts, SUM, "Sum"));
  }
  average(since) {
    const [own, its] = [sumBytes(this, "Sum.average"), sumBytes(since, "Sum.average: since")];
    return make(Price, call("Sum.average", () => kernel.sum_average(own, its)));
  }
}
packed(Sum, "Sum", SUM);

const weighted = (value, where) => bytes(value, TimeWeighted, where);

export class TimeWeighted {
  constructor(price, at) {
    const [its, then] = [priceBytes(price, "TimeWeighted: price"), time(at, "TimeWeighted: at")];
    init(this, TimeWeighted, call("TimeWeighted", () => kernel.time_weighted_new(its, then)));
  }
  observe(price, at) {
    return observed(TimeWeighted, weighted(this, "TimeWeighted.observe"), "time_weighted_observe")(price, at);
  }
  last() {
    return standing(weighted(this, "TimeWeighted.last"), 40, 32);
  }
  sum(now) {
    return make(Sum, asked("TimeWeighted.sum", weighted(this, "TimeWeighted.sum"), "time_weighted_sum", now));
  }
}

const smoothed = (value, where) => bytes(value, Exponential, where);

export class Exponential {
  constructor(span, price, at) {
    const [constant, its] = [time(span, "Exponential: span"), priceBytes(price, "Exponential: price")];
    const then = time(at, "Exponential: at");
    init(this, Exponential, call("Exponential", () => kernel.exponential_new(constant, its, then)));
  }
  observe(price, at) {
    return observed(Exponential, smoothed(this, "Exponential.observe"), "exponential_observe")(price, at);
  }
  get span() {
    return longAt(smoothed(this, "Exponential.span"), 0);
  }
  last() {
    return standing(smoothed(this, "Exponential.last"), 40, 72);
  }
  average(now) {
    const own = smoothed(this, "Exponential.average");
    return make(Price, asked("Exponential.average", own, "exponential_average", now));
  }
}

const PACE = { rate: nearest, growth: nearest, interval: seconds, longest: seconds };

export class Pace {
  constructor(rate, growth, interval, longest) {
    const own = record({ rate, growth, interval, longest }, PACE, "Pace");
    call("Pace", () => kernel.pace_check(own));
    init(this, Pace, own);
  }
}
packed(Pace, "Pace", PACE);

/** The most delay prices. */
const MOST = 1 << 16;
const stable = (value, where) => bytes(value, Stable, where);

export class Stable {
  constructor(pace, delays, start, at) {
    const [own, memory] = [bytes(pace, Pace, "Stable: pace"), count(delays, "Stable: delays")];
    if (memory > MOST) throw new RangeError(`Stable: delays: more than ${MOST}`);
    const [first, then] = [nearest(start, "Stable: start"), time(at, "Stable: at")];
    init(this, Stable, call("Stable", () => kernel.stable_new(own, memory, first, then)));
  }
  observe(price, at) {
    return observed(Stable, stable(this, "Stable.observe"), "stable_observe")(price, at);
  }
  last() {
    return standing(stable(this, "Stable.last"), 92, 124);
  }
  delay() {
    const own = stable(this, "Stable.delay");
    return write(call("Stable.delay", () => kernel.stable_delay(own)));
  }
  price(now) {
    return make(Price, asked("Stable.price", stable(this, "Stable.price"), "stable_price", now));
  }
}
