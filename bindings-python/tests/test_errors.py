"""Exceptions: one class for each of the core's errors, with a message that names the argument."""

import pickle
from collections.abc import Callable

import pytest

import plimsoll as p

ONE = p.Price.exact(1)
HOLDINGS = [p.Holding(1, ONE, p.Weights.one(), 0, [p.Leg(p.Perp(1, 0), p.Terms(ONE, p.Weights.one()), 1)])]


def test_classes() -> None:
    classes = p.PlimsollError.__subclasses__()
    codes = [error.code for error in classes]
    assert codes == [*range(1, 15), 100]
    for error in classes:
        assert error.name == error.__name__ and getattr(p, error.name) is error
        assert issubclass(error, ValueError) and error.__module__ == "plimsoll"
        again = pickle.loads(pickle.dumps(error("message")))
        assert type(again) is error and str(again) == "message"


CASES: list[tuple[Callable[[], object], type[p.PlimsollError], str]] = [
    (lambda: p.Weights("x", 1), p.InvalidNumber, 'asset weight: not a decimal number of the form -?digits[.digits]: "x"'),
    (lambda: p.Weights(0, "1e5"), p.InvalidNumber, "liability weight: not a decimal number"),
    (lambda: p.Weights(0, 10**24), p.Overflow, "liability weight: a result is outside the range"),
    (lambda: p.Weights(2, 1), p.InvalidWeights, "weights must satisfy"),
    (lambda: p.Weights.from_haircut(2), p.InvalidFraction, "haircut: a fraction must lie in [0, 1]"),
    (lambda: p.Weights.one().with_borrow_factor("0.5"), p.InvalidWeights, "borrow factor: "),
    (lambda: p.Price(2, 1), p.InvalidPrice, "a price must be above zero"),
    (lambda: p.Price.exact(0), p.InvalidPrice, "price: a price must be above zero"),
    (lambda: p.Price.unknown().factor_to(1), p.UnknownPrice, "a price is too old"),
    (lambda: p.Bound(2, 1), p.InvalidPrice, "bound: "),
    (lambda: p.Tiers([p.Tier(1, 0)]), p.InvalidTiers, "rungs: a ladder needs floors"),
    (lambda: p.Tiers.none().requirement(-1), p.InvalidQuantity, "notional: "),
    (lambda: p.Terms(ONE, p.Weights.one(), None, 2), p.InvalidFraction, "profit weight: "),
    (lambda: p.Perp(0, 0, -1), p.InvalidQuantity, "bids: "),
    (lambda: p.Perp(0, 0).with_orders(1, -1), p.InvalidQuantity, "asks: "),
    (lambda: p.Perp(0, 0).trade(1, 1, 2), p.InvalidFraction, "fee: "),
    (lambda: p.Health().require(-1), p.InvalidQuantity, "margin: "),
    (lambda: p.Account().require([0, -1, 0]), p.InvalidQuantity, "margins: "),
    (lambda: p.Health().ratio(), p.DivisionByZero, "liabilities: "),
    (lambda: p.Health().close(1), p.WrongPositions, "positions: "),
    (lambda: p.Health().close(-1), p.WrongPositions, "positions: "),
    (lambda: p.Account().close(10**100), p.WrongPositions, "positions: "),
    (lambda: p.Health().without(HOLDINGS[0].health()), p.WrongPositions, "part: "),
    (lambda: p.Net(1).value(3), p.UnknownMarket, "level: "),
    (lambda: p.Net(1).value(-1), p.UnknownMarket, "level: "),
    (lambda: p.withdrawal([], 0, 0, 1), p.UnknownMarket, "asset: "),
    (lambda: p.borrow(HOLDINGS, 0, 2, 1), p.InvalidFraction, "fee: "),
    (lambda: p.borrow(HOLDINGS, 0, 0, 0), p.InvalidStep, "step: "),
    (lambda: p.position(HOLDINGS, 0, 1, p.Side.BUY, 1, 0, 1), p.UnknownMarket, "asset or leg: "),
    (lambda: p.position(HOLDINGS, 0, 0, p.Side.BUY, -1, 0, 1), p.InvalidPrice, "price: "),
    (lambda: p.threshold(HOLDINGS, 0, ONE, 0), p.InvalidStep, "step: "),
    (lambda: p.threshold(HOLDINGS, -1, ONE, 1), p.Overflow, "index: "),
    (lambda: p.check_at(HOLDINGS, 0, ONE, 0), p.InvalidPrice, "at: "),
    (lambda: p.check_at(HOLDINGS, 0, p.Price.unknown(), 1), p.UnknownPrice, "a price is too old"),
    (lambda: p.floor_to(1, 0), p.InvalidStep, "step: "),
    (lambda: p.search_to(0, 1, 0, lambda x: x), p.InvalidStep, "step: "),
    (lambda: p.search_to(0, 1, 1, lambda x: "0.1"), p.InvalidNumber, "check: "),
    (lambda: p.report("["), p.InvalidBook, ""),
    (lambda: p.report(b"\xff"), p.InvalidBook, "the text is not UTF-8"),
    (lambda: p.report("\ud800"), p.InvalidBook, "a lone surrogate"),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(CASES)))
def test_message_names_the_argument(case: int) -> None:
    call, error, message = CASES[case]
    with pytest.raises(error) as raised:
        call()
    assert type(raised.value) is error
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 200


def test_perp_in_its_own_index() -> None:
    bad = [p.Holding(1, ONE, p.Weights.one(), 1, HOLDINGS[0].legs)]
    for call in (lambda: p.evaluate(bad), bad[0].health, lambda: p.threshold(bad, 1, ONE, 1)):
        with pytest.raises(p.InvalidIndex):
            call()


def test_what_a_check_raises_comes_out() -> None:
    class Own(Exception):
        pass

    def check(x: p.Fixed) -> p.Fixed:
        raise Own(str(x))

    with pytest.raises(Own, match="^0$"):
        p.search_to(0, 1, 1, check)
    # An overflow in the check ends the range of the search upward: it is the core's own error.
    assert p.search_up(0, 1, 1, lambda x: p.mul_down(p.mul_down(x, x), 10**20)) == p.Limit("never")


def test_floats_and_bools_are_told_apart() -> None:
    with pytest.raises(TypeError, match="from_float converts it"):
        p.Fixed(0.1)  # type: ignore[arg-type]
    for call in (p.Fixed, p.Health().close, p.Fixed.from_bits):
        with pytest.raises(TypeError, match="not bool"):
            call(True)
    with pytest.raises(ValueError, match="expected 3 .initial, maintenance, equity., got 2"):
        p.Account().add(1, [p.Bound(1, 1)] * 2)
    with pytest.raises(TypeError, match="bounds: expected Bound, not int"):
        p.Account().add(1, [1, 2, 3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="side: expected Side, not str"):
        p.position(HOLDINGS, 0, 0, "buy", 1, 0, 1)  # type: ignore[arg-type]
