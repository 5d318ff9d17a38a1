import type { Decimal, NumberLike } from "./fixed.js";
import type { Price } from "./price.js";

/** How much of what is owned counts, and how much more than what is owed. Immutable. */
export declare class Weights {
  /** `asset` is read down, `liability` up. Errors: InvalidWeights unless `0 <= asset <= 1 <= liability`. */
  constructor(asset: NumberLike, liability: NumberLike);
  /** 1 and 1: what counts at equity. */
  static one(): Weights;
  /** `1 - haircut` and 1; read up. Errors: InvalidFraction. */
  static fromHaircut(haircut: NumberLike): Weights;
  /** `loanToValue` and 1; read down. Errors: InvalidFraction. */
  static fromLoanToValue(loanToValue: NumberLike): Weights;
  /** `1 - margin` and `1 + margin`; read up. Errors: InvalidFraction. */
  static fromMarginFraction(margin: NumberLike): Weights;
  /** The same asset weight with this liability weight; read up. Errors: InvalidWeights below 1. */
  withBorrowFactor(borrowFactor: NumberLike): Weights;
  /** What one unit of value owned counts for. */
  get asset(): Decimal;
  /** What one unit of value owed counts for. */
  get liability(): Decimal;
  /** Whether no account is healthier under these weights than under `other`. */
  noLooserThan(other: Weights): boolean;
  /** `asset * low` rounded down, `liability * high` rounded up. Errors: Overflow. */
  apply(price: Price): Bound;
}

/** What one unit owned counts for at least, and one unit owed at most, at one level. Immutable. */
export declare class Bound {
  /** `asset` is read down, `liability` up; two zeros are unknown. Errors: InvalidPrice unless `0 <= asset <= liability`. */
  constructor(asset: NumberLike, liability: NumberLike);
  /** The price itself, as at weight 1. */
  static unweighted(price: Price): Bound;
  /** The bound of a market whose price is too old. */
  static unknown(): Bound;
  /** What one unit owned counts for at least. */
  get asset(): Decimal;
  /** What one unit owed counts for at most. */
  get liability(): Decimal;
  /** Whether there is a bound on what is owed. */
  get isKnown(): boolean;
}
