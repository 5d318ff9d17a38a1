// The entry `plimsoll/liquidation`: all of `plimsoll`, and what happens below the line; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel_solvency.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_solvency_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export * from "./api.liquidation.js";
