// What the entries `plimsoll/liquidation` and `plimsoll/solvency` promise beyond the vectors.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as p from "plimsoll";
import * as l from "plimsoll/liquidation";
import * as s from "plimsoll/solvency";

const refused = (name, code, message) => (error) => {
  assert.ok(error instanceof p.PlimsollError, String(error));
  assert.deepEqual([error.name, error.code], [name, code]);
  assert.match(error.message, message);
  return true;
};
const bits = (text) => p.readNearest(text).bits;

const weights = new p.Weights("0.8", "1.1");
const ether = p.Price.exact(2000n);
const [dollar, bound] = [p.Bound.unweighted(p.Price.exact(1n)), weights.apply(ether)];

/** 10 ether against 17,000 dollars, which their weight does not cover. */
function example() {
  const health = new p.Health();
  health.add("10", bound);
  health.add("-17000", dollar);
  return [health, { amount: "-17000", bound: dollar, step: "0.01" }, { amount: "10", bound, step: "0.000001" }];
}

test("objects pass between the entries, whichever made them", () => {
  assert.equal(l.Price, p.Price);
  assert.equal(s.Ramp, undefined);
  const exchange = new l.Exchange(1n, ether.at("mid"), "0.05");
  assert.equal(exchange.raisesSurplus(dollar, bound), true);
  assert.equal(l.auction.Auction, l.Auction);
  const totals = new s.Totals();
  totals.add(new p.Account());
  assert.deepEqual([totals.accounts, totals.liquidatable, totals.equity], [1, 0, "0"]);
});

test("a repayment is the smallest that heals, and its flows add up to the bit", () => {
  const [health, debt, collateral] = example();
  const exchange = new l.Exchange(1n, 2000n, "0.05");
  const seizure = l.repay(health, debt, collateral, exchange, "17000");
  assert.equal(seizure.reason, "target");
  assert.ok(Object.isFrozen(seizure));
  const after = (repaid, seized) => {
    const left = new p.Health();
    left.add(p.trySub(10n, p.readNearest(seized)), bound);
    left.add(p.tryAdd(-17000n, p.readNearest(repaid)), dollar);
    return left.healthy;
  };
  assert.ok(after(seizure.repaid, seizure.seized));
  const less = String(p.trySub(p.readNearest(seizure.repaid), p.readNearest("0.01")));
  assert.ok(!after(less, String(p.floorTo(p.readNearest(exchange.seized(less)), "0.000001"))));
  const penalty = exchange.penalty(seizure.repaid, seizure.seized);
  const parts = new l.Split("0.3", "0.7").of(penalty);
  assert.equal(bits(parts.liquidator) + bits(parts.insurance) + bits(parts.protocol), bits(penalty));
  // Passed on as text, a result is the same bits.
  assert.deepEqual(l.sweep(seizure, debt, collateral, exchange, [0n, 0n]), seizure);
  assert.equal(l.sweep(seizure, debt, collateral, exchange, ["17000", 0n]).reason, "dust");
});

test("text is read to nearest where it is passed on, and toward caution where it is set", () => {
  const exchange = new l.Exchange("0.1", "0.1", "0.1");
  assert.equal(bits(exchange.debt), p.readDown("0.1").bits);
  assert.equal(bits(exchange.collateral), p.readUp("0.1").bits);
  assert.equal(bits(new l.Ramp("0.1", "0.3", 0n, 1n).from), p.readNearest("0.1").bits);
  const rule = new l.CloseFactor({ fraction: "0.1", fullBelow: "0.1", small: "0.1", dust: "0.1" });
  const down = p.readDown("0.1").bits;
  assert.deepEqual([rule.fraction, rule.fullBelow, rule.small, rule.dust].map(bits), [down, down, down, p.readUp("0.1").bits]);
  assert.equal(bits(s.Capacity.asset("0.1", 1n, 1n).quantity), p.readUp("0.1").bits);
  for (const deficit of ["0.1", "0.3", "0.000000000000003"]) {
    const fund = new s.Fund(10n, 10n, 10n);
    assert.equal(bits(fund.cover(deficit)), bits(deficit));
    assert.equal(bits(fund.balance) + bits(fund.spent), p.readNearest(10n).bits);
  }
});

test("a waterfall pays the debt exactly, and deleveraging closes no more than is needed", () => {
  const fund = new s.Fund("1000.1", "0.7", 1000n);
  const flows = new s.Waterfall({ proceeds: "0.1", insurance: fund.available(), deleveraging: "0.2" }).flows("1.3");
  const paid = [flows.proceeds, flows.insurance, flows.deleveraging, flows.socialised];
  assert.equal(paid.map(bits).reduce((a, b) => a + b), bits("1.3"));
  assert.equal(fund.cover(flows.insurance), flows.insurance);
  const candidates = [
    { id: 4, key: "0.5", size: 10n },
    { id: 9, key: new s.Standing({ mark: 12n, entry: 10n, equity: 3n }).byProfitAndLeverage(), size: 1n << 100n },
    { id: 2, key: "0.5", size: 3n },
  ];
  const greedy = s.deleverage.greedy(candidates, (1n << 100n) + 4n);
  assert.deepEqual(greedy, { closed: [{ id: 9, close: 1n << 100n }, { id: 2, close: 3n }, { id: 4, close: 1n }], left: 0n });
  const shares = s.deleverage.proRata(candidates, 1n << 99n);
  assert.equal(shares.closed.reduce((sum, one) => sum + one.close, shares.left), 1n << 99n);
  assert.equal(new s.Standing({ mark: 1n, entry: 1n, equity: 0n }).leverage(), null);
});

test("what is refused names the call and the argument", () => {
  const [health, debt, collateral] = example();
  const exchange = new l.Exchange(1n, 2000n, "0.05");
  assert.throws(() => new l.Ramp(1n, 1n, 0n, 1n), refused("InvalidRamp", 15, /^Ramp: /));
  assert.throws(() => s.Capacity.asset(1n, 1n, 1n).admit(2n, 0n, 1n), refused("AboveCapacity", 16, /^Capacity\.admit: /));
  assert.throws(() => new l.Exchange(0n, 1n, 0n), refused("InvalidPrice", 5, /^Exchange: /));
  assert.throws(() => new l.Auction({ equity: "x", maintenance: 0n, reserved: 0n }), refused("InvalidNumber", 3, /^Auction: equity: /));
  assert.throws(() => l.repay(health, { ...debt, step: 0n }, collateral, exchange, 1n), refused("InvalidStep", 10, /^repay: /));
  assert.throws(() => l.repay(health, { ...debt, net: "?" }, collateral, exchange, 1n), refused("InvalidNumber", 3, /^repay: debt\.net: /));
  assert.throws(() => l.repay(health, debt, 5n, exchange, 1n), { name: "TypeError", message: /^repay: collateral: .*an object/ });
  assert.throws(() => l.sweep({ repaid: 1n, seized: 1n, reason: "x" }, debt, collateral, exchange, [0n, 0n]), {
    name: "TypeError",
    message: /^sweep: seizure\.reason: expected one of "target"/,
  });
  assert.throws(() => l.order.first("largest", [{ value: 1n }]), { message: /^order\.first: candidates\[0\]\.margin: / });
  assert.throws(() => s.deleverage.greedy([{ id: 1, key: 0n, size: -1n }], 1n), refused("InvalidQuantity", 9, /candidates\[0\]\.size: /));
  assert.throws(() => s.deleverage.proRata([], 1n << 128n), refused("Overflow", 1, /^deleverage\.proRata: needed: /));
  assert.throws(() => new s.Capacity(), TypeError);
  assert.throws(() => l.close.absorb({}), TypeError);
  const fund = new s.Fund(1n, 1n, 1n);
  assert.throws(() => fund.contribute("-1"), refused("InvalidQuantity", 9, /^Fund\.contribute: /));
  assert.equal(fund.balance, "1");
  assert.throws(() => p.isAllowed("perhaps"), TypeError);
  assert.deepEqual(["healthy", "improved", "refused", "unknown"].map(p.isAllowed), [true, true, false, false]);
});
