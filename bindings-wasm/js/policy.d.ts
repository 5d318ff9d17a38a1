import type { Decimal, NumberLike } from "./fixed.js";

/**
 * A margin that follows the market without chasing it: `multiple * (weight * slow + (1 - weight) * min(fast, cap *
 * slow))`, at least `least`, with two volatilities that forget at two rates, and at most a step a period. Immutable.
 */
export declare class Policy {
  /**
   * What is left of the past after a period, in the fast and in the slow volatility; the weight of the slow one; how
   * many times the slow one the fast one may count; the multiple (deviations); the least margin; and the largest rise
   * and fall of a period, relative to the margin before it. Errors: InvalidFraction for a lambda, the weight or the
   * fall, InvalidFactor where another is negative.
   */
  constructor(
    lambda: readonly [fast: NumberLike, slow: NumberLike],
    weight: NumberLike,
    cap: NumberLike,
    multiple: NumberLike,
    least: NumberLike,
    step: readonly [rise: NumberLike, fall: NumberLike],
  );
  get lambda(): readonly Decimal[];
  get weight(): Decimal;
  get cap(): Decimal;
  get multiple(): Decimal;
  get least(): Decimal;
  get step(): readonly Decimal[];
}

/** A policy and what it remembers. Immutable: an observation makes the next value. */
export declare class Steady {
  /** Before the first period: the margin is the least one. */
  constructor(policy: Policy);
  /** One that existed before. Errors: InvalidQuantity for a negative variance, InvalidFactor for a margin below the policy's least. */
  static fromStored(
    policy: Policy,
    variances: readonly [fast: NumberLike, slow: NumberLike],
    periods: number,
    margin: NumberLike,
  ): Steady;
  get policy(): Policy;
  /** The fast and the slow one. */
  get variances(): readonly Decimal[];
  /** How many periods it has seen. */
  get periods(): number;
  /** The margin in force for the next period, as a fraction of the notional. */
  get margin(): Decimal;
  /** After a period with this return; everything rounds up. Errors: Overflow. */
  observe(r: NumberLike): Steady;
}
