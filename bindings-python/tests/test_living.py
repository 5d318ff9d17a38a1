"""Living risk from Python: how arguments are read, what errors name, what is immutable, what a series gives."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import plimsoll as p
from living import (
    BAND, CHANGE, DEPTH, EMA, EWMA, FEED, GARCH, LEVELS, MATRIX, MOVED, MOVING, OBSERVED, OFFSET, ONE, OVER, PACE, POLICY,
    POOL, PROFILE, QUOTA, RANGES, READING, REMOTE, RULE, RULES, SET, SLICES, STABLE, STEADY, STILL, SWAP, TWAP, WIDE,
)  # fmt: skip
from plimsoll import exit, haircut, oracle, profile, size
from plimsoll.risk import correlation, liquidity, parameters, quota, volatility
from plimsoll.risk.parameters import Name
from test_numbers import HIGH, LOW, NEAR

DAY = 86_400

# How each argument reads the text "0.1".
DIRECTIONS: dict[str, tuple[Callable[[Any], object], object]] = {
    "Price.widen": (ONE.widen, p.Price(1 - HIGH, 1 + HIGH)),
    "Reading": (lambda x: oracle.Reading(x, x, 0), oracle.Reading(NEAR, HIGH, 0)),
    "Confidence": (lambda x: oracle.Confidence(x, x, x), oracle.Confidence(HIGH, HIGH, LOW)),
    "Age": (lambda x: oracle.Age(1, 1, 1, x).rate, HIGH),
    "Band": (lambda x: oracle.Band(x, x), oracle.Band(LOW, LOW)),
    "Sum": (lambda x: oracle.Sum(x, x, 0), oracle.Sum(LOW, HIGH, 0)),
    "Pace": (lambda x: oracle.Pace(x, x, 1, 1), oracle.Pace(LOW, LOW, 1, 1)),
    "Stable": (lambda x: oracle.Stable(PACE, 1, x, 0).delay, NEAR),
    "Quota": (lambda x: quota.Quota(x, x), quota.Quota(LOW, HIGH)),
    "exit.Pool": (lambda x: exit.Pool(x, x, x), exit.Pool(NEAR, NEAR, HIGH)),
    "Range": (lambda x: exit.Range(x, x, x), exit.Range(NEAR, NEAR, LOW)),
    "Level": (lambda x: exit.Level(x, x), exit.Level(NEAR, LOW)),
    "Slice": (lambda x: haircut.Slice(x, x, x), haircut.Slice(LOW, LOW, LOW)),
    "Slices.counts": (haircut.Slices([]).counts, LOW),
    "Boost": (lambda x: profile.Boost(0, [x] * 3).assets, (LOW,) * 3),
    "Ewma": (lambda x: volatility.Ewma(x, x), volatility.Ewma(NEAR, HIGH)),
    "Garch": (lambda x: volatility.Garch(x, x, x), volatility.Garch(HIGH, NEAR, NEAR)),
    "Policy": (
        lambda x: volatility.Policy((x, x), x, x, x, x, [x, x]),
        volatility.Policy((NEAR, NEAR), NEAR, HIGH, HIGH, HIGH, [HIGH, LOW]),
    ),
    "floored": (lambda x: volatility.floored(x, 0), HIGH),
    "horizon": (lambda x: liquidity.horizon(x, 1, 1), HIGH),
    "concentration": (lambda x: liquidity.concentration(1, x, 1, 9), 1 - LOW),
    "linear_up": (lambda x: size.linear_up(x, x, 0, 1), HIGH),
    "Offset": (lambda x: correlation.Offset(x, x, x), correlation.Offset(LOW, NEAR, HIGH)),
    "Parameter": (lambda x: parameters.Parameter(x, 0).to, NEAR),
    "Rule": (lambda x: parameters.Rule([x, x], x, x, x, 0, 0), parameters.Rule([NEAR, NEAR], LOW, LOW, LOW, 0, 0)),
    "Change": (lambda x: parameters.Change("deposit_cap", x).value, NEAR),
}  # fmt: skip


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    read, wanted = DIRECTIONS[name]
    assert read("0.1") == wanted


def values(**changed: p.Number) -> list[p.Number]:
    """A valid set, with some values changed."""
    sound: dict[str, p.Number] = dict(zip(Name, ["0.8", "0.85", "1.1", "1.2", "0.05", "0.01", 1000, 500]))
    return list((sound | changed).values())


def proposing(name: str, value: p.Number, ramp: int = 0, now: int = 7200, version: int = 0) -> parameters.Parameters:
    change = parameters.Change(Name(name), value)
    return SET.propose(RULES, version, [change], ramp, now)


CASES: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: ONE.widen(-1), p.InvalidFactor, "fraction: "),
    (lambda: p.Weights.one().scaled(QUOTA, quota.Quota(0, 1)), p.DivisionByZero, "borrows: "),
    (lambda: oracle.Reading(0, 0, 1), p.InvalidPrice, "price or confidence: "),
    (lambda: oracle.Reading(1, 0, -1), p.InvalidQuantity, "at: "),
    (lambda: oracle.Reading(1, 0, 2**64), p.Overflow, "at: "),
    (lambda: oracle.Confidence(-1, 0, 0), p.InvalidFactor, "multiple or limit: "),
    (lambda: oracle.Confidence(1, 2, 0), p.InvalidFraction, "cap: "),
    (lambda: oracle.Age(2, 1, 0, 0), p.InvalidTime, "fresh or limit: "),
    (lambda: oracle.Age(1, 2, 0, -1), p.InvalidFactor, "rate: "),
    (lambda: FEED.price(READING, 997), p.InvalidTime, "at or now: "),
    (lambda: oracle.agreement([ONE], -1, 1), p.InvalidFactor, "band: "),
    (lambda: oracle.median([ONE, 1], 1), TypeError, "sources[1]: expected Price, not int"),  # type: ignore[list-item]
    (lambda: oracle.Band(-1, 0), p.InvalidFactor, "width or rate: "),
    (lambda: BAND.admit(ONE, -1, ONE), p.InvalidQuantity, "elapsed: "),
    (lambda: oracle.TimeWeighted(p.Price.unknown(), 0), p.UnknownPrice, "price: "),
    (lambda: TWAP.observe(ONE, 9), p.InvalidTime, "at: "),
    (lambda: TWAP.observe(p.Price.unknown(), 11), p.UnknownPrice, "price: "),
    (lambda: TWAP.sum(9), p.InvalidTime, "now: "),
    (lambda: TWAP.sum(20).average(TWAP.sum(20)), p.InvalidTime, "since: "),
    (lambda: oracle.Sum(1, 1, 9).average(oracle.Sum(2, 0, 8)), p.InvalidPrice, "since: "),
    (lambda: oracle.Exponential(0, ONE, 0), p.InvalidTime, "span: "),
    (lambda: EMA.average(9), p.InvalidTime, "now: "),
    (lambda: oracle.Pace(1, 1, 0, 1), p.InvalidTime, "interval: "),
    (lambda: oracle.Stable(PACE, 0, 1, 0), p.InvalidLength, "delays: "),
    (lambda: oracle.Stable(PACE, 65_536, 1, 0), p.InvalidLength, "delays: "),
    (lambda: oracle.Stable(PACE, 1, 0, 0), p.InvalidPrice, "start: "),
    (lambda: STABLE.price(9), p.InvalidTime, "now: "),
    (lambda: REMOTE.price(ONE, 2, 1, []), p.InvalidTime, "attested or now: "),
    (lambda: REMOTE.price(ONE, 1, 2, [1]), TypeError, "quotas[0]: expected Quota, not int"),  # type: ignore[list-item]
    (lambda: quota.Quota(1, -1), p.InvalidQuantity, "limit or used: "),
    (lambda: quota.Quota(0, 1).excess(), p.DivisionByZero, "limit: "),
    (lambda: exit.Pool(0, 1, 0), p.InvalidPool, "base or quote: "),
    (lambda: exit.Pool(1, 1, 1), p.InvalidFraction, "fee: "),
    (lambda: POOL.cost(1001), p.AboveCapacity, "size: "),
    (lambda: POOL.proceeds(-1), p.InvalidQuantity, "size: "),
    (lambda: exit.Ranges(0, [], 0), p.InvalidPool, "root or ranges: "),
    (lambda: exit.Ranges(1, [exit.Range(2, 1, 0)], 0), p.InvalidPool, "root or ranges: "),
    (lambda: exit.StableSwap([1, 1], 0, 2, 1, 0), p.UnknownMarket, "base or quote: "),
    (lambda: exit.StableSwap([1, 1], 0, -1, 1, 0), p.UnknownMarket, "quote: "),
    (lambda: exit.StableSwap([1, 1], 0, 0, 1, 0), p.InvalidPool, "balances, base, quote or amplification: "),
    (lambda: exit.Depth([exit.Level(2, 1)], [exit.Level(1, 1)], 0), p.InvalidPool, "bids or asks: "),
    (lambda: exit.average_sale(0, POOL), p.DivisionByZero, "size: "),
    (lambda: exit.average_sale(1, ONE), TypeError, "venue: expected Pool, Ranges, StableSwap or Depth, not Price"),  # type: ignore[arg-type]
    (lambda: exit.average_sale(1, p.Pool(1, 1, 1, 1)), TypeError, "venue: expected Pool, Ranges"),  # type: ignore[arg-type]
    (lambda: exit.price(ONE, -9999, DEPTH), p.AboveCapacity, "quantity: "),
    (lambda: exit.largest_sale(ONE, 2, 1, 1, POOL), p.InvalidFraction, "slippage: "),
    (lambda: exit.largest_purchase(ONE, 0, -1, 1, POOL), p.InvalidQuantity, "most: "),
    (lambda: exit.largest_sale(ONE, 0, 1, 0, POOL), p.InvalidStep, "step: "),
    (lambda: size.square_root_up(-1, 0, 0), p.InvalidFactor, "base or factor: "),
    (lambda: size.square_root_up(1, 0, -1), p.InvalidQuantity, "size: "),
    (lambda: size.square_root_discount_down(2, 0, 1), p.InvalidFraction, "weight: "),
    (lambda: size.linear_up(1, 1, 1, 0), p.DivisionByZero, "scale: "),
    (lambda: size.linear_haircut_up(["0.2", "0.1"], 1, 1, 1), p.InvalidFraction, "bounds: "),
    (lambda: size.linear_haircut_up([1], 1, 1, 1), ValueError, "bounds: expected 2, got 1"),
    (lambda: size.open_interest_up(0, [2, 2], 1), p.InvalidRamp, "caps: "),
    (lambda: haircut.Slices([haircut.Slice(1, 1)]), p.InvalidTiers, "slices: "),
    (lambda: SLICES.counts(-1), p.InvalidQuantity, "amount: "),
    (lambda: profile.admit("reduce_only", 1, 2), p.NotAdmitted, "after: "),
    (lambda: profile.admit("shut", 1, 2), ValueError, "access: expected one of open, reduce_only, isolated"),  # type: ignore[arg-type]
    (lambda: profile.admit_debts(["open", 1]), TypeError, "debts[1]: expected Access, not int"),  # type: ignore[arg-type]
    (lambda: profile.Scope.isolated(1, 2).admit(3), p.NotAdmitted, "held: "),
    (lambda: profile.Boost(65_536, [1, 1, 1]), p.Overflow, "class_: "),
    (lambda: profile.Boost(1, [1, 1, 2]), p.InvalidWeights, "assets: "),
    (lambda: profile.Profile(1, "open", LEVELS[:2]), ValueError, "weights: expected 3 (initial, maintenance, equity), got 2"),
    (lambda: PROFILE.effective([1]), TypeError, "debts[0]: expected list or tuple, not int"),  # type: ignore[arg-type]
    (lambda: volatility.Ewma(2, 0), p.InvalidFraction, "lambda_: "),
    (lambda: volatility.Ewma(1, -1), p.InvalidQuantity, "variance: "),
    (lambda: EWMA.update_over(1, 0), p.OutOfDomain, "periods: "),
    (lambda: EWMA.observe(-1), p.InvalidQuantity, "variance: "),
    (lambda: EWMA.update("x"), p.InvalidNumber, "r: "),
    (lambda: EWMA.variances(["0.1", 0.1]), TypeError, "returns[1]: expected Fixed, int, str or Decimal, not float; plimsoll.from_float"),  # type: ignore[arg-type]
    (lambda: volatility.Garch(0, "0.5", "0.5"), p.InvalidFactor, "omega, alpha or beta: "),
    (lambda: GARCH.forecast(-1, 1), p.InvalidQuantity, "variance: "),
    (lambda: volatility.Policy([2, 1], 1, 1, 1, 1, [1, 1]), p.InvalidFraction, "lambda_, weight or step: "),
    (lambda: volatility.Policy([1, 1], 1, 1, 1, 1, [-1, 1]), p.InvalidFactor, "cap, multiple, least or step: "),
    (lambda: volatility.Policy([1, 1], 1, 1, 1, 1, [1]), ValueError, "step: expected 2, got 1"),
    (lambda: volatility.Steady.from_stored(POLICY, [1, -1], 0, 1), p.InvalidQuantity, "variances: "),
    (lambda: volatility.Steady.from_stored(POLICY, [1, 1], 0, 0), p.InvalidFactor, "margin: "),
    (lambda: STEADY.margins(["x"]), p.InvalidNumber, "returns[0]: "),
    (lambda: volatility.over(1, 0, 1), p.DivisionByZero, "from_: "),
    (lambda: volatility.margin_fraction(-1, 1, 1), p.InvalidFactor, "z: "),
    (lambda: volatility.parkinson(0), p.InvalidPrice, "prices: "),
    (lambda: volatility.realised([]), p.InvalidLength, "periods: "),
    (lambda: volatility.filtered([], EWMA, 1), p.InvalidLength, "returns: "),
    (lambda: volatility.filtered([1], EWMA, -1), p.InvalidFactor, "ratio: "),
    (lambda: volatility.quantile([1], 2), p.InvalidFraction, "confidence: "),
    (lambda: volatility.stressed(1, 1, 2), p.InvalidFraction, "weight: "),
    (lambda: volatility.buffered(1, 1, -1), p.InvalidFactor, "buffer: "),
    (lambda: volatility.stepped(1, 1, 1, 2), p.InvalidFraction, "fall: "),
    (lambda: correlation.update([[1, 2], [3]], [1, 2], 1), p.InvalidLength, "matrix[1]: "),
    (lambda: correlation.update([["1", "2"], ["3", "x"]], [1, 2], 1), p.InvalidNumber, "matrix[1][1]: "),
    (lambda: correlation.update(MATRIX, [1], 1), p.InvalidLength, "matrix or returns: "),
    (lambda: correlation.update([], [], 1), p.InvalidLength, "matrix or returns: "),
    (lambda: correlation.update([1, 2], [1, 2], 1), TypeError, "matrix[0]: expected list or tuple, not int"),  # type: ignore[arg-type]
    (lambda: correlation.correlation(MATRIX, 0, 2), p.UnknownMarket, "i or j: "),
    (lambda: correlation.correlation([[-1, 0], [0, 1]], 0, 1), p.OutOfDomain, "matrix: "),
    (lambda: correlation.sigma(MATRIX, []), p.InvalidLength, "matrix or weights: "),
    (lambda: correlation.Offset(1, 0, 0), p.InvalidFactor, "floor or stress: "),
    (lambda: correlation.Offset(0, 1, 2), p.InvalidFraction, "least: "),
    (lambda: OFFSET.margin(1, 1, "x"), p.InvalidNumber, "rho: "),
    (lambda: liquidity.impact(-1, 1, 1, 1), p.InvalidFactor, "y: "),
    (lambda: liquidity.impact(1, 1, 1, 0), p.DivisionByZero, "volume: "),
    (lambda: liquidity.horizon(1, 1, 2), p.InvalidFraction, "participation: "),
    (lambda: liquidity.adjusted_haircut(2, 1), p.InvalidFraction, "haircut: "),
    (lambda: parameters.Parameter.moving(1, 2, 5, 4), p.InvalidTime, "start or end: "),
    (lambda: parameters.Rule([2, 1], 0, 0, 0, 0, 0), p.OutOfBounds, "bounds: "),
    (lambda: RULE.change(STILL, 3, 600, 7200), p.OutOfBounds, "value: "),
    (lambda: RULE.change(STILL, "0.8", 600, 200), p.TooSoon, "now: "),
    (lambda: RULE.change(STILL, "0.8", 600, 99), p.InvalidTime, "now: "),
    (lambda: RULE.change(STILL, "0.8", 599, 7200), p.StepTooLarge, "value or ramp: "),
    (lambda: parameters.Change("cap", 1), ValueError, "name: expected one of initial_asset, "),  # type: ignore[arg-type]
    (lambda: parameters.Parameters([1] * 7, 0), ValueError, "values: expected 8, got 7"),
    (lambda: SET.propose(RULES[:7], 0, [], 0, 0), ValueError, "rules: expected 8, got 7"),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(CASES)))
def test_message_names_the_argument(case: int) -> None:
    call, error, message = CASES[case]
    with pytest.raises(error) as raised:
        call()
    assert type(raised.value) is error and str(raised.value).startswith(message)


REFUSALS: list[tuple[Callable[[], object], type[p.PlimsollError], list[str]]] = [
    (lambda: proposing("initial_asset", "0.7", version=1), p.WrongVersion, []),
    (lambda: proposing("initial_asset", 3), p.OutOfBounds, ["initial_asset"]),
    (lambda: proposing("insurance_fee", "0.9"), p.StepTooLarge, ["insurance_fee"]),
    (lambda: proposing("deposit_cap", 900, now=200), p.TooSoon, ["deposit_cap"]),
    (lambda: proposing("deposit_cap", 900, now=99), p.InvalidTime, ["deposit_cap"]),
    (lambda: proposing("initial_asset", "0.86"), p.InvalidParameters, ["initial_asset", "maintenance_asset"]),
    (lambda: SET.propose(RULES, 0, [CHANGE, CHANGE], 0, 7200), p.InvalidParameters, ["initial_asset"]),
    (lambda: parameters.Parameters(values(borrow_cap=0), 0), p.InvalidParameters, ["borrow_cap"]),
    (lambda: parameters.Parameters(values(liquidation_bonus="0.5"), 0), p.InvalidParameters,
     ["liquidation_bonus", "maintenance_liability"]),
    (lambda: parameters.Parameters.from_stored(0, [MOVING] * 8, 99), p.InvalidTime, ["initial_asset"]),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(REFUSALS)))
def test_a_refusal_names_its_parameters(case: int) -> None:
    call, error, names = REFUSALS[case]
    with pytest.raises(error) as raised:
        call()
    assert raised.value.names == tuple(Name(name) for name in names)
    assert all(type(name) is Name for name in raised.value.names)
    assert str(raised.value).startswith(", ".join(names or ["version"]) + ": ")
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is error and again.names == raised.value.names and str(again) == str(raised.value)


def test_other_errors_name_no_parameter() -> None:
    assert p.PlimsollError.names == p.Overflow("x").names == ()
    with pytest.raises(p.OutOfBounds) as raised:
        RULE.change(STILL, 3, 600, 7200)
    assert raised.value.names == ()


def test_a_proposal_makes_the_next_version() -> None:
    assert SET.version == 0 and MOVED.version == 1 and SET.at("initial_asset", 9999) == p.Fixed("0.8")
    half = MOVED.at(Name.INITIAL_ASSET, 7500)
    assert p.Fixed("0.7") < half < p.Fixed("0.8") and MOVED.get("initial_asset").at_down(7500) == half
    assert MOVED.get("borrow_cap") == parameters.Parameter.moving("500.1", 400, 7200, 7800)
    assert [value.to for value in SET.values] == [p.Fixed(str(value)) for value in values(borrow_cap="500.1")]
    assert parameters.Parameters.from_stored(1, MOVED.values, 7200) == MOVED
    assert {MOVED: 1}[pickle.loads(pickle.dumps(MOVED))] == 1


def test_texts_stand_for_members() -> None:
    assert CHANGE.name is Name.INITIAL_ASSET and CHANGE == parameters.Change(Name.INITIAL_ASSET, "0.7")
    assert PROFILE.access is profile.Access.OPEN
    assert profile.Profile(7, profile.Access.OPEN, (LEVELS[0], LEVELS[1], LEVELS[2])) == PROFILE
    assert [name.value for name in Name] == [name.name.lower() for name in Name] and len(Name) == 8


def test_what_observes_stays_as_it_was() -> None:
    for made in OBSERVED:
        before = copy.deepcopy(made)
        next_ = made.observe(WIDE, 50)
        assert made == before != next_ and hash(made) == hash(before)
        assert made.last == (ONE, 10) and next_.last == (WIDE, 50)
        assert next_.observe(ONE, 50) == made.observe(ONE, 50).observe(WIDE, 50)
        assert {made, before, next_} == {made, next_} and copy.copy(next_) == next_
        assert repr(made).startswith(f"<{type(made).__name__}") and "since 10" in repr(made)
        for call in (lambda: pickle.dumps(made), lambda: setattr(made, "last", 1)):
            with pytest.raises((TypeError, AttributeError)):
                call()


def test_a_flat_price_stays_flat() -> None:
    flat = p.Price.exact(100)
    seen: tuple[oracle.TimeWeighted, oracle.Exponential, oracle.Stable] = (
        oracle.TimeWeighted(flat, 0), oracle.Exponential(600, flat, 0), oracle.Stable(PACE, 24, 100, 0),
    )  # fmt: skip
    begin = seen[0].sum(0)
    for at in (1, 60, 3600, 3601, 7 * DAY):
        seen = (seen[0].observe(flat, at), seen[1].observe(flat, at), seen[2].observe(flat, at))
        assert seen[0].sum(at).average(begin) == seen[1].average(at) == seen[2].price(at) == flat
        assert seen[2].delay == 100


def test_lists_stay_as_they_were() -> None:
    sources, returns, matrix = [WIDE, ONE, p.Price.exact(5)], [5, -3, 1], [[1, 0], [0, 1]]
    oracle.median(sources, 1), oracle.agreement(sources, 1, 1)
    volatility.quantile(returns, "0.5"), volatility.expected_shortfall(returns, "0.5")
    volatility.filtered(returns, EWMA, p.Interval(0, 3)), correlation.update(matrix, [1, 1], "0.5")
    assert sources == [WIDE, ONE, p.Price.exact(5)] and returns == [5, -3, 1] and matrix == [[1, 0], [0, 1]]


def test_a_series_gives_the_bits_of_its_steps() -> None:
    returns = [str(((place * 7919) % 2001 - 1000) / 10**4) for place in range(2000)]
    ewma, variances, sigmas = EWMA, [], []
    steady, margins = STEADY, []
    for r in returns:
        ewma = ewma.update(r)
        variances.append(ewma.variance)
        sigmas.append(ewma.sigma())
        steady = steady.observe(r)
        margins.append(steady.margin)
    assert EWMA.variances(returns) == variances and EWMA.sigmas(tuple(returns)) == sigmas
    assert STEADY.margins(returns) == margins and STEADY.periods == 2 and steady.periods == 2002
    assert EWMA.variances([]) == [] and EWMA == volatility.Ewma("0.94", "0.0016")
    assert volatility.filtered(returns, EWMA, p.Interval(1, 3))[1] == ewma
    with pytest.raises(p.Overflow):
        EWMA.variances((1, p.Fixed.MAX))


def test_a_matrix_is_rows() -> None:
    rows = correlation.update(tuple(map(tuple, MATRIX)), ("0.1", "-0.2"), "0.94")
    assert [len(row) for row in rows] == [2, 2] and rows[0][1] == rows[1][0]
    assert rows[0][0] >= volatility.Ewma("0.94", "0.04").update("0.1").variance - p.Fixed.DELTA
    again = correlation.update(rows, [0, 0], 1)
    assert again == rows
    assert correlation.correlation(rows, 1, 1) == p.Interval(1, 1)
    assert correlation.sigma(rows, [100, 0]).bits == pytest.approx(p.sqrt(rows[0][0]).high.bits * 100, rel=1e-9)


def test_every_venue_is_a_venue() -> None:
    mark = p.Price.exact(2000)
    for venue in (POOL, RANGES, SWAP, DEPTH):
        assert exit.average_sale("0.01", venue) == p.div_down(venue.proceeds("0.01"), p.read_nearest("0.01"))
        assert exit.average_purchase("0.01", venue) == p.div_up(venue.cost("0.01"), p.read_nearest("0.01"))
        assert exit.price(mark, "0.01", venue).contains(mark) and exit.price(mark, "-0.01", venue).contains(mark)
        assert exit.price(p.Price.unknown(), 1, venue) == p.Price.unknown() and exit.price(mark, 0, venue) == mark
        assert exit.largest_sale(p.Price.unknown(), 0, 1, 1, venue) == p.Limit("unknown")
    assert POOL.fee == p.read_up("0.003") and RANGES.fee == POOL.fee and SWAP.quote == 2 and len(DEPTH.bids) == 2
    assert SWAP.invariant() > 2999 and SWAP.balances[1] == p.Fixed("1000.1") and SWAP.amplification == 100


def test_quotas_scale() -> None:
    assert OVER.share() < 1 < OVER.excess() and OVER.room() == 0 and QUOTA.share() == QUOTA.excess() == 1
    scaled = p.Weights("0.8", "1.2").scaled(OVER, OVER)
    assert scaled.no_looser_than(p.Weights("0.8", "1.2")) and scaled.liability == p.mul_up(p.read_up("1.2"), OVER.excess())
