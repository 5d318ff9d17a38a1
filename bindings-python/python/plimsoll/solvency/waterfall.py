"""Who pays a debt, in which order: what a liquidation brought, then the insurance fund, then those who
are deleveraged, then everybody.
"""

from plimsoll._core.waterfall import *
