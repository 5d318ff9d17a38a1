import type { Decimal, NumberLike } from "./fixed.js";

/** The exponentially weighted variance, `v' = lambda * v + (1 - lambda) * r^2`, each step rounded up. Immutable. */
export declare class Ewma {
  /** Errors: InvalidFraction for the decay, InvalidQuantity for a negative variance. */
  constructor(lambda: NumberLike, variance: NumberLike);
  /** What is left of the past after one period. */
  get lambda(): Decimal;
  /** The variance of the next period. */
  get variance(): Decimal;
  /** After one period with this return. Errors: Overflow. */
  update(r: NumberLike): Ewma;
  /** After one period with this variance, whatever measured it. Errors: InvalidQuantity for a negative one, Overflow. */
  observe(variance: NumberLike): Ewma;
  /** After `periods` at once (above zero, whole or not) with this return over all of them. Errors: OutOfDomain, Overflow. */
  updateOver(r: NumberLike, periods: NumberLike): Ewma;
  /** After `periods` at once with this variance in each. Errors: OutOfDomain, InvalidQuantity, Overflow. */
  observeOver(variance: NumberLike, periods: NumberLike): Ewma;
  /** The volatility of the next period: the root of the variance, rounded up. */
  sigma(): Decimal;
}

/** GARCH(1,1): `v' = omega + alpha * r^2 + beta * v`, with `alpha + beta < 1`. Immutable. */
export declare class Garch {
  /** Errors: InvalidFactor where one is negative or `alpha + beta >= 1`, Overflow. */
  constructor(omega: NumberLike, alpha: NumberLike, beta: NumberLike);
  get omega(): Decimal;
  get alpha(): Decimal;
  get beta(): Decimal;
  /** The variance of the next period, after one with `variance` and the return `r`, rounded up. Errors: InvalidQuantity, Overflow. */
  next(variance: NumberLike, r: NumberLike): Decimal;
  /** The variance that it returns to, rounded up. Errors: Overflow. */
  longRun(): Decimal;
  /** The variance expected over the next `periods` together, where that of the next one is `variance`, rounded up. Errors: InvalidQuantity, Overflow. */
  forecast(variance: NumberLike, periods: number): Decimal;
}
