"""The liquidation price of an account whose health is no concave function of a price, with options or a
margin by scenarios: looked for along the price, on a stated grid.
"""

from plimsoll._core.crossing import *
