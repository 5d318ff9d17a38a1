"""The stress of a book, in either of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from plimsoll import _core

if TYPE_CHECKING:
    from plimsoll._core import Markets, StressTables


@overload
def stress(text: str | bytes, shocks: _core._Shocks, /) -> str: ...
@overload
def stress(
    balances: _core._Columns, markets: Markets, shocks: _core._Shocks, *, perps: _core._Columns | None = None
) -> StressTables: ...
def stress(balances: Any, markets: Any, shocks: Any = None, *, perps: Any = None) -> Any:
    """What is left of a book after prices have moved and its policy has run.

    Of a JSON document, ``stress(text, shocks)``: one line of JSON and a newline, the same bytes as from the Rust
    command and the npm package. Of tables, ``stress(balances, markets, shocks, perps=...)``: tables. The engine
    and the policy are the same.

    Parameters
    ----------
    balances : str, bytes or table
        The book in JSON, or a table as of `scan`.
    markets : Markets
        Of tables: the markets, and the policy of their document.
    shocks : dict of str to str, Decimal or int, or a list of such pairs
        Markets and their moves: ``{"ETH": "-0.35"}`` multiplies every price on ETH's index by 0.65.
    perps : table, optional
        Of tables: as of `scan`.

    Returns
    -------
    str or StressTables

    Raises
    ------
    InvalidBook
        A fault of form, a shock that names no market of the book, or an index that is moved twice.
    PlimsollError
        The core's error about a value; `InvalidPrice` for a move that is not above -1. Every message is one line
        that says where.

    Examples
    --------
    >>> import plimsoll
    >>> unit = {"asset": "1", "liability": "1"}
    >>> book = {"currency": "USD", "policy": {"insurance": "50"}, "assets": {
    ...     "USDC": {"price": "1", "initial": unit, "maintenance": unit},
    ...     "ETH": {"price": "1800", "initial": {"asset": "0.8", "liability": "1.2"},
    ...             "maintenance": {"asset": "0.9", "liability": "1.1"}}}}
    >>> balances = {"account": [1, 1, 2], "market": ["USDC", "ETH", "USDC"], "quantity": [-2800, 2, 5000]}
    >>> done = plimsoll.stress(balances, plimsoll.Markets(book), {"ETH": "-0.25"})
    >>> done.steps.to_pyarrow().column("action").to_pylist()
    ['repay', 'cover', 'socialise']
    >>> plimsoll.stress('{"currency": "USD", "assets": {}, "accounts": {}}', {"ETH": "-0.35"})
    Traceback (most recent call last):
    plimsoll.InvalidBook: shock.ETH: "ETH" is not one of the book's markets
    """
    if isinstance(balances, str | bytes) and shocks is None and perps is None:
        return _core.stress(balances, markets)
    return _core.stress_tables(balances, markets, shocks, perps=perps)
