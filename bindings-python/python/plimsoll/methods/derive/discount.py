"""Discounts on the value of an expiry in a scenario, and the charge for its basis.
"""

from plimsoll._core.derive.discount import *
