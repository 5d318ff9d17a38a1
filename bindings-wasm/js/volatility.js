// `risk/volatility`: what covers a move, the variance that a range shows, the tail of the past, and margins
// that do not chase the market.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { Ewma, ewmaBytes } from "./estimate.js";
import { nearest, write } from "./fixed.js";
import { interval } from "./interval.js";
import { decimals, numbers, numeric } from "./record.js";
import { list, make } from "./value.js";

export const over = numeric("volatility.over", "volatility_over", "sigma", "from", "to");
export const marginFraction = numeric("volatility.marginFraction", "volatility_margin_fraction", "z", "sigma", "periods");
export const floored = numeric("volatility.floored", "volatility_floored", "raw", "floor");
export const stressed = numeric("volatility.stressed", "volatility_stressed", "raw", "stressed", "weight");
export const buffered = numeric("volatility.buffered", "volatility_buffered", "raw", "base", "buffer");
export const stepped = numeric("volatility.stepped", "volatility_stepped", "previous", "target", "rise", "fall");

export function parkinson(prices) {
  const name = "volatility.parkinson";
  const own = interval(prices, `${name}: prices`);
  return write(call(name, () => kernel.range_parkinson(own)));
}

export function realised(periods) {
  const name = "volatility.realised";
  const all = list(periods, interval, `${name}: periods`);
  return write(call(name, () => kernel.range_realised(all)));
}

export function filtered(returns, before, ratio) {
  const name = "volatility.filtered";
  const [all, estimate] = [numbers(returns, `${name}: returns`), ewmaBytes(before, `${name}: before`)];
  const within = interval(ratio, `${name}: ratio`);
  const packed = call(name, () => kernel.filtered_returns(all, estimate, within));
  return Object.freeze({ returns: decimals(packed.subarray(32)), estimate: make(Ewma, packed.slice(0, 32)) });
}

const tail = (name, run) => (returns, confidence) => {
  const [all, bits] = [numbers(returns, `${name}: returns`), nearest(confidence, `${name}: confidence`)];
  return write(call(name, () => kernel[run](all, bits)));
};
export const quantile = tail("volatility.quantile", "filtered_quantile");
export const expectedShortfall = tail("volatility.expectedShortfall", "filtered_expected_shortfall");
