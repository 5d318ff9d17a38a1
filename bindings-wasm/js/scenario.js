// The entry `plimsoll/scenario`: all of `plimsoll/option`, risk arrays and offsets; in a browser.
import load, * as glue from "./kernel_portfolio.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_portfolio_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export * from "./api.option.js";
export * from "./api.scenario.js";
