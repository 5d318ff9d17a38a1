"""`weights/{scale,size,haircut,profile}` as their documentation states them."""

from fractions import Fraction

import model
from grid import down, fit, is_fraction, mul_div, root_up, up
from oracle import excess, refuse, share

ZERO, ONE = Fraction(0), Fraction(1)


def scaled(pair, deposits, borrows):
    asset, liability = pair["asset"], pair["liability"]
    return weights(down(asset * share(deposits)), up(liability * excess(borrows)))


def weights(asset, liability):
    model.weights(asset, liability)
    return {"asset": asset, "liability": liability}


# --- sizes ---------------------------------------------------------------------------------------


def check(base, factor, size):
    refuse("InvalidFactor", base < 0, factor < 0)
    refuse("InvalidQuantity", size < 0)


def premium(base, factor, size):
    check(base, factor, size)
    return up(factor * root_up(size))


def square_root(base, factor, size):
    return max(base, fit(up(base * Fraction(4, 5)) + premium(base, factor, size)))


def square_root_discount(weight, factor, size):
    refuse("InvalidFraction", not is_fraction(weight))
    return min(weight, down(Fraction(11) / up(10 * fit(1 + premium(ZERO, factor, size)))))


def horizon(base, risk, days):
    return max(base, premium(base, risk, days))


def linear(base, slope, size, scale):
    check(base, slope, size)
    refuse("DivisionByZero", scale <= 0)
    return fit(base + mul_div(slope, size, scale, up))


def linear_haircut(bounds, factor, size, scale):
    least, most = bounds
    refuse("InvalidFraction", not 0 <= least <= most <= 1)
    return min(max(linear(ZERO, factor, size, scale), least), most)


def open_interest(base, caps, open_):
    lower, upper = caps
    refuse("InvalidFraction", not is_fraction(base))
    refuse("InvalidRamp", lower >= upper)
    refuse("InvalidQuantity", open_ < 0)
    return model.ramp_at((lower, upper, base, ONE), open_, up)


# --- slices --------------------------------------------------------------------------------------


def ratios(floors_and_ratios):
    """Floors and ratios to slices, each addend rounded down onto the last."""
    slices = []
    for place, (floor, ratio) in enumerate(floors_and_ratios):
        addend = ZERO
        if place:
            before = slices[-1]
            refuse("InvalidTiers", floor <= before["floor"], ratio > before["ratio"])
            addend = fit(before["addend"] + down(floor * (before["ratio"] - ratio)))
        refuse("InvalidTiers", not is_fraction(ratio), place == 0 and floor != 0)
        slices.append({"floor": floor, "ratio": ratio, "addend": addend})
    return slices


def table(slices):
    """Slices that carry their addends already."""
    made = ratios([(part["floor"], part["ratio"]) for part in slices])
    refuse("InvalidTiers", made != slices)
    return made


def counts(slices, amount):
    refuse("InvalidQuantity", amount < 0)
    reached = [part for part in slices if part["floor"] <= amount]
    return fit(down(reached[-1]["ratio"] * amount) + reached[-1]["addend"]) if reached else amount


def weight(slices, amount):
    if amount == 0:
        return slices[0]["ratio"] if slices else ONE
    return down(counts(slices, amount) / amount)


# --- profiles --------------------------------------------------------------------------------------

ACCESS = ["open", "reduce_only", "isolated"]


def admit(access, before, after):
    inside = min(before, ZERO) <= after <= max(before, ZERO)
    refuse("NotAdmitted", access == "reduce_only" and not inside)


def admit_debts(debts):
    refuse("NotAdmitted", len(debts) > 1 and "isolated" in debts)


def admit_held(scope, held):
    refuse("NotAdmitted", scope != "cross" and held not in scope.values())


def boost(class_, assets):
    refuse("InvalidWeights", not all(map(is_fraction, assets)))
    return {"class": class_, "assets": assets}


def effective(profile, debts):
    own = [[b["assets"] for b in debt if b["class"] == profile["class"]] for debt in debts]
    assets = [pair["asset"] for pair in profile["weights"]]
    if own and all(own):
        granted = [min(level) for level in zip(*(assets for found in own for assets in found))]
        assets = [max(pair) for pair in zip(assets, granted)]
    none = {"open": 0, "reduce_only": 1, "isolated": len(assets) - 1}[profile["access"]]
    assets = [ZERO] * none + assets[none:]
    return [{**pair, "asset": asset} for pair, asset in zip(profile["weights"], assets)]
