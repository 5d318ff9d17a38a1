import type { Decimal, NumberLike } from "./fixed.js";

/**
 * What an index grows by over `elapsed` at `rate` for one unit of time: `x + x^2 / 2 + x^3 / 6` with
 * `x = rate * elapsed`, rounded and read down. Errors: InvalidQuantity, Overflow.
 */
export declare function growthDown(rate: NumberLike, elapsed: NumberLike): Decimal;
/** As `growthDown`, rounded and read up. */
export declare function growthUp(rate: NumberLike, elapsed: NumberLike): Decimal;

/** What one unit deposited, and one unit borrowed, at the beginning of a market has become. Immutable. */
export declare class Indices {
  /** 1 and 1. */
  constructor();
  /** Indices stored before. Errors: InvalidQuantity unless `deposit >= 0` and `debt > 0`. */
  static fromStored(deposit: NumberLike, debt: NumberLike): Indices;
  /** What one unit deposited at the beginning has become. */
  get deposit(): Decimal;
  /** What one unit borrowed at the beginning has become. */
  get debt(): Decimal;
  /**
   * The indices after `elapsed`: `debt * (1 + growth)` rounded up, and
   * `deposit * (1 + growth * utilisation * (1 - reserve))` rounded down; the rate and the reserve are read up,
   * the utilisation down. Errors: InvalidFraction, InvalidQuantity, Overflow.
   */
  accrue(rate: NumberLike, elapsed: NumberLike, utilisation: NumberLike, reserve: NumberLike): Indices;
  /** A scaled balance in units of the asset, rounded down. Errors: Overflow. */
  balance(scaled: NumberLike): Decimal;
  /** The scaled form of a balance, rounded down. Errors: DivisionByZero, Overflow. */
  scaled(balance: NumberLike): Decimal;
}
