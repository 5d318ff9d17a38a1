"""The classes as Python objects: equality, hash, repr, pickles, copies, and threads."""

import copy
import pickle
import threading
from typing import Any

import pytest

import plimsoll as p
import living
import portfolio
from plimsoll.liquidation import bankruptcy, bonus, close, order
from plimsoll.solvency import deleverage, socialise, waterfall

ETHER, MARK, DOLLAR = p.Price("1795.5", "1804.5"), p.Price("0.1", "0.3"), p.Price.exact(1)
LADDER = p.Tiers.from_rates([p.Tier(0, "0.005"), p.Tier(50_000, "0.01")])
TERMS = p.Terms(MARK, p.Weights("0.9", "1.1"), LADDER, "0.95")
PERP = p.Perp("-2.3", "3600.7", "0.1", 5)
VALUES: list[Any] = [
    p.Fixed("0.1"),
    ETHER,
    MARK,
    p.Price.unknown(),
    ETHER.scale(p.Price.from_stored(0, 1)),
    p.Weights("0.8", "1.2"),
    p.Bound("0.8", "1.2"),
    p.Bound.unknown(),
    p.Tier(0, "0.005", 7),
    LADDER,
    p.Tiers.none(),
    TERMS,
    p.Terms.equity(MARK),
    p.Terms.equity(MARK).scale(p.Price("0.3", "0.7")),
    TERMS.scale(p.Price("0.3", "0.7")),
    TERMS.scale(p.Price.from_stored(0, 1)),
    PERP,
    p.Perp(1, 2),
    p.Leg(PERP, TERMS, 3),
    p.Holding("-4.5", ETHER, p.Weights.one(), 2**32 - 1),
    p.Holding(1, DOLLAR, p.Weights.one(), 0, (p.Leg(PERP, TERMS, 3), p.Leg(PERP, p.Terms.equity(MARK), 3))),
    p.Limit("at", "0.1"),
    p.Limit("never"),
    p.Threshold(p.Limit("already_past"), p.Limit("at", 3)),
    p.Ramp(1, "0.9", 0, "0.1"),
    p.Capacity.asset("0.1", 2, "1.5"),
    p.Capacity.perp("0.1", 2, "1.5", 7, "0.3"),
    p.Indices(),
    p.Indices.from_stored("0.9", "1.1"),
    p.Exchange(1, "1804.5", "0.05"),
    p.Balance("-0.1", -7, p.Bound("0.8", "1.2"), "0.01"),
    p.Seizure("0.1", 7, p.Reason.CAPPED),
    p.Deal("0.1", "0.005", "0.001"),
    p.Reduction("-0.1", 7, "0.3", p.Reason.CLOSED),
    p.CloseFactor("0.5", "0.95", 2000, 1000),
    p.CloseFactor.full(),
    p.Split("0.3", "0.1"),
    p.Split.liquidator(),
    p.Auction("0.1", -7, 3),
    p.Waterfall("0.1", 7, 3),
    p.Standing("0.1", 7, 3),
    p.Shock(1, "-0.35"),
    p.Shock.from_factor(1, MARK),
    p.Shock.from_factor(2**32 - 1, p.Price.unknown()),
]
# What has no name in the package's root.
NESTED: list[tuple[Any, dict[str, Any]]] = [
    (bankruptcy.Position("-0.1", 7, -3, 9), vars(bankruptcy)),
    (bonus.Parts("0.1", 7, 3), vars(bonus)),
    (close.Absorbed("0.1", 0), vars(close)),
    (order.Candidate("0.1", 7), vars(order)),
    (deleverage.Candidate(7, "0.1", 2**128 - 1), vars(deleverage)),
    (deleverage.Candidate(7, "0.1", 5, 3), vars(deleverage)),
    (socialise.Socialised("0.1", 7, 3), vars(socialise)),
    (waterfall.Flows("0.1", 7, 3, 5, 9), vars(waterfall)),
]
NAMED = [
    *((value, vars(p)) for value in VALUES + portfolio.VALUES),
    *((value, {**vars(p), **names}) for value, names in NESTED + portfolio.NESTED + living.NESTED),
]


@pytest.mark.parametrize("place", range(len(NAMED)), ids=lambda place: repr(NAMED[place][0]))
def test_value(place: int) -> None:
    value, names = NAMED[place]
    assert eval(repr(value), names) == value
    again = [pickle.loads(pickle.dumps(value, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for other in (*again, copy.copy(value), copy.deepcopy(value)):
        assert other == value and not other != value and hash(other) == hash(value)
        assert type(other) is type(value)
    assert value != object() and value != 1.5
    with pytest.raises(AttributeError):
        value.anything = 1
    for name in (name for name in dir(value) if not name.startswith("_")):
        with pytest.raises(AttributeError):
            setattr(value, name, 1)
    with pytest.raises(TypeError):
        type("Sub", (type(value),), {})


def test_values_differ() -> None:
    values = [value for value, _ in NAMED]
    assert len(set(values)) == len(values)
    assert len({repr(value) for value in values}) >= len(values) - 1  # two kinds of Candidate


def account() -> p.Account:
    made, net = p.Account(), p.Net("10000.1")
    net.add(PERP, [TERMS, TERMS, p.Terms.equity(MARK)])
    made.add_net(net, [p.Bound.unweighted(DOLLAR)] * 3)
    made.add("-4.5", (p.Weights("0.8", "1.2").apply(ETHER), p.Bound.unknown(), p.Bound.unweighted(ETHER)))
    return made


def test_accumulators_copy() -> None:
    health = account().initial
    cases: list[tuple[Any, str, list[Any]]] = [
        (account(), "add", [1, [p.Bound(1, 1)] * 3]),
        (health, "add", [1, p.Bound(1, 1)]),
        (p.Net(1), "add", [PERP, [TERMS] * 3]),
        (p.Totals(), "add", [account()]),
        (p.Exposure(1), "add", [-1]),
        (p.Fund(3, 2, 1), "contribute", [1]),
        (p.Pool(0, 0, 1, 1), "enter", [2, 3]),
        *portfolio.ACCUMULATORS,
    ]
    for made, method, arguments in cases:
        for other in (copy.copy(made), copy.deepcopy(made)):
            assert other == made
            getattr(other, method)(*arguments)
            assert other != made
        with pytest.raises(TypeError):
            hash(made)


def test_what_was_stored_comes_back() -> None:
    fund, pool, totals, exposure = p.Fund("10.1", 7, 9), p.Pool(10**30, 3, 1, 10**6), p.Totals(), p.Exposure("0.1", 2)
    fund.cover(3)
    totals.add(account())
    for made in (fund, pool, totals, exposure, account()):
        assert pickle.loads(pickle.dumps(made)) == made
    for made in (fund, pool, totals, exposure):
        assert eval(repr(made), vars(p)) == made
    assert fund.spent == 3 and fund.balance == p.read_down("10.1") - 3
    fund.renew()
    assert fund.spent == 0


def test_levels_travel() -> None:
    """A batch sends the health of each level, or the account; no netting group goes alone."""
    levels = pickle.loads(pickle.dumps(account().levels))
    assert levels == account().levels
    assert p.status_of(*levels) == account().status == p.Status.UNKNOWN
    assert eval(repr(levels[1]), vars(p)) == levels[1]
    assert p.Account.from_levels(levels) == account()
    with pytest.raises(p.WrongPositions):
        p.Account.from_levels([*levels[:2], p.Health()])
    with pytest.raises(TypeError):
        pickle.dumps(p.Net(1))


def test_what_an_account_gives_is_a_copy() -> None:
    made = account()
    made.initial.require(5)
    closed = made.close(3)
    made.add(1, [p.Bound(1, 1)] * 3)
    assert closed == account() != made
    with pytest.raises(p.WrongPositions):
        made.close(3)


def test_enums() -> None:
    assert [status.value for status in p.Status] == ["healthy", "restricted", "liquidatable", "insolvent", "unknown"]
    assert f"{account().status}" == "unknown" and account().status is p.Status.UNKNOWN
    assert account().initial.verdict is p.Verdict.HEALTHY
    for kind in (p.Status, p.Verdict, p.Side, p.End, p.Permission, p.Reason, p.Order, *living.ENUMS):
        for member in kind:
            assert pickle.loads(pickle.dumps(member)) is member and kind(member.value) is member
            assert member.name == member.value.upper()
    assert [member.is_allowed for member in p.Permission] == [True, True, False, False]
    assert p.Price(1, 2).at(p.End.LOW) == 1 and p.Price(1, 2).at(p.End.HIGH) == 2
    assert p.Price(1, 2).at(p.End.MID) == p.Fixed("1.5")


def test_threads_share_a_sum() -> None:
    """Every position fed from eight threads is counted, exactly once."""
    total, bounds = p.Account(), [p.Bound(1, 1)] * 3
    net, merged = p.Net(0), p.Health()
    fund, pool, exposure = p.Fund(0, 1, 1), p.Pool(0, 0, 1, 1), p.Exposure()
    terms = [p.Terms(DOLLAR, p.Weights.one())] * 3

    def feed() -> None:
        for _ in range(500):
            total.add("0.1", bounds)
            total.add(-1, bounds)
            net.add(p.Perp(1, 0), terms)
            merged.add(1, bounds[0])
            fund.contribute(1)
            pool.enter(1, 2)
            exposure.add(-1)

    threads = [threading.Thread(target=feed) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total.close(8000).equity.assets.bits == 4000 * p.read_down("0.1").bits
    assert total.equity.liabilities == merged.assets == net.value(p.EQUITY) == 4000
    assert fund.balance == exposure.short == 4000 and (pool.assets, pool.shares) == (4000, 8000)


def test_deleveraging_leaves_what_it_was_given() -> None:
    given = (deleverage.Candidate(1, 1, 10), deleverage.Candidate(2, 2, 5), deleverage.Candidate(3, 2, 5, 4))
    for allocate in (deleverage.greedy, deleverage.pro_rata):
        for needed in (0, 7, 20, 21):
            closed, left = allocate(given, needed)
            assert [candidate.id for candidate in closed] == [2, 3, 1]
            assert sum(candidate.close for candidate in closed) + left == needed
            assert left == max(needed - 20, 0)
    assert [candidate.close for candidate in given] == [0, 0, 4]
    assert deleverage.greedy([], 2**128 - 1) == ([], 2**128 - 1)
