"""On which assets and days the policy is chosen and shown, and what is counted there."""

import math
from dataclasses import dataclass
from datetime import date

from closes import Series

SETTLED = 59  # places after the first return before a new coin is looked at


@dataclass(frozen=True)
class Window:
    """Some days of one asset, by their places."""

    series: Series
    start: int
    end: int

    @classmethod
    def of(cls, series: Series, first: date, last: date) -> "Window":
        start = max(series.place(first), SETTLED)
        return cls(series, start, series.place(date.fromordinal(last.toordinal() + 1)))


@dataclass(frozen=True)
class Score:
    """What a margin did in a window: percent, but for the counts and the quotient of its highest and its lowest."""

    days: int
    average: float
    peak_to_trough: float
    rise: float  # the largest in five days
    breaches: int  # days that fell further than the margin
    shortfall: float  # the sum of what they fell further

    @classmethod
    def of(cls, margins: list[float], window: Window) -> "Score":
        inside = margins[window.start : window.end]
        beyond = [-r - margin for margin, r in zip(inside, window.series.returns[window.start :])]
        return cls(
            len(inside),
            math.fsum(inside) / len(inside),
            max(inside) / min(inside),
            100 * max(after / before - 1 for before, after in zip(inside, inside[5:])),
            sum(loss > 0 for loss in beyond),
            math.fsum(loss for loss in beyond if loss > 0),
        )


def chosen_crypto(series: list[Series]) -> list[Window]:
    by = {of.name: of for of in series}
    btc = [Window.of(by["BTC"], date(start, 1, 1), date(start + 3, 12, 31)) for start in (2014, 2018)]
    rest = [by[name] for name in SEVEN[1:] if name in by]
    return btc + [Window.of(of, date(2020, 3, 1), date(2021, 12, 31)) for of in rest]


def shown_crypto(series: list[Series]) -> list[Window]:
    """The later years of the chosen assets, and all the years of the others."""
    later = {name: date(2022, 1, 1) for name in SEVEN}
    return [Window.of(of, later.get(of.name, date(2020, 3, 1)), date(2025, 10, 25)) for of in series]


def chosen_stocks(series: list[Series]) -> list[Window]:
    return [Window.of(of, date(1992, 1, 1), date(2005, 12, 31)) for of in series]


def shown_stocks(series: list[Series]) -> list[Window]:
    return [Window.of(of, date(2006, 1, 1), date(2022, 12, 31)) for of in series]


SEVEN = ("BTC", "ETH", "LTC", "LINK", "BCH", "ETC", "EOS")
