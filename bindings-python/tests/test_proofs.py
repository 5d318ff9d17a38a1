"""Proofs of health and of solvency as documents, from Python."""

import json
import random
import threading
import time
from decimal import Decimal
from typing import Any

import pytest

import plimsoll as p
import columns
from plimsoll import proofs
from proving import BOOK, LEDGER, OPENINGS, PROOF, RECEIPTS, SOLVENCY, STATE, TEXT

# What lots cost an account of a few positions: each is worth 2^-24 of the currency.
CLOSE = Decimal("0.0001")


def changed(document: str, **fields: Any) -> str:
    return json.dumps(json.loads(document) | fields)


def test_shown() -> None:
    shown = proofs.verify(TEXT, PROOF.encode(), ledger=LEDGER, account="alice", level="maintenance", buffer=0, **STATE)
    assert json.loads(shown.json) == {
        "account": "alice", "level": "maintenance", "buffer": "0", "currency": "USD", "version": "7", "time": "1700000000",
        "purpose": "tests", "positions": "2", "ledger": "compared",
    }  # fmt: skip
    assert str(shown) == shown.table and "is healthy at maintenance" in shown.table
    assert repr(shown).startswith("<plimsoll.proofs.Shown {")
    assert json.loads(proofs.verify(TEXT, PROOF).json)["ledger"] == "not given"


def test_one_lot() -> None:
    """Health to the lot: 25 in millionths shows what is next to 25, a millionth less does not."""
    usdc = BOOK["assets"]["USDC"]
    book = {"currency": "USD", "assets": {"USDC": usdc}, "accounts": {"a": {"balances": {"USDC": "25"}}}}
    less = book | {"accounts": {"a": {"balances": {"USDC": "24.999999"}}}}
    lots = {"USDC": 10**6}

    def proved(book: dict[str, Any]) -> str:
        text = json.dumps(book)
        return proofs.prove(text, "a", proofs.commit(text, "a", lots=lots), buffer="24.9999995", **STATE)

    proofs.verify(json.dumps(book), proved(book), lots=[("USDC", 10**6)], buffer=Decimal("24.9999995"))
    with pytest.raises(proofs.NotHealthy, match="accounts.a: the account is not healthy by the buffer"):
        proved(less)


@pytest.mark.parametrize("seed", range(6))
def test_random_books(seed: int) -> None:
    """What the report says that an account has over its margin is what it can show, options included."""
    r = random.Random(seed)
    book = columns.random_book(r, 12, options=seed % 2 == 1)
    text = json.dumps(book)
    report = json.loads(p.report(text))["accounts"]
    opened, shown = proofs.commit_all(text), 0
    assert list(opened) == list(report)
    for account, measured in report.items():
        openings = opened[account]
        level: Any = r.choice(["initial", "maintenance"])
        surplus = Decimal(measured[level]["surplus"])

        def proved(buffer: Decimal) -> str:
            return proofs.prove(text, account, openings, level=level, buffer=buffer, **STATE)  # noqa: B023

        try:
            with pytest.raises(proofs.NotHealthy):
                proved(max(surplus + CLOSE, Decimal(0)))
        except proofs.Unsupported as unsupported:
            assert "examples/zkvm_health" in str(unsupported)
            assert book["methods"] and "coins that a method margins" in str(unsupported)
            continue
        if surplus > CLOSE:
            verified = proofs.verify(text, proved(surplus - CLOSE), ledger=proofs.ledger([openings]), level=level)
            assert json.loads(verified.json)["account"] == account
            shown += 1
    assert shown
    assert set(json.loads(proofs.ledger(list(opened.values())))["accounts"]) == set(report)


@pytest.mark.parametrize(
    "field, value",
    [("version", "8"), ("time", "1"), ("purpose", "test"), ("level", "initial"), ("buffer", "0.5"),
     ("proof", json.loads(PROOF)["proof"][:-2] + ("01" if json.loads(PROOF)["proof"].endswith("00") else "00"))],
)  # fmt: skip
def test_another_statement(field: str, value: str) -> None:
    with pytest.raises(proofs.InvalidProof) as raised:
        proofs.verify(TEXT, changed(PROOF, **{field: value}))
    assert (raised.value.code, raised.value.name) == (203, "InvalidProof")


def test_other_prices() -> None:
    with pytest.raises(proofs.InvalidProof):
        proofs.verify(TEXT.replace("1804.5", "1804.6"), PROOF)
    with pytest.raises(proofs.InvalidProof):
        proofs.verify(TEXT, PROOF, lots={"ETH": 10**9})


def test_left_out() -> None:
    openings = json.loads(OPENINGS)
    del openings["balances"]["ETH"]
    book = json.loads(TEXT)
    book["accounts"] = {"alice": {"balances": {"USDC": "10000"}}}
    proof = proofs.prove(json.dumps(book), "alice", json.dumps(openings), buffer=9000, **STATE)
    with pytest.raises(proofs.InvalidDocument, match="the ledger has a commitment that the proof leaves out"):
        proofs.verify(TEXT, proof, ledger=LEDGER)


def test_solvency() -> None:
    shown = json.loads(proofs.verify_solvency(TEXT, SOLVENCY, **STATE).json)
    assert (shown["accounts"], shown["total"], shown["reserves"]) == ("2", "3000", {"USDC": "3000"})
    for account in ("alice", "bob"):
        received = proofs.verify_receipt(SOLVENCY, RECEIPTS[account], TEXT)
        told = json.loads(received.json)
        assert told["equity"] == told["claim"] and told["root"] == shown["root"]
    # 10000 - 4.5 * 1795.5 and 0.25 * 1804.5: debts at low, holdings at high.
    equities = [json.loads(proofs.verify_receipt(SOLVENCY, RECEIPTS[a]).json)["equity"] for a in ("alice", "bob")]
    assert equities == ["1920.25", "451.125"]
    exact = [("USDC", Decimal("2371.375"))]
    proofs.verify_solvency(TEXT, proofs.solvency(TEXT, exact, **STATE)[0], root=None)
    with pytest.raises(proofs.NotSolvent):
        proofs.solvency(TEXT, {"USDC": "2371.374999"}, **STATE)
    more = TEXT.replace('"0.25"', '"0.26"')
    with pytest.raises(proofs.WrongOpening, match="receipt: an equity of 451125000 lots, less than the 469170000"):
        proofs.verify_receipt(SOLVENCY, RECEIPTS["bob"], more)
    with pytest.raises(proofs.NotInTree):
        proofs.verify_receipt(SOLVENCY, RECEIPTS["bob"].replace("bob", "Bob"))
    with pytest.raises(proofs.InvalidProof):
        proofs.verify_solvency(TEXT, changed(SOLVENCY, reserves={"USDC": "3001"}))


def test_options_are_claims() -> None:
    """Every kind of method: what is owed at most is no less than what is held at least."""
    r = random.Random(4)
    text = json.dumps(columns.random_book(r, 20, options=True))
    document, receipts = proofs.solvency(text, {"A0": 10**12}, lots=1000, **STATE)
    report = json.loads(p.report(text))["accounts"]
    for account, receipt in receipts.items():
        told = json.loads(proofs.verify_receipt(document, receipt, text).json)
        assert Decimal(told["equity"]) >= Decimal(report[account]["equity"])


def test_errors() -> None:
    cases: list[tuple[Any, type[Exception], str]] = [
        (lambda: proofs.commit("{", "a"), p.InvalidBook, "no JSON"),
        (lambda: proofs.commit(TEXT, "carol"), proofs.InvalidDocument, 'accounts: "carol" is not one of'),
        (lambda: proofs.commit(TEXT, "alice", lots={"ETH": 0}), p.InvalidStep, "lots.ETH: "),
        (lambda: proofs.commit(TEXT, "alice", lots={"ETH": 2**64}), p.InvalidStep, "lots: "),
        (lambda: proofs.commit(TEXT, "alice", lots={"USDC": 2**63}), proofs.OutOfRange, "accounts.alice.USDC: "),
        (lambda: proofs.commit(1, "alice"), TypeError, "book: expected str or bytes, not int"),  # type: ignore[arg-type]
        (lambda: proofs.commit(TEXT, b"alice"), TypeError, "account: expected str, not bytes"),  # type: ignore[arg-type]
        (lambda: proofs.ledger([OPENINGS, 1]), TypeError, r"openings\[1\]: expected str or bytes"),  # type: ignore[list-item]
        (lambda: proofs.ledger([OPENINGS, OPENINGS]), proofs.InvalidDocument, r'openings\[1\]: "alice" is opened twice'),
        (lambda: proofs.prove(TEXT, "bob", OPENINGS, **STATE), proofs.WrongOpening, "openings.account: "),
        (lambda: proofs.prove(TEXT, "alice", OPENINGS, level="equity", **STATE), ValueError, "level: expected"),  # type: ignore[arg-type]
        (lambda: proofs.prove(TEXT, "alice", OPENINGS, buffer=-1, **STATE), p.InvalidQuantity, "accounts.alice: "),
        (lambda: proofs.prove(TEXT, "alice", OPENINGS, buffer=0.5, **STATE), TypeError, "buffer: expected"),  # type: ignore[arg-type]
        (lambda: proofs.prove(TEXT, "alice", OPENINGS, **STATE | {"version": -1}), p.InvalidQuantity, "version: "),
        (lambda: proofs.prove(TEXT, "alice", OPENINGS, **STATE | {"time": 2**64}), p.Overflow, "time: "),
        (lambda: proofs.verify(TEXT, SOLVENCY), proofs.InvalidDocument, "proof.kind: "),
        (lambda: proofs.verify(TEXT, b"\xff"), p.InvalidBook, "not UTF-8"),
        (lambda: proofs.verify(TEXT, PROOF, ledger="{}"), proofs.InvalidDocument, 'ledger: the field "kind" is missing'),
        (lambda: proofs.verify(TEXT, PROOF, version=8), proofs.InvalidDocument, 'proof.version: "7", where "8" is expected'),
        (lambda: proofs.verify_solvency(TEXT, PROOF), proofs.InvalidDocument, "solvency.kind: "),
        (lambda: proofs.verify_solvency(TEXT, SOLVENCY, root="00"), proofs.InvalidDocument, "solvency.root: "),
        (lambda: proofs.solvency(TEXT, {"BTC": 1}, **STATE), proofs.InvalidDocument, "reserves.BTC: "),
        (lambda: proofs.solvency(TEXT, {"ETH": -1}, **STATE), p.InvalidQuantity, "reserves.ETH: "),
        (lambda: proofs.verify_receipt(SOLVENCY, "[]"), proofs.InvalidDocument, "receipt: must be an object"),
    ]  # fmt: skip
    for call, error, message in cases:
        with pytest.raises(error, match=message) as raised:
            call()
        assert type(raised.value) is error and "\n" not in str(raised.value)


def test_other_threads_run() -> None:
    """Whoever proves holds up nobody: meanwhile others compute."""
    balances = {f"A{place}": "1" for place in range(40)}
    asset = {"price": "1", "initial": {"asset": "0.8", "liability": "1.2"}, "maintenance": {"asset": "0.9", "liability": "1.1"}}
    text = json.dumps({"currency": "USD", "assets": dict.fromkeys(balances, asset), "accounts": {"a": {"balances": balances}}})
    openings = proofs.commit(text, "a")
    worker = threading.Thread(target=proofs.prove, args=(text, "a", openings), kwargs=STATE)
    worker.start()
    begin, ticks = time.perf_counter(), 0
    while worker.is_alive():
        time.sleep(0.001)
        ticks += 1
    assert ticks > (time.perf_counter() - begin) * 20
