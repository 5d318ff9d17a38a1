import type { NumberLike } from "./fixed.js";

export * from "./book.js";

/** What a document shows that has been verified: the same bytes as from Rust and Python. */
export interface Shown {
  /** One line of JSON and a newline. */
  readonly json: string;
  /** The same for a person. */
  readonly table: string;
}

/** What a proof must say. What is left out is not asked, only told; no other name may be there. */
export interface State {
  /** The number of the market's state: a JavaScript number of up to 53 bits, or a bigint below 2^64. */
  readonly version?: number | bigint;
  /** When it was published, in seconds since 1970; as the version. */
  readonly time?: number | bigint;
  /** Who asks, and what for. */
  readonly purpose?: string;
}

/** What a proof of health must say. */
export interface Expected extends State {
  /** Whose account. */
  readonly account?: string;
  /** At which level. */
  readonly level?: "initial" | "maintenance";
  /** By how much health is exceeded, in the book's currency, to the bit; read up. */
  readonly buffer?: NumberLike;
  /** How many lots make one unit, by market: before what the ledger says, which is before the rule. */
  readonly lots?: { readonly [market: string]: number | bigint };
  /**
   * What the ledger publishes, where the account's commitments must be, all of them. Without it nothing shows
   * that the proof leaves no debt out.
   */
  readonly ledger?: string | Uint8Array;
}

/** What a proof of solvency must say. */
export interface Asked extends State {
  /** The hash of the list, in hexadecimal, which all users must see alike. */
  readonly root?: string;
}

/**
 * Verifies a proof of health against the markets of a book, whose accounts do not count and may be missing. Neither
 * prices nor lots are the proof's. Errors: `PlimsollError`, InvalidProof where nothing is shown, InvalidDocument
 * where it does not say what it must, WrongLength, InvalidCommitment, TooLarge, TooMany, Unsupported, UnknownPrice,
 * and as `report`.
 *
 * The call does not return before it is done, after tenths of a second with a few positions: a page calls it in a
 * worker, and `verifySolvency` too, which takes seconds with thousands of accounts.
 */
export declare function verify(book: string | Uint8Array, proof: string | Uint8Array, expected?: Expected): Shown;

/**
 * Verifies a proof that reserves cover what a protocol owes, at the prices of a book, whose accounts do not count and
 * may be missing. That the protocol has its reserves is not shown, nor that every user is in the list: each verifies
 * the own receipt. Errors: as `verify`, and DuplicateOwner.
 */
export declare function verifySolvency(book: string | Uint8Array, proof: string | Uint8Array, expected?: Asked): Shown;

/**
 * Verifies that a receipt opens an account of the list of a proof of solvency, which `verifySolvency` verifies. With
 * a book that has the account, the list must have it with all that it is owed there. Errors: NotInTree where the
 * account is not in the list, WrongOpening where it is with less, and as `verify`.
 */
export declare function verifyReceipt(
  proof: string | Uint8Array,
  receipt: string | Uint8Array,
  book?: string | Uint8Array,
): Shown;
