// `liquidation/crossing`: the liquidation price of an account that is not concave in a price.
import { kernel } from "./module.js";
import { wrongType } from "./error.js";
import { nearest, write } from "./fixed.js";
import { asking, limit } from "./limits.js";
import { count } from "./value.js";

export function crossing(start, range, parts, step, check) {
  const at = nearest(start, "crossing: start");
  if (!Array.isArray(range) || range.length !== 2) throw wrongType("crossing: range", "an array of two numbers", range);
  const [from, to] = [nearest(range[0], "crossing: range[0]"), nearest(range[1], "crossing: range[1]")];
  const [strides, grid] = [count(parts, "crossing: parts"), nearest(step, "crossing: step")];
  const text = asking("crossing", check, (asked) => kernel.crossing(at, from, to, strides, grid, asked));
  const [below, above] = text.split("\n").map(limit);
  return Object.freeze({ below, above, from: write(from), to: write(to) });
}
