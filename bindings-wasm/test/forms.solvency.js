// The functions of the entries `plimsoll/liquidation` and `plimsoll/solvency` on the forms of golden vectors.
import * as l from "plimsoll/liquidation";
import * as s from "plimsoll/solvency";
import { changed, read, show } from "./forms.js";

const n = read.number;
const d = show.decimal;
const frozen = (it) => {
  if (!Object.isFrozen(it)) throw new Error("a result is not frozen");
  return it;
};
/** A result that is a decimal of the numbers under these names. */
const of = (...names) => (i, run) => d(run(...names.map((name) => n(i[name]))));
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** What an object shows under camel case names, as the forms name it. */
const shown = (...names) => (it) => Object.fromEntries(names.map((name) => [snake(name), d(it[name])]));
const reasoned = (...names) => (it) => ({ ...show.decimals(frozen(it), names), reason: it.reason });

const ramp = (form) => new l.Ramp(n(form.from), n(form.to), n(form.start), n(form.end));
const exchange = (form) => new l.Exchange(n(form.debt), n(form.collateral), n(form.bonus));
const split = (form) => new l.Split(n(form.insurance), n(form.protocol));
const factor = (form) => new l.CloseFactor(read.parts(form, { fraction: "fraction", fullBelow: "full_below", small: "small", dust: "dust" }));
const balance = (form) => ({ ...read.same(form, "amount", "net", "step"), bound: read.bound(form.bound) });
const auction = (form) => new l.Auction(read.same(form, "equity", "maintenance", "reserved"));
const position = (form) => new l.Position(read.same(form, "value", "requirement", "equity", "total"));
const fund = (form) => s.Fund.fromStored(n(form.balance), n(form.per_event), n(form.per_period), n(form.spent));
const waterfall = (form) => new s.Waterfall(read.same(form, "proceeds", "insurance", "deleveraging"));
const standing = (form) => new s.Standing(read.same(form, "mark", "entry", "equity"));
const totals = (form) => s.Totals.fromStored({ ...form, ...read.same(form, "equity", "deficit") });
const exposure = (form) => s.Exposure.fromStored(n(form.long), n(form.short));
const shock = (form) => new s.Shock(form.index, n(form.change));
const indices = (form) => s.Indices.fromStored(n(form.deposit), n(form.debt));
const capacity = (form) =>
  s.Capacity.perp(n(form.quantity), n(form.price), n(form.weight), n(form.quote), n(form.settlement));
const pool = (form) =>
  new s.Pool(BigInt(form.assets), BigInt(form.shares), BigInt(form.virtual_assets), BigInt(form.virtual_shares));

const showRamp = shown("from", "to", "start", "end");
const showExchange = shown("debt", "collateral", "paid");
const showSplit = shown("insurance", "protocol");
const showFactor = shown("fraction", "fullBelow", "small", "dust");
const showSeizure = reasoned("repaid", "seized");
const showFund = shown("balance", "perEvent", "perPeriod", "spent");
const showIndices = shown("deposit", "debt");
const showExposure = shown("long", "short");
const showCapacity = shown("quantity", "price", "weight", "quote", "settlement");
const showSocialised = (it) => show.decimals(frozen(it), ["index", "taken", "left"]);
const showPool = (it) =>
  Object.fromEntries(["assets", "shares", "virtualAssets", "virtualShares"].map((name) => [snake(name), String(it[name])]));
const showTotals = (it) => ({
  ...show.decimals(it, ["equity", "deficit"]),
  ...Object.fromEntries(["accounts", "liquidatable", "insolvent", "unknown"].map((name) => [name, it[name]])),
});
const key = (it) => (it === null ? null : d(it));
const nothing = (it) => (it === undefined ? null : it);

const units = (run, what) => (i) => String(pool(i.pool)[run](BigInt(i[what])));
const moved = (run) => (i) =>
  changed(pool(i.pool), showPool, (it) => it[run](BigInt(i.assets), BigInt(i.shares)));
const deleverage = (run) => (i) => {
  const candidates = i.candidates.map(({ id, key: rank, size }) => ({ id, key: n(rank), size: BigInt(size) }));
  const { closed, left } = frozen(run(candidates, BigInt(i.needed)));
  return { closed: frozen(closed).map((one) => ({ id: one.id, close: String(frozen(one).close) })), left: String(left) };
};

export const functions = {
  "Ramp.new": (i) => showRamp(ramp(i)),
  "Ramp.at_down": (i) => d(ramp(i.ramp).atDown(n(i.at))),
  "Ramp.at_up": (i) => d(ramp(i.ramp).atUp(n(i.at))),
  "Exchange.new": (i) => showExchange(exchange(i)),
  "Exchange.seized": (i) => d(exchange(i.exchange).seized(n(i.repaid))),
  "Exchange.repaid": (i) => d(exchange(i.exchange).repaid(n(i.seized))),
  "Exchange.penalty": (i) => d(exchange(i.exchange).penalty(n(i.repaid), n(i.seized))),
  "Exchange.raises_surplus": (i) => exchange(i.exchange).raisesSurplus(read.bound(i.debt), read.bound(i.collateral)),
  "Exchange.raises_ratio": (i) =>
    exchange(i.exchange).raisesRatio(read.health(i.health), read.bound(i.debt), read.bound(i.collateral)),
  sustainable: (i) => l.exchange.sustainable(n(i.bonus), read.weights(i.debt), read.weights(i.collateral)),
  from_loan_to_value: (i) => of("loan_to_value", "cursor", "most")(i, l.bonus.fromLoanToValue),
  from_shortfall: (i) => d(l.bonus.fromShortfall(read.health(i.health), n(i.most_discount))),
  covered: (i) => of("bonus", "collateral", "debt")(i, l.bonus.covered),
  near_bad_debt: (i) => of("bonus", "loan_to_value", "from", "least")(i, l.bonus.nearBadDebt),
  "Split.new": (i) => showSplit(split(i)),
  "Split.liquidator": () => showSplit(l.Split.liquidator()),
  "Split.of": (i) =>
    show.decimals(frozen(split(i.split).of(n(i.penalty))), ["liquidator", "insurance", "protocol"]),
  "CloseFactor.full": () => showFactor(l.CloseFactor.full()),
  "CloseFactor.most": (i) =>
    d(factor(i.close_factor).most(n(i.ratio), n(i.total_debt), n(i.debt), n(i.collateral))),
  "CloseFactor.leaves_dust": (i) => factor(i.close_factor).leavesDust(n(i.debt), n(i.collateral)),
  absorb: (i) => show.decimals(frozen(l.close.absorb(read.health(i.health))), ["credit", "deficit"]),
  throttle: (i) => d(l.close.throttle(ramp(i.share), n(i.elapsed), n(i.shortfall), n(i.freed), n(i.small))),
  step_down: (i) => d(l.close.stepDown(read.tiers(i.tiers), n(i.notional), i.cut)),
  "Order.first": (i) => l.order.first(i.order, i.candidates.map((form) => read.same(form, "value", "margin"))),
  repay: (i) =>
    showSeizure(l.repay(read.health(i.health), balance(i.debt), balance(i.collateral), exchange(i.exchange), n(i.most))),
  sweep: (i) => {
    const seizure = { ...read.same(i.seizure, "repaid", "seized"), reason: i.seizure.reason };
    return showSeizure(l.sweep(seizure, balance(i.debt), balance(i.collateral), exchange(i.exchange), i.dust.map(n)));
  },
  reduce: (i) => {
    const deal = read.same(i.deal, "price", "fee", "lot");
    const [perp, terms] = [read.perp(i.perp), read.terms(i.terms)];
    return reasoned("size", "quote", "fee")(
      l.reduce(read.health(i.health), balance(i.settlement), perp, terms, deal, n(i.most)),
    );
  },
  "Auction.buffered": (i) => d(auction(i.auction).buffered(n(i.buffer))),
  "Auction.largest_share": (i) => d(auction(i.auction).largestShare(n(i.buffer), n(i.discount))),
  "Auction.bid": (i) => d(auction(i.auction).bid(n(i.discount))),
  "Auction.insolvent": (i) => d(auction(i.auction).insolvent(n(i.elapsed), n(i.length))),
  discount: (i) => d(l.auction.discount(ramp(i.fast), ramp(i.slow), n(i.elapsed))),
  storefront: (i) => of("price", "factor", "liquidation_factor")(i, l.auction.storefront),
  "Position.bankruptcy": (i) => d(position(i.position).bankruptcy()),
  "Position.fillable": (i) => d(position(i.position).fillable(n(i.spread), n(i.adjustment))),
  price: (i) => of("quote", "size")(i, l.bankruptcy.price),
  insurance_delta: (i) => of("proceeds", "bankruptcy", "most_fee")(i, l.bankruptcy.insuranceDelta),
  "Fund.new": (i) => showFund(new s.Fund(n(i.balance), n(i.per_event), n(i.per_period))),
  "Fund.from_stored": (i) => showFund(fund(i)),
  "Fund.contribute": (i) => changed(fund(i.fund), showFund, (it) => it.contribute(n(i.amount))),
  "Fund.available": (i) => d(fund(i.fund).available()),
  "Fund.cover": (i) => {
    let paid;
    const after = changed(fund(i.fund), showFund, (it) => (paid = d(it.cover(n(i.deficit)))));
    return { paid, fund: after };
  },
  "Fund.renew": (i) => changed(fund(i.fund), showFund, (it) => it.renew()),
  target: (i) => of("open_interest", "volatility", "multiple")(i, s.insurance.target),
  "Waterfall.flows": (i) =>
    show.decimals(frozen(waterfall(i.waterfall).flows(n(i.debt))), ["proceeds", "insurance", "deleveraging", "socialised", "surplus"]),
  deposit_index: (i) => showSocialised(s.socialise.depositIndex(n(i.index), n(i.loss), n(i.deposits))),
  funding_index: (i) => showSocialised(s.socialise.fundingIndex(n(i.loss), n(i.open_interest))),
  junior_ratio: (i) => of("assets", "deposits", "profits")(i, s.socialise.juniorRatio),
  "Standing.profit": (i) => d(standing(i.standing).profit()),
  "Standing.leverage": (i) => key(standing(i.standing).leverage()),
  "Standing.by_profit_and_leverage": (i) => key(standing(i.standing).byProfitAndLeverage()),
  "Standing.by_move_and_leverage": (i) => key(standing(i.standing).byMoveAndLeverage()),
  "Standing.by_profit_and_margin": (i) => d(standing(i.standing).byProfitAndMargin(n(i.maintenance), n(i.ratio))),
  greedy: deleverage(s.deleverage.greedy),
  pro_rata: deleverage(s.deleverage.proRata),
  "Totals.new": () => showTotals(new s.Totals()),
  "Totals.add": (i) => changed(totals(i.totals), showTotals, (it) => it.add(read.account(i.account))),
  "Totals.coverage": (i) => d(totals(i.totals).coverage(n(i.reserves))),
  worst: (i) => s.protocol.worst(i.shocked.map(totals)),
  "Exposure.new": () => showExposure(new s.Exposure()),
  "Exposure.add": (i) => changed(exposure(i.exposure), showExposure, (it) => it.add(n(i.size))),
  "Exposure.net": (i) => d(exposure(i.exposure).net()),
  "Exposure.gross": (i) => d(exposure(i.exposure).gross()),
  "Exposure.skew": (i) => d(exposure(i.exposure).skew()),
  "Shock.new": (i) => ({ index: shock(i).index, factor: show.price(shock(i).factor) }),
  health_under: (i) => show.health(s.protocol.healthUnder(read.holdings(i.holdings), i.shocks.map(shock))),
  growth_down: (i) => of("rate", "elapsed")(i, s.interest.growthDown),
  growth_up: (i) => of("rate", "elapsed")(i, s.interest.growthUp),
  "Indices.new": () => showIndices(new s.Indices()),
  "Indices.from_stored": (i) => showIndices(indices(i)),
  "Indices.accrue": (i) =>
    showIndices(indices(i.indices).accrue(n(i.rate), n(i.elapsed), n(i.utilisation), n(i.reserve))),
  "Indices.balance": (i) => d(indices(i.indices).balance(n(i.scaled))),
  "Indices.scaled": (i) => d(indices(i.indices).scaled(n(i.balance))),
  "Capacity.asset": (i) => showCapacity(s.Capacity.asset(n(i.quantity), n(i.price), n(i.weight))),
  "Capacity.perp": (i) => showCapacity(capacity(i)),
  "Capacity.worth": (i) => d(capacity(i.capacity).worth()),
  "Capacity.admit": (i) => nothing(capacity(i.capacity).admit(n(i.quantity), n(i.quote), n(i.price))),
  check: (i) => nothing(s.capacity.check(i.capacities.map(capacity))),
  "Pool.new": (i) => showPool(pool(i)),
  "Pool.assets_down": units("assetsDown", "shares"),
  "Pool.assets_up": units("assetsUp", "shares"),
  "Pool.shares_down": units("sharesDown", "assets"),
  "Pool.shares_up": units("sharesUp", "assets"),
  "Pool.enter": moved("enter"),
  "Pool.leave": moved("leave"),
};
