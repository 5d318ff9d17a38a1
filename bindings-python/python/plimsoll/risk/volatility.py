"""How much a price moves: estimators of a variance, the margin that covers a move, and what keeps margins from jumping.

A return and a volatility are fractions of the price (0.02 is 2 %), over one period that the caller chooses. Every
estimate is the base of what must be posted, so each rounds up; a scale for the returns (percent instead of fractions)
is as good as any other and buys digits.
"""

from plimsoll._core.volatility import *
