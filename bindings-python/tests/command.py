"""The command line as a user has it: a process, its exit code, and what it says."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

MARKETS = {
    "currency": "USD",
    "assets": {
        "USDC": {"price": "1", "initial": {"asset": "1", "liability": "1"}, "maintenance": {"asset": "1", "liability": "1"}},
        "ETH": {"price": {"low": "1795.5", "high": "1804.5"}, "initial": {"asset": "0.8", "liability": "1.2"},
                "maintenance": {"asset": "0.9", "liability": "1.1"}},
    },
    "perps": {"ETH-PERP": {"price": "1800", "follows": "ETH", "settles": "USDC", "initial": "0.1", "maintenance": "0.05"}},
}  # fmt: skip
BALANCES = """account,market,quantity
alice,USDC,10000
alice,ETH,-4.5
bob,ETH,0.000000000000000001
carol,USDC,-2000
carol,ETH,1.2
"""
PERPS = """market,account,note,quote,size
ETH-PERP,alice,"long, since may",-3600,2
"""


def run(*arguments: object, stdin: bytes = b"", without: tuple[str, ...] = (), folder: Path | None = None) -> tuple[int, bytes, str]:
    """Runs a command, on a machine that does not have these modules."""
    call = [sys.executable, "-m", "plimsoll"]
    if without:
        hidden = f"import sys; sys.modules.update(dict.fromkeys({without!r})); from plimsoll.command import main; "
        call = [sys.executable, "-c", hidden + "sys.exit(main(sys.argv[1:]))"]
    done = subprocess.run([*call, *map(str, arguments)], input=stdin, capture_output=True, cwd=folder, env=os.environ | {"PYTHONUTF8": "1"})
    return done.returncode, done.stdout, done.stderr.decode()


def files(folder: Path, **texts: Any) -> list[Path]:
    """Writes files and says where: a dict as JSON, a str as CSV."""
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.{'csv' if isinstance(text, str) else 'json'}"
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        paths.append(path)
    return paths
