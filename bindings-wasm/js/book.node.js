// The entry `plimsoll/book`: all of `plimsoll`, and the report of a book; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel_book.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_book_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export { report, reportTable } from "./report.js";
