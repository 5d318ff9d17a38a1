// `methods/derive/portfolio`: the first version of the portfolio manager.
import { kernel } from "./module.js";
import { confidenceBytes, pegBytes } from "./charges.js";
import { expiryBytes } from "./contract.js";
import { Discounts, basisBytes, begin, longBytes, margin, optionsEntry, perpEntry, put } from "./derive.parts.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { record } from "./record.js";
import { Scan, shockBytes } from "./scan.js";
import { bytes, concat, countBytes, init, make } from "./value.js";

const READ = {
  shock: shockBytes,
  factor: up,
  long: longBytes,
  basis: basisBytes,
  peg: pegBytes,
  confidence: confidenceBytes,
  perp: up,
  coin: up,
  option: up,
};

export class Parameters {
  constructor(parts) {
    const packed = record(parts, READ, "Parameters");
    call("Parameters", () => kernel.portfolio_parameters_check(packed));
    init(this, Parameters, packed);
  }
  discounts(expiry) {
    const name = "Parameters.discounts";
    const [own, time] = [bytes(this, Parameters, name), expiryBytes(expiry, `${name}: expiry`)];
    return make(Discounts, call(name, () => kernel.portfolio_discounts(own, time)));
  }
}

const COINS = { spot: nearest, coin: nearest, quantity: nearest, confidence: down };

export class Portfolio {
  constructor(parameters, grid) {
    init(this, Portfolio, begin(parameters, Parameters, grid));
  }
  addOptions(spot, options) {
    const name = "Portfolio.addOptions";
    put(this, Portfolio, optionsEntry(spot, options, name), "portfolio_add", name);
  }
  addPerp(spot, perp, size, profit, confidence) {
    const name = "Portfolio.addPerp";
    put(this, Portfolio, perpEntry(spot, perp, size, profit, confidence, name), "portfolio_add", name);
  }
  addCoins(spot, coin, quantity, confidence) {
    const name = "Portfolio.addCoins";
    const entry = concat([countBytes(2), record({ spot, coin, quantity, confidence }, COINS, name)], name);
    put(this, Portfolio, entry, "portfolio_add", name);
  }
  get scan() {
    const own = bytes(this, Portfolio, "Portfolio.scan");
    return make(Scan, call("Portfolio.scan", () => kernel.portfolio_scan(own)));
  }
  get basis() {
    const own = bytes(this, Portfolio, "Portfolio.basis");
    return write(call("Portfolio.basis", () => kernel.portfolio_basis(own)));
  }
  initial(coin, cash) {
    const name = "Portfolio.initial";
    const [price, held] = [nearest(coin, `${name}: coin`), nearest(cash, `${name}: cash`)];
    return margin(this, Portfolio, "portfolio_initial", name, price, held);
  }
  maintenance(cash) {
    const name = "Portfolio.maintenance";
    return margin(this, Portfolio, "portfolio_maintenance", name, nearest(cash, `${name}: cash`));
  }
}
