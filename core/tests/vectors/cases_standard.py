"""Vectors of Derive's standard manager."""

from fractions import Fraction

import derive
from cases_option import held
from cases_shock import make_confidence, make_peg
from encode import case, fields, plain, position
from grid import LEAST, ULP, bits
from pick import d, quantity

ZERO, ONE = Fraction(0), Fraction(1)
LEVELS = ("initial", "maintenance")


def standard_parameters(rng):
    pair = lambda: tuple(d(str(rng.randrange(0, 200) / 1000)) for _ in range(2))
    return {
        "most": d("0.15"),
        "least": d("0.1"),
        "call": d("0.075"),
        "put": d("0.075"),
        "put_mark": d("0.075"),
        "offset": d("1.02"),
        "unpaired": pair(),
        "perp": pair(),
        "coin": (d("0.8"), d("0.75")),
        "confidence": [make_confidence(d("0.55"), d(rate)) for rate in ("1", "0.4", "0.2")],
        "peg": make_peg(d("0.98"), d("1.2")),
    }


def write_standard(found):
    write = {"confidence": lambda three: [*map(fields, three)], "peg": fields}
    plain_or_pair = lambda value: [*map(bits, value)] if isinstance(value, tuple) else bits(value)
    return {name: write.get(name, plain_or_pair)(value) for name, value in found.items()}


def series(rng, count):
    return {
        "positions": [held(rng) for _ in range(count)],
        "forward": d("1520.5"),
        "confidence": rng.choice((ONE, d("0.3"))),
    }


def write_series(one):
    return {**fields({k: one[k] for k in ("forward", "confidence")}), "positions": [*map(position, one["positions"])]}


def write_holdings(holdings):
    return {**fields({k: holdings[k] for k in ("perp", "profit", "coins")}), "options": [*map(write_series, holdings["options"])]}


def standard(rng):
    out = []
    good = standard_parameters(rng)
    names = ("most", "least", "call", "put", "put_mark", "offset")
    wrongs = [{name: -ULP} for name in names] + [{"least": d("0.1500001")}, {"most": ZERO}]
    wrongs += [{name: pair} for name in ("unpaired", "perp", "coin") for pair in ((-ULP, ONE), (ONE, -ULP))]
    for wrong in [{}, {"least": good["most"]}, *wrongs]:
        under = {**good, **wrong}
        inputs = {"parameters": write_standard(under)}
        out.append(case("Parameters.validate", inputs, lambda: derive.validate(under), plain))
    for _ in range(30):
        under, one = standard_parameters(rng), held(rng)
        spot = rng.choice((d("1500"), d("1212.7"), d("2100"), ZERO, ULP))
        for level in LEVELS:
            inputs = {"parameters": write_standard(under), "position": position(one), "spot": bits(spot), "level": level}
            out.append(case("Parameters.isolated", inputs, lambda: derive.isolated(under, one, spot, level)))
    for turn in range(24):
        under, one, spot = standard_parameters(rng), series(rng, turn % 6), d("1510.75")
        for level in LEVELS:
            inputs = {"parameters": write_standard(under), "options": write_series(one), "spot": bits(spot), "level": level}
            out.append(case("Parameters.expiry", inputs, lambda: derive.expiry(under, one, spot, level)))
    for turn in range(26):
        under = standard_parameters(rng)
        holdings = {
            "options": [series(rng, rng.randrange(0, 5)) for _ in range(turn % 4)],
            "perp": quantity(rng, 4),
            "profit": quantity(rng, 10),
            "coins": abs(quantity(rng, 4)),
        }
        feeds = {
            "spot": d("1508.5"),
            "spot_confidence": rng.choice((ONE, ONE, d("0.5"))),
            "perp": d("1509.25"),
            "perp_confidence": rng.choice((ONE, d("0.1"))),
            "coin": rng.choice((ONE, d("0.96"))),
        }
        if turn >= 20:
            feeds.update(({"coin": ZERO}, {"spot_confidence": -ULP}, {"perp_confidence": Fraction(2)}, {"spot": ZERO}, {}, {})[turn - 20])
            holdings.update(({}, {}, {}, {}, {"coins": -ULP}, {"perp": LEAST})[turn - 20])
        for level in LEVELS:
            inputs = {
                "parameters": write_standard(under),
                "holdings": write_holdings(holdings),
                "feeds": fields(feeds),
                "level": level,
            }
            out.append(case("Parameters.market", inputs, lambda: derive.market(under, holdings, feeds, level), fields))
        inputs = {"parameters": write_standard(under), "holdings": write_holdings(holdings), "feeds": fields(feeds)}
        out.append(case("Parameters.mark", inputs, lambda: derive.mark(holdings, feeds)))
    for turn in range(10):
        margin = {name: quantity(rng, 20) for name in derive.PARTS}
        if turn > 7:
            margin.update(options=LEAST, perp=-ULP)
        order = ("options", "perp", "profit", "coins", "confidence", "peg")
        out.append(case("Margin.total", {"margin": fields(margin)}, lambda: derive.total(margin, order)))
    return out
