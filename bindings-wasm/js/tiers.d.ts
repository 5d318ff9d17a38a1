import type { Decimal, NumberLike } from "./fixed.js";

/** A rung without its deduction. */
export interface Rate {
  /** Notional from which it applies, in units of the settlement asset; read down. */
  readonly floor: NumberLike;
  /** Margin on each unit of notional above the floor, in `[0, 1]`; read up. */
  readonly rate: NumberLike;
}

/** A rung as an argument. */
export interface Rung extends Rate {
  /** What the rungs below require less than this rate would; read down. */
  readonly deduction: NumberLike;
}

/** A rung as a result. */
export interface Tier {
  readonly floor: Decimal;
  readonly rate: Decimal;
  readonly deduction: Decimal;
}

/** A marginal ladder: floors that rise from 0, rates that do not fall. Immutable. */
export declare class Tiers {
  /** Rungs with the deductions that `fromRates` gives, to the bit. Errors: InvalidTiers, Overflow. */
  constructor(rungs: readonly Rung[]);
  /** No ladder: the requirement is zero. */
  static none(): Tiers;
  /**
   * `deduction = deduction below + floor * (rate - rate below)`, rounded down. Errors: InvalidTiers,
   * Overflow.
   */
  static fromRates(rungs: readonly Rate[]): Tiers;
  /**
   * A venue's table of `rate * notional - deduction`; deductions within `tolerance` (read up) of the
   * recurrence are replaced by it. Errors: InvalidTiers, Overflow.
   */
  static fromTable(rungs: readonly Rung[], tolerance: NumberLike): Tiers;
  /** The rungs, lowest first. */
  get rungs(): Tier[];
  /**
   * `rate * notional - deduction` of the last rung whose floor is not above `notional` (read up),
   * rounded up, in units of the settlement asset. Errors: InvalidQuantity where negative, Overflow.
   */
  requirement(notional: NumberLike): Decimal;
}
