"""``plot``: the plots of `plimsoll.plot`, into a file."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from plimsoll.command.book import BOOK, read
from plimsoll.command.problem import about, need
from plimsoll.command.tables import table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from plimsoll.command.book import _Commands

NAMES = ("plot",)
KINDS = {
    "health": "an account's surplus over the price of a market",
    "heatmap": "an account's surplus over the shocks of two markets",
    "breakdown": "what an account's assets and liabilities are made of",
    "ladder": "how much notional of the whole book falls at each price of a market",
    "replay": "what the book's policy does along a path of prices",
}
FORMATS = (".png", ".svg", ".pdf")
EXAMPLE = """examples:
  python -m plimsoll plot health book.json --account alice --market ETH --out health.png
  python -m plimsoll plot heatmap book.json --account alice --market ETH --market BTC --out heat.svg
  python -m plimsoll plot breakdown book.json --account alice --level initial --out parts.png
  python -m plimsoll plot ladder book.json --market ETH --out ladder.png
  python -m plimsoll plot replay book.json --path crash.csv --out crash.png

needs matplotlib: pip install plimsoll[plot]"""


def picture(text: str) -> Path:
    """A file that a picture can be written to."""
    path = Path(text)
    if path.suffix.lower() not in FORMATS:
        raise argparse.ArgumentTypeError(f"{text!r} does not end in {', '.join(FORMATS)}")
    return path


def add(commands: "_Commands") -> None:
    """What each kind takes."""
    text = "draws an account, a book or a crash into a file"
    layout = argparse.RawDescriptionHelpFormatter
    plot = commands.add_parser("plot", help=text, description=text, epilog=EXAMPLE, formatter_class=layout)
    kinds = plot.add_subparsers(dest="kind", required=True, metavar="|".join(KINDS))
    for kind, text in KINDS.items():
        command = kinds.add_parser(kind, help=text, description=text, allow_abbrev=False)
        command.add_argument("book", metavar="BOOK|-", help=BOOK)
        if kind in ("health", "heatmap", "breakdown"):
            command.add_argument("--account", required=True, help="its name")
        if kind == "heatmap":
            help = "given twice: along the page, and up"
            command.add_argument("--market", action="append", required=True, help=help)
        if kind in ("health", "ladder"):
            command.add_argument("--market", required=True, help="an asset or a perp, whose index moves")
        if kind in ("health", "ladder", "heatmap"):
            what = "shock" if kind == "heatmap" else "price"
            command.add_argument("--low", type=float, help=f"the lowest {what}")
            command.add_argument("--high", type=float, help=f"the highest {what}")
        if kind == "breakdown":
            levels = ("initial", "maintenance", "equity")
            command.add_argument("--level", choices=levels, default="maintenance", help="maintenance where left out")
        if kind == "replay":
            command.add_argument("--path", required=True, metavar="FILE", help="midpoints, as of the command replay")
            command.add_argument("--unit", choices=("s", "ms", "us", "ns"), default="s", help="of the times, from 1970; s where left out")
        command.add_argument("--out", required=True, type=picture, metavar="FILE", help="FILE.png, .svg or .pdf")
        command.set_defaults(run=run, parser=command)


def run(asked: argparse.Namespace) -> None:
    """Draws and writes."""
    if asked.kind == "heatmap" and len(asked.market) != 2:
        asked.parser.error("argument --market: given twice, once for each direction")
    os.environ["MPLBACKEND"] = "agg"  # to a file, on a machine that may have no screen
    need("a plot", "matplotlib", "plot")
    with about(asked.book):
        ax = _drawn(asked)
    with about(str(asked.out)):
        figure = ax.get_figure(root=True)
        if figure:
            figure.savefig(asked.out, dpi=150)


def _drawn(asked: argparse.Namespace) -> "Axes":
    from plimsoll import plot, replay

    book = read(asked.book)
    given = vars(asked)
    ends = {end: given[end] for end in ("low", "high") if given.get(end) is not None}
    if asked.kind == "health":
        return plot.health(book, asked.account, asked.market, **ends)
    if asked.kind == "heatmap":
        return plot.heatmap(book, asked.account, *asked.market, **ends)
    if asked.kind == "breakdown":
        return plot.breakdown(book, asked.account, level=asked.level)
    if asked.kind == "ladder":
        return plot.ladder(book, asked.market, **ends)
    with about(asked.path):
        path = table(asked.path, None, "exact")
    with about(asked.book, path=asked.path):
        return plot.replay(replay(book, path), unit=asked.unit)[0]
