"""Progress, Ctrl-C, other threads, and streams that need not fit memory."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from columns import arrow, random_book, tables
from tqdm import tqdm

import plimsoll as p

ONE = {"asset": "1", "liability": "1"}
MARKETS = p.Markets(
    {"currency": "USD", "assets": {f"A{n}": {"price": "2", "initial": ONE, "maintenance": ONE} for n in range(8)}}
)


def many(accounts: int) -> dict[str, Any]:
    return {
        "account": np.repeat(np.arange(accounts), 8),
        "market": np.tile(np.arange(8, dtype=np.uint32), accounts),
        "quantity": np.arange(8 * accounts) - 4 * accounts,
    }


def test_progress_counts_every_account() -> None:
    said: list[int] = []
    callers: set[int] = set()

    def progress(count: int) -> None:
        said.append(count)
        callers.add(threading.get_ident())

    p.scan(many(10_000), MARKETS, progress=progress)
    assert sum(said) == 10_000 and all(said) and callers == {threading.get_ident()}
    with tqdm(total=5_000, disable=True) as bar:
        p.scan(many(5_000), MARKETS, progress=bar.update)
    scenarios = [{"A1": "0.1"}]
    for call in (
        lambda: p.scenarios(many(3_000), MARKETS, scenarios, progress=said.append),
        lambda: p.scenarios(many(3_000), MARKETS, scenarios, rows="all", progress=said.append),
        lambda: p.falls(many(3_000), MARKETS, "A1", step=1, progress=said.append),
    ):
        said.clear()
        call()
        assert sum(said) == 3_000


def test_what_progress_raises_stops_the_scan() -> None:
    class Enough(Exception):
        pass

    def progress(count: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        p.scan(many(50_000), MARKETS, progress=progress)
    with pytest.raises(TypeError):
        p.scan(many(10), MARKETS, progress=1)  # type: ignore[arg-type]


def test_ctrl_c_stops_the_scan() -> None:
    """Of work that would take far longer than it is waited for."""
    columns, started = many(150_000), time.monotonic()
    scenarios = [{f"A{n % 8}": "0.01"} for n in range(1000)]
    # Whatever runs in the background was told to ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            p.scenarios(columns, MARKETS, scenarios, threads=1)
            pytest.fail("it was over before it was stopped")
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - started < 10


def test_other_threads_run_meanwhile() -> None:
    ticks, over = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not over.is_set():
            ticks += 1
            time.sleep(0.001)

    other = threading.Thread(target=tick)
    other.start()
    p.scenarios(many(20_000), MARKETS, [{"A1": "0.01"}] * 30, threads=1)
    over.set()
    other.join()
    assert ticks > 20


def whole(batches: Iterator[p.Table]) -> pa.Table:
    return pa.concat_tables(list(map(pa.table, batches)))


@pytest.mark.parametrize("lane", ["exact", "float64"])
def test_batches_are_the_scan_of_the_whole(lane: Any, tmp_path: Path) -> None:
    """Accounts span batches of any size; a Parquet file is read a row group at a time."""
    r = random.Random(4)
    book = random_book(r, 200)
    markets = p.Markets(book)
    table = arrow(tables(book)["balances"], "balances", "bits" if lane == "exact" else "float")
    wanted = p.scan(table, markets, lane=lane).to_pyarrow()
    for size in (1, 2, 3, 7, 50, len(table), len(table) + 1):
        batches = table.to_batches(max_chunksize=size)
        assert whole(p.scan_batches(iter(batches), markets, lane=lane)).equals(wanted)
        assert whole(p.scan_batches(pa.RecordBatchReader.from_batches(table.schema, batches), markets, lane=lane)).equals(wanted)
    assert whole(p.scan_batches(table, markets, lane=lane, threads=2)).equals(wanted)
    path = tmp_path / "balances.parquet"
    pq.write_table(table, path, row_group_size=13)
    with pq.ParquetFile(path) as file:
        assert whole(p.scan_batches(file.iter_batches(batch_size=10), markets, lane=lane)).equals(wanted)
    # Markets of an account in any order, as of a scan.
    mixed = [batch.take(r.sample(range(len(batch)), len(batch))) for batch in account_by_account(table)]
    assert whole(p.scan_batches(mixed, markets, lane=lane)).equals(wanted)


def account_by_account(table: pa.Table) -> list[pa.Table]:
    names = sorted(set(table["account"].to_pylist()))
    return [table.filter(pc.equal(table["account"], name)) for name in names]


def batch(accounts: list[int], quantity: Any = None) -> pa.RecordBatch:
    count = len(accounts)
    numbers = np.ones(count, np.int64) if quantity is None else quantity
    columns = [pa.array(accounts, pa.int64()), pa.array(np.arange(count) % 8, pa.uint32()), pa.array(numbers)]
    return pa.record_batch(columns, names=["account", "market", "quantity"])


def test_a_stream_is_lazy() -> None:
    taken: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for account in range(100):
            taken.append(account)
            yield batch([account, account])

    rows = p.scan_batches(batches(), MARKETS)
    assert iter(rows) is rows and taken == []
    assert next(rows).to_pyarrow()["account"].to_pylist() == [0] and taken == [0, 1]
    assert [len(table) for table in rows] == [1] * 99
    assert next(rows, None) is None
    assert list(p.scan_batches([], MARKETS)) == []
    assert list(p.scan_batches([batch([])], MARKETS)) == []


def test_what_is_wrong_with_a_stream() -> None:
    """Rows count from its beginning; after an error it is over."""
    for batches, error, message in (
        ([batch([1, 2]), batch([1])], p.InvalidOrder, "balances.account: row 2: "),
        ([batch([1, 3, 2])], p.InvalidOrder, "balances.account: row 2: "),
        ([batch([1, 2]), batch([3, 4, 4, 4, 4, 4, 4, 4, 4, 4])], p.InvalidOrder, "balances.market: row 11: "),
        ([batch([1]), batch([2], [1.5])], TypeError, "balances.quantity: expected Int64 as before, not Float64"),
        ([batch([1]), batch([2]).drop_columns(["quantity"])], TypeError, "balances.quantity: "),
        ([batch([1]), None], TypeError, "balances: expected a table.*not NoneType"),
        ([batch([1]), batch([2, 3], [None, 1])], TypeError, "balances.quantity: row 1: it is null"),
    ):
        rows = p.scan_batches(batches, MARKETS)
        with pytest.raises(error, match="^" + message):
            list(rows)
        assert list(rows) == []
    with pytest.raises(TypeError, match="^batches: "):
        p.scan_batches(1, MARKETS)

    def failing() -> Iterator[pa.RecordBatch]:
        yield batch([1])
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(p.scan_batches(failing(), MARKETS))
