import type { Decimal, NumberLike } from "./fixed.js";
import type { Limit } from "./limits.js";
import type { Price } from "./price.js";

/** Where a size can be sold or bought back. */
export type Venue = Pool | Ranges | StableSwap | Depth;

/** A constant-product pool, as in Uniswap v2: reserves of what is sold (base) and of what is paid for it. Immutable. */
export declare class Pool {
  /** The fee is on what goes in, and read up. Errors: InvalidPool unless both reserves are above zero, InvalidFraction unless the fee is in `[0, 1)`, Overflow. */
  constructor(base: NumberLike, quote: NumberLike, fee: NumberLike);
  get base(): Decimal;
  get quote(): Decimal;
  /** What selling `size` fetches, fee deducted, rounded down. Errors: InvalidQuantity below zero, Overflow. */
  proceeds(size: NumberLike): Decimal;
  /** What buying `size` costs, fee included, rounded up. Errors: as `proceeds`, and AboveCapacity where there is not as much. */
  cost(size: NumberLike): Decimal;
}

/** Liquidity between two prices, both as square roots. */
export interface Range<N = NumberLike> {
  readonly lower: N;
  readonly upper: N;
  /** Units of `sqrt(base * quote)`; zero is a gap. */
  readonly liquidity: N;
}

/** A pool of concentrated liquidity, as in Uniswap v3. Immutable. */
export declare class Ranges {
  /**
   * `root` is the square root of the present price (of a price, `sqrt` gives both ends); ranges come lowest first; the
   * fee is on what goes in, and read up. Errors: InvalidPool, InvalidFraction.
   */
  constructor(root: NumberLike, ranges: readonly Range[], fee: NumberLike);
  get root(): Decimal;
  get ranges(): readonly Range<Decimal>[];
  /** As `Pool.proceeds`; beyond the last range nothing is fetched. */
  proceeds(size: NumberLike): Decimal;
  /** As `Pool.cost`. */
  cost(size: NumberLike): Decimal;
}

/** A stable-swap pool, as in Curve. Immutable. */
export declare class StableSwap {
  /**
   * `places` are those in `balances` (all in one unit) of the coin that is sold and of the one paid for it; the fee is
   * on what comes out, and read up. Errors: UnknownMarket for a place that is none, InvalidPool, InvalidFraction, Overflow.
   */
  constructor(
    balances: readonly NumberLike[],
    places: readonly [base: number, quote: number],
    amplification: NumberLike,
    fee: NumberLike,
  );
  get balances(): readonly Decimal[];
  /** The invariant `D`, rounded up. */
  invariant(): Decimal;
  /** As `Pool.proceeds`. */
  proceeds(size: NumberLike): Decimal;
  /** As `Pool.cost`. */
  cost(size: NumberLike): Decimal;
}

/** What may be traded at one price. */
export interface Level<N = NumberLike> {
  readonly price: N;
  readonly size: N;
}

/** The levels of an order book, each side from its best price on. Immutable. */
export declare class Depth {
  /** The fee is what a taker pays on the notional, and read up. Errors: InvalidPool, InvalidFraction. */
  constructor(bids: readonly Level[], asks: readonly Level[], fee: NumberLike);
  get bids(): readonly Level<Decimal>[];
  get asks(): readonly Level<Decimal>[];
  /** As `Pool.proceeds`; what exceeds the depth fetches nothing. */
  proceeds(size: NumberLike): Decimal;
  /** As `Pool.cost`. */
  cost(size: NumberLike): Decimal;
}

/** What a unit fetches on average when `size` is sold, rounded down. Errors: DivisionByZero of a size of zero, and as `Pool.proceeds`. */
export declare function averageSale(size: NumberLike, venue: Venue): Decimal;

/** What a unit costs on average when `size` is bought, rounded up. Errors: DivisionByZero of a size of zero, and as `Pool.cost`. */
export declare function averagePurchase(size: NumberLike, venue: Venue): Decimal;

/**
 * The mark, widened by what leaving a position of `quantity` would average: the sale of what is owned lowers the low
 * end, the purchase of what is owed (a negative quantity) raises the high end. Errors: AboveCapacity where the venue
 * has not as much as is owed, Overflow.
 */
export declare function price(mark: Price, quantity: NumberLike, venue: Venue): Price;

/**
 * The largest size, a multiple of `step` up to `most`, whose sale fetches on average at least the low end of the mark
 * less `slippage` (read down) of it; `"never"` where `most` does. Errors: InvalidFraction, InvalidQuantity,
 * InvalidStep, Overflow.
 */
export declare function largestSale(mark: Price, slippage: NumberLike, most: NumberLike, step: NumberLike, venue: Venue): Limit;

/** The largest size that costs on average at most the high end of the mark and `slippage` of it. As `largestSale`. */
export declare function largestPurchase(mark: Price, slippage: NumberLike, most: NumberLike, step: NumberLike, venue: Venue): Limit;
