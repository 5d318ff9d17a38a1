"""What a market is to an account: its risk class, what it may be used for, and the weights that follow from what else
the account owes.
"""

from plimsoll._core.profile import *
