import type { Confidence, Peg } from "./contingency.js";
import type { Expiry } from "./contract.js";
import type { Basis, Discounts, LongDiscount, Margin, Options, ShortDiscount } from "./derive.parts.js";
import type { Decimal, NumberLike } from "./fixed.js";
import type { Grid, RiskArray, Scan, Skew, VolatilityShock } from "./scan.js";

/** A number at each level. */
type Both = readonly [initial: NumberLike, maintenance: NumberLike];

/** The parameters of the portfolio manager's second version. Immutable. */
export declare class Parameters {
  /** Numbers are read up. Errors: InvalidFactor where one is negative. */
  constructor(parts: {
    readonly shock: VolatilityShock;
    readonly skew: Skew;
    /** On the worst loss. */
    readonly factor: Both;
    /** On an expiry that is worth something. */
    readonly long: LongDiscount;
    /** On an expiry that is owed. */
    readonly short: ShortDiscount;
    readonly basis: Basis;
    /** Added to the initial factor while the settlement coin is off its peg. */
    readonly peg: Peg;
    /** On the notional of what a doubtful feed prices, at the initial level. */
    readonly confidence: Confidence;
    /** Of a perp's notional, the initial charge on top of the other. */
    readonly perp: Both;
    /** Of the notional of options written naked, the initial charge on top of the other. */
    readonly option: Both;
  });
  /** The discounts at an expiry. Errors: Overflow. */
  discounts(expiry: Expiry): Discounts;
}

/**
 * One portfolio under the second version. It keeps what was put into it, and sums it up when asked; an entry that
 * is refused leaves it as it was, and a sum that overflows comes out at the question.
 */
export declare class Portfolio {
  constructor(parameters: Parameters, grid: Grid);
  /** Adds the options of one expiry; `spot` is read to nearest. Errors: InvalidScenario, InvalidFraction, Overflow. */
  addOptions(spot: NumberLike, options: Options): void;
  /** Adds a perp: its array, its size and its profit not yet settled (read to nearest), its least confidence (down). */
  addPerp(spot: NumberLike, perp: RiskArray, size: NumberLike, profit: NumberLike, confidence: NumberLike): void;
  /** Adds collateral that no scenario moves: its value (read down), its haircuts (up), its confidence (down). Errors: InvalidQuantity, InvalidFactor. */
  addCollateral(value: NumberLike, haircut: Both, confidence: NumberLike): void;
  /** Adds collateral in the underlying, which gains and loses with it. Errors: as `addCollateral`. */
  addUnderlying(value: NumberLike, haircut: Both, confidence: NumberLike): void;
  /** What the positions gain in each scenario before its weight, and their mark. */
  get scan(): Scan;
  /** The loss for the basis: at most zero. */
  get basis(): Decimal;
  /** The margin for opening risk; `coin` is the price of the settlement coin. Errors: InvalidScenario, Overflow. */
  initial(coin: NumberLike, cash: NumberLike): Margin;
  /** The margin below which the account may be liquidated. Errors: as `initial`. */
  maintenance(cash: NumberLike): Margin;
}
