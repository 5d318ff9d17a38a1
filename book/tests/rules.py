"""A book's policy: what its document says, as rules on bits (docs/book.md)."""

from __future__ import annotations

from typing import Any, Callable

from bits import MAX, ONE, div_down, div_up, down, fit, mul_div_down, mul_down, mul_up, nearest, up

PATIENCE = 16


class Policy:
    def __init__(self, json: Any) -> None:
        self.bonus = json.get("bonus", "0")
        self.fee = up(json.get("fee", "0"))
        close = json.get("close_factor", "1")
        close = {"fraction": close} if isinstance(close, str) else close
        self.fraction = down(close["fraction"])
        self.full_below, self.small, self.dust = (down(close.get(key, "0")) for key in ("full_below", "small", "dust"))
        self.order = json.get("order", "riskiest")
        split = json.get("split", {})
        self.insurance, self.protocol = down(split.get("insurance", "0")), down(split.get("protocol", "0"))
        fund = json.get("insurance", "0")
        fund = {"balance": fund} if isinstance(fund, str) else fund
        self.fund = down(fund["balance"])
        self.per_event, self.per_period = (
            down(fund[key]) if key in fund else MAX for key in ("per_event", "per_period")
        )
        self.deleverage = json.get("deleverage", "none")

    def bonus_at(self, ratio: int) -> int:
        """One bonus, or a line between two ratios, level outside them."""
        if isinstance(self.bonus, str):
            return down(self.bonus)
        first, last = nearest(self.bonus["from"]), nearest(self.bonus["to"])
        start, end = down(self.bonus["start"]), down(self.bonus["end"])
        rises = first < last
        if ratio <= first if rises else ratio >= first:
            return start
        if ratio >= last if rises else ratio <= last:
            return end
        return start + mul_div_down(end - start, ratio - first, last - first)

    def parts(self, whole: int) -> tuple[int, int, int]:
        """Liquidator's, fund's and protocol's."""
        insurance = mul_up(whole, self.insurance)
        protocol = min(mul_up(whole, self.protocol), whole - insurance)
        return whole - insurance - protocol, insurance, protocol

    def most(self, ratio: int, all_owed: int, owed: int, owned: int, mid: int, limited: int) -> int | None:
        """Units that one repayment may be of, where the close factor limits it."""
        whole = ratio <= self.full_below or owed < self.small or owned < self.small
        most = owed if whole else min(mul_down(all_owed, self.fraction), owed)
        if most >= owed or limited >= PATIENCE:
            return None
        return max(div_down(most, mid), 1) if self.fraction else 0

    def dusty(self, left: int, mid: int) -> bool:
        """Whether so little is not worth leaving: less than `dust`."""
        return self.dust > 0 and left * mid < self.dust * ONE

    def first(self, candidates: list[tuple[int, int]]) -> int | None:
        """The place of the one that goes first of (value, margin) pairs."""
        best: tuple[int, int, int] | None = None
        for place, (value, margin) in enumerate(candidates):
            if value <= 0:
                continue
            key = {"riskiest": div_down(margin, value), "largest": value, "given": 0}[self.order]
            if best is None or key > best[1] or (self.order == "riskiest" and (key, value) > best[1:]):
                best = (place, key, value)
        return None if best is None else best[0]

    def key(self, mark: int, entry: int, equity: int) -> int:
        """The rank of a position among those that may be deleveraged; out of range is the highest."""
        if self.deleverage == "pro_rata":
            return 0
        try:
            if (mark < 0) != (entry < 0):
                return MAX
            leverage = div_down(abs(mark), equity)
            if self.deleverage == "move_and_leverage":
                gained = div_down(entry, mark) if mark < 0 else div_down(mark, entry)
                return mul_down(gained, leverage)
            profit = div_down(fit(mark - entry), abs(entry))
            return mul_down(profit, leverage) if profit > 0 else mul_div_down(profit, equity, abs(mark))
        except (OverflowError, ZeroDivisionError):
            return MAX

    def closed(self, sizes: list[int], needed: int) -> list[int]:
        """How much of each position, in the order of rank, is closed."""
        if self.deleverage != "pro_rata":
            out = []
            for size in sizes:
                out.append(min(size, needed))
                needed -= out[-1]
            return out
        total = sum(sizes)
        if total <= needed:
            return sizes
        out = [size * needed // total for size in sizes]
        by_rest = sorted(range(len(sizes)), key=lambda n: (-(sizes[n] * needed % total), n))
        for place in by_rest[: needed - sum(out)]:
            out[place] += 1
        return out


class Exchange:
    """A debt repaid out of a collateral, at the midpoints and with a bonus."""

    def __init__(self, debt: int, collateral: int, bonus: int) -> None:
        self.debt, self.collateral = debt, collateral
        self.paid = mul_down(debt, ONE + bonus)

    def seized(self, repaid: int, owned: int) -> int:
        return min(repaid * self.paid // self.collateral, owned)

    def reach(self, most: int, owned: int) -> tuple[int, int, str]:
        """The largest repayment up to `most`, what it takes, and what ends it."""
        if most * self.paid // self.collateral < owned:
            return most, self.seized(most, owned), "repaid"
        needed = -(-owned * self.collateral // self.paid) if self.paid else most + 1
        if needed <= most:
            return needed, owned, "collateral_exhausted"
        return most, owned, "repaid"

    def penalty(self, repaid: int, seized: int) -> int:
        return max(seized - mul_div_down(repaid, self.debt, self.collateral), 0)


def bankruptcy_price(worth: int, lacking: int, part: tuple[int, int], mids: tuple[int, int], perp: list[int]) -> int:
    """The price of a unit at which a position bears its part of what is lacking, within mark and entry."""
    size, quote = perp[:2]
    requirement, total = part if part[1] else (ONE, ONE)
    mark, settlement = mids

    def within(top: bool, divide: Callable[[int, int], int], a: int, b: int) -> int:
        try:
            return divide(a, b)
        except OverflowError:
            return MAX if top else 0

    try:
        proceeds = div_up(fit(worth - mul_div_down(lacking, requirement, total)), settlement)
        price = within(size > 0, div_up if size > 0 else div_down, proceeds, size)
    except OverflowError:
        price = MAX if size > 0 else 0
    entry = within((quote < 0) == (size > 0), div_down, -quote, size)
    return max(min(max(price, min(mark, entry)), max(mark, entry)), 0)
