import type { Decimal, NumberLike } from "./fixed.js";

/**
 * `max(base, 4/5 * base + factor * sqrt(size))`, rounded up: Drift's margin fraction of a perp and liability weight of
 * a loan. Errors: InvalidFactor for a negative base or factor, InvalidQuantity for a negative size, Overflow.
 */
export declare function squareRootUp(base: NumberLike, factor: NumberLike, size: NumberLike): Decimal;

/** `min(weight, 11/10 / (1 + factor * sqrt(size)))`, rounded down: Drift's asset weight. Errors: InvalidFraction, and as `squareRootUp`. */
export declare function squareRootDiscountDown(weight: NumberLike, factor: NumberLike, size: NumberLike): Decimal;

/** `max(base, factor * notional^exponent)`, rounded up: Orderly's margin fraction. Errors: as `squareRootUp`. */
export declare function powerUp(base: NumberLike, factor: NumberLike, exponent: NumberLike, notional: NumberLike): Decimal;

/** `max(base, risk * sqrt(days))`, rounded up: Coinbase's margin fraction and haircut. Errors: as `squareRootUp`. */
export declare function horizonUp(base: NumberLike, risk: NumberLike, days: NumberLike): Decimal;

/** `base + slope * size / scale`, rounded up: Synthetix's margin fraction. Errors: DivisionByZero unless the scale is positive, and as `squareRootUp`. */
export declare function linearUp(base: NumberLike, slope: NumberLike, size: NumberLike, scale: NumberLike): Decimal;

/** `factor * size / scale`, rounded up, within the bounds: Synthetix's haircut. Errors: InvalidFraction unless `0 <= least <= most <= 1`, and as `linearUp`. */
export declare function linearHaircutUp(
  bounds: readonly [least: NumberLike, most: NumberLike],
  factor: NumberLike,
  size: NumberLike,
  scale: NumberLike,
): Decimal;

/**
 * `base` up to an open interest of `lower`, 1 from `upper` on, linear between, rounded up: dYdX's margin fraction.
 * Errors: InvalidFraction, InvalidRamp unless `lower < upper`, InvalidQuantity, Overflow.
 */
export declare function openInterestUp(
  base: NumberLike,
  caps: readonly [lower: NumberLike, upper: NumberLike],
  open: NumberLike,
): Decimal;
