"""The markets and positions of a book, with the value of a position and its line along an index."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from bounded import Bounded, read_down, read_nearest, read_up
from piecewise import Piecewise

ONE, ZERO = Bounded(1), Bounded(0)
LEVELS = ("initial", "maintenance", "equity")


class Price:
    """What one unit is worth at least and at most."""

    def __init__(self, low: Bounded, high: Bounded) -> None:
        self.low, self.high = low, high

    @staticmethod
    def read(json: Any) -> Price:
        low, high = (json, json) if isinstance(json, str) else (json["low"], json["high"])
        return Price(read_down(low), read_up(high))

    def mid(self) -> Fraction:
        return (self.low.x + self.high.x) / 2

    def scaled(self, k: Bounded) -> Price:
        return Price(self.low.times(k, -1), self.high.times(k, +1))


class Terms:
    """Weights on a price, a ladder on the weighted notional, and the weight of a profit."""

    def __init__(
        self,
        price: Price,
        asset: Bounded,
        liability: Bounded,
        rungs: list[tuple[Fraction, Fraction]],
        profit: Bounded,
        orders: bool,
    ) -> None:
        self.price, self.asset, self.liability = price, asset, liability
        self.rungs, self.profit, self.orders = rungs, profit, orders

    @staticmethod
    def read(price: Price, margin: Any, profit: Bounded) -> Terms:
        if isinstance(margin, dict):
            return Terms(price, read_down(margin["asset"]), read_up(margin["liability"]), [], profit, True)
        if isinstance(margin, list) and len(margin) == 1:
            margin = margin[0]["rate"]
        if isinstance(margin, str):
            fraction = read_up(margin)
            return Terms(price, ONE - fraction, ONE + fraction, [], profit, True)
        rungs = [(Fraction(rung["above"]), Fraction(rung["rate"])) for rung in margin]
        return Terms(price, ONE, ONE, rungs, profit, True)

    @staticmethod
    def equity(price: Price) -> Terms:
        return Terms(price, ONE, ONE, [], ONE, False)

    def at(self, price: Price) -> Terms:
        return Terms(price, self.asset, self.liability, self.rungs, self.profit, self.orders)

    def long(self) -> Bounded:
        return self.price.low.times(self.asset, -1)

    def short(self) -> Bounded:
        return self.price.high.times(self.liability, +1)

    def ladder(self, notional: Bounded) -> tuple[Bounded, float]:
        """Each slice of the notional at its rate, and the rate of the last slice.

        Its own rounding only raises it: each rate may be read a step up, each floor a step down, and
        the deductions (one product a rung) and the last product are rounded.
        """
        x, rate, count = Fraction(0), Fraction(0), 0
        for floor, marginal in self.rungs:
            if floor <= notional.x:
                x += (notional.x - floor) * (marginal - rate)
                rate, count = marginal, count + 1
        r = float(rate)
        up = notional.up * r + (notional.f + 1 + count if self.rungs else 0)
        return Bounded(x, notional.down * r, up), r


class Position:
    """A perp position."""

    def __init__(self, json: Any) -> None:
        self.size, self.quote = read_nearest(json["size"]), read_down(json["quote"])
        self.bids, self.asks = read_nearest(json.get("bids", "0")), read_nearest(json.get("asks", "0"))

    def exposed(self) -> bool:
        return bool(self.size.x or self.bids.x or self.asks.x)

    def cases(self, terms: Terms) -> list[tuple[Bounded, Bounded]]:
        """Size and quote as they are; or with all bids filled, and with all asks filled."""
        if not terms.orders or not (self.bids.x or self.asks.x):
            return [(self.size, self.quote)]
        bought = (self.size + self.bids, self.quote - self.bids.times(terms.price.high, +1))
        sold = (self.size - self.asks, self.quote + self.asks.times(terms.price.low, -1))
        return [bought, sold]

    def value(self, terms: Terms) -> Bounded:
        """`size * p + quote - ladder`, the worse case, a profit weighted; in the settlement asset."""
        values = [filled(size, quote, terms) for size, quote in self.cases(terms)]
        worst = values[0] if len(values) == 1 else values[0].lesser(values[1])
        if worst.x <= 0:
            return worst
        weighted = worst.times(terms.profit, -1)
        if worst.low() < 0:  # near zero it may not have been weighted
            weighted.down = max(weighted.down, worst.down)
        return weighted

    def requirement(self, terms: Terms) -> Bounded:
        """Fraction or ladder on the position itself, in the settlement asset."""
        if self.size.x < 0:
            size, price, fraction, weighted = -self.size, terms.price.high, terms.liability - ONE, terms.short()
        else:
            size, price, fraction, weighted = self.size, terms.price.low, ONE - terms.asset, terms.long()
        plain = size.times(price, +1).times(fraction, +1)
        return plain + terms.ladder(size.times(weighted, +1))[0]

    def line(self, terms: Terms) -> Piecewise:
        """`value`, exact, when the market's price is multiplied by k."""
        cases = []
        for size, quote in self.cases(terms):
            filled_at = quote.x - self.quote.x  # what the orders paid at today's price moves with it
            price = (terms.short() if size.x < 0 else terms.long()).x
            notional, sign = abs(size.x) * price, -1 if size.x < 0 else 1
            pieces, taken, rate = [], Fraction(0), Fraction(0)
            for floor, marginal in terms.rungs or [(Fraction(0), Fraction(0))]:
                taken += floor * (marginal - rate)
                rate = marginal
                if floor == 0 or notional > 0:
                    start = floor / notional if floor else Fraction(0)
                    pieces.append((start, self.quote.x + taken, (sign - rate) * notional + filled_at))
            cases.append(Piecewise(pieces))
        worst = cases[0] if len(cases) == 1 else cases[0].lesser(cases[1])
        return worst.by_sign(Fraction(1), terms.profit.x)


def filled(size: Bounded, quote: Bounded, terms: Terms) -> Bounded:
    if size.x >= 0:
        notional = size.times(terms.long(), -1)
        ladder, _ = terms.ladder(notional)
        # notional - ladder(notional) has a slope from 0 to 1: the ladder's share of the notional's own
        # error lies within the notional's.
        own = ladder.up - notional.up * slope(terms, notional)
        return Bounded(quote.x + notional.x - ladder.x, quote.down + notional.down + own, quote.up + notional.up)
    notional = (-size).times(terms.short(), +1)
    return quote - notional - terms.ladder(notional)[0]


def slope(terms: Terms, notional: Bounded) -> float:
    return max((float(rate) for floor, rate in terms.rungs if floor <= notional.x), default=0.0)


class Market:
    """An asset or a perp of the book."""

    def __init__(self, name: str, json: Any) -> None:
        self.name, self.price = name, Price.read(json["price"])
        self.initial_price = Price.read(json["initial_price"]) if "initial_price" in json else self.price
        self.index = json.get("follows", name)
        self.settles = json.get("settles")
        if self.settles is None:
            weights = [(json[level]["asset"], json[level]["liability"]) for level in LEVELS[:2]]
            pairs = [(read_down(a), read_up(b)) for a, b in weights] + [(ONE, ONE)]
            prices = [self.initial_price, self.price, self.price]
            self.terms = [Terms(p, a, b, [], ONE, False) for p, (a, b) in zip(prices, pairs)]
        else:
            profit = read_down(json.get("profit_weight", "1"))
            self.terms = [
                Terms.read(self.initial_price, json["initial"], profit),
                Terms.read(self.price, json["maintenance"], profit),
                Terms.equity(self.price),
            ]
