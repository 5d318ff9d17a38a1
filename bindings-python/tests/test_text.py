"""Tables without any other package: lists in, text out."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from command import MARKETS

import plimsoll as p

BOOK = p.Markets(MARKETS)


def table(**columns: Any) -> dict[str, Any]:
    return {"account": ["b", "a", "a"], "market": ["USDC", "ETH", "USDC"], "quantity": ["1.5", "-2", "5000"]} | columns


def test_lists_are_columns() -> None:
    expected = p.scan(table(), BOOK).to_csv()
    for quantity in (
        [Decimal("1.5"), Decimal("-2"), Decimal("5E+3")],
        (p.Fixed("1.5"), -2, 5000),
        ["1.5", -2, Decimal(5000)],
        ["1.5", "-2", "5000.0000000000000000000000000001"],
    ):
        assert p.scan(table(quantity=quantity), BOOK).to_csv() == expected
    assert p.scan(table(market=[0, 1, 0]), BOOK).to_csv() == expected
    numbered = p.scan(table(account=[20, 3, 3]), BOOK).to_csv()
    assert [row["account"] for row in csv.DictReader(io.StringIO(numbered))] == ["3", "20"]
    floats = json.loads(p.scan(table(quantity=[1.5, -2, 5000.0]), BOOK, lane="float64").to_json().splitlines()[0])
    assert floats["equity_liabilities"] == 3609.0 and floats["initial_assets"] == 5000.0
    assert len(p.scan(dict.fromkeys(table(), []), BOOK)) == 0
    none: dict[str, list[str]] = {name: [] for name in ("account", "market", "size", "quote")}
    assert p.scan(table(), BOOK, perps=none).to_csv() == expected


def test_texts_round_as_in_a_book() -> None:
    """Quantities and quotes down, sizes to the nearest: against the report of the same texts."""
    for fraction in ("0.0000000000000017", "0.0000000000000018", "0.1", "0.3"):
        for sign in ("", "-"):
            text = sign + fraction
            perp = {"size": text, "quote": text}
            book = MARKETS | {"accounts": {"a": {"balances": {"USDC": "1", "ETH": text}, "perps": {"ETH-PERP": perp}}}}
            report = json.loads(p.report(json.dumps(book)))["accounts"]["a"]
            balances = {"account": ["a", "a"], "market": ["USDC", "ETH"], "quantity": ["1", text]}
            perps = {"account": ["a"], "market": ["ETH-PERP"]} | {name: [value] for name, value in perp.items()}
            (row,) = map(json.loads, p.scan(balances, BOOK, perps=perps).to_json().splitlines())
            for level in ("initial", "maintenance"):
                for side in ("assets", "liabilities"):
                    assert p.read_nearest(row[f"{level}_{side}"]) == p.read_nearest(report[level][side])


@pytest.mark.parametrize(
    "columns, error, said",
    [
        ({"quantity": ["1", "x", "1"]}, p.InvalidNumber, 'balances.quantity: row 1: .*"x"'),
        ({"quantity": ["1", "1", "1e5"]}, p.InvalidNumber, "balances.quantity: row 2: "),
        ({"quantity": ["1", Decimal("NaN"), "1"]}, p.InvalidNumber, "balances.quantity: row 1: "),
        ({"quantity": ["1" + "0" * 30, "1", "1"]}, p.Overflow, "balances.quantity: row 0: "),
        ({"quantity": [2**80, "1", "1"]}, p.Overflow, "balances.quantity: row 0: "),
        ({"quantity": ["1", "1", None]}, TypeError, "balances.quantity: row 2: "),
        ({"quantity": [1, True, 1]}, TypeError, "balances.quantity: row 1: .*bool"),
        ({"quantity": [1, 1.5, 1]}, TypeError, "balances.quantity: "),
        ({"quantity": ["1", "1", 1.5]}, TypeError, "balances.quantity: "),
        ({"quantity": ["1", "1"]}, p.InvalidLength, "balances.quantity: "),
        ({"account": ["a", 1.5, "b"]}, TypeError, "balances.account: "),
        ({"market": ["USDC", None, "ETH"]}, TypeError, "balances.market: row 1"),
        ({"market": ["USDC", "\ud800", "ETH"]}, p.UnknownMarket, "balances.market: row 1"),
    ],
)
def test_what_no_column_is(columns: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        p.scan(table(**columns), BOOK)


def test_batches_of_dicts() -> None:
    """An account that spans dicts of columns, with nothing but lists."""
    whole = p.scan(table(account=["a", "b", "b"], market=["USDC", "ETH", "USDC"]), BOOK).to_csv(header=False)
    rows = [{"account": [a], "market": [m], "quantity": [q]} for a, m, q in zip("abb", ["USDC", "ETH", "USDC"], ["1.5", "-2", "5000"], strict=True)]
    assert "".join(part.to_csv(header=False) for part in p.scan_batches(rows, BOOK)) == whole
    with pytest.raises(TypeError, match="balances"):
        list(p.scan_batches([None], BOOK))


def test_names_that_need_quotes() -> None:
    names = ['a "b"', "c, d", " e", "f\ng\r", "\x00\x1f\x7f\\", "ü本", ""]
    positions = {"account": names, "market": ["USDC"] * len(names), "quantity": ["1"] * len(names)}
    result = p.scan(positions, BOOK)
    read = list(csv.DictReader(io.StringIO(result.to_csv(), newline="")))
    assert sorted(row["account"] for row in read) == sorted(names)
    assert sorted(json.loads(line)["account"] for line in result.to_json().split("\n")[:-1]) == sorted(names)
    assert result.to_csv(header=False) == result.to_csv().split("\n", 1)[1]


def test_digits_and_nulls() -> None:
    """Decimals and bits read back to the same number; what is missing is empty in CSV and null in JSON."""
    thirds = {"account": [1], "market": ["ETH"], "quantity": ["0.333333333333333333"]}
    (row,) = map(json.loads, p.scan(thirds, BOOK).to_json().splitlines())
    third = p.read_down("0.333333333333333333")
    assert p.read_nearest(row["equity_assets"]) == p.mul_down(third, "1795.5")
    np = pytest.importorskip("numpy")
    bits = p.read_down("0.333333333333333333").bits
    words = np.array([[bits % 2**64, bits >> 64]], np.uint64)
    (same,) = map(json.loads, p.scan(thirds | {"quantity": words}, BOOK).to_json().splitlines())
    assert {name: p.read_nearest(value) for name, value in same.items() if "_" in name} == {
        name: p.read_nearest(value) for name, value in row.items() if "_" in name
    }
    falls = p.falls(thirds, BOOK, "ETH").table()
    (fall,) = map(json.loads, falls.to_json().splitlines())
    assert None in fall.values() and ",," in falls.to_csv()
