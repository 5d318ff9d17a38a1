"""``replay``: a book along a path of prices."""

import argparse
from typing import TYPE_CHECKING

from plimsoll import replay
from plimsoll.command.book import BOOK, read
from plimsoll.command.out import FORMATS, Writer, form
from plimsoll.command.problem import about, say
from plimsoll.command.progress import Progress
from plimsoll.command.tables import table

if TYPE_CHECKING:
    from plimsoll.command.book import _Commands

NAMES = ("replay",)
EPILOG = """PATH is a CSV file with a head, or a Parquet or Arrow (Feather) file: time, whole numbers that ascend, and
for each market that moves a column of midpoints by its name. A market without a column stands.

examples:
  python -m plimsoll replay book.json crash.csv
  python -m plimsoll replay book.json crash.csv --out series.csv --steps steps.parquet"""


def add(commands: "_Commands") -> None:
    """What it takes."""
    text = "runs the book's policy at every row of a path of prices, and says who bears what"
    layout = argparse.RawDescriptionHelpFormatter
    command = commands.add_parser(
        "replay", help=text, description=text, epilog=EPILOG, formatter_class=layout, allow_abbrev=False
    )
    command.add_argument("book", metavar="BOOK|-", help=BOOK)
    command.add_argument("path", metavar="PATH", help="a table of prices")
    command.add_argument("--json", action="store_true", help="one line of JSON with every digit, not a table")
    command.add_argument("--out", metavar="FILE|-", help="write what each row of the path was like, and print nothing")
    command.add_argument("--steps", metavar="FILE|-", help="write what was done, and print nothing")
    help = "of --out and --steps; left out it is what FILE ends in, and csv on standard output"
    command.add_argument("--format", choices=FORMATS, help=help)
    command.add_argument("--progress", action="store_true", help="say how far it is even where the error stream is no terminal")
    command.set_defaults(run=run, parser=command)


def run(asked: argparse.Namespace) -> None:
    """Reads, replays and writes."""
    outs = {name: path for name, path in (("series", asked.out), ("steps", asked.steps)) if path}
    kinds = {name: form(path, asked.format, asked.parser) for name, path in outs.items()}
    if asked.json and outs:
        asked.parser.error("argument --json: not with --out and --steps")
    with about(asked.path):
        path = table(asked.path, None, "exact")
    with about(asked.book, path=asked.path), Progress("rows", asked.progress) as progress:
        done = replay(read(asked.book), path, progress=progress)
        answer = "" if outs else done.json() if asked.json else done.summary()
    for name, out in outs.items():
        with about(out), Writer(out, kinds[name]) as writer:
            writer.write(getattr(done, name))
    say(answer.encode())
