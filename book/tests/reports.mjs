// The report of every book on standard input (one a line, as a JSON string), as the npm package makes
// it; or its error: one JSON value a line.
import { createInterface } from "node:readline";
import { report } from "../../bindings-wasm/pkg/book.node.js";

for await (const line of createInterface({ input: process.stdin })) {
  let outcome;
  try {
    outcome = { report: report(JSON.parse(line)) };
  } catch (error) {
    if (!(error instanceof Error) || typeof error.code !== "number") throw error;
    outcome = { error: error.message, name: error.name, code: error.code };
  }
  console.log(JSON.stringify(outcome));
}
