"""Continuous piecewise linear functions of one factor k >= 0, in exact rationals."""

from __future__ import annotations

from fractions import Fraction

ZERO = Fraction(0)
Line = tuple[Fraction, Fraction]


class Piecewise:
    """`a + b * k` from each start on; the first start is 0."""

    def __init__(self, pieces: list[tuple[Fraction, Fraction, Fraction]]) -> None:
        self.pieces = pieces

    @staticmethod
    def line(a: Fraction, b: Fraction) -> Piecewise:
        return Piecewise([(ZERO, a, b)])

    def at(self, k: Fraction) -> Fraction:
        start, a, b = next(piece for piece in reversed(self.pieces) if piece[0] <= k)
        return a + b * k

    def combine(self, other: Piecewise) -> list[tuple[Fraction, Line, Line]]:
        """Both functions' coefficients on the pieces of both."""
        out: list[tuple[Fraction, Line, Line]] = []
        i, j, start = 0, 0, ZERO
        while True:
            out.append((start, self.pieces[i][1:], other.pieces[j][1:]))
            ends = [p.pieces[n + 1][0] for p, n in ((self, i), (other, j)) if n + 1 < len(p.pieces)]
            if not ends:
                return out
            start = min(ends)
            if i + 1 < len(self.pieces) and self.pieces[i + 1][0] == start:
                i += 1
            if j + 1 < len(other.pieces) and other.pieces[j + 1][0] == start:
                j += 1

    def __add__(self, other: Piecewise) -> Piecewise:
        return Piecewise([(s, a + c, b + d) for s, (a, b), (c, d) in self.combine(other)])

    def split_at_zeros(self) -> list[tuple[Fraction, Fraction, Fraction, int]]:
        """The pieces, cut where the sign changes, each with its sign."""
        out = []
        for n, (start, a, b) in enumerate(self.pieces):
            end = self.pieces[n + 1][0] if n + 1 < len(self.pieces) else None
            cuts = [start]
            if b != 0 and start < -a / b and (end is None or -a / b < end):
                cuts.append(-a / b)
            for m, cut in enumerate(cuts):
                upto = cuts[m + 1] if m + 1 < len(cuts) else end
                inside = cut + 1 if upto is None else (cut + upto) / 2
                value = a + b * inside
                out.append((cut, a, b, (value > 0) - (value < 0)))
        return out

    def by_sign(self, negative: Fraction, positive: Fraction) -> Piecewise:
        """Times one factor where it is negative and another where it is positive."""
        cut = [(s, a, b, negative if sign < 0 else positive) for s, a, b, sign in self.split_at_zeros()]
        return Piecewise([(s, a * w, b * w) for s, a, b, w in cut])

    def lesser(self, other: Piecewise) -> Piecewise:
        gap = Piecewise([(s, a - c, b - d) for s, (a, b), (c, d) in self.combine(other)])
        excess = gap.by_sign(ZERO, Fraction(-1))  # -max(self - other, 0)
        return self + excess

    def healthy_around(
        self, k: Fraction, least: Fraction = ZERO, slope: Fraction = ZERO
    ) -> tuple[Fraction | None, Fraction | None]:
        """The ends of the stretch around k where this is at least `least + slope * k`; None where it
        has no end (below: where it reaches 0). Raises where another such stretch begins beyond: the
        functions here are concave, and this is where the oracle would see that one is not."""
        level = self + Piecewise.line(-least, -slope)
        if level.at(k) < 0:
            raise ValueError("not healthy here")
        parts = level.split_at_zeros()
        here = max(n for n, part in enumerate(parts) if part[0] <= k)
        if parts[here][3] < 0:  # k is itself the last healthy point before a fall
            here -= 1
        first = last = here
        while first > 0 and parts[first - 1][3] >= 0:
            first -= 1
        while last + 1 < len(parts) and parts[last + 1][3] >= 0:
            last += 1
        if any(part[3] >= 0 for part in parts[:first] + parts[last + 1 :]):
            raise AssertionError("two healthy stretches of one index")
        below = parts[first][0] if first > 0 else None
        if first == 0 and level.at(ZERO) < 0:
            raise AssertionError("a jump")
        return below, parts[last + 1][0] if last + 1 < len(parts) else None
