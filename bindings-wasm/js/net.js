// `margin/net`: a settlement asset with every perp that settles in it.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, write } from "./fixed.js";
import { Perp, Terms } from "./perp.js";
import { bytes, change, concat, count, init, levels } from "./value.js";

const group = (value, where) => bytes(value, Net, where);

export class Net {
  constructor(balance) {
    init(this, Net, kernel.net_new(down(balance, "Net: balance")));
  }
  add(perp, terms) {
    const [own, position] = [group(this, "Net.add"), bytes(perp, Perp, "Net.add: perp")];
    const each = levels(terms, (item, where) => bytes(item, Terms, where), "Net.add: terms");
    concat([own, position, each], "Net.add");
    change(this, call("Net.add", () => kernel.net_add(own, position, each)));
  }
  addValue(values) {
    const own = group(this, "Net.addValue");
    const value = (item, where) => kernel.number_bytes(down(item, where));
    const each = levels(values, value, "Net.addValue: values");
    concat([own, each], "Net.addValue");
    change(this, call("Net.addValue", () => kernel.net_add_value(own, each)));
  }
  value(level) {
    const [own, place] = [group(this, "Net.value"), count(level, "Net.value: level")];
    return write(call("Net.value", () => kernel.net_value(own, place)));
  }
}
