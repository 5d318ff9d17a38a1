"""The Python package on the data of columns.py, end to end from Arrow columns: time beside the core's own, and
peak memory.

    python3 columns_python.py target/release/examples/columns

Needs the package, and its core built as the example is. On one thread; the columns' bits are FixedSizeBinary(16).
"""

import json
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
import plimsoll
import pyarrow as pa
import pyarrow.parquet as pq

from columns import least, ours
from columns_data import ACCOUNTS, EACH, MARKETS, POSITIONS, SCENARIOS, Data, words

CHANGED = 30


def markets(seed=6):
    """As many assets as the data has; each its own index."""
    rng = np.random.default_rng(seed)
    price = np.exp(rng.uniform(np.log(1e-3), np.log(1e5), MARKETS))
    asset = lambda price: {
        "price": {"low": f"{price * 0.999:.9f}", "high": f"{price * 1.001:.9f}"},
        "initial": {"asset": "0.8", "liability": "1.2"},
        "maintenance": {"asset": "0.9", "liability": "1.1"},
    }
    return plimsoll.Markets({"currency": "USD", "assets": {f"A{place}": asset(p) for place, p in enumerate(price)}})


def account_column():
    return pa.array(np.repeat(np.arange(ACCOUNTS, dtype=np.int64), EACH))


def tables(data):
    """The same positions in each form that a table may have."""
    bits = words(data.quantity)
    table = lambda quantity: pa.table({"account": account_column(), "market": data.market, "quantity": quantity})
    raw = pa.Array.from_buffers(pa.binary(16), POSITIONS, [None, pa.py_buffer(bits)])
    # Twelve decimals of what a float holds: 128-bit integers, two words each.
    scaled = np.rint(data.quantity * 1e6).astype(np.int64)
    wide = np.stack([scaled, scaled >> 63], axis=-1)
    decimal = pa.Array.from_buffers(pa.decimal128(38, 6), POSITIONS, [None, pa.py_buffer(wide)])
    return {"bits": table(raw), "Decimal128": table(decimal), "float64": table(pa.array(data.quantity))}


def fastest(body, runs=5, clock=time.process_time):
    """On one thread, processor time, which other programs disturb less; on two, the clock on the wall."""
    best = float("inf")
    for _ in range(runs):
        start = clock()
        body()
        best = min(best, clock() - start)
    return best


def shocks():
    return [{f"A{place}": f"{move:.4f}" for place in range(MARKETS)} for move in np.linspace(-0.4, 0.4, SCENARIOS)]


def peak(what, folder):
    """Peak memory of one call in a process of its own, less what the process had with its input, in bytes."""
    run = subprocess.run([sys.executable, __file__, "--peak", what, folder], check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def highest():
    """The most memory that this process has had, in bytes."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def peak_child(what, folder):
    own, path = markets(), Path(folder) / "bits.parquet"
    table = None if what == "scan_batches" else pq.read_table(path)
    # The peak of the kernel's own account, which a process inherits from its parent, from here on.
    Path("/proc/self/clear_refs").write_text("5")
    before, rows = highest(), 0
    if what == "scan":
        rows = plimsoll.scan(table, own, threads=1).num_rows
    elif what == "scenarios":
        rows = plimsoll.scenarios(table, own, shocks(), threads=1).num_rows
    elif what == "scan_batches":
        # Without reading ahead, or the reader holds the whole file.
        batches = pq.ParquetFile(path, pre_buffer=False).iter_batches(batch_size=1 << 16)
        rows = sum(table.num_rows for table in plimsoll.scan_batches(batches, own, threads=1))
    assert rows == ACCOUNTS, rows
    print(json.dumps({"before": before, "more": highest() - before}))


def main():
    if sys.argv[1] == "--peak":
        return peak_child(*sys.argv[2:])
    data, own = Data(), markets()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data.write(folder)
        core = least(ours(sys.argv[1], folder), ours(sys.argv[1], folder))
        forms, each = tables(data), 1e9 / POSITIONS
        print("core alone, rows in memory that was used before and in new memory, ns a position:")
        for lane in ("fixed", "f64"):
            print(f"  {lane:<10}{core[lane]['one'] * each:8.2f}{core[lane]['fresh'] * each:8.2f}")
        print("plimsoll.scan on one thread, rows in new memory, ns a position, and times of the core's:")
        for form, table in forms.items():
            lane = "float64" if form == "float64" else "exact"
            mine = core["f64" if lane == "float64" else "fixed"]
            found = fastest(lambda: plimsoll.scan(table, own, lane=lane, threads=1))
            print(f"  {form:<10}{found * each:8.2f}   {found / mine['one']:.2f} of used, {found / mine['fresh']:.2f} of new")
            both = fastest(lambda: plimsoll.scan(table, own, lane=lane, threads=2), clock=time.perf_counter)
            print(f"  {form + ', 2':<10}{both * each:8.2f}   {both / mine['two']:.2f} of the core's on two threads")
        for form, lane in (("bits", "exact"), ("float64", "float64")):
            mine = core["fixed" if lane == "exact" else "f64"]
            table = forms[form]
            found = fastest(lambda: plimsoll.scenarios(table, own, shocks(), lane=lane, threads=2), 2, time.perf_counter)
            print(f"plimsoll.scenarios, {SCENARIOS}, {form}, two threads: {found:.2f} s, "
                  f"{found / mine['scenarios two']:.2f} of the core's")
            start = time.perf_counter()
            watch = plimsoll.Watch(table, own, lane=lane, threads=1)
            made = time.perf_counter() - start
            prices = iter(range(1, 100))
            price = lambda: watch.price({f"A{CHANGED}": str(Decimal(next(prices)) / 8)})
            changed = price()
            update = fastest(price)
            whole = fastest(lambda: plimsoll.scan(table, own, lane=lane, threads=1), 3)
            print(f"plimsoll.Watch, {form}: made in {made:.2f} s; one price, {changed:,} accounts, {update * 1e3:.1f} ms: "
                  f"{update / whole:.3f} of a scan")
        # Several row groups, so that a reader needs only a few.
        pq.write_table(forms["bits"], folder / "bits.parquet", row_group_size=1 << 18, compression="none")
        size, out = forms["bits"].nbytes, ACCOUNTS * (8 + 1 + 6 * 16)
        print(f"peak memory beyond that before the call (input {size / 1e6:.0f} MB, rows out {out / 1e6:.0f} MB):")
        for what in ("scan", "scenarios", "scan_batches"):
            found = peak(what, folder)
            print(f"  {what:<14}{found['more'] / 1e6:8.0f} MB over {found['before'] / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
