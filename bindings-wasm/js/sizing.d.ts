import type { Decimal, NumberLike } from "./fixed.js";
import type { Exchange } from "./exchange.js";
import type { Health } from "./health.js";
import type { Perp, Terms } from "./perp.js";
import type { Bound } from "./bound.js";

/** One asset of the account, as a liquidation at one level sees it. */
export interface Balance {
  /** What is owned, or owed where negative, in units of the asset; read down, as `Health.add` reads it. */
  readonly amount: NumberLike;
  /** The same with the perps that settle in it, as `Net.value` gives it; read to nearest (left out: `amount`). */
  readonly net?: NumberLike;
  /** The weighted price at the level. */
  readonly bound: Bound;
  /** The grid of amounts in this asset; read to nearest. */
  readonly step: NumberLike;
}

/** Why a liquidation is of this size. */
export type Reason =
  /** It makes the account healthy, and one step less does not. */
  | "target"
  /** The account is healthy, and nothing is to be done. */
  | "healthy"
  /** The whole debt is repaid, and the account is not healthy yet. */
  | "debt_exhausted"
  /** All the collateral is seized, and the account is not healthy yet. */
  | "collateral_exhausted"
  /** The most that the caller allows is done, and the account is not healthy yet. */
  | "capped"
  /** The whole position is closed, and the account is not healthy yet. */
  | "closed"
  /** As far as it goes, and the account ends with less surplus than it had. */
  | "worsens"
  /** More than the target needs, because less would leave dust. */
  | "dust"
  /** Nothing is owed here, or there is nothing to take. */
  | "nothing"
  /** A price is too old to say: nobody is liquidated. */
  | "unknown";

/** What is repaid and seized, in units of each asset. */
export interface Seizure {
  readonly reason: Reason;
  /** What the liquidator pays toward the debt. */
  readonly repaid: Decimal;
  /** What leaves the collateral. */
  readonly seized: Decimal;
}

/**
 * The smallest repayment, a multiple of the debt's step or the whole of what may be repaid, after which
 * `health` holds, which is the account's at the target level with both assets in it. At most `most` (read
 * down) is repaid, at most what is owed, and at most what the collateral covers. Errors: InvalidStep,
 * InvalidQuantity for a negative `most`, WrongPositions where the assets are no part of `health`, Overflow.
 */
export declare function repay(
  health: Health,
  debt: Balance,
  collateral: Balance,
  exchange: Exchange,
  most: NumberLike,
): Seizure;

/**
 * The same seizure (read to nearest), or all that may be repaid where less would leave `dust` (of the debt, of
 * the collateral; read up) or less and neither closed. Errors: InvalidStep, Overflow.
 */
export declare function sweep(
  seizure: { readonly reason: Reason; readonly repaid: NumberLike; readonly seized: NumberLike },
  debt: Balance,
  collateral: Balance,
  exchange: Exchange,
  dust: readonly [debt: NumberLike, collateral: NumberLike],
): Seizure;

/** The terms on which a position is closed. */
export interface Deal {
  /** Of a unit, in units of the settlement asset; read to nearest. */
  readonly price: NumberLike;
  /** What the account pays on top, as a fraction of the notional; read up. */
  readonly fee: NumberLike;
  /** The grid of sizes; read to nearest. */
  readonly lot: NumberLike;
}

/** What is closed of a perp: whoever takes it over gets `-size` for `-quote`, exactly. */
export interface Reduction {
  readonly reason: Reason;
  /** Signed: negative where a long is sold. */
  readonly size: Decimal;
  /** What the account receives for it, in units of the settlement asset; negative where it pays. */
  readonly quote: Decimal;
  /** What the account pays on top. */
  readonly fee: Decimal;
}

/**
 * The smallest part of a perp, a multiple of the lot or the whole position, that has to be closed so that
 * `health` holds, which is the account's at the level of `terms` with the perp in it. `settlement` is the
 * asset that it settles in, its `net` with this perp counted. At most `most` (read down) is closed. Errors:
 * InvalidPrice, InvalidFraction, InvalidStep, InvalidQuantity, WrongPositions, Overflow.
 */
export declare function reduce(
  health: Health,
  settlement: Balance,
  perp: Perp,
  terms: Terms,
  deal: Deal,
  most: NumberLike,
): Reduction;
