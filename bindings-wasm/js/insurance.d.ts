import type { Decimal, NumberLike } from "./fixed.js";

/** An insurance fund in one currency, with a limit for one event and for one period. */
export declare class Fund {
  /** A fund that has paid nothing in the present period. Errors: InvalidQuantity where one is negative. */
  constructor(balance: NumberLike, perEvent: NumberLike, perPeriod: NumberLike);
  /** A fund that has paid `spent` in the present period. Errors: InvalidQuantity where one is negative. */
  static fromStored(balance: NumberLike, perEvent: NumberLike, perPeriod: NumberLike, spent: NumberLike): Fund;
  /** What it holds. */
  get balance(): Decimal;
  /** What it may pay for one event. */
  get perEvent(): Decimal;
  /** What it may pay in one period. */
  get perPeriod(): Decimal;
  /** What it has paid in this period. */
  get spent(): Decimal;
  /** Pays in. Errors leave the fund as it was: InvalidQuantity, Overflow. */
  contribute(amount: NumberLike): void;
  /** What it can still bear of one event: the least of balance and limits. Errors: Overflow. */
  available(): Decimal;
  /** Pays as much of a deficit as it can, and gives what it paid. Errors leave it as it was: InvalidQuantity, Overflow. */
  cover(deficit: NumberLike): Decimal;
  /** Begins a new period: nothing is spent of it. */
  renew(): void;
}

/**
 * What a fund for a market should hold: `openInterest * volatility * multiple`, rounded up; all are read up.
 * Errors: InvalidQuantity, Overflow.
 */
export declare function target(openInterest: NumberLike, volatility: NumberLike, multiple: NumberLike): Decimal;
