/**
 * All of `plimsoll`, and who bears what a liquidation leaves: the insurance fund, those who are deleveraged,
 * everybody; with what a pool's shares are worth and how large a market may become.
 *
 * A module of the core that has functions of its own is an object here: `deleverage.greedy`, `insurance.target`.
 *
 * Text is read to nearest, because these numbers go from one call to another and a result that is passed on must
 * be the same bits; where a parameter is read otherwise, it says so. Results of several parts are frozen
 * objects.
 */

export * from "./plimsoll.js";
export * as capacity from "./capacity.js";
export { Capacity } from "./capacity.js";
export * as deleverage from "./deleverage.js";
export * as insurance from "./insurance.js";
export { Fund } from "./insurance.js";
export * as interest from "./interest.js";
export { Indices } from "./interest.js";
export * as protocol from "./protocol.js";
export { Exposure, Shock, Totals } from "./protocol.js";
export * from "./rank.js";
export * from "./shares.js";
export * as socialise from "./socialise.js";
export { type Socialised } from "./socialise.js";
export * from "./waterfall.js";
