// The proofs of `plimsoll-proofs`, verified.
import { kernel } from "./module.js";
import { ErrorCode, PlimsollError, wrongType } from "./error.js";
import { up } from "./fixed.js";
import { document, told, wellFormed } from "./report.js";
import { choice, fields, long } from "./value.js";

const refuse = (where) => (message) => new PlimsollError(ErrorCode.InvalidDocument, `${where}: ${message}`);

/** A document that is no book. */
const paper = (value, where, most) => document(value, where, most, refuse(where));

/** A text that says what something is called. */
function text(value, where) {
  if (typeof value !== "string") throw wrongType(where, "a string", value);
  const most = kernel.book_max_bytes();
  if (value.length > most) throw new RangeError(`${where}: more than ${most} characters`);
  return wellFormed(value, "the text", refuse(where));
}

/** A whole number below 2^64: a JavaScript number of up to 53 bits, or a bigint. */
function whole(value, where) {
  if (typeof value !== "bigint") return String(long(value, where));
  if (BigInt.asUintN(64, value) === value) return String(value);
  throw new RangeError(`${where}: expected a whole number from 0 to 2^64 - 1`);
}

/** A number read up, as the decimal that is exactly its bits. */
function decimal(value, where) {
  const bits = up(value, where);
  const size = bits < 0n ? -bits : bits;
  // 48 bits behind the point: m / 2^48 = m * 5^48 / 10^48.
  const behind = BigInt.asUintN(48, size) * 5n ** 48n;
  return `${bits < 0n ? "-" : ""}${size >> 48n}.${String(behind).padStart(48, "0")}`;
}

const LEVELS = ["initial", "maintenance"];
const level = (value, where) => LEVELS[choice(value, LEVELS, where)];

/** Markets and how many lots make one unit there, the one behind the other. */
const lots = (value, where) =>
  Object.entries(fields(value, where)).flatMap(([market, count]) => [text(market, where), whole(count, `${where}.${market}`)]);

const STATE = { version: whole, time: whole, purpose: text };
const HEALTH = { account: text, level, buffer: decimal, ...STATE, lots, ledger: paper };
const SOLVENCY = { ...STATE, root: text };

/** What is expected, by name. A name that no reader has would be a check that is never made. */
function stated(expected, readers, where) {
  const names = Object.keys(readers);
  if (!Object.keys(fields(expected, where)).every((name) => names.includes(name))) {
    throw new TypeError(`${where}: expected only ${names.join(", ")}, got another name`);
  }
  const there = names.filter((name) => name in expected);
  return new Map(there.map((name) => [name, readers[name](expected[name], `${where}.${name}`)]));
}

/** What the module says that a document shows. */
function shown(run) {
  const [json, table] = told(run);
  return Object.freeze({ json, table });
}

export function verify(book, proof, expected = {}) {
  const prices = document(book, "verify: book");
  const own = paper(proof, "verify: proof");
  const asked = stated(expected, HEALTH, "verify: expected");
  const counts = asked.get("lots") ?? [];
  asked.delete("lots");
  return shown(() => kernel.proofs_verify(prices, own, [...asked].flat(), counts));
}

export function verifySolvency(book, proof, expected = {}) {
  const prices = document(book, "verifySolvency: book");
  const own = paper(proof, "verifySolvency: proof", kernel.proofs_max_bytes());
  const asked = stated(expected, SOLVENCY, "verifySolvency: expected");
  return shown(() => kernel.proofs_verify_solvency(prices, own, [...asked].flat()));
}

export function verifyReceipt(proof, receipt, book) {
  const list = paper(proof, "verifyReceipt: proof", kernel.proofs_max_bytes());
  const own = paper(receipt, "verifyReceipt: receipt");
  const owed = book === undefined ? undefined : document(book, "verifyReceipt: book");
  return shown(() => kernel.proofs_verify_receipt(list, own, owed));
}
