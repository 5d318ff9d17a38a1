import type { Contract, Expiry } from "./contract.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { Grid, RiskArray, Scan } from "./scan.js";

/** Scenarios of the standard table. */
export declare const STANDARD: 27;
/** Scenarios of the extended table. */
export declare const EXTENDED: 8;
/** All of them. */
export declare const SCENARIOS: 35;

/** What a currency pair is shocked by. Immutable. */
export declare class CurrencyPair {
  /** The threshold is read down, the others up. Errors: InvalidFraction unless the range lies in `(0, 1)`, InvalidFactor. */
  constructor(parts: {
    /** The largest move of the standard table. */
    readonly priceRange: NumberLike;
    /** The share of a profit or loss in the extended table that counts, before it is scaled down. */
    readonly extendedTableFactor: NumberLike;
    /** From how many dollars of delta the size is charged. */
    readonly deltaTotalLiqShockThreshold: NumberLike;
    /** What each coin of delta beyond them adds to the rate. */
    readonly mInc: NumberLike;
    /** The highest rate on the delta. */
    readonly maxDeltaShock: NumberLike;
  });
  get priceRange(): Decimal;
  get extendedTableFactor(): Decimal;
  get deltaTotalLiqShockThreshold(): Decimal;
  get mInc(): Decimal;
  get maxDeltaShock(): Decimal;
  /** The charge on size, in coins, rounded up; both are read to nearest. Errors: DivisionByZero, Overflow. */
  deltaShock(delta: NumberLike, index: NumberLike): Decimal;
}

/** What a settlement currency asks for. Immutable. */
export declare class Currency {
  /** The moves are read up, what counts or is forgiven down. Errors: InvalidFraction, InvalidFactor. */
  constructor(parts: {
    /** The least rate on the delta of an expiry; all there is on a perp's. */
    readonly minAnnualisedMove: NumberLike;
    /** The yearly rate, continuously compounded, on the delta of an expiry. */
    readonly annualisedMoveRisk: NumberLike;
    /** The share of a gain that counts. */
    readonly pnlOffset: NumberLike;
    /** What of a gain counts at most, in dollars. */
    readonly maxOffsetablePnl: NumberLike;
    /** What the extended table forgives for each multiple of the range beyond the first, in dollars. */
    readonly extendedDampener: NumberLike;
  });
  get minAnnualisedMove(): Decimal;
  get annualisedMoveRisk(): Decimal;
  get pnlOffset(): Decimal;
  get maxOffsetablePnl(): Decimal;
  get extendedDampener(): Decimal;
  /** The rate on the delta of an expiry, rounded up. Errors: Overflow. */
  rollRate(expiry: Expiry): Decimal;
}

/** `sum of |delta| * rate` over the expiries, rounded up; read to nearest. Errors: InvalidScenario, Overflow. */
export declare function rollShock(deltas: readonly NumberLike[], rates: readonly NumberLike[]): Decimal;

/** The margin of a settlement currency, or of all in dollars, in its parts, all at least zero. Immutable. */
export declare class Margin {
  /**
   * The worst case of aggregated vectors, rounded to the nearest tick, of which `ticks` (to nearest) make one unit
   * and zero rounds nothing; `charges` are read up, none where left out. Errors: InvalidScenario, InvalidStep, Overflow.
   */
  constructor(
    scan: Scan,
    ticks: NumberLike,
    charges?: {
      /** On what has to be rolled. */
      readonly rollShock?: NumberLike;
      /** On size. */
      readonly deltaShock?: NumberLike;
      /** For pairs that move together less than the matrix has it. */
      readonly correlationContingency?: NumberLike;
      /** For market maker protection. */
      readonly mmpMargin?: NumberLike;
      readonly openOrdersMargin?: NumberLike;
      readonly spotMargin?: NumberLike;
    },
  );
  /** The parts as they were, kept elsewhere; read to nearest. */
  static fromParts(parts: {
    readonly worstCase: NumberLike;
    readonly rollShock: NumberLike;
    readonly deltaShock: NumberLike;
    readonly correlationContingency: NumberLike;
    readonly mmpMargin: NumberLike;
    readonly openOrdersMargin: NumberLike;
    readonly spotMargin: NumberLike;
    readonly scenario: number;
  }): Margin;
  /** The worst loss of the matrix. */
  get worstCase(): Decimal;
  /** Its place among the scenarios. (The venue counts from 1.) */
  get scenario(): number;
  get rollShock(): Decimal;
  get deltaShock(): Decimal;
  get correlationContingency(): Decimal;
  get mmpMargin(): Decimal;
  get openOrdersMargin(): Decimal;
  get spotMargin(): Decimal;
  /** The worst case and the shocks and contingency beside it, exact. Errors: Overflow. */
  riskMatrix(): Decimal;
  /** The sum of all parts, exact. Errors: Overflow. */
  initial(): Decimal;
  /** `mmFactor` (read up) of the risk matrix, rounded up. Errors: InvalidFraction, Overflow. */
  maintenance(mmFactor: NumberLike): Decimal;
}

/** The 35 scenarios; the range is read up. Errors: InvalidFraction unless it lies in `(0, 1)`. */
export declare function grid(range: NumberLike): Grid;
/** A unit priced in dollars, in coins: its worth in each scenario by the price there. Errors: InvalidPrice, InvalidScenario, Overflow. */
export declare function inCoins(array: RiskArray, price: NumberLike, grid: Grid): RiskArray;
/** A scan in coins turned into dollars at `index` (read to nearest), rounded down. Errors: InvalidPrice, Overflow. */
export declare function toDollars(scan: Scan, index: NumberLike): void;

/** What makes the summed vectors of one currency pair those that count: it changes the scan. Immutable. */
export declare class Aggregation {
  constructor(parts: {
    readonly pair: CurrencyPair;
    /** That it settles in. */
    readonly currency: Currency;
    /** Whether that is the coin. */
    readonly settlement: "coin" | "dollar";
    /** The price of the coin in dollars; read to nearest. */
    readonly index: NumberLike;
  });
  /** Scales and dampens the extended table, every step against the account. Errors: InvalidScenario, InvalidPrice, Overflow. */
  dampen(grid: Grid, scan: Scan): void;
  /** Lets gains count for their share, up to the limit. Errors: InvalidFraction, DivisionByZero, Overflow. */
  offsetGains(scan: Scan): void;
  /** Both, in this order. */
  apply(grid: Grid, scan: Scan): void;
}

/** The rates of an option written, under the standard margin. Immutable. */
export declare class Standard {
  /** Read up. Errors: InvalidFactor where one is negative, or not `maintenance <= least <= most`. */
  constructor(parts: { readonly most: NumberLike; readonly least: NumberLike; readonly maintenance: NumberLike });
  /** Of an option at the money, initially. */
  get most(): Decimal;
  /** However far it is out of the money, initially. */
  get least(): Decimal;
  get maintenance(): Decimal;
  /** What one option written requires, rounded up; `mark` in coins, both read to nearest. Errors: InvalidPrice, Overflow. */
  written(
    contract: Contract,
    underlying: NumberLike,
    mark: NumberLike,
  ): { readonly initial: Decimal; readonly maintenance: Decimal };
}
