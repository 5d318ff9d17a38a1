import type { Decimal, NumberLike } from "./fixed.js";

/** `rate * |notional|`, rounded up; the rate is read up, the notional to nearest. Errors: InvalidFactor for a negative rate, Overflow. */
export declare function charge(notional: NumberLike, rate: NumberLike): Decimal;

/** From which confidence of a feed on nothing is charged, and how much below it. Immutable. */
export declare class Confidence {
  /** Both are read up. Errors: InvalidFraction, InvalidFactor. */
  constructor(threshold: NumberLike, rate: NumberLike);
  get threshold(): Decimal;
  get rate(): Decimal;
  /**
   * `(1 - confidence) * rate * notional` where the confidence (read down) is below the threshold, else nothing.
   * Errors: InvalidFraction, Overflow.
   */
  charge(confidence: NumberLike, notional: NumberLike): Decimal;
}

/** From which price of the settlement coin on nothing is charged, and how much below it. Immutable. */
export declare class Peg {
  /** Both are read up. Errors: InvalidFactor where one is negative. */
  constructor(threshold: NumberLike, factor: NumberLike);
  get threshold(): Decimal;
  get factor(): Decimal;
  /** `max(threshold - price, 0) * factor`, rounded up; the price is read down. Errors: Overflow. */
  loss(price: NumberLike): Decimal;
}
