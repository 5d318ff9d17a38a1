// `risk/parameters`: parameters that change, each by its rule, and a set of them that is checked as a whole.
import { kernel } from "./module.js";
import { PlimsollError, call } from "./error.js";
import { nearest, write } from "./fixed.js";
import { both, decimals, packed, record } from "./record.js";
import { bytes, choice, concat, fields, init, items, list, long, longAt, make, seconds, time } from "./value.js";

const PARAMETER = { from: nearest, to: nearest, start: seconds, end: seconds };
const parameterBytes = (value, where) => bytes(value, Parameter, where);

export class Parameter {
  constructor(value, at) {
    const [bits, then] = [nearest(value, "Parameter: value"), time(at, "Parameter: at")];
    init(this, Parameter, call("Parameter", () => kernel.parameter_new(bits, then)));
  }
  static moving(from, to, start, end) {
    const own = record({ from, to, start, end }, PARAMETER, "Parameter.moving");
    call("Parameter.moving", () => kernel.parameter_check(own));
    return make(Parameter, own);
  }
  atDown(now) {
    const [own, here] = [parameterBytes(this, "Parameter.atDown"), time(now, "Parameter.atDown: now")];
    return write(call("Parameter.atDown", () => kernel.parameter_at_down(own, here)));
  }
  atUp(now) {
    const [own, here] = [parameterBytes(this, "Parameter.atUp"), time(now, "Parameter.atUp: now")];
    return write(call("Parameter.atUp", () => kernel.parameter_at_up(own, here)));
  }
}
packed(Parameter, "Parameter", PARAMETER);

const RULE = { rise: nearest, fall: nearest, grain: nearest, delay: seconds, ramp: seconds };
const ruleBytes = (value, where) => bytes(value, Rule, where);

export class Rule {
  constructor(bounds, rise, fall, grain, delay, ramp) {
    const ends = both(bounds, "Rule: bounds").map((bits) => kernel.number_bytes(bits));
    const own = concat([...ends, record({ rise, fall, grain, delay, ramp }, RULE, "Rule")], "Rule");
    call("Rule", () => kernel.rule_check(own));
    init(this, Rule, own);
  }
  get bounds() {
    return decimals(ruleBytes(this, "Rule.bounds").subarray(0, 32));
  }
  reach(present) {
    const [own, bits] = [ruleBytes(this, "Rule.reach"), nearest(present, "Rule.reach: present")];
    return decimals(call("Rule.reach", () => kernel.rule_reach(own, bits)));
  }
  change(parameter, value, ramp, now) {
    const name = "Rule.change";
    const [own, its] = [ruleBytes(this, name), parameterBytes(parameter, `${name}: parameter`)];
    const bits = nearest(value, `${name}: value`);
    const [span, here] = [time(ramp, `${name}: ramp`), time(now, `${name}: now`)];
    return make(Parameter, call(name, () => kernel.rule_change(own, its, bits, span, here)));
  }
}
packed(Rule, "Rule", RULE, 32);

export const NAMES = Object.freeze([
  "initial_asset",
  "maintenance_asset",
  "maintenance_liability",
  "initial_liability",
  "liquidation_bonus",
  "insurance_fee",
  "deposit_cap",
  "borrow_cap",
]);
const named = (read) => Object.fromEntries(NAMES.map((name) => [name, read]));
const VALUES = named(nearest);
const PARAMETERS = named(parameterBytes);
const RULES = named(ruleBytes);

export class Refusal extends PlimsollError {
  constructor(code, message, names = []) {
    super(code, message);
    const one = (name) => NAMES[choice(name, NAMES, "Refusal: names")];
    init(this, Refusal, Object.freeze(items(names, "Refusal: names").map(one)));
  }
  get names() {
    return bytes(this, Refusal, "Refusal.names");
  }
}

/** Runs a judgement of the module, which refuses a set with the number of an error and the names it concerns. */
function judged(where, run) {
  try {
    return call(where, run);
  } catch (thrown) {
    if (typeof thrown !== "string") throw thrown;
    const [code, ...names] = thrown.split(" ");
    const about = [where, ...(names.length > 0 ? [names.join(", ")] : [])].join(": ");
    throw new Refusal(Number(code), `${about}: ${kernel.error_message(Number(code))}`, names);
  }
}

/** Where the version and the values stand, behind the second from which on they are valid. */
const [VERSION, FIRST, WIDTH] = [8, 16, 48];
const set = (value, where) => bytes(value, Parameters, where);

function changeBytes(value, where) {
  const { name, value: next } = fields(value, where);
  const place = Uint8Array.of(choice(name, NAMES, `${where}.name`));
  return concat([place, kernel.number_bytes(nearest(next, `${where}.value`))], where);
}

export class Parameters {
  constructor(values, at) {
    const [all, then] = [record(values, VALUES, "Parameters: values"), time(at, "Parameters: at")];
    init(this, Parameters, judged("Parameters", () => kernel.parameters_new(all, then)));
  }
  static fromStored(version, values, now) {
    const name = "Parameters.fromStored";
    const [number, all] = [long(version, `${name}: version`), record(values, PARAMETERS, `${name}: values`)];
    const here = time(now, `${name}: now`);
    return make(Parameters, judged(name, () => kernel.parameters_from_stored(number, all, here)));
  }
  get version() {
    return longAt(set(this, "Parameters.version"), VERSION);
  }
  get(name) {
    const own = set(this, "Parameters.get");
    const place = FIRST + WIDTH * choice(name, NAMES, "Parameters.get: name");
    return make(Parameter, own.slice(place, place + WIDTH));
  }
  at(name, now) {
    const [own, place] = [set(this, "Parameters.at"), choice(name, NAMES, "Parameters.at: name")];
    const here = time(now, "Parameters.at: now");
    return write(call("Parameters.at", () => kernel.parameters_at(own, place, here)));
  }
  propose(rules, version, changes, ramp, now) {
    const name = "Parameters.propose";
    const [own, all] = [set(this, name), record(rules, RULES, `${name}: rules`)];
    const [number, next] = [long(version, `${name}: version`), list(changes, changeBytes, `${name}: changes`)];
    const [span, here] = [time(ramp, `${name}: ramp`), time(now, `${name}: now`)];
    return make(Parameters, judged(name, () => kernel.parameters_propose(own, all, number, next, span, here)));
  }
}
