// `solvency/socialise`: a loss that everybody bears, by an index.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { result } from "./record.js";

const socialised = (text) => result(text, "index", "taken", "left");

export function depositIndex(index, loss, deposits) {
  const name = "socialise.depositIndex";
  const [now, lost] = [nearest(index, `${name}: index`), nearest(loss, `${name}: loss`)];
  const shares = nearest(deposits, `${name}: deposits`);
  return socialised(call(name, () => kernel.deposit_index(now, lost, shares)));
}

export function fundingIndex(loss, openInterest) {
  const name = "socialise.fundingIndex";
  const [lost, open] = [nearest(loss, `${name}: loss`), nearest(openInterest, `${name}: openInterest`)];
  return socialised(call(name, () => kernel.funding_index(lost, open)));
}

export function juniorRatio(assets, deposits, profits) {
  const name = "socialise.juniorRatio";
  const [held, owed] = [nearest(assets, `${name}: assets`), nearest(deposits, `${name}: deposits`)];
  const junior = nearest(profits, `${name}: profits`);
  return write(call(name, () => kernel.junior_ratio(held, owed, junior)));
}
