// The golden vectors of core/tests/vectors through the package: every answer is the same bits.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import * as p from "plimsoll";
import { changed, read, show } from "./forms.js";
import { functions as columns, part as ofPage } from "./forms.columns.js";
import { functions as portfolio, methods as margins } from "./forms.portfolio.js";
import { methods as risk } from "./forms.risk.js";
import { functions as more } from "./forms.solvency.js";

const folder = new URL("../../core/tests/vectors/", import.meta.url);
const n = read.number;

const two = (run) => (i) => show.number(run(n(i.a), n(i.b)));
const text = (run) => (i) => show.number(run(i.text));
const from = (run) => (i) => show.number(run(BigInt(i.units), i.decimals));
const to = (run) => (i) => String(run(n(i.number), i.decimals));
const health = (i) => (i.health ? read.health(i.health) : new p.Health());
const account = (i) => (i.account ? read.account(i.account) : new p.Account());
const part = (run) => (i) => show.limit(run(read.holdings(i.holdings), i.asset, n(i.fee), n(i.step)));
const check = (lines) => (x) =>
  lines.map((line) => p.tryAdd(n(line.constant), p.mulDown(n(line.slope), x))).reduce((a, b) => p.lesser(a, b));
const nameOf = (code) => Object.keys(p.ErrorCode).find((name) => p.ErrorCode[name] === code) ?? null;

const permissions = ["healthy", "improved", "refused", "unknown"];
const three = (run) => (i) => show.number(run(n(i.a), n(i.factor), n(i.divisor)));

const functions = {
  ...more,
  ...portfolio,
  zero: () => show.number(p.Fixed.zero()),
  one: () => show.number(p.Fixed.one()),
  try_add: two(p.tryAdd),
  try_sub: two(p.trySub),
  mul_down: two(p.mulDown),
  mul_up: two(p.mulUp),
  div_down: two(p.divDown),
  div_up: two(p.divUp),
  mul_div_down: three(p.mulDivDown),
  mul_div_up: three(p.mulDivUp),
  mul_div: (i) => {
    const [quotient, remainder] = p.mulDiv(BigInt(i.a), BigInt(i.b), BigInt(i.divisor));
    return { quotient: String(quotient), remainder: String(remainder) };
  },
  lesser: two(p.lesser),
  greater: two(p.greater),
  try_neg: (i) => show.number(p.tryNeg(n(i.a))),
  try_abs: (i) => show.number(p.tryAbs(n(i.a))),
  is_negative: (i) => p.isNegative(n(i.a)),
  is_zero: (i) => p.isZero(n(i.a)),
  is_fraction: (i) => p.isFraction(n(i.a)),
  floor_to: (i) => show.number(p.floorTo(n(i.a), n(i.step))),
  ceil_to: (i) => show.number(p.ceilTo(n(i.a), n(i.step))),
  read_down: text(p.readDown),
  read_up: text(p.readUp),
  read_nearest: text(p.readNearest),
  write: (i) => String(n(i.number)),
  from_units_down: from(p.fromUnitsDown),
  from_units_up: from(p.fromUnitsUp),
  to_units_down: to(p.toUnitsDown),
  to_units_up: to(p.toUnitsUp),
  "Error.code": (i) => p.ErrorCode[i.error],
  "Error.name": (i) => nameOf(i.code),
  "Error.from_code": (i) => nameOf(i.code),
  "Price.new": (i) => show.price(new p.Price(n(i.low), n(i.high))),
  "Price.from_stored": (i) => show.price(p.Price.fromStored(n(i.low), n(i.high))),
  "Price.exact": (i) => show.price(p.Price.exact(n(i.price))),
  "Price.with_confidence": (i) => show.price(p.Price.withConfidence(n(i.mid), n(i.confidence))),
  "Price.unknown": () => show.price(p.Price.unknown()),
  "Price.hull": (i) => show.price(read.price(i.price).hull(read.price(i.other))),
  "Price.contains": (i) => read.price(i.price).contains(read.price(i.other)),
  "Price.scale": (i) => show.price(read.price(i.price).scale(read.price(i.factor))),
  "Price.factor_to": (i) => show.price(read.price(i.price).factorTo(n(i.at))),
  "Price.mid": (i) => show.decimal(read.price(i.price).mid()),
  "Price.at": (i) => show.decimal(read.price(i.price).at(i.end)),
  "Price.is_known": (i) => read.price(i.price).isKnown,
  "Weights.new": (i) => show.pair(new p.Weights(n(i.asset), n(i.liability))),
  "Weights.one": () => show.pair(p.Weights.one()),
  "Weights.from_haircut": (i) => show.pair(p.Weights.fromHaircut(n(i.haircut))),
  "Weights.from_loan_to_value": (i) => show.pair(p.Weights.fromLoanToValue(n(i.loan_to_value))),
  "Weights.from_margin_fraction": (i) => show.pair(p.Weights.fromMarginFraction(n(i.margin))),
  "Weights.with_borrow_factor": (i) => show.pair(read.weights(i.weights).withBorrowFactor(n(i.borrow_factor))),
  "Weights.no_looser_than": (i) => read.weights(i.weights).noLooserThan(read.weights(i.other)),
  "Weights.apply": (i) => show.pair(read.weights(i.weights).apply(read.price(i.price))),
  "Bound.new": (i) => show.pair(new p.Bound(n(i.asset), n(i.liability))),
  "Bound.unweighted": (i) => show.pair(p.Bound.unweighted(read.price(i.price))),
  "Bound.unknown": () => show.pair(p.Bound.unknown()),
  "Bound.is_known": (i) => read.bound(i.bound).isKnown,
  "Tiers.none": () => show.tiers(p.Tiers.none()),
  "Tiers.new": (i) => show.tiers(new p.Tiers(read.rungs(i.rungs))),
  "Tiers.from_rates": (i) => show.tiers(p.Tiers.fromRates(read.rungs(i.rungs))),
  "Tiers.from_table": (i) => show.tiers(p.Tiers.fromTable(read.rungs(i.rungs), n(i.tolerance))),
  "Tiers.requirement": (i) => show.decimal(read.tiers(i.tiers).requirement(n(i.notional))),
  "Perp.new": (i) => show.perp(new p.Perp(n(i.size), n(i.quote))),
  "Perp.with_orders": (i) => show.perp(new p.Perp(n(i.size), n(i.quote)).withOrders(n(i.bids), n(i.asks))),
  "Perp.is_exposed": (i) => read.perp(i.perp).isExposed,
  "Perp.settle_funding": (i) => show.perp(read.perp(i.perp).settleFunding(n(i.settled), n(i.index))),
  "Perp.transfer": (i) => show.perp(read.perp(i.perp).transfer(n(i.size), n(i.quote))),
  "Perp.trade": (i) => show.perp(read.perp(i.perp).trade(n(i.size), n(i.price), n(i.fee))),
  "Perp.value": (i) => show.decimal(read.perp(i.perp).value(read.terms(i.terms))),
  "Perp.requirement": (i) => show.decimal(read.perp(i.perp).requirement(read.terms(i.terms))),
  "Terms.new": (i) => show.terms(read.terms(i)),
  "Terms.equity": (i) => show.terms(p.Terms.equity(read.price(i.price))),
  "Terms.scale": (i) => show.terms(read.terms(i.terms).scale(read.price(i.factor))),
  "Net.new": (i) => show.net(new p.Net(n(i.balance))),
  "Net.add": (i) => changed(read.net(i.net), show.net, (net) => net.add(read.perp(i.perp), i.terms.map(read.terms))),
  "Net.add_value": (i) => changed(read.net(i.net), show.net, (net) => net.addValue(i.values.map(n))),
  "Net.value": (i) => show.decimal(read.net(i.net).value(i.level)),
  "Health.new": () => show.health(new p.Health()),
  "Health.from_stored": (i) =>
    show.health(p.Health.fromStored(n(i.assets), n(i.liabilities), i.positions, i.stale_assets, i.stale_debts)),
  "Health.add": (i) => changed(health(i), show.health, (it) => it.add(n(i.quantity), read.bound(i.bound))),
  "Health.require": (i) => changed(health(i), show.health, (it) => it.require(n(i.margin))),
  "Health.merge": (i) => show.health(health(i).merge(read.health(i.other))),
  "Health.without": (i) => show.health(health(i).without(read.health(i.part))),
  "Health.close": (i) => show.health(health(i).close(i.positions)),
  "Health.surplus": (i) => show.decimal(health(i).surplus()),
  "Health.shortfall": (i) => show.decimal(health(i).shortfall()),
  "Health.ratio": (i) => show.decimal(health(i).ratio()),
  "Health.verdict": (i) => health(i).verdict,
  "Health.healthy": (i) => health(i).healthy,
  "Health.is_stale": (i) => health(i).isStale,
  "Account.new": (i) => show.account(account(i)),
  "Account.add": (i) => changed(account(i), show.account, (it) => it.add(n(i.quantity), read.bounds(i.bounds))),
  "Account.add_net": (i) => changed(account(i), show.account, (it) => it.addNet(read.net(i.net), read.bounds(i.bounds))),
  "Account.require": (i) => changed(account(i), show.account, (it) => it.require(i.margins.map(n))),
  "Account.what_if": (i) =>
    show.account(account(i).whatIf(read.net(i.before), read.net(i.after), read.bounds(i.bounds))),
  "Account.merge": (i) => show.account(account(i).merge(read.account(i.other))),
  "Account.close": (i) => show.account(account(i).close(i.positions)),
  "Account.status": (i) => account(i).status,
  "Status.of": (i) => p.statusOf(read.health(i.initial), read.health(i.maintenance), read.health(i.equity)),
  permission: (i) => p.permission(read.account(i.before), read.account(i.after), n(i.cost)),
  "Permission.is_allowed": (i) => p.isAllowed(permissions[i.number]),
  evaluate: (i) => show.health(p.evaluate(read.holdings(i.holdings))),
  "Holding.health": (i) => show.health(read.holding(i.holding).health()),
  "Holding.is_exposed_to": (i) => read.holding(i.holding).isExposedTo(i.index),
  withdrawal: part(p.withdrawal),
  borrow: part(p.borrow),
  position: (i) =>
    show.limit(p.position(read.holdings(i.holdings), i.asset, i.leg, i.side, n(i.price), n(i.fee), n(i.step))),
  threshold: (i) =>
    show.threshold(p.threshold(read.holdings(i.holdings), i.index, read.price(i.price), n(i.step))),
  check_at: (i) => show.health(p.checkAt(read.holdings(i.holdings), i.index, read.price(i.price), n(i.at))),
  search_to: (i) => show.limit(p.searchTo(n(i.start), n(i.end), n(i.step), check(i.lines))),
  search_up: (i) => show.limit(p.searchUp(n(i.start), n(i.reach), n(i.step), check(i.lines))),
};

/** Functions whose names several modules have, by their files. */
const methods = { ...margins, ...risk, columns };

// A rung, a candidate, a slice and the names of choices are plain data here: nothing to call.
const data = new Set(["Tier.new", "Candidate.new", "Verdict.name", "Status.name", "Permission.name", "Reason.name", "Order.name", "Slice.new", "Access.name"]);
// A currency that is out of its range is refused where it is made here, so no aggregation has one; and filtered
// returns come in a list of their own.
const outOfRange = ({ aggregation: { currency = {} } = {} }) =>
  Object.values(currency).some((bits) => BigInt(bits) < 0n) || BigInt(currency.pnl_offset ?? 0) > 1n << 48n;
const never = ({ in: i }) => outOfRange(i) || (i.scratch ?? i.returns?.length) !== i.returns?.length;
// What a page has of columns is `scan`, `scenarios` and `falls` of all accounts at once and without options; of
// columns.json all else is for Rust and Python alone (rescan, measure, Holders, Falls, Portfolio and constructors of
// what a book makes here), and of number.json what only columns use.
const ofColumns = new Set(["add_weighted", "room", "is_number"]);
const bound = (file, vectors) => file === "columns.json"
  ? vectors.flatMap(ofPage)
  : vectors.filter((it) => !data.has(it.function) && !ofColumns.has(it.function) && !never(it));
const met = new Set();
let cases = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  test(`vectors: ${file}`, () => {
    const list = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    assert.notEqual(list.length, 0);
    for (const vector of bound(file, list)) {
      const run = methods[file.replace(".json", "")]?.[vector.function] ?? functions[vector.function];
      assert.ok(run, `no function ${vector.function}`);
      met.add(run);
      cases += 1;
      let answer;
      try {
        answer = { out: run(vector.in) };
      } catch (error) {
        if (!(error instanceof p.PlimsollError)) throw error;
        assert.equal(error.code, p.ErrorCode[error.name]);
        answer = { error: error.name, ...("names" in error && { names: [...error.names] }) };
      }
      const { error, names, out } = vector;
      const wanted = error === undefined ? { out } : { error, ...(names && { names }) };
      assert.deepEqual(answer, wanted, JSON.stringify(vector));
    }
  });
}

test("vectors: every function here has one", () => {
  const all = Object.entries(functions).concat(Object.values(methods).flatMap(Object.entries));
  assert.deepEqual(all.filter(([, run]) => !met.has(run)).map(([name]) => name), []);
  assert.ok(cases > 12000, `${cases} cases`);
});
