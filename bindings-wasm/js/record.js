// Values that are a few numbers, one after the other: how they are put together and read.
import { kernel } from "./module.js";
import { at } from "./fixed.js";
import { bytes, concat, fields } from "./value.js";

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

/** Gives a class a getter for the count behind so many numbers of its bytes. */
export function placed(type, where, name, numbers) {
  Object.defineProperty(type.prototype, name, {
    get() {
      const own = bytes(this, type, `${where}.${name}`);
      return new DataView(own.buffer, own.byteOffset).getUint32(numbers * 16, true);
    },
    configurable: true,
  });
}
