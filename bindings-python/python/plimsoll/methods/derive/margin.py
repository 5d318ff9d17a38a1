"""What a portfolio manager is given of an expiry, and the margin that it answers with, in its parts.
"""

from plimsoll._core.derive.margin import *
