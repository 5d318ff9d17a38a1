// `liquidation/close`: how much of an account may be closed at once.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { Health } from "./health.js";
import { Ramp } from "./ramp.js";
import { readable, record, result } from "./record.js";
import { Tiers } from "./tiers.js";
import { bytes, count, init, make } from "./value.js";

const READ = { fraction: down, fullBelow: down, small: down, dust: up };
const rule = (value, where) => bytes(value, CloseFactor, where);

export class CloseFactor {
  constructor(parts) {
    init(this, CloseFactor, record(parts, READ, "CloseFactor"));
  }
  static full() {
    return make(CloseFactor, kernel.close_factor_full());
  }
  most(ratio, totalDebt, debt, collateral) {
    const name = "CloseFactor.most";
    const [own, of] = [rule(this, name), nearest(ratio, `${name}: ratio`)];
    const [all, owed] = [nearest(totalDebt, `${name}: totalDebt`), nearest(debt, `${name}: debt`)];
    const owned = nearest(collateral, `${name}: collateral`);
    return write(call(name, () => kernel.close_factor_most(own, of, all, owed, owned)));
  }
  leavesDust(debt, collateral) {
    const name = "CloseFactor.leavesDust";
    const own = rule(this, name);
    const [owed, owned] = [nearest(debt, `${name}: debt`), nearest(collateral, `${name}: collateral`)];
    return call(name, () => kernel.close_factor_leaves_dust(own, owed, owned));
  }
}
readable(CloseFactor, "CloseFactor", Object.keys(READ));

export function absorb(health) {
  const sums = bytes(health, Health, "close.absorb");
  return result(call("close.absorb", () => kernel.absorb(sums)), "credit", "deficit");
}

export function throttle(share, elapsed, shortfall, freed, small) {
  const [line, time] = [bytes(share, Ramp, "close.throttle: share"), nearest(elapsed, "close.throttle: elapsed")];
  const [short, so] = [nearest(shortfall, "close.throttle: shortfall"), nearest(freed, "close.throttle: freed")];
  const all = down(small, "close.throttle: small");
  return write(call("close.throttle", () => kernel.throttle(line, time, short, so, all)));
}

export function stepDown(tiers, notional, cut) {
  const [ladder, bits] = [bytes(tiers, Tiers, "close.stepDown: tiers"), up(notional, "close.stepDown: notional")];
  const rungs = count(cut, "close.stepDown: cut");
  return write(call("close.stepDown", () => kernel.step_down(ladder, bits, rungs)));
}
