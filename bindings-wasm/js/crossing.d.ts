import type { Decimal, Fixed, NumberLike } from "./fixed.js";
import type { Limit } from "./limits.js";

/** The first places below and above where a check fails, and the range in which they were looked for. */
export interface Crossing {
  /** The last price below the start at which the check holds, or why there is none. */
  readonly below: Limit;
  /** The last price above it. */
  readonly above: Limit;
  /** How far down was looked. */
  readonly from: Decimal;
  /** How far up. */
  readonly to: Decimal;
}

/**
 * The liquidation prices of an account with options, or with a margin by scenarios: walks from `start` to both
 * ends of `range` in `parts` equal strides each, and closes in to one `step` where `check`, the surplus at a
 * price, first falls below zero. What recovers within one stride is not seen. Numbers are read to nearest; what
 * `check` throws comes out. Errors: InvalidStep, InvalidInterval unless the start lies in the range, Overflow.
 */
export declare function crossing(
  start: NumberLike,
  range: readonly [from: NumberLike, to: NumberLike],
  parts: number,
  step: NumberLike,
  check: (at: Fixed) => NumberLike,
): Crossing;
