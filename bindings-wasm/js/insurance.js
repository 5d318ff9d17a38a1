// `solvency/insurance`: what penalties pay into a fund, and what it bears of a deficit.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, nearest, up, write } from "./fixed.js";
import { readable } from "./record.js";
import { bytes, change, init, make } from "./value.js";

const WIDTH = 64;
const state = (value, where) => bytes(value, Fund, where);

export class Fund {
  constructor(balance, perEvent, perPeriod) {
    const [held, event] = [nearest(balance, "Fund: balance"), nearest(perEvent, "Fund: perEvent")];
    const period = nearest(perPeriod, "Fund: perPeriod");
    init(this, Fund, call("Fund", () => kernel.fund_new(held, event, period)));
  }
  static fromStored(balance, perEvent, perPeriod, spent) {
    const name = "Fund.fromStored";
    const [held, event] = [nearest(balance, `${name}: balance`), nearest(perEvent, `${name}: perEvent`)];
    const [period, paid] = [nearest(perPeriod, `${name}: perPeriod`), nearest(spent, `${name}: spent`)];
    return make(Fund, call(name, () => kernel.fund_from_stored(held, event, period, paid)));
  }
  contribute(amount) {
    const [own, bits] = [state(this, "Fund.contribute"), nearest(amount, "Fund.contribute: amount")];
    change(this, call("Fund.contribute", () => kernel.fund_contribute(own, bits)));
  }
  available() {
    const own = state(this, "Fund.available");
    return write(call("Fund.available", () => kernel.fund_available(own)));
  }
  cover(deficit) {
    const [own, bits] = [state(this, "Fund.cover"), nearest(deficit, "Fund.cover: deficit")];
    const both = call("Fund.cover", () => kernel.fund_cover(own, bits));
    change(this, both.slice(0, WIDTH));
    return at(both.subarray(WIDTH), 0);
  }
  renew() {
    change(this, kernel.fund_renew(state(this, "Fund.renew")));
  }
}
readable(Fund, "Fund", ["balance", "perEvent", "perPeriod", "spent"]);

export function target(openInterest, volatility, multiple) {
  const name = "insurance.target";
  const [open, part] = [up(openInterest, `${name}: openInterest`), up(volatility, `${name}: volatility`)];
  const times = up(multiple, `${name}: multiple`);
  return write(call(name, () => kernel.insurance_target(open, part, times)));
}
