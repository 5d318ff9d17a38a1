import type { Decimal, NumberLike } from "./fixed.js";
import type { Perp, Terms } from "./perp.js";

/** The three levels of an account, in the order of `INITIAL`, `MAINTENANCE` and `EQUITY`. */
export type Levels<T> = readonly [initial: T, maintenance: T, equity: T];

/** A netting group: the balance of a settlement asset with every perp that settles in it. */
export declare class Net {
  /** The balance, read down; it counts as one position. */
  constructor(balance: NumberLike);
  /** Adds what a perp is worth at each level. Errors leave the group as it was: Overflow. */
  add(perp: Perp, terms: Levels<Terms>): void;
  /**
   * Adds what something else that settles in the asset is worth at each level, a portfolio for one, read down; it
   * counts as one position. Errors leave the group as it was: Overflow.
   */
  addValue(values: Levels<NumberLike>): void;
  /** The sum at one level, in units of the settlement asset. Errors: UnknownMarket, UnknownPrice. */
  value(level: number): Decimal;
}
