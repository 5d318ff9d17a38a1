// `risk/correlation`: a covariance matrix, row by row.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { Interval } from "./interval.js";
import { decimals, numbers } from "./record.js";
import { count, make } from "./value.js";

export function update(matrix, returns, lambda) {
  const name = "correlation.update";
  const [all, moves] = [numbers(matrix, `${name}: matrix`), numbers(returns, `${name}: returns`)];
  const decay = nearest(lambda, `${name}: lambda`);
  return decimals(call(name, () => kernel.correlation_update(all, moves, decay)));
}

export function correlation(matrix, rows, i, j) {
  const name = "correlation.correlation";
  const [all, length] = [numbers(matrix, `${name}: matrix`), count(rows, `${name}: count`)];
  const [one, other] = [count(i, `${name}: i`), count(j, `${name}: j`)];
  return make(Interval, call(name, () => kernel.correlation_of(all, length, one, other)));
}

export function sigma(matrix, weights) {
  const name = "correlation.sigma";
  const [all, held] = [numbers(matrix, `${name}: matrix`), numbers(weights, `${name}: weights`)];
  return write(call(name, () => kernel.correlation_sigma(all, held)));
}
