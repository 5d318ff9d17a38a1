// What the entry `plimsoll/risk` has more than `plimsoll`.
export * as correlation from "./correlation.js";
export { Ewma, Garch } from "./estimate.js";
export { Interval } from "./interval.js";
export * as liquidity from "./liquidity.js";
export { Offset } from "./offset.js";
export { NAMES, Parameter, Parameters, Refusal, Rule } from "./parameters.js";
export { Policy, Steady } from "./policy.js";
export { Quota } from "./quota.js";
export * as volatility from "./volatility.js";
