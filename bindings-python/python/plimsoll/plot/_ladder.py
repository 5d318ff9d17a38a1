"""What falls along a price."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plimsoll import InvalidInterval, InvalidLength
from plimsoll.plot._document import Book, Document
from plimsoll.plot._look import COLOURS, ROOM, axes, digits, frame, legend, present
from plimsoll.plot._table import numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def ladder(
    book: Book,
    market: str,
    ax: Axes | None = None,
    *,
    falls: Any = None,
    notional: Sequence[float] | None = None,
    low: float | None = None,
    high: float | None = None,
) -> Axes:
    """Draws how much notional of a whole book falls at each price of a market's index.

    From the present price outwards: the sum of the notionals of all accounts that are healthy at maintenance now, and are
    no longer where the index trades there. An account's notional is all that it owns and owes in markets on that index,
    at present midpoints.

    Parameters
    ----------
    book : str, bytes or mapping
        A JSON document.
    market : str
        An asset or a perp; what follows another moves with that one, which is then the index.
    ax : matplotlib.axes.Axes, optional
        Where to draw.
    falls : Falls or table, optional
        Of the accounts of tables, in the place of the document's: what `plimsoll.falls` gives, or a table with its columns
        ``below`` and ``above``.
    notional : sequence of float, optional
        Of each row of `falls`, in the book's currency.
    low, high : float, optional
        Ends of the prices; left out they are half and one and a half times the present one.

    Returns
    -------
    matplotlib.axes.Axes
        Its first line is what falls below the present price, its second what falls above it.

    Raises
    ------
    PlimsollError
        A bad book, a market that it does not have, ends that do not hold the present price, or `falls` without as many
        notionals.
    """
    whole = Document(book)
    index = whole.index(market)
    now = float(whole.midpoint(index))
    low = now / 2 if low is None else float(low)
    high = now * 1.5 if high is None else float(high)
    if not 0 <= low < now < high < math.inf:
        raise InvalidInterval(f"low..high: {low}..{high}: must hold the present price {now}")
    if falls is None:
        rows = list(whole.falls(index))
    else:
        table = falls.table() if hasattr(falls, "table") else falls
        below, above = numbers(table, "below"), numbers(table, "above")
        weights = [] if notional is None else [float(amount) for amount in notional]
        if len(weights) != len(below):
            raise InvalidLength(f"notional: {len(weights)} numbers for {len(below)} rows of falls")
        rows = list(zip(below, above, weights))

    ax = axes(ax)
    on: Any = ax
    on.set_xlim(low, high)
    tops = []
    for side, name, style, end in ((0, "if it falls", "danger", low), (1, "if it rises", "first", high)):
        steps = sorted(((row[side], row[2]) for row in rows if not math.isnan(row[side])), reverse=side == 0)
        x, y = [now], [0.0]
        for price, amount in steps:
            x.append(price)
            y.append(y[-1] + amount)
        x.append(min(end, x[-1]) if side == 0 else max(end, x[-1]))
        y.append(y[-1])
        # The account is still healthy at its price and not beyond it: the step is outwards of it.
        on.plot(x, y, color=COLOURS[style], linewidth=1.8, drawstyle="steps-post", label=name)
        on.fill_between(x, y, step="post", color=COLOURS[style], alpha=0.15, linewidth=0)
        tops.append(max(amount for price, amount in zip(x, y) if low <= price <= high))
    on.set_ylim(0, 1.12 * max(tops) or 1)
    title = f"Notional that falls below maintenance as {index} moves"
    frame(on, title, f"price of {index}, {whole.unit(index)}", f"notional, cumulative, {whole.currency}", ROOM)
    present(on, now)
    on.xaxis.set_major_formatter(digits)
    legend(on)
    return ax
