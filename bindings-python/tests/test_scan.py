"""Every row of a scan is the account's own, however the table came."""

import pickle
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from columns import SUMS, as_reported, by_hand, decimals, found, inputs, number, random_book, reported, words
from hypothesis import given, settings
from hypothesis import strategies as st

import plimsoll as p

ONE = {"asset": "1", "liability": "1"}
HALF = {"asset": "0.5", "liability": "2"}
MARKETS = p.Markets(
    {
        "currency": "USD",
        "assets": {
            "USDC": {"price": "1", "initial": ONE, "maintenance": ONE},
            "ETH": {"price": "1800", "initial": HALF, "maintenance": HALF},
        },
    }
)


@pytest.mark.parametrize("kind", ["bits", "decimal"])
def test_every_row_is_an_account(kind: str) -> None:
    rows = 0
    for seed in range(25):
        book = random_book(random.Random(seed))
        table = p.scan(markets=p.Markets(book), **inputs(book, kind))
        assert found(table) == by_hand(book)
        rows += len(table)
    assert rows > 700


@pytest.mark.parametrize("options", [False, True])
def test_every_row_is_the_accounts_report(options: bool) -> None:
    for seed in range(25):
        book = random_book(random.Random(f"{seed}/{options}"), options=options)
        table = p.scan(markets=p.Markets(book), **inputs(book))
        assert as_reported(found(table)) == reported(book)
        assert ("scenario" in table.column_names) == ("options" in inputs(book))


def test_accounts_that_options_alone_have_are_among_them() -> None:
    book = random_book(random.Random(3), options=True)
    book["accounts"] |= {"only": {"balances": {}, "perps": {}, "method": "scan", "options": {"call0": "-3"}}}
    got = found(p.scan(markets=p.Markets(book), **inputs(book)))
    assert as_reported(got) == reported(book) and "only" in got


def test_the_worst_scenario_is_the_reports() -> None:
    book = random_book(random.Random(5), options=True)
    grid = [row["spot"] for row in book["methods"]["scan"]["grid"]]
    rows = p.scan(markets=p.Markets(book), **inputs(book)).to_pyarrow().to_pylist()
    held = {name for name, account in book["accounts"].items() if account.get("options")}
    assert {row["account"] for row in rows if row["scenario"] is not None} == held
    import json

    report = json.loads(p.report(json.dumps(book)))["accounts"]
    for row in rows:
        if row["scenario"] is not None:
            worst = report[row["account"]]["portfolio"]["maintenance"]["scenario"]["spot"]
            assert Decimal(worst) == Decimal(grid[row["scenario"]])


@pytest.mark.parametrize("options", [False, True])
def test_the_float_lane_is_within_its_bound(options: bool) -> None:
    """The bound of the docstring, with twice the numbers for the ladders of perps."""
    for seed in range(20):
        book = random_book(random.Random(f"{seed}/{options}"), options=options)
        exact = found(p.scan(markets=p.Markets(book), **inputs(book)))
        float64 = found(p.scan(markets=p.Markets(book), lane="float64", **inputs(book, "float")))
        assert exact.keys() == float64.keys()
        for name, (_, *sums) in exact.items():
            scale = gross(book, book["accounts"][name])
            for one, other in zip(sums, float64[name][1:]):
                assert abs(Fraction(one.bits, 2**48) - Fraction(other)) <= scale


def gross(book: dict[str, Any], account: dict[str, Any]) -> Fraction:
    """The bound of an account's sums: rounding of floats, relative, and of the exact lane, in steps."""

    def high(market: Any) -> Fraction:
        prices = [market["price"], market.get("initial_price", market["price"])]
        return max(Fraction(price if isinstance(price, str) else price["high"]) for price in prices)

    total, units, count = Fraction(0), Fraction(0), Fraction(0)
    for name, text in account["balances"].items():
        total += abs(Fraction(text)) * high(book["assets"][name]) * 2
        units += abs(Fraction(text)) + high(book["assets"][name]) * 2
        count += 1
    settles = high(book["assets"]["A0"]) * 2
    for name, perp in account["perps"].items():
        size = abs(Fraction(perp["size"])) + Fraction(perp["bids"]) + Fraction(perp["asks"])
        total += (size * high(book["perps"][name]) * 3 + abs(Fraction(perp["quote"]))) * settles
        units += size * 4 + high(book["perps"][name]) * 8
        count += 8
    for text in account.get("options", {}).values():
        total += abs(Fraction(text)) * high(book["assets"]["A1"]) * 3 * settles
        units += abs(Fraction(text)) * 8 + high(book["assets"]["A1"]) * 8
        count += 8
    return (count + 16) * total / 2**53 + (2 * units + 16 * count + 16) * settles / 2**48


def same(one: p.Table, other: p.Table) -> bool:
    return bool(one.to_pyarrow().equals(other.to_pyarrow()))


def test_the_same_rows_from_every_library() -> None:
    book = random_book(random.Random(1), 300)
    markets, rows = p.Markets(book), inputs(book)
    balances, decimals = rows.pop("balances"), inputs(book, "decimal")["balances"]
    wanted = p.scan(balances, markets, **rows)
    assert same(p.scan(balances.to_reader(7), markets, **rows), wanted)
    assert same(p.scan(balances.combine_chunks().to_batches()[0], markets, **rows), wanted)
    chunked = pa.concat_tables([balances.slice(at, 11) for at in range(0, len(balances), 11)])
    assert same(p.scan(chunked, markets, **rows), wanted)
    coded = balances.set_column(1, "market", balances["market"].dictionary_encode())
    coded = coded.set_column(0, "account", coded["account"].dictionary_encode())
    assert same(p.scan(coded, markets, **rows), wanted)
    places = [markets.assets.index(name) for name in balances["market"].to_pylist()]
    for kind in (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64):
        columns = {"account": balances["account"], "market": np.array(places, kind), "quantity": balances["quantity"]}
        assert same(p.scan(columns, markets, **rows), wanted)
    texts = np.array(balances["account"].to_pylist())
    columns = {"account": texts, "market": np.array(balances["market"].to_pylist()), "quantity": balances["quantity"]}
    assert same(p.scan(columns, markets, **rows), wanted)
    numbers = words([number(cell) for cell in balances["quantity"].to_pylist()])
    assert same(p.scan(columns | {"quantity": numbers}, markets, **rows), wanted)
    assert same(p.scan(columns | {"quantity": np.repeat(numbers, 2, axis=0)[::2]}, markets, **rows), wanted)

    plain = found(wanted)
    frame = pl.DataFrame(decimals)
    assert found(p.scan(frame, markets, **rows)) == plain
    assert found(p.scan(frame.lazy().collect().rechunk(), markets, **rows)) == plain
    assert found(p.scan(decimals.to_pandas(types_mapper=pd.ArrowDtype), markets, **rows)) == plain
    floats = {"account": [1, 1, 2], "market": ["USDC", "ETH", "USDC"], "quantity": [1.5, -2.0, 3.0]}
    wanted = p.scan(pa.table(floats), MARKETS, lane="float64")
    assert same(p.scan(pd.DataFrame(floats), MARKETS, lane="float64"), wanted)
    assert same(p.scan(pl.DataFrame(floats), MARKETS, lane="float64"), wanted)
    duckdb = pytest.importorskip("duckdb")
    rows = pa.table(floats)  # DuckDB finds it by its name
    assert same(p.scan(duckdb.sql("select * from rows"), MARKETS, lane="float64"), wanted)


def test_rows_may_come_in_any_order() -> None:
    for seed in range(5):
        r = random.Random(seed)
        book = random_book(r, 60, options=True)
        markets, rows = p.Markets(book), inputs(book)
        mixed = {name: table.take(r.sample(range(len(table)), len(table))) for name, table in rows.items()}
        assert same(p.scan(markets=markets, **mixed), p.scan(markets=markets, **rows))


@pytest.mark.parametrize("lane", ["exact", "float64"])
def test_any_number_of_threads_gives_the_same_bytes(lane: Any) -> None:
    accounts = 20_000
    columns = {
        "account": np.repeat(np.arange(accounts), 2),
        "market": np.tile(np.array([0, 1], np.uint32), accounts),
        "quantity": np.random.default_rng(1).integers(-(10**9), 10**9, 2 * accounts),
    }
    tables = [p.scan(columns, MARKETS, lane=lane, threads=threads) for threads in (1, 2, 3, 4, None)]
    assert len(tables[0]) == accounts
    assert all(same(table, tables[0]) for table in tables)


@pytest.mark.parametrize(
    "kind",
    [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
    + [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())],
)
def test_accounts_come_out_as_they_went_in(kind: pa.DataType) -> None:
    text = not pa.types.is_integer(kind)
    names = ["b", "a", "c"] if text else [2, 1, 3]
    account = pa.array(names).cast(kind) if kind != pa.string_view() else pa.array(names, kind)
    table = p.scan({"account": account, "market": pa.array(["ETH"] * 3), "quantity": np.arange(3)}, MARKETS).to_pyarrow()
    assert table["account"].to_pylist() == sorted(names)
    assert table["account"].type == (pa.string() if pa.types.is_dictionary(kind) else kind)


@settings(max_examples=300, deadline=None)
@given(st.integers(-(10**38) + 1, 10**38 - 1), st.integers(0, 38))
def test_decimals_are_read_as_their_direction_says(value: int, scale: int) -> None:
    """Against fractions: quantities down, sizes of perps to nearest, halves away from zero."""
    exact = Fraction(value, 10**scale) * 2**48
    down = exact.numerator // exact.denominator
    away = abs(exact) + Fraction(1, 2)
    nearest = (away.numerator // away.denominator) * (1 if exact >= 0 else -1)
    numbers = decimals([value], scale)
    row = {"account": np.array([1]), "market": np.array(["USDC"]), "quantity": numbers}
    perps = row | {"market": np.array(["P"]), "size": numbers, "quote": np.array([0])}
    if abs(exact) >= 10**23 * 2**48 - 1:  # beyond what the decimals out hold
        return
    for wanted, out in ((down, p.scan(row, MARKETS)), (nearest, p.scan(EMPTY, PERP, perps=perps))):
        table = out.to_pyarrow()
        got = [p.read_nearest(f"{table[side][0].as_py():f}") for side in ("equity_assets", "equity_liabilities")]
        assert (got[0] - got[1]).bits == wanted


EMPTY = {"account": np.array([], np.int64), "market": np.array([], np.uint32), "quantity": np.array([], np.int64)}
PERP = p.Markets(
    {
        "currency": "USD",
        "assets": {"USDC": {"price": "1", "initial": ONE, "maintenance": ONE}},
        "perps": {"P": {"price": "1", "settles": "USDC", "initial": "0.5", "maintenance": "0.5"}},
    }
)


@settings(max_examples=200, deadline=None)
@given(st.integers(-(2**123), 2**123))
def test_decimals_out_are_the_nearest(value: int) -> None:
    """A sum of any bits, which come from the price: 15 places, and back to the same bits."""
    exact = p.Fixed.from_bits(abs(value) + 1)
    row = {"account": np.array([1]), "market": np.array([0]), "quantity": np.array([1 if value >= 0 else -1])}
    out = p.scan(row, MARKETS.price({"USDC": exact})).to_pyarrow()
    side = Fraction(out["equity_assets" if value >= 0 else "equity_liabilities"][0].as_py())
    assert abs(side - Fraction(exact.bits, 2**48)) <= Fraction(1, 2 * 10**15)
    assert p.read_nearest(f"{out['equity_assets' if value >= 0 else 'equity_liabilities'][0].as_py():f}") == exact


def test_numbers_of_the_package_keep_their_bits() -> None:
    """In lists and in shocks, whichever way they are read."""
    exact = [p.Fixed.from_bits(bits) for bits in (1, -1, 28147497671066, -28147497671066, 2**90 + 1, -(2**90) - 1)]
    rows = {"account": list(range(6)), "market": ["USDC"] * 6, "quantity": exact}
    assert found(p.scan(rows, MARKETS)) == found(p.scan(rows | {"quantity": words(exact)}, MARKETS))
    twin = MARKETS.move({"ETH": p.Fixed.from_bits(-(2**47) + 1)})
    assert twin == MARKETS.price({"ETH": p.Fixed.from_bits((2**47 + 1) * 1800)})


def test_tails() -> None:
    empty = p.scan(EMPTY, MARKETS)
    assert len(empty) == 0 and empty.column_names == ["account", "status", *SUMS]
    one = p.scan({"account": np.array([5]), "market": np.array([0]), "quantity": np.array([7])}, MARKETS)
    assert found(one) == {5: ["healthy", *[p.Fixed(7), p.Fixed(0)] * 3]}
    zero = p.scan({"account": np.array([5]), "market": np.array([1]), "quantity": np.array([0])}, MARKETS)
    assert found(zero) == {5: ["healthy", *[p.Fixed(0)] * 6]}
    count = 5000
    book = {
        "currency": "USD",
        "assets": {f"A{place}": {"price": "1", "initial": ONE, "maintenance": ONE} for place in range(count)},
    }
    many = {"account": np.repeat(np.arange(3), count), "market": np.tile(np.arange(count), 3), "quantity": np.ones(3 * count, np.int64)}
    assert found(p.scan(many, p.Markets(book)))[2][1] == p.Fixed(count)


def test_markets_name_move_and_travel() -> None:
    book = random_book(random.Random(2), options=True)
    markets = p.Markets(book)
    assert markets.currency == "USD" and markets.assets == tuple(book["assets"])
    assert markets.perps == tuple(book["perps"]) and markets.options == tuple(book["options"])
    for other in (markets, markets.move({"A1": "-0.35"}), markets.price({"A0": 2, "A1": ("1.5", "2.5")})):
        twin = pickle.loads(pickle.dumps(other))
        assert twin == other and hash(twin) == hash(other) and (other == markets) == (other is markets)
        assert same(p.scan(markets=twin, **inputs(book)), p.scan(markets=other, **inputs(book)))
    assert repr(markets).startswith("<Markets in USD: ")


def test_moved_markets_are_the_stressed_books() -> None:
    """Before the policy runs: the report of a stress says what the scan of moved markets does."""
    import json

    for seed in range(10):
        book = random_book(random.Random(seed))
        shocks = {"A1": "-0.35"} | ({"P0": "0.2"} if book["perps"] else {})
        report = json.loads(p.stress(json.dumps(book), shocks))["accounts"]
        table = p.scan(markets=p.Markets(book).move(shocks), **inputs(book)).to_pyarrow().to_pylist()
        assert table
        for row in table:
            surplus = number(row["maintenance_assets"]) - number(row["maintenance_liabilities"])
            shocked = report[row["account"]]["shocked"]
            assert row["status"] == shocked["status"] and surplus == p.read_nearest(shocked["maintenance"])


def test_a_table_out_is_arrow_everywhere() -> None:
    columns = {"account": np.array([1, 2]), "market": np.array(["USDC", "ETH"]), "quantity": np.array([1, -2])}
    table = p.scan(columns, MARKETS)
    assert (len(table), table.num_rows, table.column_names) == (2, 2, ["account", "status", *SUMS])
    plain = table.to_pyarrow()
    assert plain.schema.field("status").type == pa.dictionary(pa.int8(), pa.string())
    assert plain.schema.field("equity_assets").type == pa.decimal128(38, 15)
    assert pa.record_batch(table).num_rows == 2 and pa.schema(table) == plain.schema
    assert table.to_pandas()["status"].tolist() == table.to_polars()["status"].to_list() == ["healthy", "insolvent"]
    assert "insolvent" in repr(table) and repr(table).endswith("[2 rows]")
    assert same(p.scan(columns, MARKETS, lane="float64"), p.scan(columns | {"quantity": np.array([1.0, -2.0])}, MARKETS, lane="float64"))


def test_arguments_of_a_table_are_read_where_they_lie() -> None:
    """Sorted, aligned bits are not copied: what is changed between two scans is seen by the second."""
    numbers = words([p.Fixed(1), p.Fixed(2)]).copy()
    columns = {"account": np.array([1, 2]), "market": np.array([0, 0], np.uint32), "quantity": numbers}
    before = found(p.scan(columns, MARKETS))
    numbers[0] = words([p.Fixed(9)])[0]
    after = found(p.scan(columns, MARKETS))
    assert before[1][1] == p.Fixed(1) and after[1][1] == p.Fixed(9) and before[2] == after[2]
