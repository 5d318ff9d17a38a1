"""Oracles, exits, profiles, estimators and governed parameters: one object of each class, and calls that succeed, for the
tests of classes and of hostile input.
"""

from collections.abc import Callable
from typing import Any

import plimsoll as p
from plimsoll import exit, haircut, oracle, profile, remote, size
from plimsoll.risk import correlation, liquidity, parameters, quota, volatility

ONE, WIDE = p.Price.exact(1), p.Price("99.9", "101.3")
CONFIDENCE, AGE = oracle.Confidence("2.12", "0.05", "0.1"), oracle.Age(10, 60, 2, "0.001")
FEED, READING = oracle.Feed(CONFIDENCE, AGE), oracle.Reading(1800, "1.2", 1000)
BAND, PACE = oracle.Band("0.1", "0.001"), oracle.Pace("0.0003", "0.06", 3600, 600)
TWAP = oracle.TimeWeighted(WIDE, 0).observe(ONE, 10)
EMA = oracle.Exponential(600, WIDE, 0).observe(ONE, 10)
STABLE = oracle.Stable(PACE, 3, "100.1", 0).observe(ONE, 10)
QUOTA, OVER = quota.Quota("100.1", 50), quota.Quota(100, "150.1")
REMOTE = remote.Remote(3, "0.04", 86_400, 900, 3600)
POOL = exit.Pool("1000.1", 2_000_000, "0.003")
RANGES = exit.Ranges(45, [exit.Range("40.1", 50, 1000), exit.Range(50, 60, 0)], "0.003")
SWAP = exit.StableSwap(["1000", "1000.1", "999"], 0, 2, 100, "0.0004")
DEPTH = exit.Depth([exit.Level("1999.9", 5), exit.Level(1998, 7)], [exit.Level(2001, "0.1")], "0.0005")
SLICES = haircut.Slices.from_ratios([haircut.Slice(0, "0.95"), haircut.Slice(1000, "0.5"), haircut.Slice(5000, 0)])
LEVELS = [p.Weights("0.8", "1.2"), p.Weights("0.9", "1.1"), p.Weights.one()]
BOOST = profile.Boost(7, ("0.9", "0.95", 1))
PROFILE, ISOLATED = profile.Profile(7, "open", LEVELS), profile.Profile(0, profile.Access.ISOLATED, LEVELS)
EWMA, GARCH = volatility.Ewma("0.94", "0.0016"), volatility.Garch("0.00001", "0.08", "0.9")
POLICY = volatility.Policy(("0.94", "0.999"), "0.4", "2.5", "2.33", "0.01", ("0.1", "0.05"))
STEADY = volatility.Steady(POLICY).observe("0.04").observe("-0.1")
OFFSET = correlation.Offset("-0.1", "0.7", "0.3")
MATRIX = [["0.04", "0.01"], ["0.01", "0.09"]]
STILL, MOVING = parameters.Parameter("0.8", 100), parameters.Parameter.moving("0.8", "0.7", 100, 200)
RULE = parameters.Rule(("0.1", 2), "0.1", "0.2", "0.01", 3600, 600)
RULES = [parameters.Rule([0, 2], "0.5", "0.5", "0.1", 3600, 0)] * 6 + [parameters.Rule([0, 10**9], 1, 1, 0, 3600, 0)] * 2
CHANGE = parameters.Change("initial_asset", "0.7")
SET = parameters.Parameters(["0.8", "0.85", "1.1", "1.2", "0.05", "0.01", "1000", "500.1"], 100)
MOVED = SET.propose(RULES, 0, [CHANGE, parameters.Change(parameters.Name.BORROW_CAP, 400)], 600, 7200)

NESTED: list[tuple[Any, dict[str, Any]]] = [
    *((value, vars(home)) for home, values in (
        (oracle, (CONFIDENCE, AGE, FEED, READING, BAND, PACE, TWAP.sum(100), oracle.Sum("-0.1", 7, 2**64 - 1))),
        (remote, (REMOTE,)),
        (quota, (QUOTA, OVER)),
        (exit, (POOL, RANGES, RANGES.ranges[0], SWAP, DEPTH, DEPTH.asks[0], exit.Depth([], (), 0), exit.Ranges(1, (), 0))),
        (haircut, (SLICES, SLICES.slices[1], haircut.Slices([]))),
        (profile, (profile.Scope.cross(), profile.Scope.isolated(2**32 - 1, 0), BOOST, PROFILE, ISOLATED)),
        (volatility, (EWMA, EWMA.update("0.1"), GARCH, POLICY, volatility.Steady(POLICY), STEADY)),
        (correlation, (OFFSET,)),
        (parameters, (STILL, MOVING, RULE, CHANGE, SET, MOVED)),
    ) for value in values),
]  # fmt: skip
# What its calls make and nothing else: copied, not pickled.
OBSERVED: list[Any] = [TWAP, EMA, STABLE]
OBJECTS = [*(value for value, _ in NESTED), *OBSERVED]
ENUMS = [profile.Access, parameters.Name]

VALID: list[tuple[Callable[..., Any], list[Any]]] = [
    (WIDE.widen, ["0.1"]),
    (p.Weights.one().scaled, [QUOTA, OVER]),
    (oracle.Confidence, [2, "0.05", "0.1"]),
    (CONFIDENCE.price, [100, 1]),
    (oracle.Age, [10, 60, 2, "0.001"]),
    (AGE.since, [5, 9]),
    (AGE.price, [WIDE, 5, 60]),
    (oracle.Reading, [100, 1, 5]),
    (oracle.Feed, [CONFIDENCE, AGE]),
    (FEED.price, [READING, 1050]),
    (oracle.hull, [[ONE, WIDE], 2]),
    (oracle.median, [[ONE, WIDE, ONE], 2]),
    (oracle.agreement, [[ONE, WIDE, ONE], "0.1", 2]),
    (oracle.Band, ["0.1", "0.001"]),
    (BAND.admit, [WIDE, 5, ONE]),
    (oracle.TimeWeighted, [WIDE, 5]),
    (TWAP.observe, [WIDE, 20]),
    (TWAP.sum, [20]),
    (oracle.Sum, [1, 2, 3]),
    (TWAP.sum(20).average, [TWAP.sum(10)]),
    (oracle.Exponential, [600, WIDE, 5]),
    (EMA.observe, [WIDE, 20]),
    (EMA.average, [20]),
    (oracle.Pace, ["0.0003", "0.06", 3600, 600]),
    (oracle.Stable, [PACE, 24, 100, 5]),
    (STABLE.observe, [WIDE, 20]),
    (STABLE.price, [20]),
    (remote.Remote, [3, "0.04", 86_400, 900, 3600]),
    (REMOTE.price, [WIDE, 5, 60, [QUOTA, OVER]]),
    (quota.Quota, [1, 2]),
    (exit.Pool, [1000, 2_000_000, "0.003"]),
    (POOL.proceeds, [5]),
    (POOL.cost, [5]),
    (exit.Range, [40, 50, 1000]),
    (exit.Ranges, [45, [exit.Range(40, 50, 1000)], "0.003"]),
    (RANGES.proceeds, [5]),
    (RANGES.cost, ["0.1"]),
    (exit.StableSwap, [[1000, 1000, 999], 0, 2, 100, "0.0004"]),
    (SWAP.proceeds, [5]),
    (SWAP.cost, [5]),
    (exit.Level, [1, 2]),
    (exit.Depth, [[exit.Level(1, 2)], [exit.Level(2, 2)], "0.0005"]),
    (DEPTH.proceeds, [5]),
    (DEPTH.cost, ["0.05"]),
    (exit.average_sale, [5, POOL]),
    (exit.average_purchase, [5, SWAP]),
    (exit.price, [WIDE, -5, POOL]),
    (exit.price, [WIDE, "0.1", RANGES]),
    (exit.largest_sale, [p.Price.exact(2000), "0.1", 1000, 1, POOL]),
    (exit.largest_purchase, [p.Price.exact(2001), "0.1", 1, "0.01", DEPTH]),
    (size.square_root_up, ["0.1", "0.001", 100]),
    (size.square_root_discount_down, ["0.8", "0.001", 100]),
    (size.power_up, ["0.1", "0.001", "0.8", 100]),
    (size.horizon_up, ["0.1", "0.02", 5]),
    (size.linear_up, ["0.1", "0.02", 5, 100]),
    (size.linear_haircut_up, [["0.1", "0.9"], "0.02", 5, 100]),
    (size.open_interest_up, ["0.1", [10, 20], 15]),
    (haircut.Slice, [0, 1, 0]),
    (haircut.Slices, [[haircut.Slice(0, 1)]]),
    (haircut.Slices.from_ratios, [[haircut.Slice(0, 1)]]),
    (SLICES.counts, [5]),
    (SLICES.weight, [5]),
    (profile.admit, ["reduce_only", 5, 3]),
    (profile.admit_debts, [["open", profile.Access.REDUCE_ONLY]]),
    (profile.Scope.isolated, [1, 2]),
    (profile.Scope.isolated(1, 2).admit, [1]),
    (profile.Boost, [7, ["0.9", "0.95", 1]]),
    (profile.Profile, [7, "isolated", LEVELS]),
    (PROFILE.effective, [[[BOOST], (BOOST,)]]),
    (volatility.Ewma, ["0.94", "0.0016"]),
    (EWMA.update, ["0.1"]),
    (EWMA.observe, ["0.01"]),
    (EWMA.update_over, ["0.1", 3]),
    (EWMA.observe_over, ["0.01", "0.5"]),
    (EWMA.variances, [["0.1", "-0.2"]]),
    (EWMA.sigmas, [["0.1", "-0.2"]]),
    (volatility.Garch, ["0.00001", "0.08", "0.9"]),
    (GARCH.next, ["0.001", "0.02"]),
    (GARCH.forecast, ["0.001", 10]),
    (volatility.Policy, [["0.94", "0.999"], "0.4", "2.5", "2.33", "0.01", ["0.1", "0.05"]]),
    (volatility.Steady, [POLICY]),
    (volatility.Steady.from_stored, [POLICY, ["0.01", "0.02"], 7, "0.3"]),
    (STEADY.observe, ["0.1"]),
    (STEADY.margins, [["0.1", "-0.2"]]),
    (volatility.over, ["0.7", 365, 1]),
    (volatility.margin_fraction, ["2.33", "0.04", 5]),
    (volatility.parkinson, [p.Interval(100, 105)]),
    (volatility.realised, [[p.Interval(100, 105), p.Interval(99, 101)]]),
    (volatility.filtered, [["0.1", "-0.2"], EWMA, p.Interval(1, 3)]),
    (volatility.quantile, [["0.1", "-0.2"], "0.99"]),
    (volatility.expected_shortfall, [["0.1", "-0.2"], "0.99"]),
    (volatility.floored, [1, 2]),
    (volatility.stressed, [1, 2, "0.25"]),
    (volatility.buffered, [1, 2, "0.25"]),
    (volatility.stepped, [1, 2, "0.25", "0.1"]),
    (correlation.update, [MATRIX, ["0.1", "-0.2"], "0.94"]),
    (correlation.correlation, [MATRIX, 0, 1]),
    (correlation.sigma, [MATRIX, [100, -50]]),
    (correlation.Offset, ["0.1", "0.7", "0.3"]),
    (OFFSET.opposite, ["0.8"]),
    (OFFSET.alike, ["0.8"]),
    (OFFSET.margin, [100, -50, p.Interval("0.8", "0.9")]),
    (liquidity.impact, [1, "0.03", 1000, 100_000]),
    (liquidity.close_out_cost, [1000, "0.003"]),
    (liquidity.horizon, [1000, 100_000, "0.1"]),
    (liquidity.concentration, [1000, 100, "0.001", "0.5"]),
    (liquidity.adjusted_haircut, ["0.1", "0.003"]),
    (parameters.Parameter, ["0.8", 100]),
    (parameters.Parameter.moving, ["0.8", "0.7", 100, 200]),
    (MOVING.at_down, [150]),
    (MOVING.at_up, [150]),
    (parameters.Rule, [[0, 1], "0.1", "0.2", "0.01", 3600, 600]),
    (RULE.reach, ["0.8"]),
    (RULE.change, [parameters.Parameter("0.8", 0), "0.85", 600, 7200]),
    (parameters.Change, ["deposit_cap", 5]),
    (parameters.Parameters, [["0.8", "0.85", "1.1", "1.2", "0.05", "0.01", 1000, 500], 100]),
    (parameters.Parameters.from_stored, [3, list(MOVED.values), 9000]),
    (SET.get, ["insurance_fee"]),
    (SET.at, [parameters.Name.INSURANCE_FEE, 500]),
    (SET.propose, [RULES, 0, [CHANGE], 600, 7200]),
]  # fmt: skip
# Arguments that a hostile caller tries besides.
HOSTILE: list[Any] = [
    *OBJECTS, [CONFIDENCE], [QUOTA, OVER], [ONE, p.Price.unknown()], [WIDE] * 4, MATRIX, [[1]], [[]], [[1, 2], [3]],
    [exit.Range(p.Fixed.DELTA, p.Fixed.MAX, p.Fixed.MAX)], exit.Ranges(p.Fixed.DELTA, [exit.Range(p.Fixed.DELTA, 1, p.Fixed.MAX)], 0),
    exit.Pool(p.Fixed.MAX, p.Fixed.DELTA, 0), exit.Pool(p.Fixed.DELTA, p.Fixed.MAX, 0), exit.Level(1, -1), [exit.Level(5, p.Fixed.MAX)],
    exit.Depth([exit.Level(p.Fixed.MAX, p.Fixed.MAX)], [], 0), exit.StableSwap([p.Fixed.DELTA] * 2, 0, 1, 1, 0), [haircut.Slice(0, 2)],
    [SLICES.slices[0]], [BOOST], [[BOOST], []], [profile.Access.ISOLATED] * 2, *profile.Access, "isolated", LEVELS,
    volatility.Ewma(0, p.Fixed.MAX), volatility.Garch(p.Fixed.MAX, 0, p.Fixed.from_bits(2**48 - 1)), [p.Interval(1, 2)], 65_536,
    volatility.Steady.from_stored(POLICY, (p.Fixed.MAX, 0), 2**64 - 1, p.Fixed.MAX), [STILL] * 8, [MOVING] * 8, RULES, [RULE] * 8, [CHANGE], [CHANGE] * 2, "borrow_cap", *list(parameters.Name)[:2], ["0.5"] * 8,
    oracle.TimeWeighted(p.Price(p.Fixed.MAX, p.Fixed.MAX), 0), oracle.Stable(oracle.Pace(p.Fixed.MAX, p.Fixed.MAX, 1, 2**64 - 1), 65_535, 1, 0),
]  # fmt: skip
