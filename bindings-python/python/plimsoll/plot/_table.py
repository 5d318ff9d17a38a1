"""Columns of whatever speaks Arrow, or of a mapping."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def numbers(table: Any, name: str) -> list[float]:
    """A column as floats; what is null is not a number."""
    column = table[name] if isinstance(table, Mapping) else _arrow(table)[name].to_pylist()
    return [math.nan if value is None else _number(value) for value in column]


def _number(value: Any) -> float:
    if isinstance(value, bytes):  # the bits of a number of the fixed type
        return int.from_bytes(value, "little", signed=True) / 2**48
    return float(value)


def times(table: Any, unit: str) -> list[datetime]:
    """The column ``time``, whose whole numbers count from 1970."""
    column = list(table["time"]) if isinstance(table, Mapping) else _arrow(table)["time"].to_pylist()
    scale = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    return [time if isinstance(time, datetime) else datetime.fromtimestamp(int(time) / scale, UTC) for time in column]


def _arrow(table: Any) -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError("reading a table needs pyarrow: pip install plimsoll[arrow]") from error
    return pyarrow.table(table)
