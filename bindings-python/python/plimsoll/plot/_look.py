"""The look that all plots share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS: Final[Mapping[str, str]] = {
    "first": "#0072B2",
    "second": "#E69F00",
    "third": "#009E73",
    "danger": "#D55E00",
    "ink": "#222222",
    "quiet": "#767676",
    "faint": "#E4E4E4",
}
"""What every plot is drawn with: four colours of Okabe and Ito's for the colour-blind, and three greys."""

ROOM: Final = 18  # points below a title where a price stands between it and the axes
DASHES: Final = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))


def axes(ax: Axes | None) -> Axes:
    """The axes asked for, or those of a new figure."""
    return panels(1)[0] if ax is None else ax


def panels(rows: int) -> list[Axes]:
    """New axes above one another, which share their time."""
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError("plots need matplotlib: pip install plimsoll[plot]") from error
    size = (6, 4 if rows == 1 else 6)
    _, made = pyplot.subplots(rows, figsize=size, layout="constrained", sharex=True, squeeze=False)
    return list(made[:, 0])


def frame(ax: Any, title: str, x: str, y: str, pad: float = 8) -> None:
    """Title, labels, and a light grid for heights, on these axes only."""
    ax.set_title(plain(title), loc="left", fontsize=10.5, color=COLOURS["ink"], pad=pad)
    ax.set_xlabel(plain(x), fontsize=9.5, color=COLOURS["ink"])
    ax.set_ylabel(plain(y), fontsize=9.5, color=COLOURS["ink"])
    ax.tick_params(labelsize=8.5, colors=COLOURS["ink"], length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(COLOURS["quiet"])
    ax.grid(axis="y", color=COLOURS["faint"], linewidth=0.8)
    ax.set_axisbelow(True)
    ax.yaxis.set_major_formatter(money)


def legend(ax: Any) -> None:
    """Without a box, where most room is."""
    ax.legend(frameon=False, fontsize=8.5, labelcolor=COLOURS["ink"])


def present(ax: Any, price: float) -> None:
    """Where the index trades: a line, and its price above it."""
    ax.axvline(price, color=COLOURS["ink"], linewidth=1.1, linestyle=":", zorder=2)
    ax.annotate(
        f"now {short(price)}", (price, 1), (0, 2), xycoords=("data", "axes fraction"), textcoords="offset points",
        ha="center", va="bottom", fontsize=8.5, color=COLOURS["quiet"],
    )  # fmt: skip


def dates(ax: Any) -> None:
    """Dates without what the one before says already."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    if isinstance(locator := ax.xaxis.get_major_locator(), AutoDateLocator):
        made: Any = ConciseDateFormatter
        ax.xaxis.set_major_formatter(made(locator))


def short(price: float | Decimal) -> str:
    """A price for a person: five significant digits, no fewer than its whole ones, without zeros at the end."""
    digits = max(0, 4 - math.floor(math.log10(price))) if price > 0 else 0
    text = f"{price:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


def money(value: float, _place: float = 0) -> str:
    """An amount for a person: 1.25M."""
    text = f"{value:.3g}"
    for scale, name in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= 0.9995 * scale:
            text = f"{value / scale:.3g}{name}"
            break
    return text.replace("-", "\N{MINUS SIGN}")


def digits(value: float, _place: float = 0) -> str:
    """A price or a percentage on an axis."""
    return f"{value:,.10g}".replace("-", "\N{MINUS SIGN}")


def plain(text: str) -> str:
    """Text as it is: matplotlib reads what stands between dollar signs as a formula."""
    return text.replace("$", r"\$")
