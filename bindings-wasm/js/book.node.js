// The entry `plimsoll/book`: all of `plimsoll`, and the report of a book; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./full.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("full_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export { report, reportTable } from "./report.js";
