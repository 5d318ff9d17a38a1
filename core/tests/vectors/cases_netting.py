"""Vectors of `margin/netting`: what offsets, and what it is charged or earns."""

from fractions import Fraction

from cases_shock import charge
from encode import case, fields
from grid import LEAST, MOST, ULP, Failure, bits, divide, down, fit, is_fraction, mul_div, up
from pick import EDGES, d, fraction, quantity, size

ZERO, ONE = Fraction(0), Fraction(1)


def write(numbers):
    return [bits(number) for number in numbers]


# --- sides -------------------------------------------------------------------------------------------


def sides(pair):
    return dict(zip(("long", "short"), map(bits, pair)))


def add(pair, amount):
    long, short = pair
    return (long, fit(short - amount)) if amount < 0 else (fit(long + amount), short)


def two_sides(rng):
    out = [case("Sides.none", {}, lambda: (ZERO, ZERO), sides)]
    drawn = [(ZERO, ZERO), (MOST, MOST), (ULP, ZERO), (ZERO, MOST)]
    drawn += [(size(rng), size(rng)) for _ in range(12)]
    for pair in drawn:
        for amount in (ZERO, ULP, -ULP, quantity(rng, 12), LEAST, MOST):
            inputs = {"sides": sides(pair), "amount": bits(amount)}
            out.append(case("Sides.add", inputs, lambda: add(pair, amount), sides))
        out.append(case("Sides.net", {"sides": sides(pair)}, lambda: fit(pair[0] - pair[1])))
        out.append(case("Sides.hedged", {"sides": sides(pair)}, lambda: min(pair)))
    return out


# --- tables -------------------------------------------------------------------------------------------


def take_matched(amounts, first, second):
    if first == second or max(first, second) >= len(amounts):
        raise Failure("UnknownMarket")
    a, b = amounts[first], amounts[second]
    if (a < 0) == (b < 0):
        return ZERO, amounts
    matched = min(fit(abs(a)), fit(abs(b)))
    left = list(amounts)
    for place in (first, second):
        left[place] += matched if left[place] < 0 else -matched
    return matched, left


def table(amounts, rows, way):
    """Row after row, each on what the rows above have left."""
    total = ZERO
    for first, second, rate in rows:
        if rate < 0:
            raise Failure("InvalidFactor")
        matched, amounts = take_matched(amounts, first, second)
        total = fit(total + way(matched * rate))
    return total, amounts


def tables(rng):
    out = []

    def left(name):
        return lambda answer: {name: bits(answer[0]), "amounts": write(answer[1])}

    for _ in range(50):
        amounts = [rng.choice((quantity(rng, 8), quantity(rng, 8), ZERO)) for _ in range(rng.randrange(0, 6))]
        if rng.random() < 0.1:
            amounts += [LEAST, MOST]
        first, second = rng.randrange(6), rng.randrange(6)
        inputs = {"amounts": write(amounts), "first": first, "second": second}
        out.append(case("take_matched", inputs, lambda: take_matched(amounts, first, second), left("matched")))
        places = max(len(amounts), 2)
        rows = [(rng.randrange(places), rng.randrange(places), size(rng) / 1024) for _ in range(rng.randrange(0, 6))]
        rows = [(a, b if b != a else (a + 1) % places, down(rate)) for a, b, rate in rows]
        if rows and rng.random() < 0.1:
            rows[-1] = (*rows[-1][:2], -ULP)
        inputs = {
            "amounts": write(amounts),
            "table": [{"first": a, "second": b, "rate": bits(rate)} for a, b, rate in rows],
        }
        out.append(case("pair_charge", inputs, lambda: table(amounts, rows, up), left("charge")))
        out.append(case("pair_credit", inputs, lambda: table(amounts, rows, down), left("credit")))
    return out


# --- hedges, gains ------------------------------------------------------------------------------------


def hedge_weight(weight):
    if not is_fraction(weight):
        raise Failure("InvalidFraction")
    return 1 - up((1 - weight) / 5)


def hedge_credit(amounts, prices, weights, hedge):
    if min(prices) < 0:
        raise Failure("InvalidPrice")
    if not all(map(is_fraction, (*weights, hedge))):
        raise Failure("InvalidFraction")
    hedged, _ = take_matched(amounts, 0, 1)
    earned = max(hedge - up(sum(weights) / 2), ZERO)
    return down(down(hedged * fit(sum(prices))) * earned)


def discount_gains(profits, share):
    if not is_fraction(share):
        raise Failure("InvalidFraction")
    return [down(profit * share) if profit > 0 else profit for profit in profits]


def cap_gains(profits, most):
    if most < 0:
        raise Failure("InvalidQuantity")
    return [min(profit, most) for profit in profits]


def hedges(rng):
    out = []
    for weight in (ZERO, ONE, d("0.9"), d("0.95"), -ULP, ONE + ULP, fraction(rng), 1 - ULP):
        out.append(case("hedge_weight", {"weight": bits(weight)}, lambda: hedge_weight(weight)))
    for turn in range(40):
        amounts = (quantity(rng, 8), quantity(rng, 8))
        if turn % 2:
            amounts = (abs(amounts[0]), -abs(amounts[1]))
        prices, weights = (size(rng), size(rng)), (d("0.9"), d(str(rng.randrange(80, 100) / 100)))
        hedge = rng.choice((ONE, d("0.98"), d("0.5")))
        if turn >= 32:
            prices = ((-ULP, ONE), prices, prices, prices, (MOST, MOST), (ZERO, ZERO), prices, prices)[turn - 32]
            weights = (weights, (-ULP, ONE), (ONE, ONE + ULP), weights, weights, weights, (ZERO, ZERO), (ONE, ONE))[turn - 32]
            hedge = -ULP if turn == 35 else hedge
        inputs = {
            "amounts": write(amounts),
            "prices": write(prices),
            "weights": write(weights),
            "hedge": bits(hedge),
        }
        out.append(case("hedge_credit", inputs, lambda: hedge_credit(amounts, prices, weights, hedge)))
    for _ in range(8):
        profits = [rng.choice((quantity(rng, 12), ZERO, MOST, LEAST, ULP)) for _ in range(rng.randrange(0, 9))]
        for share in (ZERO, ONE, d("0.3"), -ULP, ONE + ULP):
            inputs = {"profits": write(profits), "share": bits(share)}
            out.append(case("discount_gains", inputs, lambda: discount_gains(profits, share), write))
        for most in (ZERO, MOST, d("120.5"), -ULP):
            inputs = {"profits": write(profits), "most": bits(most)}
            out.append(case("cap_gains", inputs, lambda: cap_gains(profits, most), write))
    return out


# --- spreads -----------------------------------------------------------------------------------------------


def make_underlying(delta, risk):
    if risk < 0:
        raise Failure("InvalidQuantity")
    return {"delta": delta, "free": delta, "risk": risk, "credit": ZERO}


def spread(underlyings, legs):
    """As many as the scarcest leg allows, all legs on their sides or all on the others."""
    seen, least, agreeing = set(), None, set()
    for place, ratio, rate in legs:
        if place in seen:
            raise Failure("UnknownMarket")
        seen.add(place)
        if ratio == 0:
            raise Failure("InvalidFactor")
        if not is_fraction(rate):
            raise Failure("InvalidFraction")
        if place >= len(underlyings):
            raise Failure("UnknownMarket")
        free = underlyings[place]["free"]
        allowed = divide(fit(abs(free)), fit(abs(ratio)), down)
        agreeing.add((free < 0) == (ratio < 0))
        least = allowed if least is None else min(least, allowed)
    if len(agreeing) == 2:
        least = ZERO
    if least is None:
        raise Failure("InvalidFactor")
    after = [dict(one) for one in underlyings]
    for place, ratio, rate in legs:
        one = after[place]
        share = down(down(least * abs(ratio)) * rate)
        if one["delta"] == 0:
            continue
        one["credit"] = fit(one["credit"] + mul_div(one["risk"], share, fit(abs(one["delta"])), down))
        used = up(least * abs(ratio))
        one["free"] = fit(one["free"] + used if one["free"] < 0 else one["free"] - used)
    return least, after


def write_legs(legs):
    return [{"underlying": place, "ratio": bits(ratio), "rate": bits(rate)} for place, ratio, rate in legs]


def spreads(rng):
    out = []
    for pair in [(size(rng), size(rng)) for _ in range(8)] + [(MOST, MOST), (ZERO, ONE)]:
        for rate in (ZERO, ONE, d("0.01"), -ULP, Fraction(300)):
            inputs = {"deltas": sides(pair), "rate": bits(rate)}
            out.append(case("inter_month_charge", inputs, lambda: charge(min(pair), rate)))
    for first, second, more in [(size(rng), size(rng), size(rng)) for _ in range(10)] + [(MOST, -ONE, ZERO), (ZERO, LEAST, ULP)]:
        inputs = {"first": bits(first), "second": bits(second), "charge": bits(more)}
        out.append(case("calendar_margin", inputs, lambda: fit(fit(abs(fit(first - second))) + more)))

    def composite(deltas, weights):
        if len(deltas) != len(weights):
            raise Failure("InvalidScenario")
        total = ZERO
        for delta, weight in zip(deltas, weights):
            total = fit(total + down(delta * weight))
        return total

    for many, weighted in ((0, 0), (7, 7), (7, 7), (3, 2), (2, 3), (1, 1)):
        for draw in (lambda: quantity(rng, 2), lambda: rng.choice(EDGES)):
            deltas, weights = [draw() for _ in range(many)], [draw() for _ in range(weighted)]
            inputs = {"deltas": write(deltas), "weights": write(weights)}
            out.append(case("composite_delta", inputs, lambda: composite(deltas, weights)))
    for delta in (ZERO, quantity(rng, 8), LEAST):
        for risk in (ZERO, ONE, MOST, -ULP):
            inputs = {"delta": bits(delta), "risk": bits(risk)}
            out.append(case("Underlying.new", inputs, lambda: make_underlying(delta, risk), fields))
    for turn in range(60):
        begun = [make_underlying(rng.choice((quantity(rng, 8), quantity(rng, 8), ZERO)), size(rng)) for _ in range(4)]
        rows = []
        for _ in range(rng.randrange(1, 4)):
            places = rng.sample(range(4), rng.randrange(1, 4))
            side = lambda place: -1 if begun[place]["free"] < 0 else 1
            ratio = lambda place: side(place) * rng.choice((ONE, Fraction(2), d("0.7")))
            rows.append([(p, ratio(p), rng.choice((d("0.75"), ONE, ZERO))) for p in places])
        if turn >= 50:
            wrong = ([], [(0, ONE, ONE), (0, -ONE, ONE)], [(4, ONE, ONE)], [(0, ZERO, ONE)], [(0, ONE, -ULP)])
            rows = [wrong[turn % 5]]
        try:
            *earlier, last = rows
            for legs in earlier:
                _, begun = spread(begun, legs)
        except Failure:
            continue
        if turn % 5 == 4 and turn < 50 and len(last) > 1:
            last[0] = (last[0][0], -last[0][1], last[0][2])  # one leg on the wrong side
        inputs = {
            "underlyings": [{"delta": bits(one["delta"]), "risk": bits(one["risk"])} for one in begun],
            "earlier": [write_legs(legs) for legs in earlier],
            "legs": write_legs(last),
        }
        written = lambda answer: {"spreads": bits(answer[0]), "underlyings": [fields(one) for one in answer[1]]}
        out.append(case("spread", inputs, lambda: spread(begun, last), written))
    return out
