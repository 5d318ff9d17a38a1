"""Writes the report of every book in a folder beside it, as the Python package makes it."""

import sys
from pathlib import Path

import plimsoll

for book in sorted(Path(sys.argv[1]).glob("*.json")):
    try:
        report = plimsoll.report(book.read_text())
    except plimsoll.PlimsollError:
        report = "refused"
    book.with_suffix(".python").write_text(report.rstrip("\n") + "\n")
