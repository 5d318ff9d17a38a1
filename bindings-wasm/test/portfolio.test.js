// What options, scenarios and margin methods promise beyond the vectors: how arguments are read, what is refused
// and how.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Price as Shared } from "plimsoll";
import { crossing as below } from "plimsoll/liquidation";
import * as m from "plimsoll/methods";
import * as option from "plimsoll/option";
import * as scenario from "plimsoll/scenario";

const bits = (text) => m.readNearest(text).bits;
const refused = (name, code, message) => (error) => {
  assert.ok(error instanceof m.PlimsollError, String(error));
  assert.deepEqual([error.name, error.code], [name, code]);
  assert.match(error.message, message);
  return true;
};

const month = new m.Expiry(30 * m.DAY, "0.05");
const call = new m.Contract("call", 60000n);
const volatility = m.readNearest("0.62");
const shock = new m.VolatilityShock({ range: ["0.45", "0.3"], power: ["0.3", "0.13"], floor: m.DAY, least: 0n });
const shocks = new m.Shocks(shock, m.Skew.flat(), month);
const grid = ["0.8", "0.9", "1", "1.1", "1.2"].flatMap((spot) =>
  ["up", "down"].map((change) => new m.Scenario(m.readNearest(spot), change)));
const array = m.RiskArray.option(call, 60000n, volatility, month, shocks, grid);

test("an option's value is the interval of its inputs, and parity holds", () => {
  const put = new m.Contract("put", 60000n);
  const [owned, owed] = [call, put].map((one) => one.value(61000n, volatility, month));
  const parity = owned.trySub(owed);
  const forward = m.Interval.exact(1000n).mul(month.discount);
  assert.ok(parity.trySub(forward).holds(0n));
  const wide = call.value(new m.Interval(60000n, 61000n), new m.Interval("0.6", "0.7"), month);
  assert.ok(wide.holds(owned.low) && wide.holds(owned.high));
  // Text becomes the step around it, which holds the nearest number.
  const text = call.value("61000", "0.62", month);
  assert.ok(bits(text.low) <= bits(owned.high) && bits(owned.low) <= bits(text.high));
  assert.equal(bits(m.Interval.exact("0.62").high) - bits(m.Interval.exact("0.62").low), 1n);
  assert.equal(m.Interval.exact(volatility).low, m.Interval.exact(volatility).high);
});

test("Greeks, and the volatility that a price implies", () => {
  const greeks = call.greeks(60000n, volatility, month);
  assert.ok(Object.isFrozen(greeks) && greeks.delta.low > "0.5" && greeks.delta.high < "0.55");
  const price = call.value(60000n, volatility, month).high;
  const implied = call.impliedVolatility(60000n, price, month, "0.0001");
  assert.equal(implied.kind, "at");
  assert.ok(Math.abs(Number(implied.value) - 0.62) <= 0.0001);
  assert.throws(() => call.greeks(60000n, 0n, month), refused("OutOfDomain", 17, /^Contract\.greeks: /));
});

test("an account is the sum of its arrays, at once or one by one", () => {
  const [one, many] = [new m.Scan(grid.length), new m.Scan(grid.length)];
  const positions = ["1.5", "-2", "0.1", "-0.3"].map((quantity) => ({ quantity, unit: array }));
  for (const { quantity, unit } of positions) one.add(quantity, unit);
  many.addAll(positions);
  assert.deepEqual([many.mark, many.profits], [one.mark, one.profits]);
  const { profit, scenario: place } = many.worst();
  assert.equal(profit, many.profits[place]);
  const parts = positions.map(({ quantity, unit }) => bits(unit.contribution(quantity, place)));
  assert.equal(parts.reduce((a, b) => a + b), bits(profit));
  // A list of which one is refused adds nothing.
  const short = m.RiskArray.linear(new Shared(1n, 2n), grid.slice(1));
  assert.throws(() => many.addAll([...positions, { quantity: 1n, unit: short }]), refused("InvalidScenario", 19, /^Scan\.addAll: /));
  assert.deepEqual(many.profits, one.profits);
  many.merge(one);
  assert.equal(bits(many.mark), 2n * bits(one.mark));
});

test("text is read in the direction of the parameter", () => {
  const [down, up] = [bits(m.readDown("0.1")), bits(m.readUp("0.1"))];
  const interval = new m.Interval("0.1", "0.1");
  assert.deepEqual([bits(interval.low), bits(interval.high)], [down, up]);
  assert.equal(bits(new m.Scenario("0.1", "up", "0.1").weight), up);
  assert.equal(bits(new m.derive.LongDiscount("0.1", ["0.1", "0.1"]).base), down);
  assert.deepEqual(new m.derive.LongDiscount("0.1", ["0.1", "0.1"]).rate.map(bits), [up, up]);
  assert.equal(bits(new m.Peg("0.1", "0.1").threshold), up);
  assert.throws(() => m.sqrt("0.1"), refused("InvalidNumber", 3, /^sqrt: has no exact binary value/));
  assert.ok(m.sqrt(m.readNearest("0.1")).holds("0.316227766016838"));
});

test("what is refused names the call and the argument", () => {
  assert.throws(() => new m.Contract("call", "-1"), refused("InvalidOption", 22, /^Contract: /));
  assert.throws(() => new m.Contract("CALL", 1n), { name: "TypeError", message: /^Contract: right: expected one of "call", "put"/ });
  assert.throws(() => call.value(1n, "x", month), refused("InvalidNumber", 3, /^Contract\.value: volatility: /));
  assert.throws(() => call.value(1n, 0.5, month), { name: "TypeError", message: /^Contract\.value: volatility: .*fromFloat/ });
  assert.throws(() => call.value("-1", 1n, month), refused("InvalidOption", 22, /^Contract\.value: /));
  assert.throws(() => call.value(1n, 1n, 5), { name: "TypeError", message: /^Contract\.value: expiry: expected a Expiry/ });
  assert.throws(() => new m.Expiry(1.5, 0n), { name: "RangeError", message: /^Expiry: seconds: / });
  assert.throws(() => new m.Expiry("1", 0n), { name: "TypeError", message: /^Expiry: seconds: / });
  assert.throws(() => m.Expiry.discounted(1, 0n), refused("InvalidOption", 22, /^Expiry\.discounted: /));
  assert.throws(() => new m.Interval(2n, 1n), refused("InvalidInterval", 18, /^Interval: /));
  assert.throws(() => new m.Scenario("-1"), refused("InvalidScenario", 19, /^Scenario: /));
  assert.throws(() => new m.Scan(65537), { name: "RangeError", message: /^Scan: scenarios: / });
  assert.throws(() => new m.Scan(0).worst(), refused("InvalidScenario", 19, /^Scan\.worst: /));
  assert.throws(() => m.RiskArray.linear(Shared.unknown(), grid), refused("UnknownPrice", 14, /^RiskArray\.linear: /));
  assert.throws(() => m.RiskArray.inverse([grid[0], 5n]), { name: "TypeError", message: /^RiskArray\.inverse: grid\[1\]: / });
  assert.throws(() => new m.VolatilityShock({ range: [1n], power: [1n, 1n], floor: 1, least: 0n }), {
    name: "TypeError",
    message: /^VolatilityShock: range: expected an array of two numbers/,
  });
  const { derive } = m;
  assert.throws(() => new derive.LongDiscount("1.01", [0n, 0n]), refused("InvalidDiscount", 20, /^LongDiscount: /));
  assert.throws(() => new derive.ShortDiscount("0.99", [0n, 0n]), refused("InvalidDiscount", 20, /^ShortDiscount: /));
  assert.throws(() => new derive.Basis("-1", 0n), refused("InvalidFactor", 21, /^Basis: /));
  assert.throws(() => new derive.Margin(), { name: "TypeError", message: /^Margin: / });
  assert.throws(() => new m.okx.Maintenance({ mr1: 1n, mr4: "x" }), refused("InvalidNumber", 3, /^Maintenance: charges\.mr4: /));
  assert.throws(() => m.deribit.grid(1n), refused("InvalidFraction", 8, /^deribit\.grid: /));
});

test("a portfolio keeps what was put in, and an entry that is refused leaves it", () => {
  const { portfolio2, LongDiscount, ShortDiscount, Basis } = m.derive;
  const both = ["1.25", 1n];
  const parameters = new portfolio2.Parameters({
    shock, skew: m.Skew.flat(), factor: both, long: new LongDiscount("0.95", [1n, 0n]),
    short: new ShortDiscount("1.05", [1n, 0n]), basis: new Basis("0.1", "0.2"), peg: new m.Peg("0.98", 5n),
    confidence: new m.Confidence("0.55", "0.1"), perp: ["0.01", "0.02"], option: ["0.01", "0.02"],
  });
  const portfolio = new portfolio2.Portfolio(parameters, grid);
  const scan = new m.Scan(grid.length);
  scan.add("-2", array);
  const up = m.RiskArray.option(call, 60000n, volatility, month, shocks, [new m.Scenario("0.95"), new m.Scenario("1.05")]);
  const basis = new m.Scan(2);
  basis.add("-2", up);
  const positions = [new m.Position({ contract: call, quantity: "-2", value: call.value(60000n, volatility, month) })];
  portfolio.addOptions(60000n, { expiry: month, scan, basis, positions, confidence: "0.5" });
  portfolio.addPerp(60000n, m.RiskArray.linear(Shared.exact(60000n), grid), 1n, "-10", 1n);
  portfolio.addCollateral(100000n, ["0.01", "0.02"], 1n);
  const before = portfolio.initial(1n, 5000n);
  assert.throws(() => portfolio.addUnderlying("-1", [0n, 0n], 1n), refused("InvalidQuantity", 9, /^Portfolio\.addUnderlying: /));
  assert.throws(() => portfolio.addOptions(1n, { expiry: month, scan: basis, basis, positions, confidence: 1n }), refused("InvalidScenario", 19, /^Portfolio\.addOptions: /));
  assert.throws(() => portfolio.addOptions(1n, { expiry: month, scan, basis, positions, confidence: "2" }), refused("InvalidFraction", 8, /^Portfolio\.addOptions: /));
  assert.throws(() => portfolio.addOptions(1n, { expiry: month, scan, basis, positions: [1n], confidence: 1n }), {
    message: /^Portfolio\.addOptions: options\.positions\[0\]: /,
  });
  const after = portfolio.initial(1n, 5000n);
  const names = ["loss", "perps", "options", "collateral", "confidence", "mark", "cash"];
  assert.deepEqual(names.map((name) => after[name]), names.map((name) => before[name]));
  assert.equal(names.map((name) => bits(after[name])).reduce((a, b) => a + b), bits(after.total()));
  assert.equal(after.driver, before.driver);
  assert.ok(after.driver === "basis" || after.driver < grid.length);
  assert.ok(bits(portfolio.maintenance(5000n).total()) > bits(after.total()));
});

test("a crossing asks the caller's check, and what it throws comes out", () => {
  for (const crossing of [m.crossing, below]) {
    const found = crossing(100n, [50n, 200n], 10, "0.25", (at) => m.trySub(150n, at));
    assert.deepEqual(found, { below: { kind: "never" }, above: { kind: "at", value: "150" }, from: "50", to: "200" });
    const mine = new Error("mine");
    assert.throws(() => crossing(100n, [50n, 200n], 10, "0.25", () => { throw mine; }), (error) => error === mine);
    assert.throws(() => crossing(100n, [50n, 200n], 0, "0.25", () => 1n), refused("InvalidStep", 10, /^crossing: /));
    assert.throws(() => crossing(10n, [50n, 200n], 1, "0.25", () => 1n), refused("InvalidInterval", 18, /^crossing: /));
    assert.throws(() => crossing(1n, [0n, 2n], 1, "0.25", () => "x"), refused("InvalidNumber", 3, /^crossing: /));
    assert.throws(() => crossing(1n, [0n], 1, "0.25", () => 1n), { name: "TypeError", message: /^crossing: range: / });
    assert.throws(() => crossing(1n, [0n, 2n], 1, "0.25"), { name: "TypeError", message: /^crossing: check: / });
  }
});

test("each entry has all of the one before, and objects pass between them", () => {
  for (const [less, more] of [[option, scenario], [scenario, m]]) {
    assert.deepEqual(Object.keys(less).filter((name) => more[name] !== less[name]), []);
  }
  assert.equal(option.Scan, undefined);
  assert.equal(scenario.span, undefined);
  const price = new option.Contract("put", 10n).value(9n, volatility, new m.Expiry(m.DAY, 0n));
  assert.ok(price.low >= "1" && price instanceof scenario.Interval);
});
