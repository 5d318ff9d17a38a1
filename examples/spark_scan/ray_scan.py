"""Scans Parquet files of positions with Ray Data, and compares with one machine.

    python ray_scan.py [ACCOUNTS [FOLDER]]

As spark_scan.py, which sees the same files.
"""

import os
import sys
import tempfile
from pathlib import Path

import positions
import pyarrow as pa
import pyarrow.parquet as pq

# A cluster of this one machine, for some seconds: nobody to keep out, nothing to report.
os.environ |= {"RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0"}

import ray
import ray.data

from plimsoll.cluster import Scanner


def scan(folder: Path) -> pa.Table:
    """What a job needs: read, bring the rows of each account together, scan, write."""
    scanner = Scanner(positions.MARKETS)
    balances, perps = (ray.data.read_parquet(str(folder / name)) for name in ("balances", "perps"))
    rows = balances.union(perps).repartition(3, keys=["account"])
    rows.map_batches(scanner, batch_format="pyarrow", batch_size=None).write_parquet(str(folder / "health"))
    return pq.read_table(folder / "health")


def main(accounts: int, folder: Path) -> None:
    if not (folder / "balances").exists():
        positions.write(folder, accounts)
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    try:
        print("Ray:", positions.compare(scan(folder), folder))
    finally:
        ray.shutdown()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(int((sys.argv[1:] or [20_000])[0]), Path((sys.argv[2:] or [made])[0]))
