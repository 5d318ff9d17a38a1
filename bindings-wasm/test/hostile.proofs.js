// What hostile.js calls the entry with proofs with.
import { readFileSync } from "node:fs";

const vectors = new URL("../../proofs/tests/vectors/", import.meta.url);

/** Arguments that get far inside the calls on proofs. */
export function papers() {
  const book = readFileSync(new URL("book.json", vectors), "utf8");
  const { health, solvency } = JSON.parse(readFileSync(new URL("documents.json", vectors), "utf8"));
  const { account, level, proof } = health.proofs.at(-1);
  const state = { version: 7, time: 1_700_000_000n, purpose: "example/documents" };
  return {
    verify: [book, proof, { account, level, buffer: "0", ledger: health.ledger, lots: { DOGE: 5n }, ...state }],
    verifySolvency: [book, solvency.proof, state],
    verifyReceipt: [solvency.proof, solvency.receipts[0].receipt, book],
  };
}
