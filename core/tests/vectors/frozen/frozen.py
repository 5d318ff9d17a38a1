#!/usr/bin/env python3
"""Holds the promise of docs/stability.md: what a minor version has answered, it answers to the last bit.

    frozen.py check     # with the Python package installed: everything frozen for this minor version still holds
    frozen.py freeze    # on release: adds to MINOR.txt what is not frozen yet; never changes what is

A line of MINOR.txt under `[file function]` is one case: six characters of the digest of its input and
six of its answer, 36 bits each. A changed answer is found but for one chance in 2^36.
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, Iterator, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
TABLE = "core/src/support/stored"
SHOCK = "-0.3"


class Promise(NamedTuple):
    """One thing that holds within a minor version, and where a person finds it."""

    value: str
    place: str


Promises = dict[tuple[str, str], Promise]


def digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())[:6].decode()


def cases(vectors: Path) -> Iterator[tuple[tuple[str, str], Promise]]:
    """Every golden vector. Its `exact` value and `width` judge the answer and are no part of it."""
    for path in sorted(vectors.glob("*.json")):
        for line, case in enumerate(json.loads(path.read_text()), 2):
            answer = {key: case[key] for key in case.keys() - {"function", "in", "exact", "width"}}
            place = f"{path.name}:{line}: {case['function']} {json.dumps(case['in'])}"
            yield (f"{path.name} {case['function']}", digest(case["in"])), Promise(digest(answer), place)


def forms(table: Path) -> Iterator[tuple[tuple[str, str], Promise]]:
    """The stored forms, borsh's and bytemuck's: the fields in their order, from the one table of both."""
    for path in sorted(table.glob("*.rs")):
        for name, fields in re.findall(r'"\w+" [^{"]*?(Packed\w+)\s*\{(.*?)\}', path.read_text(), re.DOTALL):
            flat = ",".join(field.strip() for field in re.split(r",(?![^\[]*\])", fields) if field.strip())
            value = re.sub(r"\s+", "", re.sub(r"\([\w, ]*\)(?=\s*:)", "", flat))
            yield ("forms", name), Promise(value, f"{path.name}: {name}")


def numbers(source: Path) -> Iterator[tuple[tuple[str, str], Promise]]:
    """The cases of enums in the order of their numbers, which a test holds to be that of the list."""
    lists = re.compile(r"pub const \w+: \[(\w+); \w+\] = \[(.*?)\];", re.DOTALL)
    for path in sorted(source.rglob("*.rs")):
        for name, listed in lists.findall(path.read_text()):
            if names := re.findall(rf"\b{name}::(\w+)", listed):
                yield ("numbers", name), Promise(",".join(names), f"{path.relative_to(source)}: {name}")


def books(path: Path, version: str) -> Iterator[tuple[tuple[str, str], Promise]]:
    """The report of every book of books.jsonl, and the stress of its last asset, but for the version."""
    import plimsoll

    def answer(run: Any, *arguments: Any) -> Any:
        try:
            document = json.loads(run(*arguments))
        except plimsoll.PlimsollError as error:
            return type(error).__name__
        if document.pop("version", version) != version:
            sys.exit(f"the Python package is not {version}: build it first")
        return list(document.items())

    for line, text in enumerate(map(json.loads, path.read_text().splitlines()), 1):
        shock = {list(json.loads(text)["assets"])[-1]: SHOCK}
        report, stress = answer(plimsoll.report, text), answer(plimsoll.stress, text, shock)
        yield ("books report", digest(text)), Promise(digest(report), f"{path.name}:{line}: report")
        yield ("books stress", digest([text, shock])), Promise(digest(stress), f"{path.name}:{line}: stress {shock}")


def collect(found: Iterator[tuple[tuple[str, str], Promise]]) -> Promises:
    """As a dict; two different inputs never share a line."""
    promises: Promises = {}
    for key, promise in found:
        if promises.setdefault(key, promise).value != promise.value:
            sys.exit(f"two answers for one input: {promises[key].place}, {promise.place}")
    return promises


def present(root: Path, version: str) -> Promises:
    vectors = root / "core/tests/vectors"
    promises = collect(cases(vectors)) | collect(forms(root / TABLE)) | collect(numbers(root / "core/src"))
    return promises | collect(books(HERE / "books.jsonl", version))


def read(path: Path) -> Promises:
    """What is frozen; of a key that stands twice, the later line, which adds to the earlier."""
    promises: Promises = {}
    group, count = "", 0
    for line in path.read_text().splitlines() if path.exists() else []:
        if line.startswith("["):
            group, count = line.strip("[]"), 0
        elif line and not line.startswith("#"):
            key, value = line.split(" ", 1)
            count += 1
            promises[group, key] = Promise(value, f"{group}, the frozen case {count}")
    return promises


def holds(group: str, frozen: str, now: str) -> bool:
    """Numbers may be added at the end; all else stays as it is."""
    return now == frozen or (group == "numbers" and now.startswith(frozen + ","))


def broken(frozen: Promises, now: Promises) -> list[str]:
    """One line for each promise that does not hold, with the name of its case."""
    problems = []
    for (group, key), promise in frozen.items():
        if (group, key) not in now:
            problems.append(f"gone: {promise.place} ({key})")
        elif not holds(group, promise.value, now[group, key].value):
            problems.append(f"changed: {now[group, key].place}")
    return problems


def added(frozen: Promises, now: Promises) -> str:
    """The lines that are not frozen yet, by group."""
    groups: dict[str, list[str]] = {}
    for (group, key), promise in now.items():
        if frozen.get((group, key), Promise("", "")).value != promise.value:
            groups.setdefault(group, [f"[{group}]\n"]).append(f"{key} {promise.value}\n")
    return "".join(line for lines in groups.values() for line in lines)


def freeze(path: Path, version: str, now: Promises) -> list[str]:
    """Adds to the file what is new, unless something that is frozen does not hold."""
    frozen = read(path)
    problems = broken(frozen, now)
    if not problems and (lines := added(frozen, now)):
        with path.open("a") as file:
            file.write(f"# {version}\n{lines}")
    return problems


def main() -> int:
    if sys.argv[1:] not in (["check"], ["freeze"]):
        print("usage: frozen.py check|freeze", file=sys.stderr)
        return 2
    found = re.search(r'^version = "((\d+\.\d+)\.\d+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)
    assert found, "Cargo.toml has no version"
    version, path = found[1], HERE / f"{found[2]}.txt"
    now = present(ROOT, version)
    problems = freeze(path, version, now) if sys.argv[1] == "freeze" else broken(read(path), now)
    for problem in problems[:10]:
        print(problem if len(problem) < 400 else problem[:400] + " ...", file=sys.stderr)
    if problems:
        print(f"{len(problems)} promises of {found[2]} are broken", file=sys.stderr)
        return 1
    frozen = read(path)
    print(f"   {len(frozen)} promises of {found[2]} hold; {len(now.keys() - frozen.keys())} are not frozen yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
