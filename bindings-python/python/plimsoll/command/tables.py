"""Tables out of files: Parquet, Arrow, and CSV, of which no number is rounded on the way."""

import csv
import io
import re
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from plimsoll.command.problem import Problem, need, shown

COLUMNS = {
    "balances": ("account", "market", "quantity"),
    "perps": ("account", "market", "size", "quote", "bids", "asks"),
    "options": ("account", "market", "quantity"),
}
"""What is read of each table."""
_TEXTS = ("account", "market")
_INTEGER = re.compile("0|-?[1-9][0-9]{0,17}")
_MAGIC = {b"PAR1": "parquet", b"ARROW1": "arrow", b"\xff\xff\xff\xff": "stream"}
_WHOLE = 1 << 62

Columns = Mapping[str, Sequence[Any]]


def table(path: str, wanted: Sequence[str] | None, lane: str) -> Any:
    """All of a file: the columns that are wanted, or all."""
    kind = _kind(path)
    if kind == "csv":
        return next(_csv(path, wanted, lane, _WHOLE))
    schema, batches = _arrow(path, kind, wanted, None)
    import pyarrow

    return pyarrow.Table.from_batches(batches, schema)


def batches(path: str, wanted: Sequence[str], lane: str, rows: int) -> Iterator[Any]:
    """A file in parts of so many rows, of which one is in memory at a time."""
    kind = _kind(path)
    if kind == "csv":
        yield from _csv(path, wanted, lane, rows)
        return
    schema, parts = _arrow(path, kind, wanted, rows)
    yield _empty(schema)  # so that the columns are seen where there are no rows
    yield from parts


def _kind(path: str) -> str:
    """What a file begins with, as no name of a file need say what it is; a folder is of Parquet."""
    if path == "-":
        return "csv"
    if Path(path).is_dir():
        return "folder"
    with open(path, "rb") as file:
        head = file.read(6)
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "csv")


def _arrow(path: str, kind: str, wanted: Sequence[str] | None, rows: int | None) -> tuple[Any, Iterator[Any]]:
    """Schema and record batches of a file, or of a folder of them."""
    pa = need(f"{shown(path)}: this file", "pyarrow", "arrow")
    size = {} if rows is None else {"batch_size": rows}
    if kind == "folder":
        from pyarrow import dataset

        found = dataset.dataset(path, format="parquet")
        names = [name for name in found.schema.names if wanted is None or name in wanted]
        scanner = found.scanner(columns=names, batch_readahead=1, fragment_readahead=1, **size)
        return scanner.projected_schema, scanner.to_batches()
    if kind == "parquet":
        from pyarrow import parquet

        file = parquet.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
        names = [name for name in file.schema_arrow.names if wanted is None or name in wanted]
        schema = pa.schema([file.schema_arrow.field(name) for name in names])
        return schema, file.iter_batches(columns=names, **size)
    if kind == "arrow":
        reader = pa.ipc.open_file(pa.memory_map(path))
        parts = (reader.get_batch(place) for place in range(reader.num_record_batches))
    else:
        reader = pa.ipc.open_stream(pa.memory_map(path))
        parts = iter(reader)
    names = [name for name in reader.schema.names if wanted is None or name in wanted]
    chosen = (part.select(names) for part in parts)
    return pa.schema([reader.schema.field(name) for name in names]), _cut(chosen, rows)


def _empty(schema: Any) -> Any:
    import pyarrow

    return pyarrow.RecordBatch.from_pylist([], schema)


def _cut(parts: Iterator[Any], rows: int | None) -> Iterator[Any]:
    for part in parts:
        step = rows or max(part.num_rows, 1)
        yield from (part.slice(place, step) for place in range(0, part.num_rows, step))


def _csv(path: str, wanted: Sequence[str] | None, lane: str, rows: int) -> Iterator[Columns]:
    """A file with a head, in parts; at least one, which may be empty."""
    with _text(path) as file:
        reader = csv.reader(file, strict=True)
        try:
            head = next(reader, None)
            if head is None:
                raise Problem(f"{shown(path)}: it is empty: the first line names the columns")
            wanted = head if wanted is None else wanted
            twice = next((name for name in wanted if head.count(name) > 1), None)
            if twice:
                raise Problem(f"{shown(path)}: two columns are called {twice!r}")
            places = {name: head.index(name) for name in wanted if name in head}
            integers: bool | None = None
            begin = 0
            while True:
                lines = list(islice(reader, rows))
                if set(map(len, lines)) - {len(head)}:
                    row = next(row for row, line in enumerate(lines) if len(line) != len(head))
                    where = f"{shown(path)}: row {begin + row} (line {reader.line_num - len(lines) + row + 1})"
                    raise Problem(f"{where}: {len(lines[row])} fields, the first line has {len(head)}")
                if not lines and begin:
                    return
                sides = list(zip(*lines, strict=True)) if lines else [()] * len(head)
                columns: dict[str, Any] = {name: list(sides[place]) for name, place in places.items()}
                if "account" in columns and lines:
                    names = columns["account"]
                    integers = bool(_INTEGER.fullmatch(names[0])) if integers is None else integers
                    if integers:
                        columns["account"] = _integers(path, "account", names, begin)
                if "time" in columns:
                    columns["time"] = _integers(path, "time", columns["time"], begin)
                if lane == "float64":
                    for name in columns.keys() - set(_TEXTS):
                        columns[name] = _floats(path, name, columns[name], begin)
                yield columns
                if len(lines) < rows:
                    return
                begin += len(lines)
        except csv.Error as error:
            raise Problem(f"{shown(path)}: line {reader.line_num}: {error}") from error
        except UnicodeDecodeError as error:
            raise Problem(f"{shown(path)}: not UTF-8 after line {reader.line_num}") from error


def _text(path: str) -> io.TextIOWrapper:
    binary: BinaryIO = sys.stdin.buffer if path == "-" else open(path, "rb")
    return io.TextIOWrapper(binary, "utf-8-sig", newline="")


def _integers(path: str, name: str, texts: Sequence[str], begin: int) -> "array[int]":
    """Times, and accounts that are called by numbers as the first one is."""
    if not all(map(_INTEGER.fullmatch, texts)):
        odd = next(row for row, text in enumerate(texts) if not _INTEGER.fullmatch(text))
        hint = ", which the first row has" if name == "account" else ""
        raise Problem(f"{shown(path)}: {name}: row {begin + odd}: {texts[odd]!r}: no whole number{hint}")
    return array("q", map(int, texts))


def _floats(path: str, name: str, texts: Sequence[str], begin: int) -> "array[float]":
    values = array("d")
    for row, text in enumerate(texts):
        try:
            values.append(float(text.replace("_", "x")))
        except ValueError:
            raise Problem(f"{shown(path)}: {name}: row {begin + row}: {text!r}: no number") from None
    return values
