export * from "./columns.js";

/**
 * What is left of a book after prices have moved and its policy has run, as one line of JSON and a newline: the
 * same bytes as from Rust and Python. `shocks` are markets and their moves, `{ ETH: "-0.35" }`. Errors: as
 * `report`, and where a shock names no market, moves an index twice, or is not above -1.
 */
export declare function stress(
  text: string | Uint8Array,
  shocks: { readonly [market: string]: string | bigint },
): string;

/** The same as a table for a person. Errors: as `stress`. */
export declare function stressTable(
  text: string | Uint8Array,
  shocks: { readonly [market: string]: string | bigint },
): string;
