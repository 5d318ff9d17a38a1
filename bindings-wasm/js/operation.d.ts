import type { Account } from "./account.js";

/** Whether an operation is allowed, and why. */
export type Permission = "healthy" | "improved" | "refused" | "unknown";

/**
 * Judges an operation by the whole account before and after it, at the same prices: `"healthy"` where initial
 * health holds after it, `"improved"` where at every level the surplus is no lower and the liabilities are
 * no higher than before. Errors: Overflow.
 */
export declare function permission(before: Account, after: Account): Permission;

/** Whether the operation may stand: `"healthy"` and `"improved"`. */
export declare function isAllowed(permission: Permission): boolean;
