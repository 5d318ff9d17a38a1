// `liquidation/repay` and `liquidation/reduce`: how much to repay and seize, or to close, so that the
// account is healthy again.
import { kernel } from "./module.js";
import { call, wrongType } from "./error.js";
import { down, nearest, up } from "./fixed.js";
import { Exchange } from "./exchange.js";
import { Health } from "./health.js";
import { Perp, Terms } from "./perp.js";
import { record, result } from "./record.js";
import { bytes, choice, concat, fields } from "./value.js";
import { Bound } from "./bound.js";

// In the order of the core's numbers.
const REASONS = [
  "target",
  "healthy",
  "debt_exhausted",
  "collateral_exhausted",
  "capped",
  "closed",
  "worsens",
  "dust",
  "nothing",
  "unknown",
];

/** One asset of the account. Without perps its net is its amount, which is read as where it was counted. */
function balance(value, where) {
  const { amount, net, bound, step } = fields(value, where);
  const owned = down(amount, `${where}.amount`);
  const sum = net === undefined ? owned : nearest(net, `${where}.net`);
  const its = bytes(bound, Bound, `${where}.bound`);
  const numbers = [owned, sum, nearest(step, `${where}.step`)].map((bits) => kernel.number_bytes(bits));
  return concat([numbers[0], numbers[1], its, numbers[2]], where);
}

/** What is dust of the debt, and of the collateral. */
function dusts(value, where) {
  if (!Array.isArray(value) || value.length !== 2) throw wrongType(where, "an array of two numbers", value);
  return [up(value[0], `${where}[0]`), up(value[1], `${where}[1]`)];
}

const seizure = (text) => result(text, "reason", "repaid", "seized");

export function repay(health, debt, collateral, exchange, most) {
  const sums = bytes(health, Health, "repay: health");
  const [owed, owned] = [balance(debt, "repay: debt"), balance(collateral, "repay: collateral")];
  const [terms, limit] = [bytes(exchange, Exchange, "repay: exchange"), down(most, "repay: most")];
  return seizure(call("repay", () => kernel.repay(sums, owed, owned, terms, limit)));
}

export function sweep(given, debt, collateral, exchange, dust) {
  const { repaid, seized, reason } = fields(given, "sweep: seizure");
  const [paid, taken] = [nearest(repaid, "sweep: seizure.repaid"), nearest(seized, "sweep: seizure.seized")];
  const why = choice(reason, REASONS, "sweep: seizure.reason");
  const [owed, owned] = [balance(debt, "sweep: debt"), balance(collateral, "sweep: collateral")];
  const terms = bytes(exchange, Exchange, "sweep: exchange");
  const [ofDebt, ofCollateral] = dusts(dust, "sweep: dust");
  return seizure(call("sweep", () => kernel.sweep(paid, taken, why, owed, owned, terms, ofDebt, ofCollateral)));
}

export function reduce(health, settlement, perp, terms, deal, most) {
  const [sums, settled] = [bytes(health, Health, "reduce: health"), balance(settlement, "reduce: settlement")];
  const [position, market] = [bytes(perp, Perp, "reduce: perp"), bytes(terms, Terms, "reduce: terms")];
  const packed = record(deal, { price: nearest, fee: up, lot: nearest }, "reduce: deal");
  const limit = down(most, "reduce: most");
  const text = call("reduce", () => kernel.reduce(sums, settled, position, market, packed, limit));
  return result(text, "reason", "size", "quote", "fee");
}
