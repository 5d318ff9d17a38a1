"""The margins of the study: the library's, each held against float64."""

import math
from typing import Any

import float64
from closes import Series
from rule import Plan, Rule

NEAR = 1e-9  # percent of the notional


class Engine:
    """Remembers what it has computed, and how far the library and float64 were apart at most."""

    def __init__(self, library: Any) -> None:
        self.library = library
        self.distance = 0.0
        self.margins: dict[Series, dict[str, list[float]]] = {}
        self.policies: dict[tuple[Series, Rule, tuple[tuple[int, float], ...]], list[float]] = {}

    def methods(self, series: Series) -> dict[str, list[float]]:
        if series not in self.margins:
            margins = self.library.methods(series)
            for method, check in float64.methods(series).items():
                self.near(margins[method], check)
            self.margins[series] = margins
        return self.margins[series]

    def steady(self, series: Series, rule: Rule, plan: Plan) -> list[float]:
        key = series, rule, tuple(plan)
        if key not in self.policies:
            self.policies[key] = self.library.steady(series, rule, plan)
            self.near(self.policies[key], float64.steady(series, rule, plan))
        return self.policies[key]

    def near(self, ours: list[float], check: list[float]) -> None:
        assert len(ours) == len(check)
        for a, b in zip(ours, check):
            assert math.isnan(a) == math.isnan(b)
            self.distance = max(self.distance, abs(a - b)) if a == a else self.distance
        assert self.distance < NEAR, f"library and float64 are {self.distance} apart"
