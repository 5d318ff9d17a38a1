import type { Decimal, NumberLike } from "./fixed.js";

/** Which price of an interval a flow converts at. */
export type End = "low" | "mid" | "high";

/**
 * What one unit is worth at least and at most, in the account's currency, or for a perp in units of the
 * asset that it settles in. Immutable.
 */
export declare class Price {
  /** `low..high`; `low` is read down, `high` up. Errors: InvalidPrice unless `0 < low <= high`. */
  constructor(low: NumberLike, high: NumberLike);
  /** A price without uncertainty, as wide as its text needs. Errors: InvalidPrice unless above 0. */
  static exact(price: NumberLike): Price;
  /** Two ends stored before: `low` may be 0, two zeros are the unknown price. Errors: InvalidPrice. */
  static fromStored(low: NumberLike, high: NumberLike): Price;
  /**
   * `mid - confidence .. mid + confidence`; `mid` is read both ways, `confidence` up. Errors:
   * InvalidPrice where the confidence is negative or not below the price, Overflow.
   */
  static withConfidence(mid: NumberLike, confidence: NumberLike): Price;
  /** A price that is too old, or was never set. */
  static unknown(): Price;
  /** What one unit is worth at least. */
  get low(): Decimal;
  /** What one unit is worth at most. */
  get high(): Decimal;
  /** Whether this is a price at all. */
  get isKnown(): boolean;
  /** The smallest interval that contains both; unknown where one is. */
  hull(other: Price): Price;
  /** The price at which a flow converts: an end, or `mid()`. Errors: UnknownPrice, Overflow. */
  at(end: End): Decimal;
  /** Whether every price in `other` lies in this interval. */
  contains(other: Price): boolean;
  /** Both ends times `factor`: low down, high up. Errors: Overflow. */
  scale(factor: Price): Price;
  /**
   * `price / ((low + high) / 2)`, rounded both ways; `price` is read to nearest. Errors: InvalidPrice
   * unless `price > 0`, UnknownPrice, Overflow.
   */
  factorTo(price: NumberLike): Price;
  /** `(low + high) / 2`, rounded down. Errors: Overflow. */
  mid(): Decimal;
}
