// `methods/derive/portfolio_2`: the second version of the portfolio manager.
import { kernel } from "./module.js";
import { confidenceBytes, pegBytes } from "./charges.js";
import { expiryBytes } from "./contract.js";
import { Discounts, basisBytes, begin, longBytes, margin, optionsEntry, perpEntry, put, shortBytes } from "./derive.parts.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { record } from "./record.js";
import { Scan, pair, shockBytes, skewBytes } from "./scan.js";
import { bytes, concat, countBytes, init, make } from "./value.js";

const READ = {
  shock: shockBytes,
  skew: skewBytes,
  factor: pair(up),
  long: longBytes,
  short: shortBytes,
  basis: basisBytes,
  peg: pegBytes,
  confidence: confidenceBytes,
  perp: pair(up),
  option: pair(up),
};

export class Parameters {
  constructor(parts) {
    const packed = record(parts, READ, "Parameters");
    call("Parameters", () => kernel.portfolio_2_parameters_check(packed));
    init(this, Parameters, packed);
  }
  discounts(expiry) {
    const name = "Parameters.discounts";
    const [own, time] = [bytes(this, Parameters, name), expiryBytes(expiry, `${name}: expiry`)];
    return make(Discounts, call(name, () => kernel.portfolio_2_discounts(own, time)));
  }
}

const COLLATERAL = { value: down, haircut: pair(up), confidence: down };

function collateral(self, kind, value, haircut, confidence, name) {
  const entry = concat([countBytes(kind), record({ value, haircut, confidence }, COLLATERAL, name)], name);
  put(self, Portfolio, entry, "portfolio_2_add", name);
}

export class Portfolio {
  constructor(parameters, grid) {
    init(this, Portfolio, begin(parameters, Parameters, grid));
  }
  addOptions(spot, options) {
    const name = "Portfolio.addOptions";
    put(this, Portfolio, optionsEntry(spot, options, name), "portfolio_2_add", name);
  }
  addPerp(spot, perp, size, profit, confidence) {
    const name = "Portfolio.addPerp";
    put(this, Portfolio, perpEntry(spot, perp, size, profit, confidence, name), "portfolio_2_add", name);
  }
  addCollateral(value, haircut, confidence) {
    collateral(this, 2, value, haircut, confidence, "Portfolio.addCollateral");
  }
  addUnderlying(value, haircut, confidence) {
    collateral(this, 3, value, haircut, confidence, "Portfolio.addUnderlying");
  }
  get scan() {
    const own = bytes(this, Portfolio, "Portfolio.scan");
    return make(Scan, call("Portfolio.scan", () => kernel.portfolio_2_scan(own)));
  }
  get basis() {
    const own = bytes(this, Portfolio, "Portfolio.basis");
    return write(call("Portfolio.basis", () => kernel.portfolio_2_basis(own)));
  }
  initial(coin, cash) {
    const name = "Portfolio.initial";
    const [price, held] = [nearest(coin, `${name}: coin`), nearest(cash, `${name}: cash`)];
    return margin(this, Portfolio, "portfolio_2_initial", name, price, held);
  }
  maintenance(cash) {
    const name = "Portfolio.maintenance";
    return margin(this, Portfolio, "portfolio_2_maintenance", name, nearest(cash, `${name}: cash`));
  }
}
