"""The same book, the same bytes: the Rust command, the Python package and the npm package.

    compare.py RUST_COMMANDS [SEED] < books.jsonl

The books on standard input, as many spoiled ones and some of options, and the files that ship are given to
all three, and stresses of a third as many other books. The first difference ends it, with the book in a file.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import plimsoll

from books import stressed

HERE = Path(__file__).parent
PIECES = [
    "0", "-", "1", ".", '"', "{", "}", "[", "]", ",", ":", "null", "9" * 30, "\\u0000", "\\n", "\u2028", "\ufeff", "\u00e9", "\\ud83d",
]  # fmt: skip
COMMANDS = 25


VALUES: list[Any] = [
    "0", "-1", "1", "0.5", "7", "1e5", "", "9" * 24, "9" * 23, "0.0000000000000000001", None, 5, 0.25, True, [], {},
]  # fmt: skip


def spoiled(r: random.Random, text: str) -> str:
    """The book with a value of it replaced; or a piece of its text left out, repeated or replaced."""
    if r.random() < 0.6:
        book = json.loads(text)
        for _ in range(r.choice([1, 1, 3])):
            change(r, book)
        return json.dumps(book, ensure_ascii=r.random() < 0.5)
    for _ in range(r.choice([1, 1, 1, 2, 8])):
        start = r.randrange(len(text) + 1)
        end = min(len(text), start + r.choice([0, 1, 1, 2, 10, 200]))
        piece = r.choice([r.choice(PIECES), r.choice(PIECES), "", text[start:end] * 2])
        text = text[:start] + piece + text[end:]
    return text


def change(r: random.Random, here: Any) -> None:
    """Replaces, leaves out or adds one value, somewhere below."""
    while True:
        places = list(here) if isinstance(here, dict) else list(range(len(here)))
        place = r.choice(places) if places else None
        if place is not None and isinstance(here[place], (dict, list)) and r.random() < 0.95:
            here = here[place]
        elif place is not None and r.random() < 0.9:
            other = r.choice(places)
            here[place] = r.choice([r.choice(VALUES), r.choice(VALUES), here[other], other])
            return
        elif place is not None and r.random() < 0.5:
            del here[place]
            return
        else:
            if isinstance(here, dict):
                here[r.choice(["price", "follows", "asset", "ETH", "size", ""])] = r.choice(VALUES)
            return


# A text, and the moves of a stress of it; a report where there are none.
Case = tuple[str, dict[str, str] | None]


def arguments(shocks: dict[str, str] | None) -> list[str]:
    return [part for market, change in (shocks or {}).items() for part in ("--shock", f"{market}={change}")]


def rust(examples: str, case: Case) -> dict[str, object]:
    text, shocks = case
    command = [f"{examples}/{'report' if shocks is None else 'stress'}", "-", "--json", *arguments(shocks)]
    run = subprocess.run(command, input=text.encode(), capture_output=True)
    out, err = run.stdout.decode(), run.stderr.decode()
    if run.returncode == 0 and not err:
        return {"report": out}
    if run.returncode != 1 or out or not err.startswith("-: ") or err.count("\n") != 1:
        raise SystemExit(f"exit code {run.returncode}, {err!r} for {case}")
    return {"error": err.removeprefix("-: ").removesuffix("\n")}


def python(case: Case) -> dict[str, object]:
    text, shocks = case
    try:
        return {"report": plimsoll.report(text) if shocks is None else plimsoll.stress(text, shocks)}
    except plimsoll.PlimsollError as error:
        return {"error": str(error), "name": type(error).__name__, "code": error.code}


def javascript(cases: list[Case]) -> list[dict[str, object]]:
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    run = subprocess.run(["node", HERE / "reports.mjs"], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in run.stdout.split("\n") if line]


def differs(case: Case, **outcomes: object) -> SystemExit:
    text, shocks = case
    with tempfile.NamedTemporaryFile("w", prefix="plimsoll-differs-", suffix=".json", delete=False) as file:
        file.write(text)
    where = f"the languages differ on {file.name} {' '.join(arguments(shocks))}"
    return SystemExit("\n".join([where, *(f"{k}: {v}" for k, v in outcomes.items())]))


def stresses(r: random.Random, seed: str, count: int) -> list[Case]:
    """Stresses of random books, every other one spoiled: its book, or a move of it."""
    cases: list[Case] = []
    for number in range(count):
        text, shocks = stressed(f"{seed}/{number}")
        cases.append((text, shocks))
        if r.random() < 0.5:
            cases.append((spoiled(r, text), shocks))
        else:
            market = r.choice([*shocks, *list(shocks), "DOGE", "", "ETH"])
            cases.append((text, shocks | {market: r.choice(["-1", "-2", "0", "x", "", "1e5", "9" * 24, "0.5", "-.5"])}))
    return cases


def same_command(case: Case, outcome: dict[str, object]) -> None:
    """That `python -m plimsoll` prints what the Rust command does."""
    text, shocks = case
    command = [sys.executable, "-m", "plimsoll", "report" if shocks is None else "stress", "-", "--json"]
    command += [f"--shock={market}={change}" for market, change in (shocks or {}).items()]
    run = subprocess.run(command, input=text.encode(), capture_output=True)
    expected = str(outcome["report"]) if "report" in outcome else f"-: {outcome['error']}\n"
    if (run.stdout or run.stderr) != expected.encode():
        raise differs(case, rust=outcome, python=run)


def main() -> None:
    examples, seed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1"
    shipped = [path.read_text() for path in sorted((HERE.parent / "examples").glob("*.json"))]
    random_books = [json.loads(line) for line in sys.stdin]
    r = random.Random(seed)
    options = (HERE.parent / "examples/options.json").read_text()
    bad = [spoiled(r, text) for text in random_books + [options] * (len(random_books) // 5)]
    reports: list[Case] = [(text, None) for text in shipped + random_books + bad]
    moved = stresses(r, seed, len(random_books) // 3)
    moved += [(options, {"ETH": change}) for change in ("-0.5", "-0.1", "0.0003", "0.4", "9")]
    for what, cases, some in (("reports", reports, COMMANDS + len(shipped)), ("stresses", moved, COMMANDS)):
        kinds: Counter[str] = Counter()
        for place, (case, js) in enumerate(zip(cases, javascript(cases), strict=True)):
            rs, py = rust(examples, case), python(case)
            # The command prints no name and no number; the packages agree on them.
            if py != js or rs != {key: py[key] for key in rs}:
                raise differs(case, rust=rs, python=py, javascript=js)
            kinds[str(py.get("name", what))] += 1
            if place < some:
                same_command(case, rs)
        print(f"   the same from Rust, Python and JavaScript: {kinds.pop(what)} {what},")
        print("   and errors: " + ", ".join(f"{count} {name}" for name, count in kinds.most_common()))


if __name__ == "__main__":
    main()
