"""What ends a command, and how a file is named in it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):
    """One line for a person: where, and what is wrong there."""


class Gone(Exception):
    """Nobody reads standard output any more."""


def shown(path: str) -> str:
    """A path as it can stand in a line."""
    return path if path.isprintable() else ascii(path)


@contextmanager
def about(path: str) -> Iterator[None]:
    """Puts a file's name before what is wrong with it."""
    try:
        yield
    except (OSError, ValueError, TypeError, OverflowError) as error:
        reason = str(getattr(error, "strerror", None) or error)
        line = " ".join(reason.splitlines())
        raise Problem(f"{shown(path)}: {line}") from error


def say(text: bytes) -> None:
    """Writes to standard output."""
    try:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise Gone from error
