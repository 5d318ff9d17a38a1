"""A book as JSON has it, for its names and prices: what is measured goes through the library."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal
from typing import Any, TypeAlias

from plimsoll import InvalidBook, report, stress

Book: TypeAlias = str | bytes | Mapping[str, Any]
PRICES = ("price", "initial_price", "forward")
EXACT = Context(prec=80)  # numbers have at most 24 digits before the point and are held in steps of 2^-48


class Document:
    """A book as JSON has it, for its names and prices: what is measured goes through the library."""

    def __init__(self, book: Book) -> None:
        self.document = parsed(book)
        report(json.dumps({**self.document, "accounts": {}}))  # a bad book is the library's to say
        self.currency: str = self.document["currency"]

    def market(self, name: str) -> dict[str, Any]:
        """An asset or a perp."""
        for kind in ("assets", "perps"):
            if name in (found := self.document.get(kind, {})):
                return dict(found[name])
        raise InvalidBook(f"{json.dumps(name)} is not one of the book's markets")

    def index(self, market: str) -> str:
        """The market that this one moves with."""
        return str(self.market(market).get("follows", market))

    def midpoint(self, market: str) -> Decimal:
        """Between the ends of its price."""
        price = self.market(market)["price"]
        low, high = (price, price) if isinstance(price, str) else (price["low"], price["high"])
        return EXACT.divide(EXACT.add(Decimal(low), Decimal(high)), Decimal(2))

    def unit(self, market: str) -> str:
        """What its price counts."""
        return str(self.market(market).get("settles", self.currency))

    def worth(self, market: str) -> float:
        """One unit at present midpoints, in the book's currency."""
        settles = self.market(market).get("settles")
        return float(self.midpoint(market)) * (1 if settles is None else float(self.midpoint(settles)))

    def falls(self, index: str) -> Iterable[tuple[float, float, float]]:
        """Of each account the last prices of an index at which it is healthy, not a number where there is none, and its
        notional on that index."""
        expiries = self.document.get("expiries", {})
        worth: dict[str, float] = {}
        for kind in ("assets", "perps"):
            worth |= {name: self.worth(name) for name in self.document.get(kind, {}) if self.index(name) == index}
        for name, option in (self.document.get("options", {})).items():
            if expiries[option["expiry"]]["follows"] == index:
                worth[name] = self.worth(index)
        for name, measured in json.loads(report(json.dumps(self.document)))["accounts"].items():
            account = self.document["accounts"][name]
            held = {**account.get("balances", {}), **account.get("options", {})}
            held |= {perp: position["size"] for perp, position in account.get("perps", {}).items()}
            notional = math.fsum(abs(float(size)) * worth[of] for of, size in held.items() if of in worth)
            found = measured["liquidation"].get(index, {})
            below, above = (math.nan if (at := found.get(side)) is None else float(at) for side in ("below", "above"))
            yield below, above, notional


class Account(Document):
    """A book with one account."""

    def __init__(self, book: Book, account: str) -> None:
        super().__init__(book)
        self.name = account
        alone = {account: member(self.document, account)}
        self.document = {key: of for key, of in self.document.items() if key != "policy"} | {"accounts": alone}

    def report(self, moves: Mapping[str, Decimal] | None = None) -> dict[str, Any]:
        """The report of the account where the prices of indices are multiplied, as a stress moves them."""
        document = self.document if moves is None else self.moved(moves)
        return dict(json.loads(report(json.dumps(document)))["accounts"][self.name])

    def surplus(self, shocks: Sequence[tuple[str, Decimal]]) -> float:
        """The maintenance surplus under shocks."""
        return float(json.loads(stress(json.dumps(self.document), shocks))["accounts"][self.name]["shocked"]["maintenance"])

    def moved(self, moves: Mapping[str, Decimal]) -> dict[str, Any]:
        """The document with other prices: of every market on an index, and of the forwards that follow it."""
        moved = dict(self.document)
        for kind in ("assets", "perps", "expiries"):
            entries = moved[kind] = dict(self.document.get(kind, {}))
            for name, entry in entries.items():
                factor = moves.get(entry.get("follows", name))
                if factor is not None:
                    entries[name] = entry | {key: _scaled(entry[key], factor) for key in PRICES if key in entry}
        return moved


def _scaled(price: str | Mapping[str, str], factor: Decimal) -> str | dict[str, str]:
    """A price, or both of its ends, times a factor: all digits, which the library reads in its directions."""
    if isinstance(price, str):
        return format(EXACT.multiply(Decimal(price), factor), "f")
    return {end: format(EXACT.multiply(Decimal(value), factor), "f") for end, value in price.items()}


def parsed(book: Book) -> dict[str, Any]:
    """A document that is an object with unique keys; all else is refused by the library's own reader."""
    if not isinstance(book, (str, bytes, Mapping)):
        raise TypeError(f"book: a JSON document as str, bytes or a mapping, not {type(book).__name__}")
    text = json.dumps(dict(book)) if isinstance(book, Mapping) else book
    try:
        document = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        report(text)
        raise InvalidBook("book: a JSON object")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def member(document: Mapping[str, Any], account: str) -> Any:
    """An account of a book, or of its report."""
    accounts = document.get("accounts")
    if not isinstance(accounts, dict) or account not in accounts:
        raise InvalidBook(f"accounts: {json.dumps(account)} is not one of the book's accounts")
    return accounts[account]
