"""The rule of columns.py in vectorised NumPy float64 on one thread, in every way that may be the fastest.

All work in chunks of accounts that stay in the second level cache, write into arrays made before, and are
called as `body(first, last)` for the accounts of a chunk.
"""

import numpy as np
from scipy.sparse import _sparsetools, csr_array

from columns_data import ACCOUNTS, EACH, MARKETS, PIECE, SCENARIOS, status_of


class Lane:
    """Results, and room for the largest chunk."""

    def __init__(self, data, chunk):
        self.data, self.chunk = data, chunk
        self.sums, self.status = np.empty((6, ACCOUNTS)), np.empty(ACCOUNTS, np.uint8)
        edges = np.append(data.offsets[:-1:chunk], data.offsets[-1]).astype(int)
        most = int(np.diff(edges).max())
        self.index, self.key = np.empty(most, np.intp), np.empty(most, np.intp)
        self.owned, self.owed, self.value = np.empty(most), np.empty(most), np.empty(most)
        self.negative, self.wide = np.empty(most, bool), np.empty((most, 4))

    def run(self, accounts):
        """Sums and status of a range of accounts."""
        for first in range(accounts.start, accounts.stop, self.chunk):
            last = min(first + self.chunk, accounts.stop)
            self.body(first, last)
            status_of(self.sums[:, first:last], out=self.status[first:last])

    def rows(self, first, last):
        """Market and quantity of the positions of these accounts."""
        rows = slice(int(self.data.offsets[first]), int(self.data.offsets[last]))
        return self.data.market[rows], self.data.quantity[rows]

    def split(self, quantity):
        """What is owned and what is owed, one of them 0."""
        owned = np.maximum(quantity, 0, out=self.owned[: len(quantity)])
        return owned, np.subtract(owned, quantity, out=self.owed[: len(quantity)])

    def places(self, market):
        """The markets as the integers that NumPy indexes with, converted once."""
        index = self.index[: len(market)]
        index[:] = market
        return index


class Plain(Lane):
    """As one writes it: everything at once, six gathers, six sums by offsets."""

    def body(self, first, last):
        market, quantity = self.rows(first, last)
        starts = (self.data.offsets[first:last] - self.data.offsets[first]).astype(np.intp)
        owned, owed = np.maximum(quantity, 0), np.maximum(-quantity, 0)
        for level in range(3):
            assets = owned * self.data.asset[level][market]
            debts = owed * self.data.liability[level][market]
            self.sums[level, first:last] = np.add.reduceat(assets, starts)
            self.sums[3 + level, first:last] = np.add.reduceat(debts, starts)


class Reduce(Lane):
    """Gathers and products without new arrays, `add.reduceat` by offsets (no account may be empty)."""

    def body(self, first, last):
        market, quantity = self.rows(first, last)
        starts = (self.data.offsets[first:last] - self.data.offsets[first]).astype(np.intp)
        index, value = self.places(market), self.value[: len(market)]
        sides = zip(self.split(quantity), (self.data.asset, self.data.liability))
        for side, (amount, bounds) in enumerate(sides):
            for level in range(3):
                np.take(bounds[level], index, out=value, mode="clip")
                np.multiply(value, amount, out=value)
                np.add.reduceat(value, starts, out=self.sums[3 * side + level, first:last])


class Bins(Lane):
    """Half the gathers and sums: the sign chooses the bound, and the bin that `bincount` adds to."""

    def __init__(self, data, chunk):
        super().__init__(data, chunk)
        self.bounds = np.concatenate([data.asset, -data.liability], axis=1)

    def body(self, first, last):
        market, quantity = self.rows(first, last)
        count = len(market)
        index, key, value = self.index[:count], self.key[:count], self.value[:count]
        owed = np.less(quantity, 0, out=self.negative[:count]).view(np.uint8)
        np.multiply(owed, np.uint8(MARKETS), out=index)
        index += market
        lengths = np.diff(self.data.offsets[first : last + 1])
        np.add(np.repeat(np.arange(0, 2 * (last - first), 2), lengths), owed, out=key)
        for level in range(3):
            np.take(self.bounds[level], index, out=value, mode="clip")
            np.multiply(value, quantity, out=value)
            sums = np.bincount(key, value, 2 * (last - first))
            self.sums[level, first:last], self.sums[3 + level, first:last] = sums[::2], sums[1::2]


class Equal(Lane):
    """Only where every account has eight positions: `einsum` over rows of eight, bounds of all levels gathered
    at once."""

    def __init__(self, data, chunk):
        super().__init__(data, chunk)
        self.bounds = [np.zeros((MARKETS, 4)), np.zeros((MARKETS, 4))]
        for wide, bounds in zip(self.bounds, (data.asset, data.liability)):
            wide[:, :3] = bounds.T

    def body(self, first, last):
        market, quantity = self.rows(first, last)
        index, wide = self.places(market), self.wide[: len(market)]
        for side, (amount, bounds) in enumerate(zip(self.split(quantity), self.bounds)):
            np.take(bounds, index, axis=0, out=wide, mode="clip")
            for level in range(3):
                np.einsum(
                    "ij,ij->i",
                    wide.reshape(-1, EACH, 4)[:, :, level],
                    amount.reshape(-1, EACH),
                    out=self.sums[3 * side + level, first:last],
                )


class Sparse(Lane):
    """SciPy: positions as sparse rows, one matrix of what is owned and one of what is owed, each times the
    bounds of three levels."""

    def __init__(self, data, chunk):
        super().__init__(data, chunk)
        self.bounds = [np.ascontiguousarray(bounds.T) for bounds in (data.asset, data.liability)]

    def body(self, first, last):
        market, quantity = self.rows(first, last)
        starts = (self.data.offsets[first : last + 1] - self.data.offsets[first]).view(np.int32)
        owned, owed = self.split(quantity)
        shape = (last - first, MARKETS)
        matrix = csr_array((owned, market.view(np.int32), starts), shape=shape)
        self.sums[:3, first:last] = (matrix @ self.bounds[0]).T
        matrix.data = owed
        self.sums[3:, first:last] = (matrix @ self.bounds[1]).T


class Kernel(Lane):
    """SciPy's private compiled loop of that product, without its checks, one level after another."""

    def body(self, first, last):
        market, quantity = self.rows(first, last)
        starts = (self.data.offsets[first : last + 1] - self.data.offsets[first]).view(np.int32)
        index = market.view(np.int32)
        self.sums[:, first:last] = 0
        sides = zip(self.split(quantity), (self.data.asset, self.data.liability))
        for side, (amount, bounds) in enumerate(sides):
            for level in range(3):
                _sparsetools.csr_matvec(
                    last - first, MARKETS, starts, index, amount, bounds[level],
                    self.sums[3 * side + level, first:last],
                )


class Scenarios(Lane):
    """The worst of many scenarios by the same sparse product: one column of bounds a scenario and level."""

    def __init__(self, data, chunk):
        super().__init__(data, chunk)
        flat = [bounds.reshape(-1, MARKETS) for bounds in data.shocked]
        self.bounds = [np.ascontiguousarray(bounds.T) for bounds in flat]
        self.scenario, self.surplus = np.empty(ACCOUNTS, np.uint32), np.empty(ACCOUNTS)
        self.worst, self.liquidatable = np.empty(ACCOUNTS, np.uint8), np.empty(ACCOUNTS, np.uint32)

    def run(self, accounts):
        for first in range(accounts.start, accounts.stop, self.chunk):
            last = min(first + self.chunk, accounts.stop)
            market, quantity = self.rows(first, last)
            starts = (self.data.offsets[first : last + 1] - self.data.offsets[first]).view(np.int32)
            owned, owed = self.split(quantity)
            matrix = csr_array((owned, market.view(np.int32), starts), shape=(last - first, MARKETS))
            surplus = matrix @ self.bounds[0]
            matrix.data = owed
            surplus -= matrix @ self.bounds[1]
            surplus = surplus.reshape(last - first, SCENARIOS, 3)
            scenario = surplus[:, :, 1].argmin(axis=1)
            there = np.take_along_axis(surplus, scenario[:, None, None], axis=1)[:, 0]
            rows = slice(first, last)
            self.scenario[rows], self.surplus[rows] = scenario, there[:, 1]
            self.liquidatable[rows] = ((surplus[:, :, 1] < 0) | (surplus[:, :, 2] < 0)).sum(axis=1)
            status_of([*there.T, 0, 0, 0], out=self.worst[rows])


CHUNKS = (2000, 4000, 8000)
WAYS = {
    "NumPy, as one writes it": (Plain, (PIECE,)),
    "NumPy, reduceat": (Reduce, CHUNKS),
    "NumPy, bincount": (Bins, CHUNKS),
    "NumPy, rows of eight": (Equal, CHUNKS),
    "SciPy, csr @ bounds": (Sparse, CHUNKS),
    "SciPy, its private loop": (Kernel, CHUNKS),
}
