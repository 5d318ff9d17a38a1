// `margin/scenario` and `margin/shock`: grids, risk arrays, and the scans that add them up.
import { kernel } from "./module.js";
import { call, wrongType } from "./error.js";
import { contractBytes, expiryBytes, forwardBytes } from "./contract.js";
import { at, nearest, up, write } from "./fixed.js";
import { Interval, interval, intervals } from "./interval.js";
import { Price } from "./price.js";
import { record } from "./record.js";
import { bytes, change, choice, concat, count, countBytes, fields, init, list, longAt, make, seconds } from "./value.js";

const CHANGES = ["same", "up", "down", "linear", "absolute"];
export const WIDTH = 36;
const MOST = 1 << 16;

export const scenarioBytes = (value, where) => bytes(value, Scenario, where);
export const gridBytes = (value, where) => list(value, scenarioBytes, where);
export const scanBytes = (value, where) => bytes(value, Scan, where);
export const arrayBytes = (value, where) => bytes(value, RiskArray, where);
export const shockBytes = (value, where) => bytes(value, VolatilityShock, where);
export const skewBytes = (value, where) => bytes(value, Skew, where);

/** The reader of two numbers, each in this direction. */
export const pair = (read) => (value, where) => {
  if (!Array.isArray(value) || value.length !== 2) throw wrongType(where, "an array of two numbers", value);
  const each = [read(value[0], `${where}[0]`), read(value[1], `${where}[1]`)];
  return concat(each.map((bits) => kernel.number_bytes(bits)), where);
};

/** The numbers behind one another in text, as a frozen list. */
export const listed = (text) => Object.freeze(text === "" ? [] : text.split(" "));

/** The profit and the scenario of the module's text. */
function worst(text) {
  const [profit, scenario] = text.split(" ");
  return Object.freeze({ profit, scenario: Number(scenario) });
}

export class Scenario {
  constructor(spot, volatility = "same", weight = 1n) {
    const [factor, place] = [nearest(spot, "Scenario: spot"), choice(volatility, CHANGES, "Scenario: volatility")];
    const share = kernel.number_bytes(up(weight, "Scenario: weight"));
    const packed = concat([kernel.number_bytes(factor), share, countBytes(place)], "Scenario");
    call("Scenario", () => kernel.scenario_check(packed));
    init(this, Scenario, packed);
  }
  get spot() {
    return at(scenarioBytes(this, "Scenario.spot"), 0);
  }
  get weight() {
    return at(scenarioBytes(this, "Scenario.weight"), 1);
  }
  get volatility() {
    return CHANGES[scenarioBytes(this, "Scenario.volatility")[32]];
  }
}

/** The scenarios of a grid that the module made. */
export const scenarios = (packed) =>
  Object.freeze(Array.from({ length: packed.length / WIDTH }, (_, place) =>
    make(Scenario, packed.slice(place * WIDTH, (place + 1) * WIDTH))));

export class Scan {
  constructor(scenarios) {
    const length = count(scenarios, "Scan: scenarios");
    if (length > MOST) throw new RangeError(`Scan: scenarios: more than ${MOST}`);
    init(this, Scan, kernel.scan_new(length));
  }
  static fromParts(mark, profits) {
    const bits = nearest(mark, "Scan.fromParts: mark");
    const one = (value, where) => kernel.number_bytes(nearest(value, where));
    const all = list(profits, one, "Scan.fromParts: profits");
    return make(Scan, call("Scan.fromParts", () => kernel.scan_from_parts(bits, all)));
  }
  add(quantity, unit) {
    const [own, array] = [scanBytes(this, "Scan.add"), arrayBytes(unit, "Scan.add: unit")];
    const units = kernel.number_bytes(nearest(quantity, "Scan.add: quantity"));
    change(this, call("Scan.add", () => kernel.scan_add(own, units, array)));
  }
  addAll(positions) {
    const own = scanBytes(this, "Scan.addAll");
    const units = [];
    const quantities = list(positions, (position, where) => {
      const { quantity, unit } = fields(position, where);
      units.push(arrayBytes(unit, `${where}.unit`));
      return kernel.number_bytes(nearest(quantity, `${where}.quantity`));
    }, "Scan.addAll: positions");
    const all = concat(units, "Scan.addAll: positions");
    change(this, call("Scan.addAll", () => kernel.scan_add(own, quantities, all)));
  }
  merge(other) {
    const [own, its] = [scanBytes(this, "Scan.merge"), scanBytes(other, "Scan.merge: other")];
    change(this, call("Scan.merge", () => kernel.scan_merge(own, its)));
  }
  get mark() {
    return at(scanBytes(this, "Scan.mark").subarray(4), 0);
  }
  get profits() {
    return listed(kernel.scan_profits(scanBytes(this, "Scan.profits")));
  }
  worst() {
    const own = scanBytes(this, "Scan.worst");
    return worst(call("Scan.worst", () => kernel.scan_worst(own)));
  }
  worstWeighted(grid) {
    const [own, all] = [scanBytes(this, "Scan.worstWeighted"), gridBytes(grid, "Scan.worstWeighted: grid")];
    return worst(call("Scan.worstWeighted", () => kernel.scan_worst_weighted(own, all)));
  }
}

export function addScaledDown(number, units, sums) {
  const name = "addScaledDown";
  const one = (value, where) => kernel.number_bytes(nearest(value, where));
  const [bits, all] = [nearest(number, `${name}: number`), list(units, one, `${name}: units`)];
  const sum = list(sums, one, `${name}: sums`);
  return listed(call(name, () => kernel.add_scaled_down(bits, all, sum)));
}

export class RiskArray {
  constructor(owned, owed) {
    const [low, high] = [scanBytes(owned, "RiskArray: owned"), scanBytes(owed, "RiskArray: owed")];
    init(this, RiskArray, call("RiskArray", () => kernel.risk_array_new(low, high)));
  }
  static linear(price, grid) {
    const its = bytes(price, Price, "RiskArray.linear: price");
    const all = gridBytes(grid, "RiskArray.linear: grid");
    return make(RiskArray, call("RiskArray.linear", () => kernel.risk_array_linear(its, all)));
  }
  static inverse(grid) {
    const all = gridBytes(grid, "RiskArray.inverse: grid");
    return make(RiskArray, call("RiskArray.inverse", () => kernel.risk_array_inverse(all)));
  }
  static option(contract, forward, volatility, expiry, shocks, grid) {
    const name = "RiskArray.option";
    const [own, ahead] = [contractBytes(contract, `${name}: contract`), forwardBytes(forward, `${name}: forward`)];
    const [its, time] = [interval(volatility, `${name}: volatility`), expiryBytes(expiry, `${name}: expiry`)];
    const [moves, all] = [bytes(shocks, Shocks, `${name}: shocks`), gridBytes(grid, `${name}: grid`)];
    return make(RiskArray, call(name, () => kernel.risk_array_option(own, ahead, its, time, moves, all)));
  }
  side(quantity) {
    const [own, bits] = [arrayBytes(this, "RiskArray.side"), nearest(quantity, "RiskArray.side: quantity")];
    return make(Scan, kernel.risk_array_side(own, bits));
  }
  contribution(quantity, scenario) {
    const name = "RiskArray.contribution";
    const [own, bits] = [arrayBytes(this, name), nearest(quantity, `${name}: quantity`)];
    const place = count(scenario, `${name}: scenario`);
    return write(call(name, () => kernel.risk_array_contribution(own, bits, place)));
  }
}

/** Two numbers of a packed form, from this place on. */
const two = (packed, place) => Object.freeze([at(packed, place), at(packed, place + 1)]);

const SHOCK = { range: pair(up), power: pair(nearest), least: up, floor: seconds };

export class VolatilityShock {
  constructor(parts) {
    const packed = record(parts, SHOCK, "VolatilityShock");
    call("VolatilityShock", () => kernel.volatility_shock_check(packed));
    init(this, VolatilityShock, packed);
  }
  get range() {
    return two(shockBytes(this, "VolatilityShock.range"), 0);
  }
  get power() {
    return two(shockBytes(this, "VolatilityShock.power"), 2);
  }
  get floor() {
    return longAt(shockBytes(this, "VolatilityShock.floor"), 80);
  }
  get least() {
    return at(shockBytes(this, "VolatilityShock.least"), 4);
  }
}

const both = pair(nearest);
const SKEW = { linear: both, absolute: both, leastWidth: nearest, scale: nearest, level: both };

export class Skew {
  constructor(parts) {
    init(this, Skew, record(parts, SKEW, "Skew"));
  }
  static flat() {
    return make(Skew, kernel.skew_flat());
  }
  get linear() {
    return two(skewBytes(this, "Skew.linear"), 0);
  }
  get absolute() {
    return two(skewBytes(this, "Skew.absolute"), 2);
  }
  get leastWidth() {
    return at(skewBytes(this, "Skew.leastWidth"), 4);
  }
  get scale() {
    return at(skewBytes(this, "Skew.scale"), 5);
  }
  get level() {
    return two(skewBytes(this, "Skew.level"), 6);
  }
}

const moves = (value, where) => bytes(value, Shocks, where);

export class Shocks {
  constructor(shock, skew, expiry) {
    const parts = [shockBytes(shock, "Shocks: shock"), skewBytes(skew, "Shocks: skew"), expiryBytes(expiry, "Shocks: expiry")];
    const packed = concat(parts, "Shocks");
    call("Shocks", () => kernel.shocks_check(packed));
    init(this, Shocks, packed);
  }
  factors() {
    return intervals(kernel.shocks_factors(moves(this, "Shocks.factors")), "up", "down");
  }
  volatility(volatility, change, money) {
    const name = "Shocks.volatility";
    const [own, its] = [moves(this, name), interval(volatility, `${name}: volatility`)];
    const [place, log] = [choice(change, CHANGES, `${name}: change`), interval(money, `${name}: money`)];
    return make(Interval, call(name, () => kernel.shocks_volatility(own, its, place, log)));
  }
}
