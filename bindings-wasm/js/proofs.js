// The entry `plimsoll/proofs`: all of `plimsoll/book`, and the verification of proofs; in a browser.
import load, * as glue from "./kernel_proofs.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_proofs_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export { report, reportTable } from "./report.js";
export { verify, verifyReceipt, verifySolvency } from "./verification.js";
