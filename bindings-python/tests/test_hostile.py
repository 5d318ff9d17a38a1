"""The binding's edges under hostile input: a typed error or an answer, never a panic, crash or hang."""

import enum
import inspect
import random
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import plimsoll as p
import columns
import living
import portfolio
import proving
from plimsoll.liquidation import auction, bankruptcy, bonus, close, exchange, order, reduce, repay
from plimsoll.solvency import deleverage, insurance, protocol, socialise, waterfall
from test_docs import MODULES as DOCUMENTED

MODULES = [p, *DOCUMENTED]


class Text(str):
    def __str__(self) -> str:
        raise RuntimeError("str of a subclass was called")

    def __len__(self) -> int:
        return -1


class Whole(int):
    def __index__(self) -> int:
        raise RuntimeError("index of a subclass was called")

    __int__ = __lt__ = __rshift__ = __neg__ = bit_length = to_bytes = __index__  # type: ignore[assignment]


class Ten(Decimal):
    def __str__(self) -> str:
        raise RuntimeError("str of a subclass was called")

    as_tuple = __format__ = __lt__ = __str__  # type: ignore[assignment]


class Liar:
    """Says that it is whatever is asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return p.Fixed
        raise RuntimeError(name)


class Index:
    def __index__(self) -> int:
        return 3

    def __float__(self) -> float:
        return 3.0


class Count(enum.IntEnum):
    THREE = 3


class Endless(list[Any]):
    def __iter__(self) -> Iterator[Any]:
        while True:
            yield self

    def __len__(self) -> int:
        return 1 << 62


def endless() -> Iterator[int]:
    while True:
        yield 1


LOOP: list[Any] = []
LOOP.append(LOOP)
ONE = p.Price.exact(1)
LADDER = p.Tiers.from_rates([p.Tier(0, "0.1"), p.Tier(5, "0.5")])
TERMS = p.Terms(ONE, p.Weights("0.5", 2), LADDER)
LEG = p.Leg(p.Perp(1, -1), TERMS, 1)
HOLDING = p.Holding(7, ONE, p.Weights.one(), 0, [LEG])
UNIT, RAMP, EVEN = p.Bound(1, 1), p.Ramp(0, 1, 0, 1), p.Exchange(1, 1, "0.1")
OWED, OWNED = p.Balance(-2, -2, UNIT, 1), p.Balance(3, 3, p.Bound("0.5", 1), 1)
SEIZURE, DEAL = p.Seizure(1, 1, p.Reason.CAPPED), p.Deal(1, "0.1", 1)
CANDIDATE, TAKEN = deleverage.Candidate(1, "0.5", 7), order.Candidate(5, 1)
TOTALS = p.Totals(1, 2, 3)


def short() -> p.Health:
    """Owes 2 for which half of 3 stands."""
    health = p.Health()
    health.add(-2, UNIT)
    health.add(3, OWNED.bound)
    return health


POOL: list[Callable[[], Any]] = [
    *(lambda value=value: value for value in (
        None, True, False, 0, 1, -1, 3, 24, 25, 2**32, 2**79 - 1, 2**79, -(2**79), 2**127, 2**128, 10**24, -(10**5000),
        1 << 200_000, 0.0, 0.5, float("nan"), float("inf"), 1e308, 5e-324, 1j, "", "1", "-0.1", "0.5", "1e5", " 1",
        "+1", "\u0661", "nan", "\ud800", "1" * 4096, "1" * 5000, "0." + "9" * 3000, "\0", b"1", bytearray(b"1"),
        Decimal("0.5"), Decimal("-0.1"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), Decimal("1E+999999999"),
        Decimal("1E-999999999"), Decimal("9" * 3000), Fraction(1, 3), Text("1"), Text("x"), Whole(2), Whole(1 << 300),
        Ten("0.5"), Ten("NaN"), Liar(), Index(), Count.THREE, LOOP, Endless([1, 2, 3]), (), [], {}, set(), object(),
        int, p.Fixed, p.Price, lambda x: x, lambda: 1, p.Side.BUY, p.Side.SELL, "buy", p.Status.HEALTHY,
        p.Fixed.MAX, p.Fixed.MIN, p.Fixed.DELTA, p.Fixed(1), ONE, p.Price.unknown(), p.Price("0.1", 10**23),
        p.Price(p.Fixed.DELTA, p.Fixed.MAX), p.Weights.one(), p.Weights(0, 10**23), p.Bound.unknown(), p.Bound(1, 2),
        p.Bound(0, p.Fixed.MAX), p.Tier(0, 1), p.Tier(5, -1), LADDER, TERMS, p.Terms.equity(ONE),
        p.Terms(p.Price.unknown(), p.Weights.one()), p.Perp(1, -1), p.Perp(p.Fixed.MIN, p.Fixed.MIN),
        p.Perp(p.Fixed.MAX, 0, p.Fixed.MAX, p.Fixed.MAX), LEG, HOLDING, p.Limit("never"), [HOLDING],
        [HOLDING, p.Holding(p.Fixed.MIN, ONE, p.Weights.one(), 1)], [HOLDING, None], [p.Bound(1, 2)] * 3,
        (p.Bound.unknown(),) * 3, [TERMS] * 3, [TERMS, TERMS], [LEG], [p.Tier(0, "0.1"), p.Tier(1, "0.2")], ["1"] * 3,
        RAMP, p.Ramp(p.Fixed.MAX, p.Fixed.MIN, p.Fixed.MIN, p.Fixed.MAX), EVEN, p.Exchange(p.Fixed.DELTA, p.Fixed.MAX, 9),
        OWED, OWNED, p.Balance(p.Fixed.MIN, p.Fixed.MAX, p.Bound.unknown(), p.Fixed.DELTA), SEIZURE, DEAL,
        p.Deal(p.Fixed.MIN, 2, p.Fixed.MAX), p.Seizure(p.Fixed.MIN, p.Fixed.MAX, p.Reason.UNKNOWN), CANDIDATE, TAKEN,
        [CANDIDATE] * 3, [deleverage.Candidate(7, p.Fixed.MIN, 2**128 - 1, 2**128 - 1)] * 2, [TAKEN, TAKEN],
        [order.Candidate(p.Fixed.DELTA, p.Fixed.MAX)], TOTALS, [TOTALS] * 2, p.Shock(1, "-0.5"), [p.Shock(0, 10**23)],
        p.Capacity.asset(1, 1, 1), [p.Capacity.perp(p.Fixed.MAX, 1, 1, 1, 1)], 2**128 - 1, *p.End, *p.Reason, *p.Order,
        *p.Permission,
        *portfolio.POOL, *living.HOSTILE, *columns.HOSTILE, "{}", '{"currency": "USD", "assets": {}, "accounts": {}}', "[" * 4000,
    )),
    p.Health, p.Account, short, lambda: p.Net(1), p.Totals, p.Exposure, endless, lambda: range(10**15), lambda: HOLDING.health(),
]  # fmt: skip

CALLABLES = [
    call for module in MODULES for name, call in vars(module).items()
    if callable(call) and not name.startswith("_") and (module is not p or name in p.__all__) and call is not p.Number
    and not (inspect.isclass(call) and issubclass(call, (Exception, enum.Enum)))
    and call is not p.Scanner  # which is written in Python: test_cluster.py
]  # fmt: skip
OBJECTS = [p.Fixed(3), ONE, p.Weights.one(), UNIT, LADDER, TERMS, p.Perp(1, -1), HOLDING, LEG, short(), p.Account(),
           p.Net(1), p.Limit("never"), p.Threshold(p.Limit("never"), p.Limit("at", 1)), p.Tier(0, 1), RAMP, EVEN, OWED,
           SEIZURE, DEAL, CANDIDATE, TAKEN, TOTALS, p.Reduction(1, 1, 1, p.Reason.CAPPED), p.Exposure(1, 2),
           p.Shock(1, 1), p.Fund(3, 2, 1), p.Pool(5, 7, 1, 1), p.Indices(), p.Capacity.asset(1, 1, 1),
           p.CloseFactor.full(), p.Split("0.5", "0.1"), p.Auction(3, -1, 1), p.Standing(3, 2, 1), p.Waterfall(1, 2, 3),
           bankruptcy.Position(5, 1, -1, 2), bonus.Parts(1, 2, 3), close.Absorbed(1, 0), socialise.Socialised(1, 2, 3),
           waterfall.Flows(1, 2, 3, 4, 5), *portfolio.OBJECTS, *living.OBJECTS, *columns.OBJECTS, *proving.OBJECTS]  # fmt: skip
SKIP = {"__class__", "__init_subclass__", "__subclasshook__", "__getattribute__", "__getstate__", "__dir__",
        "__init__", "__new__", "__setattr__", "__delattr__", "__reduce_ex__", "__sizeof__"}  # fmt: skip
MEMBERS = [getattr(thing, name) for thing in OBJECTS for name in dir(thing) if name not in SKIP]
METHODS = [member for member in MEMBERS if callable(member)]
ALLOWED = (TypeError, ValueError, OverflowError, RecursionError, StopIteration)


def attempt(call: Callable[..., Any], arguments: list[Any]) -> str:
    """The name of the error, or of the result's type; anything but the allowed errors comes out."""
    try:
        return type(call(*arguments)).__name__
    except ALLOWED as error:
        return type(error).__name__


def test_every_class_has_an_object() -> None:
    classes = {call for call in CALLABLES if inspect.isclass(call)}
    assert classes == {type(thing) for thing in OBJECTS}


def test_random_calls() -> None:
    random_ = random.Random(7)
    seen: dict[str, int] = {}
    slowest = 0.0
    for call in (CALLABLES + METHODS) * 150:
        arguments = [random_.choice(POOL)() for _ in range(random_.choice((0, 1, 1, 2, 2, 3, 4, 5, 7)))]
        begin = time.perf_counter()
        outcome = attempt(call, arguments)
        slowest = max(slowest, time.perf_counter() - begin)
        seen[outcome] = seen.get(outcome, 0) + 1
    assert sum(seen.values()) > 100_000
    # The calls went deep: answers and errors of many kinds, not only wrong types.
    assert {"InvalidNumber", "Overflow", "InvalidPrice", "InvalidFraction", "TypeError", "Fixed", "Price"} <= set(seen)
    assert slowest < 2


BOUNDS, LEVELS = [p.Bound(1, 2)] * 3, [TERMS] * 3
# Calls that succeed, of which one argument after the other goes wrong.
VALID: list[tuple[Callable[..., Any], list[Any]]] = [
    (p.Price, [1, 2]),
    (p.Price.with_confidence, [5, 1]),
    (p.Price.from_stored, [0, 1]),
    (ONE.hull, [ONE]),
    (ONE.contains, [ONE]),
    (ONE.scale, [ONE]),
    (ONE.factor_to, [3]),
    (p.Weights, [0, 1]),
    (p.Weights.one().apply, [ONE]),
    (p.Weights.one().no_looser_than, [p.Weights.one()]),
    (p.Bound.unweighted, [ONE]),
    (p.Tier, [0, 1, 2]),
    (p.Tiers, [[p.Tier(0, 1)]]),
    (p.Tiers.from_table, [[p.Tier(0, 1)], 0]),
    (LADDER.requirement, [7]),
    (p.Terms, [ONE, p.Weights.one(), LADDER, 1]),
    (TERMS.scale, [ONE]),
    (p.Perp, [1, -1, 2, 3]),
    (LEG.perp.settle_funding, [1, 2]),
    (LEG.perp.trade, [1, 2, 0]),
    (LEG.perp.value, [TERMS]),
    (LEG.perp.requirement, [TERMS]),
    (p.Leg, [p.Perp(1, 1), TERMS, 1]),
    (p.Holding, [1, ONE, p.Weights.one(), 0, [LEG]]),
    (HOLDING.is_exposed_to, [1]),
    (p.Health().add, [1, p.Bound(1, 2)]),
    (p.Health.from_stored, [1, 2, 3, 1, 1]),
    (p.Net(1).add, [p.Perp(1, 1), LEVELS]),
    (p.Net(1).add_value, [[1, 2, 3]]),
    (p.Net(1).value, [2]),
    (p.Account().add, [1, BOUNDS]),
    (p.Account().add_net, [p.Net(1), BOUNDS]),
    (p.Account().require, [[1, 2, 3]]),
    (p.Account().merge, [p.Account()]),
    (p.status_of, [p.Health(), p.Health(), p.Health()]),
    (p.evaluate, [[HOLDING]]),
    (p.withdrawal, [[HOLDING], 0, "0.1", 1]),
    (p.borrow, [[HOLDING], 0, "0.1", 1]),
    (p.position, [[HOLDING], 0, 0, p.Side.SELL, 1, "0.1", 1]),
    (p.threshold, [[HOLDING], 1, ONE, "0.1"]),
    (p.check_at, [[HOLDING], 1, ONE, 2]),
    (p.search_to, [0, 9, 1, lambda x: 5 - x]),
    (p.search_up, [0, 9, 1, lambda x: 5 - x]),
    (p.mul_down, [2, 3]),
    (p.floor_to, [7, 2]),
    (p.from_units_up, [7, 2]),
    (p.to_units_up, [7, 2]),
    (p.mul_div_down, [2, 3, 4]),
    (p.ceil_to, [7, 2]),
    (p.mul_div, [2, 3, 4]),
    (p.Ramp, [0, 1, 2, 3]),
    (RAMP.at_down, ["0.1"]),
    (RAMP.at_up, ["0.1"]),
    (ONE.at, [p.End.MID]),
    (LEG.perp.transfer, [1, 2]),
    (p.Account.from_levels, [[p.Health(), p.Health(), p.Health()]]),
    (p.permission, [p.Account(), p.Account(), 1]),
    (p.growth_down, [1, 2]),
    (p.growth_up, [1, 2]),
    (p.Indices.from_stored, [1, 2]),
    (p.Indices().accrue, [1, 2, "0.5", "0.1"]),
    (p.Indices().balance, [-1]),
    (p.Indices().scaled, [-1]),
    (p.Capacity.asset, [1, 1, 1]),
    (p.Capacity.perp, [1, 1, 1, 1, 1]),
    (p.Capacity.check, [[p.Capacity.asset(1, 1, 1)]]),
    (p.Capacity.asset(1, 1, 1).admit, [1, 0, 1]),
    (p.Pool, [1, 2, 3, 4]),
    (p.Pool(5, 7, 1, 1).assets_down, [3]),
    (p.Pool(5, 7, 1, 1).assets_up, [3]),
    (p.Pool(5, 7, 1, 1).shares_down, [3]),
    (p.Pool(5, 7, 1, 1).shares_up, [3]),
    (p.Pool(5, 7, 1, 1).enter, [1, 1]),
    (p.Pool(2**100, 2**100, 1, 1).leave, [1, 1]),
    (p.Exchange, [1, 2, "0.1"]),
    (EVEN.seized, [1]),
    (EVEN.repaid, [1]),
    (EVEN.penalty, [1, 1]),
    (EVEN.raises_surplus, [UNIT, UNIT]),
    (EVEN.raises_ratio, [short(), UNIT, UNIT]),
    (exchange.sustainable, ["0.1", p.Weights.one(), p.Weights.one()]),
    (p.Balance, [1, 1, UNIT, 1]),
    (p.Seizure, [1, 1, p.Reason.TARGET]),
    (repay.repay, [short(), OWED, OWNED, EVEN, 2]),
    (repay.sweep, [SEIZURE, OWED, OWNED, EVEN, [1, 1]]),
    (p.Deal, [1, 0, 1]),
    (p.Reduction, [1, 1, 0, p.Reason.TARGET]),
    (reduce.reduce, [short(), OWED, LEG.perp, TERMS, DEAL, 1]),
    (bonus.from_loan_to_value, ["0.8", "0.3", "0.15"]),
    (bonus.from_shortfall, [short(), "0.2"]),
    (bonus.covered, ["0.1", 3, 2]),
    (bonus.near_bad_debt, ["0.1", "0.9", "0.99", "0.01"]),
    (p.Split, ["0.5", "0.1"]),
    (p.Split("0.5", "0.1").of, [3]),
    (bonus.Parts, [1, 2, 3]),
    (p.CloseFactor, ["0.5", "0.9", 2, 1]),
    (p.CloseFactor.full().most, [1, 2, 1, 1]),
    (p.CloseFactor.full().leaves_dust, [1, 1]),
    (close.Absorbed, [1, 0]),
    (close.absorb, [short()]),
    (close.throttle, [RAMP, "0.5", 10, 1, 1]),
    (close.step_down, [LADDER, 7, 1]),
    (p.Auction, [3, -1, 1]),
    (p.Auction(3, -1, 1).buffered, ["0.1"]),
    (p.Auction(3, -1, 1).largest_share, ["0.1", "0.9"]),
    (p.Auction(3, -1, 1).bid, ["0.9"]),
    (p.Auction(3, -1, 1).insolvent, ["0.9", 2]),
    (auction.discount, [RAMP, RAMP, 1]),
    (auction.storefront, [100, "0.5", "0.9"]),
    (bankruptcy.Position, [5, 1, -1, 2]),
    (bankruptcy.Position(5, 1, -1, 2).fillable, ["0.1", 1]),
    (bankruptcy.price, [5, 2]),
    (bankruptcy.insurance_delta, [5, 2, "0.1"]),
    (order.Candidate, [5, 1]),
    (order.first, [p.Order.RISKIEST, [TAKEN]]),
    (deleverage.Candidate, [1, "0.5", 7, 2]),
    (deleverage.greedy, [[CANDIDATE], 3]),
    (deleverage.pro_rata, [[CANDIDATE], 3]),
    (p.Fund, [3, 2, 1]),
    (p.Fund.from_stored, [3, 2, 1, 1]),
    (p.Fund(3, 2, 1).contribute, [1]),
    (p.Fund(3, 2, 1).cover, [1]),
    (insurance.target, [100, "0.1", 3]),
    (p.Totals, [1, 2, 3, 0, 0, 0]),
    (p.Totals().add, [p.Account()]),
    (p.Totals().coverage, [1]),
    (protocol.worst, [[TOTALS]]),
    (p.Exposure, [1, 2]),
    (p.Exposure().add, [-1]),
    (p.Shock, [1, "-0.5"]),
    (p.Shock.from_factor, [1, ONE]),
    (protocol.health_under, [[HOLDING], [p.Shock(0, 1)]]),
    (p.Standing, [3, 2, 1]),
    (p.Standing(3, 2, 1).by_profit_and_margin, ["0.1", "0.2"]),
    (socialise.Socialised, [1, 2, 3]),
    (socialise.deposit_index, [1, 2, 100]),
    (socialise.funding_index, [1, 100]),
    (socialise.junior_ratio, [100, 90, 20]),
    (p.Waterfall, [1, 2, 3]),
    (p.Waterfall(1, 2, 3).flows, [7]),
    (waterfall.Flows, [1, 2, 3, 4, 5]),
    (p.report, ['{"currency": "USD", "assets": {}, "accounts": {}}']),
    (p.stress, ['{"currency": "USD", "assets": {}, "accounts": {}}', {}]),
    *portfolio.VALID,
    *living.VALID,
    *columns.VALID,
    *proving.VALID,
]


def test_every_argument_under_every_value() -> None:
    outcomes = set()
    for call, valid in VALID:
        call(*valid)
        for place in range(len(valid)):
            for value in POOL:
                arguments = list(valid)
                arguments[place] = value()
                outcomes.add(attempt(call, arguments))
        for arguments in ([], valid[:-1], [*valid, 1, 2], [*valid, *valid, *valid]):
            attempt(call, arguments)
        with pytest.raises(TypeError):
            call(*valid, nonsense=1)
    errors = {error.name for error in p.PlimsollError.__subclasses__() if error is not p.proofs.ProofError}
    assert errors - outcomes <= {"InvalidIndex"}
    assert {"Limit", "Threshold", "Health", "Fixed", "str", "Terms", "Holding"} <= outcomes


NUMBERS: list[Callable[[Any], Any]] = [
    p.Fixed, p.read_down, p.read_up, p.read_nearest, p.Price.exact, p.Weights.from_haircut, p.Net,
    lambda x: p.Perp(x, x), lambda x: p.mul_down(x, x), lambda x: p.to_units_up(x, 6),
]  # fmt: skip


@pytest.mark.parametrize("read", NUMBERS)
@pytest.mark.parametrize(
    "number",
    [10**2_000_000, -(10**2_000_000), "9" * 5_000_000, "0." + "1" * 5_000_000, "1" + "0" * 4000,
     Decimal("9" * 100_000), Decimal("1E+999999999999999999"), Decimal("Infinity")],
    ids=["int", "-int", "str", "fraction", "zeros", "digits", "exponent", "infinity"],
)  # fmt: skip
def test_huge_numbers_are_refused_at_once(read: Callable[[Any], Any], number: Any) -> None:
    begin = time.perf_counter()
    with pytest.raises(p.PlimsollError):
        read(number)
    assert time.perf_counter() - begin < 0.5


def test_subclasses_are_read_by_their_value() -> None:
    assert p.Fixed(Text("1.5")) == p.Fixed(Ten("1.5")) == p.Fixed("1.5")
    assert p.Fixed(Whole(3)) == p.Fixed(Count.THREE) == 3
    assert p.Fixed(2) < Ten("2.5") and p.Fixed(2) == Whole(2) and p.Fixed(2) > Whole(-(10**300))
    for other in (Liar(), Index()):
        with pytest.raises(TypeError):
            p.Fixed(other)  # type: ignore[arg-type]
        assert p.Fixed(1) != other


def test_classes_cannot_be_made_without_their_constructors() -> None:
    for thing in OBJECTS:
        with pytest.raises(TypeError):
            object.__new__(type(thing))


def test_a_check_that_searches_without_end() -> None:
    def check(x: p.Fixed) -> p.Fixed:
        found = p.search_up(0, 1, 1, check).value
        return x if found is None else found

    with pytest.raises(RecursionError):
        p.search_to(0, 1, 1, check)


def test_a_check_that_changes_its_mind() -> None:
    """No answer is right then, but one comes, or an error does."""
    random_ = random.Random(3)
    for _ in range(300):
        try:
            limit = p.search_up(0, 1, "0.001", lambda x: random_.choice((1, -1, 10**20, -(10**20), 0)))
        except p.Overflow:
            continue
        assert limit.reason in ("at", "never", "already_past")
