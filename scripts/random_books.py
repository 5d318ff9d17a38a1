"""Random books, most of them valid. random_books.py COUNT SEED FOLDER"""

import json
import random
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any


def number(r: random.Random, low: float, high: float, places: int | None = None) -> str:
    """A decimal between the two, spread over their orders of magnitude, with up to 15 places."""
    if places is None:
        places = r.choice([0, 1, 2, 6, 15])
    value = Decimal(repr(low * (high / low) ** r.random()))
    return f"{value.quantize(Decimal(1).scaleb(-places)):f}"


def fraction(r: random.Random, low: float = 0.0, high: float = 1.0) -> Decimal:
    return Decimal(r.randint(int(low * 10000), int(high * 10000))) / 10000


def price(r: random.Random) -> Any:
    mid = Decimal(number(r, 0.01, 100000, 4))
    width = mid * fraction(r, 0, 0.05)
    if r.random() < 0.3 or not width:
        return f"{mid + Decimal('0.0001'):f}"
    return {"low": f"{mid - width + Decimal('0.0001'):f}", "high": f"{mid + width + Decimal('0.0001'):f}"}


def wider(r: random.Random, p: Any) -> Any:
    low, high = (p["low"], p["high"]) if isinstance(p, dict) else (p, p)
    by = fraction(r, 0, 0.1)
    return {"low": f"{Decimal(low) * (1 - by):f}", "high": f"{Decimal(high) * (1 + by):f}"}


def weights(r: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    asset = sorted([fraction(r, 0, 1), fraction(r, 0.3, 1)])
    liability = sorted([1 + fraction(r, 0, 0.4), 1 + fraction(r, 0, 0.4)])
    pair = [{"asset": f"{a:f}", "liability": f"{b:f}"} for a, b in zip(asset, reversed(liability))]
    return pair[0], pair[1]


def margins(r: random.Random) -> tuple[Any, Any]:
    """Initial and maintenance of a perp, initial no looser."""
    kind = r.random()
    low, high = sorted([fraction(r, 0.001, 0.3), fraction(r, 0.001, 0.3)])
    if kind < 0.4:
        return f"{high:f}", f"{low:f}"
    if kind < 0.6:
        return weights(r)
    floors = [0] + sorted(r.sample(range(1, 1000), r.randint(0, 4)))
    rates = sorted(fraction(r, 0.001, 0.3) for _ in floors)
    ladder = [{"above": str(f * 1000), "rate": f"{m:f}"} for f, m in zip(floors, rates)]
    if kind < 0.8:
        return f"{rates[-1] + fraction(r, 0, 0.5):f}", ladder
    more = fraction(r, 0, 0.2)
    return [{**rung, "rate": f"{Decimal(rung['rate']) + more:f}"} for rung in ladder], ladder


def book(r: random.Random) -> dict[str, Any]:
    assets: dict[str, Any] = {}
    for i in range(r.randint(1, 8)):
        initial, maintenance = weights(r)
        asset = {"price": price(r), "initial": initial, "maintenance": maintenance}
        if r.random() < 0.3:
            asset["initial_price"] = wider(r, asset["price"])
        own = [name for name, other in assets.items() if "follows" not in other]
        if own and r.random() < 0.2:
            asset["follows"] = r.choice(own)
        assets[f"A{i}"] = asset
    perps: dict[str, Any] = {}
    for i in range(r.randint(0, 4)):
        settles = r.choice(list(assets))
        initial, maintenance = margins(r)
        perp = {"price": price(r), "settles": settles, "initial": initial, "maintenance": maintenance}
        index = assets[settles].get("follows", settles)
        roots = [name for name, other in assets.items() if "follows" not in other and name != index]
        if roots and r.random() < 0.7:
            perp["follows"] = r.choice(roots)
        if r.random() < 0.5:
            perp["profit_weight"] = f"{fraction(r):f}"
        perps[f"P{i}"] = perp
    accounts: dict[str, Any] = {}
    for i in range(r.randint(0, 6)):
        sign = lambda: r.choice(["", "", "-"])
        balances = {n: sign() + number(r, 0.001, 1e6) for n in assets if r.random() < 0.6}
        positions: dict[str, Any] = {}
        for name in perps:
            if r.random() < 0.5:
                position = {"size": sign() + number(r, 0.001, 1e4), "quote": sign() + number(r, 1, 1e7)}
                if r.random() < 0.3:
                    position |= {"bids": number(r, 0.001, 1e3), "asks": number(r, 0.001, 1e3)}
                positions[name] = position
        accounts[f"account {i} \u00fc\"\\"] = {"balances": balances, "perps": positions}
    return {"currency": "USD", "assets": assets, "perps": perps, "accounts": accounts}


def main() -> None:
    count, seed, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    r = random.Random(seed)
    for i in range(count):
        (folder / f"random-{i:05}.json").write_text(json.dumps(book(r), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
