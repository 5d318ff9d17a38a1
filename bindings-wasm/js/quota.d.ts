import type { Decimal, NumberLike } from "./fixed.js";

/** How much of something may count in all, and how much there is. Immutable. */
export declare class Quota {
  /** Both in one unit. Errors: InvalidQuantity where one is negative. */
  constructor(limit: NumberLike, used: NumberLike);
  /** What may count in all. */
  get limit(): Decimal;
  /** What there is. */
  get used(): Decimal;
  /** What may still come. */
  room(): Decimal;
  /** `min(1, limit / used)`, rounded down: the part of each unit that counts. */
  share(): Decimal;
  /** `max(1, used / limit)`, rounded up. Errors: DivisionByZero where a limit of zero is used, Overflow. */
  excess(): Decimal;
}
