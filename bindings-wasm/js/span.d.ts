import type { Decimal, NumberLike } from "./fixed.js";
import type { Grid, RiskArray, Scan, VolatilityShock } from "./scan.js";

/** The number of scenarios. */
export declare const SCENARIOS: 16;

/**
 * The sixteen scenarios: prices that stay or move by thirds of `range`, each with volatility up and down, then the
 * extremes, `extreme` times the range, of which `cover` counts. Read up. Errors: InvalidScenario, InvalidFraction, Overflow.
 */
export declare function grid(range: NumberLike, extreme: NumberLike, cover: NumberLike): Grid;
/** The volatility scan range, near and far expiries alike; read up. Errors: InvalidScenario. */
export declare function volatility(range: NumberLike): VolatilityShock;
/** One unit from a clearing house's array, where a loss stands above zero; read to nearest. Errors: InvalidScenario, Overflow. */
export declare function unit(losses: readonly NumberLike[]): RiskArray;
/** Lets each profit of the scan count for the weight of its scenario, rounded down. Errors: InvalidScenario, Overflow. */
export declare function cover(scan: Scan, grid: Grid): void;

/** What a scan over the sixteen scenarios says, whose weights are in its profits (`cover`). Immutable. */
export declare class ScanRisk {
  /** Errors: InvalidScenario unless there are sixteen, Overflow. */
  constructor(scan: Scan);
  /** The parts as they were, kept elsewhere; read to nearest. */
  static fromParts(parts: {
    readonly loss: NumberLike;
    readonly price: NumberLike;
    readonly scenario: number;
  }): ScanRisk;
  /** The worst loss, at least zero. */
  get loss(): Decimal;
  /** The active scenario, of equal ones the first. */
  get scenario(): number;
  /** What of the loss is the price's, rounded down. */
  get price(): Decimal;
}

/** The maintenance requirement of one combined commodity in its parts. Immutable. */
export declare class Requirement {
  /** Errors: InvalidQuantity for a negative charge or credit, Overflow. */
  constructor(
    risk: ScanRisk,
    charges: {
      /** For months that stand against each other; read up. */
      readonly intermonth: NumberLike;
      /** For a month in delivery; read up. */
      readonly delivery: NumberLike;
      /** For spreads with other commodities; read down. */
      readonly credit: NumberLike;
      /** How many options are written; read to nearest. */
      readonly written: NumberLike;
      /** The least that is required for each of them; read up. */
      readonly minimum: NumberLike;
    },
  );
  /** The parts as they were, kept elsewhere; read to nearest. */
  static fromParts(parts: {
    readonly scan: NumberLike;
    readonly intermonth: NumberLike;
    readonly delivery: NumberLike;
    readonly credit: NumberLike;
    readonly minimum: NumberLike;
    readonly scenario: number;
  }): Requirement;
  /** The worst loss over the scenarios. */
  get scan(): Decimal;
  /** The active scenario. */
  get scenario(): number;
  get intermonth(): Decimal;
  get delivery(): Decimal;
  /** It is taken off. */
  get credit(): Decimal;
  /** What the short-option minimum adds to the rest. */
  get minimum(): Decimal;
  /** The sum of the parts, exact: `max(scan + intermonth + delivery - credit, minimum)`. Errors: Overflow. */
  total(): Decimal;
  /** The total times the ratio of initial to maintenance (read up), rounded up. Errors: InvalidFactor below 1, Overflow. */
  initial(ratio: NumberLike): Decimal;
  /** The initial requirement less what the options are worth (read to nearest). Errors: as `initial`. */
  net(ratio: NumberLike, options: NumberLike): Decimal;
}
