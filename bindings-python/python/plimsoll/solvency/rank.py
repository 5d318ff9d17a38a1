"""Whose position is closed first when somebody's must be: ranking keys, the highest first."""

from plimsoll._core.rank import *
