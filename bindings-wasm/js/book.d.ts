export * from "./plimsoll.js";

/**
 * The report of a book as one line of JSON and a newline: the same bytes as from Rust and Python.
 * Errors: `PlimsollError`, whose message names the account or market, the field and the value.
 */
export declare function report(text: string | Uint8Array): string;

/** The report of a book as a table for a person. Errors: as `report`. */
export declare function reportTable(text: string | Uint8Array): string;
