/**
 * All of `plimsoll`, and what a size really fetches where it can be sold: a constant-product pool, ranges of
 * concentrated liquidity, a stable swap, an order book.
 *
 * Text is read to nearest, because these numbers go from one call to another and a result that is passed on must be
 * the same bits; where a parameter is read otherwise, it says so. Times are whole seconds. Results of several parts
 * are frozen.
 */

export * from "./plimsoll.js";
export { Interval, sqrt, type IntervalLike } from "./interval.js";
export * from "./venue.js";
