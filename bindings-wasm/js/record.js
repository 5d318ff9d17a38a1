// Values that are a few numbers, one after the other: how they are put together and read.
import { kernel } from "./module.js";
import { at, nearest } from "./fixed.js";
import { bytes, concat, count, countBytes, fields, make } from "./value.js";

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
