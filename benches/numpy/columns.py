"""A million accounts with eight positions each over 64 markets, three levels: ours beside the same rule in
NumPy, SciPy and polars float64, in one run on one machine.

    cargo build --release -p plimsoll-benches --example columns
    python3 benches/numpy/columns.py target/release/examples/columns

Every result is checked against the others. Times are in nanoseconds a position, all levels and the status
included, written into arrays made before unless it says otherwise. On one thread they are the sum of the
fastest runs of each twentieth of the accounts, so that what else the machine does disturbs little; of polars
and of two threads they are the fastest of whole runs.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from columns_data import ACCOUNTS, EACH, MARKETS, PIECE, POSITIONS, SCENARIOS, Data, distance, status_of, values
from columns_numpy import WAYS, Scenarios

ROUNDS = 3
OURS = {
    "one thread": "one",
    "two threads": "two",
    "one thread, rows in new memory": "fresh",
    "the columns summed as words": "read",
}


def fastest(body, runs):
    """Of a body that takes a range of accounts: the sum of the fastest runs of each piece."""
    pieces = [range(first, first + PIECE) for first in range(0, ACCOUNTS, PIECE)]
    best = [float("inf")] * len(pieces)
    for _ in range(runs):
        for place, piece in enumerate(pieces):
            start = time.perf_counter()
            body(piece)
            best[place] = min(best[place], time.perf_counter() - start)
    return sum(best) / POSITIONS * 1e9


def least(into, found):
    """Keeps the smaller of each time."""
    for name, value in found.items():
        into[name] = least(into.get(name, {}), value) if isinstance(value, dict) else min(into.get(name, value), value)
    return into


def ours(program, folder):
    """Times of the Rust side in seconds. Its memory comes in large pages, as NumPy's does."""
    environment = os.environ | {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
    command = [program, folder, str(MARKETS)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def check_ours(folder, reference, status, worst):
    for name in ("fixed", "f64"):
        column = lambda file: values(np.fromfile(folder / f"{name}.{file}", np.uint64), name)
        far = distance(column("sums").reshape(6, ACCOUNTS), reference)
        scale = np.maximum(reference[1], reference[4])
        surplus = float(np.max(np.abs(column("surplus") - worst.surplus) / scale))
        assert far < 1e-9 and surplus < 1e-9, (name, far, surplus)
        for file, theirs in (("status", status), ("worst", worst.worst)):
            other = int((np.fromfile(folder / f"{name}.{file}", np.uint8) != theirs).sum())
            assert other == 0, (name, file, other)
        print(f"  ours, {name}: sums within {far:.1e}, worst surplus within {surplus:.1e} of the account's size, "
              "every status the same")


def ways(data, reference, status):
    times = {}
    for name, (way, chunks) in WAYS.items():
        for chunk in chunks:
            lane = way(data, chunk)
            found = fastest(lane.run, 3)
            assert distance(lane.sums, reference) < 1e-9, name
            assert np.array_equal(lane.status, status), name
            times[name] = min(found, times.get(name, found))
    return times


def polars(folder, threads):
    script = Path(__file__).with_name("columns_polars.py")
    environment = os.environ | {"POLARS_MAX_THREADS": str(threads)}
    run = subprocess.run([sys.executable, script, folder], check=True, capture_output=True, text=True, env=environment)
    return {name: value for name, value in json.loads(run.stdout).items()}


def total(data, accounts):
    rows = slice(EACH * accounts.start, EACH * accounts.stop)
    return data.quantity[rows].sum(), data.market[rows].sum(), data.offsets[accounts.start : accounts.stop].sum()


def table(title, times):
    print(title)
    for name, value in times.items():
        print(f"  {name:<44}{value:8.2f}")


def report(rust, theirs, frames, scenarios, read):
    each = 1e9 / POSITIONS
    print("ours, ns a position:")
    for what, key in OURS.items():
        print(f"  {what:<44}" + "".join(f"{name} {rust[name][key] * each:6.2f}   " for name in ("fixed", "f64")))
    table("NumPy and SciPy float64, one thread, ns a position:", theirs | {"NumPy, sum of the columns": read})
    for threads, times in frames.items():
        table(f"polars float64, POLARS_MAX_THREADS={threads}, ns a position:", times)
    general = lambda times, start="": min(v for k, v in times.items() if "eight" not in k and k.startswith(start))
    best = {
        "NumPy": (general(theirs, "NumPy"), "one"),
        "NumPy, only for rows of eight": (theirs["NumPy, rows of eight"], "one"),
        "SciPy": (theirs["SciPy, csr @ bounds"], "one"),
        "SciPy, its private loop": (theirs["SciPy, its private loop"], "one"),
        "polars, one thread": (general(frames[1]), "one"),
        "polars, two threads each": (general(frames[2]), "two"),
    }
    both = lambda body: "".join(f"{name} {body(rust[name]):6.2f}   " for name in ("fixed", "f64"))
    print("times as long as ours:")
    for name, (value, key) in best.items():
        print(f"  {name:<44}" + both(lambda lane: value / (lane[key] * each)))
    print(f"{SCENARIOS} scenarios, ns a position and scenario:")
    print(f"  {'ours, one thread':<44}" + both(lambda lane: lane["scenarios"] * each / SCENARIOS))
    print(f"  {'ours, two threads':<44}" + both(lambda lane: lane["scenarios two"] * each / SCENARIOS))
    print(f"  {'SciPy, one thread':<44}{scenarios / SCENARIOS:6.2f}")
    print("ours, of the time of a scan on one thread:")
    print(f"  {'two threads':<44}" + both(lambda lane: lane["two"] / lane["one"]))
    print(f"  {'to read the columns once':<44}" + both(lambda lane: lane["read"] / lane["one"]))
    changed = rust["fixed"]["changed"]
    print(f"  {f'one price changes, {changed:,} accounts':<44}" + both(lambda lane: lane["update"] / lane["one"]))
    print(f"  {'to index who holds what, once':<44}" + both(lambda lane: lane["holders"] / lane["one"]))


def main():
    program = sys.argv[1]
    data = Data()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data.write(folder)
        reference = data.reference()
        status = status_of(reference)
        reference.tofile(folder / "sums")
        status.tofile(folder / "status")
        share = ", ".join(
            f"{100 * np.mean(status == place):.1f} % {name}"
            for place, name in enumerate(("healthy", "restricted", "liquidatable", "insolvent"))
        )
        debts = 100 * np.mean(data.quantity < 0)
        print(f"{ACCOUNTS:,} accounts, {POSITIONS:,} positions, {debts:.1f} % of them debts; {share}")
        rust, theirs, frames, scenarios = {}, {}, {}, {}
        worst = Scenarios(data, 500)
        for _ in range(ROUNDS):
            least(rust, ours(program, folder))
            least(theirs, ways(data, reference, status))
            least(scenarios, {"SciPy": fastest(worst.run, 1)})
        check_ours(folder, reference, status, worst)
        for threads in (1, 2):
            frames[threads] = polars(folder, threads)
        read = fastest(lambda accounts: total(data, accounts), 10)
    report(rust, theirs, frames, scenarios["SciPy"], read)


if __name__ == "__main__":
    main()
