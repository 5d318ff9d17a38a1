"""`Fixed`, and how numbers are read: exactly, and in the direction that each argument states."""

import copy
import math
import operator
import pickle
import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

import plimsoll as p
from plimsoll import Fixed

ONE = 1 << 48
EDGES = [0, 1, -1, ONE, -ONE, ONE - 1, ONE + 1, (1 << 127) - 1, -(1 << 127)]
RANDOM = random.Random(1)
BITS = EDGES + [RANDOM.randrange(-(1 << size), 1 << size) for size in range(1, 128) for _ in range(3)]


def value(x: Fixed) -> Fraction:
    return Fraction(x.bits, ONE)


@pytest.mark.parametrize("bits", BITS)
def test_one_number(bits: int) -> None:
    x = Fixed.from_bits(bits)
    assert x.bits == bits
    assert Fixed(x) is not None and Fixed(x) == x
    assert Fraction(x.to_decimal()) == value(x)
    assert Fixed(x.to_decimal()) == x == p.read_down(x.to_decimal()) == p.read_up(x.to_decimal())
    assert p.read_nearest(str(x)) == x and p.write(x) == str(x) == f"{x}"
    assert eval(repr(x)) == x
    assert float(x) == float(value(x))
    assert bool(x) is bool(bits)
    assert hash(x) == hash(x.to_decimal()) == hash(value(x))
    assert pickle.loads(pickle.dumps(x)) == copy.deepcopy(x) == copy.copy(x) == x


def test_order_and_sums_are_exact() -> None:
    for _ in range(5000):
        a, b = (Fixed.from_bits(RANDOM.choice(BITS)) for _ in range(2))
        for other in (b, b.to_decimal()):
            assert (a < other) == (value(a) < value(b)) == (other > a)
            assert (a <= other) == (value(a) <= value(b)) == (other >= a)
            assert (a == other) == (value(a) == value(b)) == (not a != other)
        for operation, wanted in ((operator.add, value(a) + value(b)), (operator.sub, value(a) - value(b))):
            if -(1 << 127) <= wanted * ONE < 1 << 127:
                assert value(operation(a, b)) == wanted
            else:
                with pytest.raises(p.Overflow):
                    operation(a, b)


def test_operators_with_int_and_decimal() -> None:
    x = Fixed("1.5")
    assert x + 1 == 1 + x == Fixed("2.5") == x + Decimal(1)
    assert 1 - x == Decimal(1) - x == Fixed("-0.5") == -(x - 1)
    assert sum([x, x], Fixed(0)) == sum([x, x]) == 3
    assert abs(-x) == +x == x
    assert x == Decimal("1.5") and x != Decimal("1.6") and x > 1 and x < Decimal("1.5000000000000000000000001")
    assert x < 10**400 and x > -(10**400)
    assert x < Decimal("Infinity") and x > Decimal("-Infinity") and x > Decimal("-1e999999999999")
    assert x != Decimal("NaN") and not x == Decimal("NaN")
    assert len({x, Decimal("1.5"), Fixed("1.5"), Fraction(3, 2)}) == 2  # a Fraction is not compared with
    with pytest.raises(p.InvalidNumber):
        x + Decimal("0.1")
    with pytest.raises(p.Overflow):
        -Fixed.MIN
    with pytest.raises(p.Overflow):
        abs(Fixed.MIN)
    assert (Fixed.DELTA.bits, Fixed.MAX.bits, Fixed.MIN.bits) == (1, (1 << 127) - 1, -(1 << 127))


def test_no_other_operator() -> None:
    x: object = Fixed(2)
    for operation in ("x * x", "x / x", "x // x", "x % x", "x ** x", "2 * x", "x * 2", "x + '1'", "x + 1.0",
                      "x + True", "x < 1.5", "x < '3'", "x < None", "int(x)", "[0][x]", "round(x)"):  # fmt: skip
        with pytest.raises(TypeError):
            eval(operation, {"x": x})
    assert x != 2.0 and x != "2" and x != True and x is not None  # noqa: E712


def test_format_is_that_of_the_decimal() -> None:
    x = Fixed("-1234567.891")
    assert (f"{x:,.2f}", f"{x:>12.0f}", f"{x:+.1e}") == ("-1,234,567.89", "    -1234568", "-1.2e+6")


UNREPRESENTABLE = Decimal("0.1")
LOW, HIGH = p.read_down("0.1"), p.read_up("0.1")
NEAR = p.read_nearest("0.1")
ONE_LOW, ONE_HIGH = LOW + 1, HIGH + 1
TERMS = p.Terms(p.Price.exact(1), p.Weights.one())
HOLDINGS = [p.Holding(5, p.Price.exact(1), p.Weights.one(), 0, [p.Leg(p.Perp(1, 0), TERMS, 1)])]

# What is read, and what it must be; the name says which argument.
DIRECTIONS: dict[str, tuple[Callable[[p.Number], object], object]] = {
    "read_down": (p.read_down, LOW),
    "read_up": (p.read_up, HIGH),
    "read_nearest": (p.read_nearest, NEAR),
    "Fixed": (Fixed, NEAR),
    "Price low": (lambda x: p.Price(x, 1).low, LOW),
    "Price high": (lambda x: p.Price(Fixed.DELTA, x).high, HIGH),
    "Price.exact": (p.Price.exact, p.Price(LOW, HIGH)),
    "Price.from_stored": (lambda x: p.Price.from_stored(x, x), p.Price(LOW, HIGH)),
    "Price.with_confidence mid": (lambda x: p.Price.with_confidence(x, 0), p.Price(LOW, HIGH)),
    "Price.with_confidence": (lambda x: p.Price.with_confidence(1, x), p.Price(1 - HIGH, 1 + HIGH)),
    "Price.factor_to": (lambda x: p.Price.exact(1).factor_to(x), p.Price.exact(NEAR)),
    "Weights asset": (lambda x: p.Weights(x, 1).asset, LOW),
    "Weights.from_haircut": (lambda x: p.Weights.from_haircut(x).asset, 1 - HIGH),
    "Weights.from_loan_to_value": (lambda x: p.Weights.from_loan_to_value(x).asset, LOW),
    "Weights.from_margin_fraction": (p.Weights.from_margin_fraction, p.Weights(1 - HIGH, 1 + HIGH)),
    "Bound": (lambda x: p.Bound(x, x), p.Bound(LOW, HIGH)),
    "Tier": (lambda x: p.Tier(x, x, x), p.Tier(LOW, HIGH, LOW)),
    "Tiers.requirement": (lambda x: p.Tiers([p.Tier(0, 1)]).requirement(x), HIGH),
    "Tiers.from_table tolerance": (
        lambda x: len(p.Tiers.from_table([p.Tier(0, 0), p.Tier(1, 0, HIGH)], x).rungs),
        2,
    ),
    "Terms profit weight": (lambda x: p.Terms(p.Price.exact(1), p.Weights.one(), None, x).profit_weight, LOW),
    "Perp": (lambda x: p.Perp(x, x, x, x), p.Perp(NEAR, LOW, NEAR, NEAR)),
    "Perp.with_orders": (lambda x: p.Perp(0, 0).with_orders(x, x), p.Perp(0, 0, NEAR, NEAR)),
    "Perp.settle_funding settled": (lambda x: p.Perp(1, 0).settle_funding(x, 0).quote, NEAR),
    "Perp.settle_funding index": (lambda x: p.Perp(1, 0).settle_funding(0, x).quote, -NEAR),
    "Perp.trade size": (lambda x: p.Perp(0, 0).trade(x, 1, 0).size, NEAR),
    "Perp.trade price, buy": (lambda x: p.Perp(0, 0).trade(1, x, 0).quote, -HIGH),
    "Perp.trade price, sell": (lambda x: p.Perp(0, 0).trade(-1, x, 0).quote, LOW),
    "Perp.trade fee": (lambda x: p.Perp(0, 0).trade(1, 1, x).quote, -1 - HIGH),
    "Net": (lambda x: p.Net(x).value(p.INITIAL), LOW),
    "Holding": (lambda x: p.Holding(x, p.Price.exact(1), p.Weights.one(), 0).balance, LOW),
    "Limit": (lambda x: p.Limit("at", x).value, NEAR),
    "to_units_down": (lambda x: p.to_units_down(x, 24), p.to_units_down(LOW, 24)),
    "to_units_up": (lambda x: p.to_units_up(x, 24), p.to_units_up(HIGH, 24)),
    "floor_to step": (lambda x: p.floor_to(1, x), p.floor_to(1, NEAR)),
    "withdrawal fee": (lambda x: p.withdrawal(HOLDINGS, 0, x, 1), p.withdrawal(HOLDINGS, 0, HIGH, 1)),
    "withdrawal step": (lambda x: p.withdrawal(HOLDINGS, 0, 0, x), p.withdrawal(HOLDINGS, 0, 0, NEAR)),
    "borrow step": (lambda x: p.borrow(HOLDINGS, 0, 0, x), p.borrow(HOLDINGS, 0, 0, NEAR)),
    "threshold step": (
        lambda x: p.threshold(HOLDINGS, 0, p.Price.exact(1), x),
        p.threshold(HOLDINGS, 0, p.Price.exact(1), NEAR),
    ),
    "check_at": (
        lambda x: p.check_at(HOLDINGS, 0, p.Price.exact(1), x),
        p.check_at(HOLDINGS, 0, p.Price.exact(1), NEAR),
    ),
}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    read, wanted = DIRECTIONS[name]
    assert LOW < UNREPRESENTABLE < HIGH
    for number in (UNREPRESENTABLE, str(UNREPRESENTABLE), "0.10", Decimal("1E-1"), Decimal("0.1000")):
        assert read(number) == wanted


def test_direction_of_accumulators() -> None:
    bound = p.Bound(1, 1)
    health, account = p.Health(), p.Account()
    health.add("0.1", bound)
    health.add("-0.1", bound)
    health.require("0.1")
    assert (health.assets, health.liabilities) == (LOW, HIGH + HIGH)
    account.add("0.1", [bound] * 3)
    account.require(["0.1"] * 3)
    assert account.equity == p.Health.from_stored("0.1", "0.1", 1, 0, 0)
    assert p.Weights(1, "1.1").liability == p.read_up("1.1") > p.read_down("1.1")
    assert p.Weights.one().with_borrow_factor("1.1").liability == p.read_up("1.1")


def test_mirror() -> None:
    """A long and a short of the same text cancel."""
    for _ in range(1000):
        text = str(Decimal(RANDOM.randrange(10**20)).scaleb(-19))
        assert p.Perp(text, 0).size + p.Perp("-" + text, 0).size == 0


def test_exact_arguments_refuse_what_is_not() -> None:
    for call in (p.mul_down, p.mul_up, p.div_down, p.div_up):
        with pytest.raises(p.InvalidNumber, match="^a: "):
            call("0.1", 1)
        assert call("0.5", Decimal("2")) in (1, Decimal("0.25"))
    with pytest.raises(p.DivisionByZero, match="^b: "):
        p.div_down(1, 0)


def test_decimals_of_any_form() -> None:
    forms: dict[str, int | str] = {
        "1E+2": 100, "-1.5e1": -15, "0E+999999": 0, "-0": 0, "0E-999999": 0, "12.50": "12.5", "1E+23": 10**23,
        "00012": 12, "1.0E-3": "0.001",
    }  # fmt: skip
    for text, wanted in forms.items():
        assert Fixed(Decimal(text)) == Fixed(wanted), text
    for tiny in ("1E-100", "1E-999999999", "0.000000000000000000001"):
        above, below = Decimal(tiny), Decimal("-" + tiny)
        assert p.read_down(above) == p.read_up(below) == 0
        assert p.read_up(above) == -p.read_down(below) == Fixed.DELTA
    for _ in range(2000):
        digits, exponent = RANDOM.randrange(10 ** RANDOM.randrange(1, 40)), RANDOM.randrange(-60, 4)
        number = Decimal(RANDOM.choice("-+") + str(digits)).scaleb(exponent)
        exact = Fraction(number) * ONE
        if abs(exact) < 1 << 127:
            assert p.read_down(number).bits == math.floor(exact)
            assert p.read_up(number).bits == math.ceil(exact)


def test_from_float() -> None:
    for x in (0.1, -0.1, 1e-300, 5e-324, 1e23, -2.0**-48, 0.0, 123456.789, math.pi):
        assert p.from_float(x) == Decimal(x)
        assert p.read_down(p.from_float(x)).bits == math.floor(Fraction(x) * ONE)
        assert p.read_up(p.from_float(x)).bits == math.ceil(Fraction(x) * ONE)
    assert p.from_float(3) == 3
    for bad, error in ((math.nan, p.InvalidNumber), (math.inf, p.InvalidNumber), (1e24, p.Overflow), (-1e300, p.Overflow)):
        with pytest.raises(error):
            p.from_float(bad)
    with pytest.raises(p.Overflow):
        p.from_float(10**30)


def test_units_over_the_whole_range() -> None:
    assert p.from_units_down((1 << 128) - 1, 24).bits == ((1 << 128) - 1 << 48) // 10**24
    for units, error in ((-1, p.InvalidQuantity), (1 << 128, p.Overflow), (-(1 << 300), p.InvalidQuantity), (10**5000, p.Overflow)):
        with pytest.raises(error, match="^units: "):
            p.from_units_up(units, 6)
    for decimals in (25, -1, 1 << 32, 10**5000):
        with pytest.raises(p.InvalidDecimals, match="^decimals: "):
            p.from_units_up(1, decimals)
        with pytest.raises(p.InvalidDecimals, match="^decimals: "):
            p.to_units_up(1, decimals)
