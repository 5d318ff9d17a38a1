"""Derive's portfolio manager, second version (PMRM_2): scenarios with dampened tails and skews, discounts on
both sides, collateral that cancels risk.
"""

from plimsoll._core.derive.portfolio_2 import *
