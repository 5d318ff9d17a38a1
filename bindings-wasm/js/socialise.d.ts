import type { Decimal, NumberLike } from "./fixed.js";

/** An index after a loss, and what it takes from those who hold it. */
export interface Socialised {
  /** The index after the loss; of `fundingIndex`, the change. */
  readonly index: Decimal;
  /** What moves with it, by exact shares, rounded down. */
  readonly taken: Decimal;
  /** The part of the loss that is more than there is to take. */
  readonly left: Decimal;
}

/**
 * The deposit index after depositors bear a loss: `index - loss / deposits`, the quotient rounded up, at least
 * zero; `deposits` are the shares. Errors: InvalidQuantity, Overflow.
 */
export declare function depositIndex(index: NumberLike, loss: NumberLike, deposits: NumberLike): Socialised;

/**
 * How far the funding index of longs rises and that of shorts falls so that every position bears a loss by its
 * size: `loss / openInterest`, rounded up, with longs and shorts both counted. Errors: InvalidQuantity.
 */
export declare function fundingIndex(loss: NumberLike, openInterest: NumberLike): Socialised;

/**
 * The part of each profit that can be paid when profits are junior to deposits:
 * `min(max(assets - deposits, 0), profits) / profits`, rounded down; 1 without profits. Errors: InvalidQuantity,
 * Overflow.
 */
export declare function juniorRatio(assets: NumberLike, deposits: NumberLike, profits: NumberLike): Decimal;
