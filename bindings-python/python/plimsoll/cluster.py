"""A scan in parts: one callable that Spark and Ray take as it is.

Spark hands `Scanner` an iterator of record batches, Ray Data a table. All rows of an account must come to
one call: in Spark ``repartition("account").sortWithinPartitions("account", "market")``, in Ray Data
``repartition(blocks, keys=["account"])`` and ``map_batches(..., batch_size=None)``. Every row out then has
the bits of `plimsoll.scan` over everything on one machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from plimsoll import InvalidOrder, InvalidQuantity, Markets, PlimsollError, scan

if TYPE_CHECKING:
    import pyarrow as _pa

__all__ = ["Scanner"]

_NUMBERS = ("quantity", "size", "quote", "bids", "asks")
_SUMS = [f"{level}_{side}" for level in ("initial", "maintenance", "equity") for side in ("assets", "liabilities")]


class Scanner:
    """From rows of positions to one row an account, wherever it runs.

    Rows have ``account``, ``market`` and ``quantity``. Perps may be among them, as rows with ``size`` and
    ``quote`` (and where there are open orders ``bids`` and ``asks``) and a null ``quantity``, which is how
    ``balances.unionByName(perps, allowMissingColumns=True)`` lays them out; the balances' ``size`` is null
    then. An option's row is like a balance's, and names its market by text.

    Parameters
    ----------
    markets
        As of `plimsoll.scan`. They travel with the scanner.
    lane
        ``"exact"``: decimals in, ``decimal(38, 15)`` out, each to the nearest, which reads back to the
        same bits. ``"float64"``: floats out.
    accounts
        What names an account, in and out: ``"integer"`` of 64 bits or ``"string"``.

    Examples
    --------
    In Spark, and in Ray Data::

        rows = spark.read.parquet("positions").repartition("account").sortWithinPartitions("account", "market")
        rows.mapInArrow(scanner, scanner.spark_schema)

        rows = ray.data.read_parquet("positions").repartition(64, keys=["account"])
        rows.map_batches(scanner, batch_format="pyarrow", batch_size=None)
    """

    __slots__ = ("accounts", "lane", "markets")

    def __init__(
        self,
        markets: Markets,
        *,
        lane: Literal["exact", "float64"] = "exact",
        accounts: Literal["integer", "string"] = "integer",
    ) -> None:
        if not isinstance(markets, Markets):
            raise TypeError(f"markets: plimsoll.Markets, not {type(markets).__name__}")
        if lane not in ("exact", "float64"):
            raise ValueError(f'lane: "exact" or "float64", not {lane!r}')
        if accounts not in ("integer", "string"):
            raise ValueError(f'accounts: "integer" or "string", not {accounts!r}')
        self.markets = markets
        self.lane = lane
        self.accounts = accounts

    @property
    def schema(self) -> _pa.Schema:
        """The columns out, in types that Spark has; with options in the markets ``scenario`` too."""
        import pyarrow as pa

        number = pa.decimal128(38, 15) if self.lane == "exact" else pa.float64()
        account = pa.int64() if self.accounts == "integer" else pa.string()
        fields = [("account", account), ("status", pa.string()), *((name, number) for name in _SUMS)]
        return pa.schema(fields + [("scenario", pa.int32())] * bool(self.markets.options))

    @property
    def spark_schema(self) -> str:
        """`schema` as Spark's ``mapInArrow`` takes it: ``account bigint, status string, ...``."""
        words = {"int64": "bigint", "int32": "int", "decimal128(38, 15)": "decimal(38,15)"}
        return ", ".join(f"{field.name} {words.get(str(field.type), str(field.type))}" for field in self.schema)

    def __call__(self, rows: _pa.Table | _pa.RecordBatch | Iterable[_pa.RecordBatch]) -> Any:
        """Scans what one task is given, on one thread: the cluster has the others.

        Parameters
        ----------
        rows
            A pyarrow Table or RecordBatch in any order, or an iterable of record batches in ascending order of
            account. An account may span batches; the memory needed is that of one batch and the rows of one
            account.

        Returns
        -------
        Table, RecordBatch or iterator of RecordBatch
            As was given, with `schema`.

        Raises
        ------
        InvalidOrder
            An account comes back in an iterable after another one, or a market stands twice in an account.
        InvalidQuantity
            A row has both a quantity and a size.
        TypeError
            A column is missing or of a wrong type, or a row is null.
        PlimsollError
            As of `plimsoll.scan`, with the row's account and market.
        """
        import pyarrow as pa

        if isinstance(rows, pa.Table):
            return self._scan(self._read(rows))
        if isinstance(rows, pa.RecordBatch):
            scanned = self._scan(self._read(pa.Table.from_batches([rows])))
            return pa.RecordBatch.from_struct_array(scanned.to_struct_array().combine_chunks())
        return self._stream(rows)

    def _stream(self, batches: Iterable[_pa.RecordBatch]) -> Iterator[_pa.RecordBatch]:
        """Scans the accounts that each batch ends, and keeps the last one's rows for the next."""
        import pyarrow as pa
        import pyarrow.compute as pc

        kept: list[_pa.Table] = []
        for batch in batches:
            rows = self._read(pa.Table.from_batches([batch]))
            if not rows.num_rows:
                continue
            last = kept[-1]["account"][-1:].combine_chunks() if kept else rows["account"][:0].combine_chunks()
            seen = pa.concat_arrays([last, *rows["account"].chunks])
            before, after = seen[:-1], seen[1:]
            back = pc.indices_nonzero(pc.less(after, before))
            if len(back):
                first, second = (side[back[0].as_py()].as_py() for side in (before, after))
                raise InvalidOrder(
                    f"account: {second!r} comes after {first!r}: the rows of an account must be together, "
                    'as after repartition("account").sortWithinPartitions("account", "market")'
                )
            changes = pc.indices_nonzero(pc.not_equal(before, after))
            if len(changes):
                begin = changes[-1].as_py() + 1 - len(last)
                yield from self._scan(pa.concat_tables([*kept, rows[:begin]])).to_batches()
                kept, rows = [], rows[begin:]
            kept.append(rows)
        if kept:
            yield from self._scan(pa.concat_tables(kept)).to_batches()

    def _read(self, rows: _pa.Table) -> _pa.Table:
        """The rows, with their accounts in the type that goes out."""
        import pyarrow as pa

        for name in ("account", "market"):
            if rows.column_names.count(name) != 1:
                raise TypeError(f"{name}: one column, not {rows.column_names.count(name)}")
        place = rows.schema.get_field_index("account")
        found, wanted = rows.schema.field(place).type, self.schema.field("account").type
        fits = pa.types.is_integer if self.accounts == "integer" else _is_text
        if not fits(found):
            raise TypeError(f"account: {self.accounts}, not {found}; Scanner(accounts=...) says which")
        try:
            return rows.set_column(place, "account", rows["account"].cast(wanted))
        except pa.ArrowInvalid as error:
            raise TypeError(f"account: {error}") from error

    def _scan(self, rows: _pa.Table) -> _pa.Table:
        """`plimsoll.scan` of these rows: balances, perps and options apart, the result in `schema`."""
        import pyarrow as pa
        import pyarrow.compute as pc

        for name in _NUMBERS:
            places = rows.schema.get_all_field_indices(name)
            if any(_is_bytes(rows.schema.field(place).type) for place in places):
                raise TypeError(f"{name}: a cluster takes decimals or floats, not the bits of numbers")
        parts: dict[str, _pa.Table] = {}
        if "size" in rows.column_names:
            sized = pc.is_valid(rows["size"])
            if "quantity" not in rows.column_names:
                rows = rows.append_column("quantity", pa.nulls(rows.num_rows, rows["size"].type))
            both = rows.filter(pc.and_(sized, pc.is_valid(rows["quantity"])))
            if both.num_rows:
                raise InvalidQuantity(f"size: account {both['account'][0]} has it in one row with a quantity")
            parts["perps"] = _select(rows.filter(sized), "size", "quote", "bids", "asks")
            rows = rows.filter(pc.invert(sized))
        if self.markets.options:
            market = rows["market"]
            names = market.cast(pa.string()) if pa.types.is_dictionary(market.type) else market
            known = pa.array(self.markets.options if _is_text(names.type) else [], names.type)
            listed = pc.is_in(names, known)
            parts["options"] = _select(rows.filter(listed), "quantity")
            rows = rows.filter(pc.invert(listed))
        parts["balances"] = _select(rows, "quantity")
        try:
            result = scan(markets=self.markets, lane=self.lane, threads=1, **parts)
        except (PlimsollError, TypeError) as error:
            raise type(error)(_placed(str(error), parts)) from error
        return pa.table(result).cast(self.schema)


def _placed(message: str, parts: Mapping[str, _pa.Table]) -> str:
    """An error of a row, whose number says nothing on a cluster, with the row's account and market."""
    found = re.match(r"(balances|perps|options)(\.\w+): row (\d+): ", message)
    if not found:
        return message
    table, column, row = found.groups()
    account, market = (parts[table][name][int(row)].as_py() for name in ("account", "market"))
    return f"{table}{column}: account {account!r}, market {market!r}: {message[found.end() :]}"


def _select(rows: _pa.Table, *numbers: str) -> _pa.Table:
    """These columns and those that every table has, as far as they are there: `scan` says what is missing."""
    return rows.select([name for name in rows.column_names if name in ("account", "market", *numbers)])


def _is_text(kind: _pa.DataType) -> bool:
    import pyarrow as pa

    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(is_one(kind) for is_one in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _is_bytes(kind: _pa.DataType) -> bool:
    import pyarrow as pa

    return any(is_one(kind) for is_one in (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary))
