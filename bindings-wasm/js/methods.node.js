// The entry `plimsoll/methods`: all of `plimsoll/scenario`, and whole margin methods; in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel_portfolio.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_portfolio_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
export * from "./api.option.js";
export * from "./api.scenario.js";
export * from "./api.methods.js";
