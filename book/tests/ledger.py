"""The accounts of a shocked book, in bits, as its steps change them."""

from __future__ import annotations

import copy
from typing import Any

from bits import ONE, div_down, down, exact, fit, mul_down, mul_up, nearest, up

Perp = list[int]  # size, quote, bids, asks


class Account:
    def __init__(self, json: Any) -> None:
        self.balances = {asset: down(text) for asset, text in json.get("balances", {}).items()}
        self.perps: dict[str, Perp] = {}
        for market, perp in json.get("perps", {}).items():
            orders = [nearest(perp.get(side, "0")) for side in ("bids", "asks")]
            self.perps[market] = [nearest(perp["size"]), down(perp["quote"]), *orders]

    def copy(self) -> Account:
        return copy.deepcopy(self)

    def json(self) -> Any:
        perps = {}
        for market, perp in self.perps.items():
            perps[market] = {key: exact(bits) for key, bits in zip(("size", "quote", "bids", "asks"), perp)}
        return {"balances": {asset: exact(bits) for asset, bits in self.balances.items()}, "perps": perps}

    def pay(self, asset: str, amount: int) -> None:
        self.balances[asset] = self.balances.get(asset, 0) + amount

    def has_orders(self) -> bool:
        return any(perp[2] or perp[3] for perp in self.perps.values())


Factor = tuple[int, int]  # of the low end and of the high one


def changed(shocks: dict[str, str]) -> dict[str, Factor]:
    """`1 + change` of each shock, low end down and high end up."""
    return {market: (ONE + down(change), ONE + up(change)) for market, change in shocks.items()}


class World:
    """The markets after their indices have moved by factors."""

    def __init__(self, book: Any, factors: dict[str, Factor]) -> None:
        self.book = copy.deepcopy(book)
        self.assets, self.perps = self.book["assets"], self.book.setdefault("perps", {})
        markets = self.assets | self.perps
        index = {name: entry.get("follows", name) for name, entry in markets.items()}
        moves = {index[market]: factor for market, factor in factors.items()}
        self.mids: dict[str, int] = {}
        self.rebuilt = True
        for name, entry in markets.items():
            factor = moves.get(index[name], (ONE, ONE))
            for key in {"price", "initial_price"} & set(entry):
                price = entry[key]
                ends = (price, price) if isinstance(price, str) else (price["low"], price["high"])
                low, high = mul_down(down(ends[0]), factor[0]), mul_up(up(ends[1]), factor[1])
                entry[key] = {"low": exact(low), "high": exact(high)}
                self.rebuilt &= low > 0  # else it is no price that a document may have
            price = entry["price"]
            low, high = down(price["low"]), down(price["high"])
            self.mids[name] = max(low + (high - low) // 2, 1)

    def with_accounts(self, accounts: dict[str, Account]) -> Any:
        """The book as a document, with these accounts and no policy."""
        documents = {name: account.json() for name, account in accounts.items()}
        return {"currency": "", "assets": self.assets, "perps": self.perps, "accounts": documents}

    def settles(self, market: str) -> str:
        return str(self.perps[market]["settles"])

    def settle_mid(self, market: str) -> int:
        return self.mids[self.settles(market)]

    def bound(self, asset: str) -> tuple[int, int]:
        """What a unit counts for at maintenance, owned and owed."""
        entry = self.assets[asset]
        low, high = down(entry["price"]["low"]), down(entry["price"]["high"])
        weights = entry["maintenance"]
        return mul_down(low, down(weights["asset"])), mul_up(high, up(weights["liability"]))

    def worth(self, market: str, size: int) -> int:
        return mul_down(mul_down(size, self.mids[market]), self.settle_mid(market))

    def value(self, account: Account) -> int:
        """What the account is worth at the mark."""
        value = sum(mul_down(amount, self.mids[asset]) for asset, amount in account.balances.items())
        for market, (size, quote, *_) in account.perps.items():
            value += mul_down(mul_down(size, self.mids[market]) + quote, self.settle_mid(market))
        return fit(value)

    def owned(self, account: Account) -> list[tuple[str, int, int]]:
        """Of each asset its value, and the margin that seizing it frees."""
        out = []
        for asset, amount in account.balances.items():
            value = mul_down(max(amount, 0), self.mids[asset])
            out.append((asset, value, value - mul_down(max(amount, 0), self.bound(asset)[0])))
        return out

    def owed(self, account: Account) -> list[tuple[str, int, int]]:
        """Of each asset what is owed of it, and the margin that repaying it frees."""
        out = []
        for asset, amount in account.balances.items():
            value = mul_up(max(-amount, 0), self.mids[asset])
            out.append((asset, value, mul_up(max(-amount, 0), self.bound(asset)[1]) - value))
        return out

    def losing(self, account: Account) -> str | None:
        """The largest losing perp."""
        sizes: dict[str, int] = {}
        for market, (size, quote, *_) in account.perps.items():
            if mul_down(size, self.mids[market]) + quote < 0:
                sizes[market] = abs(self.worth(market, size))
        largest = max(sizes.values(), default=0)
        return next((market for market, size in sizes.items() if size == largest), None) if largest else None

    def settle(self, account: Account) -> None:
        """The quote of a closed perp becomes a balance."""
        for market, (size, quote, bids, asks) in list(account.perps.items()):
            if not (size or bids or asks):
                del account.perps[market]
                account.pay(self.settles(market), quote)

    def transfer(self, account: Account, market: str, size: int, quote: int) -> None:
        account.perps[market][0] += size
        account.perps[market][1] += quote

    def borne(self, account: Account, market: str, price: int) -> int:
        """The most that an account bears to be closed of its position at this price."""
        loss = mul_up(abs(price - self.mids[market]), self.settle_mid(market))
        size = abs(account.perps[market][0])
        try:
            return min(size, div_down(self.value(account), loss)) if loss else size
        except OverflowError:
            return size


class Purses:
    """What each party outside the accounts has received, by market."""

    def __init__(self) -> None:
        self.by: dict[str, dict[str, int]] = {party: {} for party in ("liquidators", "insurance", "protocol", "socialised")}

    def receive(self, party: str, market: str, amount: int) -> None:
        self.by[party][market] = self.by[party].get(market, 0) + amount
