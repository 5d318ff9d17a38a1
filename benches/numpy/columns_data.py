"""One million accounts with eight balances each over 64 markets, as columns, and what the rule says of them.

Every number is a multiple of 2**-48 that float64 holds, so both number types are given the same ones.
"""

from pathlib import Path

import numpy as np

ACCOUNTS, EACH, MARKETS, SCENARIOS = 1_000_000, 8, 64, 33
POSITIONS = ACCOUNTS * EACH
PIECE = ACCOUNTS // 20
BITS = 48
HEALTHY, RESTRICTED, LIQUIDATABLE, INSOLVENT = range(4)


def step_down(numbers):
    return np.ldexp(np.floor(np.ldexp(numbers, BITS)), -BITS)


def words(numbers):
    """The bits of I80F48: two little-endian words a number, in two's complement."""
    scaled = np.floor(np.ldexp(np.abs(numbers), BITS))
    upper = np.floor(np.ldexp(scaled, -64))
    both = np.stack([scaled - np.ldexp(upper, 64), upper], axis=-1).astype(np.uint64)
    negative = np.less(numbers, 0)
    both[negative] = ~both[negative]
    both[negative, 0] += np.uint64(1)
    both[negative & (both[..., 0] == 0), 1] += np.uint64(1)
    return both


def values(words, name):
    """Numbers that the Rust side wrote, as the nearest float64: bits of I80F48, or those of an f64."""
    if name == "f64":
        return words.view(float)
    lower, upper = words.reshape(-1, 2).T
    negative = upper.view(np.int64) < 0
    lower, upper = np.where(negative, -lower, lower), np.where(negative, ~upper + (lower == 0), upper)
    size = np.ldexp(upper.astype(float), 64) + lower.astype(float)
    return np.ldexp(np.where(negative, -size, size), -BITS)


class Data:
    """Columns `offsets`, `market`, `quantity`; bounds `asset[level, market]`, `liability[level, market]`; and both
    under the scenarios, `shocked[side][scenario, level, market]`.

    Prices are log-uniform from 0.001 to 100,000 and positions worth 10 to 100,000. Three in ten are debts,
    and an account's debts are scaled to a share of its assets at maintenance: four accounts in five up to
    95 %, the others 90 to 110 %.
    """

    def __init__(self, seed=6):
        rng = np.random.default_rng(seed)
        shape = (ACCOUNTS, EACH)
        price = np.exp(rng.uniform(np.log(1e-3), np.log(1e5), MARKETS))
        width = np.array([0.01, 0.004, 0.001])[:, None]
        haircut = rng.uniform(0.02, 0.3, MARKETS) * np.array([1, 0.5, 0])[:, None]
        self.asset = step_down(price * (1 - width) * (1 - haircut))
        self.liability = step_down(price * (1 + width) / (1 - haircut))
        # Scenarios move everything by -40 to 40 %, each market by more or less of it.
        moves = np.linspace(-0.4, 0.4, SCENARIOS)[:, None, None] * rng.uniform(0.2, 1.5, MARKETS)
        self.shocked = step_down(self.asset * (1 + moves)), step_down(self.liability * (1 + moves))
        # The k-th of a sorted sample of fewer markets, plus k: ascending and distinct.
        market = np.sort(rng.integers(0, MARKETS - EACH + 1, shape), axis=1) + np.arange(EACH)
        value = np.exp(rng.uniform(np.log(10), np.log(1e5), shape))
        owed = rng.random(shape) < 0.3
        counted = value / price[market] * np.where(owed, self.liability[1][market], self.asset[1][market])
        assets = np.where(owed, 0, counted).sum(axis=1)
        debts = np.where(owed, counted, 0).sum(axis=1)
        near = rng.random(ACCOUNTS) < 0.2
        share = np.where(near, rng.uniform(0.9, 1.1, ACCOUNTS), rng.uniform(0, 0.95, ACCOUNTS))
        scale = np.divide(share * assets, debts, out=np.ones(ACCOUNTS), where=(assets > 0) & (debts > 0))
        value = np.where(owed, -np.clip(value * scale[:, None], 10, 1e5), value)
        self.quantity = step_down(value / price[market]).ravel()
        self.market = market.astype(np.uint32).ravel()
        self.offsets = np.arange(0, POSITIONS + 1, EACH, dtype=np.uint32)

    def write(self, folder: Path):
        """The columns as files of little-endian numbers, for the Rust side."""
        for name in ("offsets", "market", "quantity", "asset", "liability"):
            getattr(self, name).tofile(folder / name)
        for name in ("quantity", "asset", "liability"):
            words(getattr(self, name)).tofile(folder / f"{name}.bits")
        for name, bounds in zip(("asset", "liability"), self.shocked):
            bounds.tofile(folder / f"shocked.{name}")
            words(bounds).tofile(folder / f"shocked.{name}.bits")

    def reference(self):
        """The six sums by account, written for clarity: assets at each level, then liabilities."""
        sums = np.zeros((6, ACCOUNTS))
        account = np.repeat(np.arange(ACCOUNTS), np.diff(self.offsets))
        owned, owed = np.maximum(self.quantity, 0), np.maximum(-self.quantity, 0)
        for level in range(3):
            assets = owned * self.asset[level][self.market]
            debts = owed * self.liability[level][self.market]
            sums[level] = np.bincount(account, assets, ACCOUNTS)
            sums[3 + level] = np.bincount(account, debts, ACCOUNTS)
        return sums


def status_of(sums, out=None):
    """`Status::of` where no price is stale: the worst that is proven."""
    initial, maintenance, equity = (sums[level] < sums[3 + level] for level in range(3))
    out = np.maximum(initial.view(np.uint8), maintenance.view(np.uint8) * np.uint8(LIQUIDATABLE), out=out)
    return np.maximum(out, equity.view(np.uint8) * np.uint8(INSOLVENT), out=out)


def distance(sums, reference):
    """The largest distance of any sum, relative, or absolute where the reference is 0."""
    return float(np.max(np.abs(sums - reference) / np.where(reference == 0, 1, reference)))
