// `price/exit`: where a size can be sold or bought back, and what it fetches there.
import { kernel } from "./module.js";
import { call, wrongType } from "./error.js";
import { at, down, nearest, up, write } from "./fixed.js";
import { limit } from "./limits.js";
import { Price } from "./price.js";
import { decimals, numbers, record } from "./record.js";
import { bytes, concat, count, countBytes, counted, init, is, list, make } from "./value.js";

/** The kinds of the module, and where a venue's numbers begin behind its own. */
const [POOL, RANGES, STABLE_SWAP, DEPTH] = [0, 1, 2, 3].map(countBytes);
const HEAD = 4;
const one = (bits) => kernel.number_bytes(bits);

/** Gives a venue under construction its bytes: its kind, its fee, and the parts. */
function open(object, type, kind, fee, parts) {
  const name = type.name;
  const packed = concat([kind, one(up(fee, `${name}: fee`)), ...parts], name);
  call(name, () => kernel.venue_check(packed));
  init(object, type, packed);
}

/** A number of a venue, by its place behind the fee. */
const part = (object, type, name, place) =>
  at(bytes(object, type, `${type.name}.${name}`).subarray(HEAD + 16 * place, HEAD + 16 * place + 16), 0);

function proceeds(type, venue, size) {
  const name = `${type.name}.proceeds`;
  const [own, bits] = [bytes(venue, type, name), nearest(size, `${name}: size`)];
  return write(call(name, () => kernel.venue_proceeds(own, bits)));
}

function cost(type, venue, size) {
  const name = `${type.name}.cost`;
  const [own, bits] = [bytes(venue, type, name), nearest(size, `${name}: size`)];
  return write(call(name, () => kernel.venue_cost(own, bits)));
}

/** The rows that these bytes list, of numbers under these names. */
function rows(packed, names) {
  const all = decimals(packed);
  const row = (_, place) =>
    Object.freeze(Object.fromEntries(names.map((name, column) => [name, all[place * names.length + column]])));
  return Object.freeze(Array.from({ length: all.length / names.length }, row));
}

export class Pool {
  constructor(base, quote, fee) {
    open(this, Pool, POOL, fee, [one(nearest(base, "Pool: base")), one(nearest(quote, "Pool: quote"))]);
  }
  get base() {
    return part(this, Pool, "base", 1);
  }
  get quote() {
    return part(this, Pool, "quote", 2);
  }
  proceeds(size) {
    return proceeds(Pool, this, size);
  }
  cost(size) {
    return cost(Pool, this, size);
  }
}

const RANGE = { lower: nearest, upper: nearest, liquidity: nearest };

export class Ranges {
  constructor(root, ranges, fee) {
    const all = list(ranges, (value, where) => record(value, RANGE, where), "Ranges: ranges");
    open(this, Ranges, RANGES, fee, [one(nearest(root, "Ranges: root")), all]);
  }
  get root() {
    return part(this, Ranges, "root", 1);
  }
  get ranges() {
    return rows(bytes(this, Ranges, "Ranges.ranges").subarray(HEAD + 32), Object.keys(RANGE));
  }
  proceeds(size) {
    return proceeds(Ranges, this, size);
  }
  cost(size) {
    return cost(Ranges, this, size);
  }
}

export class StableSwap {
  constructor(balances, places, amplification, fee) {
    const all = numbers(balances, "StableSwap: balances");
    if (!Array.isArray(places) || places.length !== 2) throw wrongType("StableSwap: places", "an array of two places", places);
    const traded = [0, 1].map((end) => countBytes(count(places[end], `StableSwap: places[${end}]`)));
    const factor = one(nearest(amplification, "StableSwap: amplification"));
    open(this, StableSwap, STABLE_SWAP, fee, [factor, ...traded, all]);
  }
  get balances() {
    return decimals(bytes(this, StableSwap, "StableSwap.balances").subarray(HEAD + 40));
  }
  invariant() {
    const own = bytes(this, StableSwap, "StableSwap.invariant");
    return write(call("StableSwap.invariant", () => kernel.stable_swap_invariant(own)));
  }
  proceeds(size) {
    return proceeds(StableSwap, this, size);
  }
  cost(size) {
    return cost(StableSwap, this, size);
  }
}

const LEVEL = { price: nearest, size: nearest };
const level = (value, where) => record(value, LEVEL, where);

/** Where the asks begin: behind the bids, of which there is a count. */
function asksAt(own) {
  return HEAD + 20 + 32 * new DataView(own.buffer, own.byteOffset).getUint32(HEAD + 16, true);
}

export class Depth {
  constructor(bids, asks, fee) {
    open(this, Depth, DEPTH, fee, [counted(bids, level, "Depth: bids"), counted(asks, level, "Depth: asks")]);
  }
  get bids() {
    const own = bytes(this, Depth, "Depth.bids");
    return rows(own.subarray(HEAD + 20, asksAt(own)), Object.keys(LEVEL));
  }
  get asks() {
    const own = bytes(this, Depth, "Depth.asks");
    return rows(own.subarray(asksAt(own) + 4), Object.keys(LEVEL));
  }
  proceeds(size) {
    return proceeds(Depth, this, size);
  }
  cost(size) {
    return cost(Depth, this, size);
  }
}

/** The bytes of an argument that must be a venue. */
function venueBytes(value, where) {
  const type = [Pool, Ranges, StableSwap, Depth].find((type) => is(value, type));
  if (type === undefined) throw wrongType(where, "a Pool, Ranges, a StableSwap or a Depth", value);
  return bytes(value, type, where);
}

const average = (name, run) => (size, venue) => {
  const [bits, its] = [nearest(size, `${name}: size`), venueBytes(venue, `${name}: venue`)];
  return write(call(name, () => kernel[run](bits, its)));
};
export const averageSale = average("averageSale", "average_sale");
export const averagePurchase = average("averagePurchase", "average_purchase");

export function price(mark, quantity, venue) {
  const [own, bits] = [bytes(mark, Price, "price: mark"), nearest(quantity, "price: quantity")];
  const its = venueBytes(venue, "price: venue");
  return make(Price, call("price", () => kernel.exit_price(own, bits, its)));
}

const largest = (name, run) => (mark, slippage, most, step, venue) => {
  const [own, loss] = [bytes(mark, Price, `${name}: mark`), down(slippage, `${name}: slippage`)];
  const [end, grid] = [nearest(most, `${name}: most`), nearest(step, `${name}: step`)];
  const its = venueBytes(venue, `${name}: venue`);
  return limit(call(name, () => kernel[run](own, loss, end, grid, its)));
};
export const largestSale = largest("largestSale", "largest_sale");
export const largestPurchase = largest("largestPurchase", "largest_purchase");
