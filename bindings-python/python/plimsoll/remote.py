"""Collateral on another chain: what is known of it is some time old, and is only as good as who brings it."""

from plimsoll._core.remote import *
