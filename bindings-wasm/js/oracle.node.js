// The entry `plimsoll/oracle`: all of `plimsoll`, and feeds, averages and collateral of other chains; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel_risk.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_risk_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export * from "./api.oracle.js";
