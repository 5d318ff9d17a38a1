// `methods/derive/discount` and `methods/derive/margin`: what the two portfolio managers share.
import { kernel } from "./module.js";
import { expiryBytes, positionBytes } from "./contract.js";
import { call } from "./error.js";
import { at, down, nearest, up, write } from "./fixed.js";
import { readable, record, summed } from "./record.js";
import { arrayBytes, pair, scanBytes, scenarioBytes } from "./scan.js";
import { bytes, change, concat, count, countBytes, counted, fields, init, make } from "./value.js";

/** Gives a discount its rate, which stands behind the base. */
function rated(type) {
  const get = function () {
    const own = bytes(this, type, `${type.name}.rate`);
    return Object.freeze([at(own, 1), at(own, 2)]);
  };
  Object.defineProperty(type.prototype, "rate", { get, configurable: true });
}

export const longBytes = (value, where) => bytes(value, LongDiscount, where);

export class LongDiscount {
  constructor(base, rate) {
    const packed = record({ base, rate }, { base: down, rate: pair(up) }, "LongDiscount");
    call("LongDiscount", () => kernel.long_discount_check(packed));
    init(this, LongDiscount, packed);
  }
  at(expiry) {
    const [own, time] = [longBytes(this, "LongDiscount.at"), expiryBytes(expiry, "LongDiscount.at: expiry")];
    return write(call("LongDiscount.at", () => kernel.long_discount_at(own, time)));
  }
}
readable(LongDiscount, "LongDiscount", ["base"]);
rated(LongDiscount);

export const shortBytes = (value, where) => bytes(value, ShortDiscount, where);

export class ShortDiscount {
  constructor(base, rate) {
    const packed = record({ base, rate }, { base: up, rate: pair(up) }, "ShortDiscount");
    call("ShortDiscount", () => kernel.short_discount_check(packed));
    init(this, ShortDiscount, packed);
  }
  at(expiry) {
    const [own, time] = [shortBytes(this, "ShortDiscount.at"), expiryBytes(expiry, "ShortDiscount.at: expiry")];
    return write(call("ShortDiscount.at", () => kernel.short_discount_at(own, time)));
  }
}
readable(ShortDiscount, "ShortDiscount", ["base"]);
rated(ShortDiscount);

export class Discounts {
  constructor(long, short) {
    init(this, Discounts, record({ long, short }, { long: nearest, short: nearest }, "Discounts"));
  }
  apply(value) {
    const [own, bits] = [bytes(this, Discounts, "Discounts.apply"), nearest(value, "Discounts.apply: value")];
    return write(call("Discounts.apply", () => kernel.discounts_apply(own, bits)));
  }
}
readable(Discounts, "Discounts", ["long", "short"]);

export const basisBytes = (value, where) => bytes(value, Basis, where);

export class Basis {
  constructor(addend, multiple) {
    const packed = record({ addend, multiple }, { addend: up, multiple: up }, "Basis");
    call("Basis", () => kernel.basis_check(packed));
    init(this, Basis, packed);
  }
  loss(shocks, expiry) {
    const [own, scan] = [basisBytes(this, "Basis.loss"), scanBytes(shocks, "Basis.loss: shocks")];
    const time = expiryBytes(expiry, "Basis.loss: expiry");
    return write(call("Basis.loss", () => kernel.basis_loss(own, scan, time)));
  }
}
readable(Basis, "Basis", ["addend", "multiple"]);

const PARTS = ["loss", "perps", "options", "collateral", "confidence", "mark", "cash"];
const BASIS = 0xffffffff;
const sums = (value, where) => bytes(value, Margin, where);

export class Margin {
  constructor() {
    throw new TypeError("Margin: made by a Portfolio");
  }
  total() {
    const own = sums(this, "Margin.total");
    return write(call("Margin.total", () => kernel.derive_margin_total(own)));
  }
}
summed(
  Margin,
  "Margin",
  PARTS,
  "driver",
  (value, where) => (value === "basis" ? BASIS : count(value, where)),
  (place) => (place === BASIS ? "basis" : place),
);

/** The parameters and the grid that a portfolio begins with. */
export function begin(parameters, type, grid) {
  const own = bytes(parameters, type, "Portfolio: parameters");
  return concat([own, counted(grid, scenarioBytes, "Portfolio: grid")], "Portfolio");
}

const OPTIONS = {
  expiry: expiryBytes,
  scan: scanBytes,
  basis: scanBytes,
  positions: (value, where) => counted(value, positionBytes, where),
  confidence: down,
};

/** The entry of one expiry. */
export function optionsEntry(spot, options, name) {
  const price = kernel.number_bytes(nearest(spot, `${name}: spot`));
  return concat([countBytes(0), price, record(options, OPTIONS, `${name}: options`)], name);
}

/** The entry of a perp. */
export function perpEntry(spot, perp, size, profit, confidence, name) {
  const parts = { spot, perp, size, profit, confidence };
  const read = { spot: nearest, perp: arrayBytes, size: nearest, profit: nearest, confidence: down };
  return concat([countBytes(1), record(parts, read, name)], name);
}

/** What a portfolio becomes with an entry, by the function `run` of the module. */
export function put(portfolio, type, entry, run, name) {
  const own = bytes(portfolio, type, name);
  concat([own, entry], name);
  change(portfolio, call(name, () => kernel[run](own, entry)));
}

/** A margin that the function `run` of the module gives. */
export function margin(portfolio, type, run, name, ...numbers) {
  const own = bytes(portfolio, type, name);
  return make(Margin, call(name, () => kernel[run](own, ...numbers)));
}
