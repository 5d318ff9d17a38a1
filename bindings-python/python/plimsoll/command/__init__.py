"""The commands: ``python -m plimsoll report|stress|scan|replay|plot|commit|prove|verify|solvency``.

Each has its ``--help``. Exit codes: 0, 1 where something is wrong with what was read or the reader has
gone, with one line on the error stream, 2 where the call is.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from plimsoll.command import book, plot, proofs, replay, scan
from plimsoll.command.problem import Gone, Problem

__all__ = ["main"]


def parser() -> argparse.ArgumentParser:
    """The commands and what each takes."""
    modules = (book, scan, replay, plot, proofs)
    names = "|".join(name for module in modules for name in module.NAMES)
    whole = argparse.ArgumentParser("python -m plimsoll", description="Margin of a book of accounts.")
    commands = whole.add_subparsers(dest="command", required=True, metavar=names)
    for module in modules:
        module.add(commands)
    return whole


def main(arguments: Sequence[str]) -> int:
    """Runs a command and returns its exit code."""
    asked = parser().parse_args(arguments)
    try:
        asked.run(asked)
        sys.stdout.flush()
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except (Gone, BrokenPipeError):  # the reader of standard output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
