"""What turns data into the fractions that prices and weights take: volatility, correlation, liquidity, quotas, and
governed parameters that change within bounds.
"""

from plimsoll.risk import correlation, liquidity, parameters, quota, volatility

__all__ = ["correlation", "liquidity", "parameters", "quota", "volatility"]
