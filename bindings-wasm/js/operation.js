// `margin/operation`: what an operation may do to an account.
import { kernel } from "./module.js";
import { Account } from "./account.js";
import { call } from "./error.js";
import { down } from "./fixed.js";
import { bytes, choice } from "./value.js";

export function permission(before, after, cost = 0n) {
  const sums = (value, name) => bytes(value, Account, `permission: ${name}`);
  const [old, next] = [sums(before, "before"), sums(after, "after")];
  const least = down(cost, "permission: cost");
  return call("permission", () => kernel.permission(old, next, least));
}

export function isAllowed(permission) {
  const place = choice(permission, ["healthy", "improved", "refused", "unknown"], "isAllowed");
  return kernel.is_allowed(place);
}
