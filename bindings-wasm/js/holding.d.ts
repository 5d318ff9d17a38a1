import type { NumberLike } from "./fixed.js";
import type { Health } from "./health.js";
import type { Perp, Terms } from "./perp.js";
import type { Price } from "./price.js";
import type { Weights } from "./bound.js";

/** One perp of a netting group, at one level. Immutable. */
export declare class Leg {
  /** `index` is the caller's number for the underlying that the perp's price follows. */
  constructor(parts: { readonly perp: Perp; readonly terms: Terms; readonly index: number });
  /** Two kinds of object are never the same type. */
  private readonly leg: never;
}

/** The balance of one asset with every perp that settles in it, at one level. Immutable. */
export declare class Holding {
  /**
   * `balance` is in units of the asset, read down; `price` in the account's currency; `index` is the
   * caller's number for the underlying that the asset's price follows.
   */
  constructor(parts: {
    readonly balance: NumberLike;
    readonly price: Price;
    readonly weights: Weights;
    readonly index: number;
    readonly legs?: readonly Leg[];
  });
  /** What the group contributes to the account. Errors: InvalidIndex, Overflow. */
  health(): Health;
  /** Whether the account's health depends on the price of `index` through this group. */
  isExposedTo(index: number): boolean;
}

/** The health of the account that these groups make up. Errors: InvalidIndex, Overflow. */
export declare function evaluate(holdings: readonly Holding[]): Health;
