// The functions of the entry `plimsoll/methods` on the forms of golden vectors.
import * as m from "plimsoll/methods";
import { changed, read, show } from "./forms.js";

const n = read.number;
const d = show.decimal;
const frozen = (it) => {
  if (!Object.isFrozen(it)) throw new Error("a result is not frozen");
  return it;
};

const interval = (form) => new m.Interval(n(form.low), n(form.high));
const contract = (form) => new m.Contract(form.right, n(form.strike));
function expiry({ seconds, rate, discount }) {
  if (rate !== undefined) return new m.Expiry(seconds, n(rate));
  return discount === undefined ? m.Expiry.undiscounted(seconds) : m.Expiry.discounted(seconds, n(discount));
}
const forward = (form) => new m.Forward(interval(form.moving), n(form.settled));
const position = (form) =>
  new m.Position({ contract: contract(form.contract), quantity: n(form.quantity), value: interval(form.value) });
const positions = (form) => form.map(position);
const scenario = (form) => new m.Scenario(n(form.spot), form.volatility, n(form.weight));
const grid = (form) => form.map(scenario);
const scan = (form) => m.Scan.fromParts(n(form.mark), form.profits.map(n));
const array = (form) => new m.RiskArray(scan(form.owned), scan(form.owed));
const pair = (form) => form.map(n);
const shock = (form) =>
  new m.VolatilityShock({ range: pair(form.range), power: pair(form.power), floor: form.floor, least: n(form.least) });
const skew = (form) =>
  new m.Skew({
    linear: pair(form.linear),
    absolute: pair(form.absolute),
    leastWidth: n(form.least_width),
    scale: n(form.scale),
    level: pair(form.level),
  });
const shocks = (form) => new m.Shocks(shock(form.shock), skew(form.skew), expiry(form.expiry));
const confidence = (form) => new m.Confidence(n(form.threshold), n(form.rate));
const peg = (form) => new m.Peg(n(form.threshold), n(form.factor));

const showInterval = (it) => show.decimals(it, ["low", "high"]);
const showIntervals = (it) =>
  Object.fromEntries(Object.entries(frozen(it)).map(([name, value]) => [name, showInterval(value)]));
const showContract = (it) => ({ right: it.right, strike: d(it.strike) });
const showExpiry = (it) => ({
  seconds: it.seconds,
  rate: d(it.rate),
  ...Object.fromEntries(["years", "root", "discount"].map((name) => [name, showInterval(it[name])])),
});
const showForward = (it) => ({ moving: showInterval(it.moving), settled: d(it.settled) });
const showScenario = (it) => ({ ...show.decimals(it, ["spot", "weight"]), volatility: it.volatility });
const showScan = (it) => ({ mark: d(it.mark), profits: frozen(it.profits).map(d) });
const showArray = (it) => ({ owned: showScan(it.side(1n)), owed: showScan(it.side(-1n)) });
const showWorst = (it) => ({ ...frozen(it), profit: d(it.profit) });
const showShock = (it) => ({ range: it.range.map(d), power: it.power.map(d), floor: it.floor, least: d(it.least) });
const showSkew = (it) => ({
  linear: it.linear.map(d),
  absolute: it.absolute.map(d),
  least_width: d(it.leastWidth),
  scale: d(it.scale),
  level: it.level.map(d),
});

const analytic = (run) => (i) => showInterval(run(n(i.a)));
const ofTwo = (name, argument = "other") => (i) => showInterval(interval(i.interval)[name](interval(i[argument])));

/** The greatest over the lists of the least of their lines. */
const check = (lists) => (x) =>
  lists
    .map((lines) => lines.map((line) => m.tryAdd(n(line.constant), m.mulDown(n(line.slope), x))).reduce((a, b) => m.lesser(a, b)))
    .reduce((a, b) => m.greater(a, b));

export const functions = {
  step: () => show.number(m.Fixed.DELTA),
  sqrt: analytic(m.sqrt),
  ln: analytic(m.ln),
  exp: analytic(m.exp),
  normal_density: analytic(m.normalDensity),
  normal_distribution: analytic(m.normalDistribution),
  power: (i) => showInterval(m.power(n(i.a), n(i.exponent))),
  add_scaled_down: (i) => frozen(m.addScaledDown(n(i.a), i.units.map(n), i.sums.map(n))).map(d),
  "Interval.new": (i) => showInterval(interval(i)),
  "Interval.exact": (i) => showInterval(m.Interval.exact(n(i.value))),
  "Interval.between": (i) => showInterval(m.Interval.between(n(i.a), n(i.b))),
  "Interval.holds": (i) => interval(i.interval).holds(n(i.value)),
  "Interval.try_neg": (i) => showInterval(interval(i.interval).tryNeg()),
  "Interval.try_add": ofTwo("tryAdd"),
  "Interval.try_sub": ofTwo("trySub"),
  "Interval.mul": ofTwo("mul"),
  "Interval.div": ofTwo("div", "divisor"),
  "Contract.new": (i) => showContract(contract(i)),
  "Contract.intrinsic": (i) => d(contract(i.contract).intrinsic(n(i.price))),
  "Contract.value": (i) =>
    showInterval(contract(i.contract).value(interval(i.forward), interval(i.volatility), expiry(i.expiry))),
  "Contract.greeks": (i) =>
    showIntervals(contract(i.contract).greeks(interval(i.forward), interval(i.volatility), expiry(i.expiry))),
  "Contract.implied_volatility": (i) =>
    show.limit(contract(i.contract).impliedVolatility(interval(i.forward), n(i.price), expiry(i.expiry), n(i.step))),
  "Expiry.new": (i) => showExpiry(expiry(i)),
  "Expiry.undiscounted": (i) => showExpiry(expiry(i)),
  "Expiry.discounted": (i) => showExpiry(expiry(i)),
  "Forward.new": (i) => showForward(forward(i)),
  "Forward.exact": (i) => showForward(m.Forward.exact(n(i.price))),
  "Forward.shocked": (i) => showInterval(forward(i.forward).shocked(n(i.spot))),
  "Position.mark": (i) => d(position(i.position).mark()),
  "Position.payoff": (i) => d(position(i.position).payoff(n(i.price))),
  shorts: (i) => d(m.shorts(positions(i.positions))),
  gross: (i) => d(m.gross(positions(i.positions))),
  naked: (i) => d(m.naked(positions(i.positions))),
  "Scenario.new": (i) => showScenario(scenario(i)),
  "Scan.new": (i) => showScan(new m.Scan(i.room)),
  "Scan.from_parts": (i) => showScan(scan(i)),
  // What the core writes in place is made anew here.
  "Scan.profits_mut": (i) => showScan(m.Scan.fromParts(scan(i.scan).mark, [...scan(i.scan).profits].reverse())),
  "Scan.add": (i) => {
    const one = changed(scan(i.scan), showScan, (it) => it.add(n(i.quantity), array(i.unit)));
    const many = changed(scan(i.scan), showScan, (it) => it.addAll([{ quantity: n(i.quantity), unit: array(i.unit) }]));
    if (JSON.stringify(one) !== JSON.stringify(many)) throw new Error("add and addAll differ");
    return one;
  },
  "Scan.merge": (i) => changed(scan(i.scan), showScan, (it) => it.merge(scan(i.other))),
  "Scan.worst": (i) => showWorst(scan(i.scan).worst()),
  "Scan.worst_weighted": (i) => showWorst(scan(i.scan).worstWeighted(grid(i.grid))),
  "RiskArray.new": (i) => showArray(array(i)),
  "RiskArray.linear": (i) => showArray(m.RiskArray.linear(read.price(i.price), grid(i.grid))),
  "RiskArray.inverse": (i) => showArray(m.RiskArray.inverse(grid(i.grid))),
  "RiskArray.option": (i) =>
    showArray(
      m.RiskArray.option(
        contract(i.contract),
        forward(i.forward),
        interval(i.volatility),
        expiry(i.expiry),
        shocks(i.shocks),
        grid(i.grid),
      ),
    ),
  "RiskArray.contribution": (i) => d(array(i.risk_array).contribution(n(i.quantity), i.scenario)),
  "VolatilityShock.new": (i) => showShock(shock(i)),
  "Skew.flat": () => showSkew(m.Skew.flat()),
  "Shocks.new": (i) => showIntervals(shocks(i).factors()),
  "Shocks.volatility": (i) => showInterval(shocks(i.shocks).volatility(interval(i.volatility), i.change, interval(i.money))),
  charge: (i) => d(m.contingency.charge(n(i.notional), n(i.rate))),
  "Confidence.new": (i) => show.decimals(confidence(i), ["threshold", "rate"]),
  "Confidence.charge": (i) => d(confidence(i.terms).charge(n(i.confidence), n(i.notional))),
  "Peg.new": (i) => show.decimals(peg(i), ["threshold", "factor"]),
  "Peg.loss": (i) => d(peg(i.peg).loss(n(i.price))),
  crossing: (i) => {
    const found = frozen(m.crossing(n(i.start), i.range.map(n), i.parts, n(i.step), check(i.checks)));
    return { ...show.threshold(found), ...show.decimals(found, ["from", "to"]) };
  },
};

// Whole methods: their functions share names, so each has those of its file.

const long = (form) => new m.derive.LongDiscount(n(form.base), pair(form.rate));
const short = (form) => new m.derive.ShortDiscount(n(form.base), pair(form.rate));
const basis = (form) => new m.derive.Basis(n(form.addend), n(form.multiple));
const discounts = (form) => new m.derive.Discounts(n(form.long), n(form.short));
const showDiscounts = (it) => show.decimals(it, ["long", "short"]);
/** What reads the form of parameters: the fields of the class, from the names of the form. */
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const READ = {
  shock,
  skew,
  long,
  short,
  basis,
  peg,
  confidence: (form) => (Array.isArray(form) ? form.map(confidence) : confidence(form)),
};
const parts = (form) =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => [camel(name), (READ[name] ?? (Array.isArray(value) ? pair : n))(value)]),
  );

const options = (form) => ({
  expiry: expiry(form.expiry),
  scan: scan(form.scan),
  basis: scan(form.basis),
  positions: positions(form.positions),
  confidence: n(form.confidence),
});
const showPortfolio = (it) => ({ scan: showScan(it.scan), basis: d(it.basis) });
const PARTS = ["loss", "perps", "options", "collateral", "confidence", "mark", "cash"];

/** The parts of a margin, after its total is found to be their sum. */
function summed(it, names) {
  const shown = show.decimals(it, names);
  const sum = Object.values(shown).map(BigInt).reduce((a, b) => a + b);
  try {
    if (BigInt(d(it.total())) !== sum) throw new Error("a total is not the sum of its parts");
  } catch (error) {
    if (error.name !== "Overflow" || BigInt.asIntN(128, sum) === sum) throw error;
  }
  return shown;
}
const showMargin = (it) => ({ ...summed(it, PARTS), driver: it.driver === "basis" ? "basis" : { scenario: it.driver } });

const marginParts = ({ driver, ...form }) => ({
  ...Object.fromEntries(Object.entries(form).map(([name, bits]) => [name, n(bits)])),
  driver: driver === "basis" ? driver : driver.scenario,
});

/** Each way of adding to a portfolio, on its form. */
const adding = {
  add_options: (it, i) => it.addOptions(n(i.spot), options(i.options)),
  add_perp: (it, i) => it.addPerp(n(i.spot), array(i.perp), n(i.size), n(i.profit), n(i.confidence)),
  add_coins: (it, i) => it.addCoins(n(i.spot), n(i.coin), n(i.quantity), n(i.confidence)),
  add_collateral: (it, i) => it.addCollateral(n(i.value), pair(i.haircut), n(i.confidence)),
  add_underlying: (it, i) => it.addUnderlying(n(i.value), pair(i.haircut), n(i.confidence)),
};

function manager({ Parameters, Portfolio }, usual, ...own) {
  const names = ["add_options", "add_perp", ...own];
  const made = (i) => {
    const portfolio = new Portfolio(new Parameters(parts(i.parameters)), grid(i.grid));
    for (const entry of i.portfolio) {
      for (const [name, given] of Object.entries(entry)) adding[name](portfolio, given);
    }
    return portfolio;
  };
  const added = (name) => (i) => {
    const portfolio = made(i);
    adding[name](portfolio, i);
    return showPortfolio(portfolio);
  };
  return {
    "Parameters.validate": (i) => (new Parameters(parts(i.parameters)), null),
    "Parameters.discounts": (i) => showDiscounts(new Parameters(parts(i.parameters)).discounts(expiry(i.expiry))),
    "Portfolio.new": (i) =>
      showPortfolio(new Portfolio(new Parameters(usual()), Array.from({ length: i.room }, () => new m.Scenario(1n)))),
    ...Object.fromEntries(names.map((name) => [`Portfolio.${name}`, added(name)])),
    "Portfolio.initial": (i) => showMargin(made(i).initial(n(i.coin), n(i.cash))),
    "Portfolio.maintenance": (i) => showMargin(made(i).maintenance(n(i.cash))),
  };
}

const both = [1n, 1n];
const usual = () => ({
  shock: new m.VolatilityShock({ range: both, power: both, floor: 1, least: 0n }),
  factor: 1n,
  long: new m.derive.LongDiscount(1n, both),
  basis: new m.derive.Basis(1n, 1n),
  peg: new m.Peg(1n, 1n),
  confidence: new m.Confidence(1n, 1n),
  perp: 1n,
  coin: 1n,
  option: 1n,
});
const usual2 = () => ({
  ...usual(),
  skew: m.Skew.flat(),
  factor: both,
  short: new m.derive.ShortDiscount(1n, both),
  perp: both,
  option: both,
});

const { Parameters: Standard } = m.derive.standard;
const standard = (i) => new Standard(parts(i.parameters));
const expiryOptions = (form) => ({
  positions: positions(form.positions),
  forward: n(form.forward),
  confidence: n(form.confidence),
});
const holdings = (form) => ({ ...read.same(form, "perp", "profit", "coins"), options: form.options.map(expiryOptions) });
const feeds = (form) => Object.fromEntries(Object.entries(form).map(([name, bits]) => [camel(name), n(bits)]));
const STANDARD = ["options", "perp", "profit", "coins", "confidence", "peg"];

const { deribit, netting, okx, paradex, span } = m;
const scenarios = (all) => frozen(all).map(showScenario);
const sides = (form) => {
  const made = new m.Sides();
  made.add(n(form.long));
  made.add(m.tryNeg(n(form.short)));
  return made;
};
const showSides = (it) => show.decimals(it, ["long", "short"]);
/** What a table answers, and the amounts that it leaves under the name of the form. */
const leaves = (it, answer, amounts = "amounts") => ({ [answer]: d(frozen(it)[answer]), [amounts]: frozen(it.left).map(d) });
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** The form of a margin and back: its numbers, and the count behind them. */
const margins = (type, place, ...names) => ({
  read: (form) =>
    type.fromParts(Object.fromEntries([...names.map((name) => [name, n(form[snake(name)])]), [place, form[place]]])),
  show: (it) => ({ ...Object.fromEntries(names.map((name) => [snake(name), d(it[name])])), [place]: it[place] }),
});
const risk = margins(span.ScanRisk, "scenario", "loss", "price");
const requirement = margins(span.Requirement, "scenario", "scan", "intermonth", "delivery", "credit", "minimum");
const onDeribit = margins(
  deribit.Margin,
  "scenario",
  "worstCase",
  "rollShock",
  "deltaShock",
  "correlationContingency",
  "mmpMargin",
  "openOrdersMargin",
  "spotMargin",
);
const onOkx = margins(okx.Maintenance, "driver", "market", "vega", "basis", "rate", "other", "peg", "minimum");
const onParadex = margins(paradex.Margin, "scenario", "scan", "minimum", "funding", "fees");
const numbers = (form) => Object.fromEntries(Object.entries(form).map(([name, bits]) => [camel(name), n(bits)]));
const rule = (form) => new paradex.Parameters(numbers(form));
const currencyPair = (form) => new deribit.CurrencyPair(numbers(form));
const currency = (form) => new deribit.Currency(numbers(form));
const aggregation = ({ pair: its, currency: settled, settlement, index }) =>
  new deribit.Aggregation({ pair: currencyPair(its), currency: currency(settled), settlement, index: n(index) });
const leg = ({ underlying, ratio, rate }) => ({ underlying, ratio: n(ratio), rate: n(rate) });

/** An underlying with what a table of spreads leaves of it. */
const left = ({ delta, risk }, it) => ({ delta, risk, ...show.decimals(frozen(it), ["free", "credit"]) });

/** A table of spreads: what its last row forms, and what is left of the underlyings. */
function spread(i) {
  const given = i.underlyings.map((form) => read.same(form, "delta", "risk"));
  const { formed, underlyings } = frozen(netting.spreads(given, [...i.earlier, i.legs].map((legs) => legs.map(leg))));
  return { spreads: d(formed.at(-1)), underlyings: underlyings.map((it, place) => left(i.underlyings[place], it)) };
}
const tabled = (run, answer) => (i) =>
  leaves(run(i.amounts.map(n), i.table.map((row) => ({ ...row, rate: n(row.rate) }))), answer);

/** By the name of the file. */
export const methods = {
  netting: {
    "Sides.none": () => showSides(new m.Sides()),
    "Sides.add": (i) => changed(sides(i.sides), showSides, (it) => it.add(n(i.amount))),
    "Sides.net": (i) => d(sides(i.sides).net()),
    "Sides.hedged": (i) => d(sides(i.sides).hedged()),
    take_matched: (i) => leaves(netting.takeMatched(i.amounts.map(n), i.first, i.second), "matched"),
    pair_charge: tabled(netting.pairCharge, "charge"),
    pair_credit: tabled(netting.pairCredit, "credit"),
    hedge_weight: (i) => d(netting.hedgeWeight(n(i.weight))),
    hedge_credit: (i) => d(netting.hedgeCredit(pair(i.amounts), pair(i.prices), pair(i.weights), n(i.hedge))),
    discount_gains: (i) => frozen(netting.discountGains(i.profits.map(n), n(i.share))).map(d),
    cap_gains: (i) => frozen(netting.capGains(i.profits.map(n), n(i.most))).map(d),
  },
  spread: {
    spread,
    inter_month_charge: (i) => d(netting.interMonthCharge(sides(i.deltas), n(i.rate))),
    calendar_margin: (i) => d(netting.calendarMargin(n(i.first), n(i.second), n(i.charge))),
    composite_delta: (i) => d(netting.compositeDelta(i.deltas.map(n), i.weights.map(n))),
    // Plain data here, read with a table, which may be empty.
    "Underlying.new": (i) => left(i, netting.spreads([read.same(i, "delta", "risk")], []).underlyings[0]),
  },
  span: {
    grid: (i) => scenarios(span.grid(n(i.range), n(i.extreme), n(i.cover))),
    volatility: (i) => showShock(span.volatility(n(i.range))),
    unit: (i) => showArray(span.unit(i.losses.map(n))),
    cover: (i) => changed(scan(i.scan), showScan, (it) => span.cover(it, grid(i.grid))),
    "ScanRisk.new": (i) => risk.show(new span.ScanRisk(scan(i.scan))),
    "Requirement.new": (i) => requirement.show(new span.Requirement(risk.read(i.risk), numbers(i.charges))),
    "Requirement.total": (i) => d(requirement.read(i.requirement).total()),
    "Requirement.initial": (i) => d(requirement.read(i.requirement).initial(n(i.ratio))),
    "Requirement.net": (i) => d(requirement.read(i.requirement).net(n(i.ratio), n(i.options))),
  },
  paradex: {
    grid: (i) => scenarios(paradex.grid(n(i.range))),
    "Parameters.validate": (i) => (rule(i.parameters), null),
    "Parameters.delta_charge": (i) => d(rule(i.parameters).deltaCharge(sides(i.deltas), n(i.spot))),
    "Margin.new": (i) =>
      onParadex.show(
        new paradex.Margin(
          rule(i.parameters),
          grid(i.grid),
          scan(i.scan),
          sides(i.deltas),
          n(i.spot),
          numbers(i.provisions),
        ),
      ),
    "Margin.net": (i) => d(onParadex.read(i.margin).net()),
    "Margin.initial": (i) => d(onParadex.read(i.margin).initial()),
    "Margin.maintenance": (i) => d(onParadex.read(i.margin).maintenance(rule(i.parameters))),
  },
  okx: {
    grid: (i) => scenarios(okx.grid(n(i.most))),
    extreme: (i) => scenarios(okx.extreme(n(i.most), n(i.share))),
    worst_loss: (i) => d(okx.worstLoss(scan(i.scan), grid(i.grid))),
    minimum_charge: (i) => d(okx.minimumCharge(n(i.raw), i.ladder.map(numbers))),
    peg: (i) => {
      const table = i.table.map((row) => ({ ...row, ladder: read.tiers(row.ladder) }));
      return leaves(okx.peg(i.cash_deltas.map(n), table), "charge", "cash_deltas");
    },
    // No charge is one that is left out.
    "Charges.none": () => ({ ...Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`mr${at + 1}`, new okx.Maintenance({}).total()])) }),
    "Maintenance.new": (i) => onOkx.show(new okx.Maintenance(numbers(i.charges))),
    "Maintenance.total": (i) => d(onOkx.read(i.maintenance).total()),
    initial: (i) => d(okx.initial(n(i.derivatives), n(i.borrowings), n(i.factor))),
  },
  deribit: {
    "CurrencyPair.validate": (i) => (currencyPair(i.currency_pair), null),
    "Currency.validate": (i) => (currency(i.currency), null),
    "CurrencyPair.delta_shock": (i) => d(currencyPair(i.currency_pair).deltaShock(n(i.delta), n(i.index))),
    "Currency.roll_rate": (i) => d(currency(i.currency).rollRate(expiry(i.expiry))),
    roll_shock: (i) => d(deribit.rollShock(i.deltas.map(n), i.rates.map(n))),
    "Margin.new": (i) => onDeribit.show(new deribit.Margin(scan(i.scan), n(i.ticks))),
    "Margin.risk_matrix": (i) => d(onDeribit.read(i.margin).riskMatrix()),
    "Margin.initial": (i) => d(onDeribit.read(i.margin).initial()),
    "Margin.maintenance": (i) => d(onDeribit.read(i.margin).maintenance(n(i.mm_factor))),
  },
  matrix: {
    grid: (i) => scenarios(deribit.grid(n(i.range))),
    in_coins: (i) => showArray(deribit.inCoins(array(i.array), n(i.price), grid(i.grid))),
    "Aggregation.dampen": (i) =>
      changed(scan(i.scan), showScan, (it) => aggregation(i.aggregation).dampen(grid(i.grid), it)),
    "Aggregation.apply": (i) => changed(scan(i.scan), showScan, (it) => aggregation(i.aggregation).apply(grid(i.grid), it)),
    "Aggregation.offset_gains": (i) => changed(scan(i.scan), showScan, (it) => aggregation(i.aggregation).offsetGains(it)),
    to_dollars: (i) => changed(scan(i.scan), showScan, (it) => deribit.toDollars(it, n(i.index))),
  },
  margin: { "Margin.total": (i) => d(m.derive.Margin.fromParts(marginParts(i.margin)).total()) },
  discount: {
    "LongDiscount.new": (i) => ({ base: d(long(i).base), rate: long(i).rate.map(d) }),
    "LongDiscount.at": (i) => d(long(i.long_discount).at(expiry(i.expiry))),
    "ShortDiscount.new": (i) => ({ base: d(short(i).base), rate: short(i).rate.map(d) }),
    "ShortDiscount.at": (i) => d(short(i.short_discount).at(expiry(i.expiry))),
    "Discounts.apply": (i) => d(discounts(i.discounts).apply(n(i.value))),
    "Basis.new": (i) => show.decimals(basis(i), ["addend", "multiple"]),
    "Basis.loss": (i) => d(basis(i.basis).loss(scan(i.shocks), expiry(i.expiry))),
  },
  portfolio: manager(m.derive.portfolio, usual, "add_coins"),
  portfolio_2: manager(m.derive.portfolio2, usual2, "add_collateral", "add_underlying"),
  standard: {
    "Parameters.validate": (i) => (standard(i), null),
    "Parameters.isolated": (i) => d(standard(i).isolated(position(i.position), n(i.spot), i.level)),
    "Parameters.expiry": (i) => d(standard(i).expiry(expiryOptions(i.options), n(i.spot), i.level)),
    "Parameters.market": (i) => summed(standard(i).market(holdings(i.holdings), feeds(i.feeds), i.level), STANDARD),
    "Margin.total": (i) => d(m.derive.standard.Margin.fromParts(numbers(i.margin)).total()),
    "Standard.validate": (i) => (new deribit.Standard(numbers(i.standard)), null),
    "Standard.written": (i) => {
      const it = frozen(new deribit.Standard(numbers(i.standard)).written(contract(i.contract), n(i.underlying), n(i.mark)));
      return [d(it.initial), d(it.maintenance)];
    },
    "Parameters.mark": (i) => d(standard(i).mark(holdings(i.holdings), feeds(i.feeds))),
  },
};
