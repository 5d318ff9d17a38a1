"""What the report of a book must say, in exact rationals: an implementation of its own.

    oracle.py < books.jsonl > expected.jsonl

Each line of the input is a book's text as a JSON string; each line of the output is an object with
the book and, in the report's order, what every figure may be. Nothing here is taken from the Rust
sources: it is the meaning of a book (docs/book.md) in `fractions`. No decimal is rounded; beside each
exact value stands how far directed rounding on a grid of 2^-48 may take it (bounded.py).
"""

from __future__ import annotations

import json
import math
import sys
from fractions import Fraction
from typing import Any

from bounded import SLACK, STEP, Bounded, read_down
from market import LEVELS, ONE, ZERO, Market, Position
from piecewise import Piecewise

RANGE = 2**79


class Group:
    """The balance of one asset, and the positions that settle in it."""

    def __init__(self, asset: Market, balance: Bounded) -> None:
        self.asset, self.balance = asset, balance
        self.legs: list[tuple[Market, Position]] = []

    def net(self, level: int, index: str | None = None, k: Bounded = ONE) -> Bounded:
        total = self.balance
        for market, position in self.legs:
            terms = market.terms[level]
            total = total + position.value(terms.at(terms.price.scaled(k)) if market.index == index else terms)
        return total

    def weighted(self, level: int, index: str | None = None, k: Bounded = ONE) -> tuple[Bounded, Bounded]:
        """Assets and liabilities: the net owned at the low price, or owed at the high one."""
        terms = self.asset.terms[level]
        if self.asset.index == index:
            terms = terms.at(terms.price.scaled(k))
        owned, owed = self.net(level, index, k).split()
        return owned.times(terms.long(), -1), owed.times(terms.short(), +1)

    def exposed(self, index: str) -> bool:
        if self.asset.index == index:
            return bool(self.balance.x) or any(p.exposed() or p.quote.x for _, p in self.legs)
        return any(market.index == index and position.exposed() for market, position in self.legs)

    def line(self, index: str) -> Piecewise:
        """What the group is worth at maintenance when the index is multiplied by k."""
        terms = self.asset.terms[1]
        total = Piecewise.line(self.balance.x, Fraction(0))
        for market, position in self.legs:
            if market.index == index:
                total += position.line(market.terms[1])
            else:
                total += Piecewise.line(position.value(market.terms[1]).x, Fraction(0))
        total = total.by_sign(terms.short().x, terms.long().x)
        if self.asset.index == index:
            return Piecewise.line(Fraction(0), total.at(Fraction(0)))
        return total


class Account:
    def __init__(self, json: Any, markets: dict[str, Market]) -> None:
        self.groups = [Group(markets[name], read_down(text)) for name, text in json.get("balances", {}).items()]
        self.positions = [(markets[name], Position(perp)) for name, perp in json.get("perps", {}).items()]
        for market, position in self.positions:
            settles = markets[market.settles]
            if not any(group.asset is settles for group in self.groups):
                self.groups.append(Group(settles, ZERO))
            next(group for group in self.groups if group.asset is settles).legs.append((market, position))
        self.markets = markets

    def level(self, level: int, index: str | None = None, k: Bounded = ONE) -> tuple[Bounded, Bounded]:
        assets, liabilities = ZERO, ZERO
        for group in self.groups:
            more, debt = group.weighted(level, index, k)
            assets, liabilities = assets + more, liabilities + debt
        return assets, liabilities


def surplus_at(account: Account, index: str, k: Fraction) -> Bounded:
    """The surplus with its budget when the index has moved by k: the factor itself is rounded to a step
    on each side, and the midpoint that it refers to was read with the price."""
    price = account.markets[index].price
    mid = price.mid()
    spread = float(k / mid) * (price.low.down + price.high.up) / 2
    rounded = 0 if k in (0, 1) else 1 + spread
    assets, liabilities = account.level(1, index, Bounded(k, rounded, rounded))
    return assets - liabilities


def limits(account: Account, index: str) -> list[Any]:
    """The two ends of the healthy stretch of an index, each as allowed reasons and an interval."""
    mid = account.markets[index].price.mid()
    line = Piecewise.line(Fraction(0), Fraction(0))
    for group in account.groups:
        line += group.line(index)
    now = surplus_at(account, index, Fraction(1))
    if now.x != line.at(Fraction(1)):
        raise AssertionError("the piecewise surplus is not the account's own")
    if now.high() < 0:
        return [["below", "limit", ["already_past"], None], ["above", "limit", ["already_past"], None]]
    # At any other price the factor and the scaled price are rounded too.
    moved = surplus_at(account, index, Fraction(2))
    down = Fraction(2 * moved.down * SLACK) * STEP
    if now.low() < 0 or now.x <= down:  # so near zero that the ends may be anywhere
        reasons = ["already_past", "never"] if now.low() < 0 else ["never"]
        return [[side, "limit", reasons, ["0", "0", cut(RANGE << 48)]] for side in ("below", "above")]
    one = Fraction(1)
    exact = line.healthy_around(one)
    below, above = exact

    def budget(k: Fraction) -> tuple[Fraction, Fraction]:
        there = surplus_at(account, index, k)
        return Fraction(2 * there.down * SLACK) * STEP, Fraction(2 * there.up * SLACK) * STEP

    def moved_end(side: int, inward: bool) -> Fraction | None:
        """Where the stretch ends if the surplus is off by all of its budget. The budget changes with k,
        and at a sign change with the side of it, so it is taken again where it has led to."""
        k, allowed = exact[side], Fraction(0)
        for _ in range(3):
            if k is None:
                return None
            less, more = budget(k)
            allowed = max(allowed, less if inward else more)
            if inward and now.x < allowed:
                return one
            k = line.healthy_around(one, allowed if inward else -allowed)[side]
        return k

    out = []
    if surplus_at(account, index, Fraction(0)).low() >= 0:  # healthy for certain where it is worthless
        out.append(["below", "limit", ["never"], None])
    elif below is None:  # worth nothing there, to the last step or so; the budget does not grow toward zero
        most = line.healthy_around(one, down)[0]
        out.append(["below", "limit", ["never"], interval(None, None, most, mid)])
    else:
        least, most = moved_end(0, False), moved_end(0, True)
        reasons = ["never"] if least is None else []
        out.append(["below", "limit", reasons, interval(least, below, most, mid)])
    if above is None:  # but the budget grows with the index, and may overtake the surplus
        least, most, reasons = line.healthy_around(one, Fraction(0), down)[1], None, ["never"]
    else:
        least, most = moved_end(1, True), moved_end(1, False)
        Bounded.peak = 0.0
        budget(2 * above)
        largest = max(Bounded.peak, float(4 * above * mid), float(2 * above))
        reasons = ["never"] if most is None or largest >= RANGE * (1 - 1e-9) else []
    out.append(["above", "limit", reasons, interval(least, above, most, mid, up=True)])
    return out


def interval(
    least: Fraction | None, exact: Fraction | None, most: Fraction | None, mid: Fraction, up: bool = False
) -> Any:
    """Bits between which the answer lies, with its exact place; None where there can be none. The ends
    are a step wider: the answer is on the grid."""
    surest = least if up else most  # the end on the account's side; the other may be past the range
    if surest is None:
        return None
    first = math.floor((least or 0) * mid / STEP) - 1
    last = math.ceil(most * mid / STEP) + 1 if most is not None else RANGE << 48
    near = surest if exact is None else exact
    return [cut(max(first, 0)), cut(round(near * mid / STEP)), cut(last)]


def number(path: str, value: Bounded) -> list[Any]:
    first, last = math.ceil(value.low() / STEP), math.floor(value.high() / STEP)
    return [path, "number", cut(first), cut(round(value.x / STEP)), cut(last)]


def cut(bits: int) -> str:
    """The bits as text, no further out than the number type."""
    return str(max(-(RANGE << 48), min(bits, (RANGE << 48) - 1)))


def expected(account: Account) -> list[list[Any]]:
    """Every entry of the account's report, in order."""
    levels = [account.level(level) for level in range(3)]
    surplus = [assets - liabilities for assets, liabilities in levels]
    statuses = {status([s.low() for s in surplus]), status([s.x for s in surplus]), status([s.high() for s in surplus])}
    out = [["status", "text", sorted(statuses)], number("equity", surplus[2])]
    requirements = []
    total = ZERO
    for market, position in account.positions:
        requirements.append(position.requirement(market.terms[1]))
        total = total + requirements[-1].times(account.markets[market.settles].price.high, +1)
    for level, name in enumerate(LEVELS[:2]):
        for key, value in zip(("assets", "liabilities", "surplus"), (*levels[level], surplus[level])):
            out.append(number(f"{name}/{key}", value))
    out.append(number("maintenance/requirement", total))
    for index in account.markets:
        if any(group.exposed(index) for group in account.groups):
            for side, *rest in limits(account, index):
                out.append([f"liquidation/{index}/{side}", *rest])
    for group in account.groups:
        path = f"positions/balances/{group.asset.name}"
        out.append(number(f"{path}/balance", group.balance))
        for level, name in enumerate(LEVELS):
            assets, liabilities = group.weighted(level)
            out.append(number(f"{path}/{name}/net", group.net(level)))
            out.append(number(f"{path}/{name}/assets", assets))
            out.append(number(f"{path}/{name}/liabilities", liabilities))
    for (market, position), requirement in zip(account.positions, requirements):
        path = f"positions/perps/{market.name}"
        out.append([f"{path}/settles", "text", [market.settles]])
        out.append(number(f"{path}/size", position.size))
        for level, name in enumerate(LEVELS):
            out.append(number(f"{path}/{name}", position.value(market.terms[level])))
        out.append(number(f"{path}/requirement", requirement))
    return out


def status(surplus: list[Fraction]) -> str:
    initial, maintenance, equity = (s >= 0 for s in surplus)
    if not equity:
        return "insolvent"
    if not maintenance:
        return "liquidatable"
    return "healthy" if initial else "restricted"


def evaluate(text: str) -> dict[str, Any]:
    book = json.loads(text)
    sections = [book["assets"], book.get("perps", {})]
    markets = {name: Market(name, entry) for section in sections for name, entry in section.items()}
    figures: list[list[Any]] = []
    highest = 0.0
    for name, entry in book["accounts"].items():
        account = Account(entry, markets)
        Bounded.peak = 0.0
        account_figures = expected(account)
        Bounded.peak = 0.0
        for level in range(3):
            account.level(level)
        for market, position in account.positions:
            position.requirement(market.terms[1]).times(markets[market.settles].price.high, +1)
        highest = max(highest, Bounded.peak)
        figures += [[f"accounts/{name}/{path}", *rest] for path, *rest in account_figures]
    ends = {cut(-(RANGE << 48)), cut(RANGE << 48)}
    beyond = any(figure[1] == "number" and ends >= set(figure[2:]) for figure in figures)
    overflow = "must" if beyond else "may" if highest >= RANGE * 0.99 else "no"
    return {"book": text, "overflow": overflow, "figures": figures}


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(evaluate(json.loads(line)), separators=(",", ":")))


if __name__ == "__main__":
    main()
