// The report of a book.
import { kernel } from "./module.js";
import { ErrorCode, PlimsollError, wrongType } from "./error.js";

const invalid = (message) => new PlimsollError(ErrorCode.InvalidBook, message);

/** The document as well-formed text that is not larger than what is read. */
function document(text, where) {
  const most = kernel.book_max_bytes();
  if (text instanceof Uint8Array) {
    if (text.byteLength > most) throw invalid(`${text.byteLength} bytes, more than the ${most} that are read`);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text);
    } catch {
      throw invalid("the document is not UTF-8");
    }
  }
  if (typeof text !== "string") throw wrongType(where, "a string or a Uint8Array", text);
  if (text.length > most) throw invalid(`${text.length} characters, more than the ${most} bytes that are read`);
  if (/\p{Surrogate}/u.test(text)) throw invalid("the document has half of a surrogate pair");
  return text;
}

/** A refusal is the number, the name and the line, in one text. */
function asked(run, text, where) {
  const whole = document(text, where);
  try {
    return kernel[run](whole);
  } catch (thrown) {
    const parts = typeof thrown === "string" ? /^(\d+) (\w+) (.*)$/su.exec(thrown) : null;
    throw parts === null ? thrown : new PlimsollError(Number(parts[1]), parts[3]);
  }
}

export const report = (text) => asked("book_report", text, "report");
export const reportTable = (text) => asked("book_table", text, "reportTable");
