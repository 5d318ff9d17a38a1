import type { Decimal, NumberLike } from "./fixed.js";
import type { Price } from "./price.js";

/**
 * `low * (1 - fraction) .. high * (1 + fraction)`, low down (and not below zero), high up: the same price, less well
 * known. Errors: InvalidFactor for a negative fraction, Overflow.
 */
export declare function widen(price: Price, fraction: NumberLike): Price;

/** What a feed published. Immutable. */
export declare class Reading {
  /**
   * A price, its confidence in the same unit, and the second since 1970 at which it was published. Errors:
   * InvalidPrice where the price is zero or negative, or the confidence negative.
   */
  constructor(price: NumberLike, confidence: NumberLike, at: number);
  /** The price itself. */
  get price(): Decimal;
  /** How far off it may be. */
  get confidence(): Decimal;
  /** When it was published. */
  get at(): number;
}

/** How much of a stated confidence counts, and how much is too much. Immutable. */
export declare class Confidence {
  /**
   * The multiple of the confidence that widens a price, the fraction of the price that it widens by at most, and the
   * fraction beyond which the price is unknown. Errors: InvalidFactor for a negative multiple or limit,
   * InvalidFraction for the cap.
   */
  constructor(multiple: NumberLike, cap: NumberLike, limit: NumberLike);
  get multiple(): Decimal;
  get cap(): Decimal;
  get limit(): Decimal;
  /**
   * `price - c .. price + c` with `c = min(multiple * confidence, cap * price)`, rounded up; unknown where
   * `multiple * confidence` is more than `limit * price`. Errors: InvalidPrice, Overflow.
   */
  price(price: NumberLike, confidence: NumberLike): Price;
}

/** How a price widens with its age, and when it is too old. Times are in seconds. Immutable. */
export declare class Age {
  /**
   * Up to `fresh` seconds a price is as good as new; from there on it widens by `rate` of itself a second; beyond
   * `limit` seconds it is unknown. A feed's clock may be `ahead` seconds ahead of the caller's. Errors: InvalidTime
   * where `fresh > limit`, InvalidFactor for a negative rate.
   */
  constructor(fresh: number, limit: number, ahead: number, rate: NumberLike);
  get fresh(): number;
  get limit(): number;
  get ahead(): number;
  get rate(): Decimal;
  /** Seconds since `at`; none where the feed's clock is ahead within what is allowed. Errors: InvalidTime further ahead. */
  since(at: number, now: number): number;
  /** The price widened by `rate * (age - fresh)`, rounded up; unknown beyond the limit. Errors: InvalidTime, Overflow. */
  price(price: Price, at: number, now: number): Price;
}

/** How a feed's readings become prices at one level. Immutable. */
export declare class Feed {
  constructor(parts: { readonly confidence: Confidence; readonly age: Age });
  /** What the stated confidence does. */
  get confidence(): Confidence;
  /** What time does. */
  get age(): Age;
  /**
   * The price of a reading at `now`: widened by its confidence, then by its age; unknown where either is beyond its
   * limit. Errors: InvalidTime, Overflow.
   */
  price(reading: Reading, now: number): Price;
}

/** The smallest interval that contains every known source; unknown where fewer than `quorum` are known, or none. */
export declare function hull(sources: readonly Price[], quorum: number): Price;

/**
 * The interval of every median that the sources allow: the median of the low ends up to the median of the high ends.
 * Unknown where fewer than `quorum` are known, or none.
 */
export declare function median(sources: readonly Price[], quorum: number): Price;

/**
 * The hull of those sources that lie within `band` of the median; unknown where fewer than `quorum` agree. Errors:
 * InvalidFactor for a negative band, Overflow.
 */
export declare function agreement(sources: readonly Price[], band: NumberLike, quorum: number): Price;

/** How far a price may lie from the last good one, and by which factor further with time. Immutable. */
export declare class Band {
  /** Errors: InvalidFactor where one is negative. */
  constructor(width: NumberLike, rate: NumberLike);
  /** The distance at once, as a fraction. */
  get width(): Decimal;
  /** What a second adds to the factor. */
  get rate(): Decimal;
  /**
   * The price, where it lies in `last * (1 - width) / f .. last * (1 + width) * f` with `f = 1 + rate * elapsed`, and
   * otherwise unknown. With no last good price any is admitted. Errors: Overflow.
   */
  admit(last: Price, elapsed: number, price: Price): Price;
}
