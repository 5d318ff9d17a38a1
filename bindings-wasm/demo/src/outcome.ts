// What a stress says, by the names of docs/book.md.
import type { Decimal, Status } from "./report.js";

export interface Total {
  readonly equity: Decimal;
  readonly deficit: Decimal;
  readonly accounts: number;
  readonly liquidatable: number;
  readonly insolvent: number;
}
export interface Moment {
  readonly status: Status;
  readonly equity: Decimal;
  readonly maintenance: Decimal;
}
export interface Moments {
  readonly before: Moment;
  readonly shocked: Moment;
  readonly after: Moment;
  readonly not_closed?: string;
}
export type Units = Readonly<Record<string, Decimal>>;

/** A step has its account, its action and what the action says. */
export type Step = { readonly account: string; readonly action: string; readonly reason?: string } & Readonly<
  Record<string, string | Units>
>;

export interface Stress {
  readonly shocks: Readonly<Record<string, Decimal>>;
  readonly totals: { readonly before: Total; readonly shocked: Total; readonly after: Total };
  readonly accounts: Readonly<Record<string, Moments>>;
  readonly steps: readonly Step[];
  readonly liquidators: { readonly earned: Decimal; readonly units: Units };
  readonly insurance: { readonly before: Decimal; readonly received: Decimal; readonly paid: Decimal; readonly after: Decimal; readonly units: Units };
  readonly protocol: { readonly earned: Decimal; readonly units: Units };
  readonly socialised: { readonly lost: Decimal; readonly units: Units; readonly deposit_index: Units };
  readonly sum: Units;
}
