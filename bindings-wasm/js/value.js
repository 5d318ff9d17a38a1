// Values of the core as JavaScript's own: an object keeps its bytes, the module keeps nothing, and the
// garbage collector frees them like any other value.
import { kind, wrongType } from "./error.js";

class Given {
  constructor(object) {
    return object;
  }
}

// A private field put on another class's object: only this file reads it, nobody else can make one.
class State extends Given {
  #type;
  #bytes;
  constructor(object, type, bytes) {
    super(object);
    this.#type = type;
    this.#bytes = bytes;
  }
  static has(value, type) {
    return typeof value === "object" && value !== null && #type in value && value.#type === type;
  }
  static get(value) {
    return value.#bytes;
  }
  static set(value, bytes) {
    value.#bytes = bytes;
  }
}

/** Gives an object under construction its bytes. */
export function init(object, type, bytes) {
  new State(object, type, bytes);
}

/** An object of this class with these bytes, past its constructor. */
export function make(type, bytes) {
  const object = Object.create(type.prototype);
  new State(object, type, bytes);
  return object;
}

/** Whether this object was made by the class. */
export function is(value, type) {
  return State.has(value, type);
}

/** The bytes of an argument, which must be of the class. */
export function bytes(value, type, where) {
  if (!State.has(value, type)) throw wrongType(where, `a ${type.name}`, value);
  return State.get(value);
}

/** Replaces the bytes of an object that may change: a `Health`, a `Net`, an `Account`. */
export function change(object, next) {
  State.set(object, next);
}

/** The most that one call passes on, so that no argument exhausts the module's memory. */
export const MOST = 1 << 24;

/** Where short bytes lie beside one another: an engine makes a view a dozen times faster than a buffer. */
const SLAB = 4096;
let slab = new ArrayBuffer(SLAB);
let used = 0;

/** So many bytes that nobody else has. */
function room(length) {
  if (length > SLAB / 8) return new Uint8Array(length);
  if (used + length > SLAB) [slab, used] = [new ArrayBuffer(SLAB), 0];
  used += length;
  return new Uint8Array(slab, used - length, length);
}

/** All parts one after the other. */
export function concat(parts, where) {
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > MOST) throw new RangeError(`${where}: more than ${MOST} bytes in one call`);
  const all = room(length);
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

/** The items of an argument that must be an array, each through `read`, one after the other. */
export function list(value, read, where) {
  return concat(items(value, where).map((item, place) => read(item, `${where}[${place}]`)), where);
}

/** A list with an item for each of the three levels. */
export function levels(value, read, where) {
  if (!Array.isArray(value) || value.length !== 3) throw wrongType(where, "an array of three levels", value);
  return list(value, read, where);
}

/** The items of an argument that must be an array. */
export function items(value, where) {
  if (!Array.isArray(value)) throw wrongType(where, "an array", value);
  const length = Number(value.length);
  if (length > MOST / 16) throw new RangeError(`${where}: more than ${MOST / 16} items`);
  const all = [];
  for (let place = 0; place < length; place += 1) all.push(value[place]);
  return all;
}

/** An argument that must be an object, to read fields from. */
export function fields(value, where) {
  if (typeof value !== "object" || value === null) throw wrongType(where, "an object", value);
  return value;
}

/** The place of a name among those that an argument may be. */
export function choice(value, names, where) {
  const place = names.indexOf(value);
  if (place >= 0) return place;
  const all = names.map((name) => `"${name}"`).join(", ");
  throw new TypeError(`${where}: expected one of ${all}, got ${typeof value === "string" ? "another string" : kind(value)}`);
}

/** A count, index or number of decimals: a whole JavaScript number that fits 32 bits. */
export function count(value, where) {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  if (typeof value === "number") throw new RangeError(`${where}: expected a whole number from 0 to 4294967295`);
  throw wrongType(where, "a whole number", value);
}

/** A count as bytes. */
export function countBytes(count) {
  const packed = new Uint8Array(4);
  new DataView(packed.buffer).setUint32(0, count, true);
  return packed;
}

/** The items of an argument as `list` reads them, behind their count. */
export function counted(value, read, where) {
  const all = items(value, where).map((item, place) => read(item, `${where}[${place}]`));
  return concat([countBytes(all.length), ...all], where);
}

/** A whole number of up to 53 bits, as the module takes it. */
export function long(value, where, what = "a whole number") {
  if (typeof value !== "number") throw wrongType(where, what, value);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${where}: expected ${what}, at least 0`);
  return BigInt(value);
}

/** A time or a span of time. */
export const time = (value, where) => long(value, where, "a whole number of seconds");

/** A whole number as bytes. */
export function wholeBytes(number) {
  const packed = new Uint8Array(8);
  new DataView(packed.buffer).setBigUint64(0, number, true);
  return packed;
}

/** A time as bytes. */
export const seconds = (value, where) => wholeBytes(time(value, where));

/** The whole number that stands at this byte. */
export const longAt = (packed, place) => Number(new DataView(packed.buffer, packed.byteOffset).getBigUint64(place, true));
