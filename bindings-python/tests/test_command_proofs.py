"""``commit``, ``prove``, ``verify`` and ``solvency`` as a user has them."""

import json
import stat
from pathlib import Path

import pytest

from command import files, run
from plimsoll.command.proofs import file_name
from proving import BOOK

STATE = ("--version", 7, "--time", 1_700_000_000, "--purpose", "tests")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    [path] = files(tmp_path, book=BOOK)
    return path


def private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) == 0o600


def test_from_commitments_to_a_verified_proof(tmp_path: Path, book: Path) -> None:
    out = tmp_path / "ledger"
    assert run("commit", book, "--out", out) == (0, b"", "")
    openings, ledger, proof = out / "openings" / "alice.json", out / "ledger.json", tmp_path / "proof.json"
    assert private(openings) and set(json.loads(ledger.read_text())["accounts"]) == {"alice", "bob"}
    asked = ("prove", book, "alice", "--openings", openings, *STATE)
    assert run(*asked, "--level", "initial", "--buffer", "250", "--out", proof) == (0, b"", "")
    code, said, errors = run("verify", proof, "--book", book, "--ledger", ledger, "--account", "alice", *STATE)
    assert (code, errors) == (0, "") and said.startswith(b'account "alice" is healthy at initial by at least 250 "USD"\n')
    assert b"these are its commitments in the ledger" in said
    code, said, _ = run("verify", "-", "--book", book, "--json", stdin=proof.read_bytes())
    assert code == 0 and json.loads(said)["ledger"] == "not given"
    # The account has 256 above its initial margin.
    code, said, errors = run(*asked, "--level", "initial", "--buffer", "300")
    assert (code, said) == (1, b"") and errors == f"{book}: accounts.alice: the account is not healthy by the buffer\n"
    code, said, errors = run("verify", proof, "--book", book, "--buffer", "300")
    assert (code, said) == (1, b"") and errors == f'{proof}: proof.buffer: "250", where "300" is expected\n'


def test_fresh_openings_are_kept(tmp_path: Path, book: Path) -> None:
    openings = tmp_path / "own.json"
    code, first, _ = run("prove", book, "alice", "--openings", openings, "--lots", "ETH=1000000", *STATE)
    assert code == 0 and private(openings)
    kept = openings.read_bytes()
    code, again, _ = run("prove", book, "alice", "--openings", openings, *STATE)
    assert code == 0 and openings.read_bytes() == kept
    assert json.loads(first)["balances"] == json.loads(again)["balances"] and first != again
    code, _, errors = run("verify", "-", "--book", book, stdin=again)
    assert (code, errors) == (1, "-: proof: the proof does not verify\n")
    assert run("verify", "-", "--book", book, "--lots", "ETH=1000000", stdin=again)[0] == 0
    code, without, _ = run("prove", book, "bob", *STATE)
    assert code == 0 and json.loads(without)["account"] == "bob"


def test_solvency(tmp_path: Path, book: Path) -> None:
    out = tmp_path / "shown"
    asked = ("solvency", book, "--reserve", "USDC=2000", "--reserve", "ETH=0.25", "--out", out, *STATE)
    assert run(*asked) == (0, b"", "")
    proof, receipt = out / "solvency.json", out / "receipts" / "bob.json"
    assert private(receipt)
    verify = ("verify", proof, "--book", book, "--receipt", receipt)
    code, said, errors = run(*verify, "--own", book, *STATE)
    assert (code, errors) == (0, "") and said.startswith(b'reserves of 2448.875 "USD" cover what 2 accounts are owed\n')
    assert b'account "bob" is in the list of 2 accounts with an equity of 451.125\n' in said
    code, said, _ = run(*verify, "--json")
    shown, received = (json.loads(line) for line in said.splitlines())
    assert code == 0 and shown["root"] == received["root"] and received["claim"] is None
    [more] = files(tmp_path, more=json.loads(book.read_text().replace('"0.25"', '"0.5"')))
    code, said, errors = run(*verify, "--own", more)
    assert (code, said) == (1, b"") and errors.startswith(f"{receipt}: receipt: an equity of 451125000 lots, less than")
    code, said, errors = run("verify", proof, "--book", book, "--root", "00")
    assert code == 1 and errors.startswith(f"{proof}: solvency.root: ")
    code, said, errors = run("solvency", book, "--reserve", "USDC=2371", "--out", tmp_path / "short", *STATE)
    assert (code, said, errors) == (1, b"", f"{book}: the reserves do not cover what is owed\n")
    assert not (tmp_path / "short").exists()
    # Secrets are never written over.
    code, said, errors = run(*asked)
    assert (code, errors) == (1, f"{out}: File exists\n")


@pytest.mark.parametrize(
    "arguments, errors",
    [
        (("prove", "{book}", "carol", *STATE), '{book}: accounts: "carol" is not one of the book\'s accounts'),
        (("prove", "{book}", "alice", "--openings", "{book}", *STATE), '{book}: openings: the field "kind" is missing'),
        (("prove", "{none}", "alice", *STATE), "{none}: No such file or directory"),
        (("verify", "{book}", "--book", "{book}"), '{book}: proof: the field "kind" is missing'),
        (("verify", "{none}", "--book", "{book}"), "{none}: No such file or directory"),
        (("verify", "{book}", "--book", "{none}"), "{none}: No such file or directory"),
        (("verify", "{book}", "--book", "{bad}"), "{bad}: no JSON: EOF while parsing an object at line 1 column 1"),
        (("commit", "{bad}", "--out", "{none}"), "{bad}: no JSON: EOF while parsing an object at line 1 column 1"),
        (("commit", "{book}", "--lots", "ETH=0", "--out", "{none}"), "{book}: lots.ETH: at least one lot makes a unit"),
        (("solvency", "{book}", "--reserve", "X=1", "--out", "{none}", *STATE), "{book}: reserves.X: \"X\" is not one of the book's assets"),
    ],
)
def test_one_line_says_what_is_wrong(tmp_path: Path, book: Path, arguments: tuple[object, ...], errors: str) -> None:
    [bad] = files(tmp_path, bad="{")
    names = {"book": book, "none": tmp_path / "none", "bad": bad}
    code, said, told = run(*(str(part).format(**names) for part in arguments))
    assert (code, said, told) == (1, b"", errors.format(**names) + "\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("prove", "{book}", "alice"),
        ("prove", "{book}", "alice", *STATE, "--level", "equity"),
        ("prove", "{book}", "alice", *STATE, "--version", "-1"),
        ("verify", "{book}"),
        ("verify", "{book}", "--book", "{book}", "--receipt", "{book}"),
        ("solvency", "{book}", "--reserve", "USDC", "--out", "x", *STATE),
        ("commit", "{book}"),
        ("commit", "{book}", "--out", "x", "--lots", "ETH=1e6"),
    ],
)
def test_bad_calls(book: Path, arguments: tuple[object, ...]) -> None:
    code, said, errors = run(*(str(part).format(book=book) for part in arguments))
    assert (code, said) == (2, b"") and errors.startswith("usage: ")


def test_file_names() -> None:
    names = ["alice", "a b", "a/b", "../x", ".", "..", "", " ", "a.b", "ü", "x" * 300, "x" * 301, "nul\0", "-", "~", "a%2Fb"]
    made = [file_name(name) for name in names]
    assert len(set(made)) == len(made)
    for name in made:
        assert "/" not in name and "\0" not in name and len(name) < 200 and name.isascii() and not name.startswith(".")
    assert made[0] == "alice.json"
