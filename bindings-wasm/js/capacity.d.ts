import type { Decimal, NumberLike } from "./fixed.js";

/** The largest position of one account in one market. Immutable. */
export declare class Capacity {
  private constructor();
  /**
   * An asset: the largest balance without sign, the largest price, the largest liability weight; all
   * are read up. Errors: InvalidQuantity where one is negative, InvalidWeights for a weight below 1.
   */
  static asset(quantity: NumberLike, price: NumberLike, weight: NumberLike): Capacity;
  /** A perp: also its largest quote without sign, and the largest weighted price of its settlement asset; read up. */
  static perp(
    quantity: NumberLike,
    price: NumberLike,
    weight: NumberLike,
    quote: NumberLike,
    settlement: NumberLike,
  ): Capacity;
  get quantity(): Decimal;
  get price(): Decimal;
  get weight(): Decimal;
  get quote(): Decimal;
  get settlement(): Decimal;
  /** What it counts for at most: `(quantity * price * weight + quote) * settlement`, rounded up. Errors: AboveCapacity. */
  worth(): Decimal;
  /** Returns where a position may be entered. Errors: AboveCapacity where it may not, Overflow. */
  admit(quantity: NumberLike, quote: NumberLike, price: NumberLike): void;
}

/** Returns where an account at every limit at once stays in range. Errors: AboveCapacity where it does not. */
export declare function check(capacities: readonly Capacity[]): void;
