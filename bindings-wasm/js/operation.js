// `margin/operation`: what an operation may do to an account.
import { kernel } from "./module.js";
import { Account } from "./account.js";
import { call } from "./error.js";
import { bytes, choice } from "./value.js";

export function permission(before, after) {
  const sums = (value, name) => bytes(value, Account, `permission: ${name}`);
  const [old, next] = [sums(before, "before"), sums(after, "after")];
  return call("permission", () => kernel.permission(old, next));
}

export function isAllowed(permission) {
  const place = choice(permission, ["healthy", "improved", "refused", "unknown"], "isAllowed");
  return kernel.is_allowed(place);
}
