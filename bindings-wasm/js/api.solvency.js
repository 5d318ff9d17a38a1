// What the entry `plimsoll/solvency` has more than `plimsoll`.
export * as capacity from "./capacity.js";
export { Capacity } from "./capacity.js";
export * as deleverage from "./deleverage.js";
export * as insurance from "./insurance.js";
export { Fund } from "./insurance.js";
export * as interest from "./interest.js";
export { Indices } from "./interest.js";
export * as protocol from "./protocol.js";
export { Exposure, Shock, Totals } from "./protocol.js";
export { Standing } from "./rank.js";
export { Pool } from "./shares.js";
export * as socialise from "./socialise.js";
export { Waterfall } from "./waterfall.js";
