/**
 * All of `plimsoll`, and what turns what feeds published into prices: confidence, age, several sources, a band
 * against misprints, averages, a stable price, and collateral on another chain.
 *
 * Text is read to nearest, because these numbers go from one call to another and a result that is passed on must be
 * the same bits; where a parameter is read otherwise, it says so. Times are whole seconds. Results of several parts
 * are frozen.
 */

export * from "./plimsoll.js";
export * from "./average.js";
export * from "./feed.js";
export * from "./quota.js";
export * from "./remote.js";
