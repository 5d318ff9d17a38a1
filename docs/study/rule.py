"""The settings of the library's margin policy in this study."""

from dataclasses import dataclass

METHODS = ("raw", "floored", "stressed", "buffered")
RAW_LAMBDA = 0.94  # of the methods' own estimate
FAST = 0.90  # of the policy's fast volatility

# From which place on the policy covers how many times Z deviations; the first place is that of the first margin.
Plan = list[tuple[int, float]]


def spread(plan: Plan, length: int) -> list[float]:
    """The multiple of every place; before the first place that of the first."""
    ends = [start for start, _ in plan[1:]] + [length]
    multiples: list[float] = []
    for (_, multiple), end in zip(plan, ends):
        multiples += [multiple] * (end - len(multiples))
    return multiples


@dataclass(frozen=True)
class Rule:
    """`Z * (weight * slow + (1 - weight) * min(fast, cap * slow))`, no more than `rise` higher a day."""

    days: int  # memory of the slow volatility
    weight: float
    fast: float = FAST
    cap: float = 1.5
    rise: float = 0.04

    @property
    def slow(self) -> float:
        return 1 - 1 / self.days
