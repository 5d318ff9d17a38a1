import type { Contract, Expiry, ForwardLike } from "./contract.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { Interval, IntervalLike } from "./interval.js";
import type { Price } from "./price.js";

/**
 * What a scenario does to an option's volatility: it stays; it rises or falls, more for a near expiry; the smile
 * turns (strikes above the forward rise, those below fall); it steepens (both rise).
 */
export type Volatility = "same" | "up" | "down" | "linear" | "absolute";

/** One scenario: the price times `spot`, the volatility shocked, the profit times `weight`. Immutable. */
export declare class Scenario {
  /** `spot` is read to nearest, `weight` up (left out: 1). Errors: InvalidScenario where one is negative. */
  constructor(spot: NumberLike, volatility?: Volatility, weight?: NumberLike);
  get spot(): Decimal;
  get volatility(): Volatility;
  get weight(): Decimal;
}

/** The scenarios of a method, in their order. */
export type Grid = readonly Scenario[];

/** The worst of all scenarios, of equal ones the first. */
export interface Worst {
  /** The profit there, times the scenario's weight where a grid was given. */
  readonly profit: Decimal;
  /** Its place in the grid. */
  readonly scenario: number;
}

/** The mark of a position, or of many, and what it gains in every scenario. */
export declare class Scan {
  /** No position, over so many scenarios (at most 65,536). */
  constructor(scenarios: number);
  /** A mark and profits made elsewhere, read to nearest. */
  static fromParts(mark: NumberLike, profits: readonly NumberLike[]): Scan;
  /**
   * Adds `quantity` units (read to nearest): owned at the unit's low end, owed at its high end, every product
   * rounded down. Errors leave the scan as it was: InvalidScenario for a unit of another length, Overflow.
   */
  add(quantity: NumberLike, unit: RiskArray): void;
  /** Adds many at once, which costs a fraction of adding one by one. All are added or none. Errors: as `add`. */
  addAll(positions: readonly { readonly quantity: NumberLike; readonly unit: RiskArray }[]): void;
  /** Adds what another scan gains, exact. Errors: as `add`. */
  merge(other: Scan): void;
  /** What the positions are worth at their marks. */
  get mark(): Decimal;
  /** The profit in each scenario, in the order of the grid. */
  get profits(): readonly Decimal[];
  /** The scenario of the least profit. Errors: InvalidScenario where there is none. */
  worst(): Worst;
  /** The same with each profit times its scenario's weight, rounded down. Errors: InvalidScenario, Overflow. */
  worstWeighted(grid: Grid): Worst;
}

/**
 * `sums[i] + number * units[i]`, every product rounded down, read to nearest; what the longer list has beyond the
 * shorter is left alone. Errors: Overflow.
 */
export declare function addScaledDown(
  number: NumberLike,
  units: readonly NumberLike[],
  sums: readonly NumberLike[],
): readonly Decimal[];

/** The mark and profits of one unit, at its low end when owned and at its high end when owed. Immutable. */
export declare class RiskArray {
  /** Made elsewhere. Errors: InvalidScenario for two lengths or none, InvalidInterval where owned is worth more, Overflow. */
  constructor(owned: Scan, owed: Scan);
  /** A perp, a future or a coin, whose unit follows its price. Errors: UnknownPrice, InvalidScenario, Overflow. */
  static linear(price: Price, grid: Grid): RiskArray;
  /** An inverse perp or future in its coin, a unit of it one coin's worth. Errors: DivisionByZero, InvalidScenario, Overflow. */
  static inverse(grid: Grid): RiskArray;
  /** An option, revalued in every scenario. Made once a market update. Errors: as `Contract.value`, InvalidScenario. */
  static option(
    contract: Contract,
    forward: ForwardLike,
    volatility: IntervalLike,
    expiry: Expiry,
    shocks: Shocks,
    grid: Grid,
  ): RiskArray;
  /** The side that so many units (read to nearest) are on. */
  side(quantity: NumberLike): Scan;
  /** What so many units (read to nearest) add in one scenario. Errors: InvalidScenario, Overflow. */
  contribution(quantity: NumberLike, scenario: number): Decimal;
}

/** The term structure of a volatility shock: `sigma * (1 +- range * (30 days / time left)^power)`. Immutable. */
export declare class VolatilityShock {
  /** Errors: InvalidScenario where a number is negative, or the shortest time is none. */
  constructor(parts: {
    /** Read up. */
    readonly range: readonly [up: NumberLike, down: NumberLike];
    /** Up to 30 days, and beyond; read to nearest. */
    readonly power: readonly [short: NumberLike, long: NumberLike];
    /** The shortest time that counts, in whole seconds. */
    readonly floor: number;
    /** What a volatility is at least when it rises; read up. */
    readonly least: NumberLike;
  });
  get range(): readonly [up: Decimal, down: Decimal];
  get power(): readonly [short: Decimal, long: Decimal];
  get floor(): number;
  get least(): Decimal;
}

/** A turn of the smile; each pair is a level and its change with the root of time. Immutable. */
export declare class Skew {
  /** All numbers are read to nearest. */
  constructor(parts: {
    /** The cap of the linear turn. */
    readonly linear: readonly [cap: NumberLike, slope: NumberLike];
    /** The cap of the turn on both sides. */
    readonly absolute: readonly [cap: NumberLike, slope: NumberLike];
    /** Where the turn is capped at least, in log-moneyness. */
    readonly leastWidth: NumberLike;
    /** How many deviations wide. */
    readonly scale: NumberLike;
    /** The volatility behind that width. */
    readonly level: readonly [level: NumberLike, slope: NumberLike];
  });
  /** No turn of the smile. */
  static flat(): Skew;
  get linear(): readonly [cap: Decimal, slope: Decimal];
  get absolute(): readonly [cap: Decimal, slope: Decimal];
  get leastWidth(): Decimal;
  get scale(): Decimal;
  get level(): readonly [level: Decimal, slope: Decimal];
}

/** The shocks of a method at one expiry. Immutable. */
export declare class Shocks {
  /** Errors: InvalidScenario where the least width of the turn is not positive, Overflow. */
  constructor(shock: VolatilityShock, skew: Skew, expiry: Expiry);
  /** The factors on a volatility that rises and that falls. */
  factors(): { readonly up: Interval; readonly down: Interval };
  /** The volatility in a scenario, for an option whose `ln(strike / forward)` is `money`. Errors: Overflow. */
  volatility(volatility: IntervalLike, change: Volatility, money: IntervalLike): Interval;
}
