"""The rules of core/src and proofs/src that no compiler knows (docs/design.md, the house)."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "core" / "src"
PROOFS = ROOT / "proofs" / "src"
MSRV = (1, 84)
LINES = 300
# A floor may use those before it.
FLOORS = ["error", "number", "risk", "price", "weights", "margin", "methods", "liquidation", "solvency", "columns"]
BELOW = {floor: set(FLOORS[: i + 1]) for i, floor in enumerate(FLOORS)}
# (what, pattern, files where it may stand)
FORBIDDEN = [
    ("unsafe", r"\bunsafe\b(?!_)", r"support/bytemuck\.rs"),
    ("a cfg", r"\bcfg(_attr)?\s*\(", r"support/.*|lib\.rs"),
    ("a glob export", r"\bpub use .*\*", r"$^"),
    ("a heap type", r"\b(Vec|String|Box|HashMap|BTreeMap|alloc::)\b", r"support/.*"),
    ("a float", r"\bf(32|64)\b", r"number/float\.rs|support/.*"),
    ("std", r"\bstd::", r"$^"),
]


def code(line: str) -> str:
    """The line without comments and the text of strings."""
    return re.sub(r"//.*", "", re.sub(r'"(\\.|[^"\\])*"', '""', line))


def house() -> list[str]:
    problems = []
    for path in sorted(CORE.rglob("*.rs")):
        place = path.relative_to(CORE).as_posix()
        lines = path.read_text().splitlines()
        if len(lines) >= LINES:
            problems.append(f"{place}: {len(lines)} lines; a file of {LINES} holds two nouns")
        floor = place.removesuffix(".rs").split("/")[0]
        for number, line in enumerate(lines, 1):
            text = code(line)
            for what, pattern, allowed in FORBIDDEN:
                if re.search(pattern, text) and not re.fullmatch(allowed, place):
                    problems.append(f"{place}:{number}: {what}: {line.strip()}")
            for used in re.findall(r"\bcrate::([a-z_]+)", text):
                if floor in BELOW and used not in BELOW[floor]:
                    problems.append(f"{place}:{number}: {floor} uses {used}, a floor below it")
    return problems


def proofs() -> list[str]:
    """What of these holds for the proofs too, which may allocate."""
    problems = []
    for path in sorted(PROOFS.rglob("*.rs")):
        place = path.relative_to(ROOT).as_posix()
        lines = path.read_text().splitlines()
        if len(lines) >= LINES:
            problems.append(f"{place}: {len(lines)} lines; a file of {LINES} holds two nouns")
        for number, line in enumerate(lines, 1):
            for what, pattern, _ in FORBIDDEN[:3]:
                if re.search(pattern, code(line)):
                    problems.append(f"{place}:{number}: {what}: {line.strip()}")
    return problems


def dependencies() -> list[str]:
    """What the core always depends on builds with the oldest supported compiler."""
    data = json.loads(subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"], capture_output=True, text=True, check=True
    ).stdout)
    packages = {p["id"]: p for p in data["packages"]}
    nodes = {n["id"]: n for n in data["resolve"]["nodes"]}
    todo = [p for p, d in packages.items() if d["name"] == "plimsoll" and d["source"] is None]
    seen = set(todo)
    problems = []
    while todo:
        here = packages[todo.pop()]
        rust = here.get("rust_version")
        if rust and tuple(int(part) for part in rust.split(".")[:2]) > MSRV:
            problems.append(f"{here['name']} {here['version']} needs Rust {rust}")
        optional = {d["rename"] or d["name"] for d in here["dependencies"] if d["optional"]}
        for dep in nodes[here["id"]]["deps"]:
            normal = any(kind["kind"] in (None, "build") for kind in dep["dep_kinds"])
            if normal and packages[dep["pkg"]]["name"] not in optional and dep["pkg"] not in seen:
                seen.add(dep["pkg"])
                todo.append(dep["pkg"])
    print(f"   {len(seen)} crates build with Rust {'.'.join(map(str, MSRV))}" if not problems else "")
    return problems


def main() -> int:
    problems = house() + proofs() + dependencies()
    for problem in problems:
        print(f"   {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
