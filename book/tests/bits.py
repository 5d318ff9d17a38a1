"""The numbers of a book as integers: bits of 2^-48, every operation rounded in a stated direction."""

from __future__ import annotations

from fractions import Fraction

ONE = 1 << 48
MAX = (1 << 127) - 1


def fit(bits: int) -> int:
    if not -MAX - 1 <= bits <= MAX:
        raise OverflowError(bits)
    return bits


def floor(x: Fraction) -> int:
    return x.numerator // x.denominator


def down(text: str) -> int:
    return fit(floor(Fraction(text) * ONE))


def up(text: str) -> int:
    return -down("-" + text if not text.startswith("-") else text[1:])


def nearest(text: str) -> int:
    """Halves away from zero."""
    x = Fraction(text) * ONE
    cut = floor(abs(x) + Fraction(1, 2))
    return fit(-cut if x < 0 else cut)


def mul_down(a: int, b: int) -> int:
    return fit(a * b // ONE)


def mul_up(a: int, b: int) -> int:
    return fit(-(-a * b // ONE))


def div_down(a: int, b: int) -> int:
    return fit(a * ONE // b)


def div_up(a: int, b: int) -> int:
    return fit(-(-a * ONE // b))


def mul_div_down(a: int, b: int, c: int) -> int:
    return fit(a * b // c)


def mul_div_up(a: int, b: int, c: int) -> int:
    return fit(-(-a * b // c))


def exact(bits: int) -> str:
    """The decimal that is these bits, all 48 places of it if need be."""
    whole, rest = divmod(abs(bits), ONE)
    places = f"{rest * 10**48 // ONE:048d}".rstrip("0")
    return ("-" if bits < 0 else "") + str(whole) + ("." + places if places else "")
