"""How much to repay and seize so that the account is healthy again."""

from plimsoll._core.repay import *
