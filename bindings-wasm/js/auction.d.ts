import type { Decimal, NumberLike } from "./fixed.js";
import type { Ramp } from "./ramp.js";

/** A solvent account in auction, in its currency. Immutable. */
export declare class Auction {
  /** All are read to nearest. */
  constructor(parts: {
    /** What the account is worth at the mark, with what is reserved. */
    readonly equity: NumberLike;
    /** Its surplus at maintenance. */
    readonly maintenance: NumberLike;
    /** What earlier bidders have paid into it, which nobody bids for. */
    readonly reserved: NumberLike;
  });
  get equity(): Decimal;
  get maintenance(): Decimal;
  get reserved(): Decimal;
  /**
   * What must reach zero for the account to leave the auction: `maintenance - buffer * (equity - maintenance)`,
   * rounded down; the buffer is read up. Errors: InvalidQuantity, Overflow.
   */
  buffered(buffer: NumberLike): Decimal;
  /**
   * The largest share that may be bid for, so that what is left with the bid is at its buffer margin, rounded
   * down; `discount` is the part of the mark that a bidder pays; both are read up. Errors: InvalidFraction,
   * InvalidQuantity, Overflow.
   */
  largestShare(buffer: NumberLike, discount: NumberLike): Decimal;
  /** What a bidder pays for all: `(equity - reserved) * discount`, rounded up, read up. Errors: InvalidFraction, Overflow. */
  bid(discount: NumberLike): Decimal;
  /**
   * What a bidder is paid to take an insolvent account, negative: from `min(equity, 0)` down to `maintenance`
   * over `length`, rounded up; both are read to nearest. Errors: InvalidRamp, Overflow.
   */
  insolvent(elapsed: NumberLike, length: NumberLike): Decimal;
}

/**
 * What part of the mark a bidder pays after `elapsed` (read to nearest): along the fast ramp to its end, and from
 * there along the slow one, rounded up. Errors: Overflow.
 */
export declare function discount(fast: Ramp, slow: Ramp, elapsed: NumberLike): Decimal;

/**
 * What a protocol sells absorbed collateral at: `price * (1 - factor * (1 - liquidationFactor))`, rounded up; the
 * factor is read down, the others up. Errors: InvalidFraction, Overflow.
 */
export declare function storefront(price: NumberLike, factor: NumberLike, liquidationFactor: NumberLike): Decimal;
