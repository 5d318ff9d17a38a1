"""docs/margin.svg: the margins of BTC through four crashes."""

from closes import Series
from tables import CRASHES, HEADLINE, Sides
from windows import Window

BEFORE, AFTER = 30, 45  # days around a crash
WIDE, HIGH, LEFT, TOP, GAP = 205, 150, 44, 66, 22
STEP = WIDE / (BEFORE + AFTER)  # a day
COLOURS = {"method": "#c4501b", "ours": "#1f5fa8", "fall": "#555555"}
STYLE = (
    "text{font-family:sans-serif;font-size:11px;fill:#222}.t{font-size:15px;font-weight:bold}.h{font-weight:bold}"
    ".g{stroke:#ddd;stroke-width:1}.m{fill:none;stroke-width:1.8}.e{text-anchor:end}.c{text-anchor:middle}"
)


def line(values: list[float], top: float, colour: str) -> str:
    """Steps: a margin is in force for its whole day."""
    points = []
    for i, value in enumerate(values):
        y = HIGH * (1 - value / top)
        points += [f"{i * STEP:.1f},{y:.1f}", f"{(i + 1) * STEP:.1f},{y:.1f}"]
    return f'<polyline class="m" stroke="{colour}" points="{" ".join(points)}"/>'


def falls(returns: list[float], top: float) -> str:
    """The days that fell, as bars; one beyond the panel's top ends there."""
    bars = []
    for i, r in enumerate(returns):
        if r < 0:
            height = min(-r / top, 1) * HIGH
            bars.append(f"M{(i + 0.5) * STEP:.1f} {HIGH}v-{height:.1f}")
    return f'<path stroke="{COLOURS["fall"]}" stroke-width="{STEP * 0.7:.2f}" opacity="0.35" d="{"".join(bars)}"/>'


def panel(series: Series, place: int, both: list[list[float]], top: float, column: int, row: int) -> list[str]:
    x, y = LEFT + column * (WIDE + GAP), TOP + row * (HIGH + GAP)
    start, end = place - BEFORE, min(place + AFTER, len(series.returns))
    parts = [f'<g transform="translate({x},{y})">']
    for mark in range(0, int(top) + 1, 10):
        at = HIGH * (1 - mark / top)
        parts.append(f'<path class="g" d="M0 {at:.1f}h{WIDE}"/>')
        if column == 0:
            parts.append(f'<text class="e" x="-6" y="{at + 4:.1f}">{mark} %</text>')
    parts.append(falls(series.returns[start:end], top))
    for margins, colour in zip(both, (COLOURS["method"], COLOURS["ours"])):
        parts.append(line(margins[start:end], top, colour))
    return parts + ["</g>"]


def crashes(sides: Sides, btc: Series) -> str:
    """One panel a method and crash; a crash after the last day stays empty."""
    width, height = LEFT + 4 * WIDE + 3 * GAP + 12, TOP + 4 * (HIGH + GAP) + 6
    title = "BTC: margin for one day at 99 %, through four crashes"
    key = "orange: the method; blue: the library's policy beside it; bars: how far BTC fell that day"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text class="t" x="{LEFT}" y="20">{title}</text><text x="{LEFT}" y="38">{key}</text>',
    ]
    for row, (bench, setting) in enumerate(sides):
        for column, (name, day) in enumerate(CRASHES):
            place = btc.place(day)
            if place == len(btc.days):
                continue
            whole = Window(btc, place - BEFORE, place)
            both = [bench.theirs(btc), bench.ours(btc, bench.ways(setting)[HEADLINE](whole))]
            parts += panel(btc, place, both, 32.0, column, row)
            x = LEFT + column * (WIDE + GAP)
            if row == 0:
                parts.append(f'<text class="h" x="{x}" y="{TOP - 8}">{name}</text>')
            y = TOP + row * (HIGH + GAP) + 30
            if column == 0:
                parts.append(f'<text class="h" x="{x + 6}" y="{y}">{bench.method}</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"
