"""What the plots draw is what the library says."""

import json
import math
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import matplotlib
import pyarrow
import pytest
from matplotlib import dates, pyplot
from matplotlib.axes import Axes

import plimsoll as p
from plimsoll import plot
from plimsoll.plot import _table
from plimsoll.plot._document import Account

matplotlib.use("agg")
EXAMPLES = Path(__file__).parents[2] / "book" / "examples"
BOOK, OPTIONS = ((EXAMPLES / f"{name}.json").read_text() for name in ("book", "options"))
SERIES: dict[str, list[Any]] = {
    "time": [1583971200 + 3600 * hour for hour in range(5)],
    "liquidated": [0.0, 10.0, 50.0, 0.0, 5.0],
    "deleveraged": [0.0, 0.0, 20.0, 0.0, 0.0],
    "bad_debt": [0.0, 1.0, 30.0, 0.0, 2.0],
    "socialised": [0.0, 0.0, 12.0, 0.0, 0.0],
    "fund": [20.0, 19.0, 1.0, 1.0, 0.0],
}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No figure outlives its test, and no setting has changed."""
    before = matplotlib.rcParams.copy()
    yield
    pyplot.close("all")
    assert matplotlib.rcParams == before


def accounts(text: str) -> dict[str, Any]:
    return dict(json.loads(p.report(text))["accounts"])


def data(ax: Axes, line: int) -> tuple[list[float], list[float]]:
    x, y = ax.lines[line].get_data(orig=False)
    return list(map(float, x)), list(map(float, y))  # type: ignore[arg-type]


def when(place: float) -> datetime:
    made: Any = dates.num2date
    return made(place)  # type: ignore[no-any-return]


def labelled(ax: Axes, label: str) -> tuple[list[float], list[float]]:
    [place] = [place for place, line in enumerate(ax.lines) if line.get_label() == label]
    return data(ax, place)


# Every account of the examples, and every index that it is exposed to.
EXPOSURES = [
    pytest.param(text, name, index, id=f"{name}-{index}")
    for text in (BOOK, OPTIONS)
    for name, account in accounts(text).items()
    for index in account["liquidation"]
]


@pytest.mark.parametrize(("text", "name", "index"), EXPOSURES)
def test_moved_prices_are_a_stress(text: str, name: str, index: str) -> None:
    """The report of a moved book and the stress of the book measure the same account, to a few steps."""
    account = Account(text, name)
    for change in ("-0.375", "-0.1", "0.25"):
        report = account.report({index: 1 + Decimal(change)})
        stressed = json.loads(p.stress(text, {index: change}))["accounts"][name]["shocked"]
        assert report["status"] == stressed["status"]
        assert float(report["maintenance"]["surplus"]) == pytest.approx(float(stressed["maintenance"]), rel=1e-9, abs=1e-5)
        assert account.surplus([(index, Decimal(change))]) == float(stressed["maintenance"])


@pytest.mark.parametrize(("text", "name", "index"), EXPOSURES)
def test_health_crosses_zero_at_the_liquidation_price(text: str, name: str, index: str) -> None:
    measured = accounts(text)[name]
    ax = plot.health(text, name, index, points=15)
    prices, maintenance = labelled(ax, "maintenance")
    assert labelled(ax, "initial")[0] == prices and prices == sorted(prices)
    now = float(Account(text, name).midpoint(index))
    at = prices.index(now)
    assert maintenance[at] == float(measured["maintenance"]["surplus"])
    assert labelled(ax, "initial")[1][at] == float(measured["initial"]["surplus"])
    marked = [data(ax, place) for place, line in enumerate(ax.lines) if line.get_marker() == "o"]
    found = [measured["liquidation"][index].get(side) for side in ("below", "above")]
    falls = [float(fall) for fall in found if fall and prices[0] <= float(fall) <= prices[-1]]
    assert marked == [([fall], [0.0]) for fall in falls]
    assert len(ax.texts) == len(falls) + 1
    for fall in falls:
        place = prices.index(fall)
        beyond = place + (1 if fall > now else -1)
        inside = place - (1 if fall > now else -1)
        assert maintenance[inside] > 0 > maintenance[beyond]
        assert maintenance[place] == pytest.approx(0, abs=1e-6 * max(map(abs, maintenance)))


def test_health_shades_what_is_liquidatable() -> None:
    ax = plot.health(BOOK, "borrower", "ETH")
    fall = float(accounts(BOOK)["borrower"]["liquidation"]["ETH"]["below"])
    [shade] = ax.patches
    x, _, width, _ = shade.get_window_extent().transformed(ax.transData.inverted()).bounds
    assert x == pytest.approx(ax.get_xlim()[0]) and x + width == pytest.approx(fall)
    assert not plot.health(BOOK, "saver", "USDC").patches
    [whole] = plot.health(BOOK, "bankrupt", "LINK", low=1, high=20).patches
    assert whole.get_window_extent().width == pytest.approx(whole.axes.get_window_extent().width)  # type: ignore[union-attr]


def test_health_takes_ends_and_a_market_that_follows() -> None:
    ax = plot.health(BOOK, "staker", "stETH", low=2000, high=4000, points=3)
    assert ax.get_xlabel() == "price of ETH, USD" and ax.get_xlim() == (2000, 4000)
    assert labelled(ax, "maintenance")[0] == [2000, 3000, 3400, 4000]
    without = plot.health(BOOK, "staker", "ETH", low=100, high=200)
    assert len(without.texts) == 0  # the present price is not in sight
    perp = plot.health(BOOK, "oil on credit", "OIL-PERP")
    assert perp.get_xlabel() == "price of OIL-PERP, USDT"


def test_the_document_in_each_form() -> None:
    """Text, bytes and a mapping draw the same; of what an account is made of, its report too."""
    lines = [labelled(plot.health(book, "whale", "BTC", points=9), "maintenance")
             for book in (BOOK, BOOK.encode(), json.loads(BOOK))]  # fmt: skip
    assert lines[0] == lines[1] == lines[2]
    made: list[Any] = [plot.breakdown(book, "whale") for book in (BOOK, BOOK.encode(), json.loads(BOOK), p.report(BOOK))]
    widths = [[bar.get_width() for bar in ax.patches] for ax in made]
    assert len(widths[0]) == 6 and all(each == widths[0] for each in widths)


@pytest.mark.parametrize(("text", "name"), [(BOOK, "whale"), (BOOK, "saver"), (BOOK, "bankrupt"), (OPTIONS, "strangle")])
def test_heatmap_is_the_stress(text: str, name: str) -> None:
    ax = plot.heatmap(text, name, "BTC", "ETH", points=5)
    surplus = ax.collections[0].get_array()
    assert surplus is not None and surplus.shape == (5, 5)
    shocks = [Decimal(text) for text in ("-0.5", "-0.25", "0", "0.25", "0.5")]
    for row, up in enumerate(shocks):
        for column, across in enumerate(shocks):
            stressed = json.loads(p.stress(text, {"BTC": across, "ETH": up}))["accounts"][name]["shocked"]
            assert surplus[row, column] == float(stressed["maintenance"])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("shock of BTC, %", "shock of ETH, %")
    assert ("hatched" in ax.get_title(loc="left")) == (surplus.min() < 0)


def test_ladder_counts_every_account_once() -> None:
    """At each price the notional of those that the library says fall there."""
    ax = plot.ladder(BOOK, "BTC", low=20_000, high=400_000)
    book = json.loads(BOOK)
    mid = {"BTC": 96_900.0, "BTC-PERP": 96_905.0 * 0.9999}
    rows = {}
    for name, measured in accounts(BOOK).items():
        account = book["accounts"][name]
        spot = abs(float(account.get("balances", {}).get("BTC", 0))) * mid["BTC"]
        perp = abs(float(account.get("perps", {}).get("BTC-PERP", {}).get("size", 0))) * mid["BTC-PERP"]
        rows[name] = (measured["liquidation"].get("BTC", {}), spot + perp)
    for line, side in ((0, "below"), (1, "above")):
        x, y = data(ax, line)
        falls = [(float(found[side]), notional) for found, notional in rows.values() if found.get(side)]
        assert len(x) == len(falls) + 2 and y[0] == 0 and falls
        for price, level in zip(x[1:-1], y[1:-1]):
            reached = [n for fall, n in falls if (fall >= price if side == "below" else fall <= price)]
            assert level == pytest.approx(math.fsum(reached), rel=1e-9)
        assert y[-1] == pytest.approx(math.fsum(notional for _, notional in falls), rel=1e-9)
    assert ax.get_xlabel() == "price of BTC, USD" and ax.get_ylabel() == "notional, cumulative, USD"


def test_ladder_counts_options_on_the_index() -> None:
    x, y = data(plot.ladder(OPTIONS, "ETH", low=100, high=20_000), 1)
    falls = {name: of["liquidation"]["ETH"].get("above") for name, of in accounts(OPTIONS).items() if "ETH" in of["liquidation"]}
    fall = float(falls["strangle"])
    strangle = json.loads(OPTIONS)["accounts"]["strangle"]
    held = math.fsum(abs(float(size)) for size in strangle["options"].values())
    held += math.fsum(abs(float(perp["size"])) for perp in strangle.get("perps", {}).values())
    at = x.index(fall)
    assert y[at] - y[at - 1] == pytest.approx(held * 2681.6, rel=2e-3)


def test_ladder_of_a_table() -> None:
    falls = {"below": [90_000.0, None, 80_000.0], "above": [None, 110_000.0, 120_000.0]}
    ax = plot.ladder(BOOK, "BTC", falls=falls, notional=[1, 10, 100], low=85_000, high=150_000)
    assert data(ax, 0) == ([96_900, 90_000, 80_000, 80_000], [0, 1, 101, 101])
    assert data(ax, 1) == ([96_900, 110_000, 120_000, 150_000], [0, 10, 110, 110])
    assert ax.get_ylim()[1] == pytest.approx(1.12 * 110) and ax.get_xlim() == (85_000, 150_000)
    for notional in (None, [1, 2]):
        with pytest.raises(p.InvalidLength, match="3 rows of falls"):
            plot.ladder(BOOK, "BTC", falls=falls, notional=notional)


def test_margin() -> None:
    days = [date(2020, 3, 10) + timedelta(day) for day in range(5)]
    moves = [0.01, -0.02, -0.39, 0.11, -0.05]
    rates = {"raw": [0.08, 0.08, 0.08, 0.29, 0.25], "flat $1$": [0.01] * 5}
    ax = plot.margin(days, rates, moves)
    bars: Any = ax.patches
    assert [bar.get_height() for bar in bars] == pytest.approx([0, 2, 39, 0, 5])
    assert [line.get_label() for line in ax.lines[::2]] == ["raw: 1 breach", r"flat \$1\$: 3 breaches"]
    assert data(ax, 0)[1] == pytest.approx([8, 8, 8, 29, 25])
    assert data(ax, 1)[1] == pytest.approx([39]) and data(ax, 3)[1] == pytest.approx([2, 39, 5])
    [at] = data(ax, 1)[0]
    assert when(at).date() == days[2]
    assert data(plot.margin([1, 2], [0.5, 0.5], [0.1, -0.1]), 1) == ([], [])
    cases: list[Any] = [([1], {"a": [1.0]}, []), ([1], {"a": []}, [0]), ([], [], []), ([1], {}, [0])]
    for times, given, falls in cases:
        with pytest.raises(p.InvalidLength):
            plot.margin(times, given, falls)


@pytest.mark.parametrize("level", ["initial", "maintenance", "equity"])
@pytest.mark.parametrize("text", [BOOK, OPTIONS])
def test_breakdown_sums_to_the_account(text: str, level: Any) -> None:
    for name, measured in accounts(text).items():
        ax: Any = plot.breakdown(text, name, level=level)
        owned, owed = ([bar.get_width() for bar in side] for side in ax.containers[:2])
        sums = measured.get(level, {})
        if level == "equity":
            assert math.fsum(owned) + math.fsum(owed) == pytest.approx(float(measured["equity"]), rel=1e-12, abs=1e-9)
        else:
            assert math.fsum(owned) == pytest.approx(float(sums["assets"]), rel=1e-12)
            assert -math.fsum(owed) == pytest.approx(float(sums["liabilities"]), rel=1e-12)
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert names == list(measured["positions"]["balances"])
        pyplot.close("all")


def test_breakdown_names_what_is_inside() -> None:
    texts = " ".join(text.get_text() for text in plot.breakdown(BOOK, "market maker").texts)
    assert all(f"{perp} \N{MINUS SIGN}" in texts for perp in ("BTC-PERP", "ETH-PERP", "SOL-PERP"))
    assert "desk \N{MINUS SIGN}2.06k" in " ".join(text.get_text() for text in plot.breakdown(OPTIONS, "strangle", level="equity").texts)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_replay(unit: Any) -> None:
    scale = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    series = SERIES | {"time": [time * scale for time in SERIES["time"]]}
    upper, middle, lower = plot.replay(series, unit=unit)
    both: Any = upper.containers
    liquidated, deleveraged = ([bar.get_height() for bar in bars] for bars in both)
    assert liquidated == SERIES["liquidated"] and deleveraged == SERIES["deleveraged"]
    assert data(middle, 0)[1] == [0, 1, 31, 31, 33] and data(middle, 1)[1] == [0, 0, 12, 12, 12]
    assert data(lower, 0)[1] == SERIES["fund"]
    assert when(data(lower, 0)[0][0]) == datetime(2020, 3, 12, tzinfo=UTC)
    assert upper.figure is lower.figure


def test_replay_of_the_library() -> None:
    """What a replay returns is drawn: its series, its times, its currency."""
    first = datetime(2020, 3, 12, tzinfo=UTC)
    table: Any = pyarrow.table
    hours: list[list[Any]] = [[0, 3600, 7200], [first + timedelta(hours=hour) for hour in range(3)]]
    for times in hours:
        run = p.replay(BOOK.replace('"USD"', '"EUR"'), table({"time": times, "BTC": [Decimal(96_900), Decimal(60_000), Decimal(30_000)]}))
        panes = plot.replay(run)
        series = run.series.to_pyarrow().to_pydict()
        assert data(panes[2], 0)[1] == [float(amount) for amount in series["fund"]]
        assert data(panes[1], 0)[1] == pytest.approx([float(sum(series["bad_debt"][: row + 1])) for row in range(3)])
        assert float(sum(series["bad_debt"])) > 0 and sum(series["liquidated"]) > 0
        at = [when(place) for place in data(panes[2], 0)[0]]
        assert at == (times if times[0] == first else [datetime.fromtimestamp(time, UTC) for time in times])
        assert [pane.get_ylabel() for pane in panes] == ["EUR"] * 3


@pytest.mark.parametrize("lane", ["exact", "float64"])
def test_ladder_of_falls(lane: Any) -> None:
    """The accounts of the document and the same as tables draw the same ladder."""
    book = json.loads(BOOK)
    names = [name for name in book["accounts"] if name != "market maker"]  # who has open orders
    book["accounts"] = {name: book["accounts"][name] for name in names}
    spot: list[Any] = [(name, market, Decimal(held)) for name in names
            for market, held in book["accounts"][name].get("balances", {}).items()]  # fmt: skip
    perps: list[Any] = [(name, market, Decimal(held["size"]), Decimal(held["quote"])) for name in names
             for market, held in book["accounts"][name].get("perps", {}).items()]  # fmt: skip
    table: Any = pyarrow.table
    falls = p.falls(
        table(dict(zip(("account", "market", "quantity"), map(list, zip(*spot))))), p.Markets(book), "BTC",
        perps=table(dict(zip(("account", "market", "size", "quote"), map(list, zip(*perps))))), lane=lane,
    )  # fmt: skip
    held = {name: 0.0 for name in sorted(names)}
    for name, market, size, *_ in [*spot, *perps]:
        held[name] += abs(float(size)) * {"BTC": 96_900.0, "BTC-PERP": 96_905 * 0.9999}.get(market, 0)
    rows = falls.table().to_pyarrow()["account"].to_pylist()
    drawn = plot.ladder(BOOK, "BTC", falls=falls, notional=[held[name] for name in rows], low=20_000)
    whole = plot.ladder(book, "BTC", low=20_000)
    assert len(data(whole, 0)[0]) > 3
    for line in (0, 1):
        for ours, theirs in zip(data(drawn, line), data(whole, line)):
            assert ours == pytest.approx(theirs, rel=1e-9)


def test_axes_are_respected() -> None:
    """What is given is drawn on and returned, and no figure is made."""
    figure, grid = pyplot.subplots(3, 3)
    cells = list(grid.flat)
    moves = {"raw": [0.1, 0.1]}
    drawn = [
        plot.health(BOOK, "whale", "BTC", cells[0], points=5),
        plot.heatmap(BOOK, "whale", "BTC", "ETH", cells[1], points=3),
        plot.ladder(BOOK, "BTC", cells[2]),
        plot.margin([1, 2], moves, [0.0, -0.2], cells[3]),
        plot.breakdown(BOOK, "whale", cells[4]),
        *plot.replay(SERIES, cells[5:8]),
    ]
    assert drawn == cells[:8] and all(isinstance(ax, Axes) for ax in drawn)
    assert pyplot.get_fignums() == [figure.number]
    with pytest.raises(p.InvalidLength, match="three"):
        plot.replay(SERIES, cells[:2])


def test_names_are_not_formulas() -> None:
    """A name may hold what matplotlib would read as a formula, and is drawn as it stands."""
    name = r"$\frac{$ a_b^c $"
    book = json.loads(BOOK)
    book["accounts"] = {name: book["accounts"]["whale"]}
    book["currency"] = "$"
    for ax in (plot.health(book, name, "BTC", points=3), plot.breakdown(book, name), plot.heatmap(book, name, "BTC", "ETH", points=2)):
        canvas: Any = ax.figure.canvas
        canvas.draw()
        assert ax.get_title(loc="left").replace(r"\$", "$").startswith(name)


def test_errors() -> None:
    def refused(error: type[Exception], match: str, *draws: Callable[[], object]) -> None:
        for draw in draws:
            with pytest.raises(error, match=match):
                draw()

    refused(
        p.InvalidBook, 'accounts: "zoe" is not one of the book\'s accounts',
        lambda: plot.health(BOOK, "zoe", "BTC"), lambda: plot.breakdown(BOOK, "zoe"),
        lambda: plot.breakdown(p.report(BOOK), "zoe"), lambda: plot.heatmap(BOOK, "zoe", "BTC", "ETH"),
    )  # fmt: skip
    refused(
        p.InvalidBook, '"DOGE" is not one of the book\'s markets',
        lambda: plot.health(BOOK, "whale", "DOGE"), lambda: plot.ladder(BOOK, "DOGE"),
        lambda: plot.heatmap(BOOK, "whale", "BTC", "DOGE"),
    )  # fmt: skip
    refused(p.InvalidBook, "moved twice", lambda: plot.heatmap(BOOK, "whale", "ETH", "stETH"))
    refused(p.InvalidBook, "level", lambda: plot.breakdown(BOOK, "whale", level="close"))  # type: ignore[arg-type]
    refused(
        p.InvalidLength, "at least 2",
        lambda: plot.health(BOOK, "whale", "BTC", points=1), lambda: plot.heatmap(BOOK, "whale", "BTC", "ETH", points=0),
    )  # fmt: skip
    for low, high in ((0, 1), (2, 1), (-1, 1), (1, math.inf), (math.nan, 1)):
        refused(p.InvalidInterval, "low", lambda: plot.health(BOOK, "whale", "BTC", low=low, high=high))
    for low, high in ((-1, 1), (0.5, 0.5), (0, math.nan)):
        refused(p.InvalidInterval, "low", lambda: plot.heatmap(BOOK, "whale", "BTC", "ETH", low=low, high=high))
    for low, high in ((1, 2), (97_000, 99_000), (-1, 99_000)):
        refused(p.InvalidInterval, "low", lambda: plot.ladder(BOOK, "BTC", low=low, high=high))


def test_bad_books_are_the_librarys_to_refuse() -> None:
    """The same error as the report's, and a TypeError for what is no book."""
    twice = '{"currency": "USD", "currency": "USD", "assets": {}, "accounts": {}}'
    number = BOOK.replace('"0.85", "liability": "1.15"', '0.85, "liability": "1.15"')
    loose = BOOK.replace('"initial": {"asset": "0.85"', '"initial": {"asset": "0.95"')
    for text in ("", "[", "[]", "7", "[" * 100_000, twice, number, loose, BOOK.replace("96850.5", "1e5"), b"\xff"):
        with pytest.raises(p.PlimsollError) as wanted:
            p.report(text)
        draws: list[Callable[[str | bytes], object]] = [
            lambda book: plot.health(book, "whale", "BTC"),
            lambda book: plot.ladder(book, "BTC"),
            lambda book: plot.breakdown(book, "whale"),
        ]
        for draw in draws:
            with pytest.raises(type(wanted.value)):
                draw(text)
    for nothing in (None, 7, [BOOK]):
        with pytest.raises(TypeError, match="^book: "):
            plot.health(nothing, "whale", "BTC")  # type: ignore[arg-type]


def test_columns_as_arrow_gives_them() -> None:
    """Decimals, bits, integers, floats and nulls are read."""
    bits = (5 << 47).to_bytes(16, "little", signed=True)
    table = {"a": [Decimal("1.5"), None, bits, 3, 2.5, (-(1 << 48)).to_bytes(16, "little", signed=True)]}
    assert [repr(value) for value in _table.numbers(table, "a")] == ["1.5", "nan", "2.5", "3.0", "2.5", "-1.0"]
    assert _table.times({"time": [datetime(2020, 1, 1, tzinfo=UTC)]}, "s") == [datetime(2020, 1, 1, tzinfo=UTC)]


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is imported without it, and a plot says what to install."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"pip install plimsoll\[plot\]"):
        plot.health(BOOK, "whale", "BTC", points=2)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"pip install plimsoll\[arrow\]"):
        _table.numbers(object(), "a")
