import type { Decimal, NumberLike } from "./fixed.js";
import type { Sides } from "./netting.js";
import type { Grid, Scan } from "./scan.js";

/** The number of scenarios. */
export declare const SCENARIOS: 24;

/** The venue's parameters. Immutable. */
export declare class Parameters {
  /** Read up. Errors: InvalidFactor, InvalidFraction. */
  constructor(parts: {
    /** Charged on each unit of net delta. */
    readonly netDelta: NumberLike;
    /** Charged on each unit of delta that stands against another. */
    readonly hedgedDelta: NumberLike;
    /** The share of the net requirement that is maintenance. */
    readonly maintenance: NumberLike;
  });
  get netDelta(): Decimal;
  get hedgedDelta(): Decimal;
  get maintenance(): Decimal;
  /** The least that is required for delta at the spot price (read to nearest), rounded up. Errors: InvalidPrice, Overflow. */
  deltaCharge(deltas: Sides, spot: NumberLike): Decimal;
}

/** The 24 scenarios in the venue's order; the range is read up. Errors: InvalidFraction unless it lies in `(0, 1)`. */
export declare function grid(range: NumberLike): Grid;

/** The margin in its parts, all at least zero. Immutable. */
export declare class Margin {
  /**
   * From a scan over the grid, the deltas behind it, the spot price (read to nearest) and what is reserved (up).
   * Errors: InvalidScenario, InvalidPrice, InvalidQuantity, Overflow.
   */
  constructor(
    parameters: Parameters,
    grid: Grid,
    scan: Scan,
    deltas: Sides,
    spot: NumberLike,
    provisions: {
      /** For the funding of the next eight hours. */
      readonly funding: NumberLike;
      /** For the fees of closing. */
      readonly fees: NumberLike;
    },
  );
  /** The parts as they were, kept elsewhere; read to nearest. */
  static fromParts(parts: {
    readonly scan: NumberLike;
    readonly minimum: NumberLike;
    readonly funding: NumberLike;
    readonly fees: NumberLike;
    readonly scenario: number;
  }): Margin;
  /** The worst weighted loss. */
  get scan(): Decimal;
  /** The scenario that it is in, of equal ones the first. */
  get scenario(): number;
  /** What the charge on delta adds to it. */
  get minimum(): Decimal;
  get funding(): Decimal;
  get fees(): Decimal;
  /** `max(scan, charge on delta)`, exact. Errors: Overflow. */
  net(): Decimal;
  /** The sum of the parts, exact. Errors: Overflow. */
  initial(): Decimal;
  /** The share of the net requirement that is maintenance, rounded up, and the provisions whole. Errors: Overflow. */
  maintenance(parameters: Parameters): Decimal;
}
