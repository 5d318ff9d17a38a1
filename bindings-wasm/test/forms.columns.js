// The golden vectors of columns through the package, as far as markets and positions can be made here: without
// options, and each vector's markets from their parts, which a book has only some of.
import * as p from "plimsoll/columns";
import { Markets } from "../pkg/markets.js";
import { make } from "../pkg/value.js";
import { show } from "./forms.js";

const u32 = (value) => new Uint8Array(Uint32Array.of(value).buffer);
const number = (bits) => new Uint8Array(BigInt64Array.of(BigInt.asIntN(64, BigInt(bits)), BigInt(bits) >> 64n).buffer);
const joined = (...parts) => Uint8Array.from(parts.flat(9).flatMap((part) => [...part]));
const ONE = String(2n ** 48n);
const price = ({ low, high }) => [number(low), number(high)];
const pair = ({ asset, liability }) => [number(asset), number(liability)];
const rung = ({ floor, rate, deduction }) => [number(floor), number(rate), number(deduction)];

function terms({ price: at, weights, tiers = [], profit_weight: share = ONE }) {
  const own = [pair(weights ?? { asset: ONE, liability: ONE }), number(share), u32(tiers.length), tiers.map(rung)];
  return [Uint8Array.of(weights === undefined ? 1 : 0), price(at), own];
}

/** Markets of these parts, which go by their places. */
function markets({ assets, perps = [] }) {
  const own = assets.map((asset) => [u32(asset.index), asset.prices.map(price), asset.weights.map(pair)]);
  const held = perps.map((perp) => [u32(perp.settles), u32(perp.index), perp.terms.map(terms)]);
  const packed = joined(u32(own.length), own, u32(held.length), held);
  const names = (list, what) => list.map((_, place) => `${what}${place}`);
  const book = { assets: names(assets, "A"), perps: names(perps, "P"), places: new Map(), indices: [] };
  [...book.assets, ...book.perps].forEach((name, place) => book.places.set(name, place));
  book.indices = [...assets, ...perps].map((_, place) => place);
  return make(Markets, { book, packed });
}

/** The rows of a table, with the place of whose each is. */
function table({ offsets, market, ...numbers }) {
  const account = market.map((_, row) => offsets.findIndex((end) => end > row) - 1);
  const filled = Object.entries(numbers).filter(([, values]) => values.length > 0 || market.length === 0);
  const read = ([name, values]) => [name, values.map((bits) => p.Fixed.fromBits(BigInt(bits)))];
  return { account, market, ...Object.fromEntries(filled.map(read)) };
}

/** The vector's accounts that have positions, and the row of each. */
function held(i, at) {
  const { balances, perps } = i.positions;
  const nothing = { account: [], market: [], quantity: [] };
  const tables = { balances: balances ? table(balances) : nothing, ...(perps && { perps: table(perps) }) };
  const positions = new p.Positions(at, tables);
  return { positions, row: (account) => positions.accounts.indexOf(String(account)) };
}

const bits = (text) => String(p.readNearest(text).bits);
const EMPTY = { assets: ["0", "0", "0"], liabilities: ["0", "0", "0"], status: "healthy" };
const NONE = 2 ** 32 - 1;

function scan(i) {
  const at = markets(i.book);
  const { positions, row } = held(i, at);
  const rows = p.scan(at, positions);
  const one = (account) => {
    if (row(account) < 0) return EMPTY;
    const { status, initial, maintenance, equity } = rows.at(row(account));
    const levels = [initial, maintenance, equity];
    return { assets: levels.map((level) => bits(level.assets)), liabilities: levels.map((level) => bits(level.liabilities)), status };
  };
  return i.accounts.map((account) => ({ ...one(account), scenario: NONE }));
}

function surplus(i) {
  const at = markets(i.book);
  const { positions, row } = held(i, at);
  const outcomes = p.scenarios(at, positions, [{}]);
  return i.accounts.map((account) => {
    const { status, surplus: left } = row(account) < 0 ? { status: "healthy", surplus: "0" } : outcomes.at(0, row(account));
    return { status, surplus: bits(left) };
  });
}

function threshold(i) {
  // The index as an asset of its own that nobody has, at the vector's price and at a place that no other index has.
  const place = i.book.assets.length;
  const moved = (index) => (index === i.index ? place : index + place + 1);
  const assets = i.book.assets.map((asset) => ({ ...asset, index: moved(asset.index) }));
  const perps = i.book.perps.map((perp) => ({ ...perp, index: moved(perp.index) }));
  const one = { asset: ONE, liability: ONE };
  const own = { prices: [i.price, i.price, i.price], weights: [one, one, one], index: place };
  const at = markets({ assets: [...assets, own], perps });
  const { positions, row } = held(i, at);
  const step = p.Fixed.fromBits(BigInt(i.step));
  const [found] = p.falls(at, positions, `A${place}`, { accounts: [row(i.account)], step });
  return show.threshold(found);
}

/** The functions of columns that are bound, by the names of the vectors. */
export const functions = { scan, surplus, threshold };

const rowsOf = (table, account) => (table?.offsets.length ? table.offsets[account + 1] - table.offsets[account] : 0);

/** What of a vector is bound: accounts without options, and faults outside of what a caller does not give. */
export function part(vector) {
  const { function: name, in: i, out, fault } = vector;
  if (!(name in functions)) return [];
  const { options, ...positions } = i.positions;
  if (fault !== undefined) {
    const theirs = fault.table === "options" || fault.table === "accounts" || fault.column === "offsets" || vector.error === "OutOfDomain";
    return theirs ? [] : [{ ...vector, in: { ...i, positions } }];
  }
  if (name === "threshold") {
    const there = rowsOf(positions.balances, i.account) + rowsOf(positions.perps, i.account) > 0;
    return there && rowsOf(options, i.account) === 0 ? [{ ...vector, in: { ...i, positions } }] : [];
  }
  const [start, end] = i.accounts ?? [0, i.positions.accounts];
  const accounts = Array.from({ length: end - start }, (_, place) => start + place).filter((account) => rowsOf(options, account) === 0);
  const kept = out.filter((_, place) => rowsOf(options, start + place) === 0);
  return kept.length === 0 ? [] : [{ ...vector, in: { ...i, positions, accounts }, out: kept }];
}
