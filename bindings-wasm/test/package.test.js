// The package as others get it: packed, installed elsewhere, in Node, in a page, and through vite.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const home = fileURLToPath(new URL("..", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "plimsoll-"));
const installed = join(place, "node_modules/plimsoll");
after(() => rmSync(place, { recursive: true }));

const page = `
import { Price, Weights, threshold, Holding } from "plimsoll";
const ether = new Price("1795.5", "1804.5");
const holdings = [
  new Holding({ balance: "10000", price: Price.exact(1n), weights: Weights.one(), index: 0 }),
  new Holding({ balance: "-4.5", price: ether, weights: new Weights("0.9", "1.1"), index: 1 }),
];
globalThis.shown = threshold(holdings, 1, ether, "0.25").above.value;
`;
const bookPage = `
import { report, Price } from "plimsoll/book";
globalThis.shown = report(globalThis.book).length + new Price(1n, 2n).high;
`;
const liquidationPage = `
import { Bound, Exchange, Health, Price, repay } from "plimsoll/liquidation";
import { Waterfall } from "plimsoll/solvency";
const [dollar, ether] = [Bound.unweighted(Price.exact(1n)), Bound.unweighted(Price.exact(2000n))];
const health = new Health();
health.add("-2100", dollar);
health.add(1n, ether);
const [debt, collateral] = [{ amount: "-2100", bound: dollar, step: 1n }, { amount: 1n, bound: ether, step: "0.25" }];
const { repaid } = repay(health, debt, collateral, new Exchange(1n, 2000n, 0n), 5000n);
const layers = new Waterfall({ proceeds: repaid, insurance: 60n, deleveraging: 0n });
globalThis.shown = repaid + " " + layers.flows(2100n).socialised;
`;
const book = readFileSync(new URL("../../book/examples/book.json", import.meta.url), "utf8");

const methodsPage = `
import { Contract, DAY, Expiry } from "plimsoll/option";
import { Scan } from "plimsoll/scenario";
import { span } from "plimsoll/methods";
const { high } = new Contract("call", 100n).value(110n, 0n, Expiry.undiscounted(DAY));
globalThis.shown = high + " " + new Scan(span.SCENARIOS).worst().profit;
`;

const riskPage = `
import { hull } from "plimsoll/oracle";
import { Pool, price } from "plimsoll/exit";
import { Ewma, Parameters } from "plimsoll/risk";
import { Price, Quota, scaled, Weights } from "plimsoll/weights";
const joined = hull([Price.exact(100n), Price.exact(101n)], 2);
const { low } = price(joined, 100n, new Pool(100n, 10000n, 0n));
const { asset } = scaled(Weights.one(), new Quota(1n, 2n), new Quota(1n, 0n));
globalThis.shown = [low, joined.high, asset, new Ewma("0.5", 4n).update(0n).sigma().slice(0, 5), typeof Parameters].join(" ");
`;

const columnsPage = `
import { Markets, Positions, report, scan } from "plimsoll/columns";
const markets = new Markets(globalThis.book);
const positions = Positions.of(globalThis.book, markets);
const rows = scan(markets.move({ ETH: "-0.35" }), positions);
globalThis.shown = rows.length + " " + positions.accounts[1] + " " + rows.status(1) + " " + typeof report(globalThis.book);
`;

const stressPage = `
import { stress } from "plimsoll/stress";
globalThis.shown = Object.keys(JSON.parse(stress(globalThis.book, { ETH: "-0.35" })).shocks).join();
`;

const proofsPage = `
import { PlimsollError, Price, verifySolvency } from "plimsoll/proofs";
try {
  verifySolvency(globalThis.book, "{}");
} catch (error) {
  globalThis.shown = [error instanceof PlimsollError, error.name, error.code, new Price(1n, 2n).high].join(" ");
}
`;

/** Runs a module as a browser would, as far as this package asks: fetch, from files. */
function browse(file) {
  const runner = `
    import { readFile } from "node:fs/promises";
    import { fileURLToPath } from "node:url";
    globalThis.book = ${JSON.stringify(book)};
    globalThis.document = { baseURI: "", querySelector: () => null, createElement: () => ({ relList: { supports: () => true } }), getElementsByTagName: () => [] };
    globalThis.fetch = async (url) => new Response(await readFile(fileURLToPath(url)), { headers: { "content-type": "application/wasm" } });
    await import(${JSON.stringify(pathToFileURL(file).href)});
    console.log(globalThis.shown);`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", runner], { encoding: "utf8" }).trim();
}

test("package: what is packed is what runs", () => {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: home, encoding: "utf8", stdio: "pipe" }),
  );
  for (const { path } of packed.files) {
    assert.match(path, /^(package\.json|README\.md|LICENSE.*|pkg\/[\w.]+\.(js|d\.ts|wasm))$/);
    mkdirSync(join(installed, path, ".."), { recursive: true });
    cpSync(join(home, path), join(installed, path));
  }
  const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const files = new Set(packed.files.map(({ path }) => `./${path}`));
  for (const entry of Object.values(exports).flatMap((entry) => Object.values(entry))) assert.ok(files.has(entry), entry);
});

test("package: Node imports it without a bundler", () => {
  const file = join(place, "page.mjs");
  writeFileSync(file, `${page}; console.log(globalThis.shown)`);
  assert.equal(execFileSync(process.execPath, [file], { encoding: "utf8" }).trim(), "2015");
});

test("package: a page imports it without a bundler", () => {
  const file = join(place, "bare.mjs");
  writeFileSync(file, page.replace('"plimsoll"', '"./node_modules/plimsoll/pkg/plimsoll.js"'));
  assert.equal(browse(file), "2015");
});

for (const [name, source, module, shows] of [
  ["kernel", page, "kernel_bg", /^2015$/],
  ["liquidation", liquidationPage, "kernel_solvency_bg", /^2000 40$/],
  ["portfolio", methodsPage, "kernel_portfolio_bg", /^10 0$/],
  ["risk", riskPage, "kernel_risk_bg", /^50 101 0.5 1.414 function$/],
  ["book", bookPage, "kernel_book_bg", /^\d{4,}2$/],
  ["columns", columnsPage, "kernel_columns_bg", /^\d+ \S+ \w+ string$/],
  ["stress", stressPage, "kernel_stress_bg", /^ETH$/],
  ["proofs", proofsPage, "kernel_proofs_bg", /^true InvalidDocument 200 2$/],
]) {
  test(`package: vite builds a page with the ${name}`, async () => {
    const root = join(place, name);
    mkdirSync(root);
    writeFileSync(join(root, "index.html"), '<!doctype html><script type="module" src="./main.js"></script>');
    writeFileSync(join(root, "main.js"), source);
    await build({ root, base: "./", logLevel: "error", configFile: false });
    const assets = readdirSync(join(root, "dist/assets"));
    // One module, and the right one.
    const modules = assets.filter((asset) => asset.endsWith(".wasm")).map((asset) => asset.replace(/-.*/, ""));
    assert.deepEqual(modules, [module], String(assets));
    const script = assets.find((asset) => asset.startsWith("index") && asset.endsWith(".js"));
    assert.match(browse(join(root, "dist/assets", script)), shows);
  });
}
