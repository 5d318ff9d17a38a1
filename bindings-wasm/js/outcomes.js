// `columns/scenarios`: every account under many shocks, as bytes.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at as decimal } from "./fixed.js";
import { moves } from "./markets.js";
import { both, measured } from "./positions.js";
import { named, rowOf } from "./rows.js";
import { MOST, bytes, concat, count, countBytes, items, make } from "./value.js";

const state = (value, where) => bytes(value, Outcomes, where);

/** A scenario that is there. */
function scenarioOf(value, scenarios, where) {
  const scenario = count(value, where);
  if (scenario >= scenarios) throw new RangeError(`${where}: there are ${scenarios} scenarios`);
  return scenario;
}

export class Outcomes {
  constructor() {
    throw new TypeError("Outcomes: they are made by scenarios");
  }
  get length() {
    return state(this, "Outcomes.length").length;
  }
  get scenarios() {
    return state(this, "Outcomes.scenarios").scenarios;
  }
  statuses(scenario) {
    const { length, scenarios, packed } = state(this, "Outcomes.statuses");
    const place = scenarioOf(scenario, scenarios, "Outcomes.statuses: scenario");
    return packed.slice(length * (scenarios * 16 + place), length * (scenarios * 16 + place + 1));
  }
  surplus(scenario) {
    const { length, scenarios, packed } = state(this, "Outcomes.surplus");
    const place = scenarioOf(scenario, scenarios, "Outcomes.surplus: scenario") * 16;
    const [left, nothing] = [packed.subarray(length * place, length * (place + 16)), new Uint8Array(length * 16)];
    return call("Outcomes.surplus", () => kernel.columns_surplus(left, nothing));
  }
  at(scenario, row) {
    const { length, scenarios, packed } = state(this, "Outcomes.at");
    const place = scenarioOf(scenario, scenarios, "Outcomes.at: scenario");
    const account = rowOf(row, length, "Outcomes.at: row");
    const start = (place * length + account) * 16;
    const status = named(packed[length * (scenarios * 16 + place) + account]);
    return Object.freeze({ status, surplus: decimal(packed.subarray(start, start + 16), 0) });
  }
}

export function scenarios(markets, positions, shocks) {
  const all = both(markets, positions, "scenarios");
  const each = items(shocks, "scenarios: shocks").map((shock, place) => {
    const packed = moves(all.book, shock, `scenarios: shocks[${place}]`);
    return [countBytes(packed.length / 36), packed];
  });
  const length = all.held.accounts.length;
  if (each.length * length * 17 > MOST) throw new RangeError(`scenarios: more than ${Math.floor(MOST / 17)} rows`);
  const joined = concat(each.flat(), "scenarios: shocks");
  const packed = measured("scenarios", all.held, () => kernel.columns_scenarios(all.markets, all.positions, joined));
  return make(Outcomes, { length, scenarios: each.length, packed });
}
