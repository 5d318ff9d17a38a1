"""What an operation may do, capacities, interest, and a pool's shares, as the core's documentation states
them."""

from fractions import Fraction

from account import surplus, verdict
from grid import Failure, divide, down, fit, is_fraction, mul_div, up
from model import ONE, ZERO

MOST_UNITS = (1 << 128) - 1


# --- operation: accounts with a level for each of initial, maintenance, equity --------------------


def permission(before, after, cost):
    if cost < 0:
        raise Failure("InvalidQuantity")
    if verdict(after[0]) == "healthy":
        return "healthy"
    for old, new, lost in zip(before, after, (ZERO, ZERO, cost)):
        if any(sums["stale_assets"] or sums["stale_debts"] for sums in (old, new)):
            return "unknown"
        if fit(surplus(new) + lost) < surplus(old) or fit(new["liabilities"] - lost) > old["liabilities"]:
            return "refused"
    return "improved"


# --- capacity --------------------------------------------------------------------------------------


def capacity(quantity, price, weight, quote=ZERO, settlement=ONE):
    if min(quantity, price, quote, settlement) < 0:
        raise Failure("InvalidQuantity")
    if weight < 1:
        raise Failure("InvalidWeights")
    return {
        "quantity": quantity,
        "price": price,
        "weight": weight,
        "quote": quote,
        "settlement": settlement,
    }


def limited(answer):
    """What does not fit is above the capacity."""
    try:
        return answer()
    except Failure as failure:
        raise Failure("AboveCapacity" if failure.name == "Overflow" else failure.name) from None


def units(limits):
    weighted = up(limits["price"] * limits["weight"])
    return fit(up(limits["quantity"] * weighted) + limits["quote"])


def worth(limits):
    return limited(lambda: up(units(limits) * limits["settlement"]))


def admit(limits, quantity, quote, price):
    fits = (
        fit(abs(quantity)) <= limits["quantity"]
        and fit(abs(quote)) <= limits["quote"]
        and price <= limits["price"]
    )
    if not fits:
        raise Failure("AboveCapacity")


def check(capacities):
    """Sums without a range, because every sum is at least its parts: what leaves it does so at the end."""
    worths = sum((worth(limits) for limits in capacities), ZERO)
    values = sum((limited(lambda: units(limits)) for limits in capacities), ZERO)
    weighted = [limited(lambda: up(limits["price"] * limits["weight"])) for limits in capacities]
    largest = max(weighted + [limits["quantity"] for limits in capacities], default=ZERO)
    for total in (worths, values + largest):
        limited(lambda: fit(8 * total))


# --- interest --------------------------------------------------------------------------------------


def growth(rate, elapsed, way):
    if rate < 0 or elapsed < 0:
        raise Failure("InvalidQuantity")
    first = way(rate * elapsed)
    second = mul_div(first, first, Fraction(2), way)
    third = mul_div(second, first, Fraction(3), way)
    return fit(first + second + third)


def indices(deposit, debt):
    if deposit < 0 or debt <= 0:
        raise Failure("InvalidQuantity")
    return (deposit, debt)


def accrue(pair, rate, elapsed, utilisation, reserve):
    if not (is_fraction(utilisation) and is_fraction(reserve)):
        raise Failure("InvalidFraction")
    deposit, debt = pair
    paid = growth(rate, elapsed, up)
    earned = down(down(growth(rate, elapsed, down) * utilisation) * (1 - reserve))
    return (fit(deposit + down(deposit * earned)), fit(debt + up(debt * paid)))


def balance(pair, scaled):
    return down(scaled * pair[1 if scaled < 0 else 0])


def scaled(pair, amount):
    return divide(amount, pair[1 if amount < 0 else 0], down)


# --- shares: whole numbers -------------------------------------------------------------------------


def whole(value):
    if not 0 <= value <= MOST_UNITS:
        raise Failure("Overflow")
    return value


def pool(assets, shares, virtual_assets, virtual_shares):
    whole(assets + virtual_assets), whole(shares + virtual_shares)
    return (assets, shares, virtual_assets, virtual_shares)


def convert(amount, of, per, way):
    """`amount * of / per`; `way` is 0 down, 1 up."""
    if per == 0:
        raise Failure("DivisionByZero")
    return whole((amount * of + way * (per - 1)) // per)


def to_assets(p, shares, way):
    return convert(shares, p[0] + p[2], p[1] + p[3], way)


def to_shares(p, assets, way):
    return convert(assets, p[1] + p[3], p[0] + p[2], way)


def enter(p, assets, shares):
    return pool(whole(p[0] + assets), whole(p[1] + shares), p[2], p[3])


def leave(p, assets, shares):
    return pool(whole(p[0] - assets), whole(p[1] - shares), p[2], p[3])
