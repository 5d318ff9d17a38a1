// Thousands of calls of everything with anything: no trap, no foreign error, and the package works on.
import assert from "node:assert/strict";
import { columns, frames } from "./hostile.columns.js";
import { living, risks } from "./hostile.living.js";
import { papers } from "./hostile.proofs.js";

/** What a hostile argument throws when it is touched: it may come out, and nothing else of the kind. */
const touched = new Error("touched");
const boom = () => {
  throw touched;
};

/** A generator of the same numbers each time (mulberry32). */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A check that ends a search of billions of strides, which a caller may ask for. */
function asked(check) {
  let left = 100_000;
  return (at) => {
    left -= 1;
    return left < 0 ? boom() : check(at);
  };
}

function hostile(p) {
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const traps = new Proxy({}, { get: (_, trap) => boom.bind(null, trap) });
  const evil = Object.defineProperties({}, Object.fromEntries(
    ["floor", "perp", "balance", "length", "toString", "valueOf", Symbol.iterator, Symbol.toPrimitive]
      .map((name) => [name, { get: boom }])));
  class Sly extends Array {
    static get [Symbol.species]() {
      return boom();
    }
  }
  return [
    undefined, null, true, false, 0, -0, 1, -1, 2, 3, 24, 25, 1.5, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, NaN, Infinity, -Infinity,
    1e308, 5e-324, 0n, 1n, -1n, 10n ** 23n, 1n << 79n, -(1n << 79n), 1n << 80n, 1n << 127n, -(1n << 127n), 1n << 128n, -(1n << 4000n),
    "", " ", "-", ".", "1.", ".1", "+1", "1e5", "0x10", "NaN", "1,5", "-0", "00", "\ud800", "1\udc00", "\0", "\u0661", "१",
    "9".repeat(65536), "9".repeat(65537), `0.${"1".repeat(60000)}`, "1".repeat(1 << 20), "buy", "sell", "BUY", "[".repeat(100000),
    Symbol("s"), Symbol.iterator, () => 1n, () => "x", boom, (x) => x, class {}, function* () {}, async () => 1n,
    {}, [], [[]], [undefined, undefined, undefined], new Array(3), new Array(2 ** 32 - 1), new Sly(3), [1, 2, 3], ["1", "2", "3"],
    Object.create(null), evil, revoked.proxy, new Proxy({}, traps), new Proxy([1n, 1n, 1n], traps), new Proxy(class {}, traps),
    new Date(0), /x/, new Map(), new Uint8Array(16), new Uint8Array([0xff, 0xfe]), new ArrayBuffer(8), new BigInt64Array(2),
    new String("1"), Object(1n), new WeakRef({}), Promise.resolve(1n), globalThis, p, p.Price, p.Price.prototype,
    Object.create(p.Price.prototype), Object.setPrototypeOf(new p.Health(), p.Price.prototype), { ...new p.Health() },
    { floor: 0n, rate: 2n }, { floor: "x" }, { perp: 1, terms: 2, index: 3 }, { balance: 1n, price: 1n, legs: {} },
    { __proto__: { floor: 0n, rate: 0n, deduction: 0n } },
  ];
}

/** Values that calls expect, so that many get past the first check. */
function friendly(p) {
  const numbers = ["0", "1", "0.1", "-1", "1800", "0.000000000000001", 1n, 0n, -5n, 10n ** 20n, p.Fixed.DELTA, p.Fixed.MAX, p.Fixed.MIN, p.Fixed.one()];
  const prices = [new p.Price(1n, 2n), p.Price.unknown(), p.Price.exact("0.5"), new p.Price(p.Fixed.MAX, p.Fixed.MAX), new p.Price(p.Fixed.DELTA, p.Fixed.MAX)];
  const weights = [p.Weights.one(), new p.Weights(0n, p.Fixed.MAX), new p.Weights("0.9", "1.1")];
  const bounds = [p.Bound.unknown(), ...prices.slice(0, 3).map((price) => weights[2].apply(price))];
  const tiers = [p.Tiers.none(), p.Tiers.fromRates([{ floor: 0n, rate: "0.005" }, { floor: 100n, rate: "0.5" }])];
  const perps = [new p.Perp(0n, 0n), new p.Perp("-2", "3600").withOrders(1n, 5n), new p.Perp(p.Fixed.MIN, p.Fixed.MIN)];
  const terms = [new p.Terms(prices[0], weights[2], tiers[1], "0.9"), p.Terms.equity(prices[1]), new p.Terms(prices[2], weights[0])];
  const legs = perps.flatMap((perp, place) => terms.map((market) => new p.Leg({ perp, terms: market, index: place })));
  const holdings = [-3n, 0n, 1000n].map((balance, place) =>
    new p.Holding({ balance, price: prices[place], weights: weights[2], index: 5 + place, legs: legs.slice(0, 2 * place) }));
  const three = (items) => [items[0], items[1], items[2]];
  const full = { balance: 2n, price: prices[0], weights: weights[0], index: 9, legs };
  return [
    ...numbers, ...prices, ...beyond(p, bounds[1]), ...weights, ...bounds, ...tiers, ...perps, ...terms, ...legs, ...holdings, new p.Health(), new p.Account(),
    new p.Net(5n), three(bounds), three(terms), three(numbers), holdings, holdings.slice(1), legs, tiers[1].rungs, full, "buy", "sell",
    0, 1, 2, 5, 7, asked((at) => p.trySub(100n, at)), () => 1n,
  ];
}

/** The same of the entries that have more than the kernel. */
function beyond(p, bound) {
  const balance = { amount: "-3", bound, step: "0.01" };
  return [
    ...(p.Ramp ? [new p.Ramp(0n, 10n, "0.01", 1n), new p.Ramp(5n, 1n, p.Fixed.MIN, p.Fixed.MAX)] : []),
    ...(p.Exchange ? [new p.Exchange(1n, 2n, "0.05"), balance, { ...balance, amount: 10n, net: p.Fixed.MAX }] : []),
    ...(p.Split ? [new p.Split("0.1", "0.2"), p.CloseFactor.full(), { value: 1n, margin: "0.5" }, "target", "riskiest"] : []),
    ...(p.Auction ? [new p.Auction({ equity: 5n, maintenance: -3n, reserved: 1n }), [1n, "0.5"]] : []),
    ...(p.Auction ? [new p.Position({ value: 10n, requirement: 1n, equity: "0.5", total: 2n })] : []),
    ...(p.derive ? Object.values(portfolio(p)).flat() : []),
    ...(p.Steady ? Object.values(living(p)).flat() : []),
    ...(p.Rows ? Object.values(columns(p)).flat() : []),
    ...(p.Fund ? [new p.Fund(10n, 5n, 7n), new p.Indices(), new p.Pool(10n, 20n, 1n, 10n ** 6n), new p.Totals(), new p.Exposure()] : []),
    ...(p.Shock ? [new p.Shock(5, "-0.5"), p.Capacity.asset(1n, 2n, 1n), { id: 1, key: 5n, size: 7n }] : []),
    ...(p.Standing ? [new p.Standing({ mark: 12n, entry: 10n, equity: 3n })] : []),
    ...(p.Waterfall ? [new p.Waterfall({ proceeds: 5n, insurance: 3n, deleveraging: 1n })] : []),
  ];
}

/** Arguments that get far inside those calls that random ones would hardly pass the door of. */
function recipes(p) {
  const price = new p.Price("0.9", "1.1");
  const weights = new p.Weights("0.9", "1.1");
  const bound = weights.apply(price);
  const bounds = [bound, bound, p.Bound.unweighted(price)];
  const rungs = [{ floor: 0n, rate: "0.5" }];
  const terms = new p.Terms(price, weights, p.Tiers.fromRates(rungs), "0.9");
  const perp = new p.Perp(1n, "-1");
  const [index, net] = [1, new p.Net(3n)];
  const leg = { perp, terms, index };
  const holding = { balance: 10n, price: p.Price.exact(1n), weights, index: 0, legs: [new p.Leg(leg)] };
  const holdings = [new p.Holding(holding)];
  const book = '{"currency": "USD", "assets": {}, "perps": {}, "accounts": {"a": {"balances": {}, "perps": {}}}}';
  return {
    fromUnitsDown: [5n, 6],
    fromUnitsUp: [5n, 6],
    mulDown: ["1.5", "2"],
    trySub: ["1.5", "2"],
    toUnitsDown: ["1.5", 6],
    toUnitsUp: ["1.5", 6],
    "Account.add": ["1", bounds],
    "Account.close": [0],
    "Account.merge": [new p.Account()],
    "Account.addNet": [net, bounds],
    "Account.whatIf": [net, net, bounds],
    "Account.require": [["1", 0n, "2.5"]],
    "Health.add": ["1", bound],
    "Health.merge": [new p.Health()],
    "Health.fromStored": ["1", "2", 3, 1, 1],
    "Net.addValue": [["1", 0n, "-2.5"]],
    "Net.add": [perp, [terms, terms, terms]],
    "Perp.settleFunding": ["1", "2"],
    "Perp.trade": ["-1", "2", "0.1"],
    "Tiers.fromTable": [[{ floor: 0n, rate: "0.1", deduction: 0n }], "0.1"],
    "Tiers.fromRates": [rungs],
    Terms: [price, weights, p.Tiers.none(), "0.5"],
    Price: ["1", "2"],
    Bound: ["1", "2"],
    "Price.withConfidence": ["1", "0.1"],
    "Price.fromStored": ["1", "2"],
    "Perp.withOrders": ["1", "2"],
    divDown: ["1", "2"],
    Weights: ["0.5", "1.5"],
    Tiers: [[{ floor: 0n, rate: "0.5", deduction: 0n }]],
    Leg: [leg],
    Holding: [holding],
    evaluate: [holdings],
    withdrawal: [holdings, 0, "0.001", "0.01"],
    borrow: [holdings, 0, "0.001", "0.01"],
    position: [holdings, 0, 0, "sell", "1", "0.001", "0.01"],
    threshold: [holdings, index, price, "0.01"],
    checkAt: [holdings, index, price, "2"],
    searchTo: ["0", "10", "0.1", (at) => p.trySub(5n, at)],
    searchUp: ["0", "1", "0.1", (at) => p.trySub(5n, at)],
    crossing: [100n, [50n, 200n], 8, "0.5", asked((at) => p.trySub(150n, at))],
    statusOf: [new p.Health(), new p.Health(), new p.Health()],
    permission: [new p.Account(), new p.Account(), "0.1"],
    isAllowed: ["improved"],
    mulDiv: [7n, 8n, 9n],
    mulDivDown: ["1", "2", "3"],
    mulDivUp: ["1", "2", "3"],
    ceilTo: ["1.5", "0.5"],
    floorTo: ["1.5", "0.5"],
    "Price.at": ["mid"],
    "Perp.transfer": ["1", "-2"],
    ...(p.Exchange ? liquidation(p, { price, weights, bound, terms, perp }) : {}),
    ...(p.Fund ? solvency(p, { holdings }) : {}),
    ...(p.derive ? scenarios(p, price) : {}),
    ...(p.Steady ? risks(p, price) : {}),
    ...(p.Rows ? frames(p) : {}),
    report: [book],
    stress: [book, {}],
    stressTable: [book, {}],
    reportTable: [new TextEncoder().encode(book)],
    ...(p.verify ? papers() : {}),
  };
}

function liquidation(p, { price, weights, bound, terms, perp }) {
  const health = new p.Health();
  health.add("-10", bound);
  health.add("5", bound);
  const [debt, collateral] = [{ amount: "-10", bound, step: "0.1" }, { amount: "5", bound, step: "0.1" }];
  const exchange = new p.Exchange(1n, 1n, "0.01");
  const ramp = new p.Ramp(0n, 10n, 0n, 1n);
  const seizure = { repaid: 1n, seized: 1n, reason: "capped" };
  const group = new p.Health();
  group.add("-2", bound);
  const settlement = { amount: "-2", net: "-2", bound, step: "0.1" };
  return {
    Ramp: [0n, 10n, "0.1", 1n],
    Exchange: [1n, 2n, "0.05"],
    "Exchange.raisesSurplus": [bound, bound],
    "Exchange.raisesRatio": [health, bound, bound],
    "exchange.sustainable": ["0.05", weights, weights],
    repay: [health, debt, collateral, exchange, 5n],
    sweep: [seizure, debt, collateral, exchange, [1n, 1n]],
    reduce: [group, settlement, perp, terms, { price: "1", fee: "0.001", lot: "0.1" }, "1"],
    CloseFactor: [{ fraction: "0.5", fullBelow: "0.95", small: 10n, dust: 1n }],
    "CloseFactor.most": ["0.9", 10n, 5n, 4n],
    "close.absorb": [health],
    "close.throttle": [ramp, 5n, 10n, 0n, 1n],
    "close.stepDown": [p.Tiers.fromRates([{ floor: 0n, rate: "0.1" }]), 5n, 1],
    "bonus.fromLoanToValue": ["0.8", "0.3", "0.15"],
    "bonus.fromShortfall": [health, "0.1"],
    "bonus.covered": ["0.1", 12n, 10n],
    "bonus.nearBadDebt": ["0.1", "0.9", "0.99", "0.01"],
    Split: ["0.3", "0.7"],
    Auction: [{ equity: 10n, maintenance: -2n, reserved: 0n }],
    "Auction.largestShare": ["0.1", "0.9"],
    "Auction.bid": ["0.9"],
    "Auction.buffered": ["0.1"],
    "Auction.insolvent": [5n, 10n],
    "auction.discount": [ramp, ramp, 5n],
    "auction.storefront": [10n, "0.6", "0.9"],
    Position: [{ value: 10n, requirement: 1n, equity: "0.5", total: 2n }],
    "Position.fillable": ["0.1", "1"],
    "bankruptcy.price": [10n, 3n],
    "bankruptcy.insuranceDelta": [10n, 8n, "0.01"],
    "order.first": ["largest", [{ value: 1n, margin: 2n }]],
  };
}

function solvency(p, { holdings }) {
  const candidates = [{ id: 1, key: "0.5", size: 10n }, { id: 2, key: "0.7", size: 5n }];
  const [mark, entry, equity] = [12n, 10n, 3n];
  return {
    Fund: [10n, 5n, 7n],
    "Fund.fromStored": [10n, 5n, 7n, 1n],
    "Fund.contribute": [1n],
    "Fund.cover": [1n],
    "insurance.target": [100n, "0.1", 2n],
    Waterfall: [{ proceeds: 5n, insurance: 3n, deleveraging: 1n }],
    "Waterfall.flows": [20n],
    "socialise.depositIndex": [1n, 5n, 100n],
    "socialise.fundingIndex": [5n, 100n],
    "socialise.juniorRatio": [10n, 5n, 8n],
    Standing: [{ mark, entry, equity }],
    "Standing.byProfitAndMargin": ["0.01", "0.05"],
    "deleverage.greedy": [candidates, 12n],
    "deleverage.proRata": [candidates, 12n],
    "Totals.fromStored": [{ equity: 1n, deficit: 0n, accounts: 1, liquidatable: 0, insolvent: 0, unknown: 0 }],
    "Totals.add": [new p.Account()],
    "protocol.worst": [[new p.Totals(), new p.Totals()]],
    "Exposure.fromStored": [1n, 2n],
    Shock: [1, "-0.35"],
    "protocol.healthUnder": [holdings, [new p.Shock(1, "-0.35")]],
    "interest.growthDown": ["0.05", "1"],
    "interest.growthUp": ["0.05", "1"],
    "Indices.fromStored": ["1.1", "1.2"],
    "Indices.accrue": ["0.05", "1", "0.8", "0.1"],
    "Capacity.asset": [100n, 2000n, "1.1"],
    "Capacity.perp": [100n, 2000n, "1.1", 10n, 1n],
    "Capacity.admit": ["0.5", 0n, 1n],
    "capacity.check": [[p.Capacity.asset(100n, 2000n, "1.1")]],
    Pool: [10n, 20n, 1n, 1000000n],
    ...Object.fromEntries(["assetsDown", "assetsUp", "sharesDown", "sharesUp"].map((name) => [`Pool.${name}`, [5n]])),
    "Pool.enter": [5n, 10n],
    "Pool.leave": [0n, 0n],
  };
}

/** Objects of the entry `plimsoll/methods`, by their kinds. */
function portfolio(p) {
  const both = [1n, "1.25"];
  const expiries = [new p.Expiry(30 * p.DAY, "0.05"), p.Expiry.undiscounted(0), p.Expiry.discounted(p.YEAR, "0.9")];
  const contracts = [new p.Contract("call", 100n), new p.Contract("put", 90n), new p.Contract("call", 0n)];
  const shock = new p.VolatilityShock({ range: both, power: both, floor: p.DAY, least: 0n });
  const skew = p.Skew.flat();
  const shocks = new p.Shocks(shock, skew, expiries[0]);
  const grid = [new p.Scenario("0.8", "up"), new p.Scenario("1.2", "down", "0.5"), new p.Scenario(1n, "linear")];
  const [forward, interval] = [p.Forward.exact(100n), new p.Interval("0.5", "0.6")];
  const array = p.RiskArray.option(contracts[0], forward, interval, expiries[0], shocks, grid);
  const [scan, pair] = [new p.Scan(3), p.Scan.fromParts(5n, [1n, -2n])];
  scan.add("-2", array);
  const position = new p.Position({ contract: contracts[0], quantity: "-2", value: interval });
  const { LongDiscount, ShortDiscount, Basis, Discounts, portfolio: first, portfolio2: second, standard } = p.derive;
  const [peg, confidence] = [new p.Peg("0.98", 5n), new p.Confidence("0.6", "0.1")];
  const [long, short] = [new LongDiscount("0.95", both), new ShortDiscount("1.05", both)];
  const basis = new Basis("0.1", "0.2");
  const options = { expiry: expiries[0], scan, basis: pair, positions: [position], confidence: "0.5" };
  const usual = { shock, factor: "1.3", long, basis, peg, confidence, perp: "0.1", coin: "0.1", option: "0.1" };
  const usual2 = { ...usual, skew, short, factor: both, perp: both, option: both };
  const parameters = [new first.Parameters(usual), new second.Parameters(usual2)];
  const portfolios = [new first.Portfolio(parameters[0], grid), new second.Portfolio(parameters[1], grid)];
  for (const one of portfolios) {
    one.addOptions(100n, options);
    one.addPerp(100n, array, 1n, 0n, 1n);
  }
  const rates = {
    most: "0.15", least: "0.1", call: "0.075", put: "0.075", putMark: "0.1", offset: "1.1", unpaired: both, perp: both,
    coin: ["0.9", "0.8"], confidence: [confidence, confidence, confidence], peg,
  };
  const manager = new standard.Parameters(rates);
  const held = { positions: [position], forward: 100n, confidence: 1n };
  const holdings = { options: [held], perp: 1n, profit: 0n, coins: 1n };
  const feeds = { spot: 100n, spotConfidence: 1n, perp: 100n, perpConfidence: 1n, coin: 1n };
  const sides = new p.Sides();
  sides.add(5n);
  sides.add(-3n);
  const sixteen = new p.Scan(16);
  const risk = new p.span.ScanRisk(sixteen);
  const charges = { intermonth: 1n, delivery: 0n, credit: 0n, written: 2n, minimum: 3n };
  const requirement = new p.span.Requirement(risk, charges);
  const currencies = {
    pair: { priceRange: "0.16", extendedTableFactor: 1n, deltaTotalLiqShockThreshold: 100n, mInc: "0.1", maxDeltaShock: 1n },
    currency: { minAnnualisedMove: "0.01", annualisedMoveRisk: "0.1", pnlOffset: "0.5", maxOffsetablePnl: 9n, extendedDampener: 1n },
  };
  const pairs = new p.deribit.CurrencyPair(currencies.pair);
  const currency = new p.deribit.Currency(currencies.currency);
  const aggregated = { pair: pairs, currency, settlement: "coin", index: 100n };
  const aggregation = new p.deribit.Aggregation(aggregated);
  const written = new p.deribit.Standard({ most: "0.15", least: "0.1", maintenance: "0.075" });
  const venue = new p.deribit.Margin(sixteen, 0n, { rollShock: 1n });
  const rule = new p.paradex.Parameters({ netDelta: "0.02", hedgedDelta: "0.01", maintenance: "0.5" });
  const provisions = { funding: 0n, fees: 1n };
  const margin = new p.paradex.Margin(rule, grid, scan, sides, 100n, provisions);
  const maintenance = new p.okx.Maintenance({ mr1: 5n, mr7: 9n });
  return {
    expiries, contracts, shock, skew, shocks, grid, forward, interval, array, scan, pair, position, peg, confidence, long,
    short, basis, parameters, portfolios, manager, sides, sixteen, risk, requirement, pairs, currency, aggregation, written,
    venue, rule, margin, maintenance, discounts: new Discounts("0.9", "1.1"), both: [both], positions: [[position]],
    scenarios: [grid], options, usual, usual2, rates, held, holdings, feeds, charges, currencies, aggregated, provisions,
    wide: [new p.Scan(35)], margins: [...portfolios.map((one) => one.maintenance(1n)), manager.market(holdings, feeds, "initial")],
    choices: ["up", "call", "initial", "coin"],
  };
}

/** Arguments for what is beyond the kernel in the entry `plimsoll/methods`. */
function scenarios(p, price) {
  const all = portfolio(p);
  const [expiry, contract] = [all.expiries[0], all.contracts[0]];
  const { grid, scan, array, sides, both: [both] } = all;
  const market = [100n, all.interval, expiry];
  const underlying = { delta: 5n, risk: 10n };
  const table = [{ first: 0, second: 1, rate: "0.1" }];
  const leg = { underlying: 0, ratio: 2n, rate: "0.5" };
  const shared = {
    Contract: ["put", 90n],
    "Contract.value": market,
    "Contract.greeks": market,
    "Contract.impliedVolatility": [100n, 5n, expiry, "0.001"],
    Expiry: [p.DAY, "0.05"],
    "Expiry.discounted": [p.DAY, "0.9"],
    Forward: [all.interval, 1n],
    Position: [{ contract, quantity: 1n, value: all.interval }],
    Interval: ["0.5", "0.6"],
    "Interval.between": ["0.5", "0.4"],
    "Interval.div": [2n],
    power: ["0.5", "0.25"],
    shorts: [[all.position]],
    gross: [[all.position]],
    naked: [[all.position]],
    Scenario: ["0.8", "up", "0.5"],
    Scan: [3],
    "Scan.fromParts": [1n, [1n, 2n, 3n]],
    "Scan.add": [1n, array],
    "Scan.addAll": [[{ quantity: 1n, unit: array }]],
    "Scan.merge": [scan],
    "Scan.worstWeighted": [grid],
    RiskArray: [scan, scan],
    "RiskArray.linear": [price, grid],
    "RiskArray.inverse": [grid],
    "RiskArray.option": [contract, all.forward, all.interval, expiry, all.shocks, grid],
    "RiskArray.contribution": [1n, 2],
    VolatilityShock: [{ range: both, power: both, floor: 1, least: 0n }],
    Skew: [{ linear: both, absolute: both, leastWidth: 1n, scale: 1n, level: both }],
    Shocks: [all.shock, all.skew, expiry],
    "Shocks.volatility": [all.interval, "up", 0n],
    addScaledDown: [2n, [1n, 2n], [3n, 4n]],
    Confidence: ["0.5", "0.1"],
    "Confidence.charge": ["0.4", 5n],
    Peg: ["0.98", 5n],
    "contingency.charge": [5n, "0.1"],
    "netting.takeMatched": [[1n, -2n], 0, 1],
    "netting.pairCharge": [[1n, -2n], table],
    "netting.pairCredit": [[1n, -2n], table],
    "netting.hedgeWeight": ["0.9"],
    "netting.hedgeCredit": [both, both, ["0.5", "0.6"], "0.9"],
    "netting.discountGains": [[1n, -2n], "0.5"],
    "netting.capGains": [[1n, -2n], "0.5"],
    "netting.interMonthCharge": [sides, "0.5"],
    "netting.calendarMargin": [1n, 2n, 3n],
    "netting.compositeDelta": [both, both],
    "netting.spreads": [[underlying, { delta: -5n, risk: 1n }], [[leg, { ...leg, underlying: 1, ratio: -1n }]]],
  };
  const of = (path, recipes) => Object.fromEntries(Object.entries(recipes).map(([name, args]) => [`${path}.${name}`, args]));
  const manager = {
    "Parameters.discounts": [expiry],
    "Portfolio.addOptions": [100n, all.options],
    "Portfolio.addPerp": [100n, array, 1n, 0n, "0.5"],
    "Portfolio.initial": [1n, 5n],
    "Portfolio.maintenance": [5n],
  };
  const lost = Array.from({ length: 16 }, () => 1n);
  return {
    ...shared,
    ...of("derive", {
      LongDiscount: ["0.9", both],
      ShortDiscount: ["1.1", both],
      Discounts: ["0.9", "1.1"],
      Basis: both,
      "LongDiscount.at": [expiry],
      "ShortDiscount.at": [expiry],
      "Basis.loss": [all.pair, expiry],
      "Margin.fromParts": [{ loss: "-1", perps: 0n, options: 0n, collateral: 0n, confidence: 0n, mark: 1n, cash: 1n, driver: "basis" }],
    }),
    ...of("derive.portfolio", {
      ...manager,
      Parameters: [all.usual],
      Portfolio: [all.parameters[0], grid],
      "Portfolio.addCoins": [100n, 1n, 2n, 1n],
    }),
    ...of("derive.portfolio2", {
      ...manager,
      Parameters: [all.usual2],
      Portfolio: [all.parameters[1], grid],
      "Portfolio.addCollateral": [100n, both, 1n],
      "Portfolio.addUnderlying": [100n, both, 1n],
    }),
    ...of("derive.standard", {
      Parameters: [all.rates],
      "Parameters.isolated": [all.position, 100n, "initial"],
      "Parameters.expiry": [all.held, 100n, "maintenance"],
      "Parameters.market": [all.holdings, all.feeds, "initial"],
      "Parameters.mark": [all.holdings, all.feeds],
      "Margin.fromParts": [{ options: 0n, perp: 0n, profit: 0n, coins: 0n, confidence: 0n, peg: 0n }],
    }),
    ...of("span", {
      grid: ["0.1", 2n, "0.3"],
      volatility: ["0.1"],
      unit: [lost],
      cover: [scan, grid],
      ScanRisk: [all.sixteen],
      Requirement: [all.risk, all.charges],
      "ScanRisk.fromParts": [{ loss: 1n, price: 1n, scenario: 3 }],
      "Requirement.fromParts": [{ scan: 1n, intermonth: 1n, delivery: 1n, credit: 0n, minimum: 0n, scenario: 3 }],
      "Requirement.initial": ["1.2"],
      "Requirement.net": ["1.2", 1n],
    }),
    ...of("deribit", {
      grid: ["0.16"],
      CurrencyPair: [all.currencies.pair],
      Currency: [all.currencies.currency],
      "CurrencyPair.deltaShock": [5n, 100n],
      "Currency.rollRate": [expiry],
      rollShock: [both, both],
      Margin: [scan, 100n, { rollShock: "0.5" }],
      "Margin.maintenance": ["0.8"],
      "Margin.fromParts": [{
        worstCase: 1n, rollShock: 1n, deltaShock: 1n, correlationContingency: 1n, mmpMargin: 1n, openOrdersMargin: 1n,
        spotMargin: 1n, scenario: 3,
      }],
      inCoins: [array, 100n, grid],
      toDollars: [scan, 100n],
      Aggregation: [all.aggregated],
      "Aggregation.dampen": [p.deribit.grid("0.16"), all.wide[0]],
      "Aggregation.offsetGains": [scan],
      "Aggregation.apply": [p.deribit.grid("0.16"), all.wide[0]],
      Standard: [{ most: "0.15", least: "0.1", maintenance: "0.075" }],
      "Standard.written": [contract, 100n, "0.1"],
    }),
    ...of("okx", {
      grid: ["0.15"],
      extreme: ["0.3", "0.5"],
      worstLoss: [scan, grid],
      minimumCharge: [5n, [{ floor: 0n, times: 1n }]],
      peg: [[1n, -1n], [{ first: 0, second: 1, ladder: p.Tiers.none() }]],
      Maintenance: [{ mr1: 1n }],
      "Maintenance.fromParts": [{ market: 1n, vega: 0n, basis: 0n, rate: 0n, other: 0n, peg: 0n, minimum: 0n, driver: 6 }],
      initial: [1n, 2n, "1.3"],
    }),
    ...of("paradex", {
      Parameters: [{ netDelta: "0.02", hedgedDelta: "0.01", maintenance: "0.5" }],
      "Parameters.deltaCharge": [sides, 100n],
      grid: ["0.16"],
      Margin: [all.rule, grid, scan, sides, 100n, all.provisions],
      "Margin.maintenance": [all.rule],
      "Margin.fromParts": [{ scan: 1n, minimum: 0n, funding: 0n, fees: 0n, scenario: 3 }],
    }),
  };
}

/** Every function, constructor, method and accessor of the package, as something to call. */
function targets(p) {
  const all = [];
  const isClass = (value) => typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
  const classes = new Set();
  const walk = (module, path) => {
    for (const [key, value] of Object.entries(module)) {
      const name = `${path}${key}`;
      if (value?.[Symbol.toStringTag] === "Module") walk(value, `${name}.`);
      // A module within the package shows some classes that the package itself shows too.
      if (typeof value !== "function" || classes.has(value)) continue;
      all.push({ name, call: (_, args) => (isClass(value) ? new value(...args) : value(...args)) });
      if (!isClass(value)) continue;
      classes.add(value);
      for (const [owner, kind] of [[value, "static"], [value.prototype, "method"]]) {
        for (const [member, entry] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
          const run = entry.get ?? entry.value;
          if (typeof run !== "function" || member === "constructor") continue;
          const self = kind === "static" ? () => value : (pick) => pick(value);
          all.push({ name: `${name}.${member}`, call: (pick, args) => Reflect.apply(run, self(pick), args) });
        }
      }
    }
  };
  const inner = ([, value]) => value?.[Symbol.toStringTag] === "Module";
  walk(Object.fromEntries(Object.entries(p).filter((entry) => !inner(entry))), "");
  walk(Object.fromEntries(Object.entries(p).filter(inner)), "");
  return all;
}

/** Runs `count` calls; gives how many came to which end. */
export function attack(p, count, seed) {
  const below = random(seed);
  const bad = hostile(p);
  let good;
  const pick = () => (below(4) === 0 ? bad[below(bad.length)] : good[below(good.length)]);
  const all = targets(p);
  const known = recipes(p);
  const ends = { returned: 0, PlimsollError: 0, TypeError: 0, RangeError: 0, touched: 0 };
  const reached = new Set();
  for (let round = 0; round < count; round += 1) {
    // Accounts that were filled to the brim are replaced now and then.
    if (round % 500 === 0) good = friendly(p);
    const target = all[below(all.length)];
    // Mostly the right receiver, sometimes any.
    const self = (type) => {
      const fitting = good.filter((value) => value instanceof type);
      return fitting.length === 0 || below(8) === 0 ? pick() : fitting[below(fitting.length)];
    };
    const recipe = below(2) === 0 ? undefined : known[target.name];
    const args = recipe?.map((usual) => (below(6) === 0 ? pick() : usual)) ?? Array.from({ length: below(8) }, pick);
    try {
      target.call(self, args);
      ends.returned += 1;
      reached.add(target.name);
    } catch (error) {
      if (error === touched) ends.touched += 1;
      else if (error instanceof p.PlimsollError) {
        assert.equal(error.code, p.ErrorCode[error.name], target.name);
        ends.PlimsollError += 1;
      } else if (error instanceof RangeError) {
        assert.match(error.message, /^[\w.]+: /, `${target.name}: ${error.stack}`);
        ends.RangeError += 1;
      } else if (error instanceof TypeError) {
        // Ours names the call; the engine's own is for a revoked proxy and the like.
        assert.match(error.message, /^[\w.]+(: |$)|revoked|Class constructor/, `${target.name}: ${error.stack}`);
        ends.TypeError += 1;
      } else {
        assert.fail(`${target.name} threw ${error?.stack ?? String(error)}`);
      }
    }
  }
  return { ends, missed: all.map((target) => target.name).filter((name) => !reached.has(name)) };
}

/** The package still gives what it gave. */
export function works(p) {
  const price = new p.Price("1795.5", "1804.5");
  const weights = new p.Weights("0.9", "1.1");
  const holdings = [
    new p.Holding({ balance: "10000", price: p.Price.exact(1n), weights: p.Weights.one(), index: 0 }),
    new p.Holding({ balance: "-4.5", price, weights, index: 1 }),
  ];
  return {
    health: p.evaluate(holdings).surplus(),
    threshold: p.threshold(holdings, 1, price, "0.25"),
    error: (() => {
      try {
        return new p.Price(0n, 0n);
      } catch (error) {
        return error.message;
      }
    })(),
  };
}
