"""A small book, its documents, and what `test_hostile` calls of proofs."""

import json
from functools import partial
from typing import Any

from plimsoll import proofs

ONE = {"asset": "1", "liability": "1"}
BOOK: dict[str, Any] = {
    "currency": "USD",
    "assets": {
        "USDC": {"price": "1", "initial": ONE, "maintenance": ONE},
        "ETH": {"price": {"low": "1795.5", "high": "1804.5"}, "initial": {"asset": "0.8", "liability": "1.2"},
                "maintenance": {"asset": "0.9", "liability": "1.1"}},
    },
    "accounts": {"alice": {"balances": {"USDC": "10000", "ETH": "-4.5"}}, "bob": {"balances": {"ETH": "0.25"}}},
}  # fmt: skip
TEXT = json.dumps(BOOK)
STATE: dict[str, Any] = {"version": 7, "time": 1_700_000_000, "purpose": "tests"}

OPENINGS = proofs.commit(TEXT, "alice")
LEDGER = proofs.ledger([OPENINGS])
PROOF = proofs.prove(TEXT, "alice", OPENINGS, **STATE)
SOLVENCY, RECEIPTS = proofs.solvency(TEXT, {"USDC": "3000"}, **STATE)

OBJECTS: list[Any] = [proofs.verify(TEXT, PROOF)]
VALID: list[tuple[Any, list[Any]]] = [
    (proofs.commit, [TEXT, "alice"]),
    (proofs.commit_all, [TEXT]),
    (proofs.ledger, [[OPENINGS]]),
    (partial(proofs.prove, **STATE), [TEXT, "alice", OPENINGS]),
    (proofs.verify, [TEXT, PROOF]),
    (partial(proofs.solvency, **STATE), [TEXT, {"USDC": "3000"}]),
    (proofs.verify_solvency, [TEXT, SOLVENCY]),
    (proofs.verify_receipt, [SOLVENCY, RECEIPTS["alice"], TEXT]),
]
