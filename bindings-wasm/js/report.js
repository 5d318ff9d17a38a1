// The report and the stress of a book.
import { kernel } from "./module.js";
import { ErrorCode, PlimsollError, refusal, wrongType } from "./error.js";
import { fields } from "./value.js";

const invalid = (message) => new PlimsollError(ErrorCode.InvalidBook, message);

/** A document as well-formed text of at most so many bytes; `refuse` makes what is thrown of what is wrong. */
export function document(text, where, most = kernel.book_max_bytes(), refuse = invalid) {
  if (text instanceof Uint8Array) {
    if (text.byteLength > most) throw refuse(`${text.byteLength} bytes, more than the ${most} that are read`);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text);
    } catch {
      throw refuse("the document is not UTF-8");
    }
  }
  if (typeof text !== "string") throw wrongType(where, "a string or a Uint8Array", text);
  if (text.length > most) throw refuse(`${text.length} characters, more than the ${most} bytes that are read`);
  return wellFormed(text, "the document", refuse);
}

export function wellFormed(text, what, refuse = invalid) {
  if (/\p{Surrogate}/u.test(text)) throw refuse(`${what} has half of a surrogate pair`);
  return text;
}

/** The moves as a list, the name of each market and behind it the decimal. */
function moves(shocks, where) {
  const all = Object.entries(fields(shocks, where)).flatMap(([market, change]) => {
    if (typeof change === "string") return [market, change];
    if (typeof change !== "bigint") throw wrongType(`${where}.${market}`, "decimal text or a bigint", change);
    // Far outside the range already, and short enough to write out.
    if (BigInt.asIntN(96, change) !== change) throw refusal(`${where}.${market}`, ErrorCode.Overflow);
    return [market, String(change)];
  });
  const most = kernel.book_max_bytes();
  if (all.reduce((sum, text) => sum + text.length, 0) > most) throw new RangeError(`${where}: more than ${most} characters`);
  return all.map((text) => wellFormed(text, "a shock"));
}

/** Runs a function of the module whose refusal is the number, the name and the line, in one text. */
export function told(run) {
  try {
    return run();
  } catch (thrown) {
    const parts = typeof thrown === "string" ? /^(\d+) (\w+) (.*)$/su.exec(thrown) : null;
    throw parts === null ? thrown : new PlimsollError(Number(parts[1]), parts[3]);
  }
}

/** Asks the module something of a book. */
export function asked(run, text, where, ...more) {
  const whole = document(text, where);
  return told(() => kernel[run](whole, ...more));
}

export const report = (text) => asked("book_report", text, "report");
export const reportTable = (text) => asked("book_table", text, "reportTable");

const stressed = (name, run) => (text, shocks) => asked(run, text, name, moves(shocks, `${name}: shocks`));
export const stress = stressed("stress", "book_stress");
export const stressTable = stressed("stressTable", "book_stress_table");
