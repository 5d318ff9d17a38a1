// The entry `plimsoll/solvency`: all of `plimsoll`, and who bears what is left; in a browser.
import load, * as glue from "./kernel_solvency.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_solvency_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export * from "./api.solvency.js";
