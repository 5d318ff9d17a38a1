// The entry `plimsoll/exit`: all of `plimsoll`, and what a size fetches; in a browser.
import load, * as glue from "./kernel_risk.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_risk_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export * from "./api.exit.js";
