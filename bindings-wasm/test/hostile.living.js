// What hostile.js calls the entries of living risk with.
/** Objects of the entries of living risk, by their kinds. */
export function living(p) {
  const price = new p.Price("0.9", "1.1");
  const [reading, confidence] = [new p.Reading(1n, "0.1", 100), new p.Confidence("2.12", "0.05", "0.5")];
  const [age, band, quota] = [new p.Age(10, 60, 2, "0.001"), new p.Band("0.1", "0.01"), new p.Quota(100n, 200n)];
  const feed = new p.Feed({ confidence, age });
  const [twap, ema] = [new p.TimeWeighted(price, 5), new p.Exponential(60, price, 5).observe(price, 6)];
  const pace = new p.Pace("0.0003", "0.06", 60, 600);
  const [stable, remote] = [new p.Stable(pace, 3, 1n, 5).observe(price, 200), new p.Remote(3n, "0.04", 86400, 900, 3600)];
  const sums = [twap.sum(5), twap.sum(7), new p.Sum({ low: p.Fixed.MAX, high: p.Fixed.MIN, at: 3 })];
  const level = { price: 1n, size: 10n };
  const venues = [
    new p.Pool(100n, 100n, "0.003"),
    new p.Ranges(1n, [{ lower: "0.5", upper: 2n, liquidity: 100n }], 0n),
    new p.StableSwap([100n, 90n, 80n], [0, 1], 100n, "0.0004"),
    new p.Depth([level, { price: "0.5", size: p.Fixed.MAX }], [level], "0.001"),
  ];
  const slices = p.Slices.fromRatios([{ floor: 0n, ratio: "0.9" }, { floor: 10n, ratio: 0n }]);
  const boosts = [new p.Boost(7, ["0.9", "0.95", 1n])];
  const weights = [p.Weights.one(), p.Weights.one(), p.Weights.one()];
  const profile = new p.Profile({ class: 7, access: "reduce_only", weights });
  const scopes = [p.Scope.cross(), new p.Scope({ market: 1, settlement: 2 })];
  const [ewma, garch, offset] = [new p.Ewma("0.94", "0.0004"), new p.Garch("0.1", "0.1", "0.8"), new p.Offset(0n, "0.5", "0.1")];
  const policy = new p.Policy(["0.9", "0.99"], "0.5", 2n, 3n, "0.02", ["0.1", "0.02"]);
  const steady = new p.Steady(policy).observe("0.1");
  const [interval, matrix] = [new p.Interval("0.9", "1.1"), [1n, "0.5", "0.5", 1n]];
  const parameters = [new p.Parameter(1n, 5), p.Parameter.moving(0n, p.Fixed.MAX, 5, 2 ** 53 - 1)];
  const rule = new p.Rule([0n, 1000n], "0.1", "0.1", "0.01", 5, 10);
  const values = {
    initial_asset: "0.8", maintenance_asset: "0.9", maintenance_liability: "1.1", initial_liability: "1.2",
    liquidation_bonus: "0.05", insurance_fee: "0.01", deposit_cap: 900n, borrow_cap: 100n,
  };
  const rules = Object.fromEntries(p.NAMES.map((name) => [name, rule]));
  const set = new p.Parameters(values, 5);
  const changes = [{ name: "borrow_cap", value: 105n }];
  const stored = Object.fromEntries(p.NAMES.map((name) => [name, set.get(name)]));
  const refusal = new p.Refusal(26, "refused", ["borrow_cap"]);
  return {
    reading, confidence, age, band, quota, feed, twap, ema, pace, stable, remote, sums, venues, slices, boosts, weights: [weights],
    profile, scopes, ewma, garch, offset, policy, steady, interval, matrix: [matrix], parameters, rule, values, rules, set,
    changes: [changes], stored, refusal, quotas: [[quota]], prices: [[price, price]], pair: [[1n, "1.5"]], names: p.NAMES, open: "open",
  };
}

/** Arguments that get far inside the calls of what is beyond the kernel there. */
export function risks(p, price) {
  const all = living(p);
  const [[pair], [prices], [matrix], [boost]] = [all.pair, all.prices, all.matrix, all.boosts];
  const [pool, ranges, swap, depth] = all.venues;
  const numbers = (...names) => Object.fromEntries(names.map(([name, count]) => [name, Array(count).fill("0.5")]));
  const level = { price: 1n, size: 10n };
  const traded = (name) => ({ [`${name}.proceeds`]: [1n], [`${name}.cost`]: [1n] });
  return {
    widen: [price, "0.1"],
    Reading: [1n, "0.1", 100],
    Confidence: ["2.12", "0.05", "0.5"],
    "Confidence.price": [1n, "0.1"],
    Age: [10, 60, 2, "0.001"],
    "Age.since": [100, 105],
    "Age.price": [price, 100, 105],
    Feed: [{ confidence: all.confidence, age: all.age }],
    "Feed.price": [all.reading, 105],
    hull: [prices, 2],
    median: [prices, 2],
    agreement: [prices, "0.1", 2],
    Band: ["0.1", "0.01"],
    "Band.admit": [price, 5, price],
    Sum: [{ low: 1n, high: 2n, at: 5 }],
    "Sum.average": [all.sums[0]],
    TimeWeighted: [price, 5],
    "TimeWeighted.observe": [price, 7],
    "TimeWeighted.sum": [7],
    Exponential: [60, price, 5],
    "Exponential.observe": [price, 7],
    "Exponential.average": [7],
    Pace: ["0.0003", "0.06", 60, 600],
    Stable: [all.pace, 3, 1n, 5],
    "Stable.observe": [price, 300],
    "Stable.price": [300],
    Remote: [3n, "0.04", 86400, 900, 3600],
    "Remote.price": [price, 5, 9, [all.quota]],
    Quota: [1n, 2n],
    Pool: [100n, 100n, "0.003"],
    Ranges: [1n, [{ lower: "0.5", upper: 2n, liquidity: 100n }], 0n],
    StableSwap: [[100n, 90n], [0, 1], 100n, 0n],
    Depth: [[level], [level], 0n],
    ...["Pool", "Ranges", "StableSwap", "Depth"].reduce((known, name) => ({ ...known, ...traded(name) }), {}),
    averageSale: [1n, pool],
    averagePurchase: [1n, ranges],
    price: [price, "-1", swap],
    largestSale: [price, "0.1", 10n, "0.1", depth],
    largestPurchase: [price, "0.1", 10n, "0.1", pool],
    sqrt: [2n],
    scaled: [p.Weights.one(), all.quota, all.quota],
    ...numbers(
      ["size.squareRootUp", 3], ["size.squareRootDiscountDown", 3], ["size.powerUp", 4], ["size.horizonUp", 3],
      ["size.linearUp", 4], ["volatility.over", 3], ["volatility.marginFraction", 3], ["volatility.floored", 2],
      ["volatility.stressed", 3], ["volatility.buffered", 3], ["volatility.stepped", 4], ["liquidity.impact", 4],
      ["liquidity.closeOutCost", 2], ["liquidity.horizon", 3], ["liquidity.concentration", 4], ["liquidity.adjustedHaircut", 2],
    ),
    "size.linearHaircutUp": [["0.1", "0.5"], 1n, 5n, 100n],
    "size.openInterestUp": ["0.05", [1n, 2n], "1.5"],
    Slices: [all.slices.slices],
    "Slices.fromRatios": [[{ floor: 0n, ratio: "0.9" }]],
    "Slices.counts": [5n],
    "Slices.weight": [5n],
    "profile.admit": ["reduce_only", 5n, 4n],
    "profile.admitDebts": [["open", "reduce_only"]],
    Scope: [{ market: 1, settlement: 2 }],
    "Scope.admit": [1],
    Boost: [7, ["0.9", "0.95", 1n]],
    Profile: [{ class: 7, access: "open", weights: all.weights[0] }],
    "Profile.effective": [[[boost], [boost]]],
    Ewma: ["0.94", "0.0004"],
    "Ewma.updateOver": ["0.02", "1.5"],
    "Ewma.observeOver": ["0.02", "1.5"],
    Garch: ["0.1", "0.1", "0.8"],
    "Garch.next": ["0.1", "0.02"],
    "Garch.forecast": ["0.1", 5],
    "volatility.parkinson": [all.interval],
    "volatility.realised": [[all.interval, all.interval]],
    "volatility.filtered": [["0.01", "-0.02"], all.ewma, all.interval],
    "volatility.quantile": [["0.01", "-0.02"], "0.9"],
    "volatility.expectedShortfall": [["0.01", "-0.02"], "0.9"],
    Policy: [["0.9", "0.99"], "0.5", 2n, 3n, "0.02", ["0.1", "0.02"]],
    Steady: [all.policy],
    "Steady.fromStored": [all.policy, pair, 5, "0.1"],
    Interval: ["0.5", "0.6"],
    "Interval.between": ["0.5", "0.4"],
    "Interval.div": [2n],
    "correlation.update": [matrix, ["0.1", "0.2"], "0.94"],
    "correlation.correlation": [matrix, 2, 0, 1],
    "correlation.sigma": [matrix, [1n, -1n]],
    Offset: [0n, "0.5", "0.1"],
    "Offset.margin": [1n, "-2", all.interval],
    Parameter: [1n, 5],
    "Parameter.moving": [1n, 2n, 5, 9],
    Rule: [[0n, 1000n], "0.1", "0.1", "0.01", 5, 10],
    "Rule.change": [all.parameters[0], "1.05", 10, 20],
    Refusal: [26, "refused", ["borrow_cap"]],
    Parameters: [all.values, 5],
    "Parameters.fromStored": [3, all.stored, 20],
    "Parameters.get": ["deposit_cap"],
    "Parameters.at": ["deposit_cap", 20],
    "Parameters.propose": [all.rules, 0, all.changes[0], 10, 20],
  };
}
