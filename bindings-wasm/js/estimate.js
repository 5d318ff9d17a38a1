// `risk/volatility`: estimators of a variance.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { packed, record } from "./record.js";
import { bytes, init, long, make } from "./value.js";

const EWMA = { lambda: nearest, variance: nearest };
export const ewmaBytes = (value, where) => bytes(value, Ewma, where);

/** The estimate after what these numbers say. */
function next(ewma, method, run, given) {
  const name = `Ewma.${method}`;
  const own = ewmaBytes(ewma, name);
  const bits = Object.entries(given).map(([argument, value]) => nearest(value, `${name}: ${argument}`));
  return make(Ewma, call(name, () => kernel[run](own, ...bits)));
}

export class Ewma {
  constructor(lambda, variance) {
    const own = record({ lambda, variance }, EWMA, "Ewma");
    call("Ewma", () => kernel.ewma_check(own));
    init(this, Ewma, own);
  }
  update(r) {
    return next(this, "update", "ewma_update", { r });
  }
  observe(variance) {
    return next(this, "observe", "ewma_observe", { variance });
  }
  updateOver(r, periods) {
    return next(this, "updateOver", "ewma_update_over", { r, periods });
  }
  observeOver(variance, periods) {
    return next(this, "observeOver", "ewma_observe_over", { variance, periods });
  }
  sigma() {
    const own = ewmaBytes(this, "Ewma.sigma");
    return write(call("Ewma.sigma", () => kernel.ewma_sigma(own)));
  }
}
packed(Ewma, "Ewma", EWMA);

const GARCH = { omega: nearest, alpha: nearest, beta: nearest };
const garchBytes = (value, where) => bytes(value, Garch, where);

export class Garch {
  constructor(omega, alpha, beta) {
    const own = record({ omega, alpha, beta }, GARCH, "Garch");
    call("Garch", () => kernel.garch_check(own));
    init(this, Garch, own);
  }
  next(variance, r) {
    const [own, before] = [garchBytes(this, "Garch.next"), nearest(variance, "Garch.next: variance")];
    const bits = nearest(r, "Garch.next: r");
    return write(call("Garch.next", () => kernel.garch_next(own, before, bits)));
  }
  longRun() {
    const own = garchBytes(this, "Garch.longRun");
    return write(call("Garch.longRun", () => kernel.garch_long_run(own)));
  }
  forecast(variance, periods) {
    const name = "Garch.forecast";
    const [own, before] = [garchBytes(this, name), nearest(variance, `${name}: variance`)];
    const ahead = long(periods, `${name}: periods`);
    return write(call(name, () => kernel.garch_forecast(own, before, ahead)));
  }
}
packed(Garch, "Garch", GARCH);
