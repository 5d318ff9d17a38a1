"""``report`` and ``stress``: of one JSON document, as text or as one line of JSON."""

import argparse
import sys
from typing import TYPE_CHECKING

from plimsoll import MAX_BYTES, report, report_table, stress, stress_table
from plimsoll.command.problem import about, say

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

NAMES = ("report", "stress")
BOOK = "a JSON document (docs/book.md), or - for standard input"


def shock(text: str) -> tuple[str, str]:
    """A market and its move; the last sign divides them, because a market's name may hold one."""
    market, sign, change = text.rpartition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not MARKET=CHANGE")
    return market, change


def add(commands: "_Commands") -> None:
    """What the two take."""
    for name, text in (
        ("report", "the health of every account"),
        ("stress", "moves prices, runs the book's policy, and says who bears what"),
    ):
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        command.add_argument("book", metavar="BOOK|-", help=BOOK)
        command.add_argument("--json", action="store_true", help="one line of JSON with every digit, not a table")
        if name == "stress":
            command.add_argument(
                "--shock",
                action="append",
                default=[],
                type=shock,
                metavar="MARKET=CHANGE",
                help="ETH=-0.35 is a fall by 35 %%; may be given for several markets",
            )
        command.set_defaults(run=run)


def read(path: str) -> bytes:
    """The bytes of a document, of which no more is read than a book may have."""
    if path == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def run(asked: argparse.Namespace) -> None:
    """Prints what the command is asked for."""
    with about(asked.book):
        text = read(asked.book)
        if asked.command == "report":
            answer = report(text) if asked.json else report_table(text)
        else:
            answer = stress(text, asked.shock) if asked.json else stress_table(text, asked.shock)
    say(answer.encode())
