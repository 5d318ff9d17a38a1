"""Exceptions: one class for each of the core's errors, with a message that names the argument."""

import pickle
from collections.abc import Callable

import pytest

import plimsoll as p
from plimsoll.liquidation import auction, bankruptcy, bonus, close, exchange, order, reduce, repay
from plimsoll.solvency import deleverage, insurance, protocol

ONE = p.Price.exact(1)
HOLDINGS = [p.Holding(1, ONE, p.Weights.one(), 0, [p.Leg(p.Perp(1, 0), p.Terms(ONE, p.Weights.one()), 1)])]


def test_classes() -> None:
    classes = [error for error in p.PlimsollError.__subclasses__() if error is not p.proofs.ProofError]
    of_proofs = p.proofs.ProofError.__subclasses__()
    codes = [error.code for error in classes + of_proofs]
    assert codes == [*range(1, 33), 100, *range(200, 213)]
    for error in classes + of_proofs:
        home = p.proofs if error in of_proofs else p
        assert error.name == error.__name__ and getattr(home, error.name) is error
        assert issubclass(error, ValueError) and error.__module__ == home.__name__
        again = pickle.loads(pickle.dumps(error("message")))
        assert type(again) is error and str(again) == "message"

UNIT = p.Bound(1, 1)
EVEN = p.Exchange(1, 1, 0)
OWED, OWNED = p.Balance(-2, -2, UNIT, 1), p.Balance(1, 1, p.Bound("0.5", 1), 1)
SHORT, HEALTHY = p.Health(), p.Health()
SHORT.add(-2, UNIT)
SHORT.add(1, p.Bound("0.5", 1))
HEALTHY.add(1, UNIT)


def reduced(deal: p.Deal, most: int = 1) -> p.Reduction:
    return reduce.reduce(SHORT, OWED, p.Perp(1, -3), p.Terms(ONE, p.Weights.one()), deal, most)


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
    (lambda: p.mul_div_down(1, 1, 0), p.DivisionByZero, "divisor: "),
    (lambda: p.mul_div_up(1, "0.1", 1), p.InvalidNumber, "factor: "),
    (lambda: p.ceil_to(1, 0), p.InvalidStep, "step: "),
    (lambda: p.mul_div(1, 1, 0), p.DivisionByZero, "divisor: "),
    (lambda: p.mul_div(-1, 1, 1), p.InvalidQuantity, "a: "),
    (lambda: p.mul_div(1, 2**128, 1), p.Overflow, "b: "),
    (lambda: p.mul_div(2**128 - 1, 2, 1), p.Overflow, "a result is outside"),
    (lambda: abs(p.Fixed.MIN), p.Overflow, "a result is outside"),
    (lambda: p.Ramp(1, 1, 0, 2), p.InvalidRamp, "a ramp must not begin where it ends"),
    (lambda: p.Price.unknown().at(p.End.MID), p.UnknownPrice, "a price is too old"),
    (lambda: p.Account.from_levels([HEALTHY, HEALTHY, p.Health()]), p.WrongPositions, "levels: "),
    (lambda: p.Capacity.asset(1, 1, "0.5"), p.InvalidWeights, "weight: "),
    (lambda: p.Capacity.perp(1, 1, 1, -1, 1), p.InvalidQuantity, "a quantity without sign"),
    (lambda: p.Capacity.check([p.Capacity.asset(10**23, 10, 1)]), p.AboveCapacity, "above the capacity"),
    (lambda: p.Capacity.asset(1, 1, 1).admit(2, 0, 1), p.AboveCapacity, "above the capacity"),
    (lambda: p.Capacity.asset(10**20, 10**20, 1).worth(), p.AboveCapacity, "above the capacity"),
    (lambda: p.growth_up(-1, 1), p.InvalidQuantity, "a quantity without sign"),
    (lambda: p.Indices().accrue(1, 1, 2, 0), p.InvalidFraction, "a fraction must lie"),
    (lambda: p.Indices.from_stored(0, 1).scaled(1), p.DivisionByZero, "index: "),
    (lambda: p.Pool(-1, 0, 1, 1), p.InvalidQuantity, "assets: "),
    (lambda: p.Pool(0, 2**128, 1, 1), p.Overflow, "shares: "),
    (lambda: p.Pool(0, 0, 1, 2**128 - 1).enter(0, 1), p.Overflow, "a result is outside"),
    (lambda: p.Pool(1, 0, 0, 0).assets_up(1), p.DivisionByZero, "shares in the pool: "),
    (lambda: p.Pool(0, 1, 0, 0).shares_down(1), p.DivisionByZero, "assets in the pool: "),
    (lambda: p.Exchange(0, 1, 0), p.InvalidPrice, "a price must be above zero"),
    (lambda: p.Exchange(1, 1, -1), p.InvalidQuantity, "bonus: "),
    (lambda: p.Exchange(1, 1, 0).raises_surplus(p.Bound.unknown(), UNIT), p.UnknownPrice, "a price is too old"),
    (lambda: exchange.sustainable(-1, p.Weights.one(), p.Weights.one()), p.InvalidQuantity, "bonus: "),
    (lambda: repay.repay(SHORT, OWED, OWNED, EVEN, -1), p.InvalidQuantity, "most: "),
    (lambda: repay.repay(SHORT, p.Balance(-1, -1, UNIT, 0), OWNED, EVEN, 1), p.InvalidStep, "step: "),
    (lambda: repay.repay(SHORT, p.Balance(-9, -9, UNIT, 1), OWNED, EVEN, 1), p.WrongPositions, "the number of positions"),
    (lambda: reduced(p.Deal(0, 0, 1)), p.InvalidPrice, "price: "),
    (lambda: reduced(p.Deal(1, 2, 1)), p.InvalidFraction, "fee: "),
    (lambda: reduced(p.Deal(1, 0, 0)), p.InvalidStep, "lot: "),
    (lambda: reduced(p.Deal(1, 0, 1), -1), p.InvalidQuantity, "most: "),
    (lambda: bonus.from_loan_to_value(2, 0, 1), p.InvalidFraction, "loan_to_value or cursor: "),
    (lambda: bonus.from_loan_to_value(1, 0, -1), p.InvalidQuantity, "most: "),
    (lambda: bonus.from_shortfall(SHORT, 1), p.InvalidFraction, "most_discount: "),
    (lambda: bonus.covered(1, -1, 1), p.InvalidQuantity, "a quantity without sign"),
    (lambda: p.Split("0.5", "0.6"), p.InvalidFraction, "insurance or protocol: "),
    (lambda: p.Split.liquidator().of(-1), p.InvalidQuantity, "penalty: "),
    (lambda: p.CloseFactor(2, 0, 0, 0).most(1, 1, 1, 1), p.InvalidFraction, "fraction: "),
    (lambda: close.throttle(p.Ramp(0, 1, 2, 3), 0, 1, 0, 0), p.InvalidFraction, "share: "),
    (lambda: close.throttle(p.Ramp(0, 1, 0, 1), 0, -1, 0, 0), p.InvalidQuantity, "shortfall or freed: "),
    (lambda: close.step_down(p.Tiers.none(), -1, 1), p.InvalidQuantity, "notional: "),
    (lambda: close.step_down(p.Tiers.none(), 1, -1), p.InvalidQuantity, "cut: "),
    (lambda: p.Auction(1, -1, 0).buffered(-1), p.InvalidQuantity, "buffer: "),
    (lambda: p.Auction(1, -1, 0).bid(2), p.InvalidFraction, "discount: "),
    (lambda: p.Auction(1, -1, 0).insolvent(0, 0), p.InvalidRamp, "length: "),
    (lambda: auction.storefront(1, 2, 1), p.InvalidFraction, "factor or liquidation_factor: "),
    (lambda: bankruptcy.Position(1, 2, 3, 1).bankruptcy(), p.InvalidQuantity, "a quantity without sign"),
    (lambda: bankruptcy.price(1, 0), p.DivisionByZero, "size: "),
    (lambda: bankruptcy.insurance_delta(1, 0, 2), p.InvalidFraction, "most_fee: "),
    (lambda: deleverage.Candidate(2**32, 1, 1), p.Overflow, "id: "),
    (lambda: deleverage.Candidate(1, 1, -1), p.InvalidQuantity, "size: "),
    (lambda: deleverage.Candidate(1, 1, 1, 2**128), p.Overflow, "close: "),
    (lambda: deleverage.greedy([], -1), p.InvalidQuantity, "needed: "),
    (lambda: deleverage.pro_rata([deleverage.Candidate(1, 1, 2**127)] * 2, 1), p.Overflow, "a result is outside"),
    (lambda: p.Fund(1, -1, 1), p.InvalidQuantity, "a quantity without sign"),
    (lambda: p.Fund(1, 1, 1).contribute(-1), p.InvalidQuantity, "amount: "),
    (lambda: p.Fund(1, 1, 1).cover(-1), p.InvalidQuantity, "deficit: "),
    (lambda: insurance.target(1, -1, 1), p.InvalidQuantity, "a quantity without sign"),
    (lambda: p.Standing(1, -1, 1).profit(), p.InvalidQuantity, "entry: "),
    (lambda: p.Standing(1, 0, 1).profit(), p.DivisionByZero, "entry: "),
    (lambda: p.Shock(1, -1), p.InvalidPrice, "change: "),
    (lambda: p.Shock(-1, 0), p.Overflow, "index: "),
    (lambda: p.Waterfall(1, -1, 1).flows(1), p.InvalidQuantity, "a quantity without sign"),
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
    shocks = [p.Shock(1, "-0.1")]
    for call in (
        lambda: p.evaluate(bad),
        bad[0].health,
        lambda: p.threshold(bad, 1, ONE, 1),
        lambda: protocol.health_under(bad, shocks),
    ):
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
    with pytest.raises(TypeError, match=r"bounds\[0\]: expected Bound, not int"):
        p.Account().add(1, [1, 2, 3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="side: expected Side, not str"):
        p.position(HOLDINGS, 0, 0, "buy", 1, 0, 1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="end: expected End, not str"):
        ONE.at("mid")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="reason: expected Reason, not str"):
        p.Seizure(1, 1, "target")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="order: expected Order, not Side"):
        order.first(p.Side.BUY, [])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"candidates\[0\]: expected Candidate, not tuple"):
        deleverage.greedy([(1, 1, 1)], 1)  # type: ignore[list-item]
    with pytest.raises(TypeError, match=r"candidates\[0\]: expected Candidate, not Candidate"):
        deleverage.greedy([order.Candidate(1, 1)], 1)  # type: ignore[list-item]
    with pytest.raises(TypeError, match="size: expected int, not Fixed"):
        deleverage.Candidate(1, 1, p.Fixed(1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="bound: expected Bound, not int"):
        p.Balance(1, 1, 1, 1)  # type: ignore[arg-type]
    seizure = p.Seizure(1, 1, p.Reason.CAPPED)
    with pytest.raises(ValueError, match="dust: expected 2 .debt, collateral., got 1"):
        repay.sweep(seizure, OWED, OWNED, EVEN, [1])
