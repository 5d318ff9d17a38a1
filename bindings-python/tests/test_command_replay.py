"""``python -m plimsoll replay``, and its plot."""

import csv
import io
import json
from pathlib import Path

import pytest
from command import MARKETS, files, run

import plimsoll as p

BOOK = MARKETS | {
    "policy": {"bonus": "0.05", "insurance": "100"},
    "accounts": {
        "lender": {"balances": {"USDC": "20000"}},
        "borrower": {"balances": {"USDC": "-12000", "ETH": "8"}},
    },
}
PATH = "time,ETH\n0,1800\n3600,1600\n7200,1200.5\n"


def test_every_format(tmp_path: Path) -> None:
    book, path = files(tmp_path, book=BOOK, path=PATH)
    replay = p.replay(BOOK, {"time": [0, 3600, 7200], "ETH": ["1800", "1600", "1200.5"]})
    assert run("replay", book, path) == (0, replay.summary().encode(), "")
    assert run("replay", book, path, "--json") == (0, replay.json().encode(), "")
    assert run("replay", "-", path, stdin=book.read_bytes()) == run("replay", book, path)
    code, out, err = run("replay", book, path, "--out", "-")
    assert (code, err) == (0, "") and out == replay.series.to_csv().encode()
    assert [row["time"] for row in csv.DictReader(io.StringIO(out.decode()))] == ["0", "3600", "7200"]
    both = ["--out", tmp_path / "series.csv", "--steps", tmp_path / "steps.json"]
    assert run("replay", book, path, *both) == (0, b"", "")
    assert (tmp_path / "series.csv").read_bytes() == out
    steps = [json.loads(line) for line in (tmp_path / "steps.json").read_text().splitlines()]
    assert steps and {step["account"] for step in steps} == {"borrower"}
    code, out, err = run("replay", book, path, "--progress")
    assert code == 0 and "3 rows" in err
    assert run("replay", book, path, without=("pyarrow", "numpy"))[0] == 0


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    book, path = files(tmp_path, book=BOOK, path=PATH)
    table = pa.table({"time": [0, 3600, 7200], "ETH": [1800.0, 1600.0, 1200.5]})
    parquet.write_table(table, tmp_path / "path.parquet")
    assert run("replay", book, tmp_path / "path.parquet") == run("replay", book, path)
    assert run("replay", book, path, "--out", tmp_path / "series.parquet") == (0, b"", "")
    assert parquet.read_table(tmp_path / "series.parquet")["time"].to_pylist() == [0, 3600, 7200]


def test_plot(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("pyarrow")
    book, path = files(tmp_path, book=BOOK, path=PATH)
    out = tmp_path / "crash.svg"
    assert run("plot", "replay", book, "--path", path, "--out", out) == (0, b"", "")
    assert out.read_bytes().startswith(b"<?xml")
    path.write_text("time,DOGE\n0,1\n")
    code, printed, err = run("plot", "replay", book, "--path", path, "--out", out)
    assert (code, printed) == (1, b"") and err.startswith(f"{path}: path.DOGE: ")


BAD = [
    ("time,ETH\n0,1800\n0,1\n", "path.time[1]"),
    ("time,ETH\n0,1800\n1,0\n", "path.ETH[1]"),
    ("time,ETH\n0,1800\n1,x\n", "path.ETH: row 1"),
    ("time,ETH\n0,1800\nx,1\n", "time: row 1: 'x': no whole number"),
    ("time,DOGE\n0,1800\n", "path.DOGE"),
    ("ETH\n1800\n", "time"),
    ("time,ETH,ETH\n0,1,1\n", "two columns are called 'ETH'"),
    ("", "it is empty"),
]


@pytest.mark.parametrize("text, said", BAD)
def test_bad_paths(tmp_path: Path, text: str, said: str) -> None:
    book, path = files(tmp_path, book=BOOK, path=text)
    code, out, err = run("replay", book, path, "--out", tmp_path / "out.csv")
    assert (code, out, err.count("\n")) == (1, b"", 1) and err.startswith(f"{path}: ") and said in err, err
    assert not list(tmp_path.glob("out*"))


def test_bad_books_and_calls(tmp_path: Path) -> None:
    book, path = files(tmp_path, book=BOOK | {"policy": {"bonus": "x"}}, path=PATH)
    code, out, err = run("replay", book, path)
    assert (code, out) == (1, b"") and err.startswith(f"{book}: policy.bonus: ") and err.count("\n") == 1
    for more in (["--out", "x.doc"], ["--json", "--out", "-"], ["more"], ["--format", "xml"]):
        assert run("replay", book, path, *more)[0] == 2
    assert run("replay", book)[0] == 2
    code, out, err = run("replay", "--help")
    assert code == 0 and b"python -m plimsoll replay book.json crash.csv" in out
