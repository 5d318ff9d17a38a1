import type { Decimal, NumberLike } from "./fixed.js";
import type { Grid, Scan } from "./scan.js";
import type { Tiers } from "./tiers.js";

/** Scenarios of the spot shock. */
export declare const SCENARIOS: 21;

/** MR1: prices from `-most` to `+most` in thirds, each with volatility up, the same and down; read up. Errors: InvalidFraction. */
export declare function grid(most: NumberLike): Grid;
/** MR6: a fall and a rise by `most`, of which the profit counts to a share; read up. Errors: InvalidFraction. */
export declare function extreme(most: NumberLike, share: NumberLike): Grid;
/** The worst weighted loss over a grid, at least zero. Errors: InvalidScenario, Overflow. */
export declare function worstLoss(scan: Scan, grid: Grid): Decimal;

/** One rung of MR7: what of the raw charge lies above `floor` (read to nearest) counts so many times (up). */
export interface Multiplier {
  readonly floor: NumberLike;
  readonly times: NumberLike;
}

/** MR7: each slice of the raw charge (read up) times the multiplier of its rung, rounded up. Errors: InvalidTiers, InvalidQuantity, Overflow. */
export declare function minimumCharge(raw: NumberLike, ladder: readonly Multiplier[]): Decimal;

/** Two stablecoins, by their places, and the ladder on what offsets. */
export interface Peg {
  readonly first: number;
  readonly second: number;
  readonly ladder: Tiers;
}

/** MR9: what cash deltas (read to nearest) have on opposite sides, by the ladders, and what nothing offset. Errors: UnknownMarket, Overflow. */
export declare function peg(
  cashDeltas: readonly NumberLike[],
  table: readonly Peg[],
): { readonly charge: Decimal; readonly left: readonly Decimal[] };

/** The requirements of one risk unit; read up, none where left out. */
export interface Charges {
  /** Spot shock. */
  readonly mr1?: NumberLike;
  /** Time decay. */
  readonly mr2?: NumberLike;
  /** Term structure of vega. */
  readonly mr3?: NumberLike;
  /** Basis. */
  readonly mr4?: NumberLike;
  /** Interest rate. */
  readonly mr5?: NumberLike;
  /** Extreme move. */
  readonly mr6?: NumberLike;
  /** Minimum charge, by its ladder. */
  readonly mr7?: NumberLike;
  /** Whatever the venue adds beside them. */
  readonly mr8?: NumberLike;
  /** Stablecoins off their pegs. */
  readonly mr9?: NumberLike;
}

/** The maintenance requirement of one risk unit in its parts. Immutable. */
export declare class Maintenance {
  /** Errors: InvalidQuantity for a negative requirement, Overflow. */
  constructor(charges: Charges);
  /** The parts as they were, kept elsewhere; read to nearest. */
  static fromParts(parts: {
    readonly market: NumberLike;
    readonly vega: NumberLike;
    readonly basis: NumberLike;
    readonly rate: NumberLike;
    readonly other: NumberLike;
    readonly peg: NumberLike;
    readonly minimum: NumberLike;
    readonly driver: number;
  }): Maintenance;
  /** `max(MR1, MR2, MR6)`. */
  get market(): Decimal;
  /** Which of them it is, 1, 2 or 6; of equal ones the first. */
  get driver(): number;
  get vega(): Decimal;
  get basis(): Decimal;
  get rate(): Decimal;
  get other(): Decimal;
  get peg(): Decimal;
  /** What MR7 adds to the rest. */
  get minimum(): Decimal;
  /** The sum of the parts, exact. Errors: Overflow. */
  total(): Decimal;
}

/** `factor` times the maintenance of derivatives, rounded up, and that of borrowings; read up. Errors: InvalidFactor below 1, Overflow. */
export declare function initial(derivatives: NumberLike, borrowings: NumberLike, factor: NumberLike): Decimal;
