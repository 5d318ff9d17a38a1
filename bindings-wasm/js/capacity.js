// `margin/capacity`: how large a market may become.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, up, write } from "./fixed.js";
import { readable } from "./record.js";
import { bytes, list, make } from "./value.js";

const most = (value, where) => bytes(value, Capacity, where);

export class Capacity {
  constructor() {
    throw new TypeError("Capacity: made by Capacity.asset and Capacity.perp");
  }
  static asset(quantity, price, weight) {
    const name = "Capacity.asset";
    const [units, highest] = [up(quantity, `${name}: quantity`), up(price, `${name}: price`)];
    const factor = up(weight, `${name}: weight`);
    return make(Capacity, call(name, () => kernel.capacity_asset(units, highest, factor)));
  }
  static perp(quantity, price, weight, quote, settlement) {
    const name = "Capacity.perp";
    const [units, highest] = [up(quantity, `${name}: quantity`), up(price, `${name}: price`)];
    const [factor, paid] = [up(weight, `${name}: weight`), up(quote, `${name}: quote`)];
    const unit = up(settlement, `${name}: settlement`);
    return make(Capacity, call(name, () => kernel.capacity_perp(units, highest, factor, paid, unit)));
  }
  worth() {
    const own = most(this, "Capacity.worth");
    return write(call("Capacity.worth", () => kernel.capacity_worth(own)));
  }
  admit(quantity, quote, price) {
    const name = "Capacity.admit";
    const [own, units] = [most(this, name), nearest(quantity, `${name}: quantity`)];
    const [paid, now] = [nearest(quote, `${name}: quote`), nearest(price, `${name}: price`)];
    call(name, () => kernel.capacity_admit(own, units, paid, now));
  }
}
readable(Capacity, "Capacity", ["quantity", "price", "weight", "quote", "settlement"]);

export function check(capacities) {
  const all = list(capacities, most, "capacity.check: capacities");
  call("capacity.check", () => kernel.capacities_check(all));
}
