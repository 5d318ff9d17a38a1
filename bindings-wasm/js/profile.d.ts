import type { Weights } from "./bound.js";
import type { Decimal, NumberLike } from "./fixed.js";

/**
 * What a market may be used for: everything; only to make positions smaller; or `"isolated"`: it is no collateral,
 * and who owes it owes nothing else.
 */
export type Access = "open" | "reduce_only" | "isolated";

/** Whether a position may go from one signed quantity to another. Errors: NotAdmitted where a reduce-only one grows or turns. */
export declare function admit(access: Access, before: NumberLike, after: NumberLike): void;

/** The accesses of everything that an account owes. Errors: NotAdmitted where an isolated debt stands beside another. */
export declare function admitDebts(debts: readonly Access[]): void;

/** Which markets a sub-account may hold. Immutable. */
export declare class Scope {
  /** One market and what it settles in, by the caller's numbers. */
  constructor(parts: { readonly market: number; readonly settlement: number });
  /** All of them: cross margin. */
  static cross(): Scope;
  /** The market; null for all. */
  get market(): number | null;
  /** What it settles in; null for all. */
  get settlement(): number | null;
  /** Errors: NotAdmitted for a market that the sub-account may not hold. */
  admit(held: number): void;
}

/** What a debt grants to collateral of one class: its asset weight at each level. Immutable. */
export declare class Boost {
  /** A class (at most 65535), and the weights at initial, maintenance and equity. Errors: InvalidWeights unless each lies in `[0, 1]`, and none above that of the next level. */
  constructor(type: number, assets: readonly [NumberLike, NumberLike, NumberLike]);
  get class(): number;
  get assets(): readonly Decimal[];
}

/** A market's risk class, access and weights at each level. Immutable. */
export declare class Profile {
  constructor(parts: {
    /** At most 65535. */
    readonly class: number;
    readonly access: Access;
    /** At initial, maintenance and equity. */
    readonly weights: readonly [Weights, Weights, Weights];
  });
  get class(): number;
  get access(): Access;
  get weights(): readonly Weights[];
  /**
   * The weights in an account whose debts grant these boosts, one list a debt: only where every debt names the class
   * does a boost apply, the smallest of them, and only upwards. A market that is reduce-only then counts nothing as
   * collateral at the first level, an isolated one at every level but the last.
   */
  effective(debts: readonly (readonly Boost[])[]): readonly Weights[];
}
