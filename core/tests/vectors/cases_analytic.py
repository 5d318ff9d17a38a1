"""Vectors of `number/interval` and `number/analytic`, and of what a position adds to many sums."""

from fractions import Fraction

import real
from encode import case, interval, plain
from grid import LEAST, MOST, ULP, Failure, bits, down, fit, up
from pick import EDGES, d, number, quantity

ZERO, ONE = Fraction(0), Fraction(1)


# --- intervals ---------------------------------------------------------------------------------


def make(low, high):
    if low > high:
        raise Failure("InvalidInterval")
    return (low, high)


def product(a, b):
    ends = [x * y for x in a for y in b]
    return (down(min(ends)), up(max(ends)))


def quotient(a, b):
    if b[0] <= 0:
        raise Failure("DivisionByZero")
    ends = [x / y for x in a for y in b]
    return (down(min(ends)), up(max(ends)))


PAIRS = {
    "Interval.try_add": lambda a, b: (fit(a[0] + b[0]), fit(a[1] + b[1])),
    "Interval.try_sub": lambda a, b: (fit(a[0] - b[1]), fit(a[1] - b[0])),
    "Interval.mul": product,
    "Interval.div": quotient,
}


def intervals(rng):
    out = []
    some = [ZERO, ULP, -ULP, ONE, -ONE, Fraction(3), Fraction(-7), d("0.1"), MOST, LEAST, Fraction(1 << 40)]
    for a in some:
        for b in some:
            if rng.random() < 0.4:
                inputs = {"low": bits(a), "high": bits(b)}
                out.append(case("Interval.new", inputs, lambda: make(a, b), interval))
                inputs = {"a": bits(a), "b": bits(b)}
                out.append(case("Interval.between", inputs, lambda: (min(a, b), max(a, b)), interval))
        out.append(case("Interval.exact", {"value": bits(a)}, lambda: (a, a), interval))
    drawn = [tuple(sorted((rng.choice(some), rng.choice(some)))) for _ in range(25)]
    for most in (0, 8, 24):
        drawn += [tuple(sorted((quantity(rng, most), quantity(rng, most)))) for _ in range(25)]
    drawn += [(abs(a[0]), max(abs(a[0]), abs(a[1]))) for a in drawn[25:60]]
    for a in drawn:
        out.append(
            case("Interval.try_neg", {"interval": interval(a)}, lambda: (fit(-a[1]), fit(-a[0])), interval)
        )
        for value in (a[0], a[1], ZERO, rng.choice(some)):
            inputs = {"interval": interval(a), "value": bits(value)}
            if rng.random() < 0.3:
                out.append(case("Interval.holds", inputs, lambda: a[0] <= value <= a[1], plain))
    for name, answer in PAIRS.items():
        for _ in range(60):
            a, b = rng.choice(drawn), rng.choice(drawn)
            name_of_b = "divisor" if name == "Interval.div" else "other"
            inputs = {"interval": interval(a), name_of_b: interval(b)}
            out.append(case(name, inputs, lambda: answer(a, b), interval))
    return out


# --- functions ---------------------------------------------------------------------------------


def functions(rng):
    out = [case("step", {}, lambda: ULP)]
    edges = [*EDGES, MOST - ULP, Fraction(2), Fraction(4), Fraction(1, 4), Fraction(100), d("0.1"), d("0.000001")]
    wide = edges + [number(rng) for _ in range(40)]
    small = edges + [quantity(rng, most) for most in (-4, 0, 3, 5, 6) for _ in range(14)]
    small += [Fraction(k) for k in (-3, 5, -6, 7, -8, 9, 16, -16, 17, 40, 54, 55, -63, -64, 64)]
    narrow = lambda _: 2 * ULP
    relative = lambda value: 2 * ULP + Fraction(int(value) + 1, 1 << 60)
    for name, answer, values, width in (
        ("sqrt", real.root, wide, lambda _: ULP),
        ("ln", real.logarithm, wide, narrow),
        ("exp", real.exponential, small, relative),
        ("normal_density", real.density, small, narrow),
        ("normal_distribution", real.distribution, small, narrow),
    ):
        for a in values:

            def exact():
                value = answer(real.real(a))
                return real.inside(value), real.steps(width(value))

            out.append(real.bounded(name, {"a": bits(a)}, exact))
    return out


def powers(rng):
    some = [ZERO, ULP, ONE, d("0.5"), Fraction(4), d("0.3"), Fraction(-1), Fraction(3), MOST, d("30.4")]
    pairs = [(a, b) for a in some for b in some]
    pairs += [(abs(quantity(rng, 10)), quantity(rng, 2)) for _ in range(60)]
    # Near 1 a large exponent, and the other way.
    pairs += [(1 + quantity(rng, -20), quantity(rng, 22)) for _ in range(15)]
    pairs += [(abs(number(rng)), quantity(rng, -3)) for _ in range(15)]
    out = []
    for a, exponent in pairs:

        def exact():
            value = real.power(real.real(a), real.real(exponent))
            relative = Fraction(1, 1 << 60) + abs(exponent) / (1 << 111)
            return real.inside(value), real.steps(2 * ULP + (int(value) + 1) * relative)

        out.append(real.bounded("power", {"a": bits(a), "exponent": bits(exponent)}, exact))
    return out


def sums(rng):
    """One position added to the scenarios of an account."""

    def answer(a, units, totals):
        added = [fit(total + down(a * unit)) for total, unit in zip(totals, units)]
        return added + totals[len(units) :]

    out = []
    for units, totals in ((3, 3), (5, 3), (2, 4), (0, 2), (33, 33), (1, 1)):
        for draw in (lambda: quantity(rng, 10), lambda: rng.choice(EDGES), lambda: number(rng)):
            a, some, begun = draw(), [draw() for _ in range(units)], [draw() for _ in range(totals)]
            inputs = {"a": bits(a), "units": [*map(bits, some)], "sums": [*map(bits, begun)]}
            write = lambda numbers: [bits(number) for number in numbers]
            out.append(case("add_scaled_down", inputs, lambda: answer(a, some, begun), write))
    return out
