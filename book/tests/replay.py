"""The steps of a stress, replayed: every amount by its rule, nothing touched otherwise.

What only an evaluation can say (who was healthy when, and how much a perp requires) is asked of the
book's report afterwards, about a copy of the account at that time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bits import MAX, ONE, div_down, fit, mul_down, mul_up, nearest
from ledger import Account, Purses, World
from rules import Exchange, Policy, bankruptcy_price

Figures = dict[str, Any]
Check = Callable[[Figures], None]


def check(ok: bool, *what: object) -> None:
    if not ok:
        raise AssertionError(" ".join(str(part) for part in what))


def surplus(figures: Figures, name: str) -> int:
    return nearest(figures[name]["maintenance"]["surplus"])


def healthy(figures: Figures, name: str) -> bool:
    return surplus(figures, name) >= 0


class Replay:
    def __init__(self, book: Any, world: World, report: Any) -> None:
        self.world, self.policy, self.steps = world, Policy(book.get("policy", {})), report["steps"]
        self.accounts = {name: Account(json) for name, json in book["accounts"].items()}
        self.copies: dict[str, Account] = {}
        self.checks: list[Check] = []
        self.purses = Purses()
        self.fund, self.spent, self.received = self.policy.fund, 0, 0
        self.limited: dict[str, int] = {}
        self.at = 0

    def copy(self, tag: str, account: Account) -> str:
        name = f"{len(self.copies)} {tag}"
        self.copies[name] = account.copy()
        return name

    def run(self) -> None:
        while self.at < len(self.steps):
            step = self.steps[self.at]
            account = self.accounts[step["account"]]
            if step["action"] == "cancel":
                check(account.has_orders() and set(step) == {"account", "action"}, step)
            else:
                check(not account.has_orders(), "open orders at", step)
                self.world.settle(account)
            before = self.copy("before", account)
            self.checks.append(lambda figures, before=before, step=step: check(  # type: ignore[misc]
                not healthy(figures, before), "a healthy account:", step))
            getattr(self, step["action"])(step, account, before)
            self.at += 1

    def available(self) -> int:
        return min(self.fund, self.policy.per_event, max(self.policy.per_period - self.spent, 0))

    def cancel(self, step: Any, account: Account, before: str) -> None:
        for perp in account.perps.values():
            perp[2:] = [0, 0]

    def penalties(self, asset: str, whole: int, stated: Any) -> tuple[int, int, int]:
        parts = self.policy.parts(whole)
        found = tuple(nearest(stated[key]) for key in ("liquidator", "insurance", "protocol"))
        check(parts == found and sum(found) == whole, "parts", parts, found, "of", whole)
        worth = mul_down(parts[1], self.world.mids[asset])
        self.fund, self.received = fit(self.fund + worth), self.received + worth
        self.purses.receive("insurance", asset, parts[1])
        self.purses.receive("protocol", asset, parts[2])
        return parts

    # Deleveraging.

    def plan(self, account: Account, before: str) -> tuple[str, Callable[[Figures], tuple[int, list[tuple[str, int]]]]] | None:
        """The position that has to be deleveraged, and what the price and the allocation must be."""
        lacking = self.world.value(account) + self.available()
        market = self.world.losing(account)
        if self.policy.deleverage == "none" or lacking >= 0 or market is None:
            return None
        world, perp = self.world, list(account.perps[market])
        holders = []
        for place, (name, other) in enumerate(self.accounts.items()):
            size, quote, *_ = other.perps.get(market, [0, 0])
            if other is account or size == 0 or (size < 0) == (perp[0] < 0) or world.value(other) <= 0:
                continue
            entry = mul_down(-quote, world.settle_mid(market))
            key = self.policy.key(world.worth(market, size), entry, world.value(other))
            holders.append((-key, place, name, other.copy()))
        holders.sort(key=lambda holder: holder[:2])
        settle_mids = {name: world.settle_mid(name) for name in account.perps}

        def later(figures: Figures) -> tuple[int, list[tuple[str, int]]]:
            perps = figures[before]["positions"]["perps"]
            required = {name: mul_up(nearest(perps[name]["requirement"]), mid) for name, mid in settle_mids.items()}
            part = (required[market], sum(required.values()))
            mids = (world.mids[market], settle_mids[market])
            price = bankruptcy_price(world.worth(market, perp[0]), lacking, part, mids, perp)
            borne = [world.borne(other, market, price) for *_, other in holders]
            closed = self.policy.closed(borne, abs(perp[0]))
            sign = 1 if perp[0] > 0 else -1
            return price, [(holder[2], sign * close) for holder, close in zip(holders, closed) if close]

        return market, later

    def deleverage(self, step: Any, account: Account, before: str) -> None:
        plan = self.plan(account, before)
        check(plan is not None, "nothing to deleverage:", step)
        assert plan
        market, later = plan
        price = nearest(step["price"])
        against = [(name, nearest(size)) for name, size in step["against"].items()]
        check(step["market"] == market, "not the largest losing perp", market, step)

        def right(figures: Figures) -> None:
            check(later(figures) == (price, against), "deleveraging is not", later(figures), step)

        self.checks.append(right)
        perp = account.perps[market]
        size, total = -sum(part for _, part in against), 0
        check(size == nearest(step["size"]) and abs(size) <= abs(perp[0]), "sizes", step)
        for name, part in against:
            other = self.accounts[name]
            quote = mul_down(-part, price)
            check(abs(part) <= abs(other.perps[market][0]), "overshoots", name, step)
            worth = self.world.value(other)
            self.world.transfer(other, market, part, quote)
            slack = 2 + 2 * self.world.settle_mid(market) // ONE  # two products are rounded in the settlement asset
            check(worth > 0 and self.world.value(other) >= -slack, "made insolvent", name, self.world.value(other), slack, step)
            self.world.settle(other)
            total -= quote
        self.world.transfer(account, market, size, total)
        self.world.settle(account)

    def not_deleveraged(self, step: Any, account: Account, before: str) -> None:
        plan = self.plan(account, before)
        if plan:
            _, later = plan
            self.checks.append(lambda figures: check(not later(figures)[1], "was to be deleveraged:", later(figures), step))

    # Closing.

    def reduce(self, step: Any, account: Account, before: str) -> None:
        world, market, reason = self.world, step["market"], step["reason"]
        self.not_deleveraged(step, account, before)
        whole, price, settles = account.perps[market][0], world.mids[market], world.settles(market)
        size = nearest(step["size"])
        check(size * whole < 0 and abs(size) <= abs(whole), "size", step)
        check(nearest(step["price"]) == price, "not the mark", step)
        try:
            most = div_down(max(world.value(account), 0), mul_up(mul_up(abs(whole), price), world.settle_mid(market)))
        except OverflowError:
            most = MAX
        rate = min(self.policy.fee, most)
        charged = sum(nearest(fee) for fee in step["fee"].values())

        def closing(size: int, rate: int) -> tuple[Account, int, int]:
            closed, quote = account.copy(), mul_down(-size, price)
            fee = mul_up(mul_up(abs(size), price), rate)
            world.transfer(closed, market, size, quote - fee)
            return closed, quote, fee

        if charged != closing(size, rate)[2]:
            check(charged == 0, "fee", step)
            worse = self.copy("whole", closing(-whole, rate)[0])
            self.checks.append(lambda figures: check(surplus(figures, worse) < surplus(figures, before), "no fee", step))
            rate = 0
        closed, quote, fee = closing(size, rate)
        check(quote == nearest(step["quote"]) and fee == charged, "quote or fee", step)
        after = self.copy("after", closed)
        less = self.copy("less", closing(size + (1 if size < 0 else -1), rate)[0])
        check(reason == "target" or abs(size) == abs(whole), "not closed", step)

        def right(figures: Figures) -> None:
            perps = figures[before]["positions"]["perps"]
            candidates = []
            for name, perp in perps.items():
                value = mul_up(mul_up(abs(nearest(perp["size"])), world.mids[name]), world.settle_mid(name))
                candidates.append((value, mul_up(nearest(perp["requirement"]), world.settle_mid(name))))
            first = self.policy.first(candidates)
            check(first is not None and list(perps)[first] == market, "order", step)
            self.reached(figures, step, before, after, less)
            check(reason in ("target", "closed", "worsens") and (reason != "worsens" or fee == 0), step)

        self.checks.append(right)
        account.perps[market] = closed.perps[market]
        parts = self.penalties(settles, fee, step["fee"])
        self.purses.receive("liquidators", settles, parts[0] - quote)
        self.purses.receive("liquidators", market, -size)
        world.settle(account)

    def reached(self, figures: Figures, step: Any, before: str, after: str, less: str) -> None:
        """A target is reached, and one step less misses it; anything else falls short of it."""
        if step["reason"] == "target":
            check(healthy(figures, after), "misses the target", step)
            check(not healthy(figures, less), "is not tight", step)
        elif step["reason"] != "dust":
            check(not healthy(figures, after), "is healthy", step)
            worse = surplus(figures, after) < surplus(figures, before)
            check(worse == (step["reason"] == "worsens"), "worsens?", step)

    def repay(self, step: Any, account: Account, before: str) -> None:
        world, debt, collateral = self.world, step["debt"], step["collateral"]
        check(not account.perps, "perps first", step)
        repaid, seized, bonus = (nearest(step[key]) for key in ("repaid", "seized", "bonus"))
        exchange = Exchange(world.mids[debt], world.mids[collateral], bonus)
        owed, owned = -account.balances[debt], account.balances[collateral]
        check(0 < repaid <= owed and 0 <= seized <= owned, "more than there is", step)
        all_owed, all_owned = world.owed(account), world.owned(account)
        for side, chosen in ((all_owed, debt), (all_owned, collateral)):
            first = self.policy.first([(value, margin) for _, value, margin in side])
            check(first is not None and side[first][0] == chosen, "order", step)
        values = (sum(value for _, value, _ in all_owed), sum(value for _, value, _ in all_owned))
        of = {asset: value for asset, value, _ in all_owed}[debt], {asset: value for asset, value, _ in all_owned}[collateral]

        def paying(repaid: int, seized: int) -> Account:
            paid = account.copy()
            paid.pay(debt, repaid)
            paid.pay(collateral, -seized)
            return paid

        after = self.copy("after", paying(repaid, seized))
        less = self.copy("less", paying(repaid - 1, exchange.seized(repaid - 1, owned)))
        name = step["account"]

        def right(figures: Figures) -> None:
            maintenance = figures[before]["maintenance"]
            ratio = div_down(nearest(maintenance["assets"]), nearest(maintenance["liabilities"]))
            try:
                cover = div_down(max(values[1] - values[0], 0), values[0])
            except OverflowError:
                cover = MAX
            check(bonus == min(self.policy.bonus_at(ratio), cover), "bonus", ratio, cover, step)
            most = self.policy.most(ratio, values[0], *of, exchange.debt, self.limited.get(name, 0))
            end = exchange.reach(owed if most is None else min(most, owed), owned)
            if step["reason"] == "dust":
                end = exchange.reach(owed, owned)
            ends = {
                "capped": most is not None and most < owed and end[2] == "repaid",
                "debt_exhausted": (most is None or most >= owed) and end[2] == "repaid",
                "collateral_exhausted": end[2] == "collateral_exhausted",
                "worsens": True,
                "dust": True,
            }
            if step["reason"] == "target":
                check(repaid <= end[0], "beyond the close factor", end, step)
                check(seized == (end[1] if repaid == end[0] else exchange.seized(repaid, owned)), "seized", step)
            else:
                check((repaid, seized) == end[:2] and ends[step["reason"]], "amounts", end, step)
            left = (owed - repaid, owned - seized)
            dusty = [self.policy.dusty(*pair) for pair in zip(left, (exchange.debt, exchange.collateral))]
            check(not (all(left) and any(dusty)), "leaves dust", step)
            check(step["reason"] != "dust" or self.policy.dust > 0, "no dust", step)
            self.reached(figures, step, before, after, less)
            if most is not None:
                self.limited[name] = self.limited.get(name, 0) + 1

        self.checks.append(right)
        account.balances = paying(repaid, seized).balances
        parts = self.penalties(collateral, exchange.penalty(repaid, seized), step["penalty"])
        self.purses.receive("liquidators", debt, -repaid)
        self.purses.receive("liquidators", collateral, seized - parts[1] - parts[2])

    # What is left.

    def cover(self, step: Any, account: Account, before: str) -> None:
        """All debts of an account without value, together: the fund's part of them, and the rest."""
        world = self.world
        check(not account.perps and not any(value for _, value, _ in world.owned(account)), "has value left", step)
        debts = [(asset, -account.balances[asset], value) for asset, value, _ in world.owed(account) if value]
        given = min(sum(value for *_, value in debts), self.available())
        self.fund, self.spent = self.fund - given, self.spent + given
        expected: list[tuple[str, str, int, int | None]] = []
        for asset, owed, value in debts:
            paid = min(given, value)
            given -= paid
            units = owed if paid == value else div_down(paid, world.mids[asset])
            if paid:
                expected.append(("cover", asset, units, paid))
            if owed > units:
                expected.append(("socialise", asset, owed - units, None))
            account.balances[asset] = 0
            self.purses.receive("insurance", asset, -units)
            self.purses.receive("socialised", asset, units - owed)
        found = self.steps[self.at : self.at + len(expected)]
        check(all(one["account"] == step["account"] for one in found), "another account within an event", found)
        amounts = [
            (one["action"], one["asset"], nearest(one["units"]), nearest(one["paid"]) if "paid" in one else None)
            for one in found
        ]
        check(amounts == expected, "the event is", expected, "not", found)
        self.at += len(expected) - 1

    socialise = cover
