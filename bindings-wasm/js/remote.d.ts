import type { Decimal, NumberLike } from "./fixed.js";
import type { Price } from "./price.js";
import type { Quota } from "./quota.js";

/** How long the news of an asset on another chain takes, and how far its price may move meanwhile. Immutable. */
export declare class Remote {
  /**
   * A price that moves by `volatility` in a `period` of seconds, of which `deviations` count; that takes `finality`
   * seconds until the other chain is final; and that is worth nothing without an attestation younger than `limit`
   * seconds. Errors: InvalidFactor for a negative volatility or number of deviations, InvalidTime for a period of none.
   */
  constructor(deviations: NumberLike, volatility: NumberLike, period: number, finality: number, limit: number);
  get deviations(): Decimal;
  get volatility(): Decimal;
  get period(): number;
  get finality(): number;
  get limit(): number;
  /**
   * The price widened by `deviations * volatility * sqrt((finality + age) / period)`, and its low end times the least
   * share of the quotas of whoever brings it (issuer, bridge). Unknown where the attestation is older than the limit.
   * Errors: InvalidTime where it was attested after `now`, Overflow.
   */
  price(price: Price, attested: number, now: number, quotas: readonly Quota[]): Price;
}
