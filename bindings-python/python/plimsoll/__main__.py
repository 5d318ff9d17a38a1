"""The commands: ``python -m plimsoll report BOOK`` and ``python -m plimsoll stress BOOK --shock ETH=-0.35``."""

import argparse
import os
import sys
from collections.abc import Sequence

from plimsoll import MAX_BYTES, PlimsollError, report, report_table, stress, stress_table


def shock(text: str) -> tuple[str, str]:
    """A market and its move; the last sign divides them, because a market's name may hold one."""
    market, sign, change = text.rpartition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not MARKET=CHANGE")
    return market, change


def parser() -> argparse.ArgumentParser:
    """The commands and what each takes."""
    whole = argparse.ArgumentParser("python -m plimsoll", description="Margin of a book of accounts.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="report|stress")
    for name, text in (
        ("report", "the health of every account"),
        ("stress", "moves prices, runs the book's policy, and says who bears what"),
    ):
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        command.add_argument("book", metavar="BOOK|-", help="a JSON document (docs/book.md), or - for standard input")
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
    return whole


def read(path: str) -> bytes:
    """The bytes of a file, of which no more is read than a book may have."""
    if path == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def answer(asked: argparse.Namespace) -> str:
    """What the command prints."""
    text = read(asked.book)
    if asked.command == "report":
        return report(text) if asked.json else report_table(text)
    return stress(text, asked.shock) if asked.json else stress_table(text, asked.shock)


def main(arguments: Sequence[str]) -> int:
    """Runs a command: its exit code is 0, 1 for a bad book, 2 for a bad call."""
    asked = parser().parse_args(arguments)
    try:
        text = answer(asked)
    except (OSError, PlimsollError) as error:
        reason = getattr(error, "strerror", None) or error
        name = asked.book if asked.book.isprintable() else ascii(asked.book)
        print(f"{name}: {reason}", file=sys.stderr)
        return 1
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except OSError:  # the reader has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
