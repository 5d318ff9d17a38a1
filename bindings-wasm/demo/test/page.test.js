// The built page in a browser: what it shows is what the core reports, whatever is dragged, pasted or signed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { report } from "plimsoll/columns";
import { stress } from "plimsoll/stress";
import { expected, rows, table } from "./look.js";
import { open, settled, ship } from "./site.js";
import { BOOK, OPTIONS, modules, read } from "./source.js";

let browser, source;
before(async () => ([browser, source] = await Promise.all([open(), modules()])));
after(async () => {
  await Promise.all([browser?.close(), source?.close()]);
});

/** A test with a page of its own, on whose console nothing is said. */
function shown(name, run) {
  test(name, async () => {
    const page = await browser.visit();
    await run(page);
    await page.close();
    assert.deepEqual(browser.complaints.splice(0), []);
  });
}

const accounts = (text) => JSON.parse(report(text)).accounts;

/** The report of a book at moved prices, by the page's own moves, which core.test.js holds against the stress. */
async function moved(text, prices, volatilities = []) {
  const [{ Book }, { move }] = [await source.load("book"), await source.load("moves")];
  return accounts(move(Book.read(text)[0], { prices: new Map(prices), volatilities: new Map(volatilities) }).text());
}

const axis = (page, index) => page.locator("#axis").selectOption(index);
const paste = async (page, text) => {
  await page.getByRole("button", { name: "Open a book" }).click();
  await page.locator("#paste").fill(text);
  await page.getByRole("button", { name: "Read the book" }).click();
};

shown("the shipped book is its report, along every index", async (page) => {
  for (const index of ["USDC", "BTC", "ETH", "SOL", "OIL-PERP"]) {
    await axis(page, index);
    await settled(page);
    assert.deepEqual(await rows(page), expected(accounts(BOOK), index));
  }
  const counts = await page.locator("#counts button:visible").allTextContents();
  assert.deepEqual(counts, ["10healthy", "1restricted", "1liquidatable", "1insolvent"]);
});

shown("an account is what its report says at each level, and every digit of it can be seen", async (page) => {
  await page.getByRole("button", { name: "whale" }).click();
  await page.getByLabel("Every digit").check();
  await settled(page);
  const { initial, maintenance, equity, liquidation, positions } = accounts(BOOK).whale;
  const levels = await table(page, ".levels");
  const own = ({ assets, liabilities, surplus }) => [assets, liabilities, surplus];
  assert.deepEqual([levels.Initial, levels.Maintenance], [own(initial), own(maintenance)]);
  assert.equal(levels.Equity[2], equity);
  const prices = await table(page, ".prices");
  for (const [index, { below, above, below_reason, above_reason }] of Object.entries(liquidation)) {
    assert.deepEqual(prices[index], [below ?? below_reason, above ?? above_reason]);
  }
  // The text itself, and not only the value behind it.
  assert.equal(await page.locator(".levels tbody:nth-of-type(2) td:last-child data").first().textContent(), maintenance.surplus);
  await page.locator(".contents summary").click();
  await page.locator(".contents tbody tr").first().waitFor(); // drawn once it is open
  const held = await table(page, ".contents");
  for (const [name, { balance, maintenance: net }] of Object.entries(positions.balances)) {
    assert.deepEqual(held[name], [balance, net.net, net.assets, net.liabilities]);
  }
  for (const [name, { size, equity: value, requirement }] of Object.entries(positions.perps)) {
    assert.deepEqual(held[name], [size, value, requirement]);
  }
});

shown("a price is dragged by the pointer, and everything follows", async (page) => {
  await axis(page, "ETH");
  const knob = await page.locator(".scale input").boundingBox();
  const [x, y] = [knob.x + knob.width / 2, knob.y + knob.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) await page.mouse.move(x - (knob.width / 40) * step, y);
  await page.mouse.up();
  await settled(page);
  const at = await page.locator(".scale input").evaluate((input) => input.valueAsNumber);
  assert(at < -200 && at > -400, `${at}`);
  assert.deepEqual(await rows(page), expected(await moved(BOOK, [["ETH", at]]), "ETH"));
  // And by another way through the core.
  const change = `-0.${String(-at).padStart(3, "0")}`;
  const shocked = Object.values(JSON.parse(stress(BOOK, { ETH: change })).accounts).map((of) => of.shocked.maintenance);
  assert.deepEqual(Object.values(await rows(page)).map(({ surplus }) => surplus), shocked);
  assert.equal(await page.locator("#sliders input[aria-label='Price of ETH']").evaluate((input) => input.valueAsNumber), at);
  await page.getByRole("button", { name: "Back to the book’s prices" }).click();
  await settled(page);
  assert.deepEqual(await rows(page), expected(accounts(BOOK), "ETH"));
});

shown("the keyboard moves a price by a thousandth", async (page) => {
  const slider = page.getByRole("slider", { name: "Price of BTC" }).first();
  await slider.focus();
  for (let step = 0; step < 7; step += 1) await page.keyboard.press("ArrowLeft");
  await settled(page);
  assert.match(await slider.getAttribute("aria-valuetext"), /^−0\.7 %, 96,172\.\d to 96,270\.\d$/);
  assert.deepEqual(await rows(page), expected(await moved(BOOK, [["BTC", -7]]), "BTC"));
});

shown("portfolios follow prices and volatilities, and their search comes in", async (page) => {
  await ship(page, "Options");
  assert.deepEqual(await rows(page), expected(accounts(OPTIONS), "ETH"));
  await page.getByRole("slider", { name: "Volatility of ETH-9D" }).focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("PageUp");
  await page.getByRole("slider", { name: "Price of ETH" }).first().focus();
  await page.keyboard.press("ArrowRight");
  await settled(page);
  const value = (name) => page.getByRole("slider", { name }).first().evaluate((input) => input.valueAsNumber);
  const at = [await value("Price of ETH"), await value("Volatility of ETH-9D")];
  assert.equal(at[0], 1);
  assert(at[1] > 0);
  assert.deepEqual(await rows(page), expected(await moved(OPTIONS, [["ETH", at[0]]], [["ETH-9D", at[1]]]), "ETH"));
});

shown("a bad book is refused by account and field, and what is open stays", async (page) => {
  const bad = BOOK.replace('"ETH": "40"', '"EHT": "40"');
  await paste(page, bad);
  await page.waitForFunction(() => document.querySelector("#refusal").textContent !== "");
  const said = await page.locator("#refusal").textContent();
  assert.throws(() => report(bad), { message: said });
  assert.match(said, /accounts\.borrower\.balances\.EHT/);
  await page.locator("#paste").fill("no book");
  await page.getByRole("button", { name: "Read the book" }).click();
  await page.waitForFunction((before) => document.querySelector("#refusal").textContent !== before, said);
  const other = await page.locator("#refusal").textContent();
  assert.throws(() => report("no book"), { message: other });
  await page.keyboard.press("Escape");
  await axis(page, "BTC");
  await settled(page);
  assert.deepEqual(await rows(page), expected(accounts(BOOK), "BTC"));
});

shown("a book is pasted, with names of every kind in its order", async (page) => {
  const names = ["b", "10", "2", "__proto__", "<b>", 'quo"te', "x".repeat(90)];
  const text = `{"currency":"EUR","assets":${JSON.stringify(JSON.parse(BOOK).assets)},"accounts":{${names
    .map((name, place) => `${JSON.stringify(name)}:{"balances":{"ETH":"${place + 1}","USDC":"-${2000 * place}"}}`)
    .join(",")}}}`;
  await paste(page, text);
  await page.waitForFunction(() => document.querySelector("#title").textContent === "Pasted book, 7 accounts in EUR");
  await settled(page);
  const found = await rows(page);
  assert.deepEqual(await page.locator(".accounts .row:not(.head):not([hidden]) .name button").allTextContents(), names);
  const wanted = expected(accounts(text), "ETH");
  for (const name of names.filter((own) => own !== "__proto__")) assert.deepEqual(found[name], wanted[name], name);
});

shown("a position is tried before it is signed, and then stands", async (page) => {
  await page.getByRole("button", { name: "borrower" }).click();
  await page.getByLabel("Market").selectOption("BTC-PERP");
  assert.equal(await page.getByLabel("At", { exact: true }).inputValue(), "96930");
  await page.getByLabel("Size").fill("0.25");
  // Written out by hand: a quarter of 96,930 is paid.
  const book = JSON.parse(BOOK);
  book.accounts.borrower.perps = { "BTC-PERP": { size: "0.25", quote: "-24232.5" } };
  const [now, after] = [accounts(BOOK).borrower, accounts(JSON.stringify(book)).borrower];
  const effect = await table(page, ".effect");
  assert.deepEqual(effect.Status, [now.status, after.status]);
  assert.deepEqual(effect["Maintenance surplus"], [now.maintenance.surplus, after.maintenance.surplus]);
  assert.deepEqual(effect["Initial surplus"], [now.initial.surplus, after.initial.surplus]);
  assert.deepEqual(effect["BTC liquidated below"], ["–", after.liquidation.BTC.below ?? after.liquidation.BTC.below_reason]);
  await page.getByLabel("Size").fill("1%");
  assert.match(await page.locator("#ticket-refusal").textContent(), /^Size, "1%": not a decimal number/);
  await page.getByLabel("Size").fill("-1");
  assert.match(await page.locator("#ticket-refusal").textContent(), /not below zero/);
  assert(await page.getByRole("button", { name: "Sign" }).isDisabled());
  await page.getByLabel("Size").fill("0.25");
  await page.keyboard.press("Enter");
  await settled(page);
  await axis(page, "BTC");
  await settled(page);
  assert.deepEqual(await rows(page), expected(accounts(JSON.stringify(book)), "BTC"));
});

shown("the most that may be opened leaves the account healthy", async (page) => {
  await page.getByRole("button", { name: "saver" }).click();
  await page.getByLabel("Market").selectOption("ETH-PERP");
  await page.getByLabel("Side").selectOption("out");
  await page.getByRole("button", { name: "Most" }).click();
  const { "Initial surplus": surplus, Status } = await table(page, ".effect");
  assert.equal(Status[1], "healthy");
  assert(Number(surplus[1]) >= 0 && Number(surplus[1]) < 1e-6, surplus[1]);
});

shown("the heat map and the stress are the core's", async (page) => {
  await page.locator("#rows").selectOption("ETH");
  await page.locator("#columns").selectOption("BTC");
  await page.locator("#shocks").scrollIntoViewIfNeeded();
  await settled(page);
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll(".heat tbody td")];
    return cells.length === 81 && cells.every((cell) => cell.textContent !== "");
  });
  const cells = await page.locator(".heat tbody tr").evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
  const changes = ["-0.5", "-0.35", "-0.2", "-0.1", "0", "0.1", "0.2", "0.35", "0.5"];
  const result = (down, across) => JSON.parse(stress(BOOK, { ETH: down, BTC: across }));
  assert.deepEqual(cells, changes.map((down) => changes.map((across) => String(result(down, across).totals.shocked.liquidatable))));
  // The keyboard walks to a cell, and Enter shows its stress.
  await page.locator(".heat td[tabindex='0']").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#stress-title").textContent === "Stress: BTC −0.100, ETH −0.500");
  const { totals, insurance, socialised, steps } = result("-0.5", "-0.1");
  const told = await table(page, "#outcome");
  const moments = ["before", "shocked", "after"];
  assert.deepEqual(told.equity, moments.map((moment) => totals[moment].equity));
  assert.deepEqual(told.deficit, moments.map((moment) => totals[moment].deficit));
  assert.deepEqual(told.insurance, [insurance.before, insurance.received, insurance.paid, insurance.after]);
  assert.equal(told.lenders[2], socialised.lost);
  assert.match(await page.locator("#outcome").textContent(), new RegExp(`${steps.length} steps`));
  // Of one account: its surplus in every cell.
  await page.locator("#scope").selectOption("own");
  await settled(page);
  const { shocked } = JSON.parse(stress(BOOK, { ETH: "-0.5", BTC: "-0.5" })).accounts["long BTC"];
  const first = page.locator(".heat tbody td").first();
  assert.equal(await first.getAttribute("data-status"), shocked.status);
});

shown("a thousand accounts: pages, search, filter and order", async (page) => {
  await ship(page, "A thousand accounts");
  const all = accounts(read("../public/thousand.json"));
  const names = Object.keys(all);
  await page.getByRole("button", { name: "Next" }).click();
  await settled(page);
  const index = await page.locator("#axis").inputValue();
  const second = Object.fromEntries(names.slice(13, 26).map((name) => [name, all[name]]));
  assert.deepEqual(await rows(page), expected(second, index));
  await page.getByLabel("Find").fill("0777");
  await settled(page);
  assert.deepEqual(Object.keys(await rows(page)), ["account 0777"]);
  await page.getByLabel("Find").fill("");
  await page.locator("#order").selectOption("worst");
  await settled(page);
  assert.deepEqual(Object.values(await rows(page)).slice(0, 3).map(({ status }) => status), ["insolvent", "insolvent", "insolvent"]);
  await page.locator("#counts").getByRole("button", { name: "liquidatable" }).click();
  await settled(page);
  const wanted = names.filter((name) => all[name].status === "liquidatable");
  assert.equal(await page.locator("#page").textContent(), `1 to 13 of ${wanted.length}`);
  assert.deepEqual(Object.keys(await rows(page)), wanted.slice(0, 13));
});
