// `liquidation/order`: which position first.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest } from "./fixed.js";
import { record } from "./record.js";
import { choice, list } from "./value.js";

const READ = { value: nearest, margin: nearest };

export function first(order, candidates) {
  const place = choice(order, ["riskiest", "largest", "given"], "order.first: order");
  const all = list(candidates, (value, where) => record(value, READ, where), "order.first: candidates");
  return call("order.first", () => kernel.order_first(place, all)) ?? null;
}
