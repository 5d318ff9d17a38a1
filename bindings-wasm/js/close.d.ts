import type { Decimal, NumberLike } from "./fixed.js";
import type { Health } from "./health.js";
import type { Ramp } from "./ramp.js";
import type { Tiers } from "./tiers.js";

/** A close factor with its exceptions, in the account's currency. Immutable. */
export declare class CloseFactor {
  constructor(parts: {
    /** The part of the whole account's debt that one liquidation may repay; read down. */
    readonly fraction: NumberLike;
    /** A ratio at and below which all of a debt may be repaid; read down. */
    readonly fullBelow: NumberLike;
    /** A value of the debt or collateral below which all of a debt may be repaid; read down. */
    readonly small: NumberLike;
    /** The least value that may be left of either, unless one of them is closed; read up. */
    readonly dust: NumberLike;
  });
  /** No limit and no dust: all of a debt may be repaid at once. */
  static full(): CloseFactor;
  get fraction(): Decimal;
  get fullBelow(): Decimal;
  get small(): Decimal;
  get dust(): Decimal;
  /**
   * What may be repaid of one debt, as a value: all of it where an exception holds, otherwise at most
   * `fraction * totalDebt`, rounded down. Values are read to nearest. Errors: InvalidFraction, Overflow.
   */
  most(ratio: NumberLike, totalDebt: NumberLike, debt: NumberLike, collateral: NumberLike): Decimal;
  /** Whether a liquidation that leaves these values closes neither and leaves one below `dust`. */
  leavesDust(debt: NumberLike, collateral: NumberLike): boolean;
}

/** What seizing everything leaves: one of the two is zero. */
export interface Absorbed {
  /** What the collateral brings above the debt; the account keeps it. */
  readonly credit: Decimal;
  /** What it brings below the debt; the reserves bear it. */
  readonly deficit: Decimal;
}

/** All collateral is seized at its liquidation factor and all debt is paid. Errors: UnknownPrice, Overflow. */
export declare function absorb(health: Health): Absorbed;

/**
 * How much of a shortfall may be cut now under a throttle: `share` at `elapsed` of what was `freed` and what is
 * short, less what was freed; all of it below `small` (read down; the others to nearest). Errors:
 * InvalidQuantity, InvalidFraction where the share is none, Overflow.
 */
export declare function throttle(
  share: Ramp,
  elapsed: NumberLike,
  shortfall: NumberLike,
  freed: NumberLike,
  small: NumberLike,
): Decimal;

/**
 * The notional down to which a venue's ladder cuts a position of `notional` (read up) before it checks again:
 * the most that the rung `cut` below the present one holds. Errors: InvalidQuantity.
 */
export declare function stepDown(tiers: Tiers, notional: NumberLike, cut: number): Decimal;
