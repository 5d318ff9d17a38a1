"""The four methods and the policy in float64: what the library's margins are held against."""

import math
from functools import cache

from back import WARM, Z, floor, ordinary, worst
from closes import Series
from rule import RAW_LAMBDA, Plan, Rule, spread


@cache
def variances(series: Series, decay: float) -> list[float]:
    """Before every day: each return weighs `max(1 / n, 1 - decay)`, so the first ones give their plain mean."""
    variance, known = 0.0, []
    for n, r in enumerate(series.returns, 1):
        known.append(variance if n > WARM else math.nan)
        variance += max(1 / n, 1 - decay) * (r * r - variance)
    return known


def methods(series: Series) -> dict[str, list[float]]:
    raw = [Z * math.sqrt(variance) for variance in variances(series, RAW_LAMBDA)]
    lows = [own if math.isnan(long) else long for own, long in zip(raw, floor(series))]
    highs = [own if math.isnan(stress) else stress for own, stress in zip(raw, worst(series))]
    return {
        "raw": raw,
        "floored": [max(pair) for pair in zip(raw, lows)],
        "stressed": [0.75 * own + 0.25 * stress for own, stress in zip(raw, highs)],
        "buffered": [max(own, 1.25 * min(own, base)) for own, base in zip(raw, ordinary(raw))],
    }


def steady(series: Series, rule: Rule, plan: Plan) -> list[float]:
    margins: list[float] = [math.nan] * WARM
    multiples = spread(plan, len(series.returns))
    both = zip(variances(series, rule.fast), variances(series, rule.slow))
    for multiple, (fast, slow) in list(zip(multiples, both))[WARM:]:
        capped = min(math.sqrt(fast), rule.cap * math.sqrt(slow))
        target = multiple * Z * (rule.weight * math.sqrt(slow) + (1 - rule.weight) * capped)
        margins.append(target if len(margins) == WARM else min(target, margins[-1] * (1 + rule.rise)))
    return margins
