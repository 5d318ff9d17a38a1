"""The same book, the same bytes: the Rust command, the Python package and the npm package.

    compare.py RUST_COMMAND [SEED] < books.jsonl

The books on standard input, as many spoiled ones, and the files that ship are given to all three. The
first difference ends it, with the book in a file.
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


def rust(command: str, text: str) -> dict[str, object]:
    run = subprocess.run([command, "-", "--json"], input=text.encode(), capture_output=True)
    out, err = run.stdout.decode(), run.stderr.decode()
    if run.returncode == 0 and not err:
        return {"report": out}
    if run.returncode != 1 or out or not err.startswith("-: ") or err.count("\n") != 1:
        raise SystemExit(f"exit code {run.returncode}, {err!r} for {text}")
    return {"error": err.removeprefix("-: ").removesuffix("\n")}


def python(text: str) -> dict[str, object]:
    try:
        return {"report": plimsoll.report(text)}
    except plimsoll.PlimsollError as error:
        return {"error": str(error), "name": type(error).__name__, "code": error.code}


def javascript(texts: list[str]) -> list[dict[str, object]]:
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(["node", HERE / "reports.mjs"], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in run.stdout.split("\n") if line]


def differs(text: str, **outcomes: object) -> SystemExit:
    with tempfile.NamedTemporaryFile("w", prefix="plimsoll-differs-", suffix=".json", delete=False) as file:
        file.write(text)
    return SystemExit("\n".join([f"the languages differ on {file.name}", *(f"{k}: {v}" for k, v in outcomes.items())]))


def main() -> None:
    command, seed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1"
    shipped = [path.read_text() for path in sorted((HERE.parent / "examples").glob("*.json"))]
    random_books = [json.loads(line) for line in sys.stdin]
    r = random.Random(seed)
    texts = shipped + random_books + [spoiled(r, text) for text in random_books]
    kinds: Counter[str] = Counter()
    for text, js in zip(texts, javascript(texts), strict=True):
        rs, py = rust(command, text), python(text)
        # The command prints no name and no number; the packages agree on them.
        if py != js or rs != {key: py[key] for key in rs}:
            raise differs(text, rust=rs, python=py, javascript=js)
        kinds[str(py.get("name", "reports"))] += 1
    for text in texts[: COMMANDS + len(shipped)]:
        run = subprocess.run(
            [sys.executable, "-m", "plimsoll", "report", "-", "--json"], input=text.encode(), capture_output=True
        )
        rs = rust(command, text)
        if (run.stdout or run.stderr) != (str(rs["report"]) if "report" in rs else f"-: {rs['error']}\n").encode():
            raise differs(text, rust=rs, python=run)
    print(f"   the same from Rust, Python and JavaScript: {kinds.pop('reports')} reports,")
    print("   and errors: " + ", ".join(f"{count} {name}" for name, count in kinds.most_common()))


if __name__ == "__main__":
    main()
