"""Derive's standard manager (SRM): each option written posts its own margin, or an expiry the most that it can
lose at expiry, whichever is less; perps and coins as anywhere else.
"""

from plimsoll._core.derive.standard import *
