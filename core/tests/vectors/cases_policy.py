"""Vectors of `risk/volatility/policy`."""

from fractions import Fraction

import steady
from cases_oracle import record
from cases_volatility import RETURNS
from encode import vector
from grid import LEAST, MOST, ULP, down
from pick import d, u

ZERO, ONE = Fraction(0), Fraction(1)
NAMES = "lambda weight cap multiple least step"
POLICIES = [
    ([d("0.94"), d("0.997")], d("0.5"), Fraction(2), d("2.33"), u("0.02"), [u("0.1"), u("0.02")]),
    ([d("0.9"), d("0.99")], d("0.25"), u("1.5"), Fraction(3), ZERO, [ONE, d("0.5")]),
    ([ZERO, ONE], ZERO, ONE, ONE, ULP, [ZERO, ZERO]),
    ([ONE, ONE], ONE, ZERO, Fraction(10), ONE, [ULP, ULP]),
    ([d("0.94"), d("0.94")], d("0.7"), ONE, ZERO, ZERO, [Fraction(5), ONE]),
]


def policies(rng):
    out = []
    sound = POLICIES[0]
    for values in POLICIES:
        vector(out, "Policy.new", record(NAMES, values), lambda: steady.policy(*values))
        vector(
            out,
            "Steady.new",
            {"policy": steady.policy(*values)},
            lambda: steady.begin(steady.policy(*values)),
        )
    above = ONE + ULP
    for place, wrong in (
        (0, [-ULP, ONE]),
        (0, [ONE, above]),
        (1, -ULP),
        (1, above),
        (5, [ONE, above]),
        (5, [ONE, -ULP]),
        (5, [-ULP, ONE]),
        (2, -ULP),
        (3, -ULP),
        (4, -ULP),
    ):
        values = (*sound[:place], wrong, *sound[place + 1 :])
        vector(out, "Policy.new", record(NAMES, values), lambda: steady.policy(*values))
    for values in POLICIES:
        terms = steady.policy(*values)
        states = [
            ([ZERO, ZERO], 0, terms["least"]),
            ([u("0.0016"), u("0.0009")], 500, terms["least"] + d("0.1")),
            ([ZERO, u("0.0009")], 7, max(terms["least"], d("0.4"))),
            ([Fraction(4), ULP], 2**40, terms["least"] + ULP),
            ([ONE, ONE], 1, terms["least"]),
        ]
        for state in states + [
            ([-ULP, ZERO], 1, ONE),
            ([ZERO, -ONE], 1, ONE),
            ([ZERO, ZERO], 1, terms["least"] - ULP),
        ]:
            inputs = record("policy variances periods margin", (terms, *state))
            vector(out, "Steady.from_stored", inputs, lambda: steady.stored(terms, *state))
        for state in states:
            held = steady.stored(terms, *state)
            for r in rng.sample(RETURNS, 4) + [rng.choice((MOST, LEAST, Fraction(1 << 30)))]:
                vector(out, "Steady.observe", {"steady": held, "r": r}, lambda: steady.observe(held, r))
        # From the first day on, through calm and a crash.
        held = steady.begin(terms)
        for day in range(20):
            r = down(Fraction(rng.randrange(-400, 400), 10**4 if day < 12 else 10**3))
            vector(out, "Steady.observe", {"steady": held, "r": r}, lambda: steady.observe(held, r))
            held = steady.observe(held, r)
    return out
