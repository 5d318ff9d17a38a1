"""European options by Black-76: value, Greeks and implied volatility from forward, strike, volatility, time
and discount. A value is an interval that contains the exact one.
"""

from plimsoll._core.option import *
