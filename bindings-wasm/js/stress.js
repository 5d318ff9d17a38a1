// The entry `plimsoll/stress`: all of `plimsoll/columns`, and the stress of a book; in a browser.
import load, * as glue from "./kernel_stress.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_stress_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export { report, reportTable, stress, stressTable } from "./report.js";
export * from "./api.columns.js";
