import type { NumberLike } from "./fixed.js";

/** What decides which debt is repaid, which collateral is seized, or which position is closed first. */
export type Order =
  /** The most margin freed for each unit of value that changes hands; of equal ones the larger. */
  | "riskiest"
  /** The largest value: the fewest transactions. */
  | "largest"
  /** As the caller lists them. */
  | "given";

/** A position that may be taken, in the account's currency, without signs; read to nearest. */
export interface Candidate {
  /** What is owed, owned, or open. */
  readonly value: NumberLike;
  /** The margin that closing all of it frees at the level of the target. */
  readonly margin: NumberLike;
}

/** The place of the candidate to take first, or null where none has a value. Errors: Overflow. */
export declare function first(order: Order, candidates: readonly Candidate[]): number | null;
