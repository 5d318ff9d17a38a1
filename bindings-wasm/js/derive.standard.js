// `methods/derive/standard`: the standard manager.
import { kernel } from "./module.js";
import { confidenceBytes, pegBytes } from "./charges.js";
import { positionBytes } from "./contract.js";
import { call, wrongType } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { readable, record } from "./record.js";
import { pair } from "./scan.js";
import { bytes, choice, concat, counted, init, list, make } from "./value.js";

const LEVELS = ["initial", "maintenance"];

function doubts(value, where) {
  if (!Array.isArray(value) || value.length !== 3) throw wrongType(where, "an array of three", value);
  return list(value, confidenceBytes, where);
}

const READ = {
  most: up,
  least: up,
  call: up,
  put: up,
  putMark: up,
  offset: up,
  unpaired: pair(up),
  perp: pair(up),
  coin: pair(down),
  confidence: doubts,
  peg: pegBytes,
};

const OPTIONS = { positions: (value, where) => counted(value, positionBytes, where), forward: nearest, confidence: down };
const options = (value, where) => record(value, OPTIONS, where);
const HOLDINGS = { perp: nearest, profit: nearest, coins: nearest, options: (value, where) => list(value, options, where) };
const FEEDS = { spot: nearest, spotConfidence: down, perp: nearest, perpConfidence: down, coin: nearest };
const own = (value, where) => bytes(value, Parameters, where);
const level = (value, where) => choice(value, LEVELS, where);

export class Parameters {
  constructor(parts) {
    const packed = record(parts, READ, "Parameters");
    call("Parameters", () => kernel.standard_parameters_check(packed));
    init(this, Parameters, packed);
  }
  isolated(position, spot, at) {
    const name = "Parameters.isolated";
    const [packed, held] = [own(this, name), positionBytes(position, `${name}: position`)];
    const [price, place] = [nearest(spot, `${name}: spot`), level(at, `${name}: level`)];
    return write(call(name, () => kernel.standard_isolated(packed, held, price, place)));
  }
  expiry(held, spot, at) {
    const name = "Parameters.expiry";
    const [packed, all] = [own(this, name), options(held, `${name}: options`)];
    const [price, place] = [nearest(spot, `${name}: spot`), level(at, `${name}: level`)];
    return write(call(name, () => kernel.standard_expiry(packed, all, price, place)));
  }
  market(holdings, feeds, at) {
    const name = "Parameters.market";
    const [packed, all] = [own(this, name), record(holdings, HOLDINGS, `${name}: holdings`)];
    const [prices, place] = [record(feeds, FEEDS, `${name}: feeds`), level(at, `${name}: level`)];
    return make(Margin, call(name, () => kernel.standard_market(packed, all, prices, place)));
  }
  mark(holdings, feeds) {
    const name = "Parameters.mark";
    const [packed, all] = [own(this, name), record(holdings, HOLDINGS, `${name}: holdings`)];
    const prices = record(feeds, FEEDS, `${name}: feeds`);
    return write(call(name, () => kernel.standard_mark(packed, all, prices)));
  }
}

const MARGIN = { options: nearest, perp: nearest, profit: nearest, coins: nearest, confidence: nearest, peg: nearest };

export class Margin {
  constructor() {
    throw new TypeError("Margin: made by Parameters.market");
  }
  static fromParts(parts) {
    return make(Margin, record(parts, MARGIN, "Margin.fromParts"));
  }
  total() {
    const parts = bytes(this, Margin, "Margin.total");
    return write(call("Margin.total", () => kernel.standard_margin_total(parts)));
  }
}
readable(Margin, "Margin", Object.keys(MARGIN));
