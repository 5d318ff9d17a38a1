// The entry `plimsoll/columns`: all of `plimsoll/book`, and columns of many accounts; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel_columns.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_columns_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export { report, reportTable } from "./report.js";
export * from "./api.columns.js";
