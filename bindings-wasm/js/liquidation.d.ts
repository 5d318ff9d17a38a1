/**
 * All of `plimsoll`, and what happens below the line: at what terms a debt is repaid for collateral, or a perp
 * reduced, how much of it, in which order, and at what price.
 *
 * A module of the core that has functions of its own is an object here: `bonus.covered`, `order.first`.
 *
 * Text is read to nearest where a number goes from one call to another (an amount, a value, a place or time), so
 * that a result that is passed on is the same bits. What a protocol sets (a bonus, a fee, a price) is read
 * toward caution, as each parameter states. Results of several parts are frozen objects.
 */

export * from "./plimsoll.js";
export * as auction from "./auction.js";
export { Auction } from "./auction.js";
export * as bankruptcy from "./bankruptcy.js";
export { Position } from "./bankruptcy.js";
export * as bonus from "./bonus.js";
export { type Parts, Split } from "./bonus.js";
export * as close from "./close.js";
export { type Absorbed, CloseFactor } from "./close.js";
export * from "./crossing.js";
export * as exchange from "./exchange.js";
export { Exchange } from "./exchange.js";
export * as order from "./order.js";
export { type Order } from "./order.js";
export * from "./ramp.js";
export * from "./sizing.js";
