// The entry `plimsoll` in Node.
import { readFileSync } from "node:fs";
import * as glue from "./kernel.js";
import { use } from "./module.js";

glue.initSync({ module: readFileSync(new URL("kernel_bg.wasm", import.meta.url)) });
use(glue);
export * from "./api.js";
