// The built page as a web server sends it, and a browser that looks at it.
import { createReadStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Serves the build; `close` ends it. */
export async function serve() {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    const file = join(DIST, path === "/" ? "index.html" : path);
    if (!file.startsWith(DIST) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** A browser with a profile of its own, which goes with it. `close` ends both and the server. */
export async function open() {
  const site = await serve();
  const profile = mkdtempSync(join(tmpdir(), "plimsoll-demo-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    viewport: { width: 1280, height: 800 },
  });
  /** What a console or a failed request said, which should be nothing. */
  const complaints = [];
  /** A page that has shown its first report. */
  const visit = async (options = {}) => {
    const page = await context.newPage();
    if (options.width) await page.setViewportSize({ width: options.width, height: options.height ?? 844 });
    await page.emulateMedia({ colorScheme: options.scheme ?? "light" });
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
    await page.goto(site.url);
    await page.waitForFunction(() => performance.getEntriesByName("first report").length > 0);
    await settled(page);
    return page;
  };
  const close = async () => {
    await context.close();
    site.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { site, context, visit, complaints, close };
}

/** Until two frames have passed, and nothing is searched for any more. */
export async function settled(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** Opens one of the shipped books. */
export async function ship(page, name) {
  await page.getByRole("button", { name: "Open a book" }).click();
  await page.locator("#shipped").getByRole("button", { name }).click();
  await page.waitForFunction((title) => document.querySelector("#title").textContent.startsWith(title), name);
  await settled(page);
}
