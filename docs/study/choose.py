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
from rule import Plan, Rule
from windows import SETTLED, Score, Window

MEMORIES = (250, 3652)  # days
WEIGHTS = (0.3, 0.5, 0.7, 0.85)
EVEN = 0.5  # the weight that memories are compared at
PAST = 365  # days of own past before an asset has its own multiple
QUARTER = 91  # days from one of its multiples to the next

Way = Callable[[Window], Plan]


@dataclass(frozen=True)
class Setting:
    """The policy beside one method."""

    days: int  # memory of the slow volatility
    weight: float  # of it
    pooled: float  # multiple of Z for an asset without a past
    factor: float  # what an asset's own multiple is taken times


@dataclass(frozen=True)
class Bench:
    """One method, the policy's rule beside it, and the engine of both."""

    engine: Engine
    method: str
    rule: Rule

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

    def strays(self, windows: list[Window]) -> float:
        """How far the ratio of averages is spread: the standard deviation of its logarithm."""
        return pstdev(math.log(self.ratio(window, [(WARM, 1.0)])) for window in windows)

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


@dataclass(frozen=True)
class Choice:
    """A setting and what decided: of every memory how far averages stray, of every weight breaches at equal ones."""

    setting: Setting
    strays: dict[int, float]
    breaches: dict[float, int]


def choose(engine: Engine, method: str, chosen: list[Window]) -> Choice:
    strays = {days: Bench(engine, method, Rule(days, EVEN)).strays(chosen) for days in MEMORIES}
    days = min(strays, key=lambda of: strays[of])
    breaches = {weight: Bench(engine, method, Rule(days, weight)).at_equal_average(chosen) for weight in WEIGHTS}
    weight = min(breaches, key=lambda of: breaches[of])
    return Choice(multiples(Bench(engine, method, Rule(days, weight)), chosen), strays, breaches)


def multiples(bench: Bench, chosen: list[Window]) -> Setting:
    days, weight = bench.rule.days, bench.rule.weight
    pooled = under(bench.ratio(window, [(WARM, 1.0)]) for window in chosen)
    bare = Setting(days, weight, pooled, 1.0)
    later = [Window(window.series, max(window.start, SETTLED + PAST), window.end) for window in chosen]
    factor = under(bench.ratio(window, bench.own(window.series, bare)) for window in later)
    return Setting(days, weight, pooled, factor)
