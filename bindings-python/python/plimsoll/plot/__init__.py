"""Plots of accounts, books and crashes, with matplotlib: ``pip install plimsoll[plot]``.

A function draws on ``ax``, or on a new figure of 6 by 4 inches, and returns the `matplotlib.axes.Axes`. Nothing global
changes: neither ``rcParams`` nor the current figure's style. Colours are told apart by the colour-blind, and lines, hatches
and marks also in print without colour.

What is drawn of accounts is the library's own: of `plimsoll.report` and `plimsoll.stress`, in fixed point, of a book whose
prices have moved as a stress moves them. Floats only place it on the page.

Books are JSON documents (``docs/book.md``): ``str``, ``bytes``, or a mapping as `json.loads` makes it.
"""

from plimsoll.plot._breakdown import breakdown
from plimsoll.plot._health import health
from plimsoll.plot._heatmap import heatmap
from plimsoll.plot._ladder import ladder
from plimsoll.plot._look import COLOURS
from plimsoll.plot._margin import margin
from plimsoll.plot._replay import replay

__all__ = ["COLOURS", "breakdown", "health", "heatmap", "ladder", "margin", "replay"]
