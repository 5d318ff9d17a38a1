// `margin/account`: every level of an account in one pass over its positions.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { down, up } from "./fixed.js";
import { Health } from "./health.js";
import { Net } from "./net.js";
import { bytes, concat, count, init, levels, make } from "./value.js";
import { Bound } from "./bound.js";

export const INITIAL = 0;
export const MAINTENANCE = 1;
export const EQUITY = 2;

const sums = (value, where) => bytes(value, Account, where);
const group = (value, where) => bytes(value, Net, where);
const each = (value, where) => levels(value, (item, place) => bytes(item, Bound, place), where);
const level = (account, place, where) => make(Health, kernel.account_level(sums(account, where), place));

export class Account {
  constructor() {
    init(this, Account, kernel.account_new());
  }
  add(quantity, bounds) {
    const [own, bits] = [sums(this, "Account.add"), down(quantity, "Account.add: quantity")];
    const its = each(bounds, "Account.add: bounds");
    call("Account.add", () => kernel.account_add(own, bits, its));
  }
  addNet(net, bounds) {
    const [own, its] = [sums(this, "Account.addNet"), group(net, "Account.addNet: net")];
    const all = each(bounds, "Account.addNet: bounds");
    call("Account.addNet", () => kernel.account_add_net(own, its, all));
  }
  require(margins) {
    const own = sums(this, "Account.require");
    const margin = (item, where) => kernel.number_bytes(up(item, where));
    const all = levels(margins, margin, "Account.require: margins");
    call("Account.require", () => kernel.account_require(own, all));
  }
  whatIf(before, after, bounds) {
    const own = sums(this, "Account.whatIf");
    const [old, next] = [group(before, "Account.whatIf: before"), group(after, "Account.whatIf: after")];
    const all = each(bounds, "Account.whatIf: bounds");
    concat([old, next], "Account.whatIf");
    return make(Account, call("Account.whatIf", () => kernel.account_what_if(own, old, next, all)));
  }
  merge(other) {
    const [own, its] = [sums(this, "Account.merge"), sums(other, "Account.merge: other")];
    return make(Account, call("Account.merge", () => kernel.account_merge(own, its)));
  }
  close(positions) {
    const [own, counted] = [sums(this, "Account.close"), count(positions, "Account.close: positions")];
    return make(Account, call("Account.close", () => kernel.account_close(own, counted)));
  }
  get levels() {
    return [INITIAL, MAINTENANCE, EQUITY].map((place) => level(this, place, "Account.levels"));
  }
  get initial() {
    return level(this, INITIAL, "Account.initial");
  }
  get maintenance() {
    return level(this, MAINTENANCE, "Account.maintenance");
  }
  get equity() {
    return level(this, EQUITY, "Account.equity");
  }
  get status() {
    return kernel.account_status(sums(this, "Account.status"));
  }
}

export function statusOf(initial, maintenance, equity) {
  const health = (value, name) => bytes(value, Health, `statusOf: ${name}`);
  const all = [health(initial, "initial"), health(maintenance, "maintenance"), health(equity, "equity")];
  return call("statusOf", () => kernel.status_of(...all));
}
