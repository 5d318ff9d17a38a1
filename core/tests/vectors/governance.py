"""`risk/parameters` as its documentation states it."""

from fractions import Fraction

from grid import Failure, down, fit, is_fraction, up
from oracle import refuse

ZERO, ONE = Fraction(0), Fraction(1)
NAMES = [
    "initial_asset",
    "maintenance_asset",
    "maintenance_liability",
    "initial_liability",
    "liquidation_bonus",
    "insurance_fee",
    "deposit_cap",
    "borrow_cap",
]


class Refusal(Failure):
    """An error and whom it concerns."""

    def __init__(self, name, *names):
        super().__init__(name)
        self.names = list(names)


# --- a parameter -----------------------------------------------------------------------------------


def still(value, at):
    return {"from": value, "to": value, "start": at, "end": at}


def moving(begin, to, start, end):
    refuse("InvalidTime", end < start)
    return {"from": begin, "to": to, "start": start, "end": end}


def at(parameter, now, way):
    begin, to, start, end = parameter.values()
    if now >= end:
        return to
    if now <= start:
        return begin
    return fit(begin + way(fit(to - begin) * Fraction(now - start, end - start)))


# --- its rule ------------------------------------------------------------------------------------


def rule(bounds, rise, fall, grain, delay, ramp):
    refuse("InvalidFactor", rise < 0, grain < 0)
    refuse("InvalidFraction", not is_fraction(fall))
    refuse("OutOfBounds", bounds[0] > bounds[1])
    return {"bounds": bounds, "rise": rise, "fall": fall, "grain": grain, "delay": delay, "ramp": ramp}


def room(terms, present):
    """The bounds, and the way to them."""
    return min(terms["bounds"][0], present), max(terms["bounds"][1], present)


def reach(terms, present):
    size, (least, most) = fit(abs(present)), room(terms, present)
    fall = max(down(size * terms["fall"]), terms["grain"])
    rise = max(down(size * terms["rise"]), terms["grain"])
    return [max(fit(present - fall), least), min(fit(present + rise), most)]


def change(terms, parameter, value, ramp, now):
    present = at(parameter, now, down)
    least, most = room(terms, present)
    refuse("OutOfBounds", not least <= value <= most)
    refuse("InvalidTime", now < parameter["start"])
    refuse("TooSoon", now < parameter["start"] + terms["delay"])
    least, most = reach(terms, present)
    refuse("StepTooLarge", ramp < terms["ramp"], not least <= value <= most)
    return moving(present, value, now, now + ramp)


# --- the set ---------------------------------------------------------------------------------------


def valid(version, values, now):
    """The set, if it is valid at every second from now on; the first thing that is wrong otherwise.

    Each value is a line that comes to rest, so an order holds if it does now and wherever one rests.
    """
    held = dict(zip(NAMES, values))

    def need(holds, *names, error="InvalidParameters"):
        if not holds:
            raise Refusal(error, *names)

    def ends(name):
        moved, to = held[name], held[name]["to"]
        return min(at(moved, now, down), to), max(at(moved, now, up), to)

    for name in NAMES:
        need(held[name]["start"] <= now, name, error="InvalidTime")
    for name in ("initial_asset", "liquidation_bonus", "insurance_fee"):
        need(ends(name)[0] >= 0, name)
    for name in ("deposit_cap", "borrow_cap"):
        need(ends(name)[0] > 0, name)
    asset, liability = ends("maintenance_asset")[1], ends("maintenance_liability")[0]
    need(asset <= 1, "maintenance_asset")
    need(liability >= 1, "maintenance_liability")
    for low, high in (("initial_asset", "maintenance_asset"), ("maintenance_liability", "initial_liability")):
        rests = [now] + [max(now, held[name]["end"]) for name in (low, high)]
        need(all(at(held[low], t, down) <= at(held[high], t, down) for t in rests), low, high)
    penalty = 1 + ends("liquidation_bonus")[1] + ends("insurance_fee")[1]
    try:
        seized = up(fit(penalty) * asset)
    except Failure as failure:
        raise Refusal(failure.name, "liquidation_bonus") from failure
    need(seized <= liability, "liquidation_bonus", "maintenance_liability")
    return {"version": version, "values": values}


def begin(values, now):
    return valid(0, [still(value, now) for value in values], now)


def value_of(held, name, now):
    """Liability weights up, all else down; initial is never looser than maintenance."""
    value = lambda name, way: at(held["values"][NAMES.index(name)], now, way)
    match name:
        case "initial_asset":
            return min(value(name, down), value("maintenance_asset", down))
        case "initial_liability":
            return max(value(name, up), value("maintenance_liability", up))
        case "maintenance_liability":
            return value(name, up)
    return value(name, down)


def propose(held, rules, version, changes, ramp, now):
    if version != held["version"]:
        raise Refusal("WrongVersion")
    values = list(held["values"])
    for place, name in enumerate(NAMES):
        named = [one["value"] for one in changes if one["name"] == name]
        if len(named) > 1:
            raise Refusal("InvalidParameters", name)
        if named:
            try:
                values[place] = change(rules[place], values[place], named[0], ramp, now)
            except Failure as failure:
                raise Refusal(failure.name, name) from failure
    return valid(version + 1, values, now)
