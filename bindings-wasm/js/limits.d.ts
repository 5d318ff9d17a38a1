import type { Decimal, Fixed, NumberLike } from "./fixed.js";
import type { Health } from "./health.js";
import type { Holding } from "./holding.js";
import type { Price } from "./price.js";

/** The last value for which a check holds, or why there is none. */
export type Limit =
  /** The check holds here and fails one step further. */
  | { readonly kind: "at"; readonly value: Decimal }
  /** The check holds to the end of the range. */
  | { readonly kind: "never"; readonly value?: undefined }
  /** The check does not hold at the start. */
  | { readonly kind: "already_past"; readonly value?: undefined }
  /** The account does not depend on what was asked. */
  | { readonly kind: "not_exposed"; readonly value?: undefined }
  /** A price is too old to say. */
  | { readonly kind: "unknown"; readonly value?: undefined };

/** The last prices of one index, below and above the present one, at which the account is healthy. */
export interface Threshold {
  readonly below: Limit;
  readonly above: Limit;
}

/**
 * The largest withdrawal of the asset in `holdings[asset]`, a multiple of `step` (read to nearest), after
 * which the account is still healthy and owes nothing in it; `fee` (read up) is a fraction of it.
 * Errors: UnknownMarket, InvalidFraction, InvalidStep, Overflow.
 */
export declare function withdrawal(
  holdings: readonly Holding[],
  asset: number,
  fee: NumberLike,
  step: NumberLike,
): Limit;

/** The largest quantity that may leave, what is owned first and the rest as a loan. As `withdrawal`. */
export declare function borrow(holdings: readonly Holding[], asset: number, fee: NumberLike, step: NumberLike): Limit;

/** Which way a trade goes. */
export type Side = "buy" | "sell";

/**
 * The largest size, without sign, that may be traded in the perp `leg` of `holdings[asset]` at `price`
 * (read up for a purchase, down for a sale). Errors: as `withdrawal`, and InvalidPrice.
 */
export declare function position(
  holdings: readonly Holding[],
  asset: number,
  leg: number,
  side: Side,
  price: NumberLike,
  fee: NumberLike,
  step: NumberLike,
): Limit;

/**
 * The liquidation prices of `index`, given its present price: multiples of `step` (read to nearest) at
 * which `checkAt` holds for the last time. Errors: InvalidStep, InvalidIndex, Overflow.
 */
export declare function threshold(
  holdings: readonly Holding[],
  index: number,
  price: Price,
  step: NumberLike,
): Threshold;

/** The account's health when `index` trades at `at` (read to nearest): what `threshold` inverts. Errors: InvalidPrice, UnknownPrice, InvalidIndex, Overflow. */
export declare function checkAt(holdings: readonly Holding[], index: number, price: Price, at: NumberLike): Health;

/**
 * The last multiple of `step` from `start` toward `end` for which `check` gives a surplus of at least
 * zero; all are read to nearest. What `check` throws comes out. Errors: InvalidStep, Overflow.
 */
export declare function searchTo(
  start: NumberLike,
  end: NumberLike,
  step: NumberLike,
  check: (at: Fixed) => NumberLike,
): Limit;

/** As `searchTo`, upward without an end; `reach` is the first distance to try. */
export declare function searchUp(
  start: NumberLike,
  reach: NumberLike,
  step: NumberLike,
  check: (at: Fixed) => NumberLike,
): Limit;
