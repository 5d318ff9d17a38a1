// Columns against the report and the stress of the same books, bit for bit; and what is wrong with columns.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as p from "plimsoll/stress";
import { initSync } from "../pkg/kernel_stress.js";
import { BOOK, TABLES } from "./hostile.columns.js";

const own = (path) => fileURLToPath(new URL(`../../book/${path}`, import.meta.url));
const random = execFileSync("python3", [own("tests/books.py"), "150", "7"], { encoding: "utf8", maxBuffer: 1 << 28 });
const examples = ["examples/book.json", "examples/options.json"].map((path) => readFileSync(own(path), "utf8"));
const books = [...examples, ...random.trim().split("\n").map((line) => JSON.parse(line))];

/** What a call gives, or its error. */
function outcome(run) {
  try {
    return { value: run() };
  } catch (error) {
    if (!(error instanceof p.PlimsollError)) throw error;
    return { error };
  }
}

/** The float nearest to the exact number behind a decimal. */
const float = (text) => Number(p.readNearest(text).bits) / 2 ** 48;

const parsed = (text) => new Map(entries(text, "accounts"));
/** The entries of an object of a document, in its order, which objects of JavaScript do not keep. */
function entries(text, key) {
  const found = [];
  JSON.parse(text, function (name, value) {
    if (name === key && typeof value === "object") found.push(value);
    return value;
  });
  return Object.entries(found.at(-1) ?? {});
}

/** The same document with every account that has options or a method left out. */
function plain(text) {
  const book = JSON.parse(text);
  const kept = Object.entries(book.accounts).filter(([, account]) => !("options" in account || "method" in account));
  return JSON.stringify({ ...book, accounts: Object.fromEntries(kept) });
}

test("columns: every account of random books is what its report says", () => {
  const seen = { accounts: 0, statuses: new Set(), thresholds: 0 };
  for (const text of books.map(plain)) {
    const markets = new p.Markets(text);
    const measured = outcome(() => p.scan(markets, p.Positions.of(text, markets)));
    const report = outcome(() => parsed(p.report(text)));
    if (measured.error) {
      assert.equal(report.error?.name, measured.error.name, measured.error.message);
      continue;
    }
    if (report.error) continue; // of a liquidation price
    const positions = p.Positions.of(text, markets);
    assert.equal(positions.accounts.length, report.value.size);
    positions.accounts.forEach((name, row) => {
      const [wanted, found] = [report.value.get(name), measured.value.at(row)];
      assert.equal(found.status, wanted.status);
      assert.equal(measured.value.status(row), wanted.status);
      assert.equal(found.equity.surplus, wanted.equity);
      const { requirement, ...maintenance } = wanted.maintenance;
      assert.deepEqual({ ...found.initial }, wanted.initial, requirement);
      assert.deepEqual({ ...found.maintenance }, maintenance);
      assert.equal(measured.value.surplus("equity")[row], float(wanted.equity));
      seen.accounts += 1;
      seen.statuses.add(found.status);
      for (const [market, { below, above }] of Object.entries(wanted.liquidation)) {
        const [price] = p.falls(markets, positions, market, { accounts: [row] });
        assert.deepEqual([price.below.value ?? null, price.above.value ?? null], [below, above]);
        seen.thresholds += 1;
      }
    });
  }
  assert.deepEqual([...seen.statuses].sort(), ["healthy", "insolvent", "liquidatable", "restricted"]);
  assert.ok(seen.accounts > 400 && seen.thresholds > 800, JSON.stringify({ ...seen, statuses: 4 }));
});

test("columns: a move is that of the stress, a price that of a book at this price", () => {
  let moved = 0;
  for (const text of books.map(plain)) {
    const markets = new p.Markets(text);
    const positions = outcome(() => p.Positions.of(text, markets)).value;
    const shocks = Object.fromEntries([markets.assets[0], markets.perps[0]].filter(Boolean).map((name) => [name, "-0.123"]));
    const stressed = outcome(() => parsed(p.stress(text, shocks)));
    const found = outcome(() => p.scan(markets.move(shocks), positions));
    if (stressed.error || found.error) continue;
    const outcomes = p.scenarios(markets, positions, [{}, shocks]);
    positions.accounts.forEach((name, row) => {
      const { shocked } = stressed.value.get(name);
      const { status, equity, maintenance } = found.value.at(row);
      assert.deepEqual({ status, equity: equity.surplus, maintenance: maintenance.surplus }, shocked);
      assert.deepEqual({ ...outcomes.at(1, row) }, { status, surplus: maintenance.surplus });
      assert.equal(outcomes.surplus(1)[row], float(maintenance.surplus));
    });
    assert.deepEqual(outcomes.statuses(1), found.value.statuses);
    moved += 1;
    const prices = { ...(markets.assets.length && { [markets.assets[0]]: ["12.3", "12.4"] }), ...(markets.perps.length && { [markets.perps[0]]: "0.7" }) };
    const book = JSON.parse(text);
    for (const [section, price] of [["assets", { low: "12.3", high: "12.4" }], ["perps", "0.7"]]) {
      const first = Object.values(book[section] ?? {}).find((_, place) => Object.keys(book[section])[place] === markets[section][0]);
      if (first === undefined) continue;
      first.price = price;
      delete first.initial_price;
    }
    const repriced = JSON.stringify(book);
    const [there, here] = [new p.Markets(repriced), markets.price(prices)];
    const both = [there, here].map((at) => outcome(() => p.scan(at, positions)));
    assert.deepEqual(...both.map(({ value, error }) => error?.message ?? positions.accounts.map((_, row) => value.at(row))));
  }
  assert.ok(moved > 60, `${moved}`);
});

test("columns: tables in any order are the accounts of a document", () => {
  const markets = new p.Markets(BOOK);
  const rows = p.scan(markets, p.Positions.of(BOOK, markets));
  const tables = { ...TABLES, balances: {
    account: ["bob", "alice", "bob", "alice"],
    market: Uint8Array.of(1, 0, 0, 1),
    quantity: [2n, "10000", p.readDown("-3000"), p.Fixed.fromBits(p.readDown("-4.5").bits)],
  } };
  const positions = new p.Positions(markets, tables);
  assert.deepEqual(positions.accounts, ["bob", "alice"]);
  const found = p.scan(markets, positions);
  assert.deepEqual([found.at(1), found.at(0)], [rows.at(0), rows.at(1)]);
  assert.deepEqual([...found.surplus("maintenance")].reverse(), [...rows.surplus("maintenance").slice(0, 2)]);
  assert.equal(rows.ratio("maintenance")[2], Infinity);
  assert.equal(found.ratio("initial")[1], 10000 / (4.5 * 1804.5 * 2));
  const numbered = new p.Positions(markets, { balances: { account: Int32Array.of(7, 7), market: ["USDC", "ETH"], quantity: BigInt64Array.of(5n, -1n) } });
  assert.deepEqual(numbered.accounts, ["7"]);
  assert.equal(p.scan(markets, numbered).at(0).equity.surplus, "-1799.5");
});

test("columns: what is wrong is named by table, column and row", () => {
  const markets = new p.Markets(BOOK);
  const table = (balances, perps) => () => new p.Positions(markets, { balances: { ...TABLES.balances, ...balances }, perps: { ...TABLES.perps, ...perps } });
  const most = String(2n ** 79n - 1n);
  const tall = new p.Positions(markets, { balances: { account: ["x", "y"], market: ["USDC", "ETH"], quantity: ["1", most] } });
  const wide = JSON.stringify({ ...JSON.parse(BOOK), perps: {}, accounts: {} });
  const portfolio = JSON.parse(BOOK.replace('"alice":{', '"alice":{"options":{},"method":"m",'));
  for (const [run, name, message] of [
    [table({ market: ["USDC", "BTC", "ETH", 0] }), "UnknownMarket", /^Positions: balances\.market: row 1: /],
    [table({ market: [0, 1, 1, 3] }), "UnknownMarket", /^Positions: balances\.market: row 3: /],
    [table({ market: ["USDC", "USDC", "ETH", 0] }), "InvalidOrder", /^Positions: balances\.market: row 1: /],
    [table({ quantity: ["1", "1e5", "1", "1"] }), "InvalidNumber", /^Positions: balances\.quantity: row 1: /],
    [table({ quantity: ["1", "1", "1\n1", "1"] }), "InvalidNumber", /^Positions: balances\.quantity: row 2: /],
    [table({ quantity: ["1", "1", "1", 1n << 100n] }), "Overflow", /^Positions: balances\.quantity: row 3: /],
    [table({ quantity: ["1"] }), "InvalidLength", /^Positions: balances\.quantity: 1 rows, where account has 4$/],
    [table({}, { size: ["9".repeat(40)] }), "Overflow", /^Positions: perps\.size: row 0: /],
    [table({}, { bids: ["-1"] }), "InvalidQuantity", /^Positions: perps\.bids: row 0: /],
    [() => p.scan(markets, tall), "Overflow", /^scan: account "y": balances\.quantity: row 1: /],
    [() => p.scan(new p.Markets(wide), tall), "InvalidBook", /^scan: positions: they are in other markets$/],
    [() => p.Positions.of(wide, markets), "InvalidBook", /other assets or perps than the markets$/],
    [() => markets.move({ ETH: "-0.1", stETH: "-0.1" }), "InvalidBook", /^Markets\.move: shocks: "stETH": its index is moved twice$/],
    [() => markets.move({ ETH: "-1" }), "InvalidPrice", /^Markets\.move: shocks: "ETH": /],
    [() => markets.price({ BTC: "1" }), "InvalidBook", /^Markets\.price: prices: "BTC" is not one of the book's markets$/],
    [() => markets.price({ ETH: ["2", "1"] }), "InvalidPrice", /^Markets\.price: prices: "ETH": /],
    [() => p.falls(markets, tall, "BTC"), "InvalidBook", /^falls: market: "BTC" is not one/],
    [() => p.falls(markets.move({ ETH: "-0.7" }), new p.Positions(markets, TABLES), "ETH", { step: 0n }), "InvalidStep", /^falls: account "alice": /],
    [() => p.Positions.of(examples[1], new p.Markets(examples[1])), "InvalidBook", /^accounts\.[\w-]+\.(options|method): columns hold/],
    [() => p.Positions.of(JSON.stringify(portfolio), markets), "InvalidBook", /^accounts\.alice\.method: /],
  ]) {
    const { error, value } = outcome(run);
    assert.equal(value, undefined, String(message));
    assert.equal(error.name, name, error.message);
    assert.match(error.message, message);
  }
  assert.throws(table({ quantity: [1, 1, 1, 1] }), /^TypeError: Positions: balances\.quantity: row 0: expected decimal text/);
  assert.throws(table({ quantity: new Float64Array(4) }), /^TypeError: Positions: balances\.quantity: expected an array, or a typed array of whole numbers/);
});

test("columns: frames leave nothing behind in the module", () => {
  const { memory } = initSync();
  const markets = new p.Markets(BOOK);
  const positions = new p.Positions(markets, TABLES);
  const frame = (at) => p.scan(markets.price({ ETH: String(1000 + at) }), positions).statuses[1];
  const statuses = new Set(Array.from({ length: 100 }, (_, at) => frame(at)));
  const before = memory.buffer.byteLength;
  for (let at = 0; at < 20_000; at += 1) statuses.add(frame(at));
  assert.ok(statuses.size > 1);
  assert.equal(memory.buffer.byteLength, before);
});
