"""Derive's margin on chain: the standard manager, and the portfolio manager in its two versions."""

from plimsoll.methods.derive import discount, margin, portfolio, portfolio_2, standard

__all__ = ["discount", "margin", "portfolio", "portfolio_2", "standard"]
