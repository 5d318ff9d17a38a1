/**
 * Plimsoll: a margin engine in fixed point.
 *
 * What is owned or may be taken rounds down, what is owed or must be posted rounds up. Text is read in
 * the direction that each parameter states, because `0.1` has no exact binary value; a `Fixed` and a
 * whole `bigint` are exact. Results are the shortest decimals that `readNearest` reads back to the same
 * bits. A JavaScript number is refused wherever a quantity is asked for: see `fromFloat`.
 *
 * Errors: `PlimsollError` for a value that the core refuses; `TypeError` for a value of the wrong type;
 * `RangeError` for a count that is none, and for more than 16 MiB or 65,536 characters in one call.
 *
 * Every object is an ordinary JavaScript value: nothing has to be freed.
 */

export * from "./account.js";
export * from "./error.js";
export * from "./fixed.js";
export * from "./health.js";
export * from "./holding.js";
export * from "./limits.js";
export * from "./net.js";
export * from "./operation.js";
export * from "./perp.js";
export * from "./price.js";
export * from "./tiers.js";
export * from "./bound.js";
