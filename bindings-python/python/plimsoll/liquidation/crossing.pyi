"""The liquidation price of an account whose health is no concave function of a price, with options or a
margin by scenarios: looked for along the price, on a stated grid.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import final

from plimsoll import Fixed, Limit, Number

@final
class Crossing:
    def __new__(cls, below: Limit, above: Limit, from_: Number, to: Number) -> Crossing: ...
    @property
    def below(self) -> Limit: ...
    @property
    def above(self) -> Limit: ...
    @property
    def from_(self) -> Fixed: ...
    @property
    def to(self) -> Fixed: ...
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

def crossing(
    start: Number,
    range: list[Number] | list[Fixed] | list[int] | list[str] | list[Decimal] | tuple[Number, Number],
    parts: int,
    step: Number,
    check: Callable[[Fixed], Number],
) -> Crossing: ...
