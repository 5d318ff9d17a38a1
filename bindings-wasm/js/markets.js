// `columns/markets`: the markets of a book at one moment, as bytes; a price or a move makes others.
import { kernel } from "./module.js";
import { ErrorCode, PlimsollError, call, wrongType } from "./error.js";
import { down, up } from "./fixed.js";
import { asked } from "./report.js";
import { bytes, concat, countBytes, fields, init, make } from "./value.js";

/** What the module wrote: counts, names, and what stands behind them. */
export class Written {
  #packed;
  #view;
  #place = 0;
  constructor(packed) {
    this.#packed = packed;
    this.#view = new DataView(packed.buffer, packed.byteOffset);
  }
  count() {
    const count = this.#view.getUint32(this.#place, true);
    this.#place += 4;
    return count;
  }
  text() {
    const end = this.count() + this.#place;
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#packed.subarray(this.#place, end));
    this.#place = end;
    return text;
  }
  list(read) {
    return Object.freeze(Array.from({ length: this.count() }, read));
  }
  texts() {
    return this.list(() => this.text());
  }
  rest() {
    return this.#packed.slice(this.#place);
  }
}

/** A name in a message, cut where it is long. */
export const shown = (name) => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}...` : name);

/** The bytes of markets, and of what book they are. */
export const state = (value, where) => bytes(value, Markets, where);

/** The place of a named market among all, assets before perps. */
export function placeOf(book, name, where) {
  const place = book.places.get(name);
  if (place !== undefined) return place;
  throw new PlimsollError(ErrorCode.InvalidBook, `${where}: ${shown(name)} is not one of the book's markets`);
}

/** Moves by market as bytes: of each its index, and the factor of its prices. */
export function moves(book, shocks, where) {
  const moved = new Set();
  const parts = Object.entries(fields(shocks, where)).flatMap(([name, change]) => {
    const at = `${where}: ${shown(name)}`;
    const index = book.indices[placeOf(book, name, where)];
    if (moved.has(index)) throw new PlimsollError(ErrorCode.InvalidBook, `${at}: its index is moved twice`);
    moved.add(index);
    const [least, most] = [down(change, at), up(change, at)];
    return [countBytes(index), call(at, () => kernel.columns_factor(least, most))];
  });
  return concat(parts, where);
}

/** One number, or the low and the high end of a price. */
function ends(price, where) {
  if (!Array.isArray(price)) return [price, price];
  if (price.length !== 2) throw wrongType(where, "a price, or its low and its high end", price);
  return [price[0], price[1]];
}

export class Markets {
  constructor(book) {
    const written = new Written(asked("columns_markets", book, "Markets"));
    const own = {
      currency: written.text(),
      assets: written.texts(),
      perps: written.texts(),
      indices: written.list(() => written.count()),
    };
    own.places = new Map([...own.assets, ...own.perps].map((name, place) => [name, place]));
    init(this, Markets, { book: own, packed: written.rest() });
  }
  get currency() {
    return state(this, "Markets.currency").book.currency;
  }
  get assets() {
    return state(this, "Markets.assets").book.assets;
  }
  get perps() {
    return state(this, "Markets.perps").book.perps;
  }
  move(shocks) {
    const { book, packed } = state(this, "Markets.move");
    const all = moves(book, shocks, "Markets.move: shocks");
    return make(Markets, { book, packed: call("Markets.move", () => kernel.columns_move(packed, all)) });
  }
  price(prices) {
    const { book, packed } = state(this, "Markets.price");
    const where = "Markets.price: prices";
    const parts = Object.entries(fields(prices, where)).flatMap(([name, price]) => {
      const [place, at] = [placeOf(book, name, where), `${where}: ${shown(name)}`];
      const [low, high] = ends(price, at);
      const [least, most] = [down(low, at), up(high, at)];
      return [countBytes(place), call(at, () => kernel.price_new(least, most))];
    });
    const all = concat(parts, where);
    return make(Markets, { book, packed: call("Markets.price", () => kernel.columns_price(packed, all)) });
  }
}
