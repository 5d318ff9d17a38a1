"""The rule of columns.py in polars, with as many threads as POLARS_MAX_THREADS says: JSON on stdout.

    POLARS_MAX_THREADS=1 python3 columns_polars.py FOLDER
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import polars as pl

from columns_data import ACCOUNTS, EACH, MARKETS, POSITIONS, distance

LEVELS = range(3)
ASSETS, DEBTS = [f"assets_{level}" for level in LEVELS], [f"liabilities_{level}" for level in LEVELS]
SUMS = ASSETS + DEBTS


def queries(frame, asset, liability):
    quantity, market, account = pl.col("quantity"), pl.col("market"), pl.col("account")
    owned, owed = quantity.clip(lower_bound=0), (-quantity).clip(lower_bound=0)
    bounds = pl.LazyFrame(
        {"market": np.arange(MARKETS, dtype=np.uint32)}
        | {f"asset_{level}": asset[level] for level in LEVELS}
        | {f"liability_{level}": liability[level] for level in LEVELS}
    )
    joined = [(owned * pl.col(f"asset_{level}")).alias(ASSETS[level]) for level in LEVELS]
    joined += [(owed * pl.col(f"liability_{level}")).alias(DEBTS[level]) for level in LEVELS]
    gather = lambda values: pl.lit(pl.Series(values)).gather(market)
    gathered = [(owned * gather(asset[level])).alias(ASSETS[level]) for level in LEVELS]
    gathered += [(owed * gather(liability[level])).alias(DEBTS[level]) for level in LEVELS]
    signed = pl.lit(MARKETS, pl.UInt32) * (quantity < 0).cast(pl.UInt32) + market
    values = [
        (quantity * pl.lit(pl.Series(np.concatenate([asset[level], liability[level]]))).gather(signed))
        .alias(f"value_{level}")
        for level in LEVELS
    ]
    by_sign = [pl.col(f"value_{level}").filter(~pl.col("owed")).sum().alias(ASSETS[level]) for level in LEVELS]
    by_sign += [-pl.col(f"value_{level}").filter(pl.col("owed")).sum().alias(DEBTS[level]) for level in LEVELS]
    sums = pl.col(SUMS).sum()
    join = frame.join(bounds, on="market", how="left", maintain_order="left")
    each = {
        "join, group_by, sort": join.select(account, *joined).group_by("account").agg(sums).sort("account"),
        "gather, group_by": frame.select(account, *gathered).group_by("account", maintain_order=True).agg(sums),
        "gather by sign, group_by": frame.select(account, (quantity < 0).alias("owed"), *values)
        .group_by("account", maintain_order=True)
        .agg(*by_sign),
        "join, group_by_dynamic": join.select(account.set_sorted(), *joined)
        .group_by_dynamic("account", every="1i")
        .agg(sums),
        "gather, group_by_dynamic": frame.select(account, *gathered)
        .group_by_dynamic("account", every="1i")
        .agg(sums),
        "rows of eight": frame.select(*(sum.reshape((-1, EACH)).arr.sum() for sum in gathered)),
    }
    below = lambda level: pl.col(ASSETS[level]) < pl.col(DEBTS[level])
    status = pl.when(below(2)).then(3).when(below(1)).then(2).when(below(0)).then(1).otherwise(0)
    return {name: query.with_columns(status.cast(pl.UInt8).alias("status")) for name, query in each.items()}


def main():
    folder = Path(sys.argv[1])
    read = lambda name, kind: np.fromfile(folder / name, kind)
    offsets, market, quantity = read("offsets", np.uint32), read("market", np.uint32), read("quantity", float)
    asset, liability = (read(name, float).reshape(3, MARKETS) for name in ("asset", "liability"))
    reference = read("sums", float).reshape(6, ACCOUNTS)
    account = np.repeat(np.arange(ACCOUNTS), np.diff(offsets))
    frame = pl.DataFrame({"account": account, "market": market, "quantity": quantity})
    frame = frame.with_columns(pl.col("account").set_sorted()).lazy()
    times = {}
    for name, query in queries(frame, asset, liability).items():
        for engine in ("in-memory", "streaming"):
            best = float("inf")
            for _ in range(3):
                start = time.perf_counter()
                found = query.collect(engine=engine)
                best = min(best, time.perf_counter() - start)
            sums = np.stack([found[name].to_numpy() for name in SUMS])
            assert distance(sums, reference) < 1e-9, name
            assert np.array_equal(found["status"].to_numpy(), read("status", np.uint8)), name
            times[f"{name}, {engine}"] = best / POSITIONS * 1e9
    json.dump(times, sys.stdout)


if __name__ == "__main__":
    main()
