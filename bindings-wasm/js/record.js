// Values that are a few numbers, one after the other: how they are put together and read.
import { kernel } from "./module.js";
import { at, nearest, write } from "./fixed.js";
import { call, wrongType } from "./error.js";
import { bytes, concat, count, countBytes, fields, list, longAt, make, seconds } from "./value.js";

/** The bytes of the fields that `readers` name, each read in its direction; a reader gives bits, or bytes. */
export function record(parts, readers, where) {
  const given = fields(parts, where);
  const inside = where.includes(":") ? "." : ": ";
  const one = ([name, read]) => {
    const value = read(given[name], `${where}${inside}${name}`);
    return typeof value === "bigint" ? kernel.number_bytes(value) : value;
  };
  return concat(Object.entries(readers).map(one), where);
}

/** Gives a class a getter for each number of its bytes, in their order. */
export function readable(type, where, names) {
  names.forEach((name, place) => {
    Object.defineProperty(type.prototype, name, {
      get() {
        return at(bytes(this, type, `${where}.${name}`), place);
      },
      configurable: true,
    });
  });
}

/** A result of several parts: the words of the module's text under their names. */
export function result(text, ...names) {
  const words = text.split(" ");
  return Object.freeze(Object.fromEntries(names.map((name, place) => [name, words[place]])));
}

/** Gives a class a getter for each of its numbers and for the count behind them, and a way to make it of both. */
export function summed(type, where, numbers, place, read = count, show = (count) => count) {
  readable(type, where, numbers);
  Object.defineProperty(type.prototype, place, {
    get() {
      const own = bytes(this, type, `${where}.${place}`);
      return show(new DataView(own.buffer, own.byteOffset).getUint32(numbers.length * 16, true));
    },
    configurable: true,
  });
  const each = Object.fromEntries(numbers.map((name) => [name, nearest]));
  each[place] = (value, at) => countBytes(read(value, at));
  Object.defineProperty(type, "fromParts", {
    value: (parts) => make(type, record(parts, each, `${where}.fromParts`)),
    writable: true,
    configurable: true,
  });
}

/** Gives a class a getter for each field of its bytes from one on: what `seconds` reads is a time, all else a number. */
export function packed(type, where, readers, first = 0) {
  let next = first;
  for (const [name, read] of Object.entries(readers)) {
    const place = next;
    const own = (object) => bytes(object, type, `${where}.${name}`);
    const get = read === seconds
      ? function () { return longAt(own(this), place); }
      : function () { return at(own(this).subarray(place, place + 16), 0); };
    Object.defineProperty(type.prototype, name, { get, configurable: true });
    next += read === seconds ? 8 : 16;
  }
}

/** A function of numbers under these names, each read to nearest, to one. */
export const numeric = (where, run, ...names) => (...given) => {
  const bits = names.map((name, place) => nearest(given[place], `${where}: ${name}`));
  return write(call(where, () => kernel[run](...bits)));
};

/** The bytes of a list of numbers, each read to nearest. */
export const numbers = (value, where) => list(value, (one, at) => kernel.number_bytes(nearest(one, at)), where);

/** The numbers that these bytes list. */
export const decimals = (packed) =>
  Object.freeze(Array.from({ length: packed.length / 16 }, (_, place) => at(packed.subarray(place * 16, place * 16 + 16), 0)));

/** The bits of two numbers, each read to nearest. */
export function both(value, where) {
  if (!Array.isArray(value) || value.length !== 2) throw wrongType(where, "an array of two numbers", value);
  return [nearest(value[0], `${where}[0]`), nearest(value[1], `${where}[1]`)];
}
