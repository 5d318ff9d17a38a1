"""How much of an account may be closed at once: close factors, throttles over time, step ladders."""

from plimsoll._core.close import *
