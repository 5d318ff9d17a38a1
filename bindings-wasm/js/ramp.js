// `number/ramp`: a line between two places that is level outside them.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { readable } from "./record.js";
import { bytes, init } from "./value.js";

const line = (value, where) => bytes(value, Ramp, where);

export class Ramp {
  constructor(from, to, start, end) {
    const [first, last] = [nearest(from, "Ramp: from"), nearest(to, "Ramp: to")];
    const [before, after] = [nearest(start, "Ramp: start"), nearest(end, "Ramp: end")];
    init(this, Ramp, call("Ramp", () => kernel.ramp_new(first, last, before, after)));
  }
  atDown(at) {
    const [own, place] = [line(this, "Ramp.atDown"), nearest(at, "Ramp.atDown: at")];
    return write(call("Ramp.atDown", () => kernel.ramp_at_down(own, place)));
  }
  atUp(at) {
    const [own, place] = [line(this, "Ramp.atUp"), nearest(at, "Ramp.atUp: at")];
    return write(call("Ramp.atUp", () => kernel.ramp_at_up(own, place)));
  }
}
readable(Ramp, "Ramp", ["from", "to", "start", "end"]);
