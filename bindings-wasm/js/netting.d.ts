import type { Decimal, NumberLike } from "./fixed.js";

/** What is long and what is short of one thing, as two amounts. */
export declare class Sides {
  /** Neither. */
  constructor();
  /** Adds an amount (read to nearest), long above zero and short below it. Errors: Overflow. */
  add(amount: NumberLike): void;
  get long(): Decimal;
  get short(): Decimal;
  /** `long - short`, exact. Errors: Overflow. */
  net(): Decimal;
  /** What stands against the other side, `min(long, short)`. */
  hedged(): Decimal;
}

/** Two places of a list that offset each other, and what a unit of it is charged or earns. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  /** A charge is read up, a credit down. */
  readonly rate: NumberLike;
}

/**
 * What two amounts of opposite signs have in common, and the amounts without it. Amounts are read to nearest.
 * Errors: UnknownMarket, Overflow.
 */
export declare function takeMatched(
  amounts: readonly NumberLike[],
  first: number,
  second: number,
): { readonly matched: Decimal; readonly left: readonly Decimal[] };

/** A table of charges for what offsets, in the order of its rows, and what nothing matched. Errors: InvalidFactor, UnknownMarket, Overflow. */
export declare function pairCharge(
  amounts: readonly NumberLike[],
  table: readonly Pair[],
): { readonly charge: Decimal; readonly left: readonly Decimal[] };

/** The same as a credit, rounded down. Errors: as `pairCharge`. */
export declare function pairCredit(
  amounts: readonly NumberLike[],
  table: readonly Pair[],
): { readonly credit: Decimal; readonly left: readonly Decimal[] };

/** The weight under which a hedge of spot and perp counts: `1 - (1 - weight) / 5`; read and rounded down. Errors: InvalidFraction. */
export declare function hedgeWeight(weight: NumberLike): Decimal;

/**
 * What a spot balance and a perp on opposite sides earn back of their weights, rounded down. `hedge` is read down,
 * the others to nearest. Errors: InvalidPrice, InvalidFraction, Overflow.
 */
export declare function hedgeCredit(
  amounts: readonly [spot: NumberLike, perp: NumberLike],
  prices: readonly [spot: NumberLike, perp: NumberLike],
  weights: readonly [spot: NumberLike, perp: NumberLike],
  hedge: NumberLike,
): Decimal;

/** Profits (read to nearest) of which gains count for a share (down) only, rounded down. Errors: InvalidFraction. */
export declare function discountGains(profits: readonly NumberLike[], share: NumberLike): readonly Decimal[];
/** Profits of which gains count up to a limit (read down) only. Errors: InvalidQuantity. */
export declare function capGains(profits: readonly NumberLike[], most: NumberLike): readonly Decimal[];

/** `min(long, short) * rate`, rounded up; the rate is read up. Errors: InvalidFactor, Overflow. */
export declare function interMonthCharge(deltas: Sides, rate: NumberLike): Decimal;
/** `|first - second| + charge`, exact; the charge is read up. Errors: Overflow. */
export declare function calendarMargin(first: NumberLike, second: NumberLike, charge: NumberLike): Decimal;
/** The deltas in the price scenarios, weighted; each product rounded down. Errors: InvalidScenario, Overflow. */
export declare function compositeDelta(deltas: readonly NumberLike[], weights: readonly NumberLike[]): Decimal;

/** One underlying among those that may be spread against each other; read to nearest. */
export interface Underlying {
  readonly delta: NumberLike;
  /** What the price can cost it. */
  readonly risk: NumberLike;
}

/** The part of one underlying in a spread. */
export interface Leg {
  /** Its place among the underlyings. */
  readonly underlying: number;
  /** How many units of delta make one spread; the sign is the side. Read to nearest. */
  readonly ratio: NumberLike;
  /** The share of its price risk that is credited; read down. */
  readonly rate: NumberLike;
}

/** What a table of spreads forms. */
export interface Spreads {
  /** How many spreads each row formed. */
  readonly formed: readonly Decimal[];
  /** What delta of each underlying is in no spread, and what its spreads earned. */
  readonly underlyings: readonly { readonly free: Decimal; readonly credit: Decimal }[];
}

/**
 * A table of spreads between underlyings, in the order of priority: each row forms as many as its legs allow,
 * credits each leg and takes its delta. Errors: UnknownMarket, InvalidFactor, InvalidFraction, InvalidQuantity,
 * Overflow.
 */
export declare function spreads(underlyings: readonly Underlying[], table: readonly (readonly Leg[])[]): Spreads;
