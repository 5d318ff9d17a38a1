// Objects are JavaScript's own: a million short-lived ones leave nothing behind in the module.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, Bound, Health, Price, Weights } from "plimsoll";

// The glue is no part of the package's interface; its memory is read here, as a page's tools would.
import { initSync } from "../pkg/kernel.js";
const { memory } = initSync();

test("a million prices do not grow the module's memory", () => {
  const make = (i) => new Price(BigInt(i + 1), BigInt(i + 2)).high;
  for (let i = 0; i < 1000; i += 1) make(i);
  const before = memory.buffer.byteLength;
  // Without a turn of the event loop: no finalizer could run in between.
  for (let i = 0; i < 1_000_000; i += 1) make(i);
  assert.equal(memory.buffer.byteLength, before);
});

test("nor do accounts that fail", () => {
  const bound = Weights.one().apply(Price.exact(1n));
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 100_000; i += 1) {
    const account = new Account();
    account.add(1n, [bound, bound, Bound.unknown()]);
    assert.throws(() => account.close(2), { code: 11 });
  }
  assert.equal(memory.buffer.byteLength, before);
});

test("nor do liquidations", async () => {
  const { Exchange, repay } = await import("plimsoll/liquidation");
  const { initSync: instance } = await import("../pkg/kernel_solvency.js");
  const { memory: larger } = instance();
  const dollar = Bound.unweighted(Price.exact(1n));
  const health = new Health();
  health.add("-10", dollar);
  health.add("9", dollar);
  const [debt, collateral] = [{ amount: "-10", bound: dollar, step: "0.01" }, { amount: "9", bound: dollar, step: "0.01" }];
  const run = () => repay(health, debt, collateral, new Exchange(1n, 1n, "0.01"), "10");
  assert.equal(run().reason, "worsens");
  const before = larger.buffer.byteLength;
  for (let i = 0; i < 20_000; i += 1) run();
  assert.equal(larger.buffer.byteLength, before);
});

test("nor do observations", async () => {
  const { Pace, Stable } = await import("plimsoll/oracle");
  const { initSync: instance } = await import("../pkg/kernel_risk.js");
  const { memory: larger } = instance();
  let stable = new Stable(new Pace("0.0003", "0.06", 60, 600), 24, "1800", 0);
  const price = Price.exact(1801n);
  const run = (at) => {
    stable = stable.observe(price, at);
  };
  run(90);
  const before = larger.buffer.byteLength;
  for (let i = 0; i < 20_000; i += 1) run(100 + 30 * i);
  assert.ok(stable.delay() > "1800");
  assert.equal(larger.buffer.byteLength, before);
});

test("nor do scans and portfolios", async () => {
  const m = await import("plimsoll/methods");
  const { initSync: instance } = await import("../pkg/kernel_portfolio.js");
  const { memory: larger } = instance();
  const grid = Array.from({ length: 33 }, () => new m.Scenario("0.9"));
  const unit = m.RiskArray.linear(Price.exact(100n), grid);
  const positions = Array.from({ length: 32 }, () => ({ quantity: "-1.5", unit }));
  const run = () => {
    const scan = new m.Scan(33);
    scan.addAll(positions);
    return scan.worst().scenario;
  };
  assert.equal(run(), 0);
  const before = larger.buffer.byteLength;
  for (let i = 0; i < 5_000; i += 1) run();
  assert.equal(larger.buffer.byteLength, before);
});
