// What the core says of an account, by the names of docs/book.md.

export type Status = "healthy" | "restricted" | "liquidatable" | "insolvent" | "unknown";

/** Decimal text, exact. */
export type Decimal = string;

export interface Sums {
  readonly assets: Decimal;
  readonly liabilities: Decimal;
}
export interface Level extends Sums {
  readonly surplus: Decimal;
}
export interface Maintenance extends Level {
  readonly requirement: Decimal;
}
export type Reason = "never" | "already_past";

/** The last prices at which an account is healthy, or why there is none. */
export interface Liquidation {
  readonly below: Decimal | null;
  readonly below_reason?: Reason;
  readonly above: Decimal | null;
  readonly above_reason?: Reason;
  readonly searched?: { readonly from: Decimal; readonly to: Decimal };
}
export interface Net extends Sums {
  readonly net: Decimal;
}
export interface Balance {
  readonly balance: Decimal;
  readonly initial: Net;
  readonly maintenance: Net;
  readonly equity: Net;
}
export interface PerpValue {
  readonly settles: string;
  readonly size: Decimal;
  readonly initial: Decimal;
  readonly maintenance: Decimal;
  readonly equity: Decimal;
  readonly requirement: Decimal;
}
export interface Scenario {
  readonly place: Decimal;
  readonly spot: Decimal;
  readonly volatility: string;
  readonly weight: Decimal;
}
export interface PortfolioLevel {
  readonly margin: Decimal;
  readonly parts: Readonly<Record<string, Decimal>>;
  readonly total: Decimal;
  readonly driver: string;
  readonly scenario?: Scenario | null;
}
export interface PortfolioPosition {
  readonly quantity: Decimal;
  readonly mark: Decimal;
  readonly initial: Decimal | null;
  readonly maintenance: Decimal | null;
}
export interface Portfolio {
  readonly method: string;
  readonly settles: string;
  readonly mark: Decimal;
  readonly initial: PortfolioLevel;
  readonly maintenance: PortfolioLevel;
  readonly positions: Readonly<Record<string, PortfolioPosition>>;
}
export interface AccountReport {
  readonly status: Status;
  readonly equity: Decimal;
  readonly initial: Level;
  readonly maintenance: Maintenance;
  readonly liquidation: Readonly<Record<string, Liquidation>>;
  readonly portfolio?: Portfolio;
  readonly positions: {
    readonly balances: Readonly<Record<string, Balance>>;
    readonly perps: Readonly<Record<string, PerpValue>>;
  };
}

interface Report {
  readonly version: string;
  readonly currency: string;
  readonly accounts: Readonly<Record<string, AccountReport>>;
}

/** The accounts of a report by name. */
export function reports(line: string): ReadonlyMap<string, AccountReport> {
  return new Map(Object.entries((JSON.parse(line) as Report).accounts));
}

/** The version of the library that wrote it. */
export function version(line: string): string {
  return (JSON.parse(line) as Report).version;
}

/** A field that may be missing, by a name that may be anything. */
export function entry<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
