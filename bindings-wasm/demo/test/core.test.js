// The parts of the page that pass figures on: that they pass on the core's own.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Markets, Positions, evaluate, readDown, readNearest, readUp, report, scan } from "plimsoll/columns";
import { stress } from "plimsoll/stress";
import { BOOK, OPTIONS, modules, read } from "./source.js";

let source;
before(async () => (source = await modules()));
after(() => source.close());

/** Random books of the project's own generator, nasty names and ranges among them. */
function books(count, seed) {
  const script = fileURLToPath(new URL("../../../book/tests/books.py", import.meta.url));
  const lines = execFileSync("python3", [script, String(count), String(seed)], { encoding: "utf8", maxBuffer: 1 << 28 });
  return lines.trimEnd().split("\n").map((line) => JSON.parse(line));
}

test("a book is written as it was read, in its order", async () => {
  const json = await source.load("json");
  const text = '{"b":{"10":"1","2":{"__proto__":["x",[],{}]},"":"\\u0000\\"}{"}}';
  assert.equal(json.write(json.read(text)), text);
  for (const bad of ["{\"a\":1}", "[null]", "", "{\"a\"", "\"a"]) assert.throws(() => json.read(bad), SyntaxError);
});

test("what is cut is never better than it is", async () => {
  const { brief, cut, places } = await source.load("figure");
  const value = (text) => BigInt(text.replace("−", "-").replace(/[,.]/g, ""));
  for (let round = 0; round < 20000; round += 1) {
    const [whole, decimals] = [Math.floor(Math.random() ** 8 * 1e12), Math.floor(Math.random() * 14)];
    const fraction = decimals === 0 ? "" : `.${String(Math.floor(Math.random() * 10 ** decimals)).padStart(decimals, "0")}`;
    const exact = `${Math.random() < 0.5 ? "-" : ""}${whole}${fraction}`;
    const digits = Math.floor(Math.random() * 5);
    // Both in units of the fourteenth place.
    const scaled = (text, have) => value(text) * 10n ** BigInt(14 - have);
    const own = scaled(exact, decimals);
    const [down, up] = ["down", "up"].map((toward) => scaled(cut(exact, digits, toward), digits));
    assert(down <= own && own <= up && up - down <= 10n ** BigInt(14 - digits), `${exact} to ${digits}`);
    assert.match(cut(exact, digits, "down"), /^−?\d{1,3}(,\d{3})*(\.\d+)?$/);
  }
  assert.equal(cut("-0.004", 2, "up"), "0.00");
  assert.equal(cut("-0.004", 2, "down"), "−0.01");
  assert.equal(cut("999.999", 2, "up"), "1,000.00");
  assert.deepEqual(["96850.5", "17.402", "0.00002811", "0", "187.62"].map(places), [1, 3, 8, 2, 2]);
  assert.deepEqual(["123", "1234", "-45678", "123456789", "9999999.9"].map((text) => brief(text, "down")), ["123", "1.23k", "−45.6k", "123M", "9.99M"]);
});

test("a text of every digit reads back to the same bits in every direction", async () => {
  const { exact } = await source.load("exact");
  for (const text of ["0", "0.1", "-0.1", "12345678901234.000000000001", "-602000000000000000000000.3", "1"]) {
    for (const number of [readDown(text), readUp(text)]) {
      for (const again of [readDown, readUp, readNearest]) assert.equal(again(exact(number)).bits, number.bits);
    }
  }
});

test("a price that is dragged is the library's own shock, to the bit", async () => {
  const { Book } = await source.load("book");
  const { move } = await source.load("moves");
  for (const text of [BOOK, OPTIONS]) {
    const [book] = Book.read(text);
    const moves = { prices: new Map([["ETH", -137], ["BTC", 286], ["USDC", 0]]), volatilities: new Map() };
    const ours = JSON.parse(report(move(book, moves).text())).accounts;
    const theirs = JSON.parse(stress(text, { ETH: "-0.137", BTC: "0.286" })).accounts;
    for (const [name, { shocked }] of Object.entries(theirs)) {
      const { status, equity, maintenance } = ours[name];
      assert.deepEqual({ status, equity, maintenance: maintenance.surplus }, shocked, name);
    }
  }
});

test("a volatility that is dragged scales its expiry's options and no others", async () => {
  const { Book } = await source.load("book");
  const { move } = await source.load("moves");
  const [book] = Book.read(OPTIONS);
  const moved = JSON.parse(move(book, { prices: new Map(), volatilities: new Map([["ETH-9D", 500]]) }).text());
  const expected = JSON.parse(OPTIONS);
  // 0.62 times 1.5, outward by a step or so.
  const { low, high } = moved.options["ETH-9D-2800-C"].volatility;
  const [step, own] = [3, readNearest("0.93").bits];
  assert(own - readDown(low).bits <= step && readUp(high).bits - own <= step && readDown(low).bits < readUp(high).bits);
  assert(readUp(moved.options["ETH-9D-2500-P"].volatility.high).bits >= readUp("1.035").bits);
  for (const name of ["ETH-37D-3000-C", "BTC-TODAY-97000-C"]) assert.deepEqual(moved.options[name], expected.options[name]);
  assert.deepEqual(moved.expiries, expected.expiries);
});

test("the holdings that limits are asked of have the report's own initial health", async () => {
  const { Book } = await source.load("book");
  const { Initial } = await source.load("holdings");
  let compared = 0;
  for (const text of [BOOK, ...books(60, 7)]) {
    const reported = (() => {
      try {
        return JSON.parse(report(text)).accounts;
      } catch {
        return {};
      }
    })();
    if (Object.keys(reported).length === 0) continue;
    const [book] = Book.read(text);
    const initial = new Initial(book);
    for (const [name, account] of book.accounts) {
      if (book.portfolio(name)) continue;
      const health = evaluate(initial.of(account).holdings);
      const { assets, liabilities } = reported[name].initial;
      assert.deepEqual([health.assets, health.liabilities], [assets, liabilities], name);
      compared += 1;
    }
  }
  assert(compared > 100, `${compared} accounts`);
});

test("a limit is what the account may do, and a step more is not", async () => {
  const { Book } = await source.load("book");
  const { limits } = await source.load("limits");
  const { traded } = await source.load("trade");
  const { exact } = await source.load("exact");
  const [book] = Book.read(BOOK);
  const status = (account) => JSON.parse(report(book.with("x", account).text(["x"]))).accounts.x.status;
  let asked = 0;
  for (const name of ["borrower", "whale", "market maker", "saver"]) {
    const { assets, perps } = limits(book, book.account(name));
    const trades = [
      ...assets.map(({ asset, borrow }) => [{ market: asset, side: "out", price: "" }, borrow]),
      ...perps.flatMap(({ perp, buy, sell }) => {
        const { low, high } = JSON.parse(BOOK).perps[perp].price;
        return [[{ market: perp, side: "in", price: high }, buy], [{ market: perp, side: "out", price: low }, sell]];
      }),
    ];
    for (const [trade, limit] of trades) {
      if (limit.kind !== "at") continue;
      const size = readNearest(limit.value);
      const more = exact({ bits: size.bits + 1n });
      assert.equal(status(traded(book, book.account(name), { ...trade, size: exact(size) })), "healthy", `${name} ${trade.market}`);
      assert.notEqual(status(traded(book, book.account(name), { ...trade, size: more })), "healthy", `${name} ${trade.market} and a step`);
      asked += 1;
    }
  }
  assert(asked > 30, `${asked} limits`);
});

test("everybody's status by columns is that of the report", async () => {
  const { Book } = await source.load("book");
  const { Fleet } = await source.load("fleet");
  const { move } = await source.load("moves");
  const { STATUSES } = await source.load("status");
  for (const text of [BOOK, OPTIONS, read("../public/thousand.json")]) {
    const [book] = Book.read(text);
    const fleet = await Fleet.of(book);
    const moves = { prices: new Map([["ETH", -250], ["BTC", 100]]), volatilities: new Map([["ETH-9D", 300]]) };
    const moved = move(book, moves);
    fleet.move(moved, moves);
    const reported = JSON.parse(report(moved.text())).accounts;
    assert.deepEqual([...fleet.statuses].map((code) => STATUSES[code]), fleet.names.map((name) => reported[name].status));
    for (const name of fleet.names.filter((own) => book.portfolio(own))) {
      const { status, equity, maintenance } = reported[name];
      assert.deepEqual(fleet.brief(name), { status, equity, maintenance: maintenance.surplus });
    }
  }
});

test("a cell of the grid counts what a stress counts", () => {
  const markets = new Markets(BOOK);
  const rows = scan(markets.move({ ETH: "-0.35", BTC: "0.2" }), Positions.of(BOOK, markets));
  const { liquidatable, insolvent } = JSON.parse(stress(BOOK, { ETH: "-0.35", BTC: "0.2" })).totals.shocked;
  const from = (code) => rows.statuses.filter((status) => status >= code).length;
  assert.deepEqual([from(2), from(3)], [liquidatable, insolvent]);
});
