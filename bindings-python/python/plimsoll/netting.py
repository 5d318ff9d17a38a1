"""Offsets between positions: what two sides of a market charge or earn for standing against each other. A
charge rounds up and a credit rounds down; what a table matches is consumed, so that no row counts it again.
"""

from plimsoll._core.netting import *
