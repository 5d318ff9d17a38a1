"""Scenarios, prices that change, and who falls where: each held against scans."""

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from columns import found, inputs, interval, number, random_book, terms

import plimsoll as p

SCENARIOS: list[dict[str, Any]] = [{}, {"A1": "-0.35"}, {"A0": "-0.02", "A1": Decimal("0.3")}, {"A1": "-0.9"}, {"A0": 1}]


@pytest.mark.parametrize("options", [False, True])
@pytest.mark.parametrize("lane", ["exact", "float64"])
def test_scenarios_are_scans_of_moved_markets(lane: Any, options: bool) -> None:
    for seed in range(10):
        book = random_book(random.Random(seed), options=options)
        markets, rows = p.Markets(book), inputs(book, "bits" if lane == "exact" else "float")
        scans = [found(p.scan(markets=markets.move(moves), lane=lane, **rows)) for moves in SCENARIOS]
        surplus = [{name: row[3] - row[4] for name, row in scan.items()} for scan in scans]
        worst = p.scenarios(markets=markets, scenarios=SCENARIOS, lane=lane, **rows).to_pyarrow().to_pylist()
        for row in worst:
            name = row["account"]
            left = [scan[name] for scan in surplus]
            least = left.index(min(left))
            got = number(row["surplus"]) if lane == "exact" else row["surplus"]
            assert (row["scenario"], got, row["status"]) == (least, left[least], scans[least][name][0])
            fallen = sum(scan[name][0] in ("liquidatable", "insolvent") for scan in scans)
            assert row["liquidatable"] == fallen
        everything = p.scenarios(markets=markets, scenarios=SCENARIOS, lane=lane, rows="all", **rows).to_pyarrow().to_pylist()
        assert [row["account"] for row in everything[:: len(SCENARIOS)]] == list(scans[0])
        for place, row in enumerate(everything):
            scenario, name = row["scenario"], row["account"]
            got = number(row["surplus"]) if lane == "exact" else row["surplus"]
            assert scenario == place % len(SCENARIOS)
            assert (got, row["status"]) == (surplus[scenario][name], scans[scenario][name][0])


def test_scenarios_of_many_accounts_at_any_number_of_threads() -> None:
    book = random_book(random.Random(1), 6000)
    markets, rows = p.Markets(book), inputs(book)
    for kind in ("worst", "all"):
        tables = [
            p.scenarios(markets=markets, scenarios=SCENARIOS, rows=kind, threads=threads, **rows).to_pyarrow()
            for threads in (1, 3)
        ]
        assert tables[0].equals(tables[1])


def test_what_is_wrong_with_scenarios() -> None:
    book = random_book(random.Random(1))
    markets, rows = p.Markets(book), inputs(book)
    with pytest.raises(p.InvalidLength, match="^scenarios: "):
        p.scenarios(markets=markets, scenarios=[], **rows)
    with pytest.raises(p.InvalidBook, match=r"^scenarios\[1\]: shock.X: "):
        p.scenarios(markets=markets, scenarios=[{}, {"X": 1}], **rows)
    with pytest.raises(p.InvalidPrice, match=r"^scenarios\[0\]: shock.A1: "):
        p.scenarios(markets=markets, scenarios=[{"A1": -2}], **rows)
    with pytest.raises(TypeError, match="^scenarios: "):
        p.scenarios(markets=markets, scenarios=1, **rows)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="^rows: "):
        p.scenarios(markets=markets, scenarios=[{}], rows="best", **rows)  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [False, True])
@pytest.mark.parametrize("lane", ["exact", "float64"])
def test_a_watch_is_a_new_scan(lane: Any, options: bool) -> None:
    for seed in range(10):
        r = random.Random(seed)
        book = random_book(r, 80, options=options)
        markets, rows = p.Markets(book), inputs(book, "bits" if lane == "exact" else "float")
        watch = p.Watch(markets=markets, lane=lane, **rows)
        first = watch.table().to_pyarrow()
        assert first.equals(p.scan(markets=markets, lane=lane, **rows).to_pyarrow()) and watch.markets == markets
        for _ in range(6):
            names = r.sample([*book["assets"], *book["perps"]], r.choice([1, 1, 2]))
            prices = {name: f"{float(interval(book['assets' if name in book['assets'] else 'perps'][name], 'equity').mid()) * r.uniform(0.6, 1.5):.9f}" for name in names}
            markets = markets.price(prices)
            count = watch.price(prices)
            assert watch.markets == markets and 0 <= count <= len(first)
            assert watch.table().to_pyarrow().equals(p.scan(markets=markets, lane=lane, **rows).to_pyarrow())
        assert watch.price(prices) == 0 and "accounts" in repr(watch)


def test_a_watch_measures_who_holds_what_moves() -> None:
    one = {"asset": "1", "liability": "1"}
    markets = p.Markets(
        {
            "currency": "USD",
            "assets": {name: {"price": "1", "initial": one, "maintenance": one} for name in ("A", "B", "C")},
            "perps": {"P": {"price": "1", "settles": "C", "initial": "0.1", "maintenance": "0.1"}},
        }
    )
    balances = {"account": np.array([1, 2, 3, 4, 5]), "market": np.array(["A", "B", "A", "B", "B"]), "quantity": np.ones(5, np.int64)}
    perps = {"account": np.array([5]), "market": np.array(["P"]), "size": np.array([1]), "quote": np.array([-1])}
    watch = p.Watch(balances, markets, perps=perps)
    assert [watch.price({name: 2}) for name in ("A", "B", "C", "P")] == [2, 3, 1, 1]
    before = watch.table().to_pyarrow()
    with pytest.raises(p.InvalidBook):
        watch.price({"X": 1})
    # A price that one account cannot be measured at: prices and rows stay.
    large = p.Watch(balances | {"quantity": np.array([1, 10**12, 1, 1, 1])}, markets)
    rows = large.table().to_pyarrow()
    with pytest.raises(p.Overflow, match="^balances.quantity: row 1: "):
        large.price({"B": 10**12})
    assert large.table().to_pyarrow().equals(rows) and large.markets == markets
    assert watch.table().to_pyarrow().equals(before)


def holdings(book: dict[str, Any], account: dict[str, Any]) -> list[p.Holding]:
    """An account at maintenance, with the package's own classes."""
    places = {name: place for place, name in enumerate([*book["assets"], *book["perps"]])}
    made = []
    for place, (name, market) in enumerate(book["assets"].items()):
        legs = []
        for perp, position in (account["perps"] if place == 0 else {}).items():
            held = p.Perp(position["size"], position["quote"], position["bids"], position["asks"])
            legs.append(p.Leg(held, terms(book["perps"][perp])[p.MAINTENANCE], places[perp]))
        if name in account["balances"] or legs:
            weights = p.Weights(market["maintenance"]["asset"], market["maintenance"]["liability"])
            index = places[market.get("follows", name)]
            balance = account["balances"].get(name, 0)
            made.append(p.Holding(balance, interval(market, "maintenance"), weights, index, legs))
    return made


def test_falls_are_the_thresholds_of_every_account() -> None:
    seen = set()
    for seed in range(8):
        book = random_book(random.Random(seed), 30)
        markets, rows = p.Markets(book), inputs(book)
        for market in ("A1", *book["perps"]):
            section = "assets" if market in book["assets"] else "perps"
            price = interval(book[section][market], "maintenance")
            index = [*book["assets"], *book["perps"]].index(market)
            table = p.falls(markets=markets, market=market, step="0.001", **rows).table().to_pyarrow().to_pylist()
            for row in table:
                wanted = p.threshold(holdings(book, book["accounts"][row["account"]]), index, price, "0.001")
                for side in ("below", "above"):
                    limit = getattr(wanted, side)
                    seen.add(limit.reason)
                    got = row[side] and number(row[side])
                    assert (got, row[f"{side}_reason"]) == (limit.value, limit.reason)
    assert seen == {"at", "never", "already_past", "not_exposed"}


@pytest.mark.parametrize("lane", ["exact", "float64"])
def test_who_falls_at_a_price_is_who_a_scan_finds(lane: Any) -> None:
    """Against a scan of markets where the index has moved, at prices that are nobody's own."""
    count = 0
    for seed in range(8):
        r = random.Random(seed)
        book = random_book(r, 60)
        for market in book["assets"].values():
            market.pop("initial_price", None)
        book["assets"]["A1"]["price"] = "1024"  # moves of it by sixteenths are exact
        markets, rows = p.Markets(book), inputs(book, "bits" if lane == "exact" else "float")
        falls = p.falls(markets=markets, market="A1", lane=lane, **rows)
        now = found(p.scan(markets=markets, lane=lane, **rows))
        assert falls.market == "A1" and len(falls) == len(now)
        for sixteenths in range(1, 48, 3):
            shock = Fraction(sixteenths, 16) - 1
            scan = found(p.scan(markets=markets.move({"A1": f"{float(shock):.4f}"}), lane=lane, **rows))
            wanted = {name for name, row in scan.items() if row[3] < row[4] and now[name][3] >= now[name][4]}
            at = falls.at(64 * sixteenths).to_pyarrow()
            assert set(at["account"].to_pylist()) == wanted
            count += len(wanted)
    assert count > 50


def test_falls_follow_the_index() -> None:
    book = random_book(random.Random(2))
    book["assets"] |= {"S": book["assets"]["A1"] | {"follows": "A1"}}
    markets, rows = p.Markets(book), inputs(book)
    one, other = (p.falls(markets=markets, market=name, step=1, **rows) for name in ("A1", "S"))
    assert one.market == other.market == "A1"
    assert one.table().to_pyarrow().equals(other.table().to_pyarrow())
    with pytest.raises(p.InvalidBook, match="^market: "):
        p.falls(markets=markets, market="X", **rows)
    with pytest.raises(p.InvalidStep):
        p.falls(markets=markets, market="A1", step=0, **rows)
    with pytest.raises(p.InvalidPrice, match="^price: "):
        one.at(0)
    empty = pa.table({"account": pa.array([], pa.int64()), "market": pa.array([], pa.string()), "quantity": pa.array([], pa.int64())})
    assert len(p.falls(empty, markets, "A1").at(1)) == 0
