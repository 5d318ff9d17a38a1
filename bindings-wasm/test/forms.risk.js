// The functions of the entries of living risk on the forms of golden vectors, by the files of those.
import * as e from "plimsoll/exit";
import * as o from "plimsoll/oracle";
import * as r from "plimsoll/risk";
import * as w from "plimsoll/weights";
import { read, show } from "./forms.js";

const n = read.number;
const d = show.decimal;
const frozen = (it) => {
  if (!Object.isFrozen(it)) throw new Error("a result is not frozen");
  return it;
};

/** The arguments of a constructor under these names, and back: text is a number, everything else stands for itself. */
const given = (form, names) => names.map((name) => (typeof form[name] === "string" ? n(form[name]) : form[name]));
const value = (type, ...names) => ({
  read: (form) => new type(...given(form, names)),
  show: (it) => Object.fromEntries(names.map((name) => [name, typeof it[name] === "string" ? d(it[name]) : it[name]])),
});
const reading = value(o.Reading, "price", "confidence", "at");
const confidence = value(o.Confidence, "multiple", "cap", "limit");
const age = value(o.Age, "fresh", "limit", "ahead", "rate");
const band = value(o.Band, "width", "rate");
const pace = value(o.Pace, "rate", "growth", "interval", "longest");
const remote = value(o.Remote, "deviations", "volatility", "period", "finality", "limit");
const quota = value(o.Quota, "limit", "used");
const ewma = value(r.Ewma, "lambda", "variance");
const garch = value(r.Garch, "omega", "alpha", "beta");
const offset = value(r.Offset, "floor", "stress", "least");
const parameter = { ...value(r.Parameter, "from", "to", "start", "end"), read: (form) => r.Parameter.moving(...given(form, ["from", "to", "start", "end"])) };
const feed = (form) => new o.Feed({ confidence: confidence.read(form.confidence), age: age.read(form.age) });
const price = read.price;
const prices = (form) => form.map(price);
const interval = (form) => new r.Interval(n(form.low), n(form.high));
const showInterval = (it) => show.decimals(it, ["low", "high"]);
const list = (form) => form.map(n);
const decimals = (it) => frozen(it).map(d);

/** What observing made. */
const observed = (first, form) => form.observe.reduce((it, { price: next, at }) => it.observe(price(next), at), first);
const standing = (it) => ({ price: show.price(frozen(it).price), at: it.at });
const sum = (form) => new o.Sum({ ...read.same(form, "low", "high"), at: form.at });
const showSum = (it) => ({ ...show.decimals(it, ["low", "high"]), at: it.at });
const startTwap = (form) => new o.TimeWeighted(price(form.price), form.at);
const twap = (form) => observed(startTwap(form.new), form);
const showTwap = (it) => ({ last: standing(it.last()), sum: showSum(it.sum(it.last().at)) });
const startEma = (form) => new o.Exponential(form.span, price(form.price), form.at);
const ema = (form) => observed(startEma(form.new), form);
const showEma = (it) => ({ span: it.span, last: standing(it.last()), average: show.price(it.average(it.last().at)) });
const startStable = (form) => new o.Stable(pace.read(form.pace), form.delays, n(form.start), form.at);
const stable = (form) => observed(startStable(form.new), form);
const showStable = (it) => ({ last: standing(it.last()), delay: d(it.delay()), price: show.price(it.price(it.last().at)) });

const rows = (form, names) => form.map((row) => read.same(row, ...names));
const showRows = (it, names) => frozen(it).map((row) => show.decimals(frozen(row), names));
const RANGE = ["lower", "upper", "liquidity"];
const LEVEL = ["price", "size"];
const SLICE = ["floor", "ratio", "addend"];
const venues = {
  pool: (form) => new e.Pool(n(form.base), n(form.quote), n(form.fee)),
  ranges: (form) => new e.Ranges(n(form.root), rows(form.ranges, RANGE), n(form.fee)),
  stable_swap: (form) => new e.StableSwap(list(form.balances), form.places, n(form.amplification), n(form.fee)),
  depth: (form) => new e.Depth(rows(form.bids, LEVEL), rows(form.asks, LEVEL), n(form.fee)),
};
const venue = (form) => Object.entries(form).map(([kind, inner]) => venues[kind](inner))[0];
const traded = (name, type) => ({
  [`${type}.proceeds`]: (i) => d(venues[name](i[name]).proceeds(n(i.size))),
  [`${type}.cost`]: (i) => d(venues[name](i[name]).cost(n(i.size))),
});
const average = (run) => (i) => d(run(n(i.size), venue(i.venue)));
const largest = (run) => (i) => show.limit(run(price(i.mark), n(i.slippage), n(i.most), n(i.step), venue(i.venue)));

const slices = (form) => new w.Slices(rows(form, SLICE));
const showSlices = (it) => showRows(it.slices, SLICE);
const boost = (form) => new w.Boost(form.class, list(form.assets));
const profile = (form) => new w.Profile({ ...form, weights: form.weights.map(read.weights) });
const scope = (form) => (form === "cross" ? w.Scope.cross() : new w.Scope(form));
const nothing = (it) => (it === undefined ? null : it);

const policy = (form) =>
  new r.Policy(list(form.lambda), n(form.weight), n(form.cap), n(form.multiple), n(form.least), list(form.step));
const showPolicy = (it) => ({
  lambda: decimals(it.lambda),
  ...show.decimals(it, ["weight", "cap", "multiple", "least"]),
  step: decimals(it.step),
});
const steady = (form) => r.Steady.fromStored(policy(form.policy), list(form.variances), form.periods, n(form.margin));
const showSteady = (it) => ({
  policy: showPolicy(it.policy),
  variances: decimals(it.variances),
  periods: it.periods,
  margin: d(it.margin),
});

const rule = (form) => new r.Rule(list(form.bounds), n(form.rise), n(form.fall), n(form.grain), form.delay, form.ramp);
const showRule = (it) => ({
  bounds: decimals(it.bounds),
  ...show.decimals(it, ["rise", "fall", "grain"]),
  delay: it.delay,
  ramp: it.ramp,
});
const named = (form, one) => Object.fromEntries(r.NAMES.map((name, place) => [name, one(form[place])]));
const stored = (form, now) => r.Parameters.fromStored(form.version, named(form.values, parameter.read), now);
const set = (form) => stored(form, Math.max(...form.values.map(({ start }) => start)));
const showSet = (it) => ({ version: it.version, values: r.NAMES.map((name) => parameter.show(it.get(name))) });

/** A function of numbers under these names. */
const of = (run, ...names) => (i) => d(run(...names.map((name) => n(i[name]))));
const made = (type, { read: make, show: display }) => ({ [`${type}.new`]: (i) => display(make(i)) });

export const methods = {
  price: { "Price.widen": (i) => show.price(o.widen(price(i.price), n(i.fraction))) },
  oracle: {
    ...made("Reading", reading),
    "Feed.price": (i) => show.price(feed(i.feed).price(reading.read(i.reading), i.now)),
  },
  confidence: {
    ...made("Confidence", confidence),
    "Confidence.price": (i) => show.price(confidence.read(i.terms).price(n(i.price), n(i.confidence))),
  },
  age: {
    ...made("Age", age),
    "Age.since": (i) => age.read(i.age).since(i.at, i.now),
    "Age.price": (i) => show.price(age.read(i.age).price(price(i.price), i.at, i.now)),
  },
  sources: {
    hull: (i) => show.price(o.hull(prices(i.sources), i.quorum)),
    median: (i) => show.price(o.median(prices(i.sources), i.quorum)),
    agreement: (i) => show.price(o.agreement(prices(i.sources), n(i.band), i.quorum)),
  },
  band: {
    ...made("Band", band),
    "Band.admit": (i) => show.price(band.read(i.band).admit(price(i.last), i.elapsed, price(i.price))),
  },
  twap: {
    "TimeWeighted.new": (i) => showTwap(startTwap(i)),
    "TimeWeighted.observe": (i) => showTwap(twap(i.time_weighted).observe(price(i.price), i.at)),
    "TimeWeighted.sum": (i) => showSum(twap(i.time_weighted).sum(i.now)),
    "Sum.average": (i) => show.price(sum(i.sum).average(sum(i.since))),
  },
  ema: {
    "Exponential.new": (i) => showEma(startEma(i)),
    "Exponential.observe": (i) => showEma(ema(i.exponential).observe(price(i.price), i.at)),
    "Exponential.average": (i) => show.price(ema(i.exponential).average(i.now)),
  },
  stable: {
    ...made("Pace", pace),
    "Stable.new": (i) => showStable(startStable(i)),
    "Stable.observe": (i) => showStable(stable(i.stable).observe(price(i.price), i.at)),
    "Stable.price": (i) => show.price(stable(i.stable).price(i.now)),
    "Stable.delay": (i) => d(stable(i.stable).delay()),
  },
  remote: {
    ...made("Remote", remote),
    "Remote.price": (i) => show.price(remote.read(i.remote).price(price(i.price), i.attested, i.now, i.quotas.map(quota.read))),
  },
  quota: {
    ...made("Quota", quota),
    ...Object.fromEntries(["room", "share", "excess"].map((name) => [`Quota.${name}`, (i) => d(quota.read(i.quota)[name]())])),
  },
  exit: {
    average_sale: average(e.averageSale),
    average_purchase: average(e.averagePurchase),
    price: (i) => show.price(e.price(price(i.mark), n(i.quantity), venue(i.venue))),
    largest_sale: largest(e.largestSale),
    largest_purchase: largest(e.largestPurchase),
  },
  pool: { "Pool.new": (i) => show.decimals(venues.pool(i), ["base", "quote"]), ...traded("pool", "Pool") },
  ranges: {
    "Ranges.new": (i) => {
      const it = venues.ranges(i);
      return { root: d(it.root), ranges: showRows(it.ranges, RANGE) };
    },
    ...traded("ranges", "Ranges"),
  },
  stable_swap: {
    "StableSwap.new": (i) => {
      const it = venues.stable_swap(i);
      return { balances: decimals(it.balances), invariant: d(it.invariant()) };
    },
    ...traded("stable_swap", "StableSwap"),
  },
  depth: {
    "Depth.new": (i) => {
      const it = venues.depth(i);
      return { bids: showRows(it.bids, LEVEL), asks: showRows(it.asks, LEVEL) };
    },
    ...traded("depth", "Depth"),
  },
  scale: {
    "Weights.scaled": (i) => show.pair(w.scaled(read.weights(i.weights), quota.read(i.deposits), quota.read(i.borrows))),
  },
  size: {
    square_root_up: of(w.size.squareRootUp, "base", "factor", "size"),
    square_root_discount_down: of(w.size.squareRootDiscountDown, "weight", "factor", "size"),
    power_up: of(w.size.powerUp, "base", "factor", "exponent", "notional"),
    horizon_up: of(w.size.horizonUp, "base", "risk", "days"),
    linear_up: of(w.size.linearUp, "base", "slope", "size", "scale"),
    linear_haircut_up: (i) => d(w.size.linearHaircutUp(list(i.bounds), n(i.factor), n(i.size), n(i.scale))),
    open_interest_up: (i) => d(w.size.openInterestUp(n(i.base), list(i.caps), n(i.open))),
  },
  haircut: {
    "Slices.new": (i) => showSlices(slices(i.slices)),
    "Slices.from_ratios": (i) => showSlices(w.Slices.fromRatios(rows(i.slices, ["floor", "ratio"]))),
    "Slices.counts": (i) => d(slices(i.slices).counts(n(i.amount))),
    "Slices.weight": (i) => d(slices(i.slices).weight(n(i.amount))),
  },
  profile: {
    "Access.admit": (i) => nothing(w.profile.admit(i.access, n(i.before), n(i.after))),
    admit_debts: (i) => nothing(w.profile.admitDebts(i.debts)),
    "Scope.admit": (i) => nothing(scope(i.scope).admit(i.held)),
    "Boost.new": (i) => ({ class: boost(i).class, assets: decimals(boost(i).assets) }),
    "Profile.effective": (i) => frozen(profile(i.profile).effective(i.debts.map((debt) => debt.map(boost)))).map(show.pair),
  },
  volatility: {
    over: of(r.volatility.over, "sigma", "from", "to"),
    margin_fraction: of(r.volatility.marginFraction, "z", "sigma", "periods"),
  },
  ewma: {
    ...made("Ewma", ewma),
    "Ewma.sigma": (i) => d(ewma.read(i.ewma).sigma()),
    "Ewma.update": (i) => ewma.show(ewma.read(i.ewma).update(n(i.r))),
    "Ewma.observe": (i) => ewma.show(ewma.read(i.ewma).observe(n(i.variance))),
    "Ewma.update_over": (i) => ewma.show(ewma.read(i.ewma).updateOver(n(i.r), n(i.periods))),
    "Ewma.observe_over": (i) => ewma.show(ewma.read(i.ewma).observeOver(n(i.variance), n(i.periods))),
  },
  garch: {
    ...made("Garch", garch),
    "Garch.next": (i) => d(garch.read(i.garch).next(n(i.variance), n(i.r))),
    "Garch.long_run": (i) => d(garch.read(i.garch).longRun()),
    "Garch.forecast": (i) => d(garch.read(i.garch).forecast(n(i.variance), i.periods)),
  },
  range: {
    parkinson: (i) => d(r.volatility.parkinson(interval(i.prices))),
    realised: (i) => d(r.volatility.realised(i.periods.map(interval))),
  },
  filtered: {
    filtered: (i) => {
      const it = frozen(r.volatility.filtered(list(i.returns), ewma.read(i.before), interval(i.ratio)));
      return { ewma: ewma.show(it.estimate), scratch: decimals(it.returns) };
    },
    quantile: (i) => d(r.volatility.quantile(list(i.returns), n(i.confidence))),
    expected_shortfall: (i) => d(r.volatility.expectedShortfall(list(i.returns), n(i.confidence))),
  },
  floor: {
    floored: of(r.volatility.floored, "raw", "floor"),
    stressed: of(r.volatility.stressed, "raw", "stressed", "weight"),
    buffered: of(r.volatility.buffered, "raw", "base", "buffer"),
    stepped: of(r.volatility.stepped, "previous", "target", "rise", "fall"),
  },
  policy: {
    "Policy.new": (i) => showPolicy(policy(i)),
    "Steady.new": (i) => showSteady(new r.Steady(policy(i.policy))),
    "Steady.from_stored": (i) => showSteady(steady(i)),
    "Steady.observe": (i) => showSteady(steady(i.steady).observe(n(i.r))),
  },
  correlation: {
    update: (i) => decimals(r.correlation.update(list(i.matrix), list(i.returns), n(i.lambda))),
    correlation: (i) => showInterval(r.correlation.correlation(list(i.matrix), i.count, i.i, i.j)),
    sigma: (i) => d(r.correlation.sigma(list(i.matrix), list(i.weights))),
  },
  offset: {
    ...made("Offset", offset),
    "Offset.opposite": (i) => d(offset.read(i.offset).opposite(interval(i.rho))),
    "Offset.alike": (i) => d(offset.read(i.offset).alike(interval(i.rho))),
    "Offset.margin": (i) => d(offset.read(i.offset).margin(n(i.a), n(i.b), interval(i.rho))),
  },
  liquidity: {
    impact: of(r.liquidity.impact, "y", "sigma", "quantity", "volume"),
    close_out_cost: of(r.liquidity.closeOutCost, "notional", "impact"),
    horizon: of(r.liquidity.horizon, "quantity", "volume", "participation"),
    concentration: of(r.liquidity.concentration, "size", "threshold", "slope", "cap"),
    adjusted_haircut: of(r.liquidity.adjustedHaircut, "haircut", "impact"),
  },
  parameters: {
    "Parameter.new": (i) => parameter.show(new r.Parameter(n(i.value), i.at)),
    "Parameter.moving": (i) => parameter.show(parameter.read(i)),
    "Parameter.at_down": (i) => d(parameter.read(i.parameter).atDown(i.now)),
    "Parameter.at_up": (i) => d(parameter.read(i.parameter).atUp(i.now)),
  },
  rule: {
    "Rule.new": (i) => showRule(rule(i)),
    "Rule.reach": (i) => decimals(rule(i.rule).reach(n(i.present))),
    "Rule.change": (i) => parameter.show(rule(i.rule).change(parameter.read(i.parameter), n(i.value), i.ramp, i.now)),
  },
  set: {
    "Name.name": (i) => r.NAMES[i.number],
    "Parameters.new": (i) => showSet(new r.Parameters(named(i.values, n), i.at)),
    "Parameters.from_stored": (i) => showSet(stored(i, i.now)),
    "Parameters.at": (i) => d(set(i.parameters).at(i.name, i.now)),
    "Parameters.propose": (i) => {
      const changes = i.changes.map(({ name, value }) => ({ name, value: n(value) }));
      return showSet(set(i.parameters).propose(named(i.rules, rule), i.version, changes, i.ramp, i.now));
    },
  },
};
