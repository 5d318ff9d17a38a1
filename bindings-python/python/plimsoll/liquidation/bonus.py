"""What a liquidator is paid on top of what is repaid, as a fraction of it, and who gets how much.

A bonus comes out of the account, so each rule rounds down. A fixed bonus is a number; one that is
linear between two health levels (Solend, Aave v4, Kamino) or that grows with time (Drift) is a
`plimsoll.Ramp`, read with `at_down`. The rules here are the others.
"""

from plimsoll._core.bonus import *
