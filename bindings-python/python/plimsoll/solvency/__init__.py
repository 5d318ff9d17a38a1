"""Who bears a loss: the insurance fund, those who profited from it, or everybody."""

from plimsoll.solvency import deleverage, insurance, protocol, rank, socialise, waterfall

__all__ = ["deleverage", "insurance", "protocol", "rank", "socialise", "waterfall"]
