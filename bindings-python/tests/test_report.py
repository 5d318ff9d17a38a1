"""The report of a book, from Python and from the command line."""

import json
import subprocess
import sys
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest

import plimsoll as p

BOOK = Path(__file__).parents[2] / "book" / "examples" / "book.json"
EXAMPLE = """{
  "currency": "USD",
  "assets": {
    "USDC": {"price": "1", "initial": {"asset": "1", "liability": "1"}, "maintenance": {"asset": "1", "liability": "1"}},
    "ETH":  {"price": {"low": "1795.5", "high": "1804.5"}, "initial": {"asset": "0.8", "liability": "1.2"}, "maintenance": {"asset": "0.9", "liability": "1.1"}}
  },
  "perps": {
    "ETH-PERP": {"price": "1800", "follows": "ETH", "settles": "USDC", "initial": "0.1", "maintenance": [{"above": "0", "rate": "0.005"}, {"above": "50000", "rate": "0.01"}], "profit_weight": "0.95"}
  },
  "accounts": {
    "alice": {"balances": {"USDC": "10000", "ETH": "-4.5"}, "perps": {"ETH-PERP": {"size": "2", "quote": "-3600", "bids": "0", "asks": "0"}}}
  }
}"""


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
    done = subprocess.run([sys.executable, "-m", "plimsoll", *arguments], input=stdin, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def test_report_agrees_with_the_classes() -> None:
    """The book of the issue, computed once more by hand with the package's own classes."""
    alice = json.loads(p.report(EXAMPLE))["accounts"]["alice"]
    dollar, ether, mark = p.Price.exact(1), p.Price("1795.5", "1804.5"), p.Price.exact(1800)
    initial, maintenance = p.Weights("0.8", "1.2"), p.Weights("0.9", "1.1")
    ladder = p.Tiers.from_rates([p.Tier(0, "0.005"), p.Tier(50_000, "0.01")])
    perp = p.Perp(2, -3600)
    terms = [
        p.Terms(mark, p.Weights.from_margin_fraction("0.1"), profit_weight="0.95"),
        p.Terms(mark, p.Weights.one(), ladder, profit_weight="0.95"),
        p.Terms.equity(mark),
    ]
    net, account = p.Net(10_000), p.Account()
    net.add(perp, terms)
    account.add_net(net, [p.Bound.unweighted(dollar)] * 3)
    account.add("-4.5", [initial.apply(ether), maintenance.apply(ether), p.Bound.unweighted(ether)])
    assert alice["status"] == account.close(3).status == "restricted"
    assert alice["equity"] == str(account.equity.surplus())
    for level, health in (("initial", account.initial), ("maintenance", account.maintenance)):
        assert alice[level]["assets"] == str(health.assets)
        assert alice[level]["liabilities"] == str(health.liabilities)
        assert alice[level]["surplus"] == str(health.surplus())
    assert alice["maintenance"]["requirement"] == str(perp.requirement(terms[1]))


def test_text_and_bytes_and_the_command_agree(tmp_path: Path) -> None:
    text = BOOK.read_bytes()
    report, table = p.report(text), p.report_table(text)
    assert p.report(text.decode()) == report and p.report_table(text.decode()) == table
    assert json.loads(report)["accounts"] and report.endswith("}\n") and "\n" not in report[:-1]
    assert run("report", str(BOOK), "--json") == (0, report.encode(), "")
    assert run("report", "--json", "-", stdin=text) == (0, report.encode(), "")
    assert run("report", str(BOOK)) == (0, table.encode(), "")


def test_a_bad_book_gets_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    for text in (b"", b"[", b"\xff", EXAMPLE.replace("1795.5", "1e5").encode(), EXAMPLE.replace("-4.5", "x").encode(),
                 b"[" * 100_000, b" " * (p.MAX_BYTES + 1)):  # fmt: skip
        bad.write_bytes(text)
        for options in ([], ["--json"]):
            code, out, err = run("report", str(bad), *options)
            assert (code, out) == (1, b"")
            assert err.startswith(f"{bad}: ") and err.count("\n") == 1 and err.endswith("\n")
    code, out, err = run("report", str(tmp_path / "none.json"))
    assert (code, out, err.count("\n")) == (1, b"", 1) and "No such file" in err
    assert run("report", str(tmp_path))[0] == 1
    code, out, err = run("report", "two\nlines")
    assert (code, out, err.count("\n")) == (1, b"", 1)


def test_the_kernels_errors_keep_their_class() -> None:
    with pytest.raises(p.InvalidNumber, match="^accounts.alice.balances.ETH: "):
        p.report(EXAMPLE.replace("-4.5", "x"))
    with pytest.raises(p.InvalidBook):
        p.report(EXAMPLE.replace('"-4.5"', "-4.5"))


def test_usage() -> None:
    for arguments in ([], ["other"], ["report"], ["report", "a", "b"], ["report", "a", "--xml"]):
        code, out, err = run(*arguments)
        assert (code, out) == (2, b"") and err.startswith("usage: ")
    for arguments in (["stress"], ["stress", "-", "--shock"], ["stress", "-", "--shock", "ETH"], ["report", "-", "--shock", "ETH=1"]):
        code, out, err = run(*arguments)
        assert (code, out) == (2, b"") and err.startswith("usage: ")
    assert run("--help")[0] == run("report", "--help")[0] == run("stress", "--help")[0] == 0


def test_stress() -> None:
    text, shocks = BOOK.read_bytes(), {"ETH": "-0.35", "BTC": "-0.2"}
    stressed, table = p.stress(text, shocks), p.stress_table(text, shocks)
    assert json.loads(stressed)["shocks"] == shocks and stressed.endswith("}\n")
    assert set(json.loads(stressed)["sum"].values()) == {"0"}
    assert p.stress(text.decode(), list(shocks.items())) == stressed
    assert p.stress(text, {"ETH": Decimal("-0.35"), "BTC": Decimal("-2E-1")}) == stressed
    options = ["--shock", "ETH=-0.35", "--shock", "BTC=-0.2"]
    assert run("stress", str(BOOK), *options, "--json") == (0, stressed.encode(), "")
    assert run("stress", "-", *options, stdin=text) == (0, table.encode(), "")
    twice = run("stress", str(BOOK), "--shock", "ETH=-0.35", "--shock", "stETH=-0.2")
    assert twice == (1, b"", f"{BOOK}: shock.stETH: its index is moved twice\n")
    with pytest.raises(p.InvalidPrice, match="^shock.ETH: "):
        p.stress(text, {"ETH": -1})
    for bad in (None, "ETH", {"ETH": 0.5}, {1: "0.5"}, [("ETH",)], ["ETH"], {"ETH": True}):
        with pytest.raises(TypeError, match=r"^shocks(\[0\])?: "):
            p.stress(text, bad)  # type: ignore[arg-type]
    for bad_text in ({"ETH": "\ud800"}, {"\ud800": "0"}):
        with pytest.raises(p.InvalidBook):
            p.stress(text, bad_text)


def test_a_reader_that_goes_away() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "plimsoll", "report", str(BOOK)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 1)


def test_other_threads_run_meanwhile() -> None:
    """While one thread is in a long report, this one keeps counting."""
    book = json.loads(EXAMPLE)
    book["accounts"] = {f"{place}": book["accounts"]["alice"] for place in range(3000)}
    text, done = json.dumps(book), threading.Event()

    def work() -> None:
        p.report(text)
        done.set()

    begin = time.perf_counter()
    p.report(text)
    alone = time.perf_counter() - begin
    thread = threading.Thread(target=work)
    thread.start()
    turns = 0
    while not done.is_set():
        time.sleep(alone / 200)
        turns += 1
    thread.join()
    assert turns > 10  # of about 200; one or two where the report holds the lock
