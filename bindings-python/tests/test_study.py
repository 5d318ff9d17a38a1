"""The study of docs/margin.md on a series that is made here: what it may claim on any data."""

import importlib
import math
import random
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

STUDY = Path(__file__).resolve().parents[2] / "docs" / "study"
sys.path.insert(0, str(STUDY))
back: Any = importlib.import_module("back")
choose: Any = importlib.import_module("choose")
closes: Any = importlib.import_module("closes")
library: Any = importlib.import_module("library")
rules: Any = importlib.import_module("rule")
study: Any = importlib.import_module("study")
tables: Any = importlib.import_module("tables")
windows: Any = importlib.import_module("windows")
WARM: int = back.WARM


def made(days: int, seed: int) -> Any:
    """Calm and storm by turns, and one day that falls by half."""
    source = random.Random(seed)
    price, found = 100.0, []
    for day in range(days):
        sigma = 0.06 if day // 90 % 3 == 2 else 0.015
        price *= 0.5 if day == days * 2 // 3 else math.exp(source.gauss(0, sigma))
        found.append((date(2020, 1, 1) + timedelta(day), price))
    return closes.Series.of("MADE", found)


@pytest.fixture(scope="module")
def engine() -> Any:
    return study.Engine(library)


@pytest.fixture(scope="module")
def series() -> Any:
    return made(800, 7)


def test_the_library_and_float64_agree(engine: Any, series: Any) -> None:
    engine.methods(series)
    engine.steady(series, rules.Rule(250, 0.5), [(WARM, 1.0)])
    assert 0 < engine.distance < 1e-9


def test_a_method_stays_where_its_regulation_puts_it(engine: Any, series: Any) -> None:
    margins = engine.methods(series)
    long, worst = back.floor(series), back.worst(series)
    for place in range(WARM, len(series.returns)):
        raw, floored, stressed, buffered = (margins[method][place] for method in rules.METHODS)
        assert floored == pytest.approx(max(raw, long[place]))
        assert min(raw, worst[place]) - 1e-9 <= stressed <= max(raw, worst[place]) + 1e-9
        assert raw <= buffered <= 1.25 * raw + 1e-9


@pytest.mark.parametrize("weight", choose.WEIGHTS)
def test_the_policy_never_rises_faster_than_it_may(engine: Any, series: Any, weight: float) -> None:
    rule = rules.Rule(3652, weight)
    plan = [(WARM, 1.0), (300, 1.7), (391, 0.8), (482, 1.1)]
    margins = engine.steady(series, rule, plan)[WARM:]
    assert all(after <= before * (1 + rule.rise) + 1e-9 for before, after in pairwise(margins))
    whole = windows.Window(series, WARM, len(series.returns))
    theirs = windows.Score.of(engine.methods(series)["raw"], whole)
    ours = windows.Score.of([math.nan] * WARM + margins, whole)
    assert ours.rise <= 100 * ((1 + rule.rise) ** 5 - 1) + 1e-9 < theirs.rise


def test_an_own_multiple_is_of_the_past_only(engine: Any, series: Any) -> None:
    bench = choose.Bench(engine, "stressed", rules.Rule(3652, 0.5))
    setting = choose.Setting(3652, 0.5, 1.2, 0.97)
    plan = bench.own(series, setting)
    assert plan[0] == (WARM, 1.2) and len(plan) > 3
    place, multiple = plan[2]
    cut = closes.Series("CUT", series.days[:place], series.returns[:place], 0)
    factor = math.fsum(bench.theirs(cut)[windows.SETTLED :]) / math.fsum(bench.unit(cut)[windows.SETTLED :])
    assert multiple == pytest.approx(0.97 * factor)


def test_what_is_counted() -> None:
    returns = [-1.0, 2.0, -6.0, -5.0, 0.0, 1.0, -9.0]
    days = [date(2020, 1, 1) + timedelta(day) for day in range(len(returns))]
    window = windows.Window(closes.Series("SEVEN", days, returns, 0), 0, len(days))
    score = windows.Score.of([4.0, 5.0, 5.0, 5.0, 5.0, 6.0, 8.0], window)
    # The days of 6 and of 9 fell further by 1 each; the day of 5 did not.
    assert (score.days, score.breaches, score.shortfall, score.peak_to_trough) == (7, 2, 2.0, 2.0)
    assert score.rise == pytest.approx(60.0)


def test_tables_stand_between_their_marks() -> None:
    page = "a\n<!-- table t -->\nold\n<!-- end -->\nb\n"
    new = tables.put(page, {"t": "new"})
    assert new == page.replace("old", "new") and tables.put(new, {"t": "new"}) == new
    with pytest.raises(AssertionError, match="0 places for the table u"):
        tables.put(page, {"u": ""})


def test_the_settings_are_those_of_the_page() -> None:
    page = (STUDY.parent / "margin.md").read_text()
    settings = study.read((STUDY / "settings.json").read_text())
    assert tuple(settings) == rules.METHODS
    for method, setting in settings.items():
        ending = f" {setting.days} | {setting.weight} | {setting.pooled:.3f} | {setting.factor:.3f} |"
        assert any(line.startswith(f"| {method} |") and line.endswith(ending) for line in page.splitlines())
