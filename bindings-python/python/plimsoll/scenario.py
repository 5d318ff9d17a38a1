"""What an account gains in every scenario of a grid: a risk array for each instrument, made once a market
update, and the scan that adds them up and answers with the worst.
"""

from plimsoll._core.scenario import *
