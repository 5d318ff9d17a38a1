// Read by tsc alone, as types.ts, for the entries of living risk.
import { Bound, Price, Weights, readNearest } from "plimsoll";
import { Depth, Interval, Pool, Ranges, StableSwap, averageSale, largestSale, price, sqrt } from "plimsoll/exit";
import type { Level, Venue } from "plimsoll/exit";
import {
  Age, Band, Confidence, Exponential, Feed, Pace, Reading, Remote, Stable, Sum, TimeWeighted, agreement, hull, median, widen,
} from "plimsoll/oracle";
import type { Standing } from "plimsoll/oracle";
import * as risk from "plimsoll/risk";
import { Ewma, Garch, Offset, Parameter, Parameters, Policy, Refusal, Rule, Steady, correlation, liquidity, volatility } from "plimsoll/risk";
import type { Change, Name } from "plimsoll/risk";
import { Boost, Profile, Quota, Scope, Slices, profile, scaled, size } from "plimsoll/weights";
import type { Access } from "plimsoll/weights";

const same: <T>(value: T) => T = (value) => value;

const feed = new Feed({ confidence: new Confidence("2.12", "0.05", "0.1"), age: new Age(10, 60, 2, "0.0001") });
const ether: Price = feed.price(new Reading("1800", "1.2", 1700000000), 1700000020);
const joined: Price[] = [hull([ether], 1), median([ether, ether], 2), agreement([ether], "0.01", 1), widen(ether, "0.1")];
const admitted: Price = new Band("0.1", "0.001").admit(Price.unknown(), 5, ether);
const last: Standing = new TimeWeighted(ether, 5).observe(admitted, 6).last();
const sum: Sum = new TimeWeighted(ether, 5).sum(7);
const averages: Price[] = [sum.average(new Sum({ low: 0n, high: 0n, at: 5 })), new Exponential(60, ether, 5).average(9)];
const stable = new Stable(new Pace("0.0003", "0.06", 3600, 600), 24, 1800n, last.at).observe(ether, 90);
const delay: string = stable.delay();
const away: Price = new Remote(3n, "0.04", 86400, 900, 3600).price(ether, 5, 9, [new Quota(5n, 7n)]);

const levels: Level[] = [{ price: "1799", size: 5n }];
const venues: Venue[] = [
  new Pool(1n, "1800", "0.003"),
  new Ranges(sqrt(1800n).low, [{ lower: 40n, upper: 45n, liquidity: 1000n }], "0.003"),
  new StableSwap([100n, 100n, 90n], [0, 1], 100n, 0n),
  new Depth(levels, [], "0.0005"),
];
const fetched: string[] = venues.map((venue) => averageSale(1n, venue));
const exits: Price[] = venues.map((venue) => price(ether, "-1", venue));
const largest: string = largestSale(ether, "0.01", 100n, "0.5", venues[0]!).kind;
const bids: readonly Level<string>[] = new Depth(levels, [], 0n).bids;

const access: Access = "reduce_only";
same<void>(profile.admit(access, 5n, "4"));
same<void>(profile.admitDebts(["open", "isolated"]));
same<void>(new Scope({ market: 1, settlement: 2 }).admit(1));
const market: number | null = Scope.cross().market;
const one = Weights.one();
const effective: readonly Weights[] = new Profile({ class: 7, access, weights: [one, one, one] }).effective([
  [new Boost(7, ["0.9", "0.95", 1n])],
]);
const bound: Bound = scaled(one, new Quota(1n, 2n), new Quota(1n, 0n)).apply(away);
const ladder: Slices = new Slices(Slices.fromRatios([{ floor: 0n, ratio: "0.9" }]).slices);
const fractions: string[] = [
  ladder.weight(5n), size.squareRootUp("0.05", "0.001", 100n), size.linearHaircutUp(["0.1", "0.5"], 1n, 5n, 100n),
  size.openInterestUp("0.05", [1n, "2.5"], 2n),
];

const ewma: Ewma = new Ewma("0.94", 0n).update("0.02").observeOver("0.0004", "1.5");
const long: string = new Garch("0.00001", "0.1", "0.85").longRun();
const tail = volatility.filtered(["0.01", "-0.02"], ewma, new Interval(1n, 3n));
const losses: string[] = [volatility.quantile(tail.returns, "0.99"), tail.estimate.sigma(), volatility.parkinson(new Interval(9n, 10n))];
const matrix: readonly string[] = correlation.update([0n, 0n, 0n, 0n], ["0.01", "0.02"], "0.94");
const rho: Interval = correlation.correlation(matrix, 2, 0, 1);
const together: string = new Offset(0n, "0.5", "0.1").margin(5n, "-4", rho);
const moved: string = liquidity.impact(1n, "0.04", 5n, 100n);
const steady: string = new Steady(new Policy(["0.9", "0.99"], "0.5", 2n, 3n, "0.02", ["0.1", "0.02"])).observe("0.05").margin;

const name: Name = "initial_asset";
const change: Change = { name, value: "0.81" };
const rule = new Rule([0n, 1n], "0.1", "0.1", "0.01", 86400, 604800);
const rules = Object.fromEntries(risk.NAMES.map((each) => [each, rule])) as Record<Name, Rule>;
const set = new Parameters({
  initial_asset: "0.8", maintenance_asset: "0.9", maintenance_liability: "1.1", initial_liability: "1.2",
  liquidation_bonus: "0.05", insurance_fee: "0.01", deposit_cap: 1000n, borrow_cap: 100n,
}, 5);
const next: Parameters = set.propose(rules, set.version, [change], 604800, 90000);
const where: Parameter = next.get("deposit_cap");
const about = (error: unknown): readonly Name[] => (error instanceof Refusal ? error.names : []);

// @ts-expect-error a parameter that there is not
set.get("bonus");
// @ts-expect-error a set names every value
new Parameters({ initial_asset: "0.8" }, 5);
// @ts-expect-error a JavaScript number is no price
new Reading(1800, 1n, 5);
// @ts-expect-error seconds are JavaScript numbers
new Reading(1800n, 1n, 5n);
// @ts-expect-error a price is no venue
averageSale(1n, ether);
// @ts-expect-error values are immutable
ewma.variance = "0";
// @ts-expect-error no such access
profile.admit("closed", 1n, 0n);
// @ts-expect-error a matrix is numbers
correlation.sigma([[1n]], [1n]);

export const all = [
  joined, averages, delay, fetched, exits, largest, bids, market, effective, bound, fractions, long, losses, together, moved,
  steady, where, about, readNearest("1"),
];
