"""Surplus over one price."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plimsoll import InvalidInterval, InvalidLength
from plimsoll.plot._document import EXACT, Account, Book
from plimsoll.plot._look import COLOURS, DASHES, ROOM, axes, digits, frame, legend, present, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def health(
    book: Book,
    account: str,
    market: str,
    ax: Axes | None = None,
    *,
    low: float | None = None,
    high: float | None = None,
    points: int = 201,
) -> Axes:
    """Draws the maintenance and the initial surplus of an account over the price of a market's index.

    The range where the maintenance surplus is negative is shaded, the present price is a dotted line, and the liquidation
    prices of the report are marked where the surplus reaches zero.

    Parameters
    ----------
    book : str, bytes or mapping
        A JSON document.
    account : str
        Its name.
    market : str
        An asset or a perp; what follows another moves with that one, which is then the index.
    ax : matplotlib.axes.Axes, optional
        Where to draw.
    low, high : float, optional
        Ends of the prices, above zero. Left out they hold half and one and a half times the present price, and
        liquidation prices from a tenth to four times it, with room beyond.
    points : int, default 201
        How many prices, at least 2; the present one and the liquidation prices are added.

    Returns
    -------
    matplotlib.axes.Axes
        Its first line is the maintenance surplus, its second the initial one.

    Raises
    ------
    PlimsollError
        A bad book, an account or a market that it does not have, ends that do not ascend, a price out of range.

    Examples
    --------
    >>> from plimsoll import plot
    >>> unit = {"asset": "1", "liability": "1"}
    >>> book = {"currency": "USD", "assets": {
    ...     "USDC": {"price": "1", "initial": unit, "maintenance": unit},
    ...     "ETH": {"price": "2000", "initial": {"asset": "0.75", "liability": "1.25"},
    ...             "maintenance": {"asset": "0.875", "liability": "1.125"}}},
    ...     "accounts": {"alice": {"balances": {"ETH": "10", "USDC": "-14000"}}}}
    >>> ax = plot.health(book, "alice", "ETH")
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('price of ETH, USD', 'surplus, USD')
    """
    one = Account(book, account)
    index = one.index(market)
    now, found = one.midpoint(index), one.report()["liquidation"].get(index, {})
    falls = [Decimal(found[side]) for side in ("below", "above") if found.get(side)]
    seen = [float(fall) for fall in falls if now / 10 <= fall <= 4 * now]
    left, right = min([float(now) / 2, *seen]), max([float(now) * 1.5, *seen])
    room = 0.2 * (right - left)  # beyond a liquidation price, for what stands there
    low = max(left / 8, min([left, *(fall - room for fall in seen)])) if low is None else float(low)
    high = max([right, *(fall + room for fall in seen)]) if high is None else float(high)
    if not 0 < low < high < math.inf:
        raise InvalidInterval(f"low..high: {low}..{high}: two prices above zero that ascend")
    if points < 2:
        raise InvalidLength(f"points: {points}: at least 2")
    step = (high - low) / (points - 1)
    asked = {Decimal(low + step * place) for place in range(points)} | {now, *falls}
    prices = sorted(price for price in asked if low <= price <= high)
    reports = [one.report({index: EXACT.divide(price, now)}) for price in prices]
    x = [float(price) for price in prices]
    maintenance, initial = ([float(one[level]["surplus"]) for one in reports] for level in ("maintenance", "initial"))

    ax = axes(ax)
    on: Any = ax
    on.axhline(0, color=COLOURS["ink"], linewidth=0.8, zorder=1.5)
    on.plot(x, maintenance, color=COLOURS["first"], linewidth=1.8, label="maintenance", zorder=3)
    on.plot(x, initial, color=COLOURS["second"], linewidth=1.5, linestyle=DASHES[1], label="initial", zorder=2.5)
    for start, end in _below_zero(x, maintenance):
        on.axvspan(start, end, facecolor=COLOURS["danger"], alpha=0.12, linewidth=0, zorder=0.5)
    on.set_xlim(low, high)
    for fall in falls:
        if low <= fall <= high:
            on.plot([float(fall)], [0], "o", color=COLOURS["danger"], markersize=6, zorder=4)
            side, shift = ("right", -6) if fall < now else ("left", 6)  # beyond it the lines are below zero
            on.annotate(f"liquidated\nat {short(fall)}", (float(fall), 0), (shift, 5), textcoords="offset points",
                        fontsize=8.5, ha=side, va="bottom", color=COLOURS["ink"], zorder=4)  # fmt: skip
    least, most = on.get_ylim()
    on.set_ylim(least, max(most, -0.15 * least))
    title = f"{account}: surplus over the price of {index}"
    frame(on, title, f"price of {index}, {one.unit(index)}", f"surplus, {one.currency}", ROOM)
    if low <= now <= high:
        present(on, float(now))
    on.xaxis.set_major_formatter(digits)
    legend(on)
    return ax


def _below_zero(x: Sequence[float], y: Sequence[float]) -> list[tuple[float, float]]:
    """The ranges where a line that is straight between its points is below zero."""
    ranges: list[tuple[float, float]] = []
    for (a, start), (b, end) in zip(zip(x, y), zip(x[1:], y[1:])):
        if min(start, end) < 0:
            zero = a + (b - a) * start / (start - end) if start * end < 0 else None
            piece = (a, b) if zero is None else (a, zero) if start < 0 else (zero, b)
            if ranges and ranges[-1][1] == piece[0]:
                piece = (ranges.pop()[0], piece[1])
            ranges.append(piece)
    return ranges
