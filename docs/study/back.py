"""What the methods look back on: plain statistics of past returns and margins, the same for both engines.

Margins are percent of the notional for one day of a long position and known before the day: place `i` of a list of
margins has seen the returns before place `i`. NaN stands where nothing is known yet.
"""

import math
from itertools import accumulate

from closes import Series

Z = 2.326  # deviations that 99 % of a normal distribution stay above
WARM = 30  # returns that must be known before there is a margin
TEN_YEARS, YEAR, ORDINARY = 3652, 252, 60  # days


def means(values: list[float], length: int, least: int) -> list[float]:
    """Of every place the mean of the `length` values before it; NaN where there are fewer than `least`."""
    sums = list(accumulate(values, initial=0.0))
    return [
        (sums[i] - sums[max(0, i - length)]) / min(i, length) if i >= least else math.nan for i in range(len(sums))
    ]


def looking(series: Series, length: int, least: int) -> list[float]:
    """The margin at the mean square of the last returns, before every day and after the last."""
    squares = [r * r for r in series.returns[series.history :]]
    return [math.nan] * series.history + [Z * math.sqrt(mean) for mean in means(squares, length, least)]


def floor(series: Series) -> list[float]:
    """The margin at the volatility of ten years, or of what there is."""
    return looking(series, TEN_YEARS, WARM)


def worst(series: Series) -> list[float]:
    """The margin of the worst year of trading days so far; in the first year the floor."""
    years = accumulate(looking(series, YEAR, YEAR), lambda a, b: b if math.isnan(a) else max(a, b))
    return [long if math.isnan(year) else year for year, long in zip(years, floor(series))]


def ordinary(raw: list[float]) -> list[float]:
    """The mean of the last raw margins, that of the day included; the raw one where there are fewer than 20."""
    known = raw[WARM:]
    return raw[:WARM] + [own if math.isnan(mean) else mean for own, mean in zip(known, means(known, ORDINARY, 20)[1:])]
