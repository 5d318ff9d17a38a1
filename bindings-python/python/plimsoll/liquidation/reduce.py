"""How much of a perp to close so that the account is healthy again."""

from plimsoll._core.reduce import *
