import type { Decimal, NumberLike } from "./fixed.js";

/**
 * The part of the price that closing `quantity` moves it by, `y * sigma * sqrt(quantity / volume)`, rounded up. Errors:
 * InvalidFactor for a negative `y`, InvalidQuantity, DivisionByZero without a volume, Overflow.
 */
export declare function impact(y: NumberLike, sigma: NumberLike, quantity: NumberLike, volume: NumberLike): Decimal;

/** What closing costs: `notional * impact`, rounded up. Errors: InvalidQuantity, Overflow. */
export declare function closeOutCost(notional: NumberLike, impact: NumberLike): Decimal;

/** How many periods closing takes: `quantity / (volume * participation)`, rounded up. Errors: InvalidQuantity, InvalidFraction, DivisionByZero, Overflow. */
export declare function horizon(quantity: NumberLike, volume: NumberLike, participation: NumberLike): Decimal;

/** What a position adds to its margin fraction for being large: `min(cap, slope * (size - threshold))`, rounded up. Errors: InvalidFactor, InvalidQuantity. */
export declare function concentration(size: NumberLike, threshold: NumberLike, slope: NumberLike, cap: NumberLike): Decimal;

/** `1 - (1 - haircut) * (1 - impact)`, rounded up; 1 from an impact of 1 on. Errors: InvalidFraction, InvalidQuantity. */
export declare function adjustedHaircut(haircut: NumberLike, impact: NumberLike): Decimal;
