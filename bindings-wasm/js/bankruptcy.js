// `liquidation/bankruptcy`: at what price a position leaves its account nothing, and where it may be filled.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { readable, record } from "./record.js";
import { bytes, init } from "./value.js";

const READ = { value: nearest, requirement: nearest, equity: nearest, total: nearest };
const part = (value, where) => bytes(value, Position, where);

export class Position {
  constructor(parts) {
    init(this, Position, record(parts, READ, "Position"));
  }
  bankruptcy() {
    const own = part(this, "Position.bankruptcy");
    return write(call("Position.bankruptcy", () => kernel.position_bankruptcy(own)));
  }
  fillable(spread, adjustment) {
    const name = "Position.fillable";
    const [own, most] = [part(this, name), up(spread, `${name}: spread`)];
    const slope = up(adjustment, `${name}: adjustment`);
    return write(call(name, () => kernel.position_fillable(own, most, slope)));
  }
}
readable(Position, "Position", Object.keys(READ));

export function price(quote, size) {
  const [paid, units] = [nearest(quote, "bankruptcy.price: quote"), nearest(size, "bankruptcy.price: size")];
  return write(call("bankruptcy.price", () => kernel.bankruptcy_price(paid, units)));
}

export function insuranceDelta(proceeds, bankruptcy, mostFee) {
  const name = "bankruptcy.insuranceDelta";
  const [brought, least] = [nearest(proceeds, `${name}: proceeds`), nearest(bankruptcy, `${name}: bankruptcy`)];
  const fee = down(mostFee, `${name}: mostFee`);
  return write(call(name, () => kernel.insurance_delta(brought, least, fee)));
}
