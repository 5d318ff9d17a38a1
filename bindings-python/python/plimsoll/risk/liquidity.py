"""What it costs to close a size: impact, close-out cost, horizon, concentration, a haircut for both."""

from plimsoll._core.liquidity import *
