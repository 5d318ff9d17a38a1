"""Margin through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plimsoll import InvalidLength
from plimsoll.plot._look import COLOURS, DASHES, axes, dates, frame, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def margin(
    times: Sequence[Any],
    rates: Mapping[str, Sequence[float]] | Sequence[float],
    moves: Sequence[float],
    ax: Axes | None = None,
) -> Axes:
    """Draws margins through time, the falls that they were there for, and the falls that went further.

    Parameters
    ----------
    times : sequence
        When each margin was in force: dates, or anything else that matplotlib can place.
    rates : sequence of float, or mapping of such by name
        Margins of a long position as fractions of its notional, known before the move; each is in force for its step.
    moves : sequence of float
        Returns over the same steps; a fall by a tenth is -0.1.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        For each margin one line in percent and one of crosses at its breaches; bars are the falls.

    Raises
    ------
    InvalidLength
        Series of different lengths, or no margin.

    Examples
    --------
    >>> from plimsoll import plot
    >>> ax = plot.margin([1, 2, 3, 4], [0.10, 0.10, 0.12, 0.12], [0.02, -0.15, 0.05, -0.01])
    >>> ax.lines[1].get_xydata().tolist()
    [[2.0, 15.0]]
    """
    named = rates if isinstance(rates, Mapping) else {"margin": rates}
    for name, series in {"moves": moves, **named}.items():
        if len(series) != len(times):
            raise InvalidLength(f"{name}: {len(series)} numbers for {len(times)} times")
    if not named or not len(times):
        raise InvalidLength("rates: at least one margin and one time")
    falls = [max(0.0, -100 * float(move)) for move in moves]

    ax = axes(ax)
    on: Any = ax
    on.xaxis.update_units(times)
    when = [float(time) for time in on.xaxis.convert_units(list(times))]
    width = min((after - before for before, after in zip(when, when[1:])), default=1.0)
    on.bar(when, falls, width=0.7 * width, color=COLOURS["quiet"], alpha=0.45, linewidth=0, label="fall")
    for place, (name, series) in enumerate(named.items()):
        colour = list(COLOURS.values())[place % 3]
        percent = [100 * float(rate) for rate in series]
        beyond = [(x, fall) for x, fall, rate in zip(when, falls, percent) if fall > rate]
        label = f"{name}: {len(beyond)} {'breach' if len(beyond) == 1 else 'breaches'}"
        marker = "x+12"[place % 4]
        on.plot(when, percent, color=colour, linewidth=1.6, linestyle=DASHES[place % 4], drawstyle="steps-mid",
                label=plain(label))  # fmt: skip
        on.plot([x for x, _ in beyond], [fall for _, fall in beyond], linestyle="none", marker=marker, markersize=7,
                markeredgewidth=1.8, color=colour)  # fmt: skip
    frame(on, "Margin, and falls beyond it", "", "% of the notional")
    on.set_ylim(0, 1.22 * max(on.dataLim.y1, 0.1))  # with room for the legend, which no fall may hide behind
    dates(on)
    on.legend(loc="upper left", ncols=3, frameon=False, fontsize=8.5, labelcolor=COLOURS["ink"])
    return ax
