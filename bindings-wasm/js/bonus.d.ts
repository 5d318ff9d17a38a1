import type { Decimal, NumberLike } from "./fixed.js";
import type { Health } from "./health.js";

/**
 * `min(most, 1 / (1 - cursor * (1 - loanToValue)) - 1)`, rounded down; the limit is read up, the others down.
 * Errors: InvalidFraction, InvalidQuantity, Overflow.
 */
export declare function fromLoanToValue(loanToValue: NumberLike, cursor: NumberLike, most: NumberLike): Decimal;

/**
 * As large as the shortfall: `1 / factor - 1` with `factor = max(assets / liabilities, 1 - mostDiscount)`, at
 * most 1, rounded down; the discount is read down. Errors: InvalidFraction, UnknownPrice, Overflow.
 */
export declare function fromShortfall(health: Health, mostDiscount: NumberLike): Decimal;

/**
 * At most what the collateral has to give: `min(bonus, max(collateral / debt - 1, 0))` for their values (read to
 * nearest; the bonus down), rounded down. Errors: InvalidQuantity, Overflow.
 */
export declare function covered(bonus: NumberLike, collateral: NumberLike, debt: NumberLike): Decimal;

/**
 * At most one minus the loan-to-value (read up), and past `from` (read to nearest) that or `least`, whichever is
 * more; `bonus` and `least` are read down. Errors: InvalidQuantity, Overflow.
 */
export declare function nearBadDebt(
  bonus: NumberLike,
  loanToValue: NumberLike,
  from: NumberLike,
  least: NumberLike,
): Decimal;

/** The parts of a penalty or fee; they sum to the whole exactly. */
export interface Parts {
  readonly liquidator: Decimal;
  readonly insurance: Decimal;
  readonly protocol: Decimal;
}

/** How a penalty is divided between the insurance fund, the protocol and, for the rest, the liquidator. Immutable. */
export declare class Split {
  /** Fractions, read down. Errors: InvalidFraction where one is none or both exceed 1 together. */
  constructor(insurance: NumberLike, protocol: NumberLike);
  /** The fraction for the insurance fund. */
  get insurance(): Decimal;
  /** The fraction for the protocol. */
  get protocol(): Decimal;
  /** The whole penalty to the liquidator. */
  static liquidator(): Split;
  /**
   * The parts of `penalty` (read to nearest): the fund's and the protocol's rounded up, the liquidator's what is
   * left. Errors: InvalidQuantity, Overflow.
   */
  of(penalty: NumberLike): Parts;
}
