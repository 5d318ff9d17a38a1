// `liquidation/exchange`: the terms on which a liquidator repays one asset and takes another.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, nearest, up, write } from "./fixed.js";
import { Health } from "./health.js";
import { readable, record } from "./record.js";
import { bytes, init } from "./value.js";
import { Bound, Weights } from "./bound.js";

// A unit of debt and the bonus down and a unit of collateral up: the account gives no more than it must.
const READ = { debt: down, collateral: up, bonus: down };
const terms = (value, where) => bytes(value, Exchange, where);
const bound = (value, where) => bytes(value, Bound, where);

export class Exchange {
  constructor(debt, collateral, bonus) {
    const packed = record({ debt, collateral, bonus }, READ, "Exchange");
    call("Exchange", () => kernel.exchange_check(packed));
    init(this, Exchange, packed);
  }
  get paid() {
    return write(kernel.exchange_paid(terms(this, "Exchange.paid")));
  }
  seized(repaid) {
    const [own, bits] = [terms(this, "Exchange.seized"), nearest(repaid, "Exchange.seized: repaid")];
    return write(call("Exchange.seized", () => kernel.exchange_seized(own, bits)));
  }
  repaid(seized) {
    const [own, bits] = [terms(this, "Exchange.repaid"), nearest(seized, "Exchange.repaid: seized")];
    return write(call("Exchange.repaid", () => kernel.exchange_repaid(own, bits)));
  }
  penalty(repaid, seized) {
    const [own, paid] = [terms(this, "Exchange.penalty"), nearest(repaid, "Exchange.penalty: repaid")];
    const taken = nearest(seized, "Exchange.penalty: seized");
    return write(call("Exchange.penalty", () => kernel.exchange_penalty(own, paid, taken)));
  }
  raisesSurplus(debt, collateral) {
    const name = "Exchange.raisesSurplus";
    const own = terms(this, name);
    const [owed, owned] = [bound(debt, `${name}: debt`), bound(collateral, `${name}: collateral`)];
    return call(name, () => kernel.exchange_raises_surplus(own, owed, owned));
  }
  raisesRatio(health, debt, collateral) {
    const name = "Exchange.raisesRatio";
    const [own, sums] = [terms(this, name), bytes(health, Health, `${name}: health`)];
    const [owed, owned] = [bound(debt, `${name}: debt`), bound(collateral, `${name}: collateral`)];
    return call(name, () => kernel.exchange_raises_ratio(own, sums, owed, owned));
  }
}
readable(Exchange, "Exchange", ["debt", "collateral"]);

export function sustainable(bonus, debt, collateral) {
  const name = "exchange.sustainable";
  const bits = up(bonus, `${name}: bonus`);
  const [owed, owned] = [bytes(debt, Weights, `${name}: debt`), bytes(collateral, Weights, `${name}: collateral`)];
  return call(name, () => kernel.sustainable(bits, owed, owned));
}
