"""Vectors of `risk/volatility`."""

from fractions import Fraction

import pick
import real
import risk
from cases_oracle import record
from encode import form, vector
from grid import LEAST, MOST, ULP, down
from pick import d, u
from real import above

ZERO, ONE = Fraction(0), Fraction(1)


def near(out, function, inputs, answer, write=above):
    """A vector that only the core knows the bits of: `answer` gives what is exact, and the steps beyond it."""

    def exact():
        value, steps = answer()
        return write(value), str(int(steps) + 1)

    out.append(real.bounded(function, form(inputs), exact))


def volatilities(rng):
    out = []
    sigmas = [u("0.8"), u("0.04"), ULP, ZERO, ONE, Fraction(60), -ULP]
    times = [
        (Fraction(365), ONE),
        (ONE, Fraction(10)),
        (ONE, ONE),
        (ONE, ZERO),
        (ZERO, ONE),
        (Fraction(31_536_000), Fraction(86400)),
    ]
    times += [(d("0.25"), ONE), (-ONE, ONE), (ONE, -ONE), (Fraction(252), u("0.5"))]
    for sigma in sigmas + [u("0.0314"), pick.fraction(rng)]:
        for begin, to in times:
            inputs = record("sigma from to", (sigma, begin, to))
            near(out, "over", inputs, lambda: risk.over(sigma, begin, to))
        for z in (d("2.33"), Fraction(3), ZERO, -ULP):
            for periods in (ONE, ZERO, Fraction(2), u("0.5"), Fraction(10), -ONE):
                inputs = record("z sigma periods", (z, sigma, periods))
                vector(out, "margin_fraction", inputs, lambda: risk.margin_fraction(z, sigma, periods))
    for values in ((MOST, ONE, Fraction(4)), (MOST, Fraction(4), ULP)):
        near(out, "over", record("sigma from to", values), lambda: risk.over(*values))
    vector(
        out,
        "margin_fraction",
        record("z sigma periods", (MOST, Fraction(2), ONE)),
        lambda: risk.margin_fraction(MOST, Fraction(2), ONE),
    )
    return out


RETURNS = [d("0.02"), d("-0.035"), ZERO, d("0.11"), d("-0.37"), ULP, -ONE, d("0.0004")]
ESTIMATES = [
    (d("0.94"), u("0.0016")),
    (d("0.97"), ZERO),
    (ZERO, ONE),
    (ONE, u("0.0004")),
    (d("0.94"), Fraction(25)),
    (d("0.995"), ULP),
]


def ewmas(rng):
    out = []
    for values in ESTIMATES + [(-ULP, ONE), (ONE + ULP, ONE), (ONE, -ULP), (-ONE, -ONE)]:
        vector(out, "Ewma.new", record("lambda variance", values), lambda: risk.ewma(*values))
    lengths = [ONE, Fraction(5), d("0.5"), down(Fraction(1, 1440)), Fraction(1000)]
    for values in ESTIMATES:
        state = risk.ewma(*values)
        vector(out, "Ewma.sigma", {"ewma": state}, lambda: risk.root_up(state["variance"]))
        for r in RETURNS:
            vector(out, "Ewma.update", {"ewma": state, "r": r}, lambda: risk.update(state, r))
        for variance in (u("0.0025"), ZERO, values[1], Fraction(4), -ULP):
            inputs = {"ewma": state, "variance": variance}
            vector(out, "Ewma.observe", inputs, lambda: risk.observe(state, variance))
            for periods in rng.sample(lengths, 3) + [rng.choice((ZERO, -ONE))]:
                inputs = {"ewma": state, "variance": variance, "periods": periods}
                answer = lambda: risk.observe_over(state, variance, periods)
                near(out, "Ewma.observe_over", inputs, answer, lambda value: estimate(state, value))
        for r in rng.sample(RETURNS, 4):
            for periods in lengths[:4] + [rng.choice((ZERO, -ULP))]:
                inputs = {"ewma": state, "r": r, "periods": periods}

                def answer():
                    risk.refuse("OutOfDomain", periods <= 0)
                    value, steps = risk.observe_over(state, r * r / periods, periods)
                    return value, steps + 2

                near(out, "Ewma.update_over", inputs, answer, lambda value: estimate(state, value))
    for r in (MOST, LEAST, Fraction(1 << 40)):
        vector(out, "Ewma.update", {"ewma": state, "r": r}, lambda: risk.update(state, r))
    return out


def estimate(state, value):
    return {"lambda": form(state["lambda"]), "variance": above(value)}


def garches(rng):
    out = []
    kinds = [
        (u("0.000002"), u("0.08"), d("0.91")),
        (u("0.0001"), u("0.2"), d("0.7")),
        (ULP, ZERO, ZERO),
        (ZERO, d("0.5"), d("0.25")),
        (ONE, ZERO, ONE - ULP),
    ]
    refused = [
        (-ULP, ZERO, ZERO),
        (ZERO, -ULP, ZERO),
        (ZERO, ZERO, -ULP),
        (ONE, d("0.5"), u("0.5")),
        (ONE, MOST, MOST),
    ]
    for values in kinds + refused + [(ONE, ONE, ZERO)]:
        vector(out, "Garch.new", record("omega alpha beta", values), lambda: risk.garch(*values))
    for values in kinds + [(MOST, d("0.5"), ZERO)]:
        terms = risk.garch(*values)
        vector(out, "Garch.long_run", {"garch": terms}, lambda: risk.long_run(terms))
        for variance in (u("0.0016"), ZERO, ULP, Fraction(2), -ULP):
            for r in rng.sample(RETURNS, 3):
                inputs = {"garch": terms, "variance": variance, "r": r}
                vector(out, "Garch.next", inputs, lambda: risk.following(terms, variance, r))
            for periods in (0, 1, 10, rng.choice((2, 252, 10**6))):
                inputs = {"garch": terms, "variance": variance, "periods": periods}
                near(out, "Garch.forecast", inputs, lambda: risk.forecast(terms, variance, periods))
    inputs = {"garch": risk.garch(*kinds[0]), "variance": MOST, "r": MOST}
    vector(out, "Garch.next", inputs, lambda: risk.following(*inputs.values()))
    return out


def ranges(rng):
    out = []
    pairs = [
        (d("1795.5"), u("1804.5")),
        (ONE, ONE),
        (ONE, Fraction(2)),
        (ULP, 2 * ULP),
        (d("60123.4"), u("64999.9")),
        (ULP, ONE),
    ]
    pairs += [(MOST - ULP, MOST), (ONE, MOST)] + [pick.price(rng) for _ in range(14)]
    refused = [(ZERO, ONE), (-ONE, ONE), (ULP, MOST)]
    for pair in pairs + refused:
        near(out, "parkinson", {"prices": pair}, lambda: risk.realised([pair]))
    lists = [rng.sample(pairs, count) for count in (1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 12, 14)] + [
        [],
        [pairs[0], refused[0]],
        [pairs[1]] * 4,
    ]
    for many in lists + [[refused[2], pairs[0]]]:
        near(out, "realised", {"periods": many}, lambda: risk.realised(many))
    return out


def tails(rng):
    out = []
    drawn = lambda count: [down(Fraction(rng.randrange(-(10**6), 10**6), 10**7)) for _ in range(count)]
    lists = [
        [],
        [d("-0.05")],
        [d("0.05")],
        RETURNS,
        [ZERO] * 5,
        drawn(10),
        drawn(33),
        drawn(100),
        [-ONE] * 3 + [ONE] * 7,
    ]
    wide = [(ZERO, Fraction(3)), (ONE, Fraction(3)), (ZERO, ZERO), (d("0.5"), MOST), (ONE, ONE), (-ULP, ONE)]
    for returns in lists:
        for confidence in (d("0.99"), d("0.9"), d("0.95"), ZERO, ONE, d("0.333"), u("0.7"), ONE + ULP, -ULP):
            inputs = {"returns": returns, "confidence": confidence}
            vector(out, "quantile", inputs, lambda: risk.quantile(returns, confidence))
            vector(out, "expected_shortfall", inputs, lambda: risk.expected_shortfall(returns, confidence))
        for values in rng.sample(ESTIMATES, 3) + [ESTIMATES[1]]:
            ratio = rng.choice(wide)
            for scratch in {len(returns), rng.choice((len(returns), len(returns) + 1, 0))}:
                inputs = {
                    "returns": returns,
                    "before": risk.ewma(*values),
                    "ratio": ratio,
                    "scratch": scratch,
                }
                vector(out, "filtered", inputs, lambda: risk.filtered(*inputs.values()))
    for returns in ([LEAST], [LEAST, LEAST]):
        for confidence in (ZERO, ONE):
            inputs = {"returns": returns, "confidence": confidence}
            vector(out, "quantile", inputs, lambda: risk.quantile(returns, confidence))
            vector(out, "expected_shortfall", inputs, lambda: risk.expected_shortfall(returns, confidence))
    inputs = {"returns": [MOST], "before": risk.ewma(*ESTIMATES[0]), "ratio": (ONE, ONE), "scratch": 1}
    vector(out, "filtered", inputs, lambda: risk.filtered(*inputs.values()))
    return out


def floors(rng):
    out = []
    margins = [ZERO, ULP, u("0.05"), u("0.0625"), u("0.12"), ONE, Fraction(1234), MOST, -ULP]
    for raw in margins:
        for other in rng.sample(margins, 5) + [raw]:
            vector(out, "floored", {"raw": raw, "floor": other}, lambda: risk.floored(raw, other))
            for weight in (d("0.25"), rng.choice((ZERO, ONE, ULP, u("0.7"), -ULP, ONE + ULP))):
                inputs = {"raw": raw, "stressed": other, "weight": weight}
                vector(out, "stressed", inputs, lambda: risk.stressed(raw, other, weight))
            for buffer in (d("0.25"), rng.choice((ZERO, ULP, MOST, u("0.1"), -ULP))):
                inputs = {"raw": raw, "base": other, "buffer": buffer}
                vector(out, "buffered", inputs, lambda: risk.buffered(raw, other, buffer))
            for rise, fall in (
                (u("0.1"), u("0.02")),
                rng.choice(
                    ((ZERO, ZERO), (ONE, ONE), (MOST, ULP), (-ULP, ZERO), (ZERO, -ULP), (ONE, ONE + ULP))
                ),
            ):
                inputs = {"previous": raw, "target": other, "rise": rise, "fall": fall}
                vector(out, "stepped", inputs, lambda: risk.stepped(raw, other, rise, fall))
    return out
