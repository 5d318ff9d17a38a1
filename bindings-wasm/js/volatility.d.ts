import type { Ewma } from "./estimate.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { IntervalLike } from "./interval.js";

/** `sigma * sqrt(to / from)`, rounded up; both times in one unit. Errors: InvalidQuantity, DivisionByZero, Overflow. */
export declare function over(sigma: NumberLike, from: NumberLike, to: NumberLike): Decimal;

/** `z * sigma * sqrt(periods)`, rounded up: what covers a move of `z` deviations. Not capped. Errors: InvalidFactor, InvalidQuantity, Overflow. */
export declare function marginFraction(z: NumberLike, sigma: NumberLike, periods: NumberLike): Decimal;

/** The variance of one period by Parkinson, from its lowest to its highest price, rounded up. Errors: InvalidPrice, Overflow. */
export declare function parkinson(prices: IntervalLike): Decimal;

/** The mean of `parkinson` over periods, rounded up. Errors: InvalidLength without a period, InvalidPrice, Overflow. */
export declare function realised(periods: readonly IntervalLike[]): Decimal;

/**
 * The returns (oldest first), each times `sigmaNow / sigmaThen`, the quotient kept within `ratio` and the result
 * rounded away from zero; and the estimate after all of them. Errors: InvalidLength without returns, InvalidFactor
 * for a negative ratio, Overflow.
 */
export declare function filtered(
  returns: readonly NumberLike[],
  before: Ewma,
  ratio: IntervalLike,
): { readonly returns: readonly Decimal[]; readonly estimate: Ewma };

/**
 * The loss that is exceeded with the probability `1 - confidence`, at least zero and rounded up. Errors:
 * InvalidFraction, InvalidLength without returns, Overflow.
 */
export declare function quantile(returns: readonly NumberLike[], confidence: NumberLike): Decimal;

/** The mean of the losses beyond the confidence, at least zero and rounded up; never below `quantile`. Errors: as `quantile`. */
export declare function expectedShortfall(returns: readonly NumberLike[], confidence: NumberLike): Decimal;

/** `max(raw, floor)`. Errors: InvalidQuantity where one is negative. */
export declare function floored(raw: NumberLike, floor: NumberLike): Decimal;

/** `(1 - weight) * raw + weight * stressed`, rounded up. Errors: InvalidFraction, InvalidQuantity. */
export declare function stressed(raw: NumberLike, stressed: NumberLike, weight: NumberLike): Decimal;

/**
 * `max(raw, min((1 + buffer) * raw, (1 + buffer) * base))`, rounded up: a buffer that is drawn down while margins rise
 * above `base`, that of ordinary times. Errors: InvalidFactor, InvalidQuantity, Overflow.
 */
export declare function buffered(raw: NumberLike, base: NumberLike, buffer: NumberLike): Decimal;

/**
 * As near to `target` as one step allows: no less than `previous * (1 - fall)` and no more than `previous * (1 + rise)`,
 * both rounded up; from zero at once. Errors: InvalidFactor, InvalidFraction, InvalidQuantity, Overflow.
 */
export declare function stepped(previous: NumberLike, target: NumberLike, rise: NumberLike, fall: NumberLike): Decimal;
