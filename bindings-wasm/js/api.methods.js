// What the entry `plimsoll/methods` has more than `plimsoll/scenario`.
export * as derive from "./derive.js";
