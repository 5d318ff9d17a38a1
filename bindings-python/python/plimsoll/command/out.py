"""Results into a file or standard output: CSV, JSON with one object a line, Parquet."""

import argparse
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from plimsoll.command.problem import need

if TYPE_CHECKING:
    from plimsoll import Table

FORMATS = ("json", "csv", "parquet")
_ENDINGS = {".csv": "csv", ".json": "json", ".jsonl": "json", ".ndjson": "json", ".parquet": "parquet"}


def form(path: str, asked: str | None, parser: argparse.ArgumentParser) -> str:
    """The format asked for, or that of the file's ending; a bad call where neither says it."""
    found = asked or ("csv" if path == "-" else _ENDINGS.get(Path(path).suffix.lower()))
    return found or parser.error(f"argument --format: needed, as {path!r} ends in none of {', '.join(_ENDINGS)}")


class Writer:
    """Writes tables one behind another. A file takes its name when all are written, so that none is half a result."""

    def __init__(self, path: str, kind: str) -> None:
        if kind == "parquet":
            need("Parquet out", "pyarrow", "arrow")
        self.kind = kind
        self.target = "" if path == "-" else path
        # What is no plain file, a pipe for one, is written to as it is.
        plain = not os.path.exists(path) or os.path.isfile(path)
        self.path = f"{path}.{os.getpid()}.part" if plain else path
        self.parquet: Any = None
        self.begun = False

    def __enter__(self) -> Self:
        self.file = Counted(open(self.path, "wb") if self.target else sys.stdout.buffer)
        return self

    def write(self, table: "Table") -> None:
        """Appends a table, of the columns of those before."""
        if self.kind == "parquet":
            self._write_parquet(table)
        else:
            text = table.to_json() if self.kind == "json" else table.to_csv(header=not self.begun)
            self.file.write(text.encode())
        self.begun = True

    def _write_parquet(self, table: "Table") -> None:
        import pyarrow
        from pyarrow import parquet

        rows = pyarrow.table(table)
        if self.parquet is None:
            self.parquet = parquet.ParquetWriter(self.file, rows.schema)
        self.parquet.write_table(rows)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        whole = False
        try:
            if kind is None:
                if self.parquet:
                    self.parquet.close()
                self.file.flush()
                whole = True
        finally:
            if self.target:
                self.file.stream.close()
                if self.path != self.target:
                    os.replace(self.path, self.target) if whole else os.unlink(self.path)


class Counted:
    """A stream that knows how much was written: Parquet asks, and a pipe has no answer."""

    closed = False

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.count = 0

    def write(self, data: bytes) -> int:
        """Writes everything."""
        self.count += len(data)
        return self.stream.write(data)

    def tell(self) -> int:
        """How much was written."""
        return self.count

    def flush(self) -> None:
        """Hands on what is buffered."""
        self.stream.flush()
