"""Vectors of `number/`: the arithmetic, a contract's integers, decimal text."""

from fractions import Fraction
from math import ceil, floor

import model
from encode import case, plain, ramp
from grid import (
    LEAST,
    MOST,
    ONE_BITS,
    ULP,
    Failure,
    bits,
    ceil_to,
    divide,
    down,
    fit,
    floor_to,
    is_fraction,
    mul_div,
    nearest,
    parse,
    shortest,
    up,
)
from pick import EDGES, d, number, quantity

BINARY = {
    "try_add": lambda a, b: fit(a + b),
    "try_sub": lambda a, b: fit(a - b),
    "mul_down": lambda a, b: down(a * b),
    "mul_up": lambda a, b: up(a * b),
    "div_down": lambda a, b: divide(a, b, down),
    "div_up": lambda a, b: divide(a, b, up),
    "lesser": lambda a, b: min(a, b),
    "greater": lambda a, b: max(a, b),
}
UNARY = {
    "try_neg": (lambda a: fit(-a), bits),
    "is_negative": (lambda a: a < 0, plain),
    "is_zero": (lambda a: a == 0, plain),
    "is_fraction": (is_fraction, plain),
}


def numbers(rng):
    out = [case("zero", {}, lambda: Fraction(0)), case("one", {}, lambda: Fraction(1))]
    pairs = [(a, b) for a in EDGES for b in EDGES if rng.random() < 0.25]
    pairs += [(MOST, ULP), (LEAST, -ULP), (LEAST, Fraction(-1)), (LEAST, LEAST), (MOST, MOST)]
    pairs += [(number(rng), number(rng)) for _ in range(40)]
    # Halves in the last place, and products that are exact at the last one.
    pairs += [(Fraction(s * k, ONE_BITS), Fraction(1, 2)) for k in (1, 2, 3) for s in (1, -1)]
    for name, answer in BINARY.items():
        some = pairs if "mul" in name or "div" in name else pairs[::3]
        for a, b in some:
            out.append(case(name, {"a": bits(a), "b": bits(b)}, lambda: answer(a, b)))
    for name, (answer, encode) in UNARY.items():
        for a in EDGES:
            out.append(case(name, {"a": bits(a)}, lambda: answer(a), encode))
    steps = [Fraction(1), ULP, Fraction(1, 8), down(Fraction(1, 100)), Fraction(0), Fraction(-1), MOST]
    values = EDGES + [number(rng) for _ in range(15)]
    for a in values:
        for step in steps:
            if step < ULP or rng.random() < 0.5:
                inputs = {"a": bits(a), "step": bits(step)}
                out.append(case("floor_to", inputs, lambda: floor_to(a, step)))
    return out


def quotients(rng):
    """A product over a quotient, the grid upward, and the size of a number."""
    out = []
    some = [MOST, LEAST, LEAST + ULP, ULP, -ULP, Fraction(0), Fraction(1), Fraction(-3), Fraction(1 << 40)]
    threes = [tuple(rng.choice(some) for _ in range(3)) for _ in range(40)]
    threes += [tuple(number(rng) for _ in range(3)) for _ in range(20)]
    threes += [(quantity(rng, 30), quantity(rng, 30), quantity(rng, 30)) for _ in range(10)]
    threes += [
        (MOST, MOST, MOST),
        (LEAST, LEAST, LEAST),
        (LEAST, Fraction(-1), Fraction(-1)),
        (LEAST, Fraction(1), Fraction(-1)),
        (MOST, Fraction(3), Fraction(7)),
        (Fraction(1), Fraction(0), Fraction(0)),
        (ULP, ULP, Fraction(-1)),
        # Halves of the last place, and no rest at all.
        (3 * ULP, Fraction(1), Fraction(2)),
        (-3 * ULP, Fraction(1), Fraction(2)),
        (6 * ULP, Fraction(-1), Fraction(-2)),
    ]
    for a, factor, divisor in threes:
        inputs = {"a": bits(a), "factor": bits(factor), "divisor": bits(divisor)}
        for name, way in (("mul_div_down", down), ("mul_div_up", up)):
            out.append(case(name, inputs, lambda: mul_div(a, factor, divisor, way)))
    for a in EDGES:
        out.append(case("try_abs", {"a": bits(a)}, lambda: fit(abs(a))))
    steps = [Fraction(1), ULP, Fraction(1, 8), down(Fraction(1, 100)), Fraction(0), Fraction(-1), MOST]
    for a in EDGES + [number(rng) for _ in range(8)]:
        for step in steps:
            if rng.random() < 0.4:
                inputs = {"a": bits(a), "step": bits(step)}
                out.append(case("ceil_to", inputs, lambda: ceil_to(a, step)))
    return out


def ramps(rng):
    out = []
    places = [
        (Fraction(1), d("0.95"), d("0.02"), d("0.15")),
        (Fraction(0), Fraction(3600), Fraction(1), d("0.3")),
        (Fraction(-5), Fraction(5), Fraction(-2), Fraction(7)),
        (Fraction(0), ULP, Fraction(0), MOST),
        (Fraction(0), 3 * ULP, Fraction(0), ULP),
        (LEAST, MOST, Fraction(0), Fraction(1)),
        (Fraction(0), Fraction(9), LEAST, MOST),
        (Fraction(4), Fraction(9), Fraction(6), Fraction(6)),
        (Fraction(2), Fraction(2), Fraction(0), Fraction(1)),
    ]
    places += [tuple(quantity(rng, 12) for _ in range(4)) for _ in range(6)]
    for place in places:
        inputs = dict(zip(("from", "to", "start", "end"), map(bits, place)))
        out.append(case("Ramp.new", inputs, lambda: model.ramp(*place), ramp))
        begin, to, _, _ = place
        if begin == to:
            continue
        between = down(begin + (to - begin) * Fraction(rng.randrange(1, 1000), 1000))
        for at in sorted({begin, to, between, max(LEAST, begin - ULP), min(MOST, to + ULP), Fraction(1)}):
            full = {"ramp": ramp(place), "at": bits(at)}
            for name, way in (("Ramp.at_down", down), ("Ramp.at_up", up)):
                out.append(case(name, full, lambda: model.ramp_at(place, at, way)))
    return out


def amount_quotients(rng):
    """Integers: quotient and remainder of `a * b / divisor`."""
    most = (1 << 128) - 1

    def answer(a, b, divisor):
        if divisor == 0:
            raise Failure("DivisionByZero")
        quotient, rest = divmod(a * b, divisor)
        if quotient > most:
            raise Failure("Overflow")
        return {"quotient": str(quotient), "remainder": str(rest)}

    edges = [0, 1, 2, 10**18, (1 << 64) - 1, 1 << 64, 1 << 127, most - 1, most]
    threes = [(most, most, most), (most, 1, 1), (1, 1, 0), (0, 0, 0), (most, 2, 1), (most, most, most - 1)]
    threes += [tuple(rng.choice(edges) for _ in range(3)) for _ in range(25)]
    threes += [tuple(rng.getrandbits(rng.randrange(1, 129)) for _ in range(3)) for _ in range(25)]
    out = []
    for a, b, divisor in threes:
        inputs = {"a": str(a), "b": str(b), "divisor": str(divisor)}
        out.append(case("mul_div", inputs, lambda: answer(a, b, divisor), plain))
    return out


def amounts(rng):
    def scale(decimals):
        if decimals > 24:
            raise Failure("InvalidDecimals")
        return 10**decimals

    def write(value, decimals, way):
        if value < 0:
            raise Failure("InvalidQuantity")
        count = way(value * scale(decimals))
        if count >= 1 << 128:
            raise Failure("Overflow")
        return str(count)

    out = []
    most = (1 << 128) - 1
    counts = [0, 1, 2, 9, 10, 10**6 - 1, 10**18 + 1, (1 << 64) - 1, 1 << 64, (1 << 79) - 1, 1 << 79, most]
    counts += [rng.getrandbits(rng.randrange(1, 128)) for _ in range(20)]
    for place, count in enumerate(counts):
        for decimals in sorted({0, 6, 9, 18, 24, 25, rng.randrange(25)}):
            if decimals < 24 or place % 4 == 0:
                inputs = {"units": str(count), "decimals": decimals}
                for name, way in (("from_units_down", down), ("from_units_up", up)):
                    out.append(case(name, inputs, lambda: way(Fraction(count, scale(decimals)))))
    values = EDGES + [abs(number(rng)) for _ in range(20)] + [down(Fraction(1, 10**6))]
    for value in values:
        for decimals in sorted({0, 6, 18, 24, rng.randrange(25)}):
            inputs = {"number": bits(value), "decimals": decimals}
            for name, way in (("to_units_down", floor), ("to_units_up", ceil)):
                out.append(case(name, inputs, lambda: write(value, decimals, way), plain))
    for name in ("to_units_down", "to_units_up"):
        inputs = {"number": bits(Fraction(1)), "decimals": 25}
        out.append(case(name, inputs, lambda: write(Fraction(1), 25, floor), plain))
    return out


BAD = [
    "",
    "-",
    ".",
    "1.",
    ".5",
    "-.5",
    "+1",
    "1e5",
    "1E5",
    "1,000",
    " 1",
    "1 ",
    "1_0",
    "0x1",
    "--1",
    "1.2.3",
    "1.-2",
    "NaN",
    "inf",
    "\u0661",
    "1\u00b2",
    "1.5a",
    "-1.",
    "\n1",
]
GOOD = [
    "0",
    "-0",
    "0.0",
    "00012.500",
    "1",
    "-1",
    "0.1",
    "-0.1",
    "0.5",
    "123.456",
    "1795.5",
    "1804.5",
    "604462909807314587353087",
    "604462909807314587353088",
    "-604462909807314587353088",
    "-604462909807314587353089",
    "604462909807314587353087.99999999999999644728632120",
    "604462909807314587353087.999999999999999",
    "-604462909807314587353088.000000000000000000000001",
    "9" * 60,
    "0." + "0" * 60 + "1",
    "-0." + "0" * 60 + "1",
    "0." + "9" * 70,
    "0." + "3" * 80,
    "340282366920938463463374607431768211456",
    "340282366920938463463374607431768211455",
    # Exactly half a unit in the last place, one digit below and one above.
    "0.0000000000000017763568394002504646778106689453125",
    "-0.0000000000000017763568394002504646778106689453125",
    "0.0000000000000017763568394002504646778106689453124",
    "0.00000000000000177635683940025046467781066894531251",
    "1.0000000000000035527136788005009293556213378906250",
]


def decimals(rng):
    out = []
    texts = BAD + GOOD
    for _ in range(60):
        whole = str(rng.getrandbits(rng.randrange(1, 79)))
        fraction = "".join(rng.choice("0123456789") for _ in range(rng.randrange(0, 40)))
        texts.append(rng.choice(("", "-")) + whole + ("." + fraction if fraction else ""))
    for text in texts:
        for name, way in (("read_down", down), ("read_up", up), ("read_nearest", nearest)):
            out.append(case(name, {"text": text}, lambda: way(parse(text))))
    values = (
        EDGES
        + [number(rng) for _ in range(60)]
        + [nearest(parse(t)) for t in ("0.1", "0.3", "123.456", "0.999999999999999")]
    )
    values += [Fraction(1) - k * ULP for k in range(1, 6)] + [
        Fraction(k * ONE_BITS - 1, ONE_BITS) for k in (10, 100, 1000)
    ]
    for value in values:
        out.append(case("write", {"number": bits(value)}, lambda: shortest(value), plain))
    return out
