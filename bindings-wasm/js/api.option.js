// What the entry `plimsoll/option` has more than `plimsoll`.
export { Contract, DAY, Expiry, Forward, Position, YEAR, gross, naked, shorts } from "./contract.js";
export { Interval, exp, ln, normalDensity, normalDistribution, power, sqrt } from "./interval.js";
