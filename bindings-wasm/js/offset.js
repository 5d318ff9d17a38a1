// `risk/correlation/offset`: how much less two positions need together than alone.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { interval } from "./interval.js";
import { packed, record } from "./record.js";
import { bytes, init } from "./value.js";

const READ = { floor: nearest, stress: nearest, least: nearest };
const offset = (value, where) => bytes(value, Offset, where);

export class Offset {
  constructor(floor, stress, least) {
    const own = record({ floor, stress, least }, READ, "Offset");
    call("Offset", () => kernel.offset_check(own));
    init(this, Offset, own);
  }
  opposite(rho) {
    const [own, its] = [offset(this, "Offset.opposite"), interval(rho, "Offset.opposite: rho")];
    return write(call("Offset.opposite", () => kernel.offset_opposite(own, its)));
  }
  alike(rho) {
    const [own, its] = [offset(this, "Offset.alike"), interval(rho, "Offset.alike: rho")];
    return write(call("Offset.alike", () => kernel.offset_alike(own, its)));
  }
  margin(a, b, rho) {
    const name = "Offset.margin";
    const [own, one] = [offset(this, name), nearest(a, `${name}: a`)];
    const [other, its] = [nearest(b, `${name}: b`), interval(rho, `${name}: rho`)];
    return write(call(name, () => kernel.offset_margin(own, one, other, its)));
  }
}
packed(Offset, "Offset", READ);
