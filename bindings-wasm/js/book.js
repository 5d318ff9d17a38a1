// The entry `plimsoll/book`: all of `plimsoll`, and the report of a book; in a browser.
import load, * as glue from "./kernel_book.js";
import { use } from "./module.js";

await load({ module_or_path: new URL("kernel_book_bg.wasm", import.meta.url) });
use(glue);
export * from "./api.js";
export { report, reportTable } from "./report.js";
