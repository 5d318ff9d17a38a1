// What the page costs: to load, and for each frame of a drag. Other work on the machine counts in, so what is required
// leaves room, and what was measured is printed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { DIST, open, settled, ship } from "./site.js";

let browser;
before(async () => (browser = await open()));
after(() => browser?.close());

const part = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
const ms = (value) => `${value.toFixed(1)} ms`;

test("the download is small", async () => {
  const page = await browser.context.newPage();
  const asked = [];
  page.on("response", (response) => asked.push(new URL(response.url()).pathname));
  await page.goto(browser.site.url);
  await page.waitForFunction(() => performance.getEntriesByName("first report").length > 0);
  const until = new Set(asked.filter((path) => path !== "/favicon.ico"));
  await page.close();
  const size = (path) => gzipSync(readFileSync(join(DIST, path === "/" ? "index.html" : path)), { level: 9 }).length;
  const first = [...until].reduce((sum, path) => sum + size(path), 0);
  // Everything that any use of the page may ask for, but the books.
  const files = ["index.html", ...readdirSync(join(DIST, "assets")).map((name) => `assets/${name}`)];
  const all = files.filter((path) => !path.endsWith(".json")).reduce((sum, path) => sum + size(path), 0);
  console.log(`gzipped: ${(first / 1024).toFixed(1)} KiB until the first report, ${(all / 1024).toFixed(1)} KiB with everything`);
  assert(first <= 252 * 1024, `${first} bytes`);
  assert(all <= 552 * 1024, `${all} bytes`);
});

test("the first report is soon there", async () => {
  const times = [];
  for (let visit = 0; visit < 5; visit += 1) {
    const page = await browser.visit();
    times.push(await page.evaluate(() => performance.getEntriesByName("first report")[0].startTime));
    await page.close();
  }
  console.log(`from navigation to the first report: median ${ms(part(times, 0.5))}, of ${times.map(ms).join(", ")}`);
});

for (const name of ["A dozen accounts", "Options", "A thousand accounts"]) {
  test(`a drag of ${name.toLowerCase()} keeps up with the screen`, async () => {
    const page = await browser.visit();
    if (name !== "A dozen accounts") await ship(page, name);
    const knob = await page.locator(".scale input").boundingBox();
    const [x, y] = [knob.x + knob.width / 2, knob.y + knob.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.evaluate(() => {
      performance.clearMeasures("frame");
      const times = (window.frameTimes = []);
      let last = performance.now();
      const next = (now) => {
        times.push(now - last);
        last = now;
        window.watching = requestAnimationFrame(next);
      };
      window.watching = requestAnimationFrame(next);
    });
    for (let step = 0; step < 150; step += 1) {
      await page.mouse.move(x + Math.sin(step / 15) * knob.width * 0.4, y);
      await page.waitForTimeout(10);
    }
    const [between, own] = await page.evaluate(() => {
      cancelAnimationFrame(window.watching);
      return [window.frameTimes.slice(1), performance.getEntriesByName("frame", "measure").map(({ duration }) => duration)];
    });
    await page.mouse.up();
    await settled(page);
    await page.close();
    console.log(
      `${name}: ${own.length} frames drawn; from frame to frame median ${ms(part(between, 0.5))}, 95% ${ms(part(between, 0.95))};` +
        ` the page's own work median ${ms(part(own, 0.5))}, 95% ${ms(part(own, 0.95))}`,
    );
    // Told and not gated, since a machine may do other things: only that there is an answer to most moves.
    assert(own.length > 10, `${own.length} frames`);
    assert.deepEqual(browser.complaints.splice(0), []);
  });
}
