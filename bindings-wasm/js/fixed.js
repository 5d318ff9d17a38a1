// Numbers: how arguments are read, in which direction, and the exact number as a value of its own.
import { kernel } from "./module.js";
import { PlimsollError, ErrorCode, call, refusal, wrongType } from "./error.js";
import { count, init, is, make, bytes } from "./value.js";

const ADVICE = "decimal text, a bigint or a Fixed";
const LONGEST = 1 << 16;

export class Fixed {
  constructor(value) {
    init(this, Fixed, nearest(value, "Fixed"));
  }
  static fromBits(bits) {
    if (typeof bits !== "bigint") throw wrongType("Fixed.fromBits", "a bigint", bits);
    if (BigInt.asIntN(128, bits) !== bits) throw refusal("Fixed.fromBits", ErrorCode.Overflow);
    return make(Fixed, bits);
  }
  static get MAX() {
    return make(Fixed, (1n << 127n) - 1n);
  }
  static get MIN() {
    return make(Fixed, -(1n << 127n));
  }
  static get DELTA() {
    return make(Fixed, 1n);
  }
  static zero() {
    return make(Fixed, kernel.number_zero());
  }
  static one() {
    return make(Fixed, kernel.number_one());
  }
  get bits() {
    return bytes(this, Fixed, "Fixed.bits");
  }
  toString() {
    return kernel.write(bytes(this, Fixed, "Fixed.toString"));
  }
  toJSON() {
    return kernel.write(bytes(this, Fixed, "Fixed.toJSON"));
  }
}

/** The bits of a number, read with the function `way` of the module where it is text. */
function read(value, way, where) {
  if (is(value, Fixed)) return bytes(value, Fixed, where);
  if (typeof value === "string") {
    if (value.length > LONGEST) throw new RangeError(`${where}: text longer than ${LONGEST} characters`);
    return call(where, () => kernel[way](value));
  }
  if (typeof value === "bigint") {
    // Far outside the range already, and short enough to write out.
    if (BigInt.asIntN(96, value) !== value) throw refusal(where, ErrorCode.Overflow);
    return call(where, () => kernel[way](String(value)));
  }
  const hint = typeof value === "number" ? "; fromFloat converts it" : "";
  const error = wrongType(where, ADVICE, value);
  throw new TypeError(error.message + hint);
}

export const down = (value, where) => read(value, "read_down", where);
export const up = (value, where) => read(value, "read_up", where);
export const nearest = (value, where) => read(value, "read_nearest", where);

/** Text must have an exact binary value: in arithmetic the direction belongs to the result alone. */
export function exact(value, where) {
  const low = down(value, where);
  if (low === up(value, where)) return low;
  throw new PlimsollError(
    ErrorCode.InvalidNumber,
    `${where}: has no exact binary value; readDown, readUp or readNearest choose one`,
  );
}

/** The shortest decimal that reads back to these bits. */
export const write = (bits) => kernel.write(bits);

/** One number of a packed form. */
export const at = (packed, place) => kernel.write(kernel.number_at(packed, place));

/** One amount of base units of a packed form. */
export const unitsAt = (packed, place) => BigInt.asUintN(128, kernel.number_at(packed, place));

export const readDown = (value) => make(Fixed, down(value, "readDown"));
export const readUp = (value) => make(Fixed, up(value, "readUp"));
export const readNearest = (value) => make(Fixed, nearest(value, "readNearest"));

export function fromFloat(float) {
  if (typeof float !== "number") throw wrongType("fromFloat", "a number", float);
  if (!Number.isFinite(float)) throw refusal("fromFloat", ErrorCode.InvalidNumber);
  // A float is m / 2^e = m * 5^e / 10^e: doubling is exact, and so is every step after it.
  let whole = Math.abs(float);
  let places = 0;
  for (; !Number.isInteger(whole); places += 1) whole *= 2;
  const digits = String(BigInt(whole) * 5n ** BigInt(places)).padStart(places + 1, "0");
  const split = digits.length - places;
  const fraction = places > 0 ? `.${digits.slice(split)}` : "";
  return `${float < 0 ? "-" : ""}${digits.slice(0, split)}${fraction}`;
}

export const MAX_DECIMALS = 24;

export function units(value, where) {
  if (typeof value !== "bigint") throw wrongType(where, "a bigint", value);
  if (value < 0n) throw refusal(where, ErrorCode.InvalidQuantity);
  if (BigInt.asUintN(128, value) !== value) throw refusal(where, ErrorCode.Overflow);
  return value;
}

const fromUnits = (name, convert) => (value, decimals) => {
  const [amount, places] = [units(value, `${name}: units`), count(decimals, `${name}: decimals`)];
  return make(Fixed, call(name, () => kernel[convert](amount, places)));
};
export const fromUnitsDown = fromUnits("fromUnitsDown", "from_units_down");
export const fromUnitsUp = fromUnits("fromUnitsUp", "from_units_up");

const toUnits = (name, convert) => (number, decimals) => {
  const [bits, places] = [exact(number, `${name}: number`), count(decimals, `${name}: decimals`)];
  return call(name, () => kernel[convert](bits, places));
};
export const toUnitsDown = toUnits("toUnitsDown", "to_units_down");
export const toUnitsUp = toUnits("toUnitsUp", "to_units_up");

const ofTwo = (name, run, wrap = (bits) => make(Fixed, bits)) => (a, b) => {
  const [left, right] = [exact(a, `${name}: a`), exact(b, `${name}: b`)];
  return wrap(call(name, () => kernel[run](left, right)));
};
export const tryAdd = ofTwo("tryAdd", "try_add");
export const trySub = ofTwo("trySub", "try_sub");
export const mulDown = ofTwo("mulDown", "mul_down");
export const mulUp = ofTwo("mulUp", "mul_up");
export const divDown = ofTwo("divDown", "div_down");
export const divUp = ofTwo("divUp", "div_up");

const ofThree = (name, run) => (number, factor, divisor) => {
  const [bits, by] = [exact(number, `${name}: number`), exact(factor, `${name}: factor`)];
  const part = exact(divisor, `${name}: divisor`);
  return make(Fixed, call(name, () => kernel[run](bits, by, part)));
};
export const mulDivDown = ofThree("mulDivDown", "mul_div_down");
export const mulDivUp = ofThree("mulDivUp", "mul_div_up");

export function mulDiv(a, b, divisor) {
  const [left, right] = [units(a, "mulDiv: a"), units(b, "mulDiv: b")];
  const part = units(divisor, "mulDiv: divisor");
  const both = call("mulDiv", () => kernel.mul_div(left, right, part));
  return [unitsAt(both, 0), unitsAt(both, 1)];
}

export const lesser = ofTwo("lesser", "lesser");
export const greater = ofTwo("greater", "greater");
export const compare = ofTwo("compare", "compare", (order) => order);

const onGrid = (name, run) => (number, step) => {
  const [bits, grid] = [exact(number, `${name}: number`), nearest(step, `${name}: step`)];
  return make(Fixed, call(name, () => kernel[run](bits, grid)));
};
export const floorTo = onGrid("floorTo", "floor_to");
export const ceilTo = onGrid("ceilTo", "ceil_to");

const ofOne = (name, run, wrap = (answer) => answer) => (number) => {
  const bits = exact(number, name);
  return wrap(call(name, () => kernel[run](bits)));
};
export const tryNeg = ofOne("tryNeg", "try_neg", (bits) => make(Fixed, bits));
export const tryAbs = ofOne("tryAbs", "try_abs", (bits) => make(Fixed, bits));
export const isNegative = ofOne("isNegative", "is_negative");
export const isZero = ofOne("isZero", "is_zero");
export const isFraction = ofOne("isFraction", "is_fraction");
