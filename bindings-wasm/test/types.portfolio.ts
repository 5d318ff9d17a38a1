// Read by tsc alone, as types.ts, for the entries `plimsoll/option`, `plimsoll/scenario` and `plimsoll/methods`.
import { Price, Tiers, readNearest } from "plimsoll";
import { crossing as alsoHere } from "plimsoll/liquidation";
import * as option from "plimsoll/option";
import { Contract, Expiry, Forward, Interval, Position, gross, ln, normalDistribution, power, sqrt } from "plimsoll/option";
import type { Greeks, IntervalLike, Right } from "plimsoll/option";
import {
  Confidence, Peg, RiskArray, Scan, Scenario, Shocks, Sides, Skew, VolatilityShock, contingency, crossing, netting,
} from "plimsoll/scenario";
import type { Crossing, Grid, Volatility, Worst } from "plimsoll/scenario";
import { deribit, derive, okx, paradex, span } from "plimsoll/methods";

const same: <T>(value: T) => T = (value) => value;

const right: Right = "put";
const contract = new Contract(right, "60000");
const expiry = new Expiry(86400, "0.05");
const volatility: IntervalLike = readNearest("0.62");
const value: Interval = contract.value("61000.5", volatility, expiry);
const greeks: Greeks = contract.greeks(new Interval("1", 2n), "0.5", Expiry.undiscounted(5));
const implied = contract.impliedVolatility(value, "5", expiry, "0.001");
const forward = new Forward(value, 0n);
const position = new Position({ contract, quantity: "-1", value });
const texts: string[] = [
  value.low, greeks.delta.high, position.mark(), gross([position]), contingency.charge("1", "0.1"),
  new Confidence("0.5", "0.1").charge("0.4", 5n), new Peg("0.98", 5n).loss("0.97"),
];
const intervals: Interval[] = [sqrt(2n), ln("0.5"), power(2n, "0.5"), normalDistribution(0n), forward.shocked("0.9")];
const change: Volatility = "absolute";
const grid: Grid = [new Scenario("0.8", change, "0.5"), new Scenario(1n)];
const shock = new VolatilityShock({ range: [1n, "0.5"], power: ["0.3", "0.1"], floor: 86400, least: 0n });
const shocks = new Shocks(shock, Skew.flat(), expiry);
const array = RiskArray.option(contract, forward, volatility, expiry, shocks, grid);
const scan = new Scan(2);
same<void>(scan.addAll([{ quantity: "-1", unit: array }, { quantity: 1n, unit: RiskArray.linear(new Price(1n, 2n), grid) }]));
const worst: Worst = scan.worstWeighted(grid);
const place: number = worst.scenario;
const found: Crossing = crossing(100n, [50n, "200"], 16, "0.5", (at) => at);
const again: Crossing = alsoHere(100n, [50n, "200"], 16, "0.5", () => 1n);
const { charge, left } = netting.pairCharge(["1", "-2"], [{ first: 0, second: 1, rate: "0.1" }]);
const sides = new Sides();
same<void>(sides.add("-5"));

const both = [1n, "1.25"] as const;
const parameters = new derive.portfolio2.Parameters({
  shock, skew: Skew.flat(), factor: both, long: new derive.LongDiscount("0.95", both),
  short: new derive.ShortDiscount("1.05", both), basis: new derive.Basis("0.1", "0.2"), peg: new Peg("0.98", 5n),
  confidence: new Confidence("0.55", "0.1"), perp: both, option: both,
});
const portfolio = new derive.portfolio2.Portfolio(parameters, grid);
same<void>(portfolio.addOptions(60000n, { expiry, scan, basis: scan, positions: [position], confidence: 1n }));
const margin: derive.Margin = portfolio.initial(1n, "5000");
const driver: number | "basis" = margin.driver;
const risk = new span.ScanRisk(Scan.fromParts(0n, ["1", -2n]));
const required: string = new span.Requirement(risk, {
  intermonth: 0n, delivery: 0n, credit: 0n, written: 1n, minimum: 5n,
}).initial("1.2");
const venue: string = new deribit.Margin(scan, 0n, { rollShock: "1" }).maintenance("0.8");
const okxs: string = new okx.Maintenance({ mr1: 1n }).total() + okx.peg(["1"], [{ first: 0, second: 1, ladder: Tiers.none() }]).charge;
const charged: string = new paradex.Parameters({ netDelta: "0.02", hedgedDelta: "0.01", maintenance: "0.5" }).deltaCharge(sides, 1n);

// @ts-expect-error no such right
new Contract("straddle", 1n);
// @ts-expect-error a JavaScript number is no strike
new Contract("call", 60000);
// @ts-expect-error a price is no interval
contract.value(new Price(1n, 2n), volatility, expiry);
// @ts-expect-error seconds are a number
new Expiry(86400n, "0.05");
// @ts-expect-error no such change
new Scenario(1n, "sideways");
// @ts-expect-error both numbers
new VolatilityShock({ range: [1n], power: both, floor: 1, least: 0n });
// @ts-expect-error a scan is no array of risk
scan.add(1n, scan);
// @ts-expect-error made by a portfolio
new derive.Margin();
// @ts-expect-error not in this entry
option.Scan;
// @ts-expect-error results are read only
greeks.delta = value;

same([implied, texts, intervals, place, found, again, charge, left, driver, required, venue, okxs, charged]);
