"""Everybody together: what all accounts have and lack, and what a market is exposed to."""

from plimsoll._core.protocol import *
