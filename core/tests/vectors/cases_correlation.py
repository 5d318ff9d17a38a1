"""Vectors of `risk/correlation` and `risk/liquidity`."""

from fractions import Fraction

import pick
import real
import risk
from cases_oracle import record
from cases_volatility import near
from encode import vector
from grid import LEAST, MOST, ULP, down
from pick import d, u

ZERO, ONE = Fraction(0), Fraction(1)


def matrix_of(deviations, rhos):
    """Covariances from standard deviations and the correlations above the diagonal."""
    count = len(deviations)
    rho = lambda i, j: ONE if i == j else rhos[min(i, j), max(i, j)]
    cells = [(i, j) for i in range(count) for j in range(count)]
    return [down(deviations[i] * deviations[j] * rho(i, j)) for i, j in cells]


def drawn(rng, count):
    deviations = [Fraction(rng.randrange(1, 1000), 10**4) for _ in range(count)]
    # From common factors, so that every portfolio has a variance.
    loads = [[rng.randrange(-10, 11) for _ in range(count)] for _ in range(count)]
    size = lambda i: max(sum(load * load for load in loads[i]), 1)
    rhos = {}
    for i in range(count):
        for j in range(i + 1, count):
            shared = sum(a * b for a, b in zip(loads[i], loads[j]))
            rhos[i, j] = Fraction(int(shared * 9000 / (size(i) * size(j)) ** 0.5), 10**4)
    return matrix_of(deviations, rhos)


def correlations(rng):
    out = []
    pair = matrix_of([d("0.04"), d("0.05")], {(0, 1): d("0.8")})
    matrices = [
        (1, [d("0.0016")]),
        (2, pair),
        (2, [ZERO] * 4),
        (2, [ONE, -ONE, -ONE, ONE]),
        (2, [ULP, ULP, ULP, ULP]),
    ]
    matrices += [(count, drawn(rng, count)) for count in (2, 3, 3, 5)]
    lambdas = [d("0.94"), ZERO, ONE, d("0.97")]
    for count, matrix in matrices:
        for returns in (
            [rng.choice((d("0.02"), d("-0.035"), ZERO, ULP, d("0.11"))) for _ in range(count)],
            [ZERO] * count,
            [-ONE] * count,
        ):
            for lambda_ in rng.sample(lambdas, 2) + [rng.choice((-ULP, ONE + ULP, lambdas[0]))]:
                inputs = record("matrix returns lambda", (matrix, returns, lambda_))
                vector(out, "update", inputs, lambda: risk.covariances(matrix, returns, lambda_))
        for i in range(count):
            for j in range(count):
                inputs = record("matrix count i j", (matrix, count, i, j))
                near(out, "correlation", inputs, lambda: risk.correlation(matrix, count, i, j), both)
        for _ in range(6):
            weights = [pick.quantity(rng, rng.choice((2, 16, 30))) for _ in range(count)]
            inputs = {"matrix": matrix, "weights": weights}
            near(out, "sigma", inputs, lambda: risk.sigma(matrix, weights))
        for weights in ([ZERO] * count, [ONE] * count, [ULP] * count, ([ONE, -ONE] * count)[:count]):
            inputs = {"matrix": matrix, "weights": weights}
            near(out, "sigma", inputs, lambda: risk.sigma(matrix, weights))
    # Of other lengths, beyond the rows, beyond the range, of a variance below zero; half a mirror.
    for returns in ([], [ONE], [ONE] * 3):
        inputs = record("matrix returns lambda", (pair, returns, ONE))
        vector(out, "update", inputs, lambda: risk.covariances(pair, returns, ONE))
        near(out, "sigma", {"matrix": pair, "weights": returns}, lambda: risk.sigma(pair, returns))
    for values in (
        ([MOST], [ONE], ONE),
        ([ONE], [MOST], ONE),
        ([LEAST], [ONE], ONE),
        ([ONE, ULP, -ONE, ONE], [ONE, ONE], d("0.5")),
    ):
        inputs = record("matrix returns lambda", values)
        vector(out, "update", inputs, lambda: risk.covariances(*values))
    near(out, "sigma", {"matrix": pair, "weights": [MOST, ONE]}, lambda: risk.sigma(pair, [MOST, ONE]))
    for values in (
        (pair, 3, 0, 1),
        (pair, 0, 0, 0),
        (pair, 2, 2, 0),
        (pair, 2, 0, 2),
        ([-ULP, ZERO, ZERO, ONE], 2, 0, 1),
        ([ONE, ZERO, ZERO, -ONE], 2, 0, 1),
    ):
        near(out, "correlation", record("matrix count i j", values), lambda: risk.correlation(*values), both)
    return out


def both(value):
    ends = value if isinstance(value, tuple) else (value, value)
    return real.inside(tuple(map(real.real, ends)))


def offsets(rng):
    out = []
    kinds = [
        (d("0.5"), d("0.8"), d("0.1")),
        (-ONE, ONE, ZERO),
        (ZERO, ZERO, ONE),
        (d("-0.2"), d("0.3"), d("0.25")),
        (ONE, ONE, ZERO),
    ]
    refused = [
        (-ONE - ULP, ONE, ZERO),
        (ONE, ZERO, ZERO),
        (ZERO, ONE + ULP, ZERO),
        (ZERO, ONE, -ULP),
        (ZERO, ONE, ONE + ULP),
    ]
    for values in kinds + refused:
        vector(out, "Offset.new", record("floor stress least", values), lambda: risk.offset(*values))
    rhos = [
        (d("0.7"), u("0.72")),
        (-ONE, ONE),
        (ONE, ONE),
        (-ONE, -ONE),
        (ZERO, ZERO),
        (d("0.9"), u("0.95")),
        (Fraction(-3), Fraction(2)),
    ]
    margins = [
        (Fraction(1000), Fraction(-900)),
        (Fraction(1000), Fraction(900)),
        (-ONE, -ONE),
        (ONE, -ONE),
        (ZERO, ZERO),
        (ZERO, Fraction(5)),
    ]
    margins += [(Fraction(10**9), -ULP), (-ULP, ULP), (Fraction(1 << 76), Fraction(-1 << 76))]
    for values in kinds:
        terms = risk.offset(*values)
        for rho in rhos:
            vector(out, "Offset.opposite", {"offset": terms, "rho": rho}, lambda: risk.opposite(terms, rho))
            vector(out, "Offset.alike", {"offset": terms, "rho": rho}, lambda: risk.alike(terms, rho))
            for a, b in rng.sample(margins, 4) + [(pick.quantity(rng), pick.quantity(rng))]:
                inputs = {"offset": terms, "a": a, "b": b, "rho": rho}
                near(out, "Offset.margin", inputs, lambda: risk.together(terms, a, b, rho))
    for a, b in ((MOST, MOST), (LEAST, ONE), (ONE, LEAST), (MOST, -ULP)):
        inputs = {"offset": terms, "a": a, "b": b, "rho": rhos[0]}
        near(out, "Offset.margin", inputs, lambda: risk.together(terms, a, b, rhos[0]))
    return out


def liquidity(rng):
    out = []
    quantities = [ZERO, ULP, ONE, Fraction(500), Fraction(10**6), d("123456.789"), -ULP]
    volumes = [Fraction(10**6), ONE, ZERO, Fraction(10**12), -ONE, d("0.25")]
    for quantity in quantities + [abs(pick.quantity(rng))]:
        for volume in volumes:
            for y, sigma in (
                (ONE, u("0.04")),
                rng.choice(((d("0.7"), u("0.8")), (-ULP, ONE), (ONE, -ULP), (ZERO, ONE), (ONE, ZERO))),
            ):
                inputs = record("y sigma quantity volume", (y, sigma, quantity, volume))
                near(out, "impact", inputs, lambda: risk.impact(y, sigma, quantity, volume))
            for part in (d("0.1"), rng.choice((ONE, ULP, ZERO, -ULP, ONE + ULP, u("0.333")))):
                inputs = record("quantity volume participation", (quantity, volume, part))
                near(out, "horizon", inputs, lambda: risk.horizon(quantity, volume, part))
    near(
        out,
        "horizon",
        record("quantity volume participation", (MOST, ONE, d("0.5"))),
        lambda: risk.horizon(MOST, ONE, d("0.5")),
    )
    near(
        out,
        "impact",
        record("y sigma quantity volume", (MOST, ONE, ONE, d("0.25"))),
        lambda: risk.impact(MOST, ONE, ONE, d("0.25")),
    )
    sizes = [ZERO, ONE, ULP, Fraction(10**6), d("250000.5"), MOST, -ULP]
    impacts = [ZERO, ULP, u("0.0125"), u("0.5"), ONE, ONE + ULP, Fraction(3), MOST, -ULP]
    for size in sizes:
        for impact in impacts:
            inputs = {"notional": size, "impact": impact}
            vector(out, "close_out_cost", inputs, lambda: risk.close_out_cost(size, impact))
        for threshold in (ZERO, Fraction(10**5), size):
            for slope, cap in (
                (u("0.0000001"), u("0.2")),
                rng.choice(((ONE, ONE), (ZERO, MOST), (MOST, MOST), (-ULP, ONE), (ONE, -ULP), (ULP, ZERO))),
            ):
                inputs = record("size threshold slope cap", (size, threshold, slope, cap))
                vector(out, "concentration", inputs, lambda: risk.concentration(size, threshold, slope, cap))
    for haircut in (ZERO, ONE, u("0.1"), ULP, pick.fraction(rng), -ULP, ONE + ULP):
        for impact in impacts:
            inputs = {"haircut": haircut, "impact": impact}
            vector(out, "adjusted_haircut", inputs, lambda: risk.adjusted_haircut(haircut, impact))
    return out
