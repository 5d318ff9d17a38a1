"""OKX's portfolio margin: nine requirements for one risk unit, of which some are alternatives, some add up and
one is a minimum.

``maintenance = max(max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR8 + MR9, MR7)``.
"""

from plimsoll._core.okx import *
