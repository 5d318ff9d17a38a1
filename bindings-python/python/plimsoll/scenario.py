"""What an account gains in every scenario of a grid: a risk array for each instrument, made once a market
update, and the scan that adds them up and answers with the worst.

Examples
--------
A call written and hedged by a perp: the worst of 24 scenarios, and what each position has in it before the
scenario's weight.

>>> from plimsoll import Contract, Expiry, Interval, Price, RiskArray, Scan, Shocks
>>> from plimsoll.methods import paradex
>>> from plimsoll.option import DAY
>>> from plimsoll.scenario import Skew, VolatilityShock
>>> grid, expiry = paradex.grid("0.16"), Expiry(30 * DAY, "0.04")
>>> shocks = Shocks(VolatilityShock(["0.5", "0.3"], ["0.3", "0.13"], DAY, 0), Skew.flat(), expiry)
>>> call = RiskArray.option(Contract("call", 2000), 2010, Interval("0.79", "0.81"), expiry, shocks, grid)
>>> book = [(-10, call), ("5.5", RiskArray.linear(Price(1999, 2001), grid))]
>>> scan = Scan(grid)
>>> for quantity, array in book:
...     scan.add(quantity, array)
>>> worst = scan.worst_weighted(grid)
>>> print(f"{worst.profit:.2f}", grid[worst.scenario].spot, grid[worst.scenario].volatility)
-1388.79 6 up
>>> [f"{array.contribution(quantity, worst.scenario):.2f}" for quantity, array in book]
['-98372.31', '54972.50']
"""

from plimsoll._core.scenario import *
