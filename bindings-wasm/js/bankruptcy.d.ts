import type { Decimal, NumberLike } from "./fixed.js";

/** A position and the account that it is part of, in the account's currency. Immutable. */
export declare class Position {
  /** All are read to nearest. */
  constructor(parts: {
    /** What it is worth at the mark: negative for a short, its quote left out. */
    readonly value: NumberLike;
    /** What the maintenance requirement falls by when it is closed. */
    readonly requirement: NumberLike;
    /** What the whole account is worth at the mark; may be negative. */
    readonly equity: NumberLike;
    /** The maintenance requirement of the whole account. */
    readonly total: NumberLike;
  });
  get value(): Decimal;
  get requirement(): Decimal;
  get equity(): Decimal;
  get total(): Decimal;
  /**
   * What closing it must bring so that the account loses this position's share of its equity:
   * `value - equity * requirement / total`, rounded up. Errors: InvalidQuantity, Overflow.
   */
  bankruptcy(): Decimal;
  /**
   * What closing it may bring at most in the liquidator's favour: `value - urgency * spread * requirement` with
   * `urgency = clamp(adjustment * (1 - equity / total), 0, 1)`, rounded down; both are read up. Errors: as
   * `bankruptcy`.
   */
  fillable(spread: NumberLike, adjustment: NumberLike): Decimal;
}

/** A quote as a price of a unit: `quote / size`, rounded down, read to nearest. Errors: DivisionByZero, Overflow. */
export declare function price(quote: NumberLike, size: NumberLike): Decimal;

/**
 * What a fill gives the insurance fund, or takes from it where negative: `proceeds - bankruptcy` (read to
 * nearest), of which it keeps at most `mostFee * |proceeds|` (read down), rounded down. Errors: InvalidFraction,
 * Overflow.
 */
export declare function insuranceDelta(proceeds: NumberLike, bankruptcy: NumberLike, mostFee: NumberLike): Decimal;
