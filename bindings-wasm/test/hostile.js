// Thousands of calls of everything with anything: no trap, no foreign error, and the package works on.
import assert from "node:assert/strict";

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
    0, 1, 2, 5, 7, (at) => p.trySub(100n, at), () => 1n,
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
    ...(p.Position ? [new p.Position({ value: 10n, requirement: 1n, equity: "0.5", total: 2n })] : []),
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
    "Net.add": [perp, [terms, terms, terms]],
    "Perp.trade": ["-1", "2", "0.1"],
    "Tiers.fromTable": [[{ floor: 0n, rate: "0.1", deduction: 0n }], "0.1"],
    "Tiers.fromRates": [rungs],
    Terms: [price, weights, p.Tiers.none(), "0.5"],
    Price: ["1", "2"],
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
    statusOf: [new p.Health(), new p.Health(), new p.Health()],
    permission: [new p.Account(), new p.Account(), "0.1"],
    isAllowed: ["improved"],
    mulDiv: [7n, 8n, 9n],
    mulDivDown: ["1", "2", "3"],
    mulDivUp: ["1", "2", "3"],
    ceilTo: ["1.5", "0.5"],
    "Price.at": ["mid"],
    "Perp.transfer": ["1", "-2"],
    ...(p.Exchange ? liquidation(p, { price, weights, bound, terms, perp }) : {}),
    ...(p.Fund ? solvency(p, { holdings }) : {}),
    report: [book],
    stress: [book, {}],
    stressTable: [book, {}],
    reportTable: [new TextEncoder().encode(book)],
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

/** Every function, constructor, method and accessor of the package, as something to call. */
function targets(p) {
  const all = [];
  const isClass = (value) => typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
  // A module within the package has functions, and the classes that the package itself has too.
  const inner = Object.entries(p).filter(([, value]) => value?.[Symbol.toStringTag] === "Module");
  const nested = inner.flatMap(([name, module]) =>
    Object.entries(module).filter(([, value]) => !isClass(value)).map(([key, value]) => [`${name}.${key}`, value]));
  for (const [name, value] of [...Object.entries(p), ...nested]) {
    if (typeof value !== "function") continue;
    all.push({ name, call: (_, args) => (isClass(value) ? new value(...args) : value(...args)) });
    if (!isClass(value)) continue;
    for (const [owner, kind] of [[value, "static"], [value.prototype, "method"]]) {
      for (const [key, entry] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
        const run = entry.get ?? entry.value;
        if (typeof run !== "function" || key === "constructor") continue;
        const self = kind === "static" ? () => value : (pick) => pick(value);
        all.push({ name: `${name}.${key}`, call: (pick, args) => Reflect.apply(run, self(pick), args) });
      }
    }
  }
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
