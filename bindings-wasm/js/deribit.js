// `methods/deribit`.
import { kernel } from "./module.js";
import { contractBytes, expiryBytes } from "./contract.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { amounts } from "./offsets.js";
import { readable, record, summed } from "./record.js";
import { RiskArray, arrayBytes, gridBytes, listed, scanBytes, scenarios } from "./scan.js";
import { bytes, change, choice, concat, countBytes, fields, init, make } from "./value.js";

export const STANDARD = 27;
export const EXTENDED = 8;
export const SCENARIOS = 35;

const PAIR = { priceRange: up, extendedTableFactor: up, deltaTotalLiqShockThreshold: down, mInc: up, maxDeltaShock: up };
const pairBytes = (value, where) => bytes(value, CurrencyPair, where);

export class CurrencyPair {
  constructor(parts) {
    const packed = record(parts, PAIR, "CurrencyPair");
    call("CurrencyPair", () => kernel.currency_pair_check(packed));
    init(this, CurrencyPair, packed);
  }
  deltaShock(delta, index) {
    const name = "CurrencyPair.deltaShock";
    const [own, units] = [pairBytes(this, name), nearest(delta, `${name}: delta`)];
    const price = nearest(index, `${name}: index`);
    return write(call(name, () => kernel.delta_shock(own, units, price)));
  }
}
readable(CurrencyPair, "CurrencyPair", Object.keys(PAIR));

const CURRENCY = { minAnnualisedMove: up, annualisedMoveRisk: up, pnlOffset: down, maxOffsetablePnl: down, extendedDampener: down };
const currencyBytes = (value, where) => bytes(value, Currency, where);

export class Currency {
  constructor(parts) {
    const packed = record(parts, CURRENCY, "Currency");
    call("Currency", () => kernel.currency_check(packed));
    init(this, Currency, packed);
  }
  rollRate(expiry) {
    const [own, time] = [currencyBytes(this, "Currency.rollRate"), expiryBytes(expiry, "Currency.rollRate: expiry")];
    return write(call("Currency.rollRate", () => kernel.roll_rate(own, time)));
  }
}
readable(Currency, "Currency", Object.keys(CURRENCY));

export function rollShock(deltas, rates) {
  const name = "deribit.rollShock";
  const [all, by] = [amounts(deltas, `${name}: deltas`), amounts(rates, `${name}: rates`)];
  return write(call(name, () => kernel.roll_shock(all, by)));
}

const BESIDE = ["rollShock", "deltaShock", "correlationContingency", "mmpMargin", "openOrdersMargin", "spotMargin"];
const optional = (value, where) => (value === undefined ? 0n : up(value, where));
const sums = (value, where) => bytes(value, Margin, where);

export class Margin {
  constructor(scan, ticks, charges = {}) {
    const [own, grid] = [scanBytes(scan, "Margin: scan"), nearest(ticks, "Margin: ticks")];
    const beside = record(charges, Object.fromEntries(BESIDE.map((name) => [name, optional])), "Margin: charges");
    init(this, Margin, call("Margin", () => kernel.deribit_margin(own, grid, beside)));
  }
  riskMatrix() {
    const own = sums(this, "Margin.riskMatrix");
    return write(call("Margin.riskMatrix", () => kernel.deribit_risk_matrix(own)));
  }
  initial() {
    const own = sums(this, "Margin.initial");
    return write(call("Margin.initial", () => kernel.deribit_initial(own)));
  }
  maintenance(mmFactor) {
    const [own, part] = [sums(this, "Margin.maintenance"), up(mmFactor, "Margin.maintenance: mmFactor")];
    return write(call("Margin.maintenance", () => kernel.deribit_maintenance(own, part)));
  }
}
summed(Margin, "Margin", ["worstCase", ...BESIDE], "scenario");

export function grid(range) {
  const bits = up(range, "deribit.grid: range");
  return scenarios(call("deribit.grid", () => kernel.deribit_grid(bits)));
}

export function inCoins(array, price, grid) {
  const name = "deribit.inCoins";
  const [own, bits] = [arrayBytes(array, `${name}: array`), nearest(price, `${name}: price`)];
  const all = gridBytes(grid, `${name}: grid`);
  return make(RiskArray, call(name, () => kernel.in_coins(own, bits, all)));
}

const terms = (value, where) => bytes(value, Aggregation, where);

export class Aggregation {
  constructor(parts) {
    const read = { pair: pairBytes, currency: currencyBytes, index: nearest };
    const packed = record(parts, read, "Aggregation");
    const place = choice(fields(parts, "Aggregation").settlement, ["coin", "dollar"], "Aggregation: settlement");
    init(this, Aggregation, concat([packed, countBytes(place)], "Aggregation"));
  }
  dampen(grid, scan) {
    const name = "Aggregation.dampen";
    const [own, all, sums] = [terms(this, name), gridBytes(grid, `${name}: grid`), scanBytes(scan, `${name}: scan`)];
    change(scan, call(name, () => kernel.aggregation_dampen(own, all, sums)));
  }
  offsetGains(scan) {
    const [own, sums] = [terms(this, "Aggregation.offsetGains"), scanBytes(scan, "Aggregation.offsetGains: scan")];
    change(scan, call("Aggregation.offsetGains", () => kernel.aggregation_offset_gains(own, sums)));
  }
  apply(grid, scan) {
    const name = "Aggregation.apply";
    const [own, all, sums] = [terms(this, name), gridBytes(grid, `${name}: grid`), scanBytes(scan, `${name}: scan`)];
    change(scan, call(name, () => kernel.aggregation_apply(own, all, sums)));
  }
}

export function toDollars(scan, index) {
  const [own, price] = [scanBytes(scan, "deribit.toDollars: scan"), nearest(index, "deribit.toDollars: index")];
  change(scan, call("deribit.toDollars", () => kernel.to_dollars(own, price)));
}

export class Standard {
  constructor(parts) {
    const packed = record(parts, { most: up, least: up, maintenance: up }, "Standard");
    call("Standard", () => kernel.deribit_standard_check(packed));
    init(this, Standard, packed);
  }
  written(contract, underlying, mark) {
    const name = "Standard.written";
    const [own, its] = [bytes(this, Standard, name), contractBytes(contract, `${name}: contract`)];
    const [price, worth] = [nearest(underlying, `${name}: underlying`), nearest(mark, `${name}: mark`)];
    const [initial, maintenance] = listed(call(name, () => kernel.deribit_written(own, its, price, worth)));
    return Object.freeze({ initial, maintenance });
  }
}
readable(Standard, "Standard", ["most", "least", "maintenance"]);
