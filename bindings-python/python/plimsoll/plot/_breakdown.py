"""What an account is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from plimsoll import InvalidBook
from plimsoll.plot._document import Account, Book, member, parsed
from plimsoll.plot._look import COLOURS, axes, frame, legend, money, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def breakdown(
    book: Book,
    account: str,
    ax: Axes | None = None,
    *,
    level: Literal["initial", "maintenance", "equity"] = "maintenance",
) -> Axes:
    """Draws what an account owns and owes at a level, by asset.

    Perps count in the asset that they settle in, and a portfolio's total too, before that is weighted; what is in
    an asset's sum stands below its name, in units of the asset. The bars sum to the
    account's assets and liabilities.

    Parameters
    ----------
    book : str, bytes or mapping
        A JSON document, or its report.
    account : str
        Its name.
    ax : matplotlib.axes.Axes, optional
        Where to draw.
    level : {"maintenance", "initial", "equity"}
        Where it is measured.

    Returns
    -------
    matplotlib.axes.Axes
        Its first container has the bars of what is owned, from the top; its second, to the left, of what is owed.

    Raises
    ------
    PlimsollError
        A bad book, an account that it does not have, or no such level.
    """
    if level not in ("initial", "maintenance", "equity"):
        raise InvalidBook(f"level: {level!r}: initial, maintenance or equity")
    document = parsed(book)
    if "version" in document:  # which a report has and a book has not
        measured, currency = member(document, account), document["currency"]
    else:
        one = Account(document, account)
        measured, currency = one.report(), one.currency
    balances = measured["positions"]["balances"]
    owned, owed = ([float(of[level][side]) for of in balances.values()] for side in ("assets", "liabilities"))
    inside: dict[str, list[str]] = {name: [] for name in balances}
    for name, perp in measured["positions"]["perps"].items():
        inside[perp["settles"]].append(f"{name} {_signed(float(perp[level]))}")
    if portfolio := measured.get("portfolio"):
        total = portfolio["mark"] if level == "equity" else portfolio[level]["total"]
        inside[portfolio["settles"]].append(f"{portfolio['method']} {_signed(float(total))}")

    ax = axes(ax)
    on: Any = ax
    rows = list(range(len(balances)))
    right = on.barh(rows, owned, height=0.6, color=COLOURS["first"], label="owned", zorder=2)
    left = on.barh(rows, [-value for value in owed], height=0.6, facecolor="#FFFFFF", edgecolor=COLOURS["danger"],
                   hatch="////", linewidth=1.2, label="owed", zorder=2)  # fmt: skip
    for bars, values, others, sign in ((right, owned, owed, 1), (left, owed, [1.0] * len(owed), -1)):
        texts = [money(sign * value) if value or not other else "" for value, other in zip(values, others)]
        on.bar_label(bars, texts, padding=4, fontsize=8.5, color=COLOURS["ink"])
    on.axvline(0, color=COLOURS["ink"], linewidth=0.8, zorder=3)
    on.set_ylim(len(rows) - 0.4, -0.6)
    on.margins(x=0.16)
    frame(on, f"{account} at {level}: {measured['status']}", currency, "")
    on.xaxis.set_major_formatter(money)
    on.set_yticks(rows, [plain(name) for name in balances])
    for row, parts in zip(rows, inside.values()):
        on.annotate(plain("\n".join(_wrapped(parts))), (0, row), (-4, -9), xycoords=("axes fraction", "data"), fontsize=7.5,
                    textcoords="offset points", ha="right", va="top", color=COLOURS["quiet"])  # fmt: skip
    on.grid(False)
    on.grid(axis="x", color=COLOURS["faint"], linewidth=0.8)
    legend(on)
    return ax


def _signed(value: float) -> str:
    """An amount with its sign."""
    return ("+" if value > 0 else "") + money(value)


def _wrapped(parts: list[str]) -> list[str]:
    """Two to a line, and no more than four."""
    shown = parts[:4] + ([f"and {len(parts) - 4} more"] if len(parts) > 4 else [])
    return [", ".join(shown[place : place + 2]) for place in range(0, len(shown), 2)]
