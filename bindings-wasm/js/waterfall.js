// `solvency/waterfall`: who pays a debt, in which order.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest } from "./fixed.js";
import { readable, record, result } from "./record.js";
import { bytes, init } from "./value.js";

const READ = { proceeds: nearest, insurance: nearest, deleveraging: nearest };

export class Waterfall {
  constructor(parts) {
    init(this, Waterfall, record(parts, READ, "Waterfall"));
  }
  flows(debt) {
    const own = bytes(this, Waterfall, "Waterfall.flows");
    const bits = nearest(debt, "Waterfall.flows: debt");
    const text = call("Waterfall.flows", () => kernel.waterfall_flows(own, bits));
    return result(text, "proceeds", "insurance", "deleveraging", "socialised", "surplus");
  }
}
readable(Waterfall, "Waterfall", Object.keys(READ));
