import type { Decimal, NumberLike } from "./fixed.js";
import type { Interval } from "./interval.js";

/**
 * `S' = S + (1 - lambda) * (r r' - S)` of a covariance matrix, row by row, `n * n` numbers for `n` returns: variances
 * rounded up, covariances down. Errors: InvalidLength, InvalidFraction for the decay, Overflow.
 */
export declare function update(matrix: readonly NumberLike[], returns: readonly NumberLike[], lambda: NumberLike): readonly Decimal[];

/**
 * `S_ij / sqrt(S_ii S_jj)` within `-1..1` of a matrix of `count` rows; all of it where one of two did not move. Errors:
 * InvalidLength, UnknownMarket for a row that there is not, OutOfDomain for a negative variance, Overflow.
 */
export declare function correlation(matrix: readonly NumberLike[], count: number, i: number, j: number): Interval;

/** The volatility of a portfolio in the unit of its weights, `sqrt(w' S w)`, rounded up. Errors: InvalidLength, Overflow. */
export declare function sigma(matrix: readonly NumberLike[], weights: readonly NumberLike[]): Decimal;
