import type { Decimal, ExactNumber, NumberLike } from "./fixed.js";

/** An interval as an argument; a number stands for itself, text read down for the low end and up for the high one. */
export type IntervalLike = Interval | NumberLike;

/**
 * What a value is at least and at most, both ends included: the answer of a function that has no exact one, or
 * of one whose inputs are uncertain. Immutable.
 */
export declare class Interval {
  /** `low` is read down, `high` up. Errors: InvalidInterval unless `low <= high`. */
  constructor(low: NumberLike, high: NumberLike);
  /** One value. Text that has no exact binary value becomes the step around it; a `Fixed` stays exact. */
  static exact(value: NumberLike): Interval;
  /** The smallest interval that contains both. */
  static between(a: IntervalLike, b: IntervalLike): Interval;
  get low(): Decimal;
  get high(): Decimal;
  /** Whether the value (read to nearest) lies inside. */
  holds(value: NumberLike): boolean;
  /** The sum, end by end, exact. Errors: Overflow. */
  tryAdd(other: IntervalLike): Interval;
  /** The difference: the low end loses the other's high end. Errors: Overflow. */
  trySub(other: IntervalLike): Interval;
  /** `-high..-low`. Errors: Overflow. */
  tryNeg(): Interval;
  /** The product of any two, rounded outward. Errors: Overflow. */
  mul(other: IntervalLike): Interval;
  /** The quotient by what is above zero, rounded outward. Errors: DivisionByZero, Overflow. */
  div(divisor: IntervalLike): Interval;
}

/** The square root, exact where it is representable, else one step wide. Errors: OutOfDomain below zero. */
export declare function sqrt(number: ExactNumber): Interval;
/** The natural logarithm, at most two steps wide. Errors: OutOfDomain unless the number is above zero. */
export declare function ln(number: ExactNumber): Interval;
/** `e^number`: at most two steps wide up to 0, above it two steps and relative 2^-60. Errors: Overflow. */
export declare function exp(number: ExactNumber): Interval;
/** `base^exponent` for a base of at least zero; `0^0 = 1`. Errors: OutOfDomain, Overflow. */
export declare function power(base: ExactNumber, exponent: ExactNumber): Interval;
/** `e^(-number^2 / 2) / sqrt(2 pi)`, at most two steps wide. */
export declare function normalDensity(number: ExactNumber): Interval;
/** The probability that a standard normal variable is at most `number`, at most two steps wide. */
export declare function normalDistribution(number: ExactNumber): Interval;
