"""What a size really fetches where it can be sold, which is less than its mark: a `Pool`, the `Ranges` of concentrated
liquidity, a `StableSwap`, the `Depth` of a book.

Whoever takes over a position has to sell all of it; `price` puts the average of that into the interval, so that
collateral counts for what its owner's liquidator gets. Amounts are in units of what the venue pays with.
"""

from plimsoll._core.exit import *
