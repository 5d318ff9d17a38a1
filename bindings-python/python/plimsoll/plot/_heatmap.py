"""Surplus over two shocks."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plimsoll import InvalidInterval, InvalidLength
from plimsoll.plot._document import Account, Book
from plimsoll.plot._look import COLOURS, axes, digits, frame, money, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def heatmap(
    book: Book,
    account: str,
    first: str,
    second: str,
    ax: Axes | None = None,
    *,
    low: float = -0.5,
    high: float = 0.5,
    points: int = 41,
) -> Axes:
    """Draws the maintenance surplus of an account over the shocks of two markets' indices.

    The line is where it is zero; beyond it, hatched, the account is liquidatable. A cross marks where it stands.

    Parameters
    ----------
    book : str, bytes or mapping
        A JSON document.
    account : str
        Its name.
    first, second : str
        Two markets on different indices: along the page, and up.
    ax : matplotlib.axes.Axes, optional
        Where to draw.
    low, high : float, default -0.5 and 0.5
        Ends of both shocks, above -1: -0.5 halves the price.
    points : int, default 41
        How many shocks of each, at least 2.

    Returns
    -------
    matplotlib.axes.Axes
        Its first collection holds the surplus, ``points`` times ``points``, by rows of the second market's shock.

    Raises
    ------
    PlimsollError
        A bad book, an account or a market that it does not have, one index twice, ends that do not ascend.
    """
    one = Account(book, account)
    across, up = one.index(first), one.index(second)
    if not -1 < low < high < math.inf:
        raise InvalidInterval(f"low..high: {low}..{high}: two shocks above -1 that ascend")
    if points < 2:
        raise InvalidLength(f"points: {points}: at least 2")
    shocks = [low + (high - low) * place / (points - 1) for place in range(points)]
    surplus = [[one.surplus([(across, Decimal(x)), (up, Decimal(y))]) for x in shocks] for y in shocks]
    least, most = min(map(min, surplus)), max(map(max, surplus))

    ax = axes(ax)
    on: Any = ax
    from matplotlib.colors import CenteredNorm, LinearSegmentedColormap

    percent = [100 * shock for shock in shocks]
    colours = LinearSegmentedColormap.from_list("plimsoll", [COLOURS["danger"], "#FFFFFF", COLOURS["first"]])
    norm = CenteredNorm(0, max(abs(least), abs(most)) or 1.0)
    mesh = on.pcolormesh(percent, percent, surplus, shading="gouraud", norm=norm, cmap=colours, rasterized=True)
    if least < 0 < most:
        on.contour(percent, percent, surplus, levels=[0], colors=[COLOURS["ink"]], linewidths=1.6)
    if least < 0:
        hatch = on.contourf(percent, percent, surplus, levels=[least - 1, 0], colors="none", hatches=["//"])
        hatch.set(edgecolor=COLOURS["quiet"], linewidth=0)
    if low <= 0 <= high:
        on.plot([0], [0], "+", color=COLOURS["ink"], markersize=10, markeredgewidth=1.8)
    bar = on.figure.colorbar(mesh, ax=on)
    if least < most:
        bar.ax.set_ylim(least, most)
    bar.set_label(plain(f"maintenance surplus, {one.currency}"), color=COLOURS["ink"], fontsize=9.5)
    bar.ax.yaxis.set_major_formatter(money)
    bar.ax.tick_params(labelsize=8.5, colors=COLOURS["ink"], length=0)
    bar.outline.set_visible(False)
    title = f"{account}: {'liquidatable where hatched' if least < 0 else 'healthy throughout'}"
    frame(on, title, f"shock of {across}, %", f"shock of {up}, %")
    on.grid(False)
    for axis in (on.xaxis, on.yaxis):
        axis.set_major_formatter(digits)
    return ax
