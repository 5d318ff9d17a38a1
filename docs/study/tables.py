"""The tables of docs/margin.md, and where they stand in it."""

import math
import re
from datetime import date
from statistics import median
from typing import Iterable

from choose import MEMORIES, WEIGHTS, Bench, Choice, Setting, Way
from closes import Series
from windows import Score, Window, chosen_crypto, shown_crypto, shown_stocks

Sides = list[tuple[Bench, Setting]]
Cells = Iterable[object]
HEADLINE = "own, quarterly"
# What the reference found for BTC from 2018-01-01 to 2025-09-24: average, peak to trough, five-day rise, breaches.
REFERENCE = {
    "raw": ("7.67", "11.66", "347.1", "57"),
    "floored": ("10.68", "3.49", "169.6", "21"),
    "stressed": ("10.73", "3.93", "171.6", "22"),
    "buffered": ("8.94", "9.33", "257.7", "36"),
}
CRASHES = [
    ("12 March 2020", date(2020, 3, 12)),
    ("19 May 2021", date(2021, 5, 19)),
    ("9 November 2022", date(2022, 11, 9)),
    ("10 October 2025", date(2025, 10, 10)),
]


def table(head: str, rows: Iterable[Cells]) -> str:
    names = head.split(" | ")
    lines = [names, ["---"] + ["---:"] * (len(names) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in lines)


def put(page: str, made: dict[str, str]) -> str:
    """The page with these tables between their marks."""
    for name, text in made.items():
        mark = re.compile(rf"(<!-- table {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page, found = mark.subn(lambda m: m[1] + text + "\n" + m[2], page)
        assert found == 1, f"the page has {found} places for the table {name}"
    return page


def cells(score: Score) -> tuple[str, ...]:
    return f"{score.average:.2f}", f"{score.peak_to_trough:.2f}", f"{score.rise:.1f}", str(score.breaches)


def one(sides: Sides, window: Window, reference: bool) -> str:
    """Every method and the policy beside it, in one window."""
    rows: list[Cells] = []
    for bench, setting in sides:
        ours, theirs = bench.scores(window, bench.ways(setting)[HEADLINE](window))
        known = REFERENCE[bench.method]
        found = [f"{own} ({ref})" for own, ref in zip(cells(theirs), known)] if reference else cells(theirs)
        rows += [(bench.method, *found), (f"ours beside {bench.method}", *cells(ours))]
    return table("margin | average, % | peak to trough | largest five-day rise, % | breaches", rows)


def fell(window: Window, day: date) -> float:
    return 100 * math.expm1(window.series.returns[window.series.place(day)] / 100)


def crashes(sides: Sides, series: Series) -> str:
    """The margin on the day, the highest until 30 days after, and the breaches in these days."""
    whole = Window.of(series, date(2018, 1, 1), date(2025, 10, 25))
    rows: list[Cells] = [("BTC on the day", *(f"{fell(whole, day):.1f} %" for _, day in CRASHES))]
    for bench, setting in sides:
        plan = bench.ways(setting)[HEADLINE](whole)
        for name, margins in (
            (bench.method, bench.theirs(series)),
            (f"ours beside {bench.method}", bench.ours(series, plan)),
        ):
            row = [name]
            for _, day in CRASHES:
                place = series.place(day)
                score = Score.of(margins, Window(series, place, min(place + 31, len(margins))))
                row.append(f"{margins[place]:.1f} → {max(margins[place : place + 31]):.1f}, {score.breaches}")
            rows.append(row)
    return table(" | ".join(["margin", *(name for name, _ in CRASHES)]), rows)


def settings(sides: Sides, choices: dict[str, Choice], chosen: list[Window]) -> str:
    rows: list[Cells] = []
    for bench, setting in sides:
        choice = choices[bench.method]
        theirs = sum(Score.of(bench.theirs(window.series), window).breaches for window in chosen)
        strays = (f"{100 * choice.strays[days]:.1f}" for days in MEMORIES)
        breaches = (choice.breaches[weight] for weight in WEIGHTS)
        found = setting.days, setting.weight, f"{setting.pooled:.3f}", f"{setting.factor:.3f}"
        rows.append((bench.method, *strays, theirs, *breaches, *found))
    head = ["method", *(f"strays at {days} days, %" for days in MEMORIES), "its breaches"]
    head += [*(f"ours at {weight}" for weight in WEIGHTS), "days", "weight", "pooled multiple", "own times"]
    return table(" | ".join(head), rows)


class Duel:
    """The policy and one method in many windows."""

    def __init__(self, bench: Bench, within: list[Window], way: Way) -> None:
        both = [bench.scores(window, way(window)) for window in within]
        self.sides = ours, theirs = tuple(zip(*both))
        self.ratios = [o.average / t.average for o, t in both]
        self.average = [math.fsum(s.average * s.days for s in side) / sum(s.days for s in side) for side in self.sides]
        self.breaches = [sum(s.breaches for s in side) for side in self.sides]
        self.rise = [median(s.rise for s in side) for side in self.sides]
        self.trough = [median(s.peak_to_trough for s in side) for side in self.sides]
        self.shortfall = math.fsum(s.shortfall for s in ours) / math.fsum(s.shortfall for s in theirs)
        self.no_higher = [o.average <= t.average for o, t in both]
        self.fewer = [o.breaches < t.breaches for o, t in both]
        self.smaller = [o.rise < t.rise for o, t in both]
        self.wins = [all(three) for three in zip(self.no_higher, self.fewer, self.smaller)]
        self.ties = sum(o.breaches == t.breaches for o, t in both)


def sums(sides: Sides, within: list[Window]) -> str:
    """All windows together, for each way to the multiples."""
    rows: list[Cells] = []
    for bench, setting in sides:
        for name, way in bench.ways(setting).items():
            duel = Duel(bench, within, way)
            pairs = [
                " / ".join(f"{value:.{digits}f}" for value in side)
                for side, digits in ((duel.average, 2), (duel.breaches, 0), (duel.rise, 0), (duel.trough, 2))
            ]
            counts = sum(duel.no_higher), f"{sum(duel.fewer)} (+{duel.ties})", sum(duel.smaller)
            wins = f"{sum(duel.wins)} of {len(within)}"
            rows.append((bench.method, name, *pairs, f"{duel.shortfall:.2f}", *counts, wins))
    return table(
        "method | multiple | average, % | breaches | five-day rise, % | peak to trough | shortfall"
        " | no higher average | fewer breaches | smaller rise | all three",
        rows,
    )


def verdict(sides: Sides, within: list[Window]) -> str:
    """What holds for all shown windows together, and at equal averages, which looks ahead."""
    lines = []
    for bench, setting in sides:
        duel = Duel(bench, within, bench.ways(setting)[HEADLINE])
        (average, theirs), (breaches, of) = duel.average, duel.breaches
        most = max(range(len(within)), key=lambda i: duel.ratios[i])
        holds = average <= theirs and breaches < of and all(duel.smaller)
        lines.append(
            f"- **{bench.method}: {'holds' if holds else 'does not hold'}.** Average {average:.2f} % against"
            f" {theirs:.2f} %, {breaches} breaches against {of}, a smaller five-day rise in {sum(duel.smaller)} of"
            f" {len(within)}; all three in {sum(duel.wins)}. Our average is at most {duel.ratios[most]:.2f} times the"
            f" method's ({within[most].series.name}). At equal averages (which looks ahead)"
            f" {bench.at_equal_average(within)} breaches."
        )
    return "\n".join(lines)


def years(sides: Sides, within: list[Window], worst: tuple[int, ...]) -> str:
    """Breaches of all windows in the worst years and in the others, ours / the method's."""
    rows: list[Cells] = []
    for bench, setting in sides:
        way = bench.ways(setting)[HEADLINE]
        total = Duel(bench, within, way).breaches
        then = [0, 0]
        for window in within:
            for year in worst:
                part = Window.of(window.series, date(year, 1, 1), date(year, 12, 31))
                then = [count + score.breaches for count, score in zip(then, bench.scores(part, way(window)))]
        rest = [a - b for a, b in zip(total, then)]
        rows.append((bench.method, f"{then[0]} / {then[1]}", f"{rest[0]} / {rest[1]}"))
    return table(f"method | {' and '.join(map(str, worst))} | other years", rows)


def assets(sides: Sides, within: list[Window]) -> str:
    rows: list[Cells] = []
    for window in within:
        row: list[object] = [window.series.name, window.series.days[window.start].isoformat()]
        for bench, setting in sides:
            ours, theirs = bench.scores(window, bench.ways(setting)[HEADLINE](window))
            wins = ours.average <= theirs.average and ours.breaches < theirs.breaches and ours.rise < theirs.rise
            text = f"{ours.average:.2f} / {theirs.average:.2f}, {ours.breaches} / {theirs.breaches}"
            row.append(f"**{text}**" if wins else text)
        rows.append(row)
    return table(" | ".join(["asset", "from", *(bench.method for bench, _ in sides)]), rows)


def full(sides: Sides, choices: dict[str, Choice], coins: list[Series]) -> dict[str, str]:
    btc = coins[0]
    return {
        "btc": one(sides, Window.of(btc, date(2018, 1, 1), date(2025, 9, 24)), reference=True),
        "crashes": crashes(sides, btc),
        "settings": settings(sides, choices, chosen_crypto(coins)),
        "chosen": sums(sides, chosen_crypto(coins)),
        "shown": sums(sides, shown_crypto(coins)),
        "verdict": verdict(sides, shown_crypto(coins)),
        "assets": assets(sides, shown_crypto(coins)),
    }


def packaged(sides: Sides, own: Sides, btc: Series, stocks: list[Series]) -> dict[str, str]:
    return {
        "packaged": one(sides, Window.of(btc, date(2018, 1, 1), date(2025, 4, 14)), reference=False),
        "stocks": sums(own, shown_stocks(stocks)),
        "stocks-verdict": verdict(own, shown_stocks(stocks)),
        "stocks-years": years(own, shown_stocks(stocks), (2008, 2020)),
    }
