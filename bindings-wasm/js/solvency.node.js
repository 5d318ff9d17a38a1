// The entry `plimsoll/solvency`: all of `plimsoll`, and who bears what is left; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel_solvency.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_solvency_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export * from "./api.solvency.js";
