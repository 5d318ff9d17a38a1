// What the package promises beyond the vectors: how arguments are read, what is refused and how.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as p from "plimsoll";
import * as book from "plimsoll/book";
import * as stressed from "plimsoll/stress";

const dollar = p.Bound.unweighted(p.Price.exact(1n));
const dollars = [dollar, dollar, dollar];

/** An account with 10,000 dollars that owes 4.5 ether. */
function example() {
  const ether = new p.Price("1795.5", "1804.5");
  const initial = new p.Weights("0.8", "1.2");
  const maintenance = new p.Weights("0.9", "1.1");
  const account = new p.Account();
  account.add("10000", dollars);
  account.add("-4.5", [initial.apply(ether), maintenance.apply(ether), p.Bound.unweighted(ether)]);
  return account;
}

const refused = (name, code, message) => (error) => {
  assert.ok(error instanceof p.PlimsollError && error instanceof Error, String(error));
  assert.equal(error.name, name);
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test("the example of the core's documentation", () => {
  const account = example().close(2);
  assert.equal(account.status, "healthy");
  assert.equal(account.initial.assets, "10000");
  assert.equal(account.maintenance.healthy, true);
  assert.equal(account.equity.surplus(), "1879.75");
  assert.deepEqual(account.levels.map((level) => level.positions), [2, 2, 2]);
  assert.throws(() => example().close(3), refused("WrongPositions", 11, /^Account\.close: /));
});

test("text is read in the direction of the parameter", () => {
  // 0.1 has no exact binary value: one step lies between down and up.
  const gap = (low, high) => p.readNearest(high).bits - p.readNearest(low).bits;
  const price = new p.Price("0.1", "0.1");
  assert.equal(gap(price.low, price.high), 1n);
  assert.ok(p.Price.exact("0.1").contains(price) && price.contains(p.Price.exact("0.1")));
  const around = p.Price.withConfidence("1.1", "0.1");
  assert.ok(p.readNearest(around.low).bits <= p.readDown("1").bits);
  assert.ok(p.readNearest(around.high).bits >= p.readUp("1.2").bits);
  const weights = new p.Weights("0.1", "1.1");
  assert.equal(p.readNearest(weights.asset).bits, p.readDown("0.1").bits);
  assert.equal(p.readNearest(weights.liability).bits, p.readUp("1.1").bits);
  const sized = (size) => p.readNearest(new p.Perp(size, 0n).size).bits;
  assert.equal(sized("0.1"), -sized("-0.1"));
  assert.equal(p.readNearest(new p.Perp(0n, "-0.1").quote).bits, p.readDown("-0.1").bits);
  const bought = new p.Perp(0n, 0n).trade(1n, "0.1", 0n);
  const sold = new p.Perp(0n, 0n).trade(-1n, "0.1", 0n);
  assert.equal(p.readNearest(bought.quote).bits, -p.readUp("0.1").bits);
  assert.equal(p.readNearest(sold.quote).bits, p.readDown("0.1").bits);
  const health = new p.Health();
  health.require("0.1");
  assert.equal(p.readNearest(health.liabilities).bits, p.readUp("0.1").bits);
  health.add("-0.1", dollar);
  assert.equal(p.readNearest(health.liabilities).bits, p.readUp("0.1").bits - p.readDown("-0.1").bits);
});

test("a Fixed and a bigint are exact, and results read back to the same bits", () => {
  const step = p.Fixed.DELTA;
  assert.equal(step.bits, 1n);
  assert.equal(new p.Price(step, step).low, "0.000000000000004");
  assert.equal(new p.Price(3n, 4n).high, "4");
  for (const bits of [0n, 1n, -1n, 281474976710656n, 123456789n << 60n, p.Fixed.MAX.bits, p.Fixed.MIN.bits]) {
    const fixed = p.Fixed.fromBits(bits);
    assert.equal(p.readNearest(String(fixed)).bits, bits);
    assert.equal(new p.Fixed(fixed).bits, bits);
    assert.equal(JSON.stringify({ fixed }), `{"fixed":"${fixed}"}`);
  }
  assert.throws(() => p.Fixed.fromBits(1n << 127n), refused("Overflow", 1, /^Fixed\.fromBits: /));
});

test("arithmetic takes no text that has no exact value", () => {
  assert.equal(String(p.mulDown("0.25", 4n)), "1");
  assert.throws(() => p.mulDown("0.1", 4n), refused("InvalidNumber", 3, /mulDown: a: .*readDown/));
  assert.equal(p.mulUp(p.readUp("0.1"), 10n).bits - p.mulDown(p.readDown("0.1"), 10n).bits, 10n);
  assert.equal(p.compare(1n, p.Fixed.one()), 0);
  assert.equal(p.compare("-0.5", 0n), -1);
  assert.equal(p.compare(p.Fixed.MAX, p.Fixed.MIN), 1);
});

test("floats come in by name only, with their exact value", () => {
  assert.equal(p.fromFloat(0.1), "0.1000000000000000055511151231257827021181583404541015625");
  assert.equal(p.fromFloat(-0.5), "-0.5");
  assert.equal(p.fromFloat(-0), "0");
  assert.equal(p.fromFloat(2 ** 70), "1180591620717411303424");
  assert.equal(Number(p.fromFloat(Number.MIN_VALUE)), Number.MIN_VALUE);
  assert.equal(p.readUp(p.fromFloat(Number.MIN_VALUE)).bits, 1n);
  for (const float of [Math.PI, 1 / 3, 1e-10, 123456.789]) assert.equal(Number(p.fromFloat(float)), float);
  for (const float of [NaN, Infinity, -Infinity]) {
    assert.throws(() => p.fromFloat(float), refused("InvalidNumber", 3, /^fromFloat: /));
  }
  assert.throws(() => new p.Price(1, 2n), { name: "TypeError", message: /^Price: low: .*got a number; fromFloat/ });
  assert.throws(() => p.fromFloat("1"), TypeError);
});

test("errors name the call and the argument", () => {
  assert.throws(() => new p.Price("1", "x"), refused("InvalidNumber", 3, /^Price: high: /));
  assert.throws(() => new p.Price(2n, 1n), refused("InvalidPrice", 5, /^Price: /));
  assert.throws(() => p.Tiers.fromRates([{ floor: 0n, rate: "2e3" }]), refused("InvalidNumber", 3, /rungs\[0\]\.rate: /));
  assert.throws(() => example().add("1", [dollar, dollar]), { name: "TypeError", message: /bounds: .*three levels/ });
  assert.throws(() => example().add("1", [dollar, dollar, 1]), { name: "TypeError", message: /bounds\[2\]: .*a Bound/ });
  assert.throws(() => p.evaluate([{}]), { name: "TypeError", message: /^evaluate: holdings\[0\]: / });
  assert.throws(() => new p.Price("1".repeat(70_000), 1n), RangeError);
  assert.throws(() => example().close(1.5), RangeError);
  assert.throws(() => example().close(-1), RangeError);
  assert.throws(() => example().close(2n), TypeError);
  assert.throws(() => p.Price("1", "2"), TypeError);
  assert.throws(() => Object.getOwnPropertyDescriptor(p.Price.prototype, "low").get.call({}), TypeError);
  assert.throws(() => p.Price.prototype.mid.call(new p.Health()), TypeError);
  assert.throws(() => p.fromUnitsDown(1n, 25), refused("InvalidDecimals", 4, /^fromUnitsDown: /));
  assert.throws(() => p.fromUnitsDown(-1n, 6), refused("InvalidQuantity", 9, /units/));
  assert.throws(() => new p.PlimsollError(77, "no such code"), TypeError);
});

test("an object that fails stays as it was", () => {
  const account = example();
  const before = account.initial.surplus();
  assert.throws(() => account.add(p.Fixed.MAX, [p.Bound.unweighted(p.Price.exact(2n)), dollar, dollar]), { code: 1 });
  assert.equal(account.initial.surplus(), before);
});

test("subclasses and terms carry what they were made of", () => {
  class Quote extends p.Price {}
  const price = new Quote("1", "2");
  assert.equal(p.Bound.unweighted(price).liability, "2");
  const ladder = p.Tiers.fromRates([{ floor: 0n, rate: "0.01" }, { floor: 1000n, rate: "0.5" }]);
  const terms = new p.Terms(price, p.Weights.one(), ladder, "0.5");
  assert.equal(terms.profitWeight, "0.5");
  assert.deepEqual(terms.tiers.rungs, ladder.rungs);
  assert.equal(terms.scale(p.Price.exact(2n)).price.high, "4");
  assert.equal(new p.Terms(price, p.Weights.one()).profitWeight, "1");
});

test("limits are a kind, and a value where there is one", () => {
  const price = new p.Price("1795.5", "1804.5");
  const maintenance = new p.Weights("0.9", "1.1");
  const holdings = [
    new p.Holding({ balance: "10000", price: p.Price.exact(1n), weights: p.Weights.one(), index: 0 }),
    new p.Holding({ balance: "-4.5", price, weights: maintenance, index: 1 }),
  ];
  const { below, above } = p.threshold(holdings, 1, price, "0.25");
  assert.deepEqual(below, { kind: "never" });
  assert.equal(above.kind, "at");
  assert.ok(p.checkAt(holdings, 1, price, above.value).healthy);
  assert.ok(!p.checkAt(holdings, 1, price, p.tryAdd(p.readNearest(above.value), "0.25")).healthy);
  assert.deepEqual(p.threshold(holdings, 7, price, 1n).below, { kind: "not_exposed" });
  assert.throws(() => p.withdrawal(holdings, 2, 0n, 1n), refused("UnknownMarket", 12, /^withdrawal: /));
  assert.throws(() => p.position(holdings, 0, 0, "long", 1n, 0n, 1n), TypeError);
});

test("what a search's check throws comes out, and an error of the core is part of the search", () => {
  const mine = new Error("mine");
  assert.throws(() => p.searchTo(0n, 8n, 1n, () => { throw mine; }), (error) => error === mine);
  assert.throws(() => p.searchUp(0n, 1n, 1n, () => undefined), TypeError);
  assert.throws(() => p.searchTo(0n, 8n, 1n, 5), TypeError);
  // The check itself overflows beyond 10: the range ends there.
  const check = (at) => { p.mulDown(p.Fixed.MAX, p.divUp(at, 10n)); return 1n; };
  assert.deepEqual(p.searchUp(0n, 1n, 1n, check), { kind: "never" });
});

test("the report of a book", () => {
  const bytes = readFileSync(new URL("../../book/examples/book.json", import.meta.url));
  const text = bytes.toString("utf8");
  const report = book.report(text);
  assert.equal(book.report(new Uint8Array(bytes)), report);
  assert.ok(report.endsWith("}\n"));
  const accounts = Object.keys(JSON.parse(report).accounts);
  assert.deepEqual(accounts, Object.keys(JSON.parse(text).accounts));
  const table = book.reportTable(text);
  for (const name of accounts) assert.ok(table.includes(name), name);
  assert.equal(book.Price, p.Price);
});

test("a bad book is one line", () => {
  const invalid = (message) => refused("InvalidBook", 100, message);
  assert.throws(() => book.report("{"), invalid(/^no JSON/));
  assert.throws(() => book.reportTable("[]"), invalid(/./));
  assert.throws(() => book.report("\ud800"), invalid(/surrogate/));
  assert.throws(() => book.report(new Uint8Array([0xff])), invalid(/UTF-8/));
  assert.throws(() => book.report("[".repeat(1e6)), invalid(/./));
  assert.throws(() => book.report(" ".repeat(2 ** 24 + 1)), invalid(/more than the 16777216 bytes/));
  assert.throws(() => book.report(new Uint8Array(2 ** 24 + 1)), invalid(/more than the 16777216/));
  assert.throws(() => book.report({}), TypeError);
  const bad = { currency: "USD", assets: { ETH: { price: "0", initial: { asset: "1", liability: "1" }, maintenance: { asset: "1", liability: "1" } } }, perps: {}, accounts: {} };
  assert.throws(() => book.report(JSON.stringify(bad)), refused("InvalidPrice", 5, /^assets\.ETH\.price.*"0"/));
});

test("the stress of a book", () => {
  const text = readFileSync(new URL("../../book/examples/book.json", import.meta.url), "utf8");
  const report = stressed.stress(text, { ETH: "-0.35" });
  assert.ok(report.endsWith("}\n"));
  assert.deepEqual(JSON.parse(report).shocks, { ETH: "-0.35" });
  assert.equal(stressed.stress(new TextEncoder().encode(text), { ETH: "-0.35" }), report);
  assert.ok(stressed.stressTable(text, { ETH: "-0.35" }).includes("ETH"));
  assert.equal(stressed.report(text), book.report(text));
  assert.throws(() => stressed.stress(text, { DOGE: "1" }), refused("InvalidBook", 100, /DOGE/));
  assert.throws(() => stressed.stress(text, { ETH: -1n }), refused("InvalidPrice", 5, /ETH/));
  assert.throws(() => stressed.stress(text, { ETH: 1n << 128n }), refused("Overflow", 1, /^stress: shocks\.ETH: /));
  assert.throws(() => stressed.stress(text, { ETH: -0.35 }), { name: "TypeError", message: /^stress: shocks\.ETH: .*a number/ });
  assert.throws(() => stressed.stress(text, "ETH=-0.35"), { name: "TypeError", message: /^stress: shocks: / });
  assert.throws(() => stressed.stress(text, { "\ud800": "1" }), refused("InvalidBook", 100, /surrogate/));
  assert.throws(() => stressed.stress(text, { ETH: "1".repeat(2 ** 24 + 1) }), RangeError);
});
