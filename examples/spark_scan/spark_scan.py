"""Scans Parquet files of positions on a local Spark session, and compares with one machine.

    python spark_scan.py [ACCOUNTS [FOLDER]]

FOLDER may already hold the Parquet files ``balances`` and ``perps``; they are made up where it does not.
"""

import os
import sys
import tempfile
from pathlib import Path

import positions
import pyarrow as pa
from pyspark.sql import SparkSession

from plimsoll.cluster import Scanner


def scan(spark: SparkSession, folder: Path) -> pa.Table:
    """What a job needs: read, bring the rows of each account together, scan, write."""
    scanner = Scanner(positions.MARKETS)
    balances, perps = (spark.read.parquet(str(folder / name)) for name in ("balances", "perps"))
    rows = balances.unionByName(perps, allowMissingColumns=True)
    rows = rows.repartition("account").sortWithinPartitions("account", "market")
    rows.mapInArrow(scanner, scanner.spark_schema).write.mode("overwrite").parquet(str(folder / "health"))
    return spark.read.parquet(str(folder / "health")).toArrow()


def main(accounts: int, folder: Path) -> None:
    if not (folder / "balances").exists():
        positions.write(folder, accounts)
    os.environ["PYSPARK_PYTHON"] = sys.executable  # of the workers: the one that has Plimsoll
    local = SparkSession.builder.master("local[2]").appName("spark_scan")
    quiet = local.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").config("spark.driver.bindAddress", "127.0.0.1")
    # Several partitions and small batches, so that accounts end and go on in the middle of both.
    small = quiet.config("spark.sql.shuffle.partitions", 3).config("spark.sql.adaptive.enabled", "false")
    spark = small.config("spark.sql.execution.arrow.maxRecordsPerBatch", 1000).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        print("Spark:", positions.compare(scan(spark, folder), folder))
    finally:
        spark.stop()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(int((sys.argv[1:] or [20_000])[0]), Path((sys.argv[2:] or [made])[0]))
