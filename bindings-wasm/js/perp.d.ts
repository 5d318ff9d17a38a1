import type { Decimal, NumberLike } from "./fixed.js";
import type { Price } from "./price.js";
import type { Tiers } from "./tiers.js";
import type { Bound, Weights } from "./bound.js";

/** A position in a perpetual future. Immutable. */
export declare class Perp {
  /**
   * Signed `size` in units of the base, read to nearest; signed `quote` in units of the settlement asset
   * (what a long paid is negative), read down.
   */
  constructor(size: NumberLike, quote: NumberLike);
  /** The same with open orders, in units without sign, read to nearest. Errors: InvalidQuantity. */
  withOrders(bids: NumberLike, asks: NumberLike): Perp;
  /** Units of the base; positive is long. */
  get size(): Decimal;
  /** What was received less what was paid, in units of the settlement asset. */
  get quote(): Decimal;
  /** Units that open orders would buy. */
  get bids(): Decimal;
  /** Units that open orders would sell. */
  get asks(): Decimal;
  /** Whether the price matters to this position. */
  get isExposed(): boolean;
  /**
   * `quote - size * (index - settled)`, rounded down; both are read to nearest, in units of the
   * settlement asset for one unit long. Errors: Overflow.
   */
  settleFunding(settled: NumberLike, index: NumberLike): Perp;
  /**
   * Signed `size` taken over for signed `quote`, both read to nearest and then exact: the other side of the
   * deal is the same with both negated. Errors: Overflow.
   */
  transfer(size: NumberLike, quote: NumberLike): Perp;
  /**
   * A trade of signed `size` (read to nearest) at `price` (read up for a purchase, down for a sale) with
   * a `fee` (read up) that is a fraction of the notional. Errors: InvalidFraction, Overflow.
   */
  trade(size: NumberLike, price: NumberLike, fee: NumberLike): Perp;
  /**
   * What the position is worth at least, in units of the settlement asset:
   * `size * p + quote - ladder(|size| * p)`, the worse of all bids and all asks filled, times the profit
   * weight where positive, rounded down. Errors: UnknownPrice, Overflow.
   */
  value(terms: Terms): Decimal;
  /** The margin that the position posts, in units of the settlement asset, rounded up. Errors: as `value`. */
  requirement(terms: Terms): Decimal;
}

/** What a perp market asks for at one level. Immutable. */
export declare class Terms {
  /**
   * Price in units of the settlement asset, weights, ladder (left out: none), and the weight of a profit
   * in `[0, 1]`, read down (left out: 1). Errors: InvalidFraction, Overflow.
   */
  constructor(price: Price, weights: Weights, tiers?: Tiers, profitWeight?: NumberLike);
  /** What counts at equity: the price alone; open orders are left out. */
  static equity(price: Price): Terms;
  /** The same terms at `price.scale(factor)`. Errors: Overflow. */
  scale(factor: Price): Terms;
  get price(): Price;
  get weights(): Weights;
  /** The weighted price at this level. */
  get bound(): Bound;
  get tiers(): Tiers;
  /** How much of a profit counts. */
  get profitWeight(): Decimal;
}
