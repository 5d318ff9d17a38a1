import type { Decimal, NumberLike } from "./fixed.js";
import type { Health } from "./health.js";
import type { Bound, Weights } from "./bound.js";

/**
 * What a unit of debt and a unit of collateral convert at, and the bonus on top. Debt at low and collateral at
 * high favours the account; debt at high and collateral at low hands the width of both intervals to the
 * liquidator on top of the bonus; midpoints divide it. Immutable.
 */
export declare class Exchange {
  /**
   * Prices of one unit of `debt` (read down) and of `collateral` (read up), and the `bonus` (read down): 0.05
   * takes 1.05 for every 1 repaid. Errors: InvalidPrice unless both are above 0, InvalidQuantity for a
   * negative bonus, Overflow.
   */
  constructor(debt: NumberLike, collateral: NumberLike, bonus: NumberLike);
  /** The price of a unit of debt. */
  get debt(): Decimal;
  /** The price of a unit of collateral. */
  get collateral(): Decimal;
  /** What a unit of debt repaid takes in value: its price and the bonus on it. */
  get paid(): Decimal;
  /** `repaid * debt * (1 + bonus) / collateral` in units of collateral, rounded down. Errors: Overflow. */
  seized(repaid: NumberLike): Decimal;
  /** What has to be repaid for `seized`, rounded up. Errors: DivisionByZero, Overflow. */
  repaid(seized: NumberLike): Decimal;
  /** The part of `seized` that is bonus: what exceeds `repaid * debt / collateral`, at least zero. Errors: Overflow. */
  penalty(repaid: NumberLike, seized: NumberLike): Decimal;
  /**
   * Whether a repayment raises the account's surplus: `debt.liability > collateral.asset * debt price *
   * (1 + bonus) / collateral price`. Beyond this line every liquidation leaves the account worse. Errors:
   * UnknownPrice.
   */
  raisesSurplus(debt: Bound, collateral: Bound): boolean;
  /** Whether a repayment raises the account's ratio of assets to liabilities. Errors: UnknownPrice. */
  raisesRatio(health: Health, debt: Bound, collateral: Bound): boolean;
}

/**
 * Whether a `bonus` (read up) suits a pair of weights: `debt.liability > (1 + bonus) * collateral.asset`. What
 * a protocol checks when it sets parameters. Errors: InvalidQuantity, Overflow.
 */
export declare function sustainable(bonus: NumberLike, debt: Weights, collateral: Weights): boolean;
