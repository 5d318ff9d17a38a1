import type { NumberLike } from "./fixed.js";
import type { Health } from "./health.js";
import type { Levels, Net } from "./net.js";
import type { Bound } from "./bound.js";

/** Level 0: may the account open risk or withdraw. */
export declare const INITIAL: 0;
/** Level 1: may it be liquidated. */
export declare const MAINTENANCE: 1;
/** Level 2: what is left, at weight 1. */
export declare const EQUITY: 2;

/** What may be done by, and to, an account. */
export type Status = "healthy" | "restricted" | "liquidatable" | "insolvent" | "unknown";

/** The health of one account at three levels, fed one market at a time. */
export declare class Account {
  /** An account without positions. */
  constructor();
  /** Counts a balance or loan, read down. Errors leave the account as it was: Overflow. */
  add(quantity: NumberLike, bounds: Levels<Bound>): void;
  /** Counts a netting group, weighted once. Errors leave the account as it was: Overflow. */
  addNet(net: Net, bounds: Levels<Bound>): void;
  /** Adds an account-wide margin at each level, read up. Errors: InvalidQuantity, Overflow. */
  require(margins: Levels<NumberLike>): void;
  /** The account with one netting group changed. Errors: WrongPositions, Overflow. */
  whatIf(before: Net, after: Net, bounds: Levels<Bound>): Account;
  /** Both accounts' sums, exact. Errors: Overflow. */
  merge(other: Account): Account;
  /** The same, where so many positions were counted. Errors: WrongPositions. */
  close(positions: number): Account;
  get levels(): [initial: Health, maintenance: Health, equity: Health];
  get initial(): Health;
  get maintenance(): Health;
  get equity(): Health;
  get status(): Status;
}

/** The status that three levels prove. */
export declare function statusOf(initial: Health, maintenance: Health, equity: Health): Status;
