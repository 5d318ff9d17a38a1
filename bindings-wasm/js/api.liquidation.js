// What the entry `plimsoll/liquidation` has more than `plimsoll`.
export * as auction from "./auction.js";
export { Auction } from "./auction.js";
export * as bankruptcy from "./bankruptcy.js";
export { Position } from "./bankruptcy.js";
export * as bonus from "./bonus.js";
export { Split } from "./bonus.js";
export * as close from "./close.js";
export { CloseFactor } from "./close.js";
export { crossing } from "./crossing.js";
export * as exchange from "./exchange.js";
export { Exchange } from "./exchange.js";
export * as order from "./order.js";
export { Ramp } from "./ramp.js";
export { reduce, repay, sweep } from "./sizing.js";
