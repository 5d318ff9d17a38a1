// What the entry `plimsoll/weights` has more than `plimsoll`.
export { Slices, scaled } from "./haircut.js";
export * as profile from "./profile.js";
export { Boost, Profile, Scope } from "./profile.js";
export { Quota } from "./quota.js";
export * as size from "./size.js";
