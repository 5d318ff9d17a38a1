"""Functions without an exact value, as decimals: of 110 digits by Python's `decimal`, whose root,
logarithm and exponential are correctly rounded, and the normal distribution by its series.

A vector of such a function states the exact value, and what the core answers beside it: see README.md.
"""

import decimal
from decimal import Decimal
from fractions import Fraction
from math import ceil

from encode import case
from grid import LEAST, MOST, ONE_BITS, Failure

decimal.setcontext(decimal.Context(prec=110, Emin=-(10**9), Emax=10**9))
ZERO, ONE, HALF = Decimal(0), Decimal(1), Decimal("0.5")


def real(value) -> Decimal:
    """A rational number as a decimal."""
    value = Fraction(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _pi() -> Decimal:
    """Machin: 16 arctan(1/5) - 4 arctan(1/239)."""

    def arctan(inverse):
        term, total, count = ONE / inverse, ZERO, 0
        while abs(term) > Decimal(10) ** -115:
            total += term / (2 * count + 1) * (-1) ** count
            term, count = term / inverse**2, count + 1
        return total

    return 16 * arctan(5) - 4 * arctan(239)


PI = _pi()
# Beyond it nothing is left of the normal distribution in 50 digits.
FAR = 16


def root(x):
    if x < 0:
        raise Failure("OutOfDomain")
    return x.sqrt()


def logarithm(x):
    if x <= 0:
        raise Failure("OutOfDomain")
    return x.ln()


def exponential(x):
    if x > 60:
        raise Failure("Overflow")
    return x.exp() if x > -300 else ZERO


def power(base, exponent):
    if base < 0 or (base == 0 and exponent < 0):
        raise Failure("OutOfDomain")
    if exponent == 0:
        return ONE
    if base == 0 or exponent == 1:
        return base
    return exponential(exponent * base.ln())


def density(x):
    return ZERO if abs(x) > FAR else (-x * x / 2).exp() / (2 * PI).sqrt()


def distribution(x):
    """1/2 + n(x) (x + x^3/3 + x^5/15 + ...), whose terms have one sign."""
    if abs(x) > FAR:
        return ONE if x > 0 else ZERO
    term, total, count = x, ZERO, 1
    while abs(term) > Decimal(10) ** -105:
        total += term
        count += 2
        term = term * x * x / count
    return HALF + density(x) * total


def text(value) -> str:
    """With 50 decimals: enough to write every number of the grid exactly."""
    digits = format(real(value) if isinstance(value, Fraction) else value, ".50f").rstrip("0")
    digits += "0" if digits.endswith(".") else ""
    return "0.0" if digits == "-0.0" else digits


def reach(value):
    """An answer beyond the range is an error."""
    if not real(LEAST) <= value <= real(MOST):
        raise Failure("Overflow")
    return value


def steps(value) -> str:
    """A width in steps of the grid, rounded up, from one in numbers."""
    return str(ceil((real(value) if isinstance(value, Fraction) else value) * ONE_BITS))


def inside(value):
    """An interval that contains this value, or both ends of this exact one."""
    if isinstance(value, tuple):
        return {"low": text(reach(value[0])), "high": text(reach(value[1]))}
    return text(reach(value))


def below(value):
    return {"rounded_down": text(reach(value))}


def above(value):
    return {"rounded_up": text(reach(value))}


def near(value):
    return {"near": text(reach(value))}


def bounded(function, inputs, answer):
    """A vector whose `out` only the core knows; `answer` gives what is exact, and the largest width."""
    try:
        exact, width = answer()
    except Failure:
        return case(function, inputs, answer)
    return {"function": function, "in": inputs, "exact": exact, "width": width}


# --- what the core answered --------------------------------------------------------------------


ENDS = ("low", "high", "rounded_down", "rounded_up", "near")


def outside(exact, out, width) -> str:
    """What of the core's answer does not fit the exact value, if anything: the rule of README.md."""
    if isinstance(exact, list):
        if len(exact) != len(out):
            return "another length"
        return next(filter(None, (outside(e, o, width) for e, o in zip(exact, out))), "")
    if isinstance(exact, str) and "." in exact:
        exact = {"low": exact, "high": exact}
    if not isinstance(exact, dict):
        return "" if exact == out else f"{exact} is not {out}"
    ends = {end: Fraction(exact[end]) * ONE_BITS for end in ENDS if is_decimal(exact.get(end))}
    if not ends:
        of = lambda key: width[key] if isinstance(width, dict) else width
        return next(filter(None, (outside(exact[key], out[key], of(key)) for key in exact)), "")
    if "low" in ends:
        if not isinstance(out, dict):
            return f"{exact} is not {out}"
        low, high = int(out["low"]), int(out["high"])
        fits, slack = low <= ends["low"] <= ends["high"] <= high, (high - low) - (ends["high"] - ends["low"])
    elif not isinstance(out, str):
        return f"{exact} is not {out}"
    else:
        (way, end), bits = next(iter(ends.items())), int(out)
        fits, slack = {"rounded_down": bits <= end, "rounded_up": bits >= end, "near": True}[way], abs(bits - end)
    return "" if fits and slack <= int(width) else f"not {exact} within {width}"


def is_decimal(value) -> bool:
    return isinstance(value, str) and "." in value
