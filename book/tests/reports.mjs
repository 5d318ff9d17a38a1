// The report of every book on standard input (one a line, as a JSON list of its text and the moves of a
// stress, or null), as the npm package makes it; or its error: one JSON value a line.
import { createInterface } from "node:readline";
import * as book from "../../bindings-wasm/pkg/stress.node.js";

for await (const line of createInterface({ input: process.stdin })) {
  const [text, shocks] = JSON.parse(line);
  let outcome;
  try {
    outcome = { report: shocks === null ? book.report(text) : book.stress(text, shocks) };
  } catch (error) {
    if (!(error instanceof Error) || typeof error.code !== "number") throw error;
    outcome = { error: error.message, name: error.name, code: error.code };
  }
  console.log(JSON.stringify(outcome));
}
