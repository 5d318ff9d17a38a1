import type { NumberLike } from "./fixed.js";

/** A position that may be closed. */
export interface Candidate {
  /** The caller's number for it. Of equal keys the lower number comes first. */
  readonly id: number;
  /** The higher is closed first; read to nearest: see `Standing`. */
  readonly key: NumberLike;
  /** What is open, in base units or lots, without sign. */
  readonly size: bigint;
}

/** Who is closed by how much, sorted by rank, and what no position is left for. */
export interface Deleveraged {
  readonly closed: readonly { readonly id: number; readonly close: bigint }[];
  readonly left: bigint;
}

/**
 * Closes whole positions from the highest key on until `needed` units are closed, the last one in part. Errors:
 * InvalidQuantity, Overflow for what is no number of units.
 */
export declare function greedy(candidates: readonly Candidate[], needed: bigint): Deleveraged;

/**
 * Closes the same part of every position, and of the units that rounding leaves over one each by the largest
 * remainder, of equal ones by rank. Errors: as `greedy`, and Overflow where the sizes sum to 2^128.
 */
export declare function proRata(candidates: readonly Candidate[], needed: bigint): Deleveraged;
