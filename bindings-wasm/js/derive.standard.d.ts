import type { Confidence, Peg } from "./contingency.js";
import type { Position } from "./contract.js";
import type { Decimal, NumberLike } from "./fixed.js";

/** The level that is asked for. */
export type Level = "initial" | "maintenance";

/** A number at each level. */
type Both = readonly [initial: NumberLike, maintenance: NumberLike];

/** What the feeds say of a market: prices are read to nearest, confidences down. */
export interface Feeds {
  readonly spot: NumberLike;
  readonly spotConfidence: NumberLike;
  readonly perp: NumberLike;
  readonly perpConfidence: NumberLike;
  /** The price of the settlement coin. */
  readonly coin: NumberLike;
}

/** The options of one expiry. */
export interface Options {
  /** Every option held. */
  readonly positions: readonly Position[];
  /** Read to nearest. */
  readonly forward: NumberLike;
  /** The least among the feeds beside the spot price's; read down. */
  readonly confidence: NumberLike;
}

/** What an account has in one market; numbers are read to nearest. */
export interface Holdings {
  /** One entry an expiry. */
  readonly options: readonly Options[];
  /** The perp's size. */
  readonly perp: NumberLike;
  /** The perp's profit not yet settled, with funding. */
  readonly profit: NumberLike;
  /** Coins of the underlying. */
  readonly coins: NumberLike;
}

/** The parameters of one market under the standard manager. Immutable. */
export declare class Parameters {
  /** Numbers are read up, but `coin` down. Errors: InvalidFactor where one is negative, or `least` above `most`. */
  constructor(parts: {
    /** Of the spot price for a written option at the money, at the initial level. */
    readonly most: NumberLike;
    /** Of the spot price for any written option, at the initial level. */
    readonly least: NumberLike;
    /** Of the spot price for a written call, at maintenance. */
    readonly call: NumberLike;
    /** Of the spot price for a written put, at maintenance. */
    readonly put: NumberLike;
    /** Of its mark for a written put, at maintenance. */
    readonly putMark: NumberLike;
    /** What a put's maintenance margin is scaled by to be its least initial one. */
    readonly offset: NumberLike;
    /** Of the forward for a call written beyond those owned. */
    readonly unpaired: Both;
    /** Of a perp's notional. */
    readonly perp: Both;
    /** What a coin counts for, and what of that at the initial level. */
    readonly coin: readonly [counts: NumberLike, initial: NumberLike];
    /** On the notional of options, perps and coins whose feed is in doubt. */
    readonly confidence: readonly [options: Confidence, perps: Confidence, coins: Confidence];
    /** Of the notional of what is short or perpetual, while the settlement coin is off its peg. */
    readonly peg: Peg;
  });
  /** The margin of written options alone: at most zero. Errors: DivisionByZero at a spot price of zero, Overflow. */
  isolated(position: Position, spot: NumberLike, level: Level): Decimal;
  /** The margin of the options of one expiry: at most zero. Errors: as `isolated`. */
  expiry(options: Options, spot: NumberLike, level: Level): Decimal;
  /** The margin of one market in its parts. Errors: InvalidQuantity for coins below zero, InvalidFraction, and as `isolated`. */
  market(holdings: Holdings, feeds: Feeds, level: Level): Margin;
  /** What the market is worth, rounded down. Errors: DivisionByZero where the settlement coin is worth nothing, Overflow. */
  mark(holdings: Holdings, feeds: Feeds): Decimal;
}

/** The margin of one market in its parts: what is above zero counts for the account, what is below is required. */
export declare class Margin {
  private constructor();
  /** The parts as they were, kept elsewhere; read to nearest. */
  static fromParts(parts: {
    readonly options: NumberLike;
    readonly perp: NumberLike;
    readonly profit: NumberLike;
    readonly coins: NumberLike;
    readonly confidence: NumberLike;
    readonly peg: NumberLike;
  }): Margin;
  get options(): Decimal;
  get perp(): Decimal;
  /** The perp's profit. */
  get profit(): Decimal;
  get coins(): Decimal;
  /** Minus the charges for doubtful feeds. */
  get confidence(): Decimal;
  /** Minus the charge for the settlement coin off its peg. */
  get peg(): Decimal;
  /** The sum of the parts, exact; with the cash it is at least zero or not enough. Errors: Overflow. */
  total(): Decimal;
}
