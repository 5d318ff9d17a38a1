// `columns/positions`: the positions of many accounts as bytes, one account after another, by market.
import { kernel } from "./module.js";
import { ErrorCode, PlimsollError, refusal, wrongType } from "./error.js";
import { Fixed } from "./fixed.js";
import { Written, shown, state as marketsOf } from "./markets.js";
import { asked } from "./report.js";
import { MOST, bytes, concat, count, countBytes, fields, init, is, make } from "./value.js";

const state = (value, where) => bytes(value, Positions, where);

const same = (some, others) => some.length === others.length && some.every((name, place) => name === others[place]);
const alike = (book, other) => book === other || (same(book.assets, other.assets) && same(book.perps, other.perps));

/** The bytes of markets and of positions in them. */
export function both(markets, positions, name) {
  const [prices, held] = [marketsOf(markets, `${name}: markets`), state(positions, `${name}: positions`)];
  if (alike(prices.book, held.book)) return { book: prices.book, markets: prices.packed, positions: held.packed, held };
  throw new PlimsollError(ErrorCode.InvalidBook, `${name}: positions: they are in other markets`);
}

/** Runs a function of the module on columns: what is wrong there is named by account, column and row. */
export function measured(where, held, run) {
  try {
    return run();
  } catch (thrown) {
    if (typeof thrown === "number") throw refusal(where, thrown);
    if (typeof thrown !== "string") throw thrown;
    const [code, table, column, row] = thrown.split(" ");
    const [place, tables] = [Number(row), ["balances", "perps"]];
    if (!tables.includes(table)) throw refusal(`${where}: account ${shown(held.accounts[place] ?? row)}`, Number(code));
    const order = held.orders?.[tables.indexOf(table)];
    const account = shown(held.accounts[owner(held, tables.indexOf(table), place)] ?? "");
    throw refusal(`${where}: account ${account}: ${table}.${column}: row ${order?.[place] ?? place}`, Number(code));
  }
}

/** The account whose row this is. */
function owner({ packed, accounts }, table, row) {
  const view = new DataView(packed.buffer, packed.byteOffset);
  const balances = view.getUint32(4, true);
  const start = table === 0 ? 8 : 8 + 4 * (accounts.length + 1) + 20 * balances + 4;
  const at = (account) => view.getUint32(start + 4 * account, true);
  let [low, high] = [0, accounts.length];
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) <= row) low = middle;
    else high = middle;
  }
  return low;
}

const WHOLE = [Uint32Array, Int32Array, BigInt64Array, BigUint64Array, Uint8Array, Uint16Array, Int8Array, Int16Array];
const WANTED = "an array, or a typed array of whole numbers";

/** A column as a list, and whether it was a typed array of whole numbers. */
function column(table, name, rows, where) {
  const own = table[name];
  const at = `${where}.${name}`;
  const typed = WHOLE.some((type) => own instanceof type);
  if (!typed && !Array.isArray(own)) throw wrongType(at, WANTED, own);
  const length = own.length;
  if (length > MOST / 16) throw new RangeError(`${at}: more than ${MOST / 16} rows`);
  if (rows === undefined || length === rows) return { list: Array.from({ length }, (_, row) => own[row]), typed };
  throw new PlimsollError(ErrorCode.InvalidLength, `${at}: ${length} rows, where account has ${rows}`);
}

/** What an account is called: text, or a whole number as text. */
function called(value, where) {
  if (typeof value === "string") return value;
  if (typeof value === "bigint" && BigInt.asIntN(128, value) === value) return String(value);
  if (Number.isSafeInteger(value)) return String(value);
  throw wrongType(where, "text or a whole number", value);
}

/** The place of a market by its name, or by its place. */
function placed(names, places, value, where) {
  const place = typeof value === "string" ? places.get(value) : count(value, where);
  if (place === undefined || place >= names.length) throw refusal(where, ErrorCode.UnknownMarket);
  return place;
}

/** The bits of a column of numbers, all of them read at once. */
function numbers({ list, typed }, nearest, where) {
  const exact = [];
  let length = 0;
  const lines = list.map((value, row) => {
    const at = () => `${where}: row ${row}`;
    if (is(value, Fixed)) {
      exact.push([row, bytes(value, Fixed)]);
      return "0";
    }
    if (typeof value === "bigint" && BigInt.asIntN(96, value) !== value) throw refusal(at(), ErrorCode.Overflow);
    if (typeof value !== "string" && typeof value !== "bigint" && !typed) throw wrongType(at(), "decimal text, a bigint or a Fixed", value);
    const line = String(value);
    if (line.includes("\n")) throw refusal(at(), ErrorCode.InvalidNumber);
    length += line.length + 1;
    if (length > MOST) throw new RangeError(`${where}: more than ${MOST} characters`);
    return line;
  });
  if (lines.length === 0) return new Uint8Array();
  let packed;
  try {
    packed = kernel.columns_numbers(lines.join("\n"), nearest);
  } catch (thrown) {
    if (typeof thrown !== "string") throw thrown;
    const [code, row] = thrown.split(" ");
    throw refusal(`${where}: row ${row}`, Number(code));
  }
  const view = new DataView(packed.buffer, packed.byteOffset);
  for (const [row, bits] of exact) {
    view.setBigUint64(row * 16, BigInt.asUintN(64, bits), true);
    view.setBigInt64(row * 16 + 8, bits >> 64n, true);
  }
  return packed;
}

/** A table as its caller has it: whose each row is, in which market, and its numbers. */
function read(table, names, wanted, accounts, where) {
  fields(table, where);
  const { list: named } = column(table, "account", undefined, where);
  const owners = named.map((value, row) => {
    const name = called(value, `${where}.account: row ${row}`);
    if (!accounts.has(name)) accounts.set(name, accounts.size);
    return accounts.get(name);
  });
  const places = new Map(names.map((name, place) => [name, place]));
  const market = column(table, "market", named.length, where);
  const markets = market.list.map((value, row) => placed(names, places, value, `${where}.market: row ${row}`));
  const columns = wanted.map(([name, nearest, orders]) => {
    if (orders && table[name] === undefined) return new Uint8Array(named.length * 16);
    const packed = numbers(column(table, name, named.length, where), nearest, `${where}.${name}`);
    const negative = orders ? owners.findIndex((_, row) => packed[row * 16 + 15] > 127) : -1;
    if (negative >= 0) throw refusal(`${where}.${name}: row ${negative}`, ErrorCode.InvalidQuantity);
    return packed;
  });
  return { owners, markets, columns, where };
}

/** The bytes of a table by account and market, and the caller's row of each. */
function sorted({ owners, markets, columns, where }, accounts, orders) {
  const order = Uint32Array.from(owners.keys());
  order.sort((a, b) => owners[a] - owners[b] || markets[a] - markets[b] || a - b);
  const offsets = new Uint32Array(accounts + 1);
  order.forEach((row, place) => {
    const before = order[place - 1];
    if (place > 0 && owners[before] === owners[row] && markets[before] === markets[row]) {
      throw refusal(`${where}.market: row ${row}`, ErrorCode.InvalidOrder);
    }
    offsets[owners[row] + 1] += 1;
  });
  for (let account = 0; account < accounts; account += 1) offsets[account + 1] += offsets[account];
  const gathered = columns.map((packed) => {
    const all = new Uint8Array(packed.length);
    order.forEach((row, place) => all.set(packed.subarray(row * 16, row * 16 + 16), place * 16));
    return all;
  });
  const words = (values) => new Uint8Array(Uint32Array.from(values).buffer);
  const parts = [countBytes(order.length), words(offsets), words(Array.from(order, (row) => markets[row])), ...gathered];
  return { order, packed: concat(parts, where) };
}

const BALANCES = [["quantity", false, false]];
const PERPS = [["size", true, false], ["quote", false, false], ["bids", true, true], ["asks", true, true]];
const NOBODY = { account: [], market: [], size: [], quote: [] };

export class Positions {
  constructor(markets, columns) {
    const { book } = marketsOf(markets, "Positions: markets");
    const { balances, perps } = fields(columns, "Positions: columns");
    const accounts = new Map();
    const tables = [
      read(balances, book.assets, BALANCES, accounts, "Positions: balances"),
      read(perps === undefined ? NOBODY : perps, book.perps, PERPS, accounts, "Positions: perps"),
    ];
    const both = tables.map((table) => sorted(table, accounts.size));
    const packed = concat([countBytes(accounts.size), ...both.map((table) => table.packed)], "Positions");
    const names = Object.freeze([...accounts.keys()]);
    init(this, Positions, { book, packed, accounts: names, orders: both.map((table) => table.order) });
  }
  static of(book, markets) {
    const { book: own } = marketsOf(markets, "Positions.of: markets");
    const written = new Written(asked("columns_accounts", book, "Positions.of"));
    if (!alike({ assets: written.texts(), perps: written.texts() }, own)) {
      throw new PlimsollError(ErrorCode.InvalidBook, "Positions.of: the book has other assets or perps than the markets");
    }
    const accounts = written.texts();
    return make(Positions, { book: own, packed: concat([written.rest()], "Positions.of"), accounts });
  }
  get accounts() {
    return state(this, "Positions.accounts").accounts;
  }
}
