"""How much prices move together: an exponentially weighted covariance, the volatility of a portfolio, and the offset
between two positions that does not vanish on the day it is needed.
"""

from plimsoll._core.correlation import *
