// `number/solver`, `margin/limits` and `liquidation/threshold`: the inverse questions.
import { kernel } from "./module.js";
import { PlimsollError, call, kind } from "./error.js";
import { Fixed, down, nearest, up } from "./fixed.js";
import { Health } from "./health.js";
import { listed } from "./holding.js";
import { Price } from "./price.js";
import { bytes, choice, count, make } from "./value.js";

/** A limit from the module's text: the name of its case, and the decimal where there is one. */
export function limit(text) {
  const [kind, value] = text.split(" ");
  return Object.freeze(value === undefined ? { kind } : { kind, value });
}

const quantity = (name, run) => (holdings, asset, fee, step) => {
  const [all, place] = [listed(holdings, name), count(asset, `${name}: asset`)];
  const [part, grid] = [up(fee, `${name}: fee`), nearest(step, `${name}: step`)];
  return limit(call(name, () => kernel[run](all, place, part, grid)));
};
export const withdrawal = quantity("withdrawal", "withdrawal");
export const borrow = quantity("borrow", "borrow");

export function position(holdings, asset, leg, side, price, fee, step) {
  const all = listed(holdings, "position");
  const [group, place] = [count(asset, "position: asset"), count(leg, "position: leg")];
  const sell = choice(side, ["buy", "sell"], "position: side") === 1;
  const paid = (sell ? down : up)(price, "position: price");
  const [part, grid] = [up(fee, "position: fee"), nearest(step, "position: step")];
  return limit(call("position", () => kernel.position(all, group, place, sell, paid, part, grid)));
}

export function threshold(holdings, index, price, step) {
  const [all, place] = [listed(holdings, "threshold"), count(index, "threshold: index")];
  const [now, grid] = [bytes(price, Price, "threshold: price"), nearest(step, "threshold: step")];
  const text = call("threshold", () => kernel.threshold(all, place, now, grid));
  const [below, above] = text.split("\n").map(limit);
  return Object.freeze({ below, above });
}

export function checkAt(holdings, index, price, at) {
  const [all, place] = [listed(holdings, "checkAt"), count(index, "checkAt: index")];
  const [now, to] = [bytes(price, Price, "checkAt: price"), nearest(at, "checkAt: at")];
  return make(Health, call("checkAt", () => kernel.check_at(all, place, now, to)));
}

/** What `run` answers of a check that the caller gave, as the module asks it. */
export function asking(name, check, run) {
  if (typeof check !== "function") throw new TypeError(`${name}: check: expected a function, got ${kind(check)}`);
  // An error of the core inside the check is part of the search. Anything else that the check throws
  // ends it and comes out as it is.
  let foreign;
  const asked = {
    at(bits) {
      if (foreign) throw 0;
      try {
        return nearest(check(make(Fixed, bits)), `${name}: check`);
      } catch (thrown) {
        if (thrown instanceof PlimsollError && Number.isInteger(thrown.code)) throw thrown.code;
        foreign = { thrown };
        throw 0;
      }
    },
  };
  try {
    return call(name, () => run(asked));
  } finally {
    if (foreign) throw foreign.thrown;
  }
}

const search = (name, end, run) => (start, bound, step, check) => {
  const [from, to] = [nearest(start, `${name}: start`), nearest(bound, `${name}: ${end}`)];
  const grid = nearest(step, `${name}: step`);
  return limit(asking(name, check, (asked) => kernel[run](from, to, grid, asked)));
};
export const searchTo = search("searchTo", "end", "search_to");
export const searchUp = search("searchUp", "reach", "search_up");
