"""The scan in parts: the same rows as the scan of everything, however the parts fall."""

import pickle
import random
from decimal import Decimal
from typing import Any

import pytest

import plimsoll as p
from plimsoll.cluster import Scanner

pa = pytest.importorskip("pyarrow")

ASSET = {"asset": "0.8", "liability": "1.2"}
TIGHT = {"asset": "0.9", "liability": "1.1"}
BOOK = {
    "currency": "USD",
    "assets": {
        "USDC": {"price": "1", "initial": {"asset": "1", "liability": "1"}, "maintenance": {"asset": "1", "liability": "1"}},
        "ETH": {"price": {"low": "1795.5", "high": "1804.5"}, "initial": ASSET, "maintenance": TIGHT},
    },
    "perps": {"ETH-PERP": {"price": "1800", "follows": "ETH", "settles": "USDC", "initial": "0.1", "maintenance": "0.05"}},
}
OPTIONS = BOOK | {
    "expiries": {"ETH-30D": {"follows": "ETH", "seconds": "2592000", "forward": "1808"}},
    "options": {"ETH-30D-2000-C": {"expiry": "ETH-30D", "right": "call", "strike": "2000", "volatility": "0.6"}},
    "methods": {
        "desk": {
            "kind": "scenarios", "underlying": "ETH", "settles": "USDC",
            "factor": {"initial": "1.5", "maintenance": "1"},
            "grid": [{"spot": "1.2"}, {"spot": "1"}, {"spot": "0.8"}],
        }
    },
}  # fmt: skip
NUMBER = pa.decimal128(38, 15)
MARKETS = p.Markets(BOOK)


def balances(accounts: int, seed: int = 1) -> Any:
    chosen = random.Random(seed)
    rows = [
        {"account": account, "market": market, "quantity": round(Decimal(chosen.uniform(-1, 1.5)) * scale, 12)}
        for account in range(accounts)
        for market, scale in chosen.sample([("USDC", 3000), ("ETH", 2)], chosen.randrange(1, 3))
    ]
    return pa.Table.from_pylist(rows, pa.schema({"account": pa.int64(), "market": pa.string(), "quantity": NUMBER}))


def perps(accounts: int, seed: int = 2) -> Any:
    chosen = random.Random(seed)
    rows = [
        {"account": account, "market": "ETH-PERP", "size": (size := Decimal(chosen.randrange(-3000, 3000)) / 1000), "quote": -1790 * size}
        for account in range(0, accounts, 3)
    ]  # fmt: skip
    fields = {"account": pa.int64(), "market": pa.string(), "size": NUMBER, "quote": NUMBER}
    return pa.Table.from_pylist(rows, pa.schema(fields))


def one_machine(table: Any, markets: p.Markets = MARKETS, **more: Any) -> Any:
    result = pa.table(p.scan(table, markets, **more))
    return result.set_column(1, "status", result["status"].cast(pa.string()))


def union(*tables: Any) -> Any:
    """As Spark's unionByName with allowMissingColumns, and sorted as a partition is."""
    return pa.concat_tables(tables, promote_options="default").sort_by([("account", "ascending"), ("market", "ascending")])


def test_parts_equal_the_whole() -> None:
    table, scanner = balances(500), Scanner(MARKETS)
    whole = one_machine(table).cast(scanner.schema)
    assert set(whole["status"].to_pylist()) == {"healthy", "restricted", "liquidatable", "insolvent"}
    for sizes in ([1], [2, 3, 7], [100], [10_000], [1, 400]):
        parts = list(scanner(iter(cut(table, *sizes))))
        assert all(isinstance(part, pa.RecordBatch) and part.schema.equals(scanner.schema) for part in parts)
        assert pa.Table.from_batches(parts).equals(whole)
    shuffled = table.take(pa.array(random.Random(3).sample(range(table.num_rows), table.num_rows)))
    assert scanner(shuffled).equals(whole)
    (batch,) = shuffled.combine_chunks().to_batches()
    answer = scanner(batch)
    assert isinstance(answer, pa.RecordBatch) and pa.Table.from_batches([answer]).equals(whole)
    assert list(scanner(iter([]))) == []
    assert scanner(table[:0]).num_rows == 0 and scanner(table[:0]).schema.equals(scanner.schema)
    assert scanner(pa.RecordBatch.from_pylist([], table.schema)).num_rows == 0


def cut(rows: Any, *sizes: int) -> list[Any]:
    """Batches of these sizes, over and over, an empty one among them."""
    parts, place = [pa.RecordBatch.from_pylist([], rows.schema)], 0
    while place < rows.num_rows:
        for size in sizes:
            parts += rows[place : place + size].combine_chunks().to_batches()
            place += size
    return parts


def test_perps_and_options_among_the_rows() -> None:
    holdings, positions = balances(200), perps(200)
    scanner = Scanner(MARKETS)
    whole = one_machine(holdings, perps=positions).cast(scanner.schema)
    assert pa.Table.from_batches(scanner(cut(union(holdings, positions), 7, 50))).equals(whole)
    assert not whole.equals(one_machine(holdings).cast(scanner.schema))
    only = pa.Table.from_batches(scanner(cut(union(positions), 5)))
    assert only.equals(one_machine(holdings[:0], perps=positions).cast(scanner.schema))

    markets = p.Markets(OPTIONS)
    scanner = Scanner(markets)
    options = pa.table({
        "account": pa.array([3, 8]), "market": ["ETH-30D-2000-C"] * 2,
        "quantity": pa.array([Decimal("-2"), Decimal("1.5")], NUMBER),
    })  # fmt: skip
    whole = one_machine(holdings, markets=markets, perps=positions, options=options).cast(scanner.schema)
    rows = union(holdings, positions, options)
    assert pa.Table.from_batches(scanner(cut(rows, 7, 50))).equals(whole)
    assert [account for account, place in zip(*(whole[name].to_pylist() for name in ("account", "scenario"))) if place is not None] == [3, 8]
    coded = rows.set_column(1, "market", rows["market"].dictionary_encode())
    assert scanner(coded).equals(whole)


def test_the_float_lane_and_text_accounts() -> None:
    table = balances(100)
    floats = table.set_column(2, "quantity", table["quantity"].cast(pa.float64()))
    scanner = Scanner(MARKETS, lane="float64")
    whole = one_machine(floats, lane="float64").cast(scanner.schema)
    assert pa.Table.from_batches(scanner(cut(floats, 9))).equals(whole)
    assert {str(field.type) for field in scanner.schema} == {"int64", "string", "double"}

    named = table.set_column(0, "account", table["account"].cast(pa.string())).sort_by("account")
    scanner = Scanner(MARKETS, accounts="string")
    assert pa.Table.from_batches(scanner(cut(named, 9))).equals(one_machine(named).cast(scanner.schema))
    small = table.set_column(0, "account", table["account"].cast(pa.uint16()))
    assert Scanner(MARKETS)(small).equals(Scanner(MARKETS)(table))


def test_schemas() -> None:
    sums = [f"{level}_{side}" for level in ("initial", "maintenance", "equity") for side in ("assets", "liabilities")]
    assert Scanner(MARKETS).schema.names == ["account", "status", *sums]
    expected = "account bigint, status string, " + ", ".join(f"{name} decimal(38,15)" for name in sums)
    assert Scanner(MARKETS).spark_schema == expected
    floats = Scanner(p.Markets(OPTIONS), lane="float64", accounts="string").spark_schema
    assert floats == "account string, status string, " + ", ".join(f"{name} double" for name in sums) + ", scenario int"


def test_it_travels() -> None:
    table, scanner = balances(50), Scanner(MARKETS, lane="exact")
    again = pickle.loads(pickle.dumps(scanner))
    assert again(table).equals(scanner(table)) and again.schema.equals(scanner.schema)


def test_accounts_that_come_back() -> None:
    table, scanner = balances(20), Scanner(MARKETS)
    again = table.num_rows // 2
    said = r"^account: \d+ comes after \d+: the rows of an account must be together, as after repartition.*sortWithinPartitions"
    for sizes in ([1], [4], [100]):
        for second in (table[:again], table[:1]):
            with pytest.raises(p.InvalidOrder, match=said):
                list(scanner(cut(table[again:], *sizes) + cut(second, *sizes)))
        with pytest.raises(p.InvalidOrder, match=r"^balances.market: account 19, market "):
            list(scanner(cut(table, *sizes) + cut(table[-1:], 1)))
    # What came before the error has been handed on.
    parts = scanner(cut(table[again:], 1) + cut(table[:1], 1))
    assert next(parts)["account"].to_pylist() == [table["account"][again].as_py()]


def test_bad_rows() -> None:
    table = balances(20)
    scanner = Scanner(MARKETS)
    other = table.set_column(1, "market", pa.array(["USDC"] * 7 + ["DOGE"] + ["USDC"] * (table.num_rows - 8)))
    with pytest.raises(p.PlimsollError, match="DOGE"):
        scanner(other)
    with pytest.raises(p.PlimsollError):
        list(scanner(iter(cut(other, 5))))
    with pytest.raises(TypeError, match="account"):
        scanner(table.drop_columns("account"))
    with pytest.raises(TypeError, match="market"):
        scanner(table.drop_columns("market"))
    with pytest.raises(TypeError, match="quantity"):
        scanner(table.drop_columns("quantity"))
    with pytest.raises(TypeError, match="quantity"):
        scanner(table.set_column(2, "quantity", table["quantity"].cast(pa.float64())))
    with pytest.raises(TypeError, match=r"^account: integer, not string; Scanner\(accounts"):
        scanner(table.set_column(0, "account", table["account"].cast(pa.string())))
    with pytest.raises(TypeError, match="^quantity: .*bits"):
        scanner(table.set_column(2, "quantity", pa.array([b"0" * 16] * table.num_rows, pa.binary(16))))
    both = table.append_column("size", table["quantity"]).append_column("quote", table["quantity"])
    with pytest.raises(p.InvalidQuantity, match="^size: account 0 "):
        scanner(both)
    nobody = table.set_column(0, "account", pa.array([None] + table["account"].to_pylist()[1:], pa.int64()))
    with pytest.raises((TypeError, p.PlimsollError), match="account"):
        list(scanner(iter(cut(nobody, 5))))
    far = table.set_column(0, "account", pa.array([2**64 - 1] * table.num_rows, pa.uint64()))
    with pytest.raises(TypeError, match="^account: "):
        scanner(far)


def test_a_bad_call() -> None:
    with pytest.raises(TypeError, match="^markets: "):
        Scanner(BOOK)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="^lane: "):
        Scanner(MARKETS, lane="bits")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="^accounts: "):
        Scanner(MARKETS, accounts="bytes")  # type: ignore[arg-type]
