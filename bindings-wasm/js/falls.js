// `columns/threshold`: the liquidation prices of some accounts along one index.
import { kernel } from "./module.js";
import { wrongType } from "./error.js";
import { Fixed, nearest } from "./fixed.js";
import { limit } from "./limits.js";
import { placeOf } from "./markets.js";
import { both, measured } from "./positions.js";
import { rowOf } from "./rows.js";
import { MOST, fields } from "./value.js";

/** The rows of the accounts that are asked for: all where nothing is said. */
function rowsOf(value, length) {
  const where = "falls: accounts";
  if (value === undefined) return Uint32Array.from({ length }, (_, row) => row);
  if (!Array.isArray(value) && !(value instanceof Uint32Array)) throw wrongType(where, "an array of rows", value);
  if (value.length > MOST / 16) throw new RangeError(`${where}: more than ${MOST / 16} rows`);
  return Uint32Array.from({ length: value.length }, (_, place) => rowOf(value[place], length, `${where}[${place}]`));
}

export function falls(markets, positions, market, options = {}) {
  const all = both(markets, positions, "falls");
  if (typeof market !== "string") throw wrongType("falls: market", "the name of a market", market);
  const index = all.book.indices[placeOf(all.book, market, "falls: market")];
  const { accounts, step } = fields(options, "falls: options");
  const grid = nearest(step === undefined ? Fixed.DELTA : step, "falls: step");
  const rows = rowsOf(accounts, all.held.accounts.length);
  const text = measured("falls", all.held, () => kernel.columns_falls(all.markets, all.positions, index, grid, rows));
  const limits = text.split("\n").map(limit);
  return Object.freeze(Array.from(rows, (_, place) => Object.freeze({ below: limits[place * 2], above: limits[place * 2 + 1] })));
}
