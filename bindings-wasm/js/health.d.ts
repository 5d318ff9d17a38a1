import type { Decimal, NumberLike } from "./fixed.js";
import type { Bound } from "./bound.js";

/** What an evaluation proves about one level. */
export type Verdict = "healthy" | "unhealthy" | "unknown";

/** Weighted assets against weighted liabilities at one level, in the account's currency. */
export declare class Health {
  /** Nothing owned and nothing owed. */
  constructor();
  /** Sums and counts stored before; `assets` is read down, `liabilities` up. Errors: InvalidQuantity, WrongPositions. */
  static fromStored(
    assets: NumberLike,
    liabilities: NumberLike,
    positions: number,
    staleAssets: number,
    staleDebts: number,
  ): Health;
  /** Counts one position; `quantity` is read down. Errors leave the sums as they were: Overflow. */
  add(quantity: NumberLike, bound: Bound): void;
  /** Adds an account-wide margin, read up. Errors: InvalidQuantity, Overflow. */
  require(margin: NumberLike): void;
  /** Both sums of both, exact. Errors: Overflow. */
  merge(other: Health): Health;
  /** Takes out what was merged before. Errors: WrongPositions, Overflow. */
  without(part: Health): Health;
  /** The same, where so many positions were counted. Errors: WrongPositions. */
  close(positions: number): Health;
  /** What is owned counts for at least this. */
  get assets(): Decimal;
  /** What is owed and must be posted counts for at most this. */
  get liabilities(): Decimal;
  get positions(): number;
  /** How many groups are owned and have no price. */
  get staleAssets(): number;
  /** How many groups may be owed and have no price. */
  get staleDebts(): number;
  get isStale(): boolean;
  get verdict(): Verdict;
  /** `assets >= liabilities`, proven. */
  get healthy(): boolean;
  /** `assets - liabilities`, exact. Errors: UnknownPrice, Overflow. */
  surplus(): Decimal;
  /** `max(liabilities - assets, 0)`, exact. Errors: as `surplus`. */
  shortfall(): Decimal;
  /** `assets / liabilities`, rounded down; for display. Errors: DivisionByZero, UnknownPrice, Overflow. */
  ratio(): Decimal;
}
