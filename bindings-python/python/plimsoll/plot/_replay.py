"""A crash over time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from plimsoll import InvalidLength
from plimsoll.plot._look import COLOURS, DASHES, dates, frame, legend, panels
from plimsoll.plot._table import numbers, times

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def replay(
    replay: Any,
    ax: Sequence[Axes] | None = None,
    *,
    unit: Literal["s", "ms", "us", "ns"] = "s",
) -> tuple[Axes, Axes, Axes]:
    """Draws a replay over time: what was closed in each row, what was lost, and the insurance fund.

    Parameters
    ----------
    replay : Replay or table
        What `plimsoll.replay` gives, or its ``series``.
    ax : sequence of three matplotlib.axes.Axes, optional
        Where to draw, from above; left out, on a new figure of 6 by 6 inches.
    unit : {"s", "ms", "us", "ns"}
        What whole numbers of time count, from 1970.

    Returns
    -------
    tuple of three matplotlib.axes.Axes
        Bars of what was liquidated and deleveraged in each row; lines of the bad debt and of what was socialised until then;
        a line of the fund. All in the book's currency.

    Raises
    ------
    InvalidLength
        Another number of axes.
    """
    table = getattr(replay, "series", replay)
    time = times(table, unit)
    flows = {name: numbers(table, name) for name in ("liquidated", "deleveraged", "bad_debt", "socialised", "fund")}
    panes = panels(3) if ax is None else list(ax)
    if len(panes) != 3:
        raise InvalidLength(f"ax: {len(panes)} axes: three, from above")
    upper: Any = panes[0]
    middle: Any = panes[1]
    lower: Any = panes[2]
    upper.xaxis.update_units(time)
    when = [float(place) for place in upper.xaxis.convert_units(time)]
    width = min((after - before for before, after in zip(when, when[1:])), default=1.0)
    upper.bar(time, flows["liquidated"], width=0.9 * width, color=COLOURS["first"], label="liquidated", zorder=2)
    upper.bar(time, flows["deleveraged"], width=0.9 * width, bottom=flows["liquidated"], facecolor="#FFFFFF",
              edgecolor=COLOURS["danger"], hatch="//////", linewidth=[0.8 if value else 0 for value in flows["deleveraged"]],
              label="deleveraged", zorder=2)  # fmt: skip
    for name, colour, dash, text in (("bad_debt", "danger", 0, "bad debt"), ("socialised", "second", 1, "socialised")):
        middle.plot(time, list(accumulate(flows[name])), color=COLOURS[colour], linestyle=DASHES[dash], linewidth=1.8,
                    drawstyle="steps-post", label=text)  # fmt: skip
    lower.plot(time, flows["fund"], color=COLOURS["third"], linewidth=1.8, drawstyle="steps-post", label="fund")
    lower.fill_between(time, flows["fund"], step="post", color=COLOURS["third"], alpha=0.15, linewidth=0)
    for pane, title in ((upper, "Closed in each step"), (middle, "Lost until then"), (lower, "Insurance fund")):
        frame(pane, title, "", getattr(replay, "currency", "currency"))
        pane.set_ylim(bottom=0)
        dates(pane)
        if pane is not lower:
            legend(pane)
    lower.set_xlabel("time, UTC", fontsize=9.5, color=COLOURS["ink"])
    return upper, middle, lower
