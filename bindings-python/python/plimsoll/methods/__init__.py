"""Whole margin methods of clearing houses and exchanges: each reads like its formula, takes its parameters as
data, and answers with a breakdown whose parts sum to the total exactly.
"""

from plimsoll.methods import deribit, derive, okx, paradex, span

__all__ = ["deribit", "derive", "okx", "paradex", "span"]
