"""What a sizing is given of an asset, and why it comes out as large as it does."""

import enum
from typing import final

from plimsoll import Bound, Fixed, Number

class Reason(enum.StrEnum):
    TARGET = "target"
    HEALTHY = "healthy"
    DEBT_EXHAUSTED = "debt_exhausted"
    COLLATERAL_EXHAUSTED = "collateral_exhausted"
    CAPPED = "capped"
    CLOSED = "closed"
    WORSENS = "worsens"
    DUST = "dust"
    NOTHING = "nothing"
    UNKNOWN = "unknown"

@final
class Balance:
    def __new__(cls, amount: Number, net: Number, bound: Bound, step: Number) -> Balance: ...
    @property
    def amount(self) -> Fixed: ...
    @property
    def net(self) -> Fixed: ...
    @property
    def bound(self) -> Bound: ...
    @property
    def step(self) -> Fixed: ...
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
