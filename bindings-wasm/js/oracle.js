// The entry `plimsoll/oracle`: all of `plimsoll`, and feeds, averages and collateral of other chains; in a browser.
import load, * as glue from "./kernel_risk.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_risk_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export * from "./api.oracle.js";
