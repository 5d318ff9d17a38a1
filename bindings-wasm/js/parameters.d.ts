import { PlimsollError, type ErrorCode, type ErrorName } from "./error.js";
import type { Decimal, NumberLike } from "./fixed.js";

/** A value that moves on a straight line from one place to another, and stays there. Times are in seconds. Immutable. */
export declare class Parameter {
  /** A value that stands still since `at`. */
  constructor(value: NumberLike, at: number);
  /** One that moves between two seconds; at once where they are the same. Errors: InvalidTime where it ends before it starts. */
  static moving(from: NumberLike, to: NumberLike, start: number, end: number): Parameter;
  /** Where it began to move. */
  get from(): Decimal;
  /** Where it comes to rest. */
  get to(): Decimal;
  /** When it was last changed. */
  get start(): number;
  /** When it is where it comes to rest. */
  get end(): number;
  /** The value at a second, rounded down; never beyond either end. Errors: Overflow. */
  atDown(now: number): Decimal;
  /** As `atDown`, rounded up. */
  atUp(now: number): Decimal;
}

/** Bounds, largest relative step up and down, least delay and shortest ramp of one parameter. Immutable. */
export declare class Rule {
  /**
   * A value in `bounds` that rises by at most `rise` and falls by at most `fall` of itself, but may always move by
   * `grain`; `delay` seconds after its last change at the earliest, over a ramp of `ramp` seconds at least. Errors:
   * OutOfBounds where the bounds are crossed, InvalidFactor, InvalidFraction.
   */
  constructor(
    bounds: readonly [least: NumberLike, most: NumberLike],
    rise: NumberLike,
    fall: NumberLike,
    grain: NumberLike,
    delay: number,
    ramp: number,
  );
  get bounds(): readonly Decimal[];
  get rise(): Decimal;
  get fall(): Decimal;
  get grain(): Decimal;
  get delay(): number;
  get ramp(): number;
  /** The least and the most that the value may become by one change from `present`. Errors: Overflow. */
  reach(present: NumberLike): readonly Decimal[];
  /**
   * The parameter on its way to `value` over `ramp` seconds from `now`. Errors: OutOfBounds, InvalidTime, TooSoon before
   * the delay is over, StepTooLarge beyond `reach` or with a shorter ramp, Overflow.
   */
  change(parameter: Parameter, value: NumberLike, ramp: number, now: number): Parameter;
}

/** What a market's parameters are called. */
export type Name =
  | "initial_asset"
  | "maintenance_asset"
  | "maintenance_liability"
  | "initial_liability"
  | "liquidation_bonus"
  | "insurance_fee"
  | "deposit_cap"
  | "borrow_cap";

/** Every name, in the order in which a contract stores them. */
export declare const NAMES: readonly Name[];

/** One value that a proposal changes. */
export interface Change {
  readonly name: Name;
  readonly value: NumberLike;
}

/** Why a set of parameters is refused. */
export declare class Refusal extends PlimsollError {
  constructor(code: (typeof ErrorCode)[ErrorName], message?: string, names?: readonly Name[]);
  /**
   * The parameter that broke its rule; of two in the wrong order, first the one that must not be above the other; none
   * for a proposal made for another version.
   */
  get names(): readonly Name[];
}

/** The governed parameters of a market, and how often they have been changed. Immutable. */
export declare class Parameters {
  /**
   * Version 0, standing still since `at`: `0 <= initial_asset <= maintenance_asset <= 1 <= maintenance_liability <=
   * initial_liability`, a bonus and a fee of at least 0 with `(1 + bonus + fee) * maintenance_asset <=
   * maintenance_liability`, and both caps above 0. Errors: a `Refusal`.
   */
  constructor(values: Readonly<Record<Name, NumberLike>>, at: number);
  /** A set that existed before, checked for every second from `now` on. Errors: a `Refusal`. */
  static fromStored(version: number, values: Readonly<Record<Name, Parameter>>, now: number): Parameters;
  /** How many proposals have been accepted. */
  get version(): number;
  /** One of them, with where it goes. */
  get(name: Name): Parameter;
  /**
   * A parameter at a second: liability weights rounded up, everything else down; an initial weight is never looser
   * than the maintenance one. Errors: Overflow.
   */
  at(name: Name, now: number): Decimal;
  /**
   * The next version: some values on their way to others over `ramp` seconds, the rest as they were. Errors: a `Refusal`
   * where the proposal was made for another version, a change breaks its rule, or at some second from `now` on the set
   * would not be valid; this set stays as it is.
   */
  propose(
    rules: Readonly<Record<Name, Rule>>,
    version: number,
    changes: readonly Change[],
    ramp: number,
    now: number,
  ): Parameters;
}
