// The page as it is met: by a screen reader, by the keyboard, on a phone, in the dark.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open, settled, ship } from "./site.js";

const AXE = createRequire(import.meta.url).resolve("axe-core");
/** For a person to look at; not part of the tree. */
const SHOTS = fileURLToPath(new URL("../../../target/demo/", import.meta.url));
const SIZES = [390, 1280].flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme })));

let browser;
before(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await open();
});
after(() => browser?.close());

/** What axe finds wrong, one line a rule and its first places. */
async function faults(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => axe.run());
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
}

/** With the grid and the stress in view, so that everything there is has been drawn. */
async function whole(page) {
  await page.locator("#shocks").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#outcome").childElementCount > 0);
  await settled(page);
}

for (const { width, scheme } of SIZES) {
  test(`${width} pixels, ${scheme}: nothing is amiss, and nothing stands out at the side`, async () => {
    const page = await browser.visit({ width, scheme });
    await whole(page);
    await page.locator(".contents summary").click();
    await page.locator(".contents tbody tr").first().waitFor();
    await page.getByLabel("Size").fill("0.1");
    assert.deepEqual(await faults(page), []);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(await wide(), width);
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${SHOTS}dozen-${width}-${scheme}.png`, fullPage: true });
    await page.getByRole("button", { name: "Open a book" }).click();
    assert.deepEqual(await faults(page), []);
    await page.screenshot({ path: `${SHOTS}open-${width}-${scheme}.png` });
    await page.keyboard.press("Escape");
    for (const [file, name] of [["options", "Options"], ["thousand", "A thousand accounts"]]) {
      await ship(page, name);
      await whole(page);
      assert.equal(await wide(), width, name);
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: `${SHOTS}${file}-${width}-${scheme}.png`, fullPage: true });
    }
    await page.close();
    assert.deepEqual(browser.complaints.splice(0), []);
  });
}

test("every digit fits a phone too", async () => {
  const page = await browser.visit({ width: 390 });
  await whole(page);
  await page.getByLabel("Every digit").check();
  await page.getByLabel("Size").fill("0.1");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.screenshot({ path: `${SHOTS}digits-390-light.png`, fullPage: true });
  await page.close();
});

test("the keyboard goes through the page in its order, and always shows where it is", async () => {
  const page = await browser.visit();
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element.labels?.[0];
      // Of a label around a list, what stands before the list.
      const own = label && (label.firstChild.textContent.trim() || label.textContent);
      const name = element.getAttribute("aria-label") ?? own ?? element.textContent;
      const { outlineStyle } = getComputedStyle(element);
      return { name: name.trim(), tag: element.tagName, seen: outlineStyle !== "none" };
    });
    if (at.tag === "BODY") break;
    stops.push(at);
  }
  assert.deepEqual(stops.filter(({ seen, name }) => !seen || name === ""), []);
  const names = stops.map(({ name }) => name);
  assert.deepEqual(names.slice(0, 4), ["Skip to the accounts", "Open a book", "Every digit", "Appearance"]);
  const order = ["10healthy", "Prices and volatilities", "Price of USDC", "Price of OIL-PERP", "saver", "empty", "Market", "Down"].map((name) => names.indexOf(name));
  assert.deepEqual(order, order.toSorted((a, b) => a - b));
  assert(!order.includes(-1), names.join("; "));
  await page.close();
});

test("a screen reader hears tables, sliders and a dialog by their names", async () => {
  const page = await browser.visit();
  const row = page.getByRole("table", { name: "Accounts" }).getByRole("row", { name: /^overdrawn restricted/ });
  assert.equal(await row.count(), 1);
  assert.equal(await page.getByRole("columnheader", { name: "Liquidated below" }).count(), 1);
  assert((await page.getByRole("slider", { name: "Price of ETH" }).count()) >= 1);
  assert.equal(await page.getByRole("grid").count(), await page.locator(".heat").count());
  await page.getByRole("button", { name: "Open a book" }).click();
  assert.equal(await page.getByRole("dialog", { name: "Open a book" }).count(), 1);
  await page.keyboard.press("Escape");
  // The keyboard is back where it was.
  assert.equal(await page.evaluate(() => document.activeElement.id), "open");
  await page.close();
});

test("the appearance that was chosen is kept", async () => {
  const page = await browser.visit({ scheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByLabel("Appearance").selectOption("dark");
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName("first report").length > 0);
  assert.equal(await paper(), dark);
  await page.getByLabel("Appearance").selectOption("");
  assert.equal(await paper(), light);
  await page.close();
});
