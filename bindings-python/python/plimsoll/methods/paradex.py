"""Paradex's portfolio margin: the worst weighted loss of 24 scenarios, at least a charge on delta.

``initial = max(scan, charge on delta) + funding provision + fee provision``.
"""

from plimsoll._core.paradex import *
