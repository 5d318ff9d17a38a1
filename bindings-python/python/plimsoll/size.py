"""Margin fractions, liability weights and haircuts that grow with the size of a position, with the open interest or
with the skew of a market: what is large is slow to close.

A fraction that must be posted rounds up, a weight of what is owned down. Measure a size with the price of now: the
weights are then constants, and the solvers' answers hold for that size.
"""

from plimsoll._core.size import *
