/**
 * All of `plimsoll`, and weights that follow the size of a position, of a market and of what else an account owes.
 *
 * A module of the core that has functions of its own is an object here: `size.squareRootUp`, `profile.admit`.
 *
 * Text is read to nearest, because these numbers go from one call to another and a result that is passed on must be
 * the same bits; where a parameter is read otherwise, it says so. Times are whole seconds. Results of several parts
 * are frozen.
 */

export * from "./plimsoll.js";
export * from "./haircut.js";
export * as profile from "./profile.js";
export { Boost, Profile, Scope, type Access } from "./profile.js";
export * from "./quota.js";
export * as size from "./size.js";
