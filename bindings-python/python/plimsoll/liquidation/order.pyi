"""Which position first."""

import enum
from typing import final

from plimsoll import Fixed, Number

class Order(enum.StrEnum):
    RISKIEST = "riskiest"
    LARGEST = "largest"
    GIVEN = "given"

@final
class Candidate:
    def __new__(cls, value: Number, margin: Number) -> Candidate: ...
    @property
    def value(self) -> Fixed: ...
    @property
    def margin(self) -> Fixed: ...
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

def first(order: Order, candidates: list[Candidate] | tuple[Candidate, ...]) -> int | None: ...
