"""Closing opposite positions at the bankruptcy price: how much of whose, in whole units, and never more
than is needed. The keys come from `plimsoll.Standing`, or from the caller.
"""

from plimsoll._core.deleverage import *
