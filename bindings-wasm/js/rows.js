// `columns/scan`: every account at every level, as bytes.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { both, measured } from "./positions.js";
import { bytes, choice, count, make } from "./value.js";

const LEVELS = ["initial", "maintenance", "equity"];
const state = (value, where) => bytes(value, Rows, where);

/** A row that is there. */
export function rowOf(value, rows, where) {
  const row = count(value, where);
  if (row >= rows) throw new RangeError(`${where}: there are ${rows} rows`);
  return row;
}

/** The name of a status by its number. */
export const named = (status) => kernel.status_names().split(" ")[status];

/** Assets and liabilities at a level, a column each. */
function pair(own, level, where) {
  const [size, place] = [own.length * 16, choice(level, LEVELS, `${where}: level`) * 2];
  return [0, 1].map((side) => own.sums.subarray((place + side) * size, (place + side + 1) * size));
}

const floats = (name, run) => function (level) {
  const [owned, owed] = pair(state(this, `Rows.${name}`), level, `Rows.${name}`);
  return call(`Rows.${name}`, () => kernel[run](owned, owed));
};

export class Rows {
  constructor() {
    throw new TypeError("Rows: they are made by scan");
  }
  get length() {
    return state(this, "Rows.length").length;
  }
  get statuses() {
    return state(this, "Rows.statuses").statuses;
  }
  status(row) {
    const own = state(this, "Rows.status");
    return named(own.sums[own.length * 96 + rowOf(row, own.length, "Rows.status: row")]);
  }
  at(row) {
    const own = state(this, "Rows.at");
    const place = rowOf(row, own.length, "Rows.at: row");
    const packed = new Uint8Array(96);
    for (let column = 0; column < 6; column += 1) {
      const start = (column * own.length + place) * 16;
      packed.set(own.sums.subarray(start, start + 16), column * 16);
    }
    const words = call("Rows.at", () => kernel.columns_row(packed)).split(" ");
    const level = (first) => {
      const [assets, liabilities, surplus] = words.slice(first);
      return Object.freeze({ assets, liabilities, surplus });
    };
    const status = named(own.sums[own.length * 96 + place]);
    return Object.freeze({ status, initial: level(0), maintenance: level(3), equity: level(6) });
  }
}
for (const [name, run] of [["surplus", "columns_surplus"], ["ratio", "columns_ratio"]]) {
  Object.defineProperty(Rows.prototype, name, { value: floats(name, run), writable: true, configurable: true });
}

export function scan(markets, positions) {
  const all = both(markets, positions, "scan");
  const sums = measured("scan", all.held, () => kernel.columns_scan(all.markets, all.positions));
  const length = all.held.accounts.length;
  return make(Rows, { length, sums, statuses: sums.slice(length * 96) });
}
