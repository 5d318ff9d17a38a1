import type { Decimal, NumberLike } from "./fixed.js";
import type { Interval, IntervalLike } from "./interval.js";
import type { Limit } from "./limits.js";

/** Seconds in a day. */
export declare const DAY: 86400;
/** Seconds in a year of 365 days, the year of every rate and volatility here. */
export declare const YEAR: 31536000;

/** What the holder may do at expiry: buy at the strike, or sell at it. */
export type Right = "call" | "put";

/** What the value of one option changes by. */
export interface Greeks {
  /** For one unit of the forward. */
  readonly delta: Interval;
  /** Of delta for one unit of the forward. */
  readonly gamma: Interval;
  /** For a volatility of 1 (100 points) more. */
  readonly vega: Interval;
  /** For a year gone by. */
  readonly theta: Interval;
}

/** A European call or put at a strike. Immutable. */
export declare class Contract {
  /** The strike is read to nearest. Errors: InvalidOption for a negative one. */
  constructor(right: Right, strike: NumberLike);
  get right(): Right;
  get strike(): Decimal;
  /** What exercise is worth at a price (read to nearest), exact. Errors: Overflow. */
  intrinsic(price: NumberLike): Decimal;
  /**
   * The value now by Black-76, as the interval that contains it: where forward and volatility are exact and the
   * discount is at most 1, at most `(16 + 2 volatility) (forward + strike) + 8` steps of 2^-48 wide. Errors: InvalidOption for a negative forward or volatility, Overflow.
   */
  value(forward: IntervalLike, volatility: IntervalLike, expiry: Expiry): Interval;
  /** Delta, gamma, vega and theta of one option owned. Errors: as `value`, and OutOfDomain where the value has a kink. */
  greeks(forward: IntervalLike, volatility: IntervalLike, expiry: Expiry): Greeks;
  /**
   * The last multiple of `step` at which the option is worth at most `price` (both read to nearest), by its
   * value's high end. Errors: as `value`, and InvalidStep.
   */
  impliedVolatility(forward: IntervalLike, price: NumberLike, expiry: Expiry, step: NumberLike): Limit;
}

/** What all options of one expiry share: the time left, its root, the rate and the discount. Immutable. */
export declare class Expiry {
  /** In so many whole seconds; what is paid then is worth `e^(-rate * years)` now (read to nearest). Errors: Overflow. */
  constructor(seconds: number, rate: NumberLike);
  /** The same without a rate. */
  static undiscounted(seconds: number): Expiry;
  /** The same with the discount as quoted, read to nearest. Errors: InvalidOption unless it is above zero, Overflow. */
  static discounted(seconds: number, discount: NumberLike): Expiry;
  get seconds(): number;
  /** The time left in years. */
  get years(): Interval;
  /** The square root of the time left in years. */
  get root(): Interval;
  /** The yearly rate, continuously compounded. */
  get rate(): Decimal;
  /** What one unit paid at expiry is worth now. */
  get discount(): Interval;
}

/** A forward as an argument; a price stands for one of which nothing is settled. */
export type ForwardLike = Forward | IntervalLike;

/** What delivery at an expiry costs: a part that still moves with the price, and one that is settled. Immutable. */
export declare class Forward {
  /** `settled` is read to nearest. Errors: InvalidOption where either part is negative. */
  constructor(moving: IntervalLike, settled: NumberLike);
  /** A forward of which nothing is settled. Errors: as the constructor. */
  static exact(price: IntervalLike): Forward;
  get moving(): Interval;
  get settled(): Decimal;
  /** `moving * spot + settled`, rounded outward; `spot` is read to nearest. Errors: Overflow. */
  shocked(spot: NumberLike): Interval;
}

/** Options of one series: how many are owned (below zero: written), and what one is worth. Immutable. */
export declare class Position {
  constructor(parts: {
    readonly contract: Contract;
    /** Read to nearest. */
    readonly quantity: NumberLike;
    /** Of one. */
    readonly value: IntervalLike;
  });
  get contract(): Contract;
  get quantity(): Decimal;
  get value(): Interval;
  /** The mark to market: owned at the low end, written at the high end, rounded down. Errors: Overflow. */
  mark(): Decimal;
  /** What exercise at a price (read to nearest) pays in all, rounded down. Errors: Overflow. */
  payoff(price: NumberLike): Decimal;
}

/** How many options are written, exact. Errors: Overflow. */
export declare function shorts(positions: readonly Position[]): Decimal;
/** How many options there are, owned or written, exact. Errors: Overflow. */
export declare function gross(positions: readonly Position[]): Decimal;
/**
 * How many are written at a strike beyond those owned at it, calls and puts alike, over all strikes. Time grows
 * with the square of the number of strikes. Errors: Overflow.
 */
export declare function naked(positions: readonly Position[]): Decimal;
