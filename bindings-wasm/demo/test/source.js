// The page's own modules in Node, as vite makes them, with the npm package as Node loads it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

export const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
export const BOOK = read("../../../book/examples/book.json");
export const OPTIONS = read("../../../book/examples/options.json");

/** `load` answers with a module of src; `close` ends it. */
export async function modules() {
  const server = await createServer({
    root: fileURLToPath(new URL("..", import.meta.url)),
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    ssr: { external: ["plimsoll"] },
    optimizeDeps: { noDiscovery: true },
  });
  return { load: (name) => server.ssrLoadModule(`/src/${name}.ts`), close: () => server.close() };
}
