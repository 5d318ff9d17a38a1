"""Proofs: a private account shows its health, a protocol its solvency, and neither shows what it holds.

Texts in, texts out. An account's holder commits to it (`commit`, `commit_all`) and keeps the openings secret; a ledger publishes
the commitments (`ledger`). At the prices of any book the holder proves health (`prove`), and anybody verifies it
(`verify`) without the account. A protocol proves that its reserves cover what it owes to all accounts of a book
(`solvency`, `verify_solvency`); each of their owners looks for the own account in the list (`verify_receipt`).
What is shown, what is trusted and what leaks is in ``docs/proofs.md``.
"""

from plimsoll._core.proofs import *
