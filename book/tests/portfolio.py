"""Accounts under the bare scenario margin, computed anew: portfolio.py REPORT COUNT [SEED]

Random books of options, perps and coins under a method of kind `scenarios` go through the command REPORT.
Every figure of the portfolio, and what the account is worth and requires at every level, is computed here in
floats from the meaning of a book (docs/book.md), with `math.erfc` for the normal distribution; nothing is
taken from the Rust sources. A liquidation price is held against the surplus on both sides of it.
"""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from typing import Any

YEAR, MONTH = 31_536_000, 30 * 86_400
LEVELS = ("initial", "maintenance")
Interval = tuple[float, float]


def interval(json: Any) -> Interval:
    return (float(json), float(json)) if isinstance(json, str) else (float(json["low"]), float(json["high"]))


def normal(x: float) -> float:
    return math.erfc(-x / math.sqrt(2)) / 2


def black(right: str, forward: float, strike: float, volatility: float, years: float, rate: float) -> float:
    """The value of one option by Black-76."""
    discount, deviation = math.exp(-rate * years), volatility * math.sqrt(years)
    if deviation == 0 or strike == 0 or forward == 0:
        call = max(forward - strike, 0)
    else:
        d1 = math.log(forward / strike) / deviation + deviation / 2
        call = forward * normal(d1) - strike * normal(d1 - deviation)
        if right == "put":
            return discount * (strike * normal(deviation - d1) - forward * normal(-d1))
    return discount * (call if right == "call" else call - forward + strike)


class Account:
    """An account of a book, where the underlying has moved by a factor."""

    def __init__(self, book: Any, account: Any, k: float = 1.0) -> None:
        self.book, self.account, self.k = book, account, k
        self.method = book["methods"][account["method"]]
        self.underlying, self.settles = self.method["underlying"], self.method["settles"]

    def price(self, section: str, name: str, level: str) -> Interval:
        market = self.book[section][name]
        low, high = interval(market.get("initial_price", market["price"]) if level == "initial" else market["price"])
        moves = self.underlying in (name, market.get("follows"))
        return (low * self.k, high * self.k) if moves else (low, high)

    def option(self, name: str, owned: bool, spot: float, change: str) -> float:
        """One unit in a scenario: its low end where owned, its high end where owed."""
        series = self.book["options"][name]
        expiry = self.book["expiries"][series["expiry"]]
        seconds, strike = int(expiry["seconds"]), float(series["strike"])
        end = 0 if owned else 1
        forwards = interval(expiry["forward"])
        forward = forwards[end if series["right"] == "call" else 1 - end] * self.k * spot
        forward += float(expiry.get("settled", "0"))
        volatility = interval(series["volatility"])[end]
        if change != "same":
            shock = self.method["volatility"]
            power = float(shock["short_power" if seconds <= MONTH else "long_power"])
            term = (MONTH / max(seconds, int(shock["floor"]))) ** power
            if change == "up":
                volatility = max(volatility * (1 + term * float(shock["up"])), float(shock["least"]))
            else:
                volatility *= max(1 - term * float(shock["down"]), 0)
        return black(series["right"], forward, strike, volatility, seconds / YEAR, float(expiry.get("rate", "0")))

    def lines(self, level: str, spot: float, change: str) -> dict[str, tuple[float, float]]:
        """Of each position under the method its mark, and what it gains in a scenario."""
        lines = {}
        for name, text in self.account.get("options", {}).items():
            quantity = float(text)
            mark = quantity * self.option(name, quantity >= 0, 1, "same")
            lines[name] = mark, quantity * self.option(name, quantity >= 0, spot, change) - mark
        for name, perp in self.account.get("perps", {}).items():
            size = float(perp["size"])
            notional = size * self.price("perps", name, level)[0 if size >= 0 else 1]
            lines[name] = notional + float(perp["quote"]), notional * (spot - 1)
        coins = float(self.account["balances"].get(self.underlying, "0"))
        if coins > 0:
            worth = self.price("assets", self.underlying, level)[0]
            value = coins * worth / self.price("assets", self.settles, level)[1]
            lines[self.underlying] = value, value * (spot - 1)
        return lines

    def level(self, level: str) -> dict[str, Any]:
        """The method's answer at a level, and the account's assets less its liabilities."""
        profits = []
        for row in self.method["grid"]:
            lines = self.lines(level, float(row["spot"]), row.get("volatility", "same"))
            profits.append(sum(gain for _, gain in lines.values()) * float(row.get("weight", "1")))
        worst = min(profits)
        mark = sum(mark for mark, _ in self.lines(level, 1, "same").values())
        loss = min(worst, 0) * float(self.method["factor"][level])
        row = self.method["grid"][profits.index(worst)]
        gains = self.lines(level, float(row["spot"]), row.get("volatility", "same"))
        return {
            "loss": loss,
            "mark": mark,
            "total": mark + loss,
            "profits": profits,
            "gains": {name: gain for name, (_, gain) in gains.items()},
            "surplus": self.surplus(level, mark + loss),
        }

    def surplus(self, level: str, total: float) -> float:
        surplus = 0.0
        for name, asset in self.book["assets"].items():
            net = float(self.account["balances"].get(name, "0")) + (total if name == self.settles else 0)
            if name == self.underlying:
                net = min(net, 0)  # coins are the method's
            low, high = self.price("assets", name, level)
            weights = asset["maintenance" if level == "equity" else level]
            if level == "equity":
                surplus += net * (low if net >= 0 else high)
            else:
                surplus += net * (low * float(weights["asset"]) if net >= 0 else high * float(weights["liability"]))
        return surplus


def random_book(r: random.Random) -> Any:
    spot = 10 ** r.uniform(-2, 5)

    def digits(x: float) -> str:
        return f"{x:.9f}"

    def price(mid: float, width: float) -> Any:
        return digits(mid) if r.random() < 0.4 else {"low": digits(mid * (1 - width)), "high": digits(mid * (1 + width))}

    def weights(wide: float) -> Any:
        return {"asset": digits(1 - wide), "liability": digits(1 + wide)}

    def asset(mid: float, wide: float) -> Any:
        entry = {"price": price(mid, 0.001), "initial": weights(wide * 1.5), "maintenance": weights(wide)}
        if r.random() < 0.5:
            entry["initial_price"] = {"low": digits(mid * 0.98), "high": digits(mid * 1.02)}
        return entry

    expiries = {
        f"E{place}": {
            "follows": "ETH",
            "seconds": str(r.choice([0, 3600, 86_400, r.randrange(10**6), r.randrange(10**8)])),
            "forward": price(spot * r.uniform(0.97, 1.05), 0.001),
            "rate": digits(r.uniform(-0.02, 0.3)),
        }
        for place in range(r.randint(1, 3))
    }
    if r.random() < 0.3:
        expiries["E0"]["settled"] = digits(spot * r.random() / 50)
    options = {
        f"O{place}": {
            "expiry": r.choice(list(expiries)),
            "right": r.choice(["call", "put"]),
            "strike": digits(spot * math.exp(r.gauss(0, 0.3))),
            "volatility": price(r.uniform(0.1, 1.8), 0.03),
        }
        for place in range(r.randint(1, 8))
    }
    grid = [{"spot": digits(1 + move), "volatility": change} for move in (-0.2, -0.1, 0, 0.1, 0.2) for change in ("up", "down")]
    grid += [{"spot": "1"}, {"spot": "3", "volatility": "up", "weight": "0.1"}]
    r.shuffle(grid)
    maintenance = r.uniform(0.5, 1.2)
    method = {
        "kind": "scenarios", "underlying": "ETH", "settles": "USDC", "grid": grid,
        "factor": {"initial": digits(maintenance * 1.3), "maintenance": digits(maintenance)},
        "volatility": {"up": "0.5", "down": "0.3", "short_power": "0.3", "long_power": "0.13",
                       "floor": r.choice(["86400", "3600"]), "least": r.choice(["0", "0.4"])},
    }  # fmt: skip
    accounts = {}
    for place in range(3):
        held = {name: digits(r.gauss(0, 5)) for name in options if r.random() < 0.7}
        account: dict[str, Any] = {"method": "m", "options": held}
        account["balances"] = {"USDC": digits(r.choice([r.uniform(-3, 30), r.uniform(0, 200)]) * spot)}
        if r.random() < 0.5:
            account["balances"]["ETH"] = digits(r.gauss(1, 4))
        if r.random() < 0.5:
            account["balances"]["BTC"] = digits(r.gauss(0, 1))
        if r.random() < 0.5:
            size = r.gauss(0, 4)
            account["perps"] = {"PERP": {"size": digits(size), "quote": digits(-size * spot * r.uniform(0.9, 1.1))}}
        accounts[f"a{place}"] = account
    return {
        "currency": "USD",
        "assets": {"USDC": asset(1, 0), "ETH": asset(spot, 0.1), "BTC": asset(spot * 3, 0.1)},
        "perps": {"PERP": {"price": price(spot, 0.001), "follows": "ETH", "settles": "USDC",
                           "initial": "0.1", "maintenance": "0.05"}},
        "expiries": expiries, "options": options, "methods": {"m": method}, "accounts": accounts,
    }  # fmt: skip


def check(held: bool, *what: object) -> None:
    if not held:
        raise SystemExit("  ".join(str(part) for part in what))


def audit(command: str, book: Any) -> int:
    """How many liquidation prices there were; stops where a figure is wrong."""
    done = subprocess.run([command, "-", "--json"], input=json.dumps(book).encode(), capture_output=True, check=False)
    check(done.returncode == 0, done.stderr, json.dumps(book))
    report, prices = json.loads(done.stdout), 0
    for name, entry in book["accounts"].items():
        found = report["accounts"][name]
        account = Account(book, entry)
        scale = sum(abs(float(q)) for q in entry["options"].values()) + 10
        scale *= interval(book["assets"]["ETH"]["price"])[1]

        def same(ours: float, theirs: str, *what: object) -> None:
            check(abs(ours - float(theirs)) <= 1e-9 * scale, name, *what, ours, theirs, json.dumps(book))

        lines = found["portfolio"]["positions"]
        for level in LEVELS:
            ours, theirs = account.level(level), found["portfolio"][level]
            same(ours["total"], theirs["total"], level, "total")
            same(ours["loss"], theirs["parts"]["loss"], level, "loss")
            same(ours["mark"], theirs["parts"]["mark"], level, "mark")
            same(ours["surplus"], found[level]["surplus"], level, "surplus")
            place = int(theirs["scenario"]["place"])
            same(ours["profits"][place], str(min(ours["profits"])), level, "the worst scenario")
            row = book["methods"]["m"]["grid"][place]
            there = account.lines(level, float(row["spot"]), row.get("volatility", "same"))
            check(set(there) == set(lines), name, "positions", list(lines))
            for position, (_, gain) in there.items():
                same(gain, lines[position][level], level, position)
        marks = account.lines("maintenance", 1, "same")
        for position, (mark, _) in marks.items():
            same(mark, lines[position]["mark"], position, "mark")
        mark = sum(mark for mark, _ in marks.values())
        same(mark, found["portfolio"]["mark"], "mark")
        same(account.surplus("equity", mark), found["equity"], "equity")
        limits = found["liquidation"].get("ETH", {})
        low, high = interval(book["assets"]["ETH"]["price"])
        for side, outward in (("below", -1), ("above", 1)):
            if limits.get(side):
                k = 2 * float(limits[side]) / (low + high)
                inside, outside = (Account(book, entry, k * (1 + outward * by)).level("maintenance")["surplus"] for by in (-1e-7, 1e-7))
                slack = 1e-9 * scale * max(k, 1)
                check(inside >= -slack and outside <= slack, name, side, inside, outside, json.dumps(book))
                prices += 1
    return prices


def main() -> None:
    command, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    prices = 0
    for number in range(count):
        prices += audit(command, random_book(random.Random(f"{seed}/{number}")))
    check(prices > count / 4, "few liquidation prices", prices)
    print(f"   {count} books of options, {prices} liquidation prices")


if __name__ == "__main__":
    main()
