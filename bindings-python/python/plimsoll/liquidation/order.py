"""Which position first."""

from plimsoll._core.order import *
