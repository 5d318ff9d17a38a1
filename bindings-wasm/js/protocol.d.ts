import type { Account } from "./account.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { Health } from "./health.js";
import type { Holding } from "./holding.js";
import type { Price } from "./price.js";

/** All accounts: what some have is not netted with what others lack. */
export declare class Totals {
  /** No account. */
  constructor();
  /** Sums and counts stored before. */
  static fromStored(parts: {
    readonly equity: NumberLike;
    readonly deficit: NumberLike;
    readonly accounts: number;
    readonly liquidatable: number;
    readonly insolvent: number;
    readonly unknown: number;
  }): Totals;
  /** The sum of the equities that are not negative. */
  get equity(): Decimal;
  /** The sum of the negative ones, without sign. */
  get deficit(): Decimal;
  /** How many accounts were counted. */
  get accounts(): number;
  /** How many may be liquidated; the insolvent ones are among them. */
  get liquidatable(): number;
  /** How many have negative equity. */
  get insolvent(): number;
  /** How many have a price that is too old to say, and are in neither sum. */
  get unknown(): number;
  /** Counts an account. Errors leave the totals as they were: Overflow. */
  add(account: Account): void;
  /** `reserves - equity`: what the protocol holds above what it owes. Errors: Overflow. */
  coverage(reserves: NumberLike): Decimal;
}

/** The place of the totals with the largest deficit, the first of equal ones; null of none. */
export declare function worst(shocked: readonly Totals[]): number | null;

/** What is open in one underlying, in its units: all longs and all shorts, both without sign. */
export declare class Exposure {
  /** Nothing open. */
  constructor();
  /** Sums stored before. */
  static fromStored(long: NumberLike, short: NumberLike): Exposure;
  /** The sum of what is long. */
  get long(): Decimal;
  /** The sum of what is short. */
  get short(): Decimal;
  /** Counts a signed position or balance. Errors leave it as it was: Overflow. */
  add(size: NumberLike): void;
  /** `long - short`, exact; its negative is what would hedge it. Errors: Overflow. */
  net(): Decimal;
  /** `long + short`, exact. Errors: Overflow. */
  gross(): Decimal;
  /** `net / gross` in `[-1, 1]`, rounded down; zero where nothing is open. Errors: Overflow. */
  skew(): Decimal;
}

/** A move of one index. Immutable. */
export declare class Shock {
  /** A move by a fraction: -0.35 is a fall to 0.65 times the price. Errors: InvalidPrice unless above -1, Overflow. */
  constructor(index: number, change: NumberLike);
  /** The index that moves. */
  get index(): number;
  /** What both ends of every interval on it are multiplied by. */
  get factor(): Price;
}

/** The account's health under several moves at once; what none names stands. Errors: InvalidIndex, Overflow. */
export declare function healthUnder(holdings: readonly Holding[], shocks: readonly Shock[]): Health;
