"""Numbers of the generator: exact rationals that lie on the grid of I80F48.

A product is the exact rational product, rounded by floor or ceiling to the grid: the core's stated
result, by another method than the core's.
"""

from fractions import Fraction
from math import ceil, floor, isqrt

FRAC = 48
ONE_BITS = 1 << FRAC
MOST = Fraction((1 << 127) - 1, ONE_BITS)
LEAST = Fraction(-(1 << 127), ONE_BITS)
ULP = Fraction(1, ONE_BITS)


class Failure(Exception):
    """An operation without a result; `name` is the core's name of the error."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def fit(value: Fraction) -> Fraction:
    """The value itself, which must be on the grid already."""
    if value.numerator.bit_length() > 78 and not LEAST <= value <= MOST:
        raise Failure("Overflow")  # most are small, and comparing fractions is slow
    assert ONE_BITS % value.denominator == 0
    return value


def down(value: Fraction) -> Fraction:
    return fit(Fraction((value.numerator << FRAC) // value.denominator, ONE_BITS))


def up(value: Fraction) -> Fraction:
    return fit(Fraction(-((-value.numerator << FRAC) // value.denominator), ONE_BITS))


def nearest(value: Fraction) -> Fraction:
    """Halves away from zero."""
    bits = floor(abs(value) * ONE_BITS + Fraction(1, 2))
    return fit(Fraction(bits if value >= 0 else -bits, ONE_BITS))


def divide(a: Fraction, b: Fraction, way) -> Fraction:
    if b == 0:
        raise Failure("DivisionByZero")
    return way(a / b)


def floor_to(value: Fraction, step: Fraction) -> Fraction:
    if step <= 0:
        raise Failure("InvalidStep")
    return fit(floor(value / step) * step)


def ceil_to(value: Fraction, step: Fraction) -> Fraction:
    if step <= 0:
        raise Failure("InvalidStep")
    return fit(ceil(value / step) * step)


def mul_div(a: Fraction, b: Fraction, divisor: Fraction, way) -> Fraction:
    """A product over a quotient, rounded once."""
    if divisor == 0:
        raise Failure("DivisionByZero")
    return way(a * b / divisor)


def root_down(value: Fraction) -> Fraction:
    if value < 0:
        raise Failure("OutOfDomain")
    return Fraction(isqrt((value.numerator << 2 * FRAC) // value.denominator), ONE_BITS)


def root_up(value: Fraction) -> Fraction:
    below = root_down(value)
    return below if below * below == value else below + ULP


def is_fraction(value: Fraction) -> bool:
    return 0 <= value <= 1


def bits(value: Fraction) -> str:
    """The form in the files: the integer behind the number, as a decimal string."""
    scaled = value * ONE_BITS
    assert scaled.denominator == 1
    return str(scaled.numerator)


def parse(text: str) -> Fraction:
    """The exact value of `-?digits[.digits]`."""
    body = text[1:] if text.startswith("-") else text
    whole, point, fraction = body.partition(".")
    digits = lambda part: part != "" and all(c in "0123456789" for c in part)
    if not digits(whole) or (point and not digits(fraction)):
        raise Failure("InvalidNumber")
    value = Fraction(int(whole + fraction), 10 ** len(fraction))
    return -value if text.startswith("-") else value


def shortest(value: Fraction) -> str:
    """The shortest decimal that reads to the nearest as the same bits; of several, the nearest."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    for count in range(0, 60):
        scale = 10**count
        # The shortest one is among the two neighbours at this count of digits, if there is one.
        candidates = [Fraction(floor(size * scale), scale), Fraction(ceil(size * scale), scale)]
        good = [c for c in candidates if floor(c * ONE_BITS + Fraction(1, 2)) == size * ONE_BITS]
        if good:
            best = min(good, key=lambda c: abs(c - size))
            digits = str((best * scale).numerator).rjust(count + 1, "0")
            text = digits if count == 0 else f"{digits[:-count]}.{digits[-count:]}"
            return sign + text
    raise AssertionError("every number of 48 fractional bits has a decimal of 48 digits")
