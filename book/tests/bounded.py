"""Exact rationals that carry what directed rounding on a grid of 2^-48 may cost them."""

from __future__ import annotations

from fractions import Fraction

STEP = Fraction(1, 2**48)
# Slack on the budgets, which are floats: their own rounding is far below this.
SLACK = 1 + 1e-6


class Bounded:
    """An exact value `x`, and by how many steps an implementation may lie below and above it.

    The rules: a decimal is read within one step on its side (half a step where it is read to nearest),
    sums are exact, and each product moves by less than one step in its direction. `peak` is the
    largest magnitude seen since it was last set to zero: what says whether a result was in range.
    """

    __slots__ = ("x", "f", "down", "up")
    peak = 0.0

    def __init__(self, x: Fraction | int, down: float = 0.0, up: float = 0.0) -> None:
        self.x, self.down, self.up = Fraction(x), down, up
        self.f = abs(float(self.x))
        if self.f > Bounded.peak:
            Bounded.peak = self.f

    def __add__(self, other: Bounded) -> Bounded:
        return Bounded(self.x + other.x, self.down + other.down, self.up + other.up)

    def __sub__(self, other: Bounded) -> Bounded:
        return Bounded(self.x - other.x, self.down + other.up, self.up + other.down)

    def __neg__(self) -> Bounded:
        return Bounded(-self.x, self.up, self.down)

    def exact(self) -> bool:
        return self.down == 0 and self.up == 0

    def times(self, factor: Bounded, toward: int) -> Bounded:
        """The product with a factor that is not negative, rounded down (-1) or up (+1)."""
        if factor.exact() and factor.x in (0, 1):
            return self if factor.x else Bounded(0)
        if self.exact() and self.x in (0, 1):
            return factor if self.x else Bounded(0)
        x = self.x * factor.x
        less, more = (factor.down, factor.up) if self.x >= 0 else (factor.up, factor.down)
        both = (self.down + self.up) * (factor.down + factor.up) * float(STEP)
        rounds = 0.0 if self.exact() and factor.exact() and on_grid(x) else 1.0
        return Bounded(
            x,
            self.f * less + factor.f * self.down + (both if self.down + less else 0) + (rounds if toward < 0 else 0),
            self.f * more + factor.f * self.up + (both if self.up + more else 0) + (rounds if toward > 0 else 0),
        )

    def lesser(self, other: Bounded) -> Bounded:
        a, b = (self, other) if self.x <= other.x else (other, self)
        gap = float((b.x - a.x) / STEP)
        return Bounded(a.x, max(a.down, b.down - gap), min(a.up, b.up + gap))

    def split(self) -> tuple[Bounded, Bounded]:
        """What it is above zero and below: of a value within its budget of zero, both may be there."""
        at = float(abs(self.x) / STEP)
        if self.x >= 0:
            return self, Bounded(0, 0.0, max(0.0, self.down - at))
        return Bounded(0, 0.0, max(0.0, self.up - at)), -self

    def low(self) -> Fraction:
        return self.x - Fraction(self.down * SLACK) * STEP

    def high(self) -> Fraction:
        return self.x + Fraction(self.up * SLACK) * STEP


def on_grid(x: Fraction) -> bool:
    return x.denominator & (x.denominator - 1) == 0 and x.denominator <= 2**48


def read_down(text: str) -> Bounded:
    x = Fraction(text)
    return Bounded(x) if on_grid(x) else Bounded(x, 1.0, 0.0)


def read_up(text: str) -> Bounded:
    x = Fraction(text)
    return Bounded(x) if on_grid(x) else Bounded(x, 0.0, 1.0)


def read_nearest(text: str) -> Bounded:
    x = Fraction(text)
    return Bounded(x) if on_grid(x) else Bounded(x, 0.5, 0.5)
