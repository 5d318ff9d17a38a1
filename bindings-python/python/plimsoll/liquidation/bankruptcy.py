"""At what price a position inside a cross-margined account leaves it nothing, and at what price it may
be filled before that (dYdX).
"""

from plimsoll._core.bankruptcy import *
