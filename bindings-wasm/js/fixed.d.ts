/** A number as an argument: decimal text `-?digits[.digits]`, a whole number, or an exact number. */
export type NumberLike = string | bigint | Fixed;

/** A number that is exact: text only where it has an exact binary value, such as `"0.25"`. */
export type ExactNumber = NumberLike;

/** A number as a result: the shortest decimal that reads back to the same bits, without an exponent. */
export type Decimal = string;

/**
 * The number of the kernel: 80 bits before the point and 48 behind it, so about 6.04e23 at most, in
 * steps of about 3.55e-15. Immutable.
 */
export declare class Fixed {
  /** Text is read to nearest, halves away from zero. Errors: InvalidNumber, Overflow. */
  constructor(value: NumberLike);
  /** The number `bits / 2^48`. Errors: Overflow outside 128 bits. */
  static fromBits(bits: bigint): Fixed;
  /** The largest number. */
  static get MAX(): Fixed;
  /** The smallest number, which has no negative. */
  static get MIN(): Fixed;
  /** One step: `2^-48`. */
  static get DELTA(): Fixed;
  /** 0. */
  static zero(): Fixed;
  /** 1. */
  static one(): Fixed;
  /** The exact number times `2^48`. */
  get bits(): bigint;
  /** The shortest decimal that reads back to the same bits. */
  toString(): Decimal;
  /** As `toString`: JSON carries numbers as text. */
  toJSON(): Decimal;
}

/** The largest number not above `value`: what is owned. Errors: InvalidNumber, Overflow. */
export declare function readDown(value: NumberLike): Fixed;
/** The smallest number not below `value`: what is owed. Errors: InvalidNumber, Overflow. */
export declare function readUp(value: NumberLike): Fixed;
/** The number nearest to `value`, halves away from zero: a perp's size. Errors: InvalidNumber, Overflow. */
export declare function readNearest(value: NumberLike): Fixed;
/**
 * A float's exact value as decimal text, which is then read in the direction of where it goes. The one
 * way in for JavaScript numbers. Errors: InvalidNumber where it is not finite.
 */
export declare function fromFloat(float: number): Decimal;

/** The most decimals that a token may have: 24. */
export declare const MAX_DECIMALS: 24;
/** `units / 10^decimals`, rounded down: what is owned. Errors: InvalidDecimals, InvalidQuantity, Overflow. */
export declare function fromUnitsDown(units: bigint, decimals: number): Fixed;
/** `units / 10^decimals`, rounded up: what is owed. Errors: as `fromUnitsDown`. */
export declare function fromUnitsUp(units: bigint, decimals: number): Fixed;
/** `number * 10^decimals`, rounded down: what may be taken. Errors: InvalidDecimals, InvalidQuantity, Overflow. */
export declare function toUnitsDown(number: ExactNumber, decimals: number): bigint;
/** `number * 10^decimals`, rounded up: what must be paid. Errors: as `toUnitsDown`. */
export declare function toUnitsUp(number: ExactNumber, decimals: number): bigint;

/** `a + b`, exact. Errors: Overflow. */
export declare function tryAdd(a: ExactNumber, b: ExactNumber): Fixed;
/** `a - b`, exact. Errors: Overflow. */
export declare function trySub(a: ExactNumber, b: ExactNumber): Fixed;
/** `-number`, exact. Errors: Overflow. */
export declare function tryNeg(number: ExactNumber): Fixed;
/** `number` without its sign, exact. Errors: Overflow. */
export declare function tryAbs(number: ExactNumber): Fixed;
/** `a * b`, the largest number not above it. Errors: Overflow. */
export declare function mulDown(a: ExactNumber, b: ExactNumber): Fixed;
/** `a * b`, the smallest number not below it. Errors: Overflow. */
export declare function mulUp(a: ExactNumber, b: ExactNumber): Fixed;
/** `a / b`, the largest number not above it. Errors: DivisionByZero, Overflow. */
export declare function divDown(a: ExactNumber, b: ExactNumber): Fixed;
/** `a / b`, the smallest number not below it. Errors: DivisionByZero, Overflow. */
export declare function divUp(a: ExactNumber, b: ExactNumber): Fixed;
/** `number * factor / divisor`, the largest number not above it, rounded once. Errors: DivisionByZero, Overflow. */
export declare function mulDivDown(number: ExactNumber, factor: ExactNumber, divisor: ExactNumber): Fixed;
/** `number * factor / divisor`, the smallest number not below it, rounded once. Errors: DivisionByZero, Overflow. */
export declare function mulDivUp(number: ExactNumber, factor: ExactNumber, divisor: ExactNumber): Fixed;
/**
 * Quotient and remainder of `a * b / divisor`, exact, for units below 2^128. Errors: InvalidQuantity where one
 * is negative, DivisionByZero, Overflow.
 */
export declare function mulDiv(a: bigint, b: bigint, divisor: bigint): [quotient: bigint, remainder: bigint];
/** The largest multiple of `step` (read to nearest) not above `number`. Errors: InvalidStep, Overflow. */
export declare function floorTo(number: ExactNumber, step: NumberLike): Fixed;
/** The smallest multiple of `step` (read to nearest) not below `number`. Errors: InvalidStep, Overflow. */
export declare function ceilTo(number: ExactNumber, step: NumberLike): Fixed;
/** The smaller of two. */
export declare function lesser(a: ExactNumber, b: ExactNumber): Fixed;
/** The larger of two. */
export declare function greater(a: ExactNumber, b: ExactNumber): Fixed;
/** -1 where `a < b`, 0 where they are equal, 1 where `a > b`. */
export declare function compare(a: ExactNumber, b: ExactNumber): -1 | 0 | 1;
/** `number < 0`. */
export declare function isNegative(number: ExactNumber): boolean;
/** `number == 0`. */
export declare function isZero(number: ExactNumber): boolean;
/** `0 <= number <= 1`. */
export declare function isFraction(number: ExactNumber): boolean;
