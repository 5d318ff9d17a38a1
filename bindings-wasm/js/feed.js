// `price/oracle`: what feeds published becomes prices.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest } from "./fixed.js";
import { Price } from "./price.js";
import { packed, record } from "./record.js";
import { bytes, concat, count, fields, init, list, make, seconds, time } from "./value.js";

export const priceBytes = (value, where) => bytes(value, Price, where);

export function widen(price, fraction) {
  const [own, bits] = [priceBytes(price, "widen: price"), nearest(fraction, "widen: fraction")];
  return make(Price, call("widen", () => kernel.price_widen(own, bits)));
}

const READING = { price: nearest, confidence: nearest, at: seconds };
const readingBytes = (value, where) => bytes(value, Reading, where);

export class Reading {
  constructor(price, confidence, at) {
    const own = record({ price, confidence, at }, READING, "Reading");
    call("Reading", () => kernel.reading_check(own));
    init(this, Reading, own);
  }
}
packed(Reading, "Reading", READING);

const CONFIDENCE = { multiple: nearest, cap: nearest, limit: nearest };
const confidenceBytes = (value, where) => bytes(value, Confidence, where);

export class Confidence {
  constructor(multiple, cap, limit) {
    const own = record({ multiple, cap, limit }, CONFIDENCE, "Confidence");
    call("Confidence", () => kernel.feed_confidence_check(own));
    init(this, Confidence, own);
  }
  price(price, confidence) {
    const name = "Confidence.price";
    const [own, mid] = [confidenceBytes(this, name), nearest(price, `${name}: price`)];
    const doubt = nearest(confidence, `${name}: confidence`);
    return make(Price, call(name, () => kernel.feed_confidence_price(own, mid, doubt)));
  }
}
packed(Confidence, "Confidence", CONFIDENCE);

const AGE = { fresh: seconds, limit: seconds, ahead: seconds, rate: nearest };
const ageBytes = (value, where) => bytes(value, Age, where);

export class Age {
  constructor(fresh, limit, ahead, rate) {
    const own = record({ fresh, limit, ahead, rate }, AGE, "Age");
    call("Age", () => kernel.age_check(own));
    init(this, Age, own);
  }
  since(at, now) {
    const own = ageBytes(this, "Age.since");
    const [then, here] = [time(at, "Age.since: at"), time(now, "Age.since: now")];
    return Number(call("Age.since", () => kernel.age_since(own, then, here)));
  }
  price(price, at, now) {
    const name = "Age.price";
    const [own, its] = [ageBytes(this, name), priceBytes(price, `${name}: price`)];
    const [then, here] = [time(at, `${name}: at`), time(now, `${name}: now`)];
    return make(Price, call(name, () => kernel.age_price(own, its, then, here)));
  }
}
packed(Age, "Age", AGE);

const feedBytes = (value, where) => bytes(value, Feed, where);

export class Feed {
  constructor(parts) {
    const { confidence, age } = fields(parts, "Feed");
    init(this, Feed, concat([confidenceBytes(confidence, "Feed: confidence"), ageBytes(age, "Feed: age")], "Feed"));
  }
  get confidence() {
    return make(Confidence, feedBytes(this, "Feed.confidence").slice(0, 48));
  }
  get age() {
    return make(Age, feedBytes(this, "Feed.age").slice(48));
  }
  price(reading, now) {
    const name = "Feed.price";
    const [own, its] = [feedBytes(this, name), readingBytes(reading, `${name}: reading`)];
    const here = time(now, `${name}: now`);
    return make(Price, call(name, () => kernel.feed_price(own, its, here)));
  }
}

const joined = (name, run) => (sources, quorum) => {
  const [all, least] = [list(sources, priceBytes, `${name}: sources`), count(quorum, `${name}: quorum`)];
  return make(Price, call(name, () => kernel[run](all, least)));
};
export const hull = joined("hull", "sources_hull");
export const median = joined("median", "sources_median");

export function agreement(sources, band, quorum) {
  const all = list(sources, priceBytes, "agreement: sources");
  const [width, least] = [nearest(band, "agreement: band"), count(quorum, "agreement: quorum")];
  return make(Price, call("agreement", () => kernel.sources_agreement(all, width, least)));
}

const BAND = { width: nearest, rate: nearest };

export class Band {
  constructor(width, rate) {
    const own = record({ width, rate }, BAND, "Band");
    call("Band", () => kernel.band_check(own));
    init(this, Band, own);
  }
  admit(last, elapsed, price) {
    const name = "Band.admit";
    const [own, before] = [bytes(this, Band, name), priceBytes(last, `${name}: last`)];
    const [passed, its] = [time(elapsed, `${name}: elapsed`), priceBytes(price, `${name}: price`)];
    return make(Price, call(name, () => kernel.band_admit(own, before, passed, its)));
  }
}
packed(Band, "Band", BAND);
