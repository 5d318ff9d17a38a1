"""How the policy's settings are found: weights and pooled multiples on the chosen windows, an asset's own multiple on
its own past.
"""

import math
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Callable, Iterable

from back import WARM
from closes import Series
from engine import Engine
from rule import DAYS, Plan, Rule
from windows import SETTLED, Score, Window

WEIGHTS = (0.3, 0.5, 0.7, 0.85)
PAST = 365  # days of own past before an asset has its own multiple
QUARTER = 91  # days from one of its multiples to the next

Way = Callable[[Window], Plan]


@dataclass(frozen=True)
class Setting:
    """The policy beside one method."""

    weight: float  # of the slow volatility
    pooled: float  # multiple of Z for an asset without a past
    factor: float  # what an asset's own multiple is taken times


@dataclass(frozen=True)
class Bench:
    """One method, the policy's rule beside it, and the engine of both."""

    engine: Engine
    method: str
    weight: float

    @property
    def rule(self) -> Rule:
        return Rule(DAYS[self.method], self.weight)

    def theirs(self, series: Series) -> list[float]:
        return self.engine.methods(series)[self.method]

    def ours(self, series: Series, plan: Plan) -> list[float]:
        return self.engine.steady(series, self.rule, plan)

    def unit(self, series: Series) -> list[float]:
        return self.ours(series, [(WARM, 1.0)])

    def scores(self, window: Window, plan: Plan) -> tuple[Score, Score]:
        return Score.of(self.ours(window.series, plan), window), Score.of(self.theirs(window.series), window)

    def ratio(self, window: Window, plan: Plan) -> float:
        ours, theirs = self.scores(window, plan)
        return ours.average / theirs.average

    def at_equal_average(self, windows: list[Window]) -> int:
        """Breaches where every window has the multiple that makes the averages equal. It looks ahead."""
        breaches = 0
        for window in windows:
            factor = 1 / self.ratio(window, [(WARM, 1.0)])
            breaches += Score.of([factor * margin for margin in self.unit(window.series)], window).breaches
        return breaches

    def own(self, series: Series, setting: Setting) -> Plan:
        """Each quarter, `factor` times the multiple at which both averages over the past would have been equal."""
        plan: Plan = [(WARM, setting.pooled)]
        ours, theirs = self.unit(series), self.theirs(series)
        for place in range(SETTLED + PAST, len(series.returns), QUARTER):
            past = slice(SETTLED, place)
            plan.append((place, setting.factor * math.fsum(theirs[past]) / math.fsum(ours[past])))
        return plan

    def ways(self, setting: Setting) -> dict[str, Way]:
        """From an asset's past to its multiples."""

        def once(window: Window) -> Plan:
            plan = self.own(window.series, setting)
            return [(WARM, [multiple for place, multiple in plan if place <= window.start][-1])]

        return {
            "pooled": lambda window: [(WARM, setting.pooled)],
            "own, once": once,
            "own, quarterly": lambda window: self.own(window.series, setting),
        }


def under(ratios: Iterable[float]) -> float:
    """The factor that puts these ratios of averages one standard deviation (of their logarithms) below 1."""
    logs = [math.log(ratio) for ratio in ratios]
    return math.exp(-fmean(logs) - pstdev(logs))


def multiples(bench: Bench, chosen: list[Window]) -> Setting:
    pooled = under(bench.ratio(window, [(WARM, 1.0)]) for window in chosen)
    bare = Setting(bench.weight, pooled, 1.0)
    later = [Window(window.series, max(window.start, SETTLED + PAST), window.end) for window in chosen]
    return Setting(bench.weight, pooled, under(bench.ratio(window, bench.own(window.series, bare)) for window in later))


def weigh(engine: Engine, method: str, chosen: list[Window]) -> dict[float, int]:
    """Of every weight the breaches at equal averages; the fewest decide."""
    return {weight: Bench(engine, method, weight).at_equal_average(chosen) for weight in WEIGHTS}
