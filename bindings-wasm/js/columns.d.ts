import type { Decimal, NumberLike } from "./fixed.js";
import type { Status } from "./account.js";
import type { Threshold } from "./limits.js";

export * from "./book.js";

/** Prices by market: one number, or the low and the high end. */
export interface Prices {
  readonly [market: string]: NumberLike | readonly [low: NumberLike, high: NumberLike];
}

/** Moves by market, as of `stress`: `{ ETH: "-0.35" }`. */
export interface Shock {
  readonly [market: string]: NumberLike;
}

/** The markets of a book at one moment. Immutable: `move` and `price` answer with others. */
export declare class Markets {
  /** A book, whose accounts are not looked at and may be missing. Errors: as `report` of the rest. */
  constructor(book: string | Uint8Array);
  /** What accounts are counted in. */
  get currency(): string;
  /** The names of the assets, in the book's order. */
  get assets(): readonly string[];
  /** The names of the perps, in the book's order. */
  get perps(): readonly string[];
  /**
   * The markets after moves by fractions: `{ ETH: "-0.35" }` multiplies every price on ETH's index by 0.65, at
   * every level, its low end read down and its high end up. Errors: InvalidBook for no market of the book or an
   * index that is moved twice, InvalidPrice for a move not above -1, InvalidNumber, Overflow.
   */
  move(shocks: Shock): Markets;
  /**
   * The markets at other prices, which stand at every level; low ends are read down, high ends up. A market that
   * is not named keeps its price, even one that follows a named market. Errors: InvalidBook for no market of
   * the book, InvalidPrice, InvalidNumber, Overflow.
   */
  price(prices: Prices): Markets;
}

/** A column of a table: an array, or a typed array of whole numbers. */
export type Column<T> =
  | readonly T[]
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array;

/** Columns of a table with a row a position, in any order. */
export interface Balances {
  /** Whose the row is: text or a whole number. */
  readonly account: Column<string | number | bigint>;
  /** The asset: its name, or its place in `Markets.assets`. */
  readonly market: Column<string | number>;
  /** Units owned, or owed where negative; read down. */
  readonly quantity: Column<NumberLike>;
}

/** Columns of a table with a row a perp position, in any order. */
export interface Perps {
  /** Whose the row is, as in the balances. */
  readonly account: Column<string | number | bigint>;
  /** The perp: its name, or its place in `Markets.perps`. */
  readonly market: Column<string | number>;
  /** Signed size; read to nearest. */
  readonly size: Column<NumberLike>;
  /** What was received less what was paid; read down. */
  readonly quote: Column<NumberLike>;
  /** Units that open orders would buy; read to nearest. */
  readonly bids?: Column<NumberLike>;
  /** Units that open orders would sell; read to nearest. */
  readonly asks?: Column<NumberLike>;
}

/** The positions of many accounts, in the markets of a book at any of its moments. Immutable. */
export declare class Positions {
  /**
   * Columns; the accounts are those of both tables, in the order of their first rows. Errors name table, column
   * and row: UnknownMarket, InvalidOrder for the same market twice in an account, InvalidNumber, InvalidQuantity
   * for negative orders, InvalidLength, Overflow.
   */
  constructor(markets: Markets, columns: { readonly balances: Balances; readonly perps?: Perps });
  /**
   * The accounts of a book, in its order. Errors: as `report`; InvalidBook for an account with options or a
   * method, which `report` measures, and for a book with other assets or perps.
   */
  static of(book: string | Uint8Array, markets: Markets): Positions;
  /** What the accounts are called; a row of a result is that of the account at its place. */
  get accounts(): readonly string[];
}

/** A level of an account. */
export type Level = "initial" | "maintenance" | "equity";

/** What an account owns and owes at one level. */
export interface Sums {
  /** At least, in the currency of the markets. */
  readonly assets: Decimal;
  /** At most. */
  readonly liabilities: Decimal;
  /** Assets less liabilities, exact. */
  readonly surplus: Decimal;
}

/** One row an account: its sums at every level and its status, as `report` has them. */
export declare class Rows {
  private constructor();
  /** How many accounts there are. */
  get length(): number;
  /** Each account's status by number: healthy, restricted, liquidatable, insolvent, unknown. */
  get statuses(): Uint8Array;
  /** The name of an account's status. */
  status(row: number): Status;
  /** All of one account. */
  at(row: number): { readonly status: Status } & { readonly [level in Level]: Sums };
  /** The floats nearest to each account's surplus, for axes and colours: a decision takes `statuses`. */
  surplus(level: Level): Float64Array;
  /** Assets by liabilities on floats, infinite where nothing is owed; for colours, as `surplus`. */
  ratio(level: Level): Float64Array;
}

/** Every account at every level. Errors: Overflow, with the account. */
export declare function scan(markets: Markets, positions: Positions): Rows;

/** One row a scenario and account: its maintenance surplus and its status there. */
export declare class Outcomes {
  private constructor();
  /** How many accounts there are. */
  get length(): number;
  /** How many scenarios there are. */
  get scenarios(): number;
  /** Each account's status in a scenario by number, as of `Rows`. */
  statuses(scenario: number): Uint8Array;
  /** The floats nearest to each account's maintenance surplus in a scenario. */
  surplus(scenario: number): Float64Array;
  /** One account in a scenario. */
  at(scenario: number, row: number): { readonly status: Status; readonly surplus: Decimal };
}

/** Every account under many shocks, each as of `Markets.move`. Errors: as `Markets.move` and `scan`. */
export declare function scenarios(markets: Markets, positions: Positions, shocks: readonly Shock[]): Outcomes;

/**
 * The liquidation prices of the accounts in these rows, or of all, along the index that a market follows: as
 * `threshold` of the account alone. `step` is read to nearest, and the finest where it is left out. Errors:
 * InvalidBook for no market of the book, InvalidStep, Overflow.
 */
export declare function falls(
  markets: Markets,
  positions: Positions,
  market: string,
  options?: { readonly accounts?: readonly number[] | Uint32Array; readonly step?: NumberLike },
): readonly Threshold[];
