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
    ...numbers, ...prices, ...weights, ...bounds, ...tiers, ...perps, ...terms, ...legs, ...holdings, new p.Health(), new p.Account(),
    new p.Net(5n), three(bounds), three(terms), three(numbers), holdings, holdings.slice(1), legs, tiers[1].rungs, full, "buy", "sell",
    0, 1, 2, 5, 7, (at) => p.trySub(100n, at), () => 1n,
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
    toUnitsDown: ["1.5", 6],
    toUnitsUp: ["1.5", 6],
    "Account.add": ["1", bounds],
    "Account.close": [0],
    "Account.merge": [new p.Account()],
    "Account.addNet": [net, bounds],
    "Account.whatIf": [net, net, bounds],
    "Account.require": [["1", 0n, "2.5"]],
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
    report: [book],
    reportTable: [new TextEncoder().encode(book)],
  };
}

/** Every function, constructor, method and accessor of the package, as something to call. */
function targets(p) {
  const all = [];
  const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));
  for (const [name, value] of Object.entries(p)) {
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
