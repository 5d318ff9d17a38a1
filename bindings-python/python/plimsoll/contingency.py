"""Charges beside the scenarios, for what a grid of prices does not see: a feed that is unsure, a stablecoin
off its peg, a haircut, a gross size. Every charge rounds up.
"""

from plimsoll._core.contingency import *
