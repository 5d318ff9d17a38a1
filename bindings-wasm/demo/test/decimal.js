// The same report of a book as a front end would write it without the library: JavaScript on decimal.js, 34 digits,
// bounds of the markets made once, and along an index only what moves is measured again. Accounts without options.
import { Decimal as Library } from "decimal.js";

const Decimal = Library.clone({ precision: 34, toExpNeg: -60, toExpPos: 60 });
const ZERO = new Decimal(0);
const ONE = new Decimal(1);
/** Beyond this factor on a price nothing is liquidated any more. */
const FAR = new Decimal("1e15");
const CLOSE = new Decimal("1e-24");

const interval = (price) =>
  typeof price === "string" ? { low: new Decimal(price), high: new Decimal(price) } : { low: new Decimal(price.low), high: new Decimal(price.high) };
const pair = ({ asset, liability }) => ({ asset: new Decimal(asset), liability: new Decimal(liability) });
const one = { asset: ONE, liability: ONE };

/** A margin: weights, and a ladder with what the rungs below have charged. */
function margin(form) {
  if (typeof form === "string") return { weights: { asset: ONE.minus(form), liability: ONE.plus(form) }, rungs: [] };
  if (!Array.isArray(form)) return { weights: pair(form), rungs: [] };
  const rungs = [];
  for (const { above, rate } of form) {
    const last = rungs.at(-1);
    const floor = new Decimal(above);
    const deduction = last ? last.deduction.plus(floor.times(new Decimal(rate).minus(last.rate))) : ZERO;
    rungs.push({ floor, rate: new Decimal(rate), deduction });
  }
  return { weights: one, rungs };
}

/** What an asset or a perp counts for at one level. */
const terms = (price, weights, rungs = [], profit = ONE, orders = true) => ({
  price,
  weights,
  rungs,
  profit,
  orders,
  owned: weights.asset.times(price.low),
  owed: weights.liability.times(price.high),
});

function markets(book) {
  const all = new Map();
  for (const [name, asset] of Object.entries(book.assets)) {
    const [price, initial] = [interval(asset.price), interval(asset.initial_price ?? asset.price)];
    const levels = [terms(initial, pair(asset.initial)), terms(price, pair(asset.maintenance)), terms(price, one)];
    all.set(name, { name, index: asset.follows ?? name, price, levels });
  }
  for (const [name, perp] of Object.entries(book.perps ?? {})) {
    const [price, initial] = [interval(perp.price), interval(perp.initial_price ?? perp.price)];
    const [first, second] = [margin(perp.initial), margin(perp.maintenance)];
    const profit = new Decimal(perp.profit_weight ?? "1");
    const levels = [
      terms(initial, first.weights, first.rungs, profit),
      terms(price, second.weights, second.rungs, profit),
      terms(price, one, [], ONE, false),
    ];
    all.set(name, { name, index: perp.follows ?? name, price, levels, settles: perp.settles });
  }
  return all;
}

function ladder(rungs, notional) {
  let at = rungs.length - 1;
  while (at > 0 && rungs[at].floor.gt(notional)) at -= 1;
  return at < 0 ? ZERO : rungs[at].rate.times(notional).minus(rungs[at].deduction);
}

function filled({ owned, owed, rungs }, size, quote, k) {
  const price = size.isNegative() ? owed : owned;
  const signed = size.times(k === undefined ? price : price.times(k));
  return rungs.length === 0 ? quote.plus(signed) : quote.plus(signed).minus(ladder(rungs, signed.abs()));
}

/** A position's worth, its market's price times `k`. */
function value(at, { size, quote, bids, asks }, k) {
  let worth;
  if (!at.orders || (bids.isZero() && asks.isZero())) worth = filled(at, size, quote, k);
  else {
    const { low, high } = k === undefined ? at.price : { low: at.price.low.times(k), high: at.price.high.times(k) };
    const bought = filled(at, size.plus(bids), quote.minus(bids.times(high)), k);
    const sold = filled(at, size.minus(asks), quote.plus(asks.times(low)), k);
    worth = Decimal.min(bought, sold);
  }
  return worth.isPositive() ? worth.times(at.profit) : worth;
}

/** What the position itself posts. */
function requirement({ price, weights, owned, owed, rungs }, { size }) {
  if (size.isZero()) return ZERO;
  const short = size.isNegative();
  const notional = size.abs().times(short ? price.high : price.low);
  const fraction = short ? weights.liability.minus(1) : ONE.minus(weights.asset);
  return notional.times(fraction).plus(ladder(rungs, size.abs().times(short ? owed : owned)));
}

/** What a net quantity adds to the account. */
function counted({ owned, owed }, net) {
  const owes = net.isNegative() && !net.isZero();
  return { net, assets: owes ? ZERO : net.times(owned), liabilities: owes ? net.times(owed).neg() : ZERO };
}

function groups(account, all) {
  const found = new Map();
  const group = (name) => {
    if (!found.has(name)) found.set(name, { asset: all.get(name), balance: ZERO, legs: [] });
    return found.get(name);
  };
  for (const [name, balance] of Object.entries(account.balances ?? {})) group(name).balance = new Decimal(balance);
  for (const [name, { size, quote, bids = "0", asks = "0" }] of Object.entries(account.perps ?? {})) {
    const [market, position] = [all.get(name), { size: new Decimal(size), quote: new Decimal(quote), bids: new Decimal(bids), asks: new Decimal(asks) }];
    group(market.settles).legs.push({ market, position, values: market.levels.map((at) => value(at, position)) });
  }
  for (const own of found.values()) {
    own.levels = own.asset.levels.map((at, level) => counted(at, own.legs.reduce((sum, leg) => sum.plus(leg.values[level]), own.balance)));
  }
  return found;
}

const moves = ({ size, bids, asks }) => !(size.isZero() && bids.isZero() && asks.isZero());

function exposed({ asset, balance, legs }, index) {
  if (asset.index === index) return !balance.isZero() || legs.some(({ position }) => moves(position) || !position.quote.isZero());
  return legs.some(({ market, position }) => market.index === index && moves(position));
}

/** The surplus at maintenance as a function of the factor on an index: concave, of straight pieces. */
function along(found, index) {
  let rest = ZERO;
  const moving = [];
  for (const own of found) {
    const { assets, liabilities } = own.levels[1];
    if (!exposed(own, index)) rest = rest.plus(assets).minus(liabilities);
    else if (own.asset.index === index) moving.push((k) => assets.minus(liabilities).times(k));
    else {
      const stands = own.legs.filter(({ market }) => market.index !== index).reduce((sum, { values }) => sum.plus(values[1]), own.balance);
      const legs = own.legs.filter(({ market }) => market.index === index);
      moving.push((k) => {
        const net = legs.reduce((sum, { market, position }) => sum.plus(value(market.levels[1], position, k)), stands);
        const sums = counted(own.asset.levels[1], net);
        return sums.assets.minus(sums.liabilities);
      });
    }
  }
  return (k) => moving.reduce((sum, part) => sum.plus(part(k)), rest);
}

/** Where it falls below zero between a healthy factor and one that is not: false position, by Illinois. */
function root(surplus, good, atGood, bad, atBad) {
  let [a, fa, b, fb] = [good, atGood, bad, atBad];
  for (let round = 0; round < 100 && !fa.isZero() && b.minus(a).abs().gt(CLOSE); round += 1) {
    const k = a.minus(fa.times(b.minus(a)).div(fb.minus(fa)));
    const at = surplus(k);
    if (at.isZero()) return k;
    if (at.isNegative()) {
      [b, fb] = [k, at];
      fa = fa.div(2);
    } else {
      [a, fa] = [k, at];
      fb = fb.div(2);
    }
  }
  return a;
}

function liquidation(found, index, { low, high }) {
  const surplus = along(found, index);
  const now = surplus(ONE);
  if (now.isNegative() && !now.isZero()) return { below: null, below_reason: "already_past", above: null, above_reason: "already_past" };
  const middle = low.plus(high).div(2);
  const result = { below: null, below_reason: "never", above: null, above_reason: "never" };
  const bottom = surplus(ZERO);
  if (bottom.lt(0)) Object.assign(result, { below: root(surplus, ONE, now, ZERO, bottom).times(middle).toString(), below_reason: undefined });
  if (surplus(FAR).lt(0)) {
    let [good, atGood, bad] = [ONE, now, new Decimal(2)];
    let atBad = surplus(bad);
    while (!atBad.lt(0)) [good, atGood, bad, atBad] = [bad, atBad, bad.times(2), surplus(bad.times(2))];
    Object.assign(result, { above: root(surplus, good, atGood, bad, atBad).times(middle).toString(), above_reason: undefined });
  }
  return result;
}

const LEVELS = ["initial", "maintenance", "equity"];

/** What an account owns and owes at each level, and its status. */
function health(own) {
  const sums = LEVELS.map((_, level) => {
    const assets = own.reduce((sum, { levels }) => sum.plus(levels[level].assets), ZERO);
    const liabilities = own.reduce((sum, { levels }) => sum.plus(levels[level].liabilities), ZERO);
    return { assets, liabilities, surplus: assets.minus(liabilities) };
  });
  const [initial, maintenance, equity] = sums.map(({ surplus }) => surplus.lt(0));
  return { sums, status: equity ? "insolvent" : maintenance ? "liquidatable" : initial ? "restricted" : "healthy" };
}

function measure(account, all, indices) {
  const own = [...groups(account, all).values()];
  const { sums, status } = health(own);
  const written = ({ assets, liabilities, surplus }) => ({ assets: assets.toString(), liabilities: liabilities.toString(), surplus: surplus.toString() });
  const legs = own.flatMap((group) => group.legs.map((leg) => ({ ...leg, posts: requirement(leg.market.levels[1], leg.position), settles: group.asset })));
  const posted = legs.reduce((sum, { posts, settles }) => sum.plus(posts.times(settles.price.high)), ZERO);
  const texts = (group) => LEVELS.map((name, level) => [name, Object.fromEntries(Object.entries(group.levels[level]).map(([key, figure]) => [key, figure.toString()]))]);
  return {
    status,
    equity: sums[2].surplus.toString(),
    initial: written(sums[0]),
    maintenance: { ...written(sums[1]), requirement: posted.toString() },
    liquidation: Object.fromEntries(
      indices.filter((index) => own.some((group) => exposed(group, index))).map((index) => [index, liquidation(own, index, all.get(index).price)]),
    ),
    positions: {
      balances: Object.fromEntries(own.map((group) => [group.asset.name, { balance: group.balance.toString(), ...Object.fromEntries(texts(group)) }])),
      perps: Object.fromEntries(
        Object.keys(account.perps ?? {}).map((name) => {
          const { market, position, values, posts } = legs.find((leg) => leg.market.name === name);
          const [first, second, third] = values.map(String);
          return [name, { settles: market.settles, size: position.size.toString(), initial: first, maintenance: second, equity: third, requirement: posts.toString() }];
        }),
      ),
    },
  };
}

/** The status of every account of a parsed book, without liquidation prices: what a frame of a drag asks for. */
export function scan(book) {
  const all = markets(book);
  return Object.values(book.accounts).map((account) => health([...groups(account, all).values()]).status);
}

/** The report of a book as one line of JSON. */
export function report(text) {
  const book = JSON.parse(text);
  const all = markets(book);
  const indices = [...all.values()].filter(({ name, index }) => name === index).map(({ name }) => name);
  const accounts = Object.entries(book.accounts).map(([name, account]) => [name, measure(account, all, indices)]);
  return `${JSON.stringify({ currency: book.currency, accounts: Object.fromEntries(accounts) })}\n`;
}
