// The entry `plimsoll/liquidation`: all of `plimsoll`, and what happens below the line; in a browser.
import load, * as glue from "./kernel_solvency.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_solvency_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export * from "./api.liquidation.js";
