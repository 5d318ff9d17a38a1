/**
 * A pool of one asset and the shares in it, in base units from 0 to 2^128 - 1, with virtual amounts of both that
 * nobody owns: a share is worth `(assets + virtualAssets) / (shares + virtualShares)`.
 */
export declare class Pool {
  /** Errors: InvalidQuantity where one is negative, Overflow. */
  constructor(assets: bigint, shares: bigint, virtualAssets: bigint, virtualShares: bigint);
  /** Base units in the pool. */
  get assets(): bigint;
  /** Shares in the pool. */
  get shares(): bigint;
  /** Base units that nobody owns. */
  get virtualAssets(): bigint;
  /** Shares that nobody owns. */
  get virtualShares(): bigint;
  /** What `shares` are worth, rounded down: what a holder may take. Errors: DivisionByZero, Overflow. */
  assetsDown(shares: bigint): bigint;
  /** What `shares` are worth, rounded up: what a borrower owes. Errors: as `assetsDown`. */
  assetsUp(shares: bigint): bigint;
  /** The shares that `assets` buy, rounded down: what a depositor gets. Errors: DivisionByZero, Overflow. */
  sharesDown(assets: bigint): bigint;
  /** The shares that `assets` cost, rounded up: what a holder who withdraws gives. Errors: as `sharesDown`. */
  sharesUp(assets: bigint): bigint;
  /** Assets and shares come in: a deposit or a loan. Errors leave the pool as it was: Overflow. */
  enter(assets: bigint, shares: bigint): void;
  /** Assets and shares go out: a withdrawal, a repayment, or a loss. Errors leave the pool as it was: Overflow. */
  leave(assets: bigint, shares: bigint): void;
}
