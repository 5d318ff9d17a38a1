"""``python -m plimsoll scan``: every format in and out, and the same numbers through all of them."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command import BALANCES, MARKETS, PERPS, files, run

import plimsoll as p

SUMS = [f"{level}_{side}" for level in ("initial", "maintenance", "equity") for side in ("assets", "liabilities")]
BOOK = MARKETS | {
    "accounts": {
        "alice": {"balances": {"USDC": "10000", "ETH": "-4.5"}, "perps": {"ETH-PERP": {"size": "2", "quote": "-3600"}}},
        "bob": {"balances": {"ETH": "0.000000000000000001"}},
        "carol": {"balances": {"USDC": "-2000", "ETH": "1.2"}},
    }
}


def expected() -> list[dict[str, Any]]:
    """What the report says of the same book, which the scan must say to the bit."""
    rows = []
    for account, report in json.loads(p.report(json.dumps(BOOK)))["accounts"].items():
        row = {"account": account, "status": report["status"]}
        for level in ("initial", "maintenance"):
            row |= {f"{level}_{side}": report[level][side] for side in ("assets", "liabilities")}
        rows.append(row)
    return rows


def same(rows: list[dict[str, Any]]) -> None:
    """Rows of texts against the report's, each read back to the same bits."""
    wanted = expected()
    assert [row["account"] for row in rows] == [row["account"] for row in wanted]
    for row, want in zip(rows, wanted, strict=True):
        assert list(row) == ["account", "status", *SUMS]
        for name, value in want.items():
            if name in SUMS:
                assert p.read_nearest(str(row[name])) == p.read_nearest(value), name
            else:
                assert row[name] == value


def test_csv_and_json_without_any_extra(tmp_path: Path) -> None:
    book, balances, perps = files(tmp_path, book=MARKETS, balances=BALANCES, perps=PERPS)
    call = ["scan", "--markets", book, "--balances", balances, "--perps", perps]
    for without in ((), ("pyarrow", "numpy", "pandas", "polars", "tqdm", "matplotlib")):
        code, out, err = run(*call, without=without)
        assert (code, err) == (0, "")
        same(list(csv.DictReader(io.StringIO(out.decode()))))
        code, out, err = run(*call, "--format", "json", without=without)
        assert (code, err) == (0, "")
        same([json.loads(line) for line in out.splitlines()])
    assert run(*call, "--out", tmp_path / "out.csv") == (0, b"", "")
    assert (tmp_path / "out.csv").read_bytes() == run(*call)[1]
    assert run("scan", "--markets", book, "--balances", "-", "--perps", perps, stdin=BALANCES.encode()) == run(*call)
    # The order of rows and columns, a byte order mark and line ends say nothing.
    head, *lines = BALANCES.splitlines()
    balances.write_bytes(("\ufeff" + "\r\n".join([head, *reversed(lines)])).encode())
    assert run(*call) == run("scan", "--markets", book, "--balances", "-", "--perps", perps, stdin=BALANCES.encode())


def test_parquet_and_arrow(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import feather, parquet

    book, balances, perps = files(tmp_path, book=MARKETS, balances=BALANCES, perps=PERPS)
    plain = run("scan", "--markets", book, "--balances", balances, "--perps", perps)[1]
    kinds = {"quantity": 20, "size": 15, "quote": 15}
    tables = {}
    for path in (balances, perps):
        rows = list(csv.DictReader(path.read_text().splitlines()))
        columns: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
        for name in columns.keys() & kinds:
            columns[name] = pa.array(map(Decimal, columns[name]), pa.decimal128(38, kinds[name]))
        tables[path.stem] = pa.table(columns)
    (tmp_path / "folder").mkdir()
    for name, table in tables.items():
        parquet.write_table(table, tmp_path / f"{name}.parquet", row_group_size=2)
        feather.write_feather(table, tmp_path / f"{name}.feather")
        with pa.OSFile(str(tmp_path / f"{name}.stream"), "wb") as file, pa.ipc.new_stream(file, table.schema) as stream:
            stream.write_table(table, 2)
    for place in range(2):
        parquet.write_table(tables["balances"][3 * place : 3 * place + 3], tmp_path / f"folder/{place}.parquet")
    for ending in ("parquet", "feather", "stream"):
        call = ["scan", "--markets", book, "--balances", tmp_path / f"balances.{ending}", "--perps", tmp_path / f"perps.{ending}"]
        assert run(*call) == (0, plain, "")
    assert run("scan", "--markets", book, "--balances", tmp_path / "folder", "--perps", perps) == (0, plain, "")

    out = tmp_path / "out.parquet"
    assert run(*call, "--out", out) == (0, b"", "")
    read = parquet.read_table(out)
    assert all(read.schema.field(name).type == pa.decimal128(38, 15) for name in SUMS)
    same([{name: value if isinstance(value, str) else f"{value:f}" for name, value in row.items()} for row in read.to_pylist()])
    code, bytes_out, err = run(*call, "--format", "parquet")
    assert (code, err) == (0, "") and parquet.read_table(io.BytesIO(bytes_out)).equals(read)


def test_batches_give_what_the_whole_gives(tmp_path: Path) -> None:
    lines = [f"{account},{market},{(account * 37 + place) % 101 - 40}.25" for account in range(300) for place, market in enumerate(("USDC", "ETH"))]
    book, balances = files(tmp_path, book=MARKETS, balances="account,market,quantity\n" + "\n".join(lines))
    call = ["scan", "--markets", book, "--balances", balances]
    whole = run(*call)
    assert whole[0] == 0 and whole[1].count(b"\n") == 301
    for rows in ("1", "7", "600", "100000"):
        assert run(*call, "--batch", rows) == whole
        assert run(*call, "--batch", rows, "--format", "json", "--threads", "1") == run(*call, "--format", "json")
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    accounts = [account for account in range(300) for _ in range(2)]
    quantities = [Decimal(line.split(",")[2]) for line in lines]
    table = pa.table({"account": accounts, "market": ["USDC", "ETH"] * 300, "quantity": pa.array(quantities, pa.decimal128(38, 15))})
    parquet.write_table(table, tmp_path / "b.parquet", row_group_size=64)
    assert run("scan", "--markets", book, "--balances", tmp_path / "b.parquet", "--batch", "33") == whole
    out = tmp_path / "out.parquet"
    assert run("scan", "--markets", book, "--balances", tmp_path / "b.parquet", "--batch", "33", "--out", out) == (0, b"", "")
    assert parquet.read_table(out).num_rows == 300
    backwards = "account,market,quantity\n" + "\n".join(reversed(lines))
    balances.write_text(backwards)
    assert run(*call)[:2] == whole[:2]
    code, out_bytes, err = run(*call, "--batch", "7", "--out", tmp_path / "never.csv")
    assert (code, out_bytes, err.count("\n")) == (1, b"", 1) and err.startswith(f"{balances}: ") and "account" in err
    assert not list(tmp_path.glob("never*"))


def test_batches_of_several_tables(tmp_path: Path) -> None:
    """Accounts in all tables, in one of them, and in runs far apart."""
    pytest.importorskip("pyarrow")
    balances = "".join(f"{account},{market},{account % 7 * 100 - 200}\n" for account in range(0, 200, 3) for market in ("ETH", "USDC"))
    perps = "".join(f"{account},ETH-PERP,{account % 5 - 2},{account}\n" for account in [*range(100, 160), 500, 501])
    paths = files(tmp_path, book=MARKETS, balances="account,market,quantity\n" + balances, perps="account,market,size,quote\n" + perps)
    call = ["scan", "--markets", paths[0], "--balances", paths[1], "--perps", paths[2]]
    whole = run(*call)
    assert whole[0] == 0 and whole[1].count(b"\n") == 1 + len({*range(0, 200, 3), *range(100, 160), 500, 501})
    for rows in ("1", "9", "1000"):
        assert run(*call, "--batch", rows) == whole
    paths[2].write_text("account,market,size,quote\n")
    assert run(*call, "--batch", "9") == run(*call) == run(*call[:-2])
    paths[2].write_text("account,market,size,quote\n" + perps.replace("500,ETH-PERP,-2,", "500,ETH-PERP,-2,x"))
    code, out, err = run(*call, "--batch", "9", "--out", tmp_path / "out.csv")
    assert (code, out) == (1, b"") and err.startswith(f"{paths[2]}: perps.quote: row 60: ")
    for head, said in (("a,ETH-PERP,1,1\n", "perps.account: expected"), ("9,ETH-PERP,1,1\n8,ETH-PERP,1,1\n", "perps.account: row 1: ")):
        paths[2].write_text("account,market,size,quote\n" + head)
        code, out, err = run(*call, "--batch", "9", "--out", tmp_path / "out.csv")
        assert (code, out) == (1, b"") and err.startswith(f"{paths[2]}: {said}") and err.count("\n") == 1


def test_the_float_lane(tmp_path: Path) -> None:
    book, balances = files(tmp_path, book=MARKETS, balances=BALANCES.replace("10000", "1e4"))
    code, out, err = run("scan", "--markets", book, "--balances", balances, "--lane", "float64", "--format", "json")
    assert (code, err) == (0, "")
    alice, *_ = map(json.loads, out.splitlines())
    assert alice["initial_assets"] == 10000.0 and abs(alice["equity_liabilities"] - 8120.25) < 1e-9


def test_names_of_accounts(tmp_path: Path) -> None:
    rows = "account,market,quantity\n10,USDC,1\n9,USDC,1\n"
    book, balances = files(tmp_path, book=MARKETS, balances=rows)
    call = ["scan", "--markets", book, "--balances", balances, "--format", "json"]
    assert [json.loads(line)["account"] for line in run(*call)[1].splitlines()] == [9, 10]
    balances.write_text(rows.replace("10,", "010,"))
    assert [json.loads(line)["account"] for line in run(*call)[1].splitlines()] == ["010", "9"]
    balances.write_text(rows + '"a ""b"", c\u2028\t",USDC,1\n', encoding="utf-8")
    code, out, err = run(*call)
    assert (code, out) == (1, b"") and "row 2" in err
    balances.write_text('account,market,quantity\n"a ""b"", ü\u2028\t",USDC,1\n', encoding="utf-8")
    assert [json.loads(line)["account"] for line in run(*call)[1].decode().split("\n")[:-1]] == ['a "b", ü\u2028\t']
    assert list(csv.reader(io.StringIO(run(*call[:-1], "csv")[1].decode())))[1][0] == 'a "b", ü\u2028\t'


def test_a_path_in_unicode(tmp_path: Path) -> None:
    folder = tmp_path / "räume und 本"
    folder.mkdir()
    files(folder, book=MARKETS, bücher=BALANCES)
    code, out, err = run("scan", "--markets", "book.json", "--balances", "bücher.csv", "--out", "ö.csv", folder=folder)
    assert (code, out, err) == (0, b"", "") and (folder / "ö.csv").read_bytes().count(b"\n") == 4
    code, out, err = run("scan", "--markets", "book.json", "--balances", "nichts-é.csv", folder=folder)
    assert (code, out, err) == (1, b"", "nichts-é.csv: No such file or directory\n")


BAD = [
    ("", "it is empty"),
    ("account,market\n1,USDC\n", "quantity"),
    ("account,market,quantity,quantity\n1,USDC,1,1\n", "two columns are called 'quantity'"),
    ("account,market,quantity\n1,USDC,1\n2,USDC\n", "row 1 (line 3): 2 fields, the first line has 3"),
    ("account,market,quantity\n1,USDC,1\n2,DOGE,1\n", "market: row 1"),
    ("account,market,quantity\n1,USDC,1\n2,USDC,1e5\n", "quantity: row 1"),
    ("account,market,quantity\n1,USDC,1\n2,USDC,\n", "quantity: row 1"),
    ("account,market,quantity\n1,USDC,1\n2,USDC,nan\n", "quantity: row 1"),
    ("account,market,quantity\n1,USDC,1\nx,USDC,1\n", "account: row 1: 'x'"),
    ("account,market,quantity\n1,USDC,1\n1,USDC,2\n", "market: row 1"),
    ("account,market,quantity\n1,USDC,1" + "0" * 30 + "\n", "quantity: row 0"),
    ('account,market,quantity\n1,USDC,"1\n', "line 2"),
    ("account,market,quantity\n1,USDC,\udcff\n", "UTF-8"),
]


@pytest.mark.parametrize("text, said", BAD)
def test_bad_tables(tmp_path: Path, text: str, said: str) -> None:
    (book,) = files(tmp_path, book=MARKETS)
    balances = tmp_path / "b.csv"
    balances.write_text(text, encoding="utf-8", errors="surrogateescape")
    for batch in ([], ["--batch", "1"]):
        code, out, err = run("scan", "--markets", book, "--balances", balances, "--out", tmp_path / "out.csv", *batch)
        assert (code, out) == (1, b"") and err.startswith(f"{balances}: ") and err.count("\n") == 1, err
        assert said in err, err
        assert not list(tmp_path.glob("out*"))


def test_other_bad_files(tmp_path: Path) -> None:
    book, balances, perps = files(tmp_path, book=MARKETS, balances=BALANCES, perps=PERPS.replace("3600", "x"))
    code, out, err = run("scan", "--markets", book, "--balances", balances, "--perps", perps)
    assert (code, out) == (1, b"") and err.startswith(f"{perps}: ") and "quote: row 0" in err
    bad = tmp_path / "bad.json"
    bad.write_text("[")
    code, out, err = run("scan", "--markets", bad, "--balances", balances)
    assert (code, out) == (1, b"") and err.startswith(f"{bad}: ") and err.count("\n") == 1
    code, out, err = run("scan", "--markets", book, "--balances", balances, "--out", tmp_path / "none" / "out.csv")
    assert (code, out) == (1, b"") and "No such file" in err
    pytest.importorskip("pyarrow")
    for head in (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"):
        bad.write_bytes(head + b"nonsense" * 20)
        code, out, err = run("scan", "--markets", book, "--balances", bad)
        assert (code, out) == (1, b"") and err.startswith(f"{bad}: ") and err.count("\n") == 1
        code, out, err = run("scan", "--markets", book, "--balances", bad, without=("pyarrow",))
        assert (code, out, err) == (1, b"", f"{bad}: this file needs pyarrow: pip install plimsoll[arrow]\n")


def test_usage(tmp_path: Path) -> None:
    book, balances = files(tmp_path, book=MARKETS, balances=BALANCES)
    call = ["scan", "--markets", book, "--balances", balances]
    for more in (["--lane", "float32"], ["--threads", "0"], ["--batch", "-1"], ["--format", "xml"], ["--out", "x.doc"],
                 ["more"]):  # fmt: skip
        code, out, err = run(*call, *more)
        assert (code, out) == (2, b"") and err.startswith("usage: ")
    assert run("scan")[0] == 2
    code, out, err = run("scan", "--help")
    assert code == 0 and b"--balances" in out and b"python -m plimsoll scan --markets" in out


def test_progress_is_asked_for(tmp_path: Path) -> None:
    book, balances = files(tmp_path, book=MARKETS, balances=BALANCES)
    code, out, err = run("scan", "--markets", book, "--balances", balances, "--progress")
    assert code == 0 and out.count(b"\n") == 4 and "3 accounts" in err


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    rows = "\n".join(f"{account},USDC,1" for account in range(20_000))
    book, balances = files(tmp_path, book=MARKETS, balances="account,market,quantity\n" + rows)
    for more in ([], ["--batch", "1000"], ["--format", "json"]):
        call = [sys.executable, "-m", "plimsoll", "scan", "--markets", str(book), "--balances", str(balances), *more]
        with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stderr is not None
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() in (0, 1)
