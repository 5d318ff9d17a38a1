// The page's figures against the same report on decimal.js: alike to within the rounding, and how long each takes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Decimal } from "decimal.js";
import { Markets, Positions, report, scan } from "plimsoll/columns";
import { report as decimal, scan as decimalScan } from "./decimal.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const dozen = read("../../../book/examples/book.json");
const thousand = read("../public/thousand.json");
const STATUSES = ["healthy", "restricted", "liquidatable", "insolvent"];
const STEP = new Decimal(2).pow(-48);

/** Every figure of two reports side by side; what is no figure is the same. */
function alike(ours, theirs, slack, where) {
  if (ours !== null && typeof ours === "object") {
    const [keys, others] = [Object.keys(ours), Object.keys(theirs).filter((key) => theirs[key] !== undefined)];
    assert.deepEqual(keys.toSorted(), others.toSorted(), where);
    return keys.reduce((count, key) => count + alike(ours[key], theirs[key], slack, `${where}.${key}`), 0);
  }
  if (typeof ours !== "string" || !/^-?\d/.test(ours)) {
    assert.equal(ours, theirs, where);
    return 0;
  }
  const [own, other] = [new Decimal(ours), new Decimal(theirs)];
  // A liquidation price is off by the surplus's rounding over its slope.
  const most = where.includes(".liquidation.") ? own.abs().times("1e-9") : slack;
  assert(own.minus(other).abs().lte(most), `${where}: ${ours} and ${theirs}`);
  return 1;
}

/** What directed rounding may take: some steps of 2^-48 on every unit held, and on every price that it is worth. */
function slack({ balances = {}, perps = {} }) {
  const units = [...Object.values(balances), ...Object.values(perps).flatMap(({ size, quote, bids = "0", asks = "0" }) => [size, quote, bids, asks])];
  return units.reduce((sum, unit) => sum.plus(new Decimal(unit).abs()), new Decimal(100000)).times(STEP).times(16);
}

for (const [name, text] of Object.entries({ dozen, thousand })) {
  test(`the report of the ${name} is alike`, () => {
    const [book, ours, theirs] = [JSON.parse(text), JSON.parse(report(text)), JSON.parse(decimal(text))];
    assert.deepEqual(Object.keys(ours.accounts), Object.keys(theirs.accounts));
    let figures = 0;
    for (const [account, positions] of Object.entries(book.accounts)) {
      figures += alike(ours.accounts[account], theirs.accounts[account], slack(positions), account);
    }
    console.log(`${figures} figures of ${Object.keys(book.accounts).length} accounts`);
  });
}

/** The least of some times: what other work on the machine has disturbed least. */
function least(run, rounds) {
  const times = Array.from({ length: rounds }, () => {
    const begin = performance.now();
    run();
    return performance.now() - begin;
  });
  return Math.min(...times);
}

/** What each takes, warm and in one run; the core is to be so many times faster. */
function race(what, core, library, times) {
  core();
  library();
  const [ours, theirs] = [least(core, 15), least(library, 4)];
  const ratio = theirs / ours;
  console.log(`${what}: ${ours.toFixed(1)} ms by the core, ${theirs.toFixed(0)} ms on decimal.js, ${ratio.toFixed(1)} times`);
  assert(ratio >= times, `${ratio} times`);
}

// Room for a machine that does other things.
test("the time that a report takes", () => race("report of 1,000 accounts", () => report(thousand), () => decimal(thousand), 3));

test("the time that everybody's health takes", () => {
  const book = JSON.parse(thousand);
  const markets = new Markets(thousand);
  const positions = Positions.of(thousand, markets);
  const frame = () => scan(markets.move({ ETH: "-0.05" }), positions);
  assert.deepEqual(decimalScan(book).map((status) => STATUSES.indexOf(status)), [...scan(markets, positions).statuses]);
  race("health of 1,000 accounts at moved prices", frame, () => decimalScan(book), 5);
});
