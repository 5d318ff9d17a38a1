// The forms of a golden vector (core/tests/vectors/README.md) to the package's objects and back.
import assert from "node:assert/strict";
import * as p from "plimsoll";

const number = (bits) => p.Fixed.fromBits(BigInt(bits));
const price = (form) => p.Price.fromStored(number(form.low), number(form.high));
const weights = (form) => new p.Weights(number(form.asset), number(form.liability));
const bound = (form) => new p.Bound(number(form.asset), number(form.liability));
const rungs = (form) =>
  form.map((rung) => Object.fromEntries(Object.entries(rung).map(([name, bits]) => [name, number(bits)])));
const tiers = (form) => new p.Tiers(rungs(form));
const perp = (form) =>
  new p.Perp(number(form.size), number(form.quote)).withOrders(number(form.bids), number(form.asks));
const terms = (form) =>
  form.weights === undefined
    ? p.Terms.equity(price(form.price))
    : new p.Terms(price(form.price), weights(form.weights), tiers(form.tiers), number(form.profit_weight));
const bounds = (form) => form.map(bound);

function net(form) {
  const made = new p.Net(number(form.balance));
  for (const market of form.perps) made.add(perp(market.perp), market.terms.map(terms));
  return made;
}

function health(form) {
  const made = new p.Health();
  for (const position of form.add) made.add(number(position.quantity), bound(position.bound));
  for (const margin of form.require) made.require(number(margin));
  return made;
}

function account(form) {
  const made = new p.Account();
  for (const { add, add_net: group } of form) {
    if (add) made.add(number(add.quantity), bounds(add.bounds));
    else made.addNet(net(group.net), bounds(group.bounds));
  }
  return made;
}

const leg = (form) => new p.Leg({ perp: perp(form.perp), terms: terms(form.terms), index: form.index });
const holding = (form) =>
  new p.Holding({
    balance: number(form.balance),
    price: price(form.price),
    weights: weights(form.weights),
    index: form.index,
    legs: form.legs.map(leg),
  });
const holdings = (form) => form.map(holding);

const parts = (form, names) => Object.fromEntries(Object.entries(names).map(([name, key]) => [name, number(form[key])]));
const same = (form, ...names) => parts(form, Object.fromEntries(names.map((name) => [name, name])));

export const read = { same, parts, number, price, weights, bound, bounds, rungs, tiers, perp, terms, net, health, account, holding, holdings };

/** A result's decimal, as the bits that it reads back to. */
const decimal = (text) => String(p.readNearest(text).bits);
const decimals = (object, names) => Object.fromEntries(names.map((name) => [name, decimal(object[name])]));
const showPrice = (it) => decimals(it, ["low", "high"]);
const pair = (it) => decimals(it, ["asset", "liability"]);
const showTiers = (it) => it.rungs.map((rung) => decimals(rung, ["floor", "rate", "deduction"]));
const limit = (it) => ({ reason: it.kind, value: it.kind === "at" ? decimal(it.value) : null });
const showHealth = (it) => ({
  ...decimals(it, ["assets", "liabilities"]),
  positions: it.positions,
  stale_assets: it.staleAssets,
  stale_debts: it.staleDebts,
  verdict: it.verdict,
});
const level = (it, place) => {
  try {
    return decimal(it.value(place));
  } catch (error) {
    if (error.name === "UnknownPrice") return null;
    throw error;
  }
};

export const show = {
  decimals,
  number: (fixed) => String(fixed.bits),
  decimal,
  price: showPrice,
  pair,
  tiers: showTiers,
  perp: (it) => decimals(it, ["size", "quote", "bids", "asks"]),
  terms: (it) => ({
    price: showPrice(it.price),
    weights: pair(it.weights),
    bound: pair(it.bound),
    tiers: showTiers(it.tiers),
    profit_weight: decimal(it.profitWeight),
  }),
  net: (it) => [0, 1, 2].map((place) => level(it, place)),
  health: showHealth,
  account: (it) => it.levels.map(showHealth),
  limit,
  threshold: (it) => ({ below: limit(it.below), above: limit(it.above) }),
};

/** Runs a change in place, which must leave the object as it was where it fails. */
export function changed(object, form, run) {
  const before = form(object);
  try {
    run(object);
  } catch (error) {
    assert.deepEqual(form(object), before, "an error changed the object");
    throw error;
  }
  return form(object);
}
