// The entry `plimsoll` in a browser: ready when the import is.
import load, * as glue from "./kernel.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
