import type { Weights } from "./bound.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { Quota } from "./quota.js";

/**
 * `asset * min(1, limit / deposits)`, rounded down, and `liability * max(1, borrows / limit)`, rounded up. Never looser
 * than the weights themselves. Errors: DivisionByZero for borrows under a limit of zero, Overflow.
 */
export declare function scaled(weights: Weights, deposits: Quota, borrows: Quota): Weights;

/** One slice: above `floor`, each unit counts for `ratio`, and all below it for `addend` more than that. */
export interface Slice<N = NumberLike> {
  readonly floor: N;
  readonly ratio: N;
  readonly addend: N;
}

/**
 * A ladder of haircuts: floors that rise from 0, ratios in `[0, 1]` that do not rise. A cap is a last slice with a ratio
 * of 0; the empty ladder counts everything. Immutable.
 */
export declare class Slices {
  /** Slices that already carry their addends. Errors: InvalidTiers, Overflow. */
  constructor(slices: readonly Slice[]);
  /** Fills in the addends. Errors: InvalidTiers, Overflow. */
  static fromRatios(slices: readonly Omit<Slice, "addend">[]): Slices;
  /** The slices, lowest first. */
  get slices(): readonly Slice<Decimal>[];
  /** What so much counts for, rounded down, at most the amount. Errors: InvalidQuantity for a negative amount, Overflow. */
  counts(amount: NumberLike): Decimal;
  /** `counts / amount`, rounded down: the asset weight of that amount. Errors: as `counts`. */
  weight(amount: NumberLike): Decimal;
}
