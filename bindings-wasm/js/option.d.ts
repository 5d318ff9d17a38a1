/**
 * All of `plimsoll`, and European options by Black-76: value, Greeks and implied volatility, on intervals that
 * contain the exact value; with the functions that this needs.
 *
 * Where an interval is asked for, a number serves as well: text is read down for its low end and up for its high
 * end, so that text without an exact binary value becomes the step around it; a `Fixed` (`readNearest`) is exact,
 * and prices an option in half the time.
 */

export * from "./plimsoll.js";
export * from "./contract.js";
export * from "./interval.js";
