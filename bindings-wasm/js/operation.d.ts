import type { Account } from "./account.js";
import type { NumberLike } from "./fixed.js";

/** Whether an operation is allowed, and why. */
export type Permission = "healthy" | "improved" | "refused" | "unknown";

/**
 * Judges an operation by the whole account before and after it, at the same prices: `"healthy"` where initial
 * health holds after it, `"improved"` where at every level the surplus is no lower and the liabilities are
 * no higher than before, but for `cost` (in the account's currency, read down; left out: 0) at equity, which is
 * what closing may cost. Errors: InvalidQuantity for a negative cost, Overflow.
 */
export declare function permission(before: Account, after: Account, cost?: NumberLike): Permission;

/** Whether the operation may stand: `"healthy"` and `"improved"`. */
export declare function isAllowed(permission: Permission): boolean;
