// `risk/volatility/policy`: a margin that follows the market without chasing it.
import { kernel } from "./module.js";
import { call } from "./error.js";
import { at, nearest } from "./fixed.js";
import { both, decimals, packed, record } from "./record.js";
import { bytes, concat, init, long, longAt, make, wholeBytes } from "./value.js";

/** The reader of two numbers as bytes. */
const pair = (value, where) => concat(both(value, where).map((bits) => kernel.number_bytes(bits)), where);
const MIDDLE = { weight: nearest, cap: nearest, multiple: nearest, least: nearest };
const POLICY = { lambda: pair, ...MIDDLE, step: pair };
const policyBytes = (value, where) => bytes(value, Policy, where);

export class Policy {
  constructor(lambda, weight, cap, multiple, least, step) {
    const own = record({ lambda, weight, cap, multiple, least, step }, POLICY, "Policy");
    call("Policy", () => kernel.policy_check(own));
    init(this, Policy, own);
  }
  get lambda() {
    return decimals(policyBytes(this, "Policy.lambda").subarray(0, 32));
  }
  get step() {
    return decimals(policyBytes(this, "Policy.step").subarray(96));
  }
}
packed(Policy, "Policy", MIDDLE, 32);

const steady = (value, where) => bytes(value, Steady, where);

/** Where the variances, the periods and the margin stand, behind the policy. */
const [VARIANCES, PERIODS, MARGIN] = [128, 160, 168];

export class Steady {
  constructor(policy) {
    const rule = policyBytes(policy, "Steady: policy");
    init(this, Steady, call("Steady", () => kernel.steady_new(rule)));
  }
  static fromStored(policy, variances, periods, margin) {
    const name = "Steady.fromStored";
    const [rule, each] = [policyBytes(policy, `${name}: policy`), pair(variances, `${name}: variances`)];
    const seen = wholeBytes(long(periods, `${name}: periods`));
    const own = concat([rule, each, seen, kernel.number_bytes(nearest(margin, `${name}: margin`))], name);
    call(name, () => kernel.steady_check(own));
    return make(Steady, own);
  }
  get policy() {
    return make(Policy, steady(this, "Steady.policy").slice(0, VARIANCES));
  }
  get variances() {
    return decimals(steady(this, "Steady.variances").subarray(VARIANCES, PERIODS));
  }
  get periods() {
    return longAt(steady(this, "Steady.periods"), PERIODS);
  }
  get margin() {
    return at(steady(this, "Steady.margin").subarray(MARGIN), 0);
  }
  observe(r) {
    const [own, bits] = [steady(this, "Steady.observe"), nearest(r, "Steady.observe: r")];
    return make(Steady, call("Steady.observe", () => kernel.steady_observe(own, bits)));
  }
}
