"""The check of the frozen promises notices what it must: a digit, a case, a field, a number, a report."""

import json
import re
import shutil
from pathlib import Path

import frozen
import pytest
from frozen import HERE, ROOT, Promise, Promises

VERSION = "9.8.7"


def vectors(folder: Path) -> Promises:
    return frozen.collect(frozen.cases(folder))


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """Real vectors, frozen."""
    for name in ("account", "columns", "error", "threshold"):
        shutil.copy(HERE.parent / f"{name}.json", tmp_path)
    assert frozen.freeze(tmp_path / "9.8.txt", VERSION, vectors(tmp_path)) == []
    assert frozen.broken(frozen.read(tmp_path / "9.8.txt"), vectors(tmp_path)) == []
    return tmp_path


def edit(path: Path, change) -> None:
    found = json.loads(path.read_text())
    change(found)
    path.write_text(json.dumps(found))


def now_broken(folder: Path) -> list[str]:
    return frozen.broken(frozen.read(folder / "9.8.txt"), vectors(folder))


def test_a_changed_digit_is_noticed_by_the_name_of_its_case(some: Path) -> None:
    lines = (some / "threshold.json").read_text().splitlines()
    numbers = [n for n, line in enumerate(lines) if re.search(r'"out": .*\d', line)]
    assert len(numbers) > 100
    for place in numbers[:: len(numbers) // 6]:
        before, digit, after = re.fullmatch(r'(.*"out": .*)(\d)(\D*)', lines[place]).groups()
        other = f"{before}{(int(digit) + 1) % 10}{after}"
        (some / "threshold.json").write_text("\n".join(lines[:place] + [other] + lines[place + 1 :]))
        (problem,) = now_broken(some)
        function = json.loads(other.rstrip(","))["function"]
        assert problem.startswith(f"changed: threshold.json:{place + 1}: {function} ")


def test_an_error_a_fault_and_a_number_are_noticed(some: Path) -> None:
    def faults(found) -> None:
        case = next(case for case in found if "fault" in case)
        case["fault"]["row"] += 1

    def codes(found) -> None:
        found[0]["out"] += 1

    edit(some / "columns.json", faults)
    edit(some / "error.json", codes)
    problems = now_broken(some)
    assert [problem.split()[1].split(":")[0] for problem in problems] == ["columns.json", "error.json"]


def test_a_case_that_is_gone_is_noticed_and_one_that_comes_is_not(some: Path) -> None:
    edit(some / "account.json", lambda found: found.reverse())
    assert now_broken(some) == []
    edit(some / "account.json", lambda found: found.append({"function": "Account.new", "in": {"new": 1}, "out": 2}))
    assert now_broken(some) == []
    edit(some / "error.json", lambda found: found.pop(3))
    (problem,) = now_broken(some)
    assert problem.startswith("gone: error.json Error.code, the frozen case 2")


def test_freezing_adds_and_never_changes(some: Path) -> None:
    path = some / "9.8.txt"
    first = path.read_bytes()
    frozen.freeze(path, VERSION, vectors(some))
    assert path.read_bytes() == first
    edit(some / "error.json", lambda found: found.append({"function": "Error.code", "in": {"error": "New"}, "out": 99}))
    assert frozen.freeze(path, "9.8.8", vectors(some)) == []
    assert path.read_bytes().startswith(first + b"# 9.8.8\n[error.json Error.code]\n")
    second = path.read_bytes()

    def renumbered(found) -> None:
        found[-1]["out"] = 98

    edit(some / "error.json", renumbered)
    assert len(frozen.freeze(path, "9.8.9", vectors(some))) == 1
    assert path.read_bytes() == second


def test_one_input_has_one_answer(some: Path) -> None:
    edit(some / "error.json", lambda found: found.append(found[0] | {"out": 99}))
    with pytest.raises(SystemExit, match="two answers"):
        vectors(some)


def test_stored_forms_are_read_from_the_table_and_keep_their_fields(tmp_path: Path) -> None:
    stored = ROOT / frozen.TABLE
    found = frozen.collect(frozen.forms(stored))
    named = sum(path.read_text().count(" Packed") for path in stored.glob("*.rs"))
    assert len(found) == named > 60
    assert found["forms", "PackedPerp"].value == "size:Fixed,quote:Fixed,bids:Fixed,asks:Fixed"
    assert found["forms", "PackedScan"].value == "mark:Fixed,profits:[Fixed;S]"
    for path in stored.glob("*.rs"):
        text = path.read_text().replace("size(): Fixed, quote(): Fixed", "quote(): Fixed, size(): Fixed")
        (tmp_path / path.name).write_text(text)
    assert frozen.broken(found, frozen.collect(frozen.forms(tmp_path))) == ["changed: mod.rs: PackedPerp"]


def test_numbers_may_be_added_at_the_end_only() -> None:
    now = frozen.collect(frozen.numbers(ROOT / "core/src"))
    status = now["numbers", "Status"]
    assert status.value == "Healthy,Restricted,Liquidatable,Insolvent,Unknown"
    for wrong in ("Restricted,Healthy,Liquidatable,Insolvent,Unknown", "Healthy,Restricted", status.value + "Ish"):
        assert frozen.broken(now, now | {("numbers", "Status"): Promise(wrong, "here")}) == ["changed: here"]
    more = now | {("numbers", "Status"): Promise(status.value + ",Closed", "here")}
    assert frozen.broken(now, more) == []
    assert frozen.added(now, more) == f"[numbers]\nStatus {status.value},Closed\n"


def test_a_report_is_held_but_for_its_version(tmp_path: Path) -> None:
    import plimsoll

    path = tmp_path / "books.jsonl"
    path.write_text("\n".join((HERE / "books.jsonl").read_text().splitlines()[:3]))
    version = json.loads(plimsoll.report(json.loads(path.read_text().splitlines()[0])))["version"]
    held = frozen.collect(frozen.books(path, version))
    assert len(held) == 6
    with pytest.raises(SystemExit, match="not 9.8.7"):
        frozen.collect(frozen.books(path, VERSION))
    real = plimsoll.report
    try:
        plimsoll.report = lambda text: real(text).replace('"0"', '"0.000000000000003553"', 1)
        now = frozen.collect(frozen.books(path, version))
    finally:
        plimsoll.report = real
    problems = frozen.broken(held, now)
    assert problems and all(problem.startswith("changed: books.jsonl:") for problem in problems)
