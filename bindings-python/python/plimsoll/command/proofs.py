"""``commit``, ``prove``, ``verify`` and ``solvency``: what is shown of accounts that stay private."""

import argparse
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from plimsoll import proofs
from plimsoll.command.book import BOOK, read
from plimsoll.command.problem import about, say

if TYPE_CHECKING:
    from plimsoll.command.book import _Commands

NAMES = ("commit", "prove", "verify", "solvency")
COMMIT = "commits to every account: a ledger for everybody, and to each its openings, which are secret"
PROVE = "proves that an account is healthy, without showing what it has"
VERIFY = "verifies a proof of health or of solvency at the prices of a book"
SOLVENCY = "proves that reserves cover what all accounts are owed, and gives each a receipt"
EPILOG = """examples:
  python -m plimsoll commit book.json --out ledger
  python -m plimsoll prove book.json alice --openings ledger/openings/alice.json --version 7 --time 1700000000 \\
    --purpose acme/margin --out proof.json
  python -m plimsoll verify proof.json --book book.json --ledger ledger/ledger.json --purpose acme/margin
  python -m plimsoll solvency book.json --reserve USDC=1000000 --version 7 --time 1700000000 --purpose acme --out shown
  python -m plimsoll verify shown/solvency.json --book book.json --receipt shown/receipts/alice.json --own book.json"""


def by_name(text: str) -> tuple[str, str]:
    """A market and what is said of it; the last sign divides them, because a market's name may hold one."""
    market, sign, value = text.rpartition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not MARKET=NUMBER")
    return market, value


def whole(text: str) -> int:
    """A whole number that is not negative."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 20:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number below 2^64")
    return int(text)


def lots(text: str) -> tuple[str, int]:
    """A market and its lots."""
    market, value = by_name(text)
    return market, whole(value)


def add(commands: "_Commands") -> None:
    """What the four take."""
    layout = argparse.RawDescriptionHelpFormatter
    for name, text, run in (
        ("commit", COMMIT, commit),
        ("prove", PROVE, prove),
        ("verify", VERIFY, verify),
        ("solvency", SOLVENCY, solvency),
    ):
        command = commands.add_parser(name, help=text, description=text, epilog=EPILOG, formatter_class=layout, allow_abbrev=False)
        if name == "verify":
            command.add_argument("proof", metavar="FILE|-", help="a proof, as prove or solvency writes it")
            command.add_argument("--book", required=True, metavar="BOOK", help="a JSON document (docs/book.md), whose accounts do not count")
            command.add_argument("--account", metavar="NAME", help="whose account it must be")
        else:
            command.add_argument("book", metavar="BOOK|-", help=BOOK)
        if name == "prove":
            command.add_argument("account", metavar="ACCOUNT", help="one of the book's")
        if name in ("prove", "verify"):
            help = "initial or maintenance" + ("; maintenance where left out" if name == "prove" else ", as it must be")
            command.add_argument("--level", choices=("initial", "maintenance"), help=help)
            command.add_argument("--buffer", metavar="NUMBER", help="what is shown beyond health, in the book's currency")
        if name != "commit":
            asked = name != "verify"
            command.add_argument("--version", required=asked, type=whole, metavar="N", help="the number of the market's state")
            command.add_argument("--time", required=asked, type=whole, metavar="SECONDS", help="when it was published, since 1970")
            command.add_argument("--purpose", required=asked, metavar="TEXT", help="who asks, and what for")
        if name == "solvency":
            help = "what the protocol holds of an asset; may be given for several"
            command.add_argument("--reserve", action="append", default=[], type=by_name, metavar="ASSET=NUMBER", help=help)
            command.add_argument("--lots", type=whole, metavar="N", help="how many make one unit of the currency; a million where left out")
        else:
            help = "how many lots make one unit of a market; may be given for several"
            command.add_argument("--lots", action="append", default=[], type=lots, metavar="MARKET=N", help=help)
        if name == "prove":
            help = "the account's openings; where there is no such file it is written, for its owner's eyes alone"
            command.add_argument("--openings", metavar="FILE", help=help)
            command.add_argument("--out", default="-", metavar="FILE|-", help="where to write; - where left out, standard output")
        elif name == "verify":
            command.add_argument("--ledger", metavar="FILE", help="where the account's commitments must be, all of them")
            command.add_argument("--root", metavar="HASH", help="that of the list, as it must be")
            command.add_argument("--receipt", metavar="FILE", help="of an account that must be in the list of a proof of solvency")
            command.add_argument("--own", metavar="BOOK", help="a book with the receipt's account, of which all must be in the list")
            command.add_argument("--json", action="store_true", help="one line of JSON, not a table")
        else:
            command.add_argument("--out", required=True, metavar="DIR", help="where to write; made where it is not there")
        command.set_defaults(run=run, parser=command)


def commit(asked: argparse.Namespace) -> None:
    """Writes a ledger and the openings of every account."""
    with about(asked.book):
        book = read(asked.book)
        openings = proofs.commit_all(book, lots=asked.lots)
        ledger = proofs.ledger(list(openings.values()))
    with about(asked.out):
        private(Path(asked.out) / "openings", openings)
        (Path(asked.out) / "ledger.json").write_text(ledger, encoding="utf-8")


def prove(asked: argparse.Namespace) -> None:
    """Writes a proof of health."""
    with about(asked.book):
        book = read(asked.book)
    opened = asked.openings or asked.book
    with about(opened):
        openings = read(asked.openings) if asked.openings and os.path.exists(asked.openings) else None
    with about(asked.book, openings=opened):
        if openings is None:
            openings = proofs.commit(book, asked.account, lots=asked.lots).encode()
            if asked.openings:
                with about(asked.openings):
                    secret(Path(asked.openings), openings)
        proof = proofs.prove(
            book,
            asked.account,
            openings,
            version=asked.version,
            time=asked.time,
            purpose=asked.purpose,
            level=asked.level,
            buffer=asked.buffer,
        )
    if asked.out == "-":
        return say(proof.encode())
    with about(asked.out):
        Path(asked.out).write_text(proof, encoding="utf-8")


def verify(asked: argparse.Namespace) -> None:
    """Prints what a proof shows."""
    with about(asked.proof):
        proof = large(asked.proof)
    with about(asked.book):
        book = read(asked.book)
    kind = re.search(rb'"kind"\s*:\s*"([^"]*)"', proof[:4096])
    solvent = kind is not None and kind[1] == b"plimsoll solvency proof"
    of_health = {"account": asked.account, "level": asked.level, "buffer": asked.buffer, "ledger": asked.ledger, "lots": asked.lots}
    of_solvency = {"root": asked.root, "receipt": asked.receipt, "own": asked.own}
    for key, value in (of_health if solvent else of_solvency).items():
        if value:
            asked.parser.error(f"argument --{key}: not of a proof of {'solvency' if solvent else 'health'}")
    if asked.own and not asked.receipt:
        asked.parser.error("argument --own: needs a --receipt")
    if solvent:
        with told(asked.proof, asked.book):
            found = [proofs.verify_solvency(book, proof, version=asked.version, time=asked.time, purpose=asked.purpose, root=asked.root)]
        if asked.receipt:
            with about(asked.receipt):
                receipt = read(asked.receipt)
            own = None
            if asked.own:
                with about(asked.own):
                    own = read(asked.own)
            with told(asked.receipt, asked.own or asked.book, solvency=asked.proof):
                found.append(proofs.verify_receipt(proof, receipt, own))
    else:
        ledger = None
        if asked.ledger:
            with about(asked.ledger):
                ledger = read(asked.ledger)
        with told(asked.proof, asked.book, ledger=asked.ledger or asked.proof):
            shown = proofs.verify(
                book,
                proof,
                account=asked.account,
                level=asked.level,
                buffer=asked.buffer,
                version=asked.version,
                time=asked.time,
                purpose=asked.purpose,
                ledger=ledger,
                lots=asked.lots,
            )
            found = [shown]
    say("".join(shown.json if asked.json else shown.table for shown in found).encode())


def solvency(asked: argparse.Namespace) -> None:
    """Writes a proof of solvency and the receipts."""
    with about(asked.book):
        book = read(asked.book)
        proof, receipts = proofs.solvency(
            book, asked.reserve, version=asked.version, time=asked.time, purpose=asked.purpose, lots=asked.lots
        )
    with about(asked.out):
        private(Path(asked.out) / "receipts", receipts)
        (Path(asked.out) / "solvency.json").write_text(proof, encoding="utf-8")


def file_name(account: str) -> str:
    """A name that any file system takes, another for each account."""
    name = quote(account, safe=" ")
    name = name.replace(".", "%2E", 1) if name.startswith(".") else name
    if name and name == name.strip() and len(name) <= 120:
        return f"{name}.json"
    return f"{name[:80].strip()}-{hashlib.sha256(account.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


def private(folder: Path, documents: dict[str, str]) -> None:
    """Writes a document for each account, for its owner's eyes alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for account, document in documents.items():
        secret(folder / file_name(account), document.encode())


def secret(path: Path, document: bytes) -> None:
    """Writes a new file that nobody else may read; what is there is kept."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(document)


def large(path: str) -> bytes:
    """The bytes of a proof, of which no more is read than one may have."""
    if path == "-":
        return read(path)
    with open(path, "rb") as file:
        return file.read(proofs.MAX_BYTES + 1)


@contextmanager
def told(proof: str, book: str, /, **others: str) -> Iterator[None]:
    """Puts the proof's name before what is wrong with it, and the book's before what is wrong with that."""
    try:
        yield
    except proofs.ProofError:
        with about(proof, **others):
            raise
    except ValueError:
        with about(book):
            raise
