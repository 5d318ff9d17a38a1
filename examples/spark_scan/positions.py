"""Positions made up for the examples: Parquet files in which the rows of an account are strewn about."""

import random
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from plimsoll import Markets

MARKETS = Markets((Path(__file__).parent / "markets.json").read_text())
NUMBER = pa.decimal128(38, 15)
PRICES = {"USDC": 1, "BTC": 30_000, "ETH": 1800, "BTC-PERP": 30_000, "ETH-PERP": 1800}


def write(folder: Path, accounts: int, files: int = 4, seed: int = 1) -> None:
    """Writes ``balances`` and ``perps`` of so many accounts into the folder, in so many files each."""
    chosen = random.Random(seed)

    def amount(worth: float, market: str) -> Decimal:
        return round(Decimal(worth) / PRICES[market], 9)

    balances: list[tuple[int, str, Decimal]] = []
    perps: list[tuple[int, str, Decimal, Decimal]] = []
    for account in range(accounts):
        scale = 10 ** chosen.uniform(2, 6)
        for market in MARKETS.assets:
            balances.append((account, market, amount(scale * chosen.uniform(-0.5, 1), market)))
        for market in chosen.sample(MARKETS.perps, chosen.randrange(3)):
            size = amount(scale * chosen.uniform(-2, 2), market)
            entry = Decimal(PRICES[market] * chosen.uniform(0.8, 1.2))
            perps.append((account, market, size, round(-size * entry, 6)))
    chosen.shuffle(balances)
    chosen.shuffle(perps)
    fields = {"account": pa.int64(), "market": pa.string(), "quantity": NUMBER}
    _write(folder / "balances", balances, fields, files)
    _write(folder / "perps", perps, {"account": pa.int64(), "market": pa.string(), "size": NUMBER, "quote": NUMBER}, files)


def _write(folder: Path, rows: list[tuple[int, str, Decimal]] | list[tuple[int, str, Decimal, Decimal]],
           fields: dict[str, pa.DataType], files: int) -> None:  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for place in range(files):
        columns = zip(*rows[place::files], strict=True)
        arrays = [pa.array(column, kind) for column, kind in zip(columns, fields.values(), strict=True)]
        pq.write_table(pa.table(arrays, names=list(fields)), folder / f"part-{place}.parquet")


def on_one_machine(folder: Path) -> pa.Table:
    """What the examples must come out at."""
    from plimsoll import scan

    tables = {name: pq.read_table(folder / name) for name in ("balances", "perps")}
    result = pa.table(scan(tables["balances"], MARKETS, perps=tables["perps"]))
    return result.set_column(1, "status", result["status"].cast(pa.string()))


def compare(result: pa.Table, folder: Path) -> str:
    """Says how many accounts there are of each status, and fails where the cluster says otherwise."""
    expected = on_one_machine(folder)
    ordered = result.sort_by("account").combine_chunks()
    if not ordered.equals(expected.cast(ordered.schema).combine_chunks()):
        raise SystemExit("the cluster and one machine do not agree")
    counts = expected["status"].value_counts().to_pylist()
    said = ", ".join(f"{pair['counts']} {pair['values']}" for pair in sorted(counts, key=lambda pair: -pair["counts"]))
    return f"{expected.num_rows} accounts, the same rows as on one machine: {said}"
