"""The four methods and the policy by the library. Returns and margins are percent: a scale that buys digits."""

import math
from decimal import Decimal
from typing import Any, Iterable

from plimsoll import from_float
from plimsoll.risk.volatility import Ewma, Policy, Steady, buffered, floored, margin_fraction, stressed

from back import WARM, Z, floor, ordinary, worst
from closes import Series
from rule import RAW_LAMBDA, Plan, Rule, spread

AT_ONCE = 10**6  # a rise without limit


def numbers(values: Iterable[float]) -> list[Decimal]:
    return [from_float(value) for value in values]


def first(series: Series) -> tuple[Ewma, int]:
    """The estimate after the first returns, which count alike until the last one counts for less than `1 - lambda`."""
    variance: Any = 0
    for n, r in enumerate(numbers(series.returns), 1):
        if 1 / n <= 1 - RAW_LAMBDA:
            break
        variance = Ewma(from_float(1 - 1 / n), variance).update(r).variance
    return Ewma(from_float(RAW_LAMBDA), variance), n - 1


def methods(series: Series) -> dict[str, list[float]]:
    ewma, seen = first(series)
    sigmas = ewma.sigmas(numbers(series.returns[seen:-1]))[WARM - seen - 1 :]
    raw = [margin_fraction(from_float(Z), sigma, 1) for sigma in sigmas]

    def beside(values: list[float]) -> list[Any]:
        """What the method looks back on, from the first margin on; the raw margin where there is nothing yet."""
        return [own if math.isnan(value) else from_float(value) for own, value in zip(raw, values[WARM:])]

    margins = {
        "raw": raw,
        "floored": [floored(own, low) for own, low in zip(raw, beside(floor(series)))],
        "stressed": [stressed(own, stress, "0.25") for own, stress in zip(raw, beside(worst(series)))],
    }
    base = beside(ordinary([math.nan] * WARM + [float(own) for own in raw]))
    margins["buffered"] = [buffered(own, usual, "0.25") for own, usual in zip(raw, base)]
    return {name: [math.nan] * WARM + [float(margin) for margin in of] for name, of in margins.items()}


def policy(rule: Rule, multiple: float, rise: Any) -> Policy:
    decays = [from_float(rule.fast), from_float(rule.slow)]
    return Policy(decays, from_float(rule.weight), from_float(rule.cap), from_float(multiple * Z), 0, [rise, 1])


def steady(series: Series, rule: Rule, plan: Plan) -> list[float]:
    """The first margin is that of `WARM` returns; every new multiple is a new policy that goes on from the old one."""
    multiples = spread(plan, len(series.returns))
    returns = numbers(series.returns)
    state = Steady(policy(rule, multiples[WARM], AT_ONCE))
    margins = [math.nan] * WARM
    for r in returns[:WARM]:
        state = state.observe(r)
    now = math.nan
    for place in range(WARM, len(returns)):
        margins.append(float(state.margin))
        if place + 1 == len(returns):
            break
        if multiples[place + 1] != now:
            now = multiples[place + 1]
            rules = policy(rule, now, from_float(rule.rise))
            state = Steady.from_stored(rules, state.variances, state.periods, state.margin)
        state = state.observe(returns[place])
    return margins
