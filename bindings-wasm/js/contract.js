// `margin/option`: contracts, expiries, forwards and positions.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, nearest, write } from "./fixed.js";
import { Interval, interval, intervals } from "./interval.js";
import { limit } from "./limits.js";
import { record } from "./record.js";
import { bytes, choice, concat, countBytes, init, is, list, longAt, make, seconds } from "./value.js";

export const DAY = 86400;
export const YEAR = 31536000;

const RIGHTS = ["call", "put"];
const right = (packed) => RIGHTS[packed[16]];

export const contractBytes = (value, where) => bytes(value, Contract, where);
export const expiryBytes = (value, where) => bytes(value, Expiry, where);

/** The bytes of a forward; a number or an interval is one of which nothing is settled. */
export function forwardBytes(value, where) {
  if (is(value, Forward)) return bytes(value, Forward, where);
  return concat([interval(value, where), kernel.number_bytes(0n)], where);
}

export class Contract {
  constructor(right, strike) {
    const [place, bits] = [choice(right, RIGHTS, "Contract: right"), nearest(strike, "Contract: strike")];
    const packed = concat([kernel.number_bytes(bits), countBytes(place)], "Contract");
    call("Contract", () => kernel.contract_check(packed));
    init(this, Contract, packed);
  }
  get right() {
    return right(contractBytes(this, "Contract.right"));
  }
  get strike() {
    return at(contractBytes(this, "Contract.strike"), 0);
  }
  intrinsic(price) {
    const [own, bits] = [contractBytes(this, "Contract.intrinsic"), nearest(price, "Contract.intrinsic: price")];
    return write(call("Contract.intrinsic", () => kernel.contract_intrinsic(own, bits)));
  }
  value(forward, volatility, expiry) {
    const [own, terms] = [contractBytes(this, "Contract.value"), market(forward, volatility, expiry, "Contract.value")];
    return make(Interval, call("Contract.value", () => kernel.contract_value(own, ...terms)));
  }
  greeks(forward, volatility, expiry) {
    const [own, terms] = [contractBytes(this, "Contract.greeks"), market(forward, volatility, expiry, "Contract.greeks")];
    const packed = call("Contract.greeks", () => kernel.contract_greeks(own, ...terms));
    return intervals(packed, "delta", "gamma", "vega", "theta");
  }
  impliedVolatility(forward, price, expiry, step) {
    const name = "Contract.impliedVolatility";
    const [own, ahead] = [contractBytes(this, name), interval(forward, `${name}: forward`)];
    const [bits, time] = [nearest(price, `${name}: price`), expiryBytes(expiry, `${name}: expiry`)];
    const grid = nearest(step, `${name}: step`);
    return limit(call(name, () => kernel.contract_implied_volatility(own, ahead, bits, time, grid)));
  }
}

/** What prices an option: the forward's interval, the volatility's, and the expiry. */
function market(forward, volatility, expiry, name) {
  const ahead = interval(forward, `${name}: forward`);
  return [ahead, interval(volatility, `${name}: volatility`), expiryBytes(expiry, `${name}: expiry`)];
}

const KINDS = { rate: 0, discount: 1, none: 2 };

function expiry(left, bits, kind, name) {
  const packed = concat([kernel.number_bytes(bits), seconds(left, `${name}: seconds`), countBytes(kind)], name);
  call(name, () => kernel.expiry_check(packed));
  return packed;
}

export class Expiry {
  constructor(seconds, rate) {
    init(this, Expiry, expiry(seconds, nearest(rate, "Expiry: rate"), KINDS.rate, "Expiry"));
  }
  static undiscounted(seconds) {
    return make(Expiry, expiry(seconds, 0n, KINDS.none, "Expiry.undiscounted"));
  }
  static discounted(seconds, discount) {
    const bits = nearest(discount, "Expiry.discounted: discount");
    return make(Expiry, expiry(seconds, bits, KINDS.discount, "Expiry.discounted"));
  }
  get seconds() {
    return longAt(expiryBytes(this, "Expiry.seconds"), 16);
  }
  get years() {
    return make(Interval, kernel.expiry_years(expiryBytes(this, "Expiry.years")));
  }
  get root() {
    return make(Interval, kernel.expiry_root(expiryBytes(this, "Expiry.root")));
  }
  get rate() {
    return write(kernel.expiry_rate(expiryBytes(this, "Expiry.rate")));
  }
  get discount() {
    return make(Interval, kernel.expiry_discount(expiryBytes(this, "Expiry.discount")));
  }
}

const ahead = (value, where) => bytes(value, Forward, where);

export class Forward {
  constructor(moving, settled) {
    const packed = concat([interval(moving, "Forward: moving"), kernel.number_bytes(nearest(settled, "Forward: settled"))], "Forward");
    call("Forward", () => kernel.forward_check(packed));
    init(this, Forward, packed);
  }
  static exact(price) {
    const packed = forwardBytes(price, "Forward.exact: price");
    call("Forward.exact", () => kernel.forward_check(packed));
    return make(Forward, packed);
  }
  get moving() {
    return make(Interval, ahead(this, "Forward.moving").slice(0, 32));
  }
  get settled() {
    return at(ahead(this, "Forward.settled"), 2);
  }
  shocked(spot) {
    const [own, bits] = [ahead(this, "Forward.shocked"), nearest(spot, "Forward.shocked: spot")];
    return make(Interval, call("Forward.shocked", () => kernel.forward_shocked(own, bits)));
  }
}

export const positionBytes = (value, where) => bytes(value, Position, where);
const HELD = { contract: contractBytes, quantity: nearest, value: interval };

export class Position {
  constructor(parts) {
    init(this, Position, record(parts, HELD, "Position"));
  }
  get contract() {
    return make(Contract, positionBytes(this, "Position.contract").slice(0, 20));
  }
  get quantity() {
    return at(positionBytes(this, "Position.quantity").subarray(20), 0);
  }
  get value() {
    return make(Interval, positionBytes(this, "Position.value").slice(36));
  }
  mark() {
    const own = positionBytes(this, "Position.mark");
    return write(call("Position.mark", () => kernel.position_mark(own)));
  }
  payoff(price) {
    const [own, bits] = [positionBytes(this, "Position.payoff"), nearest(price, "Position.payoff: price")];
    return write(call("Position.payoff", () => kernel.position_payoff(own, bits)));
  }
}

const counting = (name) => (positions) => {
  const all = list(positions, positionBytes, `${name}: positions`);
  return write(call(name, () => kernel[name](all)));
};
export const shorts = counting("shorts");
export const gross = counting("gross");
export const naked = counting("naked");
