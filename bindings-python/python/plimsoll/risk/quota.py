"""A limit, how much of it is used, and what counts then."""

from plimsoll._core.quota import *
