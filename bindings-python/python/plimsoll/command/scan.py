"""``scan``: one row an account, out of files of positions."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from plimsoll import Markets, Table, scan, scan_batches
from plimsoll.command.book import read
from plimsoll.command.merge import scan_sorted
from plimsoll.command.out import FORMATS, Writer, form
from plimsoll.command.problem import about
from plimsoll.command.progress import Progress
from plimsoll.command.tables import COLUMNS, batches, table

if TYPE_CHECKING:
    from plimsoll.command.book import _Commands

NAMES = ("scan",)
EPILOG = """A table is a CSV file with a head, a Parquet file or a folder of them, or an Arrow (Feather) file.
Its columns, in any order, others beside them:

  balances   account, market, quantity
  perps      account, market, size, quote, and where there are open orders bids, asks
  options    account, market, quantity

An account is a whole number or a text; a market is one of BOOK's by name; a number is a decimal, of any
length in a CSV file. The result has account, status, assets and liabilities at each level, and with
options the place of the worst scenario, in ascending order of account.

Parquet and Arrow files, and Parquet out, need pyarrow: pip install plimsoll[arrow]

examples:
  python -m plimsoll scan --markets book.json --balances balances.csv
  python -m plimsoll scan --markets book.json --balances b.parquet --perps p.parquet --out health.parquet
  python -m plimsoll scan --markets book.json --balances larger-than-memory.parquet --batch 1000000 --out health.csv"""


def positive(text: str) -> int:
    """A whole number above zero."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return int(text)


def add(commands: "_Commands") -> None:
    """What it takes."""
    text = "the margin of every account of tables of positions, one row an account"
    layout = argparse.RawDescriptionHelpFormatter
    command = commands.add_parser(
        "scan", help=text, description=text, epilog=EPILOG, formatter_class=layout, allow_abbrev=False
    )
    command.add_argument("--markets", required=True, metavar="BOOK", help="a JSON document (docs/book.md), whose accounts do not count")
    command.add_argument("--balances", required=True, metavar="FILE|-", help="a table; - is CSV from standard input")
    command.add_argument("--perps", metavar="FILE", help="a table")
    command.add_argument("--options", metavar="FILE", help="a table")
    help = "exact: in fixed point, as a contract, from decimals; float64: faster, from any numbers. exact where left out"
    command.add_argument("--lane", choices=("exact", "float64"), default="exact", help=help)
    command.add_argument("--out", default="-", metavar="FILE|-", help="where to write; - where left out, standard output")
    help = "json is one object a line; left out it is what FILE ends in, and csv on standard output"
    command.add_argument("--format", choices=FORMATS, help=help)
    command.add_argument("--threads", type=positive, metavar="N", help="all cores where left out; the result is the same")
    help = "tables are read in parts of so many rows, in bounded memory; they must be in ascending order of account"
    command.add_argument("--batch", type=positive, metavar="ROWS", help=help)
    command.add_argument("--progress", action="store_true", help="say how far it is even where the error stream is no terminal")
    command.set_defaults(run=run, parser=command)


def run(asked: argparse.Namespace) -> None:
    """Reads, scans and writes."""
    kind = form(asked.out, asked.format, asked.parser)
    with about(asked.markets):
        markets = Markets(read(asked.markets))
    with about(asked.out), ExitStack() as files:
        progress = files.enter_context(Progress("accounts", asked.progress))
        writer = None
        for result in _results(asked, markets, progress):
            writer = writer or files.enter_context(Writer(asked.out, kind))
            writer.write(result)


def _results(asked: argparse.Namespace, markets: Markets, progress: Progress) -> Iterator[Table]:
    """Tables of rows: one, or with ``--batch`` one for each part, and one at least."""
    tables = {name: getattr(asked, name) for name in COLUMNS if getattr(asked, name)}
    with about(asked.balances, **tables):
        if not asked.batch:
            whole = {name: table(path, COLUMNS[name], asked.lane) for name, path in tables.items()}
            yield scan(markets=markets, lane=asked.lane, threads=asked.threads, progress=progress, **whole)
            return
        streams = {name: batches(path, COLUMNS[name], asked.lane, asked.batch) for name, path in tables.items()}
        count = 0
        for part in _stream(streams, markets, asked.lane, asked.threads):
            yield part
            progress(len(part))
            count += len(part)
        if not count:
            yield scan(dict.fromkeys(COLUMNS["balances"], []), markets, lane=asked.lane)


def _stream(streams: dict[str, Iterator[Any]], markets: Markets, lane: Any, threads: int | None) -> Iterator[Table]:
    if len(streams) == 1:
        return scan_batches(streams["balances"], markets, lane=lane, threads=threads)
    return scan_sorted(streams, markets, lane, threads)
