"""How far a long command is, on the error stream."""

import sys
import time
from typing import Self

_EVERY = 0.2  # seconds


class Progress:
    """A counter for a person: silent where the error stream is no terminal, unless it is asked for."""

    def __init__(self, noun: str, asked: bool) -> None:
        self.noun = noun
        self.shows = asked or sys.stderr.isatty()
        self.count = 0
        self.began = self.said = time.monotonic()

    def __call__(self, more: int) -> None:
        """So many more are done."""
        self.count += more
        if self.shows and time.monotonic() - self.said >= _EVERY:
            self.say("\r")

    def say(self, begin: str) -> None:
        """Writes the count over the one before."""
        self.said = time.monotonic()
        seconds = self.said - self.began
        print(f"{begin}{self.count:,} {self.noun}, {seconds:.1f} s", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shows and self.count:
            self.say("\r")
            print(file=sys.stderr)
