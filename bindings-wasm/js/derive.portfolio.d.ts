import type { Confidence, Peg } from "./contingency.js";
import type { Expiry } from "./contract.js";
import type { Basis, Discounts, LongDiscount, Margin, Options } from "./derive.parts.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { Grid, RiskArray, Scan, VolatilityShock } from "./scan.js";

/** The parameters of the portfolio manager's first version. Immutable. */
export declare class Parameters {
  /** Numbers are read up. Errors: InvalidFactor where one is negative. */
  constructor(parts: {
    readonly shock: VolatilityShock;
    /** On the loss and the charges, at the initial level. */
    readonly factor: NumberLike;
    /** On an expiry that is worth something. */
    readonly long: LongDiscount;
    readonly basis: Basis;
    /** Added to the factor while the settlement coin is off its peg. */
    readonly peg: Peg;
    /** On the notional of what a doubtful feed prices, at the initial level. */
    readonly confidence: Confidence;
    /** Of a perp's notional. */
    readonly perp: NumberLike;
    /** Of the notional of coins held. */
    readonly coin: NumberLike;
    /** Of the notional of options written naked. */
    readonly option: NumberLike;
  });
  /** The discounts at an expiry. Errors: Overflow. */
  discounts(expiry: Expiry): Discounts;
}

/**
 * One portfolio under the first version. It keeps what was put into it, and sums it up when asked; an entry that is
 * refused leaves it as it was, and a sum that overflows comes out at the question.
 */
export declare class Portfolio {
  constructor(parameters: Parameters, grid: Grid);
  /** Adds the options of one expiry; `spot` is read to nearest. Errors: InvalidScenario, InvalidFraction, Overflow. */
  addOptions(spot: NumberLike, options: Options): void;
  /** Adds a perp: its array, its size and its profit not yet settled (read to nearest), its least confidence (down). */
  addPerp(spot: NumberLike, perp: RiskArray, size: NumberLike, profit: NumberLike, confidence: NumberLike): void;
  /** Adds coins of the underlying; `coin` is the price of the settlement coin. Errors: InvalidQuantity, and as `addOptions`. */
  addCoins(spot: NumberLike, coin: NumberLike, quantity: NumberLike, confidence: NumberLike): void;
  /** What the positions gain in each scenario, and their mark. */
  get scan(): Scan;
  /** The loss for the basis: at most zero. */
  get basis(): Decimal;
  /** The margin for opening risk; `coin` is the price of the settlement coin. Errors: InvalidScenario, Overflow. */
  initial(coin: NumberLike, cash: NumberLike): Margin;
  /** The margin below which the account may be liquidated. Errors: as `initial`. */
  maintenance(cash: NumberLike): Margin;
}
