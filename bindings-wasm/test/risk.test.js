// What living risk promises beyond the vectors: values that stay as they are, how arguments are read, what is refused
// and how.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Price, Weights, readNearest } from "plimsoll";
import * as e from "plimsoll/exit";
import * as methods from "plimsoll/methods";
import * as o from "plimsoll/oracle";
import * as r from "plimsoll/risk";
import * as w from "plimsoll/weights";

const bits = (text) => readNearest(text).bits;
const refused = (name, code, message) => (error) => {
  assert.ok(error instanceof r.PlimsollError, String(error));
  assert.deepEqual([error.name, error.code], [name, code]);
  assert.match(error.message, message);
  return true;
};
const [ether, later] = [new Price("1795.5", "1804.5"), new Price("1900", "1910")];
const values = {
  initial_asset: "0.8", maintenance_asset: "0.9", maintenance_liability: "1.1", initial_liability: "1.2",
  liquidation_bonus: "0.05", insurance_fee: "0.01", deposit_cap: "1000", borrow_cap: "100",
};
const DAY = 86400;
const rule = new r.Rule([0n, 1000n], "0.1", "0.1", "0.01", DAY, 7 * DAY);
const rules = Object.fromEntries(r.NAMES.map((name) => [name, rule]));
const set = new r.Parameters(values, 0);

test("an observation makes the next value and leaves the one before", () => {
  const pace = new o.Pace("0.0003", "0.06", 3600, 600);
  const before = [new o.TimeWeighted(ether, 100), new o.Exponential(60, ether, 100), new o.Stable(pace, 24, "1800", 100)];
  for (const one of before) {
    const shown = () => [one.last().at, one.last().price.low, (one.sum ?? one.average ?? one.price).call(one, 100).low];
    const [was, next] = [shown(), one.observe(later, 160)];
    assert.deepEqual(shown(), was);
    assert.ok(Object.isFrozen(next.last()) && next instanceof one.constructor);
    assert.deepEqual([next.last().at, next.last().price.low], [160, "1900"]);
    assert.throws(() => next.observe(ether, 159), refused("InvalidTime", 23, /^\w+\.observe: /));
    assert.throws(() => next.observe(Price.unknown(), 161), refused("UnknownPrice", 14, /^\w+\.observe: /));
  }
  const ewma = new r.Ewma("0.94", "0.0004");
  assert.notEqual(ewma.update("0.05").variance, ewma.variance);
  assert.equal(ewma.variance, new r.Ewma("0.94", "0.0004").variance);
});

test("a flat price stays flat, however long the memory and the steps", () => {
  for (const delays of [1, 2, 24, 1000]) {
    const flat = Price.exact("1800.25");
    let stable = new o.Stable(new o.Pace("0.0003", "0.06", 60, 600), delays, "1800.25", 0);
    for (const at of [1, 59, 61, 3600, 100_000]) stable = stable.observe(flat, at);
    assert.deepEqual([stable.delay(), stable.price(200_000).low], ["1800.25", "1800.25"]);
  }
  assert.throws(() => new o.Stable(new o.Pace(0n, 0n, 1, 1), 0, 1n, 0), refused("InvalidLength", 24, /^Stable: /));
  assert.throws(() => new o.Stable(new o.Pace(0n, 0n, 1, 1), 65537, 1n, 0), { name: "RangeError", message: /^Stable: delays: / });
});

test("a feed: old is wider, too old is unknown, none of several is an error", () => {
  const feed = new o.Feed({ confidence: new o.Confidence("2.12", "0.05", "0.1"), age: new o.Age(10, 60, 2, "0.001") });
  const reading = new o.Reading("1800", "1", 1000);
  const [fresh, old, gone] = [1005, 1030, 1061].map((now) => feed.price(reading, now));
  assert.ok(old.contains(fresh) && old.low < fresh.low);
  assert.equal(gone.isKnown, false);
  assert.deepEqual([feed.confidence.cap, feed.age.limit, feed.age.since(1001, 1000)], ["0.05", 60, 0]);
  assert.throws(() => feed.price(reading, 990), refused("InvalidTime", 23, /^Feed\.price: /));
  const sources = [ether, later, Price.unknown()];
  assert.equal(o.hull(sources, 2).high, "1910");
  assert.equal(o.median(sources, 3).isKnown, false);
  assert.equal(sources[0], ether);
  assert.ok(o.widen(ether, "0.01").contains(ether));
  const quotas = [new o.Quota(100n, 200n), new o.Quota(100n, 50n)];
  const away = new o.Remote(3n, "0.04", DAY, 900, 3600).price(ether, 1000, 1100, quotas);
  assert.ok(away.low < 900 && away.high > 1804.5);
  assert.throws(() => new o.Remote(3n, "0.04", 0, 1, 1), refused("InvalidTime", 23, /^Remote: /));
});

test("a pool, its ranges and its book fetch alike where they are deep", () => {
  const root = e.sqrt("1800").low;
  const reserves = [10n ** 6n, 1800n * 10n ** 6n];
  const venues = [
    new e.Pool(...reserves, "0.003"),
    new e.Ranges(root, [{ lower: 1n, upper: 1000n, liquidity: "42426406.871192851464" }], "0.003"),
    new e.Depth([{ price: "1800", size: 100n }], [{ price: "1800", size: 100n }], "0.003"),
  ];
  for (const venue of venues) {
    assert.equal(Math.round(Number(venue.proceeds(1n))), 1795);
    assert.equal(Math.round(Number(venue.cost(1n))), 1805);
    const left = e.price(Price.exact(1800n), 1n, venue);
    assert.ok(left.low === e.averageSale(1n, venue) && left.high === "1800");
    assert.equal(e.largestSale(Price.exact(1800n), "0.5", 50n, "0.5", venue).kind, "never");
    assert.throws(() => venue.proceeds("-1"), refused("InvalidQuantity", 9, /^\w+\.proceeds: /));
  }
  const [, , depth] = venues;
  assert.deepEqual(depth.bids, [{ price: "1800", size: "100" }]);
  assert.deepEqual(depth.asks, depth.bids);
  assert.throws(() => depth.cost(101n), refused("AboveCapacity", 16, /^Depth\.cost: /));
  assert.throws(() => e.price(ether, "-101", depth), refused("AboveCapacity", 16, /^price: /));
  assert.throws(() => e.averageSale(0n, depth), refused("DivisionByZero", 2, /^averageSale: /));
  assert.throws(() => new e.Depth([], [{ price: 0n, size: 1n }], 0n), refused("InvalidPool", 25, /^Depth: /));
  assert.throws(() => new e.Depth([{ price: 1n }], [], 0n), { name: "TypeError", message: /^Depth: bids\[0\]\.size: / });
  assert.throws(() => new e.StableSwap([1n, 1n], [0, 2], 100n, 0n), refused("UnknownMarket", 12, /^StableSwap: /));
  assert.throws(() => new e.StableSwap([1n, 1n], [0], 100n, 0n), { name: "TypeError", message: /^StableSwap: places: / });
  assert.throws(() => new e.Pool(1n, 1n, "1"), refused("InvalidFraction", 8, /^Pool: /));
  assert.throws(() => e.averageSale(1n, { proceeds: () => 1n }), { name: "TypeError", message: /^averageSale: venue: expected a Pool/ });
});

test("weights follow the market, the size and the class", () => {
  const weights = new Weights("0.75", "1.25");
  const half = w.scaled(weights, new w.Quota(50n, 100n), new w.Quota(50n, 100n));
  assert.deepEqual([half.asset, half.liability], ["0.375", "2.5"]);
  assert.throws(() => w.scaled(weights, new w.Quota(0n, 1n), new w.Quota(0n, 1n)), refused("DivisionByZero", 2, /^scaled: /));
  const ladder = w.Slices.fromRatios([{ floor: 0n, ratio: "0.95" }, { floor: 100n, ratio: "0.5" }, { floor: 200n, ratio: 0n }]);
  assert.deepEqual(new w.Slices(ladder.slices).slices, ladder.slices);
  assert.equal(ladder.counts(200n), ladder.counts(5000n));
  assert.throws(() => w.Slices.fromRatios([{ floor: 1n, ratio: 1n }]), refused("InvalidTiers", 7, /^Slices\.fromRatios: /));
  assert.throws(() => w.size.openInterestUp("0.05", [2n, 1n], 1n), refused("InvalidRamp", 15, /^size\.openInterestUp: /));
  assert.throws(() => w.size.linearHaircutUp([0n], 1n, 1n, 1n), { name: "TypeError", message: /^size\.linearHaircutUp: bounds: / });
  assert.throws(() => w.size.squareRootUp("0.05", 0.1, 1n), { name: "TypeError", message: /^size\.squareRootUp: factor: .*fromFloat/ });

  const all = [weights, weights, Weights.one()];
  const staked = new w.Profile({ class: 7, access: "open", weights: all });
  const boost = (type) => new w.Boost(type, ["0.93", "0.95", "1"]);
  assert.deepEqual(staked.effective([[boost(7)], [boost(3), boost(7)]]).map((level) => level.asset), [boost(7).assets[0], boost(7).assets[1], "1"]);
  assert.equal(staked.effective([[boost(7)], []])[0].asset, weights.asset);
  assert.deepEqual([staked.class, staked.access, staked.weights[2].asset], [7, "open", "1"]);
  assert.throws(() => w.profile.admit("reduce_only", 1n, 2n), refused("NotAdmitted", 31, /^profile\.admit: /));
  assert.throws(() => w.profile.admitDebts(["open", "isolated"]), refused("NotAdmitted", 31, /^profile\.admitDebts: /));
  assert.equal(w.profile.admitDebts(["isolated"]), undefined);
  const scope = new w.Scope({ market: 4, settlement: 0 });
  assert.deepEqual([scope.market, scope.settlement, w.Scope.cross().market], [4, 0, null]);
  assert.throws(() => scope.admit(1), refused("NotAdmitted", 31, /^Scope\.admit: /));
  assert.throws(() => new w.Boost(65536, [0n, 0n, 0n]), { name: "RangeError", message: /^Boost: class: / });
  assert.throws(() => new w.Boost(1, [0n, 0n, "1.1"]), refused("InvalidWeights", 6, /^Boost: /));
  assert.throws(() => new w.Profile({ class: 1, access: "shut", weights: all }), { name: "TypeError", message: /^Profile: access: / });
  assert.throws(() => staked.effective([boost(7)]), { name: "TypeError", message: /^Profile\.effective: debts\[0\]: / });
});

test("estimates, their lists and their matrices", () => {
  const returns = ["0.01", "-0.03", "0.02"];
  const { returns: scaled, estimate } = r.volatility.filtered(returns, new r.Ewma("0.94", "0.0001"), new r.Interval(1n, 3n));
  assert.ok(Object.isFrozen(scaled) && scaled.length === 3);
  assert.equal(returns[1], "-0.03");
  assert.ok(bits(r.volatility.expectedShortfall(scaled, "0.5")) >= bits(r.volatility.quantile(scaled, "0.5")));
  assert.equal(bits(estimate.sigma()), bits(r.volatility.marginFraction(1n, estimate.sigma(), 1n)));
  const matrix = r.correlation.update(["0", "0", "0", "0"], ["0.01", "0.01"], "0.94");
  assert.equal(matrix[1], matrix[2]);
  const rho = r.correlation.correlation(matrix, 2, 0, 1);
  assert.ok(rho.high <= "1" && rho.low > "0.999");
  assert.equal(new r.Offset(0n, "0.5", "0.1").opposite(rho), "0.5");
  assert.throws(() => r.correlation.update([0n], [0n, 0n], "0.94"), refused("InvalidLength", 24, /^correlation\.update: /));
  assert.throws(() => r.correlation.correlation(matrix, 2, 0, 2), refused("UnknownMarket", 12, /^correlation\.correlation: /));
  assert.throws(() => r.volatility.quantile([], "0.99"), refused("InvalidLength", 24, /^volatility\.quantile: /));
  assert.throws(() => r.volatility.quantile(["x"], "0.99"), refused("InvalidNumber", 3, /^volatility\.quantile: returns\[0\]: /));
  assert.throws(() => new r.Ewma("1.1", 0n), refused("InvalidFraction", 8, /^Ewma: /));
  assert.throws(() => new r.Garch(0n, "0.5", "0.5"), refused("InvalidFactor", 21, /^Garch: /));
  assert.throws(() => new r.Garch(0n, 0n, 0n).forecast(1n, 1.5), { name: "RangeError", message: /^Garch\.forecast: periods: / });
  assert.throws(() => r.liquidity.impact(1n, 1n, 1n, 0n), refused("DivisionByZero", 2, /^liquidity\.impact: /));
  const policy = new r.Policy(["0.9", "0.99"], "0.5", 2n, 3n, "0.02", ["0.1", "0.02"]);
  const steady = ["0.01", "-0.2", "0"].reduce((it, one) => it.observe(one), new r.Steady(policy));
  const again = r.Steady.fromStored(steady.policy, steady.variances, steady.periods, steady.margin);
  assert.deepEqual([again.margin, again.variances, again.periods], [steady.margin, steady.variances, 3]);
  assert.equal(again.observe("0.3").margin, steady.observe("0.3").margin);
  assert.throws(() => r.Steady.fromStored(policy, [0n, 0n], 0, 0n), refused("InvalidFactor", 21, /^Steady\.fromStored: /));
  assert.throws(() => new r.Policy(["0.9"], 0n, 0n, 0n, 0n, [0n, 0n]), { name: "TypeError", message: /^Policy: lambda: / });
});

test("a proposal is ramped, and a refused one says which parameters it is about", () => {
  const next = set.propose(rules, 0, [{ name: "initial_asset", value: "0.85" }], 7 * DAY, DAY);
  assert.deepEqual([set.version, next.version, set.get("initial_asset").end], [0, 1, 0]);
  const moving = next.get("initial_asset");
  assert.deepEqual([moving.from, moving.to, moving.start, moving.end].map(String), ["0.8", "0.85", String(DAY), String(8 * DAY)]);
  assert.ok(next.at("initial_asset", 2 * DAY) > "0.8" && next.at("initial_asset", 2 * DAY) < "0.85");
  const stored = Object.fromEntries(r.NAMES.map((name) => [name, next.get(name)]));
  assert.equal(r.Parameters.fromStored(1, stored, DAY).at("initial_asset", 3 * DAY), next.at("initial_asset", 3 * DAY));

  const about = (names, name, code, run, message) => assert.throws(run, (error) => {
    assert.ok(error instanceof r.Refusal && Object.isFrozen(error.names));
    assert.deepEqual(error.names, names);
    return refused(name, code, message)(error);
  });
  const propose = (changes, ramp = 7 * DAY, now = DAY, version = 0) => () => set.propose(rules, version, changes, ramp, now);
  about([], "WrongVersion", 30, propose([], DAY, DAY, 1), /^Parameters\.propose: a proposal/);
  const low = [{ name: "deposit_cap", value: "899" }];
  about(["deposit_cap"], "StepTooLarge", 28, propose(low), /^Parameters\.propose: deposit_cap: /);
  about(["deposit_cap"], "TooSoon", 29, propose(low, 7 * DAY, 5), /^Parameters\.propose: deposit_cap: /);
  about(["deposit_cap"], "OutOfBounds", 27, propose([{ name: "deposit_cap", value: "1001" }]), /deposit_cap/);
  about(["borrow_cap"], "InvalidParameters", 26, propose([{ name: "borrow_cap", value: 99n }, { name: "borrow_cap", value: 99n }]), /borrow_cap/);
  const tight = [{ name: "maintenance_asset", value: "0.82" }, { name: "initial_asset", value: "0.83" }];
  about(["initial_asset", "maintenance_asset"], "InvalidParameters", 26, propose(tight), /^Parameters\.propose: initial_asset, maintenance_asset: /);
  about(["deposit_cap"], "InvalidParameters", 26, () => new r.Parameters({ ...values, deposit_cap: 0n }, 0), /^Parameters: deposit_cap: /);
  assert.equal(set.get("deposit_cap").to, "1000");
  assert.throws(() => rule.change(new r.Parameter("1", 0), "1.2", 7 * DAY, DAY), refused("StepTooLarge", 28, /^Rule\.change: /));
  assert.throws(propose([{ name: "cap", value: 1n }]), { name: "TypeError", message: /^Parameters\.propose: changes\[0\]\.name: / });
  assert.throws(() => set.propose({ ...rules, borrow_cap: 5 }, 0, [], DAY, DAY), { name: "TypeError", message: /^Parameters\.propose: rules\.borrow_cap: expected a Rule/ });
  assert.throws(() => new r.Parameters({ ...values, borrow_cap: undefined }, 0), { name: "TypeError", message: /^Parameters: values\.borrow_cap: / });
  assert.throws(() => new r.Refusal(26, "x", ["nothing"]), { name: "TypeError", message: /^Refusal: names: / });
});

test("the four entries share one module and its classes, and objects pass between all entries", () => {
  assert.ok(o.Quota === w.Quota && w.Quota === r.Quota && e.Interval === r.Interval && r.Interval === methods.Interval);
  assert.notEqual(o.Confidence, methods.Confidence);
  assert.throws(() => new o.Feed({ confidence: new methods.Confidence("0.5", "0.1"), age: new o.Age(1, 1, 1, 0n) }), { name: "TypeError", message: /^Feed: confidence: / });
  assert.equal(new r.Offset(0n, "0.5", 0n).alike(methods.sqrt("0.25")), "0.5");
});
