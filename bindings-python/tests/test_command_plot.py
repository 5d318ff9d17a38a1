"""``python -m plimsoll plot``: each kind, into each format."""

from pathlib import Path

import pytest
from command import MARKETS, files, run

BOOK = Path(__file__).parents[2] / "book" / "examples" / "book.json"
SIGNS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
KINDS = [
    ("health", "--account", "borrower", "--market", "ETH", "--low", "500", "--high", "4000"),
    ("heatmap", "--account", "borrower", "--market", "ETH", "--market", "BTC"),
    ("breakdown", "--account", "borrower", "--level", "initial"),
    ("ladder", "--market", "ETH"),
]


@pytest.mark.parametrize("kind, arguments", [(kind, rest) for kind, *rest in KINDS])
def test_each_kind(tmp_path: Path, kind: str, arguments: list[str]) -> None:
    pytest.importorskip("matplotlib")
    for ending, sign in SIGNS.items() if kind == "health" else [("svg", b"<?xml")]:
        out = tmp_path / f"höhe.{ending}"
        assert run("plot", kind, BOOK, *arguments, "--out", out) == (0, b"", "")
        assert out.read_bytes().startswith(sign)
    code, printed, err = run("plot", kind, "-", *arguments, "--out", out, stdin=BOOK.read_bytes())
    assert (code, printed, err) == (0, b"", "")


def test_what_is_bad(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    (book,) = files(tmp_path, book=MARKETS)
    out = tmp_path / "out.png"
    for subject, said in (("nobody", "nobody"), ("borrower", "DOGE")):
        code, printed, err = run("plot", "health", BOOK, "--account", subject, "--market", "DOGE", "--out", out)
        assert (code, printed) == (1, b"") and err.startswith(f"{BOOK}: ") and err.count("\n") == 1 and said in err
    code, printed, err = run("plot", "ladder", book, "--market", "ETH", "--out", tmp_path / "none" / "out.png")
    assert (code, printed, err.count("\n")) == (1, b"", 1)
    assert not out.exists()


def test_usage() -> None:
    call = ["plot", "health", BOOK, "--account", "borrower", "--market", "ETH"]
    for arguments in ([*call], [*call, "--out", "x.doc"], ["plot"], ["plot", "pie", BOOK, "--out", "x.png"],
                      ["plot", "heatmap", BOOK, "--account", "borrower", "--market", "ETH", "--out", "x.png"]):  # fmt: skip
        code, out, err = run(*arguments)
        assert (code, out) == (2, b"") and err.startswith("usage: ")
    code, out, err = run("plot", "--help")
    assert code == 0 and b"python -m plimsoll plot ladder" in out and b"plimsoll[plot]" in out


def test_without_matplotlib(tmp_path: Path) -> None:
    code, out, err = run("plot", "ladder", BOOK, "--market", "ETH", "--out", tmp_path / "x.png", without=("matplotlib",))
    assert (code, out, err) == (1, b"", "a plot needs matplotlib: pip install plimsoll[plot]\n")
