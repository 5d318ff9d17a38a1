"""Writes the tables and the settings of the study; `scripts/study` runs it.

    study.py --wheels DIR [--data DIR] [--check]

Without a folder of data it writes the tables of what Python packages ship, with the settings that were chosen with it,
and a plot beside the packages.
"""

import argparse
import json
import sys
from pathlib import Path

import closes
import library
import plot
import tables
import windows
from choose import Bench, Setting, choose, multiples
from engine import Engine
from rule import METHODS, Rule

HERE = Path(__file__).resolve().parent
PAGE, PICTURE, SETTINGS = HERE.parent / "margin.md", HERE.parent / "margin.svg", HERE / "settings.json"


def benches(engine: Engine, settings: dict[str, Setting]) -> list[tuple[Bench, Setting]]:
    return [(Bench(engine, method, Rule(of.days, of.weight)), of) for method, of in settings.items()]


def stored(settings: dict[str, Setting]) -> str:
    """With six digits, which is what every table is made with."""
    return json.dumps({m: {k: round(v, 6) for k, v in vars(s).items()} for m, s in settings.items()}, indent=2) + "\n"


def read(text: str) -> dict[str, Setting]:
    return {method: Setting(**of) for method, of in json.loads(text).items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--wheels", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    engine = Engine(library)
    files: dict[Path, str] = {}
    made: dict[str, str] = {}

    btc = closes.crypto(given.wheels, None)[0]
    if given.data is None:
        sides = benches(engine, read(SETTINGS.read_text()))
        files[given.wheels.parent / PICTURE.name] = plot.crashes(sides, btc)
    else:
        coins = closes.crypto(given.wheels, given.data)
        choices = {method: choose(engine, method, windows.chosen_crypto(coins)) for method in METHODS}
        files[SETTINGS] = stored({method: choice.setting for method, choice in choices.items()})
        sides = benches(engine, read(files[SETTINGS]))
        files[PICTURE] = plot.crashes(sides, coins[0])
        made |= tables.full(sides, choices, coins)

    stocks = closes.stocks(given.wheels)
    within = windows.chosen_stocks(stocks)
    own = [(bench, multiples(bench, within)) for bench, _ in sides]
    made |= tables.packaged(sides, own, btc, stocks)
    files[PAGE] = tables.put(PAGE.read_text(), made)

    print(f"{len(made)} tables; the library and float64 are at most {engine.distance:.1e} % apart")
    for path, text in files.items():
        if path.exists() and path.read_text() == text:
            continue
        if given.check and path.is_relative_to(HERE.parent):
            sys.exit(f"{path} is not what a new run gives")
        path.write_text(text)
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
