"""Derive's portfolio manager, first version (PMRM): scenarios, a discount on expiries that are worth
something, one factor.
"""

from plimsoll._core.derive.portfolio import *
