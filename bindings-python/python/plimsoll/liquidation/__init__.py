"""When an account may be liquidated, of how much, at what price, and in which order.

The liquidation price is `plimsoll.threshold`, and of an account with options `crossing`.
"""

from plimsoll.liquidation import auction, bankruptcy, bonus, close, crossing, exchange, order, reduce, repay, sizing

__all__ = ["auction", "bankruptcy", "bonus", "close", "crossing", "exchange", "order", "reduce", "repay", "sizing"]
