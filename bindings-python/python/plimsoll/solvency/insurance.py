"""The insurance fund: what penalties pay into it, and what it bears of a deficit."""

from plimsoll._core.insurance import *
