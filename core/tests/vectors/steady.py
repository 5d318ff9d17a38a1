"""`risk/volatility/policy` as its documentation states it: everything rounds up."""

from fractions import Fraction

from grid import fit, is_fraction, root_up, up
from oracle import refuse
from risk import stepped, unsigned

ZERO, ONE = Fraction(0), Fraction(1)


def policy(lambda_, weight, cap, multiple, least, step):
    rise, fall = step
    refuse("InvalidFraction", not all(map(is_fraction, (*lambda_, weight, fall))))
    refuse("InvalidFactor", min(cap, multiple, least, rise) < 0)
    keys = ("lambda", "weight", "cap", "multiple", "least", "step")
    return dict(zip(keys, (lambda_, weight, cap, multiple, least, step)))


def begin(terms):
    return {"policy": terms, "variances": [ZERO, ZERO], "periods": 0, "margin": terms["least"]}


def stored(terms, variances, periods, margin):
    unsigned(*variances)
    refuse("InvalidFactor", margin < terms["least"])
    return {"policy": terms, "variances": variances, "periods": periods, "margin": margin}


def target(terms, variances):
    fast, slow = map(root_up, variances)
    capped = min(fast, up(terms["cap"] * slow))
    blend = fit(up(terms["weight"] * slow) + up((1 - terms["weight"]) * capped))
    return max(up(terms["multiple"] * blend), terms["least"])


def observe(state, r):
    terms, periods, square = state["policy"], state["periods"] + 1, up(r * r)
    newest = up(Fraction(1, periods))
    variances = [
        variance + up((square - variance) * max(1 - kept, newest))
        for variance, kept in zip(state["variances"], terms["lambda"])
    ]
    margin = target(terms, variances)
    if state["periods"]:
        margin = stepped(state["margin"], margin, *terms["step"])
    return {"policy": terms, "variances": variances, "periods": periods, "margin": margin}
