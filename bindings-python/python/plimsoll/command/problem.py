"""What ends a command, and how a file is named in it."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

_BAD = (OSError, ValueError, TypeError, LookupError, ArithmeticError, NotImplementedError, ImportError)


class Problem(Exception):
    """One line for a person: where, and what is wrong there."""


class Gone(Exception):
    """Nobody reads standard output any more."""


def shown(path: str) -> str:
    """A path as it can stand in a line."""
    return path if path.isprintable() else ascii(path)


@contextmanager
def about(path: str, /, **tables: str) -> Iterator[None]:
    """Puts a file's name before what is wrong with it: that of a table where it is about one of several."""
    try:
        yield
    except BrokenPipeError:
        raise
    except _BAD as error:
        reason = str(getattr(error, "strerror", None) or error)
        table = re.match(r"\w+", reason)
        path = tables.get(table[0], path) if table else path
        raise Problem(f"{shown(path)}: {' '.join(reason.splitlines())}") from error


def need(what: str, module: str, extra: str) -> Any:
    """A module of an extra, or a line that says how to get it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise Problem(f"{what} needs {module}: pip install plimsoll[{extra}]") from error


def say(text: bytes) -> None:
    """Writes to standard output."""
    try:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise Gone from error
