// The entry `plimsoll/risk`: all of `plimsoll`, and volatility, correlation, liquidity and governed parameters; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel_risk.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_risk_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export * from "./api.risk.js";
