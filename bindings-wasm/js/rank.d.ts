import type { Decimal, NumberLike } from "./fixed.js";

/** A position at the mark, in one currency, and the keys that rank it, the highest first. Immutable. */
export declare class Standing {
  constructor(parts: {
    /** What the position is worth at the mark: negative for a short. */
    readonly mark: NumberLike;
    /** What it was worth when it was entered, with the same sign. */
    readonly entry: NumberLike;
    /** What backs it: the equity of the account. */
    readonly equity: NumberLike;
  });
  get mark(): Decimal;
  get entry(): Decimal;
  get equity(): Decimal;
  /** `(mark - entry) / |entry|`, rounded down. Errors: InvalidQuantity where the signs differ, DivisionByZero, Overflow. */
  profit(): Decimal;
  /** `|mark| / equity`, rounded down; null without equity, or with next to none. Errors: Overflow. */
  leverage(): Decimal | null;
  /** BitMEX: `profit * leverage` of a winner, `profit / leverage` of a loser; null without equity. Errors: as `profit`. */
  byProfitAndLeverage(): Decimal | null;
  /**
   * Hyperliquid: `(mark / entry) * (|mark| / equity)`, for a short `entry / mark`; null without equity. Errors: as
   * `profit`.
   */
  byMoveAndLeverage(): Decimal | null;
  /**
   * Bluefin: `max(profit, 0) / max(maintenance, ratio)`, with the maintenance margin ratio of the market and the
   * account's own. Errors: as `profit`, and DivisionByZero where both are zero or below.
   */
  byProfitAndMargin(maintenance: NumberLike, ratio: NumberLike): Decimal;
}
