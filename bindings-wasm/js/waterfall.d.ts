import type { Decimal, NumberLike } from "./fixed.js";

/** Who pays how much of a debt: the first four sum to it exactly. */
export interface Flows {
  /** Out of the proceeds. */
  readonly proceeds: Decimal;
  /** By the insurance fund. */
  readonly insurance: Decimal;
  /** By those who are deleveraged. */
  readonly deleveraging: Decimal;
  /** By everybody: see `socialise`. */
  readonly socialised: Decimal;
  /** What is left of the proceeds; the account's. */
  readonly surplus: Decimal;
}

/** What each layer can bear, in one currency, none negative. Immutable. */
export declare class Waterfall {
  constructor(parts: {
    /** What the liquidation brought. */
    readonly proceeds: NumberLike;
    /** What the insurance fund can still bear: `Fund.available`. */
    readonly insurance: NumberLike;
    /** What closing opposite positions at the bankruptcy price can bear. */
    readonly deleveraging: NumberLike;
  });
  get proceeds(): Decimal;
  get insurance(): Decimal;
  get deleveraging(): Decimal;
  /** The flows for a debt: each layer pays as much of what is left as it can. Errors: InvalidQuantity, Overflow. */
  flows(debt: NumberLike): Flows;
}
