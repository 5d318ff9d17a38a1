"""Proofs: a private account shows its health, a protocol its solvency, and neither shows what it holds."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias, final

from plimsoll import Number, PlimsollError

_Text: TypeAlias = str | bytes
_Level: TypeAlias = Literal["initial", "maintenance"]
_Lots: TypeAlias = Mapping[str, int] | Sequence[tuple[str, int]]
_Reserves: TypeAlias = Mapping[str, Number] | Sequence[tuple[str, Number]]

MAX_BYTES: Final[int]

class ProofError(PlimsollError): ...
class InvalidDocument(ProofError): ...
class NotHealthy(ProofError): ...
class NotSolvent(ProofError): ...
class InvalidProof(ProofError): ...
class WrongLength(ProofError): ...
class InvalidCommitment(ProofError): ...
class WrongOpening(ProofError): ...
class OutOfRange(ProofError): ...
class TooLarge(ProofError): ...
class TooMany(ProofError): ...
class Unsupported(ProofError): ...
class DuplicateOwner(ProofError): ...
class NotInTree(ProofError): ...

@final
class Shown:
    @property
    def json(self) -> str: ...
    @property
    def table(self) -> str: ...

def commit(book: _Text, account: str, /, *, lots: _Lots | None = None) -> str: ...
def commit_all(book: _Text, /, *, lots: _Lots | None = None) -> dict[str, str]: ...
def ledger(openings: Sequence[_Text], /) -> str: ...
def prove(
    book: _Text,
    account: str,
    openings: _Text,
    /,
    *,
    version: int,
    time: int,
    purpose: str,
    level: _Level | None = None,
    buffer: Number | None = None,
) -> str: ...
def verify(
    book: _Text,
    proof: _Text,
    /,
    *,
    account: str | None = None,
    level: _Level | None = None,
    buffer: Number | None = None,
    version: int | None = None,
    time: int | None = None,
    purpose: str | None = None,
    ledger: _Text | None = None,
    lots: _Lots | None = None,
) -> Shown: ...
def solvency(
    book: _Text,
    reserves: _Reserves,
    /,
    *,
    version: int,
    time: int,
    purpose: str,
    lots: int | None = None,
) -> tuple[str, dict[str, str]]: ...
def verify_solvency(
    book: _Text,
    proof: _Text,
    /,
    *,
    version: int | None = None,
    time: int | None = None,
    purpose: str | None = None,
    root: str | None = None,
) -> Shown: ...
def verify_receipt(proof: _Text, receipt: _Text, /, book: _Text | None = None) -> Shown: ...
