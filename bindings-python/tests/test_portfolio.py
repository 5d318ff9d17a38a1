"""Options, scenarios and methods from Python: how arguments are read, what errors name, who changes what."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest

import plimsoll as p
from plimsoll import contingency, netting, option, scenario
from plimsoll.liquidation.crossing import Crossing, crossing
from plimsoll.methods import deribit, okx, paradex, span
from plimsoll.methods.derive import discount, portfolio_2, standard
from portfolio import ARRAY, BASIS, CALL, FORWARD, GRID, LONG, OPTIONS, PERP, SECOND, SHOCKS, SKEW, WEEK, fed, second
from test_numbers import HIGH, LOW, NEAR

FLAT = p.Expiry.undiscounted(option.YEAR)
ENDS = p.Interval(LOW, HIGH)


def test_a_number_for_an_interval_is_held_by_it() -> None:
    wide = CALL.value("2000.1", "0.1", FLAT)
    assert wide == CALL.value(p.Interval.exact("2000.1"), ENDS, FLAT)
    assert wide == CALL.value(Decimal("2000.1"), Decimal("0.1"), FLAT)
    assert CALL.value(2000, "0.5", FLAT) == CALL.value(p.Interval(2000, 2000), p.Fixed("0.5"), FLAT)
    for volatility in (LOW, HIGH):
        inside = CALL.value(p.read_down("2000.1"), volatility, FLAT)
        assert wide.low <= inside.high and inside.low <= wide.high
    assert p.RiskArray.option(CALL, 2000, "0.8", WEEK, SHOCKS, GRID) == p.RiskArray.option(
        CALL, p.Forward(2000, 0), p.Interval.exact("0.8"), WEEK, SHOCKS, tuple(GRID)
    )


def test_intervals_calculate() -> None:
    x = p.Interval(2, 3)
    assert x + 1 == 1 + x == p.Interval(3, 4) and x - x == p.Interval(-1, 1) and 5 - x == p.Interval(2, 3)
    assert -x == p.Interval(-3, -2) and +x == x and x + "0.1" == p.Interval(2 + LOW, 3 + HIGH)
    assert x.mul(p.Interval(-1, 2)) == p.Interval(-3, 6) and x.div(2) == p.Interval(1, "1.5")
    assert x.holds(2) and x.holds("2.5") and not x.holds(4)
    for call in (lambda: x + 1.5, lambda: x - None, lambda: [] + x):  # type: ignore[operator]
        with pytest.raises(TypeError):
            call()


# How each argument reads the text "0.1".
DIRECTIONS: dict[str, tuple[Callable[[str], object], object]] = {
    "Interval": (lambda x: p.Interval(x, x), ENDS),
    "Interval.exact": (p.Interval.exact, ENDS),
    "Interval.mul": (p.Interval(1, 1).mul, ENDS),
    "strike": (lambda x: p.Contract("call", x).strike, NEAR),
    "rate": (lambda x: p.Expiry(5, x).rate, NEAR),
    "discount": (lambda x: p.Expiry.discounted(5, x).discount, p.Interval(NEAR, NEAR)),
    "Forward": (lambda x: p.Forward(x, x), p.Forward(ENDS, NEAR)),
    "Forward.exact": (p.Forward.exact, p.Forward(ENDS, 0)),
    "Position": (lambda x: option.Position(CALL, x, x), option.Position(CALL, NEAR, ENDS)),
    "Scenario": (lambda x: p.Scenario(x, "up", x), p.Scenario(NEAR, "up", HIGH)),
    "Scan": (lambda x: p.Scan.from_parts(x, [x]), p.Scan.from_parts(LOW, [LOW])),
    "VolatilityShock": (
        lambda x: scenario.VolatilityShock([x, x], (x, x), 1, x),
        scenario.VolatilityShock([NEAR] * 2, [NEAR] * 2, 1, NEAR),
    ),
    "charge": (lambda x: contingency.charge(1, x), HIGH),
    "Confidence": (lambda x: contingency.Confidence(x, x), contingency.Confidence(HIGH, HIGH)),
    "Confidence.charge": (lambda x: contingency.Confidence(1, 1).charge(x, 1), 1 - LOW),
    "Peg.loss": (lambda x: contingency.Peg(1, 1).loss(x), 1 - LOW),
    "Sides": (lambda x: netting.Sides(x, x), netting.Sides(NEAR, NEAR)),
    "cap_gains": (lambda x: netting.cap_gains([1], x), [LOW]),
    "LongDiscount": (lambda x: discount.LongDiscount(x, (x, x)), discount.LongDiscount(LOW, (HIGH, HIGH))),
    "Basis": (lambda x: discount.Basis(x, x), discount.Basis(HIGH, HIGH)),
    "Feeds": (lambda x: standard.Feeds(x, x, x, x, x), standard.Feeds(NEAR, LOW, NEAR, LOW, NEAR)),
    "Charges": (lambda x: span.Charges(x, x, x, x, x), span.Charges(HIGH, HIGH, LOW, NEAR, HIGH)),
    "Currency": (lambda x: deribit.Currency(x, x, x, x, x), deribit.Currency(HIGH, HIGH, LOW, LOW, LOW)),
    "Provisions": (lambda x: paradex.Provisions(x, x), paradex.Provisions(HIGH, HIGH)),
    "Multiplier": (lambda x: okx.Multiplier(x, x), okx.Multiplier(LOW, HIGH)),
}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    read, wanted = DIRECTIONS[name]
    assert read("0.1") == wanted


def test_texts_stand_for_members() -> None:
    assert p.Contract("put", 1).right is option.Right.PUT and p.Contract(option.Right.PUT, 1) == p.Contract("put", 1)
    assert p.Scenario(1, "linear").volatility is scenario.Volatility.LINEAR
    for call, names in (
        (lambda text: p.Contract(text, 1), "right: expected one of call, put"),
        (lambda text: p.Scenario(1, text), "volatility: expected one of same, up, down, linear, absolute"),
        (lambda text: deribit.Aggregation(deribit.CurrencyPair("0.1", 1, 1, 1, 1), deribit.Currency(1, 1, 1, 1, 1), text, 1),
         "settlement: expected one of coin, dollar"),
    ):  # fmt: skip
        for text in ("", "CALL", "Up", "\ud800"):
            with pytest.raises(ValueError, match=f"^{names}$"):
                call(text)
        with pytest.raises(TypeError, match=names.split(":")[0] + ": expected [A-Z][a-z]+, not int"):
            call(1)


def test_a_failure_leaves_what_it_was_given() -> None:
    scan, portfolio = fed(), second()
    before, margin = fed(), portfolio.initial(SECOND, GRID, 1, 0)
    most = p.Scan.from_parts(0, (0, 0, p.Fixed.MAX))
    big = p.RiskArray(most, most)
    scan.add(1, big)
    calls: list[Callable[[], None]] = [
        lambda: scan.add(1, big),
        lambda: scan.add(1, PERP_OF_TWO),
        lambda: span.cover(scan, GRID[:2]),
    ]
    for call in calls:
        stood = scan.profits
        with pytest.raises(p.PlimsollError):
            call()
        assert scan.profits == stood != before.profits
    with pytest.raises(p.Overflow):
        portfolio.add_perp(SECOND, 2000, PERP, p.Fixed.MAX, 0, 1)
    assert portfolio.initial(SECOND, GRID, 1, 0) == margin
    amounts = [5, -3]
    assert netting.take_matched(amounts, 0, 1) == (p.Fixed(3), [p.Fixed(2), p.Fixed(0)]) and amounts == [5, -3]


PERP_OF_TWO = p.RiskArray.linear(p.Price.exact(1), GRID[:2])


def test_what_is_given_is_a_copy() -> None:
    ARRAY.owned.add(1, ARRAY)
    OPTIONS.scan.add(1, ARRAY)
    second().scan.add(1, ARRAY)
    assert ARRAY.owned.profits == p.RiskArray.option(CALL, FORWARD, "0.8", WEEK, SHOCKS, GRID).owned.profits
    profits = ARRAY.owed.profits
    profits.clear()
    assert len(ARRAY.owed.profits) == 3 and OPTIONS.scan == fed()


def test_threads_share_a_scan() -> None:
    scan, sides = p.Scan(GRID), netting.Sides()

    def feed() -> None:
        for _ in range(500):
            scan.add("0.1", PERP)
            scan.merge(fed())
            sides.add(-1)

    threads = [threading.Thread(target=feed) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one = p.Scan(GRID)
    one.add("0.1", PERP)
    one.merge(fed())
    assert [x.bits for x in scan.profits] == [4000 * x.bits for x in one.profits] and sides.short == 4000


def test_a_crossing_is_tight() -> None:
    def check(price: p.Fixed) -> p.Fixed:
        return p.Fixed(30) - abs(price - 100)

    assert crossing(100, [0, 200], 7, 1, check) == Crossing(p.Limit("at", 70), p.Limit("at", 130), 0, 200)
    assert crossing(100, (90, 110), 1, 1, check) == Crossing(p.Limit("never"), p.Limit("never"), 90, 110)
    assert crossing(0, (0, 200), 7, 1, check).above == p.Limit("already_past")


@pytest.mark.parametrize("error", [KeyError("own"), p.Overflow("own"), SystemExit(1), KeyboardInterrupt(), RecursionError()])
def test_what_a_check_raises_comes_out_of_a_crossing(error: BaseException) -> None:
    def check(price: p.Fixed) -> p.Fixed:
        if price > 120:
            raise error
        return p.Fixed(1)

    with pytest.raises(type(error)) as raised:
        crossing(100, (50, 200), 4, 1, check)
    assert raised.value is error


def test_an_exit_ends_a_search() -> None:
    """Its code is no error of the core's."""

    def check(x: p.Fixed) -> p.Fixed:
        if x > 5:
            raise SystemExit(1)
        return p.Fixed(1)

    with pytest.raises(SystemExit):
        p.search_up(0, 1, 1, check)


@pytest.mark.parametrize("answer", [None, 1.5, object(), True, [1]])
def test_a_check_answers_with_a_number(answer: object) -> None:
    with pytest.raises(TypeError, match="^check: expected Fixed, int, str or Decimal, not "):
        crossing(100, (50, 200), 4, 1, lambda price: answer)  # type: ignore[arg-type, return-value]


CASES: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: p.sqrt(-1), p.OutOfDomain, "number: the function is not defined there"),
    (lambda: p.ln(0), p.OutOfDomain, "number: "),
    (lambda: p.ln("0.1"), p.InvalidNumber, "number: "),
    (lambda: p.exp(100), p.Overflow, "a result is outside"),
    (lambda: p.power(0, -1), p.OutOfDomain, "base or exponent: "),
    (lambda: p.Interval(2, 1), p.InvalidInterval, "the low end of an interval"),
    (lambda: p.Interval(1, 2).div(0), p.DivisionByZero, "divisor: "),
    (lambda: p.Contract("call", -1), p.InvalidOption, "strike: "),
    (lambda: CALL.value(-1, 1, WEEK), p.InvalidOption, "forward or volatility: "),
    (lambda: CALL.value(0.5, 1, WEEK), TypeError, "forward: expected Interval, Fixed, int, str or Decimal, not float; plimsoll.from_float"),  # type: ignore[arg-type]
    (lambda: CALL.value(1, "x", WEEK), p.InvalidNumber, "volatility: "),
    (lambda: CALL.greeks(2000, 0, WEEK), p.OutOfDomain, "forward, at the strike without time or volatility: "),
    (lambda: CALL.implied_volatility(2000, 1, WEEK, 0), p.InvalidStep, "step: "),
    (lambda: p.Expiry(-1, 0), p.InvalidQuantity, "seconds: "),
    (lambda: p.Expiry(2**64, 0), p.Overflow, "seconds: "),
    (lambda: p.Expiry.discounted(1, 0), p.InvalidOption, "discount: "),
    (lambda: p.Forward(1, -1), p.InvalidOption, "moving or settled: "),
    (lambda: p.Scenario(-1, "up"), p.InvalidScenario, "spot or weight: "),
    (lambda: p.Scan([*GRID, 1]), TypeError, "grid[3]: expected Scenario, not int"),  # type: ignore[list-item]
    (lambda: p.Scan.from_parts(0, ["1", "x"]), p.InvalidNumber, 'profits[1]: not a decimal number of the form'),
    (lambda: p.Scan([]).worst(), p.InvalidScenario, "grid: "),
    (lambda: fed().worst_weighted(GRID[:2]), p.InvalidScenario, "grid: "),
    (lambda: fed().add(1, PERP_OF_TWO), p.InvalidScenario, "unit: "),
    (lambda: fed().merge(p.Scan([])), p.InvalidScenario, "other: "),
    (lambda: p.RiskArray.linear(p.Price.unknown(), GRID), p.UnknownPrice, "a price is too old"),
    (lambda: p.RiskArray.inverse([p.Scenario(0, "same")]), p.DivisionByZero, "spot of a scenario: "),
    (lambda: p.RiskArray.option(CALL, -1, 1, WEEK, SHOCKS, GRID), p.InvalidOption, "forward: "),
    (lambda: p.RiskArray.option(CALL, 1, -1, WEEK, SHOCKS, GRID), p.InvalidOption, "forward or volatility: "),
    (lambda: p.RiskArray(fed(), p.Scan(GRID[:2])), p.InvalidScenario, "owned or owed: "),
    (lambda: ARRAY.contribution(1, 3), p.InvalidScenario, "scenario: "),
    (lambda: scenario.VolatilityShock([1], [1, 2], 1, 1), ValueError, "range: expected 2, got 1"),
    (lambda: scenario.VolatilityShock([1, 2], (1, "x"), 1, 1), p.InvalidNumber, "power[1]: "),
    (lambda: scenario.VolatilityShock([1, 2], [1, 2], 0, 1), p.InvalidScenario, "range, power, floor or least: "),
    (lambda: p.Shocks(scenario.VolatilityShock([1, 2], [1, 2], 1, 1), scenario.Skew([0, 0], [0, 0], 0, 0, [0, 0]), WEEK),
     p.InvalidScenario, "skew: "),
    (lambda: contingency.Confidence(2, 1), p.InvalidFraction, "threshold: "),
    (lambda: contingency.Confidence(1, -1), p.InvalidFactor, "rate: "),
    (lambda: netting.take_matched([1], 0, 0), p.UnknownMarket, "first or second: "),
    (lambda: netting.take_matched([1], 0, -1), p.InvalidQuantity, "second: "),
    (lambda: netting.pair_charge([1, -1], [netting.Pair(0, 1, -1)]), p.InvalidFactor, "rate: "),
    (lambda: netting.pair_charge([1, -1], [netting.Pair(0, 1, 1), 2]), TypeError, "table[1]: expected Pair, not int"),  # type: ignore[list-item]
    (lambda: netting.spread([], [netting.Leg(0, 1, 1)]), p.UnknownMarket, "legs: "),
    (lambda: crossing(1, (2, 3), 1, 1, lambda x: x), p.InvalidInterval, "range: "),
    (lambda: crossing(1, (0, 3), 0, 1, lambda x: x), p.InvalidStep, "parts or step: "),
    (lambda: crossing(1, (0, 3), 2**32, 1, lambda x: x), p.Overflow, "parts: "),
    (lambda: discount.LongDiscount("1.01", (0, 0)), p.InvalidDiscount, "base: "),
    (lambda: discount.ShortDiscount("0.99", (0, 0)), p.InvalidDiscount, "base: "),
    (lambda: discount.Basis(-1, 0), p.InvalidFactor, "addend or multiple: "),
    (lambda: portfolio_2.Portfolio(GRID).add_options(SECOND, GRID[:1], 1, OPTIONS), p.InvalidScenario, "grid: "),
    (lambda: second().add_perp(SECOND, 1, PERP, 1, 1, 2), p.InvalidFraction, "confidence: "),
    (lambda: second().add_collateral(SECOND, -1, (0, 0), 1), p.InvalidQuantity, "value: "),
    (lambda: second().add_collateral(SECOND, 1, (0, -1), 1), p.InvalidFactor, "haircut: "),
    (lambda: span.unit([1] * 15), p.InvalidScenario, "losses: "),
    (lambda: span.grid(1, 1, 2), p.InvalidFraction, "cover: "),
    (lambda: deribit.CurrencyPair(1, 1, 1, 1, 1), p.InvalidFraction, "price_range: "),
    (lambda: deribit.Margin(fed(), -1), p.InvalidStep, "ticks: "),
    (lambda: deribit.Standard(1, 2, 0), p.InvalidFactor, "most, least or maintenance: "),
    (lambda: paradex.Parameters(1, 1, 2), p.InvalidFraction, "maintenance: "),
    (lambda: okx.minimum_charge(1, [okx.Multiplier(1, 1)]), p.InvalidTiers, "ladder: "),
    (lambda: okx.initial(1, 1, "0.9"), p.InvalidFactor, "factor: "),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(CASES)))
def test_message_names_the_argument(case: int) -> None:
    call, error, message = CASES[case]
    with pytest.raises(error) as raised:
        call()
    assert type(raised.value) is error and str(raised.value).startswith(message)


def test_a_book_of_a_quant() -> None:
    """A straddle written and hedged: the margin is the worst of the grid, and the parts sum to it."""
    straddle = [p.RiskArray.option(p.Contract(right, 2000), FORWARD, "0.8", WEEK, SHOCKS, GRID) for right in option.Right]
    book: list[tuple[p.Number, p.RiskArray]] = [(-5, straddle[0]), (-5, straddle[1]), ("0.4", PERP)]
    scan = p.Scan(GRID)
    for quantity, array in book:
        scan.add(quantity, array)
    worst = scan.worst_weighted(GRID)
    assert worst.profit == min(p.mul_down(x, s.weight) for x, s in zip(scan.profits, GRID)) < 0
    parts = [array.contribution(quantity, worst.scenario) for quantity, array in book]
    assert sum(parts, p.Fixed(0)) == scan.profits[worst.scenario]
    assert LONG.at(WEEK) < 1 and BASIS.loss(p.Scan.from_parts(0, [-100, 50]), WEEK) < 0
    assert SKEW.linear == (p.Fixed("0.5"), p.Fixed("0.1"))
