"""Daily returns of the study: closes from two packages of the Python index and, where there is one, a folder of data.

The packages are wheels that are read as archives and never installed: `hypertrial` ships BTC/USD from 2010-07-18 to
2025-04-14, `skfolio` an index and 20 stocks from 1990-01-02 to 2022-12-28.
"""

import csv
import gzip
import io
import math
import zipfile
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Iterable, Optional

Closes = list[tuple[date, float]]
BTC_FROM = date(2011, 9, 13)  # before it, closes of a market of a few thousand dollars a day
HISTORY = date(2013, 3, 3)  # where BTC's ten years and times of stress begin, as the reference's do
SHORTEST = 425  # a coin with fewer closes than 60 days and a year is left out


@dataclass(frozen=True, eq=False)
class Series:
    """The log returns of one asset in percent, each on the day that it ended on; no day of trade is missing.

    `history` is the place where floors and stress begin to look.
    """

    name: str
    days: list[date]
    returns: list[float]
    history: int

    @classmethod
    def of(cls, name: str, closes: Closes, history: date = date.min) -> "Series":
        pairs = list(zip(closes, closes[1:]))
        days = [day for _, (day, _) in pairs]
        returns = [100 * math.log(after / before) for (_, before), (_, after) in pairs]
        return cls(name, days, returns, bisect_left(days, history))

    def place(self, day: date) -> int:
        """Where the first day from `day` on stands."""
        return bisect_left(self.days, day)


def rows(text: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(io.StringIO(text))


def wheel(folder: Path, package: str) -> zipfile.ZipFile:
    [path] = folder.glob(f"{package}-*.whl")
    return zipfile.ZipFile(path)


def packaged_btc(wheels: Path) -> Closes:
    text = wheel(wheels, "hypertrial").read("core/data/btc_price_data.csv").decode()
    return [(date.fromisoformat(row["time"]), float(row["btc_close"])) for row in rows(text)]


def hourly_btc(data: Path) -> Closes:
    """The last close of every whole day, UTC."""
    days: dict[date, list[tuple[int, float]]] = {}
    for row in rows((data / "btc_usd_hourly_2018_2022.csv").read_text()):
        days.setdefault(date.fromisoformat(row["date"][:10]), []).append((int(row["unix"]), float(row["close"])))
    return [(day, max(hours)[1]) for day, hours in sorted(days.items()) if len(hours) == 24]


def coins(data: Path) -> dict[str, Closes]:
    closes: dict[str, Closes] = {}
    for row in rows((data / "coinbase_daily_2020_2025.csv").read_text()):
        closes.setdefault(row["base"], []).append((date.fromisoformat(row["date"]), float(row["close"])))
    return {name: sorted(of) for name, of in sorted(closes.items())}


def crypto(wheels: Path, data: Optional[Path]) -> list[Series]:
    """BTC and, with a folder of data, every coin in it that is long enough.

    BTC is the packaged series until the folder's begin: then its hours, then its days.
    """
    btc = packaged_btc(wheels)
    others: dict[str, Closes] = {}
    if data is not None:
        others = coins(data)
        for later in (hourly_btc(data), others.pop("BTC")):
            btc = [close for close in btc if close[0] < later[0][0]] + later
    btc = [close for close in btc if close[0] >= BTC_FROM]
    gaps = [day for (before, _), (day, _) in zip(btc, btc[1:]) if day - before != timedelta(1)]
    assert not gaps, f"BTC has no close before {gaps}"
    long = {name: of for name, of in others.items() if len(of) >= SHORTEST}
    return [Series.of("BTC", btc, HISTORY)] + [Series.of(name, of) for name, of in long.items()]


def stocks(wheels: Path) -> list[Series]:
    """Those of which no close stood still for 60 days together (one did)."""
    archive = wheel(wheels, "skfolio")
    closes: dict[str, Closes] = {}
    for name in ("sp500_dataset", "sp500_index"):
        text = gzip.decompress(archive.read(f"skfolio/datasets/data/{name}.csv.gz")).decode()
        for row in rows(text):
            day = date.fromisoformat(row["Date"])
            for stock, close in row.items():
                if stock != "Date":
                    closes.setdefault(stock, []).append((day, float(close)))
    return [series for series in (Series.of(name, of) for name, of in closes.items()) if not still(series)]


def still(series: Series) -> bool:
    run = longest = 0
    for r in series.returns:
        run = run + 1 if r == 0 else 0
        longest = max(longest, run)
    return longest >= 60
