/**
 * All of `plimsoll`, and what turns data into margin fractions: volatility, correlation and liquidity; with
 * parameters that change within bounds.
 *
 * A module of the core that has functions of its own is an object here: `volatility.over`, `liquidity.impact`.
 *
 * Text is read to nearest, because these numbers go from one call to another and a result that is passed on must be
 * the same bits; where a parameter is read otherwise, it says so. Times are whole seconds. Results of several parts
 * are frozen.
 */

export * from "./plimsoll.js";
export * as correlation from "./correlation.js";
export * from "./estimate.js";
export { Interval, type IntervalLike } from "./interval.js";
export * as liquidity from "./liquidity.js";
export * from "./offset.js";
export * from "./parameters.js";
export * from "./policy.js";
export * from "./quota.js";
export * as volatility from "./volatility.js";
