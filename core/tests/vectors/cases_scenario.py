"""Vectors of `margin/scenario`."""

from fractions import Fraction

import model
import pick
from encode import case, fields, price, risk_array, scan, scenario
from encode import scenarios as grid_of
from grid import LEAST, MOST, ULP, Failure, bits, divide, down, fit, up
from pick import d, quantity, size, some

ZERO, ONE = Fraction(0), Fraction(1)
KINDS = ("same", "up", "down", "linear", "absolute")


# --- grids, scans, arrays --------------------------------------------------------------------------


def make(spot, volatility, weight):
    if spot < 0 or weight < 0:
        raise Failure("InvalidScenario")
    return (spot, volatility, weight)


def grid(rng, count, least="0.5"):
    draw = lambda: down(d(least) + Fraction(rng.randrange(0, 1000), 1000))
    spots = [ONE if rng.random() < 0.2 else draw() for _ in range(count)]
    weights = [ONE if rng.random() < 0.6 else down(Fraction(rng.randrange(0, 100), 100)) for _ in range(count)]
    return [make(spot, rng.choice(KINDS), weight) for spot, weight in zip(spots, weights)]


def a_scan(rng, count, draw=some):
    return (draw(rng), [draw(rng) for _ in range(count)])


def check_array(owned, owed):
    if len(owned[1]) != len(owed[1]) or not owned[1]:
        raise Failure("InvalidScenario")
    if owned[0] > owed[0]:
        raise Failure("InvalidInterval")
    apart = fit(owed[0] - owned[0])
    if any(fit(a - b) > apart for a, b in zip(owned[1], owed[1])):
        raise Failure("InvalidInterval")
    return (owned, owed)


def an_array(rng, count):
    """What one owned is worth is at most what one owed costs, now and in each scenario."""
    mark, profits = a_scan(rng, count)
    wide = lambda: size(rng) if rng.random() < 0.5 else ZERO
    owed = fit(mark + wide())
    return check_array((mark, profits), (owed, [fit(mark + p + wide() - owed) for p in profits]))


def side(array, count):
    return array[1] if count < 0 else array[0]


def add(held, count, array):
    mark, profits = side(array, count)
    if len(profits) != len(held[1]):
        raise Failure("InvalidScenario")
    sums = [fit(total + down(count * profit)) for total, profit in zip(held[1], profits)]
    return (fit(held[0] + down(count * mark)), sums)


def merge(held, other):
    if len(held[1]) != len(other[1]):
        raise Failure("InvalidScenario")
    return (fit(held[0] + other[0]), [fit(a + b) for a, b in zip(held[1], other[1])])


def worst(profits):
    if not profits:
        raise Failure("InvalidScenario")
    return {"profit": min(profits), "scenario": profits.index(min(profits))}


def worst_weighted(held, scenarios):
    if len(held[1]) != len(scenarios):
        raise Failure("InvalidScenario")
    return worst([down(profit * weight) for profit, (_, _, weight) in zip(held[1], scenarios)])


def contribution(array, count, place):
    profits = side(array, count)[1]
    if place >= len(profits):
        raise Failure("InvalidScenario")
    return down(count * profits[place])


def linear(at, scenarios):
    if not model.known(at):
        raise Failure("UnknownPrice")
    if not scenarios:
        raise Failure("InvalidScenario")
    low, high = at
    changes = [fit(spot - 1) for spot, _, _ in scenarios]
    return ((low, [down(low * c) for c in changes]), (high, [up(high * c) for c in changes]))


def inverse(scenarios):
    if not scenarios:
        raise Failure("InvalidScenario")
    ends = lambda way: [fit(1 - divide(ONE, spot, way)) for spot, _, _ in scenarios]
    return ((ZERO, ends(up)), (ZERO, ends(down)))


def scenarios(rng):
    out = []
    for spot, weight in ((ONE, ONE), (ZERO, ZERO), (d("0.82"), d("0.5")), (-ULP, ONE), (ONE, -ULP), (MOST, MOST)):
        for kind in KINDS:
            inputs = scenario((spot, kind, weight))
            out.append(case("Scenario.new", inputs, lambda: make(spot, kind, weight), scenario))
    for count in (0, 1, 16, 33):
        out.append(case("Scan.new", {"room": count}, lambda: (ZERO, [ZERO] * count), scan))
    for count in (0, 1, 3, 3, 16, 33):
        held = a_scan(rng, count)
        out.append(case("Scan.from_parts", scan(held), lambda: held, scan))
        out.append(case("Scan.profits_mut", {"scan": scan(held)}, lambda: (held[0], held[1][::-1]), scan))
        out.append(case("Scan.worst", {"scan": scan(held)}, lambda: worst(held[1]), fields))
        equal = (held[0], [max(profit, ZERO) for profit in held[1]])
        out.append(case("Scan.worst", {"scan": scan(equal)}, lambda: worst(equal[1]), fields))
        for length in (count, count, count + 1):
            under = grid(rng, length)
            for one in (held, equal):
                inputs = {"scan": scan(one), "grid": grid_of(under)}
                out.append(case("Scan.worst_weighted", inputs, lambda: worst_weighted(one, under), fields))
        for length in (count, count, max(count - 1, 0), count + 1):
            other = a_scan(rng, length)
            inputs = {"scan": scan(held), "other": scan(other)}
            out.append(case("Scan.merge", inputs, lambda: merge(held, other), scan))
            if length == 0:
                continue
            unit = an_array(rng, length)
            for quantity_of in (quantity(rng, 8), -size(rng), ZERO, -ULP):
                inputs = {"scan": scan(held), "quantity": bits(quantity_of), "unit": risk_array(unit)}
                out.append(case("Scan.add", inputs, lambda: add(held, quantity_of, unit), scan))
    extreme, unit = (ZERO, [MOST, ZERO]), ((ZERO, [ZERO, LEAST]), (ZERO, [MOST, ZERO]))
    for count in (ONE, -ONE, d("0.5"), Fraction(2)):
        inputs = {"scan": scan(extreme), "quantity": bits(count), "unit": risk_array(unit)}
        out.append(case("Scan.add", inputs, lambda: add(extreme, count, unit), scan))
    return out


def arrays(rng):
    out = []
    draws = [(a_scan(rng, a), a_scan(rng, b)) for a, b in ((3, 3), (0, 0), (2, 3), (0, 1), (1, 1), (4, 4))]
    draws += [an_array(rng, count) for count in (1, 3, 16, 33)]
    draws += [((ONE, [ZERO]), (ZERO, [Fraction(5)])), ((ZERO, [ONE]), (ONE, [-ULP])), ((ZERO, [ONE]), (ONE, [ZERO]))]
    draws += [((MOST, [ONE]), (MOST, [ONE])), ((LEAST, [ZERO]), (ZERO, [LEAST]))]
    for owned, owed in draws:
        inputs = {"owned": scan(owned), "owed": scan(owed)}
        out.append(case("RiskArray.new", inputs, lambda: check_array(owned, owed), risk_array))
    for count in (1, 3, 33):
        array = an_array(rng, count)
        for place in {0, count // 2, count - 1, count, count + 7}:
            for units in (quantity(rng, 8), -size(rng), ZERO, MOST):
                inputs = {"risk_array": risk_array(array), "quantity": bits(units), "scenario": place}
                out.append(case("RiskArray.contribution", inputs, lambda: contribution(array, units, place)))
    for count in (0, 1, 5, 5, 16, 33):
        under = grid(rng, count)
        for at in (pick.price(rng), (d("1500"), d("1500")), (MOST, MOST), model.UNKNOWN, (ULP, 3 * ULP)):
            inputs = {"price": price(at), "grid": grid_of(under)}
            out.append(case("RiskArray.linear", inputs, lambda: linear(at, under), risk_array))
        out.append(case("RiskArray.inverse", {"grid": grid_of(under)}, lambda: inverse(under), risk_array))
    for spot in (ZERO, ULP, MOST, Fraction(1, 1 << 20)):
        under = [make(ONE, "same", ONE), make(spot, "same", ONE)]
        out.append(case("RiskArray.inverse", {"grid": grid_of(under)}, lambda: inverse(under), risk_array))
    return out
