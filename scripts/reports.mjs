// Writes the report of every book in a folder beside it, as the npm package makes it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { report } from "../bindings-wasm/node.mjs";

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  let text;
  try {
    text = report(readFileSync(join(folder, name), "utf8"));
  } catch (error) {
    if (typeof error.code !== "number") throw error;
    text = "refused";
  }
  writeFileSync(join(folder, name.replace(/json$/, "javascript")), text.trimEnd() + "\n");
}
