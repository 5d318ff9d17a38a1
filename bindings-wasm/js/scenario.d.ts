/**
 * All of `plimsoll/option`, and margin by scenarios: risk arrays, made once an instrument and market update, the
 * scans that add them up for an account, the charges beside them, offsets between positions, and the liquidation
 * price of what is not concave.
 *
 * Text is read to nearest where a number goes from one call to another, and toward caution where a venue sets it,
 * as each parameter states.
 */

export * from "./option.js";
export * as contingency from "./contingency.js";
export { Confidence, Peg } from "./contingency.js";
export * from "./crossing.js";
export * as netting from "./netting.js";
export { Sides } from "./netting.js";
export * from "./scan.js";
