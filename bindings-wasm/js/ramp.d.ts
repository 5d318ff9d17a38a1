import type { Decimal, NumberLike } from "./fixed.js";

/**
 * `start` up to `from`, `end` from `to` on, and the straight line between: a bonus that moves with health, a
 * price or discount that moves with time. `from` may lie above `to`, and `start` above `end`. Immutable.
 */
export declare class Ramp {
  /** All are read to nearest. Errors: InvalidRamp where `from` is `to`. */
  constructor(from: NumberLike, to: NumberLike, start: NumberLike, end: NumberLike);
  /** Where the line begins. */
  get from(): Decimal;
  /** Where the line ends. */
  get to(): Decimal;
  /** The value up to `from`. */
  get start(): Decimal;
  /** The value from `to` on. */
  get end(): Decimal;
  /** `start + (end - start) * (at - from) / (to - from)` between the places, rounded down. Errors: Overflow. */
  atDown(at: NumberLike): Decimal;
  /** As `atDown`, rounded up. */
  atUp(at: NumberLike): Decimal;
}
