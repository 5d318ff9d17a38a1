"""What a feed published becomes a price: an interval that is the wider the less is known.

A `Reading` with the `Confidence` that its feed states and the `Age` that it has becomes a price by a `Feed`; prices
of several sources become one (`hull`, `median`, `agreement`); a `Band` around the last good price refuses a misprint;
and averages (`TimeWeighted`, `Exponential`) and a `Stable` price that follows slowly are joined to it with
`Price.hull`. A price that is too old, too unsure or disputed is unknown, not an error.
"""

from plimsoll._core.oracle import *
