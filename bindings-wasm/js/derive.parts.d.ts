import type { Expiry, Position } from "./contract.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { Scan } from "./scan.js";

/** `base * e^(-t (r * multiple + addend))`: how an expiry that is worth something is discounted. Immutable. */
export declare class LongDiscount {
  /** The base is read down, the rate up. Errors: InvalidDiscount unless `0 <= base <= 1`, InvalidFactor. */
  constructor(base: NumberLike, rate: readonly [multiple: NumberLike, addend: NumberLike]);
  get base(): Decimal;
  get rate(): readonly [multiple: Decimal, addend: Decimal];
  /** The factor at an expiry, rounded down. Errors: Overflow. */
  at(expiry: Expiry): Decimal;
}

/** `base * e^(t (r * multiple + addend))`: how an expiry that is owed is marked up. Immutable. */
export declare class ShortDiscount {
  /** Both are read up. Errors: InvalidDiscount unless `base >= 1`, InvalidFactor. */
  constructor(base: NumberLike, rate: readonly [multiple: NumberLike, addend: NumberLike]);
  get base(): Decimal;
  get rate(): readonly [multiple: Decimal, addend: Decimal];
  /** The factor at an expiry, rounded up, at most the inverse of the expiry's own discount. Errors: Overflow. */
  at(expiry: Expiry): Decimal;
}

/** The two factors at one expiry. Immutable. */
export declare class Discounts {
  /** Read to nearest. */
  constructor(long: NumberLike, short: NumberLike);
  /** On a value above zero. */
  get long(): Decimal;
  /** On a value below zero. */
  get short(): Decimal;
  /** The value (read to nearest) times its factor, rounded down. Errors: Overflow. */
  apply(value: NumberLike): Decimal;
}

/** What an expiry's forward may move against the spot price. Immutable. */
export declare class Basis {
  /** Both are read up. Errors: InvalidFactor where one is negative. */
  constructor(addend: NumberLike, multiple: NumberLike);
  get addend(): Decimal;
  get multiple(): Decimal;
  /** The worse profit of the shock up and down, times `addend + multiple * years`, rounded down: at most zero. Errors: Overflow. */
  loss(shocks: Scan, expiry: Expiry): Decimal;
}

/** The options of one expiry, as a portfolio takes them. */
export interface Options {
  readonly expiry: Expiry;
  /** Over the grid. */
  readonly scan: Scan;
  /** Over the shock up and the shock down of the basis, the volatility as it is. */
  readonly basis: Scan;
  /** Every option held. */
  readonly positions: readonly Position[];
  /** The least confidence among the feeds that price them; read down. */
  readonly confidence: NumberLike;
}

/** What decides the loss: a scenario, by its place in the grid, or the basis, which is at least as bad as every one. */
export type Driver = number | "basis";

/** The margin at one level in its parts: what is above zero counts for the account, what is below is required. */
export declare class Margin {
  private constructor();
  /** The parts as they were, kept elsewhere; read to nearest. */
  static fromParts(parts: {
    readonly loss: NumberLike;
    readonly perps: NumberLike;
    readonly options: NumberLike;
    readonly collateral: NumberLike;
    readonly confidence: NumberLike;
    readonly mark: NumberLike;
    readonly cash: NumberLike;
    readonly driver: Driver;
  }): Margin;
  /** The worst profit times the level's factor. */
  get loss(): Decimal;
  /** What the loss comes from. */
  get driver(): Driver;
  /** Minus the charge on perps. */
  get perps(): Decimal;
  /** Minus the charge on options written naked. */
  get options(): Decimal;
  /** Minus the haircuts of the collateral, or the charge on coins. */
  get collateral(): Decimal;
  /** Minus the charge for doubtful feeds. */
  get confidence(): Decimal;
  /** The mark to market. */
  get mark(): Decimal;
  get cash(): Decimal;
  /** The sum of the parts, exact: at least zero is enough. Errors: Overflow. */
  total(): Decimal;
}
