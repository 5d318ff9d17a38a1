"""The kernel as its documentation states it, on exact rationals with one rounding where one is stated.

Values are plain: a price or bound is a pair, a ladder a list of (floor, rate, deduction), a perp and
its terms are dictionaries, health is a dictionary of sums and counters.
"""

from fractions import Fraction

from grid import Failure, down, fit, is_fraction, mul_div, up

ZERO, ONE = Fraction(0), Fraction(1)
UNKNOWN = (ZERO, ZERO)


# --- ramps: from, to, start, end ---------------------------------------------------------------


def ramp(begin, to, start, end):
    if begin == to:
        raise Failure("InvalidRamp")
    return (begin, to, start, end)


def ramp_at(line, at, way):
    begin, to, start, end = line
    side = 1 if begin < to else -1
    if (at - begin) * side <= 0:
        return start
    if (at - to) * side >= 0:
        return end
    change, done, whole = fit(end - start), fit(at - begin), fit(to - begin)
    return fit(start + mul_div(change, done, whole, way))


# --- price -------------------------------------------------------------------------------------


def price(low, high):
    if not 0 < low <= high:
        raise Failure("InvalidPrice")
    return (low, high)


def stored_price(low, high):
    if not 0 <= low <= high:
        raise Failure("InvalidPrice")
    return (low, high)


def with_confidence(mid, confidence):
    if confidence < 0:
        raise Failure("InvalidPrice")
    return price(fit(mid - confidence), fit(mid + confidence))


def known(pair):
    return pair[1] > 0


def hull(a, b):
    return (min(a[0], b[0]), max(a[1], b[1])) if known(a) and known(b) else UNKNOWN


def contains(a, b):
    return known(b) and a[0] <= b[0] and b[1] <= a[1]


def scale(pair, factor):
    return (down(pair[0] * factor[0]), up(pair[1] * factor[1]))


def factor_to(pair, at):
    if not known(pair):
        raise Failure("UnknownPrice")
    if at <= 0:
        raise Failure("InvalidPrice")
    exact = fit(2 * at) / fit(pair[0] + pair[1])
    return (down(exact), up(exact))


def mid(pair):
    return down((pair[0] + pair[1]) / 2)


def price_at(pair, end):
    if not known(pair):
        raise Failure("UnknownPrice")
    return {"low": pair[0], "mid": mid(pair), "high": pair[1]}[end]


# --- weights -----------------------------------------------------------------------------------


def weights(asset, liability):
    if not (is_fraction(asset) and liability >= 1):
        raise Failure("InvalidWeights")
    return (asset, liability)


def fraction_weights(kind, value):
    if not is_fraction(value):
        raise Failure("InvalidFraction")
    return {
        "from_haircut": (ONE - value, ONE),
        "from_loan_to_value": (value, ONE),
        "from_margin_fraction": (ONE - value, ONE + value),
    }[kind]


def no_looser_than(a, b):
    return a[0] <= b[0] and a[1] >= b[1]


def apply(pair_of_weights, pair):
    return (down(pair[0] * pair_of_weights[0]), up(pair[1] * pair_of_weights[1]))


def bound(asset, liability):
    if not 0 <= asset <= liability:
        raise Failure("InvalidPrice")
    return (asset, liability)


# --- ladders -----------------------------------------------------------------------------------


def ladder(floors_and_rates):
    """Marginal rates to (floor, rate, deduction); each deduction rounded down onto the last."""
    rungs = []
    for place, (floor, rate) in enumerate(floors_and_rates):
        if not is_fraction(rate) or (floor != 0 if place == 0 else floor <= rungs[-1][0]):
            raise Failure("InvalidTiers")
        if place == 0:
            deduction = ZERO
        elif rate < rungs[-1][1]:
            raise Failure("InvalidTiers")
        else:
            deduction = fit(rungs[-1][2] + down(floor * (rate - rungs[-1][1])))
        rungs.append((floor, rate, deduction))
    return rungs


def ladder_from_table(rungs, tolerance):
    """The same, where the table's own deductions lie within `tolerance` of the recurrence, which
    runs over the table's own numbers."""
    for place, (floor, rate, deduction) in enumerate(rungs):
        expected = ZERO
        if place:
            before = rungs[place - 1]
            if rate < before[1]:
                raise Failure("InvalidTiers")
            expected = fit(before[2] + down(floor * (rate - before[1])))
        if abs(deduction - expected) > tolerance:
            raise Failure("InvalidTiers")
    return ladder([(floor, rate) for floor, rate, _ in rungs])


def requirement(rungs, notional):
    if notional < 0:
        raise Failure("InvalidQuantity")
    reached = [rung for rung in rungs if rung[0] <= notional]
    if not reached:
        return ZERO
    _, rate, deduction = reached[-1]
    return fit(up(rate * notional) - deduction)


# --- perps -------------------------------------------------------------------------------------


def perp(size, quote, bids=ZERO, asks=ZERO):
    if bids < 0 or asks < 0:
        raise Failure("InvalidQuantity")
    return {"size": size, "quote": quote, "bids": bids, "asks": asks}


def terms(pair, pair_of_weights, rungs=(), profit_weight=ONE):
    if not is_fraction(profit_weight):
        raise Failure("InvalidFraction")
    return {
        "price": pair,
        "weights": pair_of_weights,
        "tiers": list(rungs),
        "profit_weight": profit_weight,
        "bound": apply(pair_of_weights, pair),
        "orders": True,
    }


def equity_terms(pair):
    return {**terms(pair, (ONE, ONE)), "orders": False}


def scale_terms(under, factor):
    moved = scale(under["price"], factor)
    return {**under, "price": moved, "bound": apply(under["weights"], moved)}


def exposed(position):
    return any(position[key] != 0 for key in ("size", "bids", "asks"))


def settle_funding(position, settled, index):
    received = down(position["size"] * fit(settled - index))
    return {**position, "quote": fit(position["quote"] + received)}


def transfer(position, size, quote):
    return {**position, "size": fit(position["size"] + size), "quote": fit(position["quote"] + quote)}


def trade(position, size, at, fee):
    if not is_fraction(fee):
        raise Failure("InvalidFraction")
    quote = fit(position["quote"] + down(fit(-size) * at))
    quote = fit(quote - up(up(max(size, fit(-size)) * at) * fee))
    return {**position, "size": fit(position["size"] + size), "quote": quote}


def filled(size, quote, under):
    asset, liability = under["bound"]
    notional = down(size * asset) if size >= 0 else up(fit(-size) * liability)
    value = fit(quote + (notional if size >= 0 else -notional))
    return fit(value - requirement(under["tiers"], notional))


def value(position, under):
    if exposed(position) and not known(under["bound"]):
        raise Failure("UnknownPrice")
    size, quote, bids, asks = (position[key] for key in ("size", "quote", "bids", "asks"))
    if not under["orders"] or (bids == 0 and asks == 0):
        worst = filled(size, quote, under)
    else:
        low, high = under["price"]
        bought = filled(fit(size + bids), fit(quote - up(bids * high)), under)
        sold = filled(fit(size - asks), fit(quote + down(asks * low)), under)
        worst = min(bought, sold)
    return down(worst * under["profit_weight"]) if worst > 0 else worst


def posted(position, under):
    """What `Perp.requirement` answers."""
    size = position["size"]
    if size == 0:
        return ZERO
    if not known(under["bound"]):
        raise Failure("UnknownPrice")
    side, size = (1, fit(-size)) if size < 0 else (0, size)
    fraction = abs(ONE - under["weights"][side])
    margin = up(up(size * under["price"][side]) * fraction)
    return fit(margin + requirement(under["tiers"], up(size * under["bound"][side])))
