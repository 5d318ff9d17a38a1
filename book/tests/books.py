"""Random books, realistic to nasty, all of them valid: books.py COUNT [SEED]

One book a line, as a JSON string (so that a book keeps its own form: spaces, escapes, order of keys).
`stressed` makes them with a policy and shocks (policies.py), for audit.py and compare.py.
"""

from __future__ import annotations

import json
import random
import sys
from decimal import Decimal, getcontext
from typing import Any

from policies import policy, shocks

NAMES = [
    "USDC", "ETH", "BTC", "a b", 'quo"te', "back\\slash", "\u00fc\u00f1\u00ed", "\u65e5\u672c", "\U0001f6a2",
    "new\nline", "tab\t", "", "nul\u0000", ".", "a.b[0]", "constructor", "__proto__", "toString", "10", "2", "-1",
    "null", "\u2028", "\u0301", "\x7f", "stETH", "ETH-PERP", "very long " * 12, "/", "'", "<b>", "\ufeff", "%s", "{}",
]  # fmt: skip
getcontext().prec = 80
PLACES = [0, 1, 2, 3, 6, 9, 15, 20, 30]


class Generator:
    """The choices of one book."""

    def __init__(self, r: random.Random) -> None:
        self.r = r
        # In a plain book every size is a multiple of 1/64, which reads without rounding.
        self.plain = r.random() < 0.5
        self.tame = r.random() < 0.8
        self.owners = 7
        self.top = 1e18 if r.random() < 0.1 else 1e9  # beyond the range, now and then
        self.names = r.sample(NAMES, len(NAMES)) if r.random() < 0.7 else [f"M{i}" for i in range(len(NAMES))]

    def log(self, low: float, high: float) -> float:
        return float(low * (high / low) ** self.r.random())

    def text(self, value: float, places: int | None = None) -> str:
        """A decimal near the value: of few digits or many, but not cut to zero."""
        places = self.r.choice(PLACES) if places is None else places
        digits = Decimal(repr(value))
        if places > 16:
            digits += Decimal(self.r.randrange(10**14)).scaleb(-places)
        cut = digits.quantize(Decimal(1).scaleb(-places))
        return f"{cut:f}" if cut or not value else f"{digits.quantize(Decimal(1).scaleb(-12)):f}"

    def size(self, value: float) -> str:
        if not self.plain:
            return self.text(value)
        return f"{Decimal(round(value * 64) or 1) / 64:f}"

    def fraction(self, low: float, high: float) -> Decimal:
        places = self.r.choice([2, 3, 4, 6, 18])
        value = low + (high - low) * self.r.random()
        return min(max(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places)), Decimal(0)), Decimal(1))

    def price(self, mid: float) -> Any:
        if self.r.random() < 0.4:
            return self.text(mid) if self.r.random() < 0.9 else f"{Decimal(max(1, round(mid * 16))) / 16:f}"
        width = mid * self.r.choice([0.0001, 0.001, 0.02, 0.3])
        ends = sorted([Decimal(self.text(mid - width)), Decimal(self.text(mid + width))])
        return {"low": f"{ends[0]:f}", "high": f"{ends[1]:f}"}

    def wider(self, price: Any) -> Any:
        low, high = (price, price) if isinstance(price, str) else (price["low"], price["high"])
        by = self.fraction(0, 0.1)
        return {"low": f"{Decimal(low) * (1 - by):f}", "high": f"{Decimal(high) * (1 + by):f}"}

    def weights(self, kind: float) -> tuple[Any, Any]:
        """Initial and maintenance weights, the first no looser."""
        if kind < 0.15:
            one = {"asset": "1", "liability": "1"}
            return one, one
        if kind < 0.25:
            return {"asset": "0", "liability": "2"}, {"asset": self.r.choice(["0", "0.3"]), "liability": "1.6"}
        asset = sorted([self.fraction(0.4, 1), self.fraction(0.4, 1)])
        liability = sorted([1 + self.fraction(0, 0.5), 1 + self.fraction(0, 0.5)])
        return (
            {"asset": f"{asset[0]:f}", "liability": f"{liability[1]:f}"},
            {"asset": f"{asset[1]:f}", "liability": f"{liability[0]:f}"},
        )

    def margins(self, notional: float) -> tuple[Any, Any]:
        """Initial and maintenance of a perp, the first no looser."""
        kind = self.r.random()
        if kind < 0.2:
            return self.weights(self.r.random())
        if kind < 0.5:
            fractions = sorted([self.fraction(0.001, 0.3), self.fraction(0.001, 0.3)])
            return f"{fractions[1]:f}", f"{fractions[0]:f}"
        floors = [Decimal(0)]
        for _ in range(self.r.randrange(0, 5)):
            floors.append(floors[-1] + max(Decimal(self.text(notional * self.log(0.05, 2))), Decimal("0.001")))
        rates = sorted(self.fraction(0, 0.3) for _ in floors)
        ladder = [{"above": f"{floor:f}", "rate": f"{rate:f}"} for floor, rate in zip(floors, rates)]
        if kind < 0.75:
            return f"{min(rates[-1] + self.fraction(0, 0.5), Decimal(1)):f}", ladder
        more = self.fraction(0, 0.2)
        return [{**rung, "rate": f"{Decimal(rung['rate']) + more:f}"} for rung in ladder], ladder

    def book(self) -> dict[str, Any]:
        r = self.r
        scale = self.log(10, 1e6)
        self.mids: dict[str, float] = {}
        names = iter(self.names)
        assets: dict[str, Any] = {}
        for number in range(r.randrange(1, 9)):
            name = next(names)
            stable = number == 0 or r.random() < 0.2
            span = (1e-4, 1e5) if self.tame else (1e-6, 1e9)
            self.mids[name] = mid = 1.0 if stable and self.tame else self.log(*span)
            price = r.choice(["1", {"low": "0.9995", "high": "1.0003"}]) if mid == 1.0 else self.price(mid)
            initial, maintenance = self.weights(r.random())
            entry = {"price": price, "initial": initial, "maintenance": maintenance}
            if r.random() < 0.3:
                entry["initial_price"] = self.wider(price)
            roots = [other for other in assets if "follows" not in assets[other]]
            if roots and r.random() < 0.25:
                entry["follows"] = r.choice(roots)
            assets[name] = entry
        perps: dict[str, Any] = {}
        for _ in range(r.randrange(0, 7)):
            name, settles = next(names), r.choice(list(assets)[: r.randrange(1, 4)])
            own = assets[settles].get("follows", settles)
            roots = [other for other, entry in (assets | perps).items() if "follows" not in entry and other != own]
            follows = r.choice(roots) if roots and r.random() < 0.7 else None
            mid = self.mids[follows] / self.mids[settles] if follows else self.log(1e-3, 1e5)
            self.mids[name] = mid = min(max(mid, 1e-5), 1e7)
            initial, maintenance = self.margins(scale / self.mids[settles])
            entry = {"price": self.price(mid), "settles": settles, "initial": initial, "maintenance": maintenance}
            if follows:
                entry["follows"] = follows
            if r.random() < 0.3:
                entry["initial_price"] = self.wider(entry["price"])
            if r.random() < 0.6:
                entry["profit_weight"] = r.choice(["0", "1", "0.95", "0.5", f"{self.fraction(0, 1):f}"])
            perps[name] = dict(sorted(entry.items())) if r.random() < 0.2 else entry
        owners = r.sample(self.names, r.randrange(0, self.owners))
        accounts = {owner: self.account(scale, assets, perps) for owner in owners}
        book = {"currency": r.choice(["USD", "", 'U"S\nD']), "assets": assets, "perps": perps, "accounts": accounts}
        if not perps and r.random() < 0.5:
            del book["perps"]
        return book

    def account(self, scale: float, assets: dict[str, Any], perps: dict[str, Any]) -> dict[str, Any]:
        """Positions of about one size in value, and collateral for more or less of them."""
        r = self.r
        nasty = not self.tame and r.random() < 0.5

        def sign(minus: float) -> str:
            return "-" if r.random() < minus else ""

        def worth(mid: float) -> float:
            return self.log(1e-6, self.top) if nasty else scale * self.log(0.01, 2) / mid

        balances = {name: sign(0.45) + self.text(worth(self.mids[name])) for name in assets if r.random() < 0.45}
        positions: dict[str, Any] = {}
        for name, perp in perps.items():
            if r.random() < 0.5:
                continue
            units = worth(self.mids[name] * self.mids[perp["settles"]])
            size = sign(0.5) + self.size(units)
            quote = self.text(units * self.mids[name] * (0.7 + 0.6 * r.random()))
            if not size.startswith("-"):
                quote = "-" + quote
            position = {"size": size if r.random() < 0.9 else "0", "quote": quote}
            if r.random() < 0.35:
                position |= {side: self.size(units * self.log(0.1, 3)) for side in ("bids", "asks") if r.random() < 0.8}
            positions[name] = position
        if r.random() < 0.7:
            collateral = r.choice(list(assets))
            balances[collateral] = self.text(scale * self.log(0.2, 40) / self.mids[collateral])
        if r.random() < 0.05:
            balances = {name: "0" for name in balances}
        account: dict[str, Any] = {}
        if balances or r.random() < 0.5:
            account["balances"] = balances
        if positions or r.random() < 0.5:
            account["perps"] = positions
        return account


def written(r: random.Random, book: dict[str, Any]) -> str:
    return json.dumps(book, ensure_ascii=r.random() < 0.5, indent=r.choice([None, 1, "\t"]))


def stressed(seed: str) -> tuple[str, dict[str, str]]:
    """A book with a policy, and moves of its markets."""
    r = random.Random(seed)
    generator = Generator(r)
    generator.owners = r.choice([7, 14, 28])
    book = generator.book()
    if r.random() < 0.95:
        book["policy"] = policy(r)
    return written(r, book), shocks(r, book)


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for number in range(count):
        r = random.Random(f"{seed}/{number}")
        print(json.dumps(written(r, Generator(r).book())))


if __name__ == "__main__":
    main()
