// `solvency/rank`: whose position is closed first, by a key.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { readable, record } from "./record.js";
import { bytes, init } from "./value.js";

const READ = { mark: nearest, entry: nearest, equity: nearest };
const state = (value, where) => bytes(value, Standing, where);

export class Standing {
  constructor(parts) {
    init(this, Standing, record(parts, READ, "Standing"));
  }
  profit() {
    const own = state(this, "Standing.profit");
    return write(call("Standing.profit", () => kernel.standing_profit(own)));
  }
  leverage() {
    const own = state(this, "Standing.leverage");
    return call("Standing.leverage", () => kernel.standing_leverage(own)) ?? null;
  }
  byProfitAndLeverage() {
    const own = state(this, "Standing.byProfitAndLeverage");
    return call("Standing.byProfitAndLeverage", () => kernel.standing_by_profit_and_leverage(own)) ?? null;
  }
  byMoveAndLeverage() {
    const own = state(this, "Standing.byMoveAndLeverage");
    return call("Standing.byMoveAndLeverage", () => kernel.standing_by_move_and_leverage(own)) ?? null;
  }
  byProfitAndMargin(maintenance, ratio) {
    const name = "Standing.byProfitAndMargin";
    const [own, least] = [state(this, name), nearest(maintenance, `${name}: maintenance`)];
    const its = nearest(ratio, `${name}: ratio`);
    return write(call(name, () => kernel.standing_by_profit_and_margin(own, least, its)));
  }
}
readable(Standing, "Standing", Object.keys(READ));
