"""Derive's second portfolio method in vectorised NumPy float64, beside ours: time and distance.

    cargo run --release -p plimsoll-benches --example portfolio | python3 benches/numpy/portfolio.py

The rule is written from its formulas (docs/protocols.md) and shares nothing with the Rust crate. Times are
the fastest of many batches on one thread; NumPy is given what it likes: all options at once, and accounts
as one matrix product.
"""

import json
import sys
import time

import numpy as np
from scipy.special import ndtr

SAME, UP, DOWN, LINEAR, ABSOLUTE = range(5)
YEAR = 365.0


def black_76(forward, strike, deviation, discount, call):
    d1 = np.log(forward / strike) / deviation + deviation / 2
    value = discount * (forward * ndtr(d1) - strike * ndtr(d1 - deviation))
    return np.where(call, value, value - discount * (forward - strike))


class Market:
    """What is made once a market update; every array has a row an option and a column a scenario."""

    def __init__(self, book, times=1):
        grid = np.array(book["grid"], dtype=float)
        self.spot, self.grid = book["spot"], grid
        expiries = np.array(book["expiries"], dtype=float)
        rows = [row[:5] for row in book["options"]] * times
        options = np.array(rows, dtype=float)
        self.expiry = options[:, 0].astype(int)
        self.strike, self.call, self.volatility, self.quantity = options[:, 1:5].T
        self.years, self.rate = expiries[:, 0] / YEAR, expiries[:, 2]
        self.forward = expiries[:, 1]
        term = (30 / np.maximum(expiries[:, 0], 1)) ** np.where(expiries[:, 0] <= 30, 0.3, 0.13)
        self.up, self.down = 1 + 0.5 * term, np.maximum(1 - 0.3 * term, 0)

    def arrays(self):
        """Marks, and profits over the grid."""
        e, root = self.expiry, np.sqrt(self.years)
        forward, discount = self.forward[e], np.exp(-self.rate * self.years)[e]
        mark = black_76(forward, self.strike, self.volatility * root[e], discount, self.call)
        cap = 0.25 - 0.1 * root
        width = np.maximum(0.01, root * 4 * (0.6 - 0.1 * root))
        k = np.log(self.strike / forward)
        turn = lambda k: np.clip(k * (cap / width)[e], -cap[e], cap[e])
        shocked = [
            self.volatility,
            np.maximum(self.volatility * self.up[e], 0.4),
            self.volatility * self.down[e],
            self.volatility * np.maximum(1 + turn(k), 0),
            self.volatility * np.maximum(1 + turn(np.abs(k)), 0),
        ]
        volatility = np.stack(shocked)[self.grid[:, 1].astype(int)].T
        value = black_76(
            forward[:, None] * self.grid[:, 0],
            self.strike[:, None],
            volatility * root[e][:, None],
            discount[:, None],
            self.call[:, None],
        )
        near = [
            black_76(forward * s, self.strike, self.volatility * root[e], discount, self.call) - mark
            for s in (1.045, 0.955)
        ]
        return mark, value - mark[:, None], np.stack(near, axis=1)


def margin(book, market, ready):
    """The initial and the maintenance margin of the account from ready arrays."""
    mark, profit, near = ready
    grid, expiries = market.grid, len(market.years)
    held = (market.expiry[:, None] == np.arange(expiries)).T * market.quantity
    marks, profits, basis = held @ mark, held @ profit, held @ near
    years, rate = market.years, market.rate
    long = 0.98 * np.exp(-0.1 * years)
    short = np.minimum(np.exp(rate * years), 1.02 * np.exp(0.1 * years))
    value = marks[:, None] + profits
    change = np.where(value >= 0, value * long[:, None], value * short[:, None]) - marks[:, None]
    skew = grid[:, 1] >= LINEAR
    total = np.where(skew, -np.abs(change), change).sum(axis=0)
    perps, collaterals = np.array(book["perps"], dtype=float), np.array(book["collaterals"], dtype=float)
    total = total + (perps[:, 0] @ perps[:, 1] + collaterals[:2].sum()) * (grid[:, 0] - 1)
    span = min((total * grid[:, 2]).min(), (np.minimum(basis.min(axis=1), 0) * (0.5 + 2 * years)).sum())
    naked = 0.0
    for expiry in range(expiries):
        mine = market.expiry == expiry
        strikes = market.strike[mine]
        net = np.bincount(np.searchsorted(np.unique(strikes), strikes), weights=market.quantity[mine])
        naked += -np.minimum(net, 0).sum()
    notional = np.abs(perps[:, 0]).sum() * market.spot
    maintenance = 0.03 * notional + 0.003 * naked * market.spot + 0.015 * collaterals.sum()
    initial = 0.01 * notional + 0.002 * naked * market.spot + 0.005 * collaterals.sum()
    worth = marks.sum() + collaterals.sum()
    return span - maintenance - initial + worth, 0.8 * span - maintenance + worth


def fastest(body, calls):
    """Nanoseconds a call, the fastest of many batches."""
    best = float("inf")
    for _ in range(15):
        start = time.perf_counter_ns()
        for _ in range(calls):
            body()
        best = min(best, (time.perf_counter_ns() - start) / calls)
    return best


def main():
    book = json.load(sys.stdin)
    market = Market(book)
    ready = market.arrays()
    options = len(book["options"])
    ours = np.array([row[6] for row in book["options"]], dtype=float)
    marks = np.array([row[5] for row in book["options"]], dtype=float)
    perps = np.array(book["perps"], dtype=float)
    scan = (market.quantity @ ready[1] + (perps[:, 0] @ perps[:, 1]) * (market.grid[:, 0] - 1)).min()
    margins = margin(book, market, ready)
    far = lambda a, b: float(np.max(np.abs(np.asarray(a) - np.asarray(b)))) / market.spot
    many = Market(book, 100)
    print("distance from NumPy float64, as a fraction of the price:")
    print(f"  values {far(marks, ready[0]):.1e}, risk arrays {far(ours, ready[1]):.1e}, "
          f"worst scenario {far(book['scan'], scan):.1e}, margins {far(book['margins'], margins):.1e}")
    one = fastest(market.arrays, 40) / options
    bulk = fastest(many.arrays, 2) / (100 * options)
    print("risk array of one option, 33 scenarios, with its two basis shocks:")
    print(f"  NumPy {one:.0f} ns an option of {options}, {bulk:.0f} ns of {100 * options}")
    account = fastest(lambda: margin(book, market, ready), 40)
    quantities = np.tile(np.concatenate([market.quantity, perps[:, 0]]), (2000, 1))
    arrays = np.concatenate([ready[1], perps[:, 1:2] * (market.grid[:, 0] - 1)])
    single = fastest(lambda: (quantities[0] @ arrays).min(), 400)
    rows = fastest(lambda: (quantities @ arrays).min(axis=1), 4) / 2000
    print("an account from ready arrays:")
    print(f"  the method:   Fixed {book['fixed']['margin']:.0f} ns, f64 {book['f64']['margin']:.0f} ns, "
          f"NumPy {account:.0f} ns")
    print(f"  the bare sum: Fixed {book['fixed']['scan']:.0f} ns, f64 {book['f64']['scan']:.0f} ns, "
          f"NumPy {single:.0f} ns alone, {rows:.0f} ns each of 2,000 in one product")


if __name__ == "__main__":
    main()
