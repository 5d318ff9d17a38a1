"""Marginal haircuts: each slice of what is owned counts for its own ratio, the first slices for more."""

from plimsoll._core.haircut import *
