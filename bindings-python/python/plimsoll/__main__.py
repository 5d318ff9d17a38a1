"""The command: ``python -m plimsoll report BOOK [--json]``."""

import os
import sys
from collections.abc import Sequence

from plimsoll import MAX_BYTES, PlimsollError, report, report_table

USAGE = "usage: python -m plimsoll report BOOK|- [--json]"


def read(path: str) -> bytes:
    """The bytes of a file, of which no more is read than a book may have."""
    if path == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def main(arguments: Sequence[str]) -> int:
    """Prints the report of a book: its exit code is 0, 1 for a bad book, 2 for a bad call."""
    if "-h" in arguments or "--help" in arguments:
        print(USAGE)
        return 0
    options = [argument for argument in arguments[1:] if argument.startswith("--")]
    places = [argument for argument in arguments[1:] if not argument.startswith("--")]
    if arguments[:1] != ["report"] or len(places) != 1 or set(options) - {"--json"}:
        print(USAGE, file=sys.stderr)
        return 2
    [place] = places
    try:
        text = (report if options else report_table)(read(place))
    except (OSError, PlimsollError) as error:
        reason = getattr(error, "strerror", None) or error
        name = place if place.isprintable() else ascii(place)
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
