"""Several sorted tables side by side, in parts that have all rows of their accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from plimsoll import InvalidOrder, Markets, PlimsollError, scan
from plimsoll.command.problem import need

if TYPE_CHECKING:
    import pyarrow as pa

    from plimsoll import Table


class Cursor:
    """A table that is read as far as it must be."""

    def __init__(self, name: str, batches: Iterator[Any]) -> None:
        self.name = name
        self.batches = batches
        self.rows: pa.Table = None
        self.before = 0
        self.done = False
        self.read()

    def read(self) -> None:
        """Adds the next batch that has rows."""
        import pyarrow as pa
        import pyarrow.compute as pc

        for batch in self.batches:
            if isinstance(batch, Mapping):
                batch = {name: pa.array(side, pa.string() if isinstance(side, list) else None) for name, side in batch.items()}
            more = pa.table(batch)
            if "account" not in more.column_names:
                raise TypeError(f"{self.name}: it has no column 'account'")
            kept = 0 if self.rows is None else self.rows.num_rows
            self.rows = pa.concat_tables([self.rows, more]) if kept else more
            accounts = self.rows["account"].combine_chunks()
            if accounts.null_count:
                row = self.before + pc.indices_nonzero(accounts.is_null())[0].as_py()
                raise TypeError(f"{self.name}.account: row {row}: it is null")
            back = pc.indices_nonzero(pc.less(accounts[1:], accounts[:-1]))
            if len(back):
                raise InvalidOrder(f"{self.name}.account: row {self.before + back[0].as_py() + 1}: rows do not ascend")
            if more.num_rows:
                return
        self.done = True

    def last(self) -> Any:
        """The account that may have more rows."""
        return self.rows["account"][-1].as_py()

    def take(self, bound: Any) -> pa.Table:
        """All rows of the accounts before this one, or all rows."""
        import pyarrow.compute as pc

        count = self.rows.num_rows
        if bound is not None and count:
            count = pc.sum(pc.less(self.rows["account"], bound)).as_py()
        taken, self.rows = self.rows[:count], self.rows[count:]
        self.before += count
        return taken


def scan_sorted(tables: Mapping[str, Iterator[Any]], markets: Markets, lane: Any, threads: int | None) -> Iterator[Table]:
    """`plimsoll.scan` of sorted tables in bounded memory: one batch of each and the rows of one account.

    Errors count rows from the beginning of their tables. Raises InvalidOrder where an account comes after a
    larger one.
    """
    pa = need("--batch with more than balances", "pyarrow", "arrow")
    cursors = {name: Cursor(name, batches) for name, batches in tables.items()}
    kinds = {name: cursor.rows["account"].type for name, cursor in cursors.items()}
    for name, kind in kinds.items():
        if cursors[name].rows.num_rows and pa.types.is_integer(kind) != pa.types.is_integer(kinds["balances"]):
            raise TypeError(f"{name}.account: expected {kinds['balances']} as in the balances, not {kind}")
    while True:
        going = [cursor for cursor in cursors.values() if not cursor.done]
        bound = min((cursor.last() for cursor in going), default=None)
        before = {name: cursor.before for name, cursor in cursors.items()}
        part = {name: cursor.take(bound) for name, cursor in cursors.items()}
        if any(rows.num_rows for rows in part.values()):
            try:
                yield scan(markets=markets, lane=lane, threads=threads, **part)
            except (PlimsollError, TypeError) as error:
                raise type(error)(_counted(str(error), before)) from error
        if not going:
            return
        for cursor in going:
            if cursor.last() == bound:
                cursor.read()


def _counted(message: str, before: Mapping[str, int]) -> str:
    """The error of a row, counted from the beginning of its table."""
    found = re.match(r"(\w+)(\.\w+: row )(\d+)", message)
    return f"{found[1]}{found[2]}{before[found[1]] + int(found[3])}{message[found.end() :]}" if found else message
