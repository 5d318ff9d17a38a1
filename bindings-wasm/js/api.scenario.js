// What the entry `plimsoll/scenario` has more than `plimsoll/option`.
export * as contingency from "./contingency.js";
export { Confidence, Peg } from "./contingency.js";
export { crossing } from "./crossing.js";
export * as netting from "./netting.js";
export { Sides } from "./netting.js";
export { RiskArray, Scan, Scenario, Shocks, Skew, VolatilityShock, addScaledDown } from "./scan.js";
