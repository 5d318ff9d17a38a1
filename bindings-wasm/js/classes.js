// `weights/profile`: risk classes, efficiency mode, and what a market or a sub-account admits.
import { kernel } from "./module.js";
import { Weights } from "./bound.js";
import { call, wrongType } from "./error.js";
import { nearest } from "./fixed.js";
import { decimals, numbers } from "./record.js";
import { bytes, choice, concat, count, countBytes, counted, fields, init, levels, list, make } from "./value.js";

const ACCESSES = ["open", "reduce_only", "isolated"];
const accessBytes = (value, where) => Uint8Array.of(choice(value, ACCESSES, where));

/** The bytes of a risk class, a whole number that fits 16 bits. */
function classBytes(value, where) {
  const number = count(value, where);
  if (number > 0xffff) throw new RangeError(`${where}: expected a whole number from 0 to 65535`);
  return countBytes(number).slice(0, 2);
}

const classOf = (own) => own[0] | (own[1] << 8);

export function admit(access, before, after) {
  const [place, name] = [choice(access, ACCESSES, "profile.admit: access"), "profile.admit"];
  const [old, next] = [nearest(before, `${name}: before`), nearest(after, `${name}: after`)];
  call(name, () => kernel.access_admit(place, old, next));
}

export function admitDebts(debts) {
  const all = list(debts, accessBytes, "profile.admitDebts: debts");
  call("profile.admitDebts", () => kernel.admit_debts(all));
}

const scope = (value, where) => bytes(value, Scope, where);
const marketAt = (own, place) => own.length === 0 ? null : new DataView(own.buffer, own.byteOffset).getUint32(place, true);

export class Scope {
  constructor(parts) {
    const { market, settlement } = fields(parts, "Scope");
    const [one, other] = [count(market, "Scope: market"), count(settlement, "Scope: settlement")];
    init(this, Scope, concat([countBytes(one), countBytes(other)], "Scope"));
  }
  static cross() {
    return make(Scope, new Uint8Array());
  }
  get market() {
    return marketAt(scope(this, "Scope.market"), 0);
  }
  get settlement() {
    return marketAt(scope(this, "Scope.settlement"), 4);
  }
  admit(held) {
    const [own, market] = [scope(this, "Scope.admit"), count(held, "Scope.admit: held")];
    call("Scope.admit", () => kernel.scope_admit(own, market));
  }
}

const boostBytes = (value, where) => bytes(value, Boost, where);

export class Boost {
  constructor(type, assets) {
    const own = classBytes(type, "Boost: class");
    if (!Array.isArray(assets) || assets.length !== 3) throw wrongType("Boost: assets", "an array of three levels", assets);
    const packed = concat([own, numbers(assets, "Boost: assets")], "Boost");
    call("Boost", () => kernel.boost_check(packed));
    init(this, Boost, packed);
  }
  get class() {
    return classOf(boostBytes(this, "Boost.class"));
  }
  get assets() {
    return decimals(boostBytes(this, "Boost.assets").subarray(2));
  }
}

const weightsBytes = (value, where) => bytes(value, Weights, where);
const profile = (value, where) => bytes(value, Profile, where);

/** The weights that these bytes list. */
const all = (packed) =>
  Object.freeze(Array.from({ length: packed.length / 32 }, (_, level) => make(Weights, packed.slice(level * 32, level * 32 + 32))));

export class Profile {
  constructor(parts) {
    const given = fields(parts, "Profile");
    const [type, use] = [classBytes(given.class, "Profile: class"), accessBytes(given.access, "Profile: access")];
    init(this, Profile, concat([type, use, levels(given.weights, weightsBytes, "Profile: weights")], "Profile"));
  }
  get class() {
    return classOf(profile(this, "Profile.class"));
  }
  get access() {
    return ACCESSES[profile(this, "Profile.access")[2]];
  }
  get weights() {
    return all(profile(this, "Profile.weights").subarray(3));
  }
  effective(debts) {
    const name = "Profile.effective";
    const [own, debt] = [profile(this, name), (value, where) => counted(value, boostBytes, where)];
    const boosts = list(debts, debt, `${name}: debts`);
    return all(call(name, () => kernel.profile_effective(own, boosts)));
  }
}
