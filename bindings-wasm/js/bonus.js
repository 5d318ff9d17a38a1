// `liquidation/bonus`: what a liquidator is paid on top of what is repaid, and who gets how much of it.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { Health } from "./health.js";
import { readable, result } from "./record.js";
import { bytes, init, make } from "./value.js";

export function fromLoanToValue(loanToValue, cursor, most) {
  const name = "bonus.fromLoanToValue";
  const [limit, slope] = [up(loanToValue, `${name}: loanToValue`), down(cursor, `${name}: cursor`)];
  const cap = down(most, `${name}: most`);
  return write(call(name, () => kernel.bonus_from_loan_to_value(limit, slope, cap)));
}

export function fromShortfall(health, mostDiscount) {
  const name = "bonus.fromShortfall";
  const [sums, most] = [bytes(health, Health, `${name}: health`), down(mostDiscount, `${name}: mostDiscount`)];
  return write(call(name, () => kernel.bonus_from_shortfall(sums, most)));
}

export function covered(bonus, collateral, debt) {
  const name = "bonus.covered";
  const [part, owned] = [down(bonus, `${name}: bonus`), nearest(collateral, `${name}: collateral`)];
  const owed = nearest(debt, `${name}: debt`);
  return write(call(name, () => kernel.bonus_covered(part, owned, owed)));
}

export function nearBadDebt(bonus, loanToValue, from, least) {
  const name = "bonus.nearBadDebt";
  const [part, value] = [down(bonus, `${name}: bonus`), up(loanToValue, `${name}: loanToValue`)];
  const [place, floor] = [nearest(from, `${name}: from`), down(least, `${name}: least`)];
  return write(call(name, () => kernel.bonus_near_bad_debt(part, value, place, floor)));
}

export class Split {
  constructor(insurance, protocol) {
    // Down, so that 0.3 and 0.7 are not above 1 together.
    const [fund, own] = [down(insurance, "Split: insurance"), down(protocol, "Split: protocol")];
    init(this, Split, call("Split", () => kernel.split_new(fund, own)));
  }
  static liquidator() {
    return make(Split, kernel.split_liquidator());
  }
  of(penalty) {
    const [own, whole] = [bytes(this, Split, "Split.of"), nearest(penalty, "Split.of: penalty")];
    return result(call("Split.of", () => kernel.split_of(own, whole)), "liquidator", "insurance", "protocol");
  }
}
readable(Split, "Split", ["insurance", "protocol"]);
