import type { Decimal, NumberLike } from "./fixed.js";
import type { Price } from "./price.js";

/** The price that stands, and since which second. */
export interface Standing {
  readonly price: Price;
  readonly at: number;
}

/** A sum of price-seconds at one moment, to be kept until an average is asked. Immutable. */
export declare class Sum {
  constructor(parts: { readonly low: NumberLike; readonly high: NumberLike; readonly at: number });
  /** The sum of the low ends. */
  get low(): Decimal;
  /** The sum of the high ends. */
  get high(): Decimal;
  /** The second up to which it sums. */
  get at(): number;
  /**
   * The average since an earlier sum of the same prices: low down, high up. Errors: InvalidTime unless `since` is
   * earlier, InvalidPrice where the sums are not of one series, Overflow.
   */
  average(since: Sum): Price;
}

/**
 * Prices times the seconds for which they stood, summed: a time-weighted average is the difference of two sums over
 * the time between them. Prices of one second join one interval, whatever their order. Immutable: an observation
 * makes the next value.
 */
export declare class TimeWeighted {
  /** Begins with a price at a second. Errors: UnknownPrice. */
  constructor(price: Price, at: number);
  /** With this price from `at` on. Errors: UnknownPrice, InvalidTime before the last one, Overflow. */
  observe(price: Price, at: number): TimeWeighted;
  /** The price that stands. */
  last(): Standing;
  /** The sum up to `now`, exact. Errors: InvalidTime before the last price, Overflow. */
  sum(now: number): Sum;
}

/** `average + (price - average) * (1 - e^(-t / span))` for a price that stood for `t` seconds. Immutable. */
export declare class Exponential {
  /** `span` is the time constant in seconds. Errors: InvalidTime for a span of none, UnknownPrice. */
  constructor(span: number, price: Price, at: number);
  get span(): number;
  /** With this price from `at` on. Errors: UnknownPrice, InvalidTime before the last one, Overflow. */
  observe(price: Price, at: number): Exponential;
  /** The price that stands. */
  last(): Standing;
  /** The average at `now`: low down, high up, inside the hull of the prices. Errors: InvalidTime, Overflow. */
  average(now: number): Price;
}

/** How fast a stable price may move. Immutable. */
export declare class Pace {
  /**
   * At most `rate` of the stable price a second; a delay price differs from the one before it by at most `growth`; one
   * delay price every `interval` seconds; and between two observations the stable price moves for at most `longest`
   * seconds. Errors: InvalidFactor where a limit is negative, InvalidTime for an interval of none.
   */
  constructor(rate: NumberLike, growth: NumberLike, interval: number, longest: number);
  get rate(): Decimal;
  get growth(): Decimal;
  get interval(): number;
  get longest(): number;
}

/**
 * A stable price and the delay prices that slow it down: it follows the market, the more slowly the further
 * yesterday's market is away. Immutable: an observation makes the next value.
 */
export declare class Stable {
  /**
   * Begins at a price that the caller has reason to trust, with so many delay prices (24 for a day of hours, at most
   * 65536). Errors: InvalidLength for none, InvalidPrice unless `start > 0`.
   */
  constructor(pace: Pace, delays: number, start: NumberLike, at: number);
  /** With this price from `at` on. Errors: UnknownPrice, InvalidTime before the last one, Overflow. */
  observe(price: Price, at: number): Stable;
  /** The price that stands. */
  last(): Standing;
  /** The delay price in force: the oldest. */
  delay(): Decimal;
  /** The stable price at `now`, for `Price.hull` with that of the feed. Errors: InvalidTime, Overflow. */
  price(now: number): Price;
}
