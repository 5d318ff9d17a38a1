"""Deribit's portfolio margin (S:PM and X:PM): a risk matrix of prices by volatilities, an extended table far
beyond it, and shocks on what rolls and on size; and its standard margin of options written. Parameters keep
the names of its API.

``initial = worst case + roll shock + delta shock + correlation contingency + mmp + open orders + spot``.
"""

from plimsoll._core.deribit import *
