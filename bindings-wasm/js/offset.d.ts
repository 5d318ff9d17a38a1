import type { Decimal, NumberLike } from "./fixed.js";
import type { IntervalLike } from "./interval.js";

/**
 * The correlations that a margin may rely on, and the part of the gross margin that it keeps, so that an offset does
 * not vanish on the day it is needed. Immutable.
 */
export declare class Offset {
  /** Errors: InvalidFactor unless `-1 <= floor <= stress <= 1`, InvalidFraction for `least`. */
  constructor(floor: NumberLike, stress: NumberLike, least: NumberLike);
  /** The correlation that a hedge may always rely on. */
  get floor(): Decimal;
  /** The correlation that holds on a day of stress. */
  get stress(): Decimal;
  /** The part of the gross margin that is kept. */
  get least(): Decimal;
  /** The correlation of a hedge: `max(floor, min(rho, stress))` of the low end. */
  opposite(rho: IntervalLike): Decimal;
  /** The correlation of two positions on one side: `max(rho, stress)` of the high end, at most 1. */
  alike(rho: IntervalLike): Decimal;
  /**
   * The margin of two positions together, from what each needs alone (of a long above zero, of a short below), rounded
   * up and at most `|a| + |b|`. Errors: Overflow.
   */
  margin(a: NumberLike, b: NumberLike, rho: IntervalLike): Decimal;
}
