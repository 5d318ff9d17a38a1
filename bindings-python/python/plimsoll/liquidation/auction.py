"""Dutch auctions of an account: what a bidder pays, and for how much of it.

A discount over time is a `plimsoll.Ramp`: Derive's falls along a fast and then a slow one, Opyn's price
for an option's liquidator rises from what closing it is worth to all of its collateral.
"""

from plimsoll._core.auction import *
