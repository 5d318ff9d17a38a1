"""Parameters that change: a governed set, versioned and validated as a whole, in which each value is bounded, moves by
limited steps after a least delay, and is ramped.

A proposal of a vote and one of a risk agent are checked and ramped by the same function, `Parameters.propose`, in a
contract and here alike. Nothing else bounds what an agent may do.
"""

from plimsoll._core.parameters import *
