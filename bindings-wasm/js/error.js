// What the package throws, and how a refusal of the module becomes that.
import { kernel } from "./module.js";

/** The stable numbers of the errors, the same in Rust, Python and here. */
export const ErrorCode = Object.freeze({
  Overflow: 1,
  DivisionByZero: 2,
  InvalidNumber: 3,
  InvalidDecimals: 4,
  InvalidPrice: 5,
  InvalidWeights: 6,
  InvalidTiers: 7,
  InvalidFraction: 8,
  InvalidQuantity: 9,
  InvalidStep: 10,
  WrongPositions: 11,
  UnknownMarket: 12,
  InvalidIndex: 13,
  UnknownPrice: 14,
  InvalidRamp: 15,
  AboveCapacity: 16,
  OutOfDomain: 17,
  InvalidInterval: 18,
  InvalidScenario: 19,
  InvalidDiscount: 20,
  InvalidFactor: 21,
  InvalidOption: 22,
  InvalidTime: 23,
  InvalidLength: 24,
  InvalidPool: 25,
  InvalidParameters: 26,
  OutOfBounds: 27,
  StepTooLarge: 28,
  TooSoon: 29,
  WrongVersion: 30,
  NotAdmitted: 31,
  InvalidOrder: 32,
  InvalidBook: 100,
  InvalidDocument: 200,
  NotHealthy: 201,
  NotSolvent: 202,
  InvalidProof: 203,
  WrongLength: 204,
  InvalidCommitment: 205,
  WrongOpening: 206,
  OutOfRange: 207,
  TooLarge: 208,
  TooMany: 209,
  Unsupported: 210,
  DuplicateOwner: 211,
  NotInTree: 212,
});

const names = new Map(Object.entries(ErrorCode).map(([name, code]) => [code, name]));

export class PlimsollError extends Error {
  constructor(code, message) {
    super(typeof message === "string" ? message : "");
    const name = names.get(code);
    if (name === undefined) throw new TypeError("PlimsollError: code: no error has this number");
    this.name = name;
    this.code = code;
  }
}

/** Runs one function of the module. `where` names the call, and the argument where one is read. */
export function call(where, run) {
  try {
    return run();
  } catch (thrown) {
    throw typeof thrown === "number" ? refusal(where, thrown) : thrown;
  }
}

/** The error of this number, thrown by the call or argument `where`. */
export function refusal(where, code) {
  return new PlimsollError(code, `${where}: ${kernel.error_message(code)}`);
}

/** What kind of value this is, in words; runs none of its code. */
export function kind(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return { undefined: "undefined", object: "an object", function: "a function" }[typeof value] ?? `a ${typeof value}`;
}

/** A `TypeError` that says what was expected of the argument `where`. */
export function wrongType(where, expected, value) {
  return new TypeError(`${where}: expected ${expected}, got ${kind(value)}`);
}
