"""The classes as Python objects: equality, hash, repr, pickles, copies, and threads."""

import copy
import pickle
import threading
from typing import Any

import pytest

import plimsoll as p

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
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_value(value: Any) -> None:
    assert eval(repr(value), vars(p)) == value
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
    assert len(set(VALUES)) == len(VALUES)
    assert len({repr(value) for value in VALUES}) == len(VALUES)


def account() -> p.Account:
    made, net = p.Account(), p.Net("10000.1")
    net.add(PERP, [TERMS, TERMS, p.Terms.equity(MARK)])
    made.add_net(net, [p.Bound.unweighted(DOLLAR)] * 3)
    made.add("-4.5", (p.Weights("0.8", "1.2").apply(ETHER), p.Bound.unknown(), p.Bound.unweighted(ETHER)))
    return made


def test_accumulators_copy() -> None:
    health = account().initial
    cases: list[tuple[Any, list[Any]]] = [
        (account(), [1, [p.Bound(1, 1)] * 3]),
        (health, [1, p.Bound(1, 1)]),
        (p.Net(1), [PERP, [TERMS] * 3]),
    ]
    for made, arguments in cases:
        for other in (copy.copy(made), copy.deepcopy(made)):
            assert other == made
            other.add(*arguments)
            assert other != made
        with pytest.raises(TypeError):
            hash(made)


def test_health_travels_and_accounts_do_not() -> None:
    """A batch sends the health of each level; no half of an account is made from a pickle."""
    levels = pickle.loads(pickle.dumps(account().levels))
    assert levels == account().levels
    assert p.status_of(*levels) == account().status == p.Status.UNKNOWN
    assert eval(repr(levels[1]), vars(p)) == levels[1]
    for made in (account(), p.Net(1)):
        with pytest.raises(TypeError):
            pickle.dumps(made)


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
    assert pickle.loads(pickle.dumps(p.Side.BUY)) is p.Side.BUY


def test_threads_share_a_sum() -> None:
    """Every position fed from eight threads is counted, exactly once."""
    total, bounds = p.Account(), [p.Bound(1, 1)] * 3
    net, merged = p.Net(0), p.Health()
    terms = [p.Terms(DOLLAR, p.Weights.one())] * 3

    def feed() -> None:
        for _ in range(500):
            total.add("0.1", bounds)
            total.add(-1, bounds)
            net.add(p.Perp(1, 0), terms)
            merged.add(1, bounds[0])

    threads = [threading.Thread(target=feed) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total.close(8000).equity.assets.bits == 4000 * p.read_down("0.1").bits
    assert total.equity.liabilities == merged.assets == net.value(p.EQUITY) == 4000
