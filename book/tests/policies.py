"""Random policies and shocks, usual and odd, all of them valid."""

from __future__ import annotations

import random
from typing import Any


def some(r: random.Random, chance: float, entries: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if r.random() < chance}


def policy(r: random.Random) -> dict[str, Any]:
    """Each part with its usual value most of the time, and left out, at an end or odd otherwise."""
    worth = [f"{10 ** r.uniform(0, 6):.2f}" for _ in range(6)]
    close: Any = r.choice(["0.5", "0.5", "0.25", "1", "0.1", "0.000000001", f"{r.random():.18f}", "0"])
    if r.random() < 0.7:
        others = {"full_below": r.choice(["0.95", "0.8", "1"]), "small": worth[0], "dust": worth[1]}
        close = {"fraction": close} | some(r, 0.6, others)
    insurance = r.random() * r.choice([1, 0.5, 0.1])
    protocol = r.random() * (1 - insurance)
    split = {"insurance": f"{insurance:.4f}", "protocol": f"{max(protocol - 0.0001, 0):.4f}"}
    fund: Any = r.choice(["0", worth[2]])
    if r.random() < 0.7:
        fund = {"balance": worth[2]} | some(r, 0.6, {"per_event": worth[3], "per_period": worth[4]})
    bonus: Any = r.choice(["0", "0.05", "0.1", f"{r.random():.6f}", "1"])
    if r.random() < 0.5:
        ends = [f"{r.uniform(0, 0.3):.5f}" for _ in range(2)]
        places = r.choice([("1", "0.8"), ("0.7", "1"), ("0.999", "1"), (f"{r.random():.9f}", "1.5")])
        bonus = {"from": places[0], "to": places[1], "start": ends[0], "end": ends[1]}
    entries = {
        "bonus": bonus,
        "fee": r.choice(["0", "0.005", "0.01", "0.2", "1", f"{r.random() * 0.02:.18f}"]),
        "close_factor": close,
        "order": r.choice(["riskiest", "largest", "given"]),
        "split": split if r.random() < 0.8 else some(r, 0.5, {"insurance": "1"}),
        "insurance": fund,
        "deleverage": r.choice(["none", "profit_and_leverage", "move_and_leverage", "pro_rata", "pro_rata"]),
    }
    return some(r, 0.9, entries)


def shocks(r: random.Random, book: dict[str, Any]) -> dict[str, str]:
    """Moves of some indices, each named by any market on it."""
    markets = book["assets"] | book.get("perps", {})
    moves: dict[str, str] = {}
    for index in [name for name, entry in markets.items() if "follows" not in entry]:
        if r.random() < 0.6:
            names = [name for name, entry in markets.items() if entry.get("follows", name) == index]
            names = [name for name in names if "\0" not in name]  # which no argument of a command may have
            change = r.choice([r.uniform(-0.5, 0.1), r.uniform(-0.5, 0.1), r.uniform(-0.2, 1), r.uniform(-0.97, 3)])
            if names:
                moves[r.choice(names)] = f"{change:.{r.choice([2, 2, 4, 20])}f}"
    return moves
