"""What is wrong with a table is said with its column and its row, as the caller counts them."""

import math
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

import plimsoll as p

ONE = {"asset": "1", "liability": "1"}
BOOK: dict[str, Any] = {
    "currency": "USD",
    "assets": {
        "USDC": {"price": "1", "initial": ONE, "maintenance": ONE},
        "ETH": {"price": "1800", "initial": ONE, "maintenance": ONE},
    },
    "perps": {"ETH-PERP": {"price": "1800", "follows": "ETH", "settles": "USDC", "initial": "0.1", "maintenance": "0.05"}},
}
MARKETS = p.Markets(BOOK)
GOOD = {"account": np.array([1, 1, 2]), "market": np.array(["USDC", "ETH", "ETH"]), "quantity": np.array([1, 2, 3])}
PERPS = {"account": np.array([1]), "market": np.array([0]), "size": np.array([1]), "quote": np.array([-1800])}


def balances(**columns: Any) -> dict[str, Any]:
    return GOOD | columns


BALANCES = [
    ({"market": np.array(["USDC", "ETH", "BTC"])}, p.UnknownMarket, 'balances.market: row 2: .*"BTC"'),
    ({"market": pa.array(["USDC", "ETH", "BTC"]).dictionary_encode()}, p.UnknownMarket, 'balances.market: row 2: .*"BTC"'),
    ({"market": np.array([0, 1, 2])}, p.UnknownMarket, "balances.market: row 2: "),
    ({"market": np.array([0, 1, -1])}, p.UnknownMarket, "balances.market: row 2: "),
    ({"market": np.array([0, 2**40, 1])}, p.UnknownMarket, "balances.market: row 1: "),
    ({"market": np.array(["ETH", "ETH", "USDC"])}, p.InvalidOrder, "balances.market: row 1: "),
    ({"account": np.array([2, 1, 2]), "market": np.array([0, 0, 0])}, p.InvalidOrder, "balances.market: row 2: "),
    ({"market": pa.array(["USDC", None, "ETH"])}, TypeError, "balances.market: row 1: it is null"),
    ({"account": pa.array([1, None, 2])}, TypeError, "balances.account: row 1: it is null"),
    ({"account": pa.array(["a", None, "b"]).dictionary_encode()}, TypeError, "balances.account: row 1: it is null"),
    ({"quantity": pa.array([1, 2, None])}, TypeError, "balances.quantity: row 2: it is null"),
    ({"quantity": pa.chunked_array([[1], [2, None]])}, TypeError, "balances.quantity: row 2: it is null"),
    ({"quantity": np.array([1.0, 2.0, 3.0])}, TypeError, 'balances.quantity: expected decimal128.*float64'),
    ({"quantity": pa.array(["1", "x", "3"])}, p.InvalidNumber, "balances.quantity: row 1: "),
    ({"quantity": pa.array([True, True, False])}, TypeError, "balances.quantity: expected decimal128"),
    ({"quantity": pa.array([b"x" * 8] * 3, pa.binary(8))}, TypeError, "balances.quantity: expected decimal128"),
    ({"account": np.array([1.0, 1.0, 2.0])}, TypeError, "balances.account: expected integers or text"),
    ({"account": pa.array([True, True, False])}, TypeError, "balances.account: expected integers or text"),
    ({"market": pa.array([1.5, 1.5, 2.5])}, TypeError, "balances.market: expected names"),
    ({"market": np.array([object()] * 3)}, TypeError, "balances.market"),
    ({"account": {1, 2}}, TypeError, "balances.account: expected a list, a NumPy array.*not set"),
    ({"account": np.array([[1], [1], [2]])}, TypeError, "balances.account: an array of shape"),
    ({"quantity": np.array([1, 2])}, p.InvalidLength, "balances.quantity: 2 rows"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "error", "message"), BALANCES)
def test_balances(columns: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match="^" + message):
        p.scan(balances(**columns), MARKETS)


@pytest.mark.parametrize("missing", ["account", "market", "quantity"])
def test_a_missing_column(missing: str) -> None:
    columns = {name: column for name, column in GOOD.items() if name != missing}
    with pytest.raises(TypeError, match=f'^balances: it has no column "{missing}"'):
        p.scan(columns, MARKETS)
    with pytest.raises(TypeError, match=f'^balances: it has no column "{missing}"'):
        p.scan(pa.table(columns), MARKETS)


@pytest.mark.parametrize("table", [None, 1, "balances", [1], object(), pa.array([1, 2])])
def test_no_table(table: Any) -> None:
    with pytest.raises(TypeError, match="^balances: "):
        p.scan(table, MARKETS)


def test_two_columns_of_one_name() -> None:
    table = pa.table([[1], ["ETH"], [1], [2]], names=["account", "market", "quantity", "quantity"])
    with pytest.raises(TypeError, match='^balances: two columns are called "quantity"'):
        p.scan(table, MARKETS)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_floats_that_are_no_numbers(value: float) -> None:
    for rows in ([1.0, value, 3.0], [value, 1.0, 3.0]):
        table = pl.DataFrame(balances(quantity=np.array(rows)))
        with pytest.raises(p.InvalidNumber, match=f"^balances.quantity: row {rows.index(value)}: "):
            p.scan(table, MARKETS, lane="float64")
    perps = PERPS | {"size": np.array([value])}
    with pytest.raises(p.InvalidNumber, match="^perps.size: row 0: "):
        p.scan(GOOD, MARKETS, perps=perps, lane="float64")


def test_rows_of_an_unsorted_table_are_the_callers() -> None:
    columns = {"account": np.array([2, 1, 3, 1]), "market": np.array([1, 0, 0, 9]), "quantity": np.ones(4, np.int64)}
    with pytest.raises(p.UnknownMarket, match="^balances.market: row 3: "):
        p.scan(columns, MARKETS)


def test_numbers_out_of_range() -> None:
    for value, scale in ((10**37, 3), (-(10**37), 3), (10**24, 0), (10**36, -2)):
        quantity = pa.Array.from_buffers(pa.decimal128(38, scale), 3, [None, pa.py_buffer(value.to_bytes(16, "little", signed=True) * 3)])
        with pytest.raises(p.Overflow, match="^balances.quantity: row 0: "):
            p.scan(balances(quantity=quantity), MARKETS)
    large = pa.array([Decimal(10**22)] * 3, pa.decimal128(38, 0))
    with pytest.raises(p.Overflow, match="^balances.quantity: row 1: "):
        p.scan(balances(quantity=large), MARKETS)
    # A sum that bits hold and 38 digits do not.
    sums = {"account": np.array(["x"]), "market": np.array([0]), "quantity": pa.array([Decimal(10**23)], pa.decimal128(38, 0))}
    with pytest.raises(p.Overflow, match='^account "x": initial_assets: beyond decimal128'):
        p.scan(sums, MARKETS)
    assert p.scan(sums | {"quantity": np.array([[0, 0]], np.uint64)}, MARKETS).num_rows == 1


def test_the_lowest_account_is_named_at_any_number_of_threads() -> None:
    count = 30_000
    market = np.zeros(count, np.uint32)
    market[[7_000, 7_001, 29_999]] = 5
    columns = {"account": np.arange(count), "market": market, "quantity": np.ones(count, np.int64)}
    for threads in (1, 2, 3, 4):
        for _ in range(5):
            with pytest.raises(p.UnknownMarket, match="^balances.market: row 7000: "):
                p.scan(columns, MARKETS, threads=threads)


@pytest.mark.parametrize(
    ("columns", "error", "message"),
    [
        ({"bids": np.array([-1])}, p.InvalidQuantity, "perps.bids: row 0: "),
        ({"asks": np.array([-1])}, p.InvalidQuantity, "perps.asks: row 0: "),
        ({"market": np.array(["ETH"])}, p.UnknownMarket, 'perps.market: row 0: .*"ETH"'),
        ({"market": np.array([1])}, p.UnknownMarket, "perps.market: row 0: "),
        ({"size": np.array([0.5])}, TypeError, "perps.size: expected"),
        ({"quote": pa.array([None], pa.int64())}, TypeError, "perps.quote: row 0: it is null"),
        ({"account": np.array(["one"])}, TypeError, "perps.account: expected Int64 as in the balances"),
    ],
)
def test_perps(columns: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match="^" + message):
        p.scan(GOOD, MARKETS, perps=PERPS | columns)


def test_options_without_any_in_the_book() -> None:
    options = {"account": np.array([1]), "market": np.array([0]), "quantity": np.array([1])}
    with pytest.raises(p.UnknownMarket, match="^options.market: row 0: "):
        p.scan(GOOD, MARKETS, options=options)


def test_arguments() -> None:
    with pytest.raises(ValueError, match="^lane: "):
        p.scan(GOOD, MARKETS, lane="fast")  # type: ignore[arg-type]
    with pytest.raises(p.InvalidQuantity, match="^threads: "):
        p.scan(GOOD, MARKETS, threads=0)
    with pytest.raises(p.InvalidQuantity, match="^threads: "):
        p.scan(GOOD, MARKETS, threads=-1)
    with pytest.raises(TypeError, match="threads: "):
        p.scan(GOOD, MARKETS, threads=1.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        p.scan(GOOD, BOOK)  # type: ignore[arg-type]
    assert len(p.scan(GOOD, MARKETS, threads=10**6)) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"currency": 1}, "^currency: "),
        ({"assets": {}, "perps": BOOK["perps"]}, "^perps.ETH-PERP"),
        ({"options": {"C": {}}}, "^options.C: "),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_books(change: dict[str, Any], message: str) -> None:
    with pytest.raises(p.InvalidBook, match=message):
        p.Markets(BOOK | change)


def test_options_need_one_method_of_scenarios() -> None:
    book = BOOK | {
        "expiries": {"E": {"follows": "ETH", "seconds": "86400", "forward": "1800"}},
        "options": {"C": {"expiry": "E", "right": "call", "strike": "1800", "volatility": "0.5"}},
    }
    with pytest.raises(p.InvalidBook, match="^methods: .*one method of kind scenarios, not 0"):
        p.Markets(book)
    method = {"kind": "scenarios", "underlying": "ETH", "settles": "USDC", "factor": {"initial": "1", "maintenance": "1"}}
    book["methods"] = {"scan": method | {"grid": [{"spot": "0.9"}]}, "other": method | {"grid": [{"spot": "0.9"}]}}
    with pytest.raises(p.InvalidBook, match="^methods: .*not 2"):
        p.Markets(book)


@pytest.mark.parametrize("column", ["bids", "asks"])
def test_orders_have_no_place_in_a_portfolio(column: str) -> None:
    grid: list[Any] = [{"spot": "0.9"}, {"spot": "1.1"}]
    factor = {"initial": "1", "maintenance": "1"}
    book = BOOK | {
        "expiries": {"E": {"follows": "ETH", "seconds": "86400", "forward": "1800"}},
        "options": {"C": {"expiry": "E", "right": "call", "strike": "1800", "volatility": "0.5"}},
        "methods": {"m": {"kind": "scenarios", "underlying": "ETH", "settles": "USDC", "factor": factor, "grid": grid}},
    }
    options = {"account": np.array([1]), "market": np.array([0]), "quantity": np.array([-1])}
    perps = PERPS | {"bids": np.array([0]), "asks": np.array([0])}
    assert len(p.scan(GOOD, p.Markets(book), perps=perps, options=options)) == 2
    with pytest.raises(p.OutOfDomain, match=f"^perps.{column}: row 0: "):
        p.scan(GOOD, p.Markets(book), perps=perps | {column: np.array([1])}, options=options)


def test_moves_and_prices() -> None:
    with pytest.raises(p.InvalidBook, match="^shock.BTC: "):
        MARKETS.move({"BTC": "0.1"})
    with pytest.raises(p.InvalidBook, match="moved twice"):
        MARKETS.move({"ETH": "0.1", "ETH-PERP": "0.1"})
    with pytest.raises(p.InvalidPrice, match="^shock.ETH: "):
        MARKETS.move({"ETH": -1})
    with pytest.raises(p.InvalidBook, match="^price.BTC: "):
        MARKETS.price({"BTC": 1})
    with pytest.raises(p.InvalidPrice, match='^prices."ETH".: '):
        MARKETS.price({"ETH": 0})
    with pytest.raises(p.InvalidPrice, match='^prices."ETH".: '):
        MARKETS.price({"ETH": (2, 1)})
    with pytest.raises(TypeError, match='^prices."ETH".: .*from_float'):
        MARKETS.price({"ETH": 1800.0})
    assert MARKETS.price({"ETH": 1}) == MARKETS.price({"ETH": (1, 1)}) != MARKETS
