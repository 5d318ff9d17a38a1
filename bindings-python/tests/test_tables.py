"""The policy of a book on tables: the stress and the replay of the same accounts as in a document."""

import json
import random
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from columns import inputs, number, random_book

import plimsoll as p

POLICY = {
    "close_factor": "0.5",
    "bonus": "0.05",
    "fee": "0.005",
    "split": {"insurance": "0.2", "protocol": "0.1"},
    "insurance": {"balance": "500"},
    "deleverage": "pro_rata",
}
SHOCKS = {"A1": "-0.5", "A0": "-0.01"}
FLOWS = {
    "liquidators": ("liquidators", "earned"),
    "protocol": ("protocol", "earned"),
    "socialised": ("socialised", "lost"),
    "fund_before": ("insurance", "before"),
    "fund_received": ("insurance", "received"),
    "fund_paid": ("insurance", "paid"),
    "fund_after": ("insurance", "after"),
}


def with_policy(seed: int) -> dict[str, Any]:
    """A random book of accounts that have something, and a policy."""
    book = random_book(random.Random(seed), 60)
    held = {name: account for name, account in book["accounts"].items() if account["balances"] or account["perps"]}
    return book | {"accounts": held, "policy": POLICY}


def rows(table: p.Table) -> list[dict[str, Any]]:
    def value(cell: Any) -> Any:
        if isinstance(cell, bytes):
            return number(cell)
        return p.read_nearest(f"{cell:f}") if isinstance(cell, Decimal) else cell

    return [{name: value(cell) for name, cell in row.items()} for row in table.to_pyarrow().to_pylist()]


def read(report: dict[str, Any]) -> dict[str, Any]:
    """Texts of a report as numbers, but for words."""
    return {name: value if name == "status" or isinstance(value, int) else p.read_nearest(value) for name, value in report.items()}


@pytest.mark.parametrize("kind", ["bits", "decimal"])
def test_a_stress_of_tables_is_the_stress_of_the_book(kind: str) -> None:
    actions = set()
    for seed in range(12):
        book = with_policy(seed)
        report = json.loads(p.stress(json.dumps(book), SHOCKS))
        stressed = p.stress(markets=p.Markets(book), shocks=SHOCKS, **inputs(book, kind))
        accounts = rows(stressed.accounts)
        assert [row["account"] for row in accounts] == list(report["accounts"])
        for row in accounts:
            for time, standing in report["accounts"][row["account"]].items():
                assert {key: row[f"{key}_{time}"] for key in standing} == read(standing)
        for row in rows(stressed.totals):
            assert {key: row[key] for key in report["totals"]["before"]} == read(report["totals"][row["time"]])
        steps = [step for step in rows(stressed.steps) if step["action"] != "against"]
        assert [(step["account"], step["action"]) for step in steps] == [
            (step["account"], step["action"]) for step in report["steps"]
        ]
        for row in rows(stressed.flows):
            party, key = FLOWS[row["flow"]]
            assert row["amount"] == p.read_nearest(report[party][key])
        for row in rows(stressed.markets):
            for party in ("liquidators", "insurance", "protocol", "socialised"):
                assert row[party] == p.read_nearest(report[party]["units"].get(row["market"], "0"))
        actions |= {step["action"] for step in steps}
        assert repr(stressed) == f"<StressTables of {len(accounts)} accounts, {len(rows(stressed.steps))} steps>"
    assert actions >= {"repay", "reduce", "cover", "socialise"}


def test_a_stress_of_moved_markets_begins_where_they_are() -> None:
    """A move and no shock is a shock, but for what was before."""
    for seed in range(4):
        book = with_policy(seed)
        markets, tables = p.Markets(book), inputs(book)
        one = p.stress(markets=markets, shocks=SHOCKS, **tables)
        other = p.stress(markets=markets.move(SHOCKS), shocks={}, **tables)
        names = ["account", "status_after", "equity_after", "maintenance_after"]
        assert one.accounts.to_pyarrow().select(names).equals(other.accounts.to_pyarrow().select(names))
        assert one.steps.to_pyarrow().equals(other.steps.to_pyarrow())


def test_what_is_wrong_with_tables_of_a_stress() -> None:
    book = with_policy(1)
    markets, tables = p.Markets(book), inputs(book)
    with pytest.raises(p.InvalidBook, match="^shock.X: "):
        p.stress(markets=markets, shocks={"X": 1}, **tables)
    places = [markets.assets.index(name) for name in tables["balances"]["market"].to_pylist()]
    wrong = tables | {"balances": tables["balances"].set_column(1, "market", pa.array([99, *places[1:]]))}
    with pytest.raises(p.UnknownMarket, match="^balances.market: row 0: "):
        p.stress(markets=markets, shocks=SHOCKS, **wrong)


PATH = {"time": np.arange(5) * 60, "A1": np.array([1.0, 0.8, 0.5, 0.45, 0.7]), "A0": np.array([1.0, 1.0, 0.99, 0.98, 1.0])}


def path_of(book: dict[str, Any]) -> dict[str, Any]:
    def mid(name: str) -> float:
        price = book["assets"][name]["price"]
        return float(price) if isinstance(price, str) else (float(price["low"]) + float(price["high"])) / 2

    return {"time": PATH["time"], **{name: PATH[name] * mid(name) for name in ("A1", "A0")}}


def test_a_replay_of_tables_is_the_replay_of_the_book() -> None:
    liquidated = 0
    for seed in range(8):
        book = with_policy(seed)
        path = path_of(book)
        said: list[int] = []
        one = p.replay(json.dumps(book), path, progress=said.append)
        other = p.replay(p.Markets(book), path, **inputs(book, "decimal"))
        assert one.series.to_pyarrow().equals(other.series.to_pyarrow())
        assert one.steps.to_pyarrow().equals(other.steps.to_pyarrow())
        assert one.currency == other.currency == "USD" and sum(said) == 5
        report = json.loads(one.json())
        series = rows(one.series)
        assert [row["time"] for row in series] == [0, 60, 120, 180, 240]
        assert len([row for row in rows(one.steps) if row["action"] != "against"]) == len(report["steps"])
        assert series[-1]["equity"] == p.read_nearest(report["totals"]["after"]["equity"])
        assert series[-1]["fund"] == p.read_nearest(report["insurance"]["after"])
        assert one.summary() and repr(one).startswith("<Replay of 5 rows, ")
        liquidated += sum(row["liquidated"] > 0 for row in series)
    assert liquidated > 10


def test_paths_of_every_library() -> None:
    book = with_policy(2)
    path = path_of(book)
    wanted = p.replay(book, path).series.to_pyarrow()
    times = pa.array(PATH["time"]).cast(pa.timestamp("s", "UTC"))
    for table in (pa.table(path), pd.DataFrame(path), pl.DataFrame(path)):
        assert p.replay(book, table).series.to_pyarrow().equals(wanted)
    stamped = p.replay(book, path | {"time": times}).series.to_pyarrow()
    assert stamped["time"].type == times.type and stamped["time"].combine_chunks().equals(times)
    assert stamped.drop_columns("time").equals(wanted.drop_columns("time"))
    assert len(p.replay(book, {"time": np.array([], np.int64)}).series) == 0


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"time": np.array([0, 1, 1, 2, 3])}, p.InvalidBook, r"path.time\[2\]: 1 does not come after 1"),
        ({"time": np.array([0.0, 1, 2, 3, 4])}, TypeError, "path.time: expected int64 or timestamps"),
        ({"X": np.ones(5)}, p.InvalidBook, "path.X: "),
        ({"A1": np.array([1, 2, 0, 4, 5])}, p.InvalidPrice, r"path.A1\[2\]: "),
        ({"A1": np.array([1, 2, np.nan, 4, 5])}, p.InvalidNumber, "path.A1: row 2: "),
        ({"A1": np.array([1, 2, 1e30, 4, 5])}, p.Overflow, "path.A1: row 2: "),
        ({"A1": np.array([1, 2])}, p.InvalidLength, "path.A1: 2 rows"),
        ({"A1": np.array([True] * 5)}, TypeError, "path.A1: an array of shape"),
    ],
)
def test_what_is_wrong_with_a_path(change: dict[str, Any], error: type[Exception], message: str) -> None:
    book = with_policy(2)
    with pytest.raises(error, match="^" + message):
        p.replay(book, path_of(book) | change)


def test_where_the_accounts_of_a_replay_come_from() -> None:
    book = with_policy(2)
    path, tables = path_of(book), inputs(book)
    with pytest.raises(TypeError, match="^balances: markets have no accounts"):
        p.replay(p.Markets(book), path)
    with pytest.raises(TypeError, match="^balances: expected None beside a book"):
        p.replay(book, path, balances=tables["balances"])
    with pytest.raises(TypeError, match='^path: it has no column "time"'):
        p.replay(book, {"A1": path["A1"]})

    class Enough(Exception):
        pass

    def progress(rows: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        p.replay(book, path, progress=progress)
