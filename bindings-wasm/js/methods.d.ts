/**
 * All of `plimsoll/scenario`, and whole margin methods, each an object here: `derive.portfolio2.Portfolio`.
 *
 * Parameters are plain data, validated once. Every margin is in parts that sum to the total exactly: what is above
 * zero counts for the account, what is below is required, unless a part says otherwise.
 */

export * from "./scenario.js";
export * as deribit from "./deribit.js";
export * as derive from "./derive.js";
export * as okx from "./okx.js";
export * as paradex from "./paradex.js";
export * as span from "./span.js";
