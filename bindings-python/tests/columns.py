"""Random books, their positions as tables, and what a report says of their accounts."""

import json
import random
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

import plimsoll as p

LEVELS = ("initial", "maintenance", "equity")
SUMS = [f"{level}_{side}" for level in LEVELS for side in ("assets", "liabilities")]
# How each number of a table is read (docs/book.md).
READ = {
    "balances.quantity": p.read_down,
    "perps.size": p.read_nearest,
    "perps.quote": p.read_down,
    "perps.bids": p.read_nearest,
    "perps.asks": p.read_nearest,
    "options.quantity": p.read_nearest,
}
Rows = dict[str, list[Any]]


def decimal(r: random.Random, low: float, high: float, places: int = 18) -> str:
    value = Decimal(low * (high / low) ** r.random()).quantize(Decimal(1).scaleb(-places))
    return f"{value:f}"


def price(r: random.Random, mid: float) -> Any:
    if r.random() < 0.4:
        return f"{mid:.9f}"
    return {"low": f"{mid * 0.999:.9f}", "high": f"{mid * 1.0005:.9f}"}


def wider(mid: float) -> Any:
    return {"low": f"{mid * 0.95:.9f}", "high": f"{mid * 1.03:.9f}"}


def weights(r: random.Random) -> tuple[Any, Any]:
    asset, liability = sorted(r.uniform(0.4, 1) for _ in range(2)), sorted(r.uniform(1, 1.6) for _ in range(2))
    return (
        {"asset": f"{asset[0]:.6f}", "liability": f"{liability[1]:.6f}"},
        {"asset": f"{asset[1]:.6f}", "liability": f"{liability[0]:.6f}"},
    )


def random_book(r: random.Random, accounts: int = 40, *, options: bool = False) -> dict[str, Any]:
    """Assets, perps on ladders and off, and accounts of few positions and many; of those that have options some
    hold perps and coins that the method margins with them."""
    assets: dict[str, Any] = {}
    mids: dict[str, float] = {}
    for place in range(r.randrange(2, 9)):
        name, mid = f"A{place}", 1.0 if place == 0 else 10 ** r.uniform(-2, 4)
        initial, maintenance = weights(r)
        assets[name] = {"price": price(r, mid), "initial": initial, "maintenance": maintenance}
        if r.random() < 0.4:
            assets[name]["initial_price"] = wider(mid)
        if place > 2 and r.random() < 0.4 and "follows" not in assets["A1"]:
            assets[name]["follows"] = "A1"
        mids[name] = mid
    perps: dict[str, Any] = {}
    for place in range(r.randrange(0, 6)):
        name, mid = f"P{place}", 10 ** r.uniform(-2, 4)
        rates = sorted(round(r.uniform(0.002, 0.2), 4) for _ in range(3))
        ladder = [{"above": str(10**place * (1 if place else 0)), "rate": str(rate)} for place, rate in enumerate(rates)]
        perps[name] = {
            "price": price(r, mid),
            "settles": "A0",
            "initial": f"{rates[-1] + 0.1:.4f}",
            "maintenance": ladder if r.random() < 0.6 else str(rates[0]),
            "profit_weight": r.choice(["0.9", "1", "0"]),
        }
        if r.random() < 0.4:
            perps[name]["initial_price"] = wider(mid)
        if options and r.random() < 0.5:
            perps[name]["follows"] = "A1"
        mids[name] = mid
    book: dict[str, Any] = {"currency": "USD", "assets": assets, "perps": perps}
    if options:
        book |= {
            "expiries": {"E": {"follows": "A1", "seconds": "2592000", "forward": price(r, mids["A1"])}},
            "options": {
                f"{right}{place}": {
                    "expiry": "E",
                    "right": right,
                    "strike": f"{mids['A1'] * (0.8 + 0.1 * place):.9f}",
                    "volatility": {"low": "0.5", "high": "0.55"},
                }
                for place in range(5)
                for right in ("call", "put")
            },
            "methods": {
                "scan": {
                    "kind": "scenarios",
                    "underlying": "A1",
                    "settles": "A0",
                    "factor": {"initial": "1.3", "maintenance": "1"},
                    "grid": [{"spot": spot} for spot in ("0.7", "0.85", "1", "1.15", "1.3")],
                }
            },
        }
    book["accounts"] = {f"{place:05}": account(r, book, mids) for place in range(accounts)}
    return book


def account(r: random.Random, book: dict[str, Any], mids: dict[str, float]) -> dict[str, Any]:
    chance = r.choice([0.1, 0.5, 1.0])
    balances, perps = {}, {}
    for name in book["assets"]:
        if r.random() < chance:
            balances[name] = ("-" if r.random() < 0.4 else "") + decimal(r, 10 / mids[name], 1e5 / mids[name])
    for name in book["perps"]:
        if r.random() < chance / 2:
            size = 1e4 * r.random() / mids[name]
            long = r.random() < 0.5
            perps[name] = {
                "size": ("" if long else "-") + f"{size:.12f}",
                "quote": ("-" if long else "") + f"{size * mids[name] * r.uniform(0.8, 1.2):.18f}",
                "bids": decimal(r, 1, 10) if r.random() < 0.3 else "0",
                "asks": decimal(r, 1, 10) if r.random() < 0.3 else "0",
            }
    made: dict[str, Any] = {"balances": balances, "perps": perps}
    held = [name for name in book.get("options", {}) if r.random() < chance]
    if held and r.random() < 0.7:
        made["method"] = "scan"
        made["options"] = {name: ("-" if r.random() < 0.6 else "") + decimal(r, 0.1, 20) for name in held}
        for name in perps:
            if "follows" in book["perps"][name]:
                perps[name] |= {"bids": "0", "asks": "0"}
    return made


def tables(book: dict[str, Any]) -> dict[str, Rows]:
    """The positions of a book, sorted by account and place, as columns of text."""
    balances: Rows = {"account": [], "market": [], "quantity": []}
    perps: Rows = {name: [] for name in ("account", "market", "size", "quote", "bids", "asks")}
    options: Rows = {"account": [], "market": [], "quantity": []}
    for name, account in book["accounts"].items():
        for rows, key in ((balances, "balances"), (options, "options")):
            for market, quantity in account.get(key, {}).items():
                for column, value in zip(rows.values(), (name, market, quantity)):
                    column.append(value)
        for market, perp in account["perps"].items():
            for column, value in zip(perps.values(), (name, market, *perp.values())):
                column.append(value)
    return {"balances": balances, "perps": perps, "options": options}


def words(numbers: list[p.Fixed]) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The bits of numbers as NumPy has them: (n, 2) little-endian words."""
    data = b"".join((number.bits % 2**128).to_bytes(16, "little") for number in numbers)
    return np.frombuffer(data, dtype="<u8").reshape(-1, 2)


def bits(numbers: list[p.Fixed]) -> pa.Array:
    """The bits of numbers as Arrow has them."""
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(numbers), [None, pa.py_buffer(words(numbers))])


def decimals(values: list[int], scale: int) -> pa.Array:
    """Whole numbers over a power of ten."""
    data = b"".join(value.to_bytes(16, "little", signed=True) for value in values)
    return pa.Array.from_buffers(pa.decimal128(38, scale), len(values), [None, pa.py_buffer(data)])


def number(bits: bytes) -> p.Fixed:
    return p.Fixed.from_bits(int.from_bytes(bits, "little", signed=True))


def arrow(rows: Rows, name: str, kind: str = "bits") -> pa.Table:
    """A table of text as Arrow: its numbers as bits, as decimals or as floats."""
    made: dict[str, Any] = {"account": pa.array(rows["account"], pa.string()), "market": pa.array(rows["market"], pa.string())}
    for column in [column for column in rows if column not in made]:
        texts = rows[column]
        if kind == "bits":
            made[column] = bits([READ[f"{name}.{column}"](text) for text in texts])
        elif kind == "decimal":
            made[column] = pa.array([Decimal(text) for text in texts], pa.decimal128(38, 18))
        else:
            made[column] = pa.array([float(text) for text in texts], pa.float64())
    return pa.table(made)


def inputs(book: dict[str, Any], kind: str = "bits") -> dict[str, pa.Table]:
    """The arguments of `scan` that are a book's positions."""
    made = {name: arrow(rows, name, kind) for name, rows in tables(book).items()}
    return {name: table for name, table in made.items() if name == "balances" or table.num_rows}


def reported(book: dict[str, Any]) -> dict[str, list[Any]]:
    """What the report says: of each account that has positions its status, sums, and surplus at equity."""
    accounts = json.loads(p.report(json.dumps(book)))["accounts"]
    rows = {}
    for name, report in accounts.items():
        if any(book["accounts"][name].get(key) for key in ("balances", "perps", "options")):
            sums = [report[level][side] for level in LEVELS[:2] for side in ("assets", "liabilities")]
            rows[name] = [report["status"], *(p.read_nearest(text) for text in (*sums, report["equity"]))]
    return rows


def as_reported(rows: dict[Any, list[Any]]) -> dict[Any, list[Any]]:
    """The same of the rows of a scan."""
    return {name: [*row[:5], row[5] - row[6]] for name, row in rows.items()}


def interval(market: dict[str, Any], level: str) -> p.Price:
    price = market.get("initial_price", market["price"]) if level == "initial" else market["price"]
    return p.Price(price, price) if isinstance(price, str) else p.Price(price["low"], price["high"])


def terms(market: dict[str, Any]) -> list[p.Terms]:
    """What a perp market asks for, with the package's own classes."""
    made = []
    for level in LEVELS[:2]:
        margin, weights, ladder = market[level], p.Weights.one(), p.Tiers.none()
        if isinstance(margin, str):
            weights = p.Weights.from_margin_fraction(margin)
        else:
            ladder = p.Tiers.from_rates([p.Tier(rung["above"], rung["rate"]) for rung in margin])
        made.append(p.Terms(interval(market, level), weights, ladder, profit_weight=market["profit_weight"]))
    return [*made, p.Terms.equity(interval(market, "equity"))]


def by_hand(book: dict[str, Any]) -> dict[str, list[Any]]:
    """Status and sums of each account without options, fed to an `Account` position by position."""
    rows = {}
    for name, account in book["accounts"].items():
        if not account["balances"] and not account["perps"]:
            continue
        made = p.Account()
        for place, (asset, market) in enumerate(book["assets"].items()):
            bounds = [
                p.Weights(market[level]["asset"], market[level]["liability"]).apply(interval(market, level))
                for level in LEVELS[:2]
            ] + [p.Bound.unweighted(interval(market, "equity"))]
            perps = account["perps"] if place == 0 else {}  # all of them settle in the first
            if asset in account["balances"] and not perps:
                made.add(account["balances"][asset], bounds)
            elif perps:
                net = p.Net(account["balances"].get(asset, 0))
                for perp, position in perps.items():
                    orders = {side: position[side] for side in ("bids", "asks")}
                    net.add(p.Perp(position["size"], position["quote"], **orders), terms(book["perps"][perp]))
                made.add_net(net, bounds)
        levels = (made.initial, made.maintenance, made.equity)
        rows[name] = [made.status, *(side for level in levels for side in (level.assets, level.liabilities))]
    return rows


def found(table: p.Table) -> dict[Any, list[Any]]:
    """The rows of a scan by account: status and sums, as numbers of the package where they are exact."""
    columns = table.to_pyarrow().to_pydict()

    def value(cell: Any) -> Any:
        if isinstance(cell, bytes):
            return number(cell)
        return p.read_nearest(f"{cell:f}") if isinstance(cell, Decimal) else cell

    rows = zip(columns["account"], columns["status"], *(columns[name] for name in SUMS))
    return {account: [status, *map(value, sums)] for account, status, *sums in rows}


# What test_hostile.py takes of all this: hostile values, an object of each class, and calls that succeed.
ONE = {"asset": "1", "liability": "1"}
BOOK: dict[str, Any] = {
    "currency": "USD",
    "assets": {name: {"price": "1", "initial": ONE, "maintenance": ONE} for name in ("A", "B")},
    "perps": {"P": {"price": "1", "follows": "B", "settles": "A", "initial": "0.1", "maintenance": "0.05"}},
    "accounts": {"x": {"balances": {"A": "1", "B": "-1"}}},
}
MARKETS = p.Markets(BOOK)
TABLE: dict[str, Any] = {"account": [1, 1, 2], "market": ["A", "B", "A"], "quantity": [1, -1, 3]}
TWICE = TABLE | {"market": ["A", "A", "A"]}
PATH = {"time": [0, 1], "A": [1, 2]}
WATCH, FALLS = p.Watch(TABLE, MARKETS), p.falls(TABLE, MARKETS, "B")
HOSTILE: list[Any] = [
    MARKETS, TABLE, TWICE, TABLE | {"quantity": [1, None, "x"]}, TABLE | {"account": np.zeros((3, 3))},
    pa.table(TABLE), pa.table({"account": pa.nulls(3), "market": pa.nulls(3), "quantity": pa.nulls(3)}),
    pa.StructArray.from_arrays([pa.array([1])], ["account"], mask=pa.array([True])), pa.array([{"account": [1]}]),
    np.array([1, "x", None], object), np.zeros(0), np.zeros((2, 2), np.uint64), np.array(["x"])[0], memoryview(b"abc"), PATH,
]  # fmt: skip
OBJECTS: list[Any] = [
    MARKETS, p.scan(TABLE, MARKETS), p.scan_batches([TABLE], MARKETS), WATCH, FALLS,
    p.stress(TABLE, MARKETS, {}), p.replay(BOOK, PATH),
]  # fmt: skip
VALID: list[tuple[Any, list[Any]]] = [
    (p.Markets, [BOOK]),
    (p.Markets.from_parts, [*MARKETS.__reduce__()[1]]),
    (MARKETS.move, [{"A": "0.1"}]),
    (MARKETS.price, [{"A": 2}]),
    (p.scan, [TABLE, MARKETS]),
    (p.scan_batches, [[TABLE], MARKETS]),
    (p.scenarios, [TABLE, MARKETS, [{}, {"A": 1}]]),
    (p.falls, [TABLE, MARKETS, "B"]),
    (p.Watch, [TABLE, MARKETS]),
    (p.stress, [TABLE, MARKETS, {}]),
    (p.replay, [BOOK, PATH]),
    (WATCH.price, [{"B": 1}]),
    (FALLS.at, [1]),
]  # fmt: skip
