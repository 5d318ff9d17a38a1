// `weights/size`: margin fractions and weights that follow the size of a position or of a market.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { both, numeric } from "./record.js";

export const squareRootUp = numeric("size.squareRootUp", "size_square_root_up", "base", "factor", "size");
export const squareRootDiscountDown = numeric(
  "size.squareRootDiscountDown", "size_square_root_discount_down", "weight", "factor", "size",
);
export const powerUp = numeric("size.powerUp", "size_power_up", "base", "factor", "exponent", "notional");
export const horizonUp = numeric("size.horizonUp", "size_horizon_up", "base", "risk", "days");
export const linearUp = numeric("size.linearUp", "size_linear_up", "base", "slope", "size", "scale");

export function linearHaircutUp(bounds, factor, size, scale) {
  const name = "size.linearHaircutUp";
  const [[least, most], times] = [both(bounds, `${name}: bounds`), nearest(factor, `${name}: factor`)];
  const [amount, by] = [nearest(size, `${name}: size`), nearest(scale, `${name}: scale`)];
  return write(call(name, () => kernel.size_linear_haircut_up(least, most, times, amount, by)));
}

export function openInterestUp(base, caps, open) {
  const name = "size.openInterestUp";
  const [fraction, [lower, upper]] = [nearest(base, `${name}: base`), both(caps, `${name}: caps`)];
  const interest = nearest(open, `${name}: open`);
  return write(call(name, () => kernel.size_open_interest_up(fraction, lower, upper, interest)));
}
