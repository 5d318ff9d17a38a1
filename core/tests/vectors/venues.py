"""`price/exit` by closed forms: what a size fetches and costs exactly, and by how many steps of the grid
the core's may be worse, which is the looseness that its documentation states.

The pool that is nearly a constant sum has its invariant by Newton's method in 110 digits and its balances
by the quadratic formula, so it shares no iteration with the core.
"""

from decimal import Decimal
from fractions import Fraction

from grid import MOST, ULP, Failure, fit, floor_to, is_fraction, up
from model import known
from oracle import refuse
from real import real
from solver import NoVector

ZERO, ONE = Fraction(0), Fraction(1)


def check_fee(fee):
    refuse("InvalidFraction", not 0 <= fee < 1)


def pool(base, quote, fee):
    refuse("InvalidPool", base <= 0, quote <= 0)
    check_fee(fee)
    up(base / (1 - fee))
    return {"base": base, "quote": quote, "fee": fee}


def ranges(root, held, fee):
    check_fee(fee)
    below = ZERO
    for part in held:
        refuse("InvalidPool", part["lower"] <= 0, part["lower"] < below)
        refuse("InvalidPool", part["upper"] <= part["lower"], part["liquidity"] < 0)
        below = part["upper"]
    refuse("InvalidPool", root <= 0)
    return {"root": root, "ranges": held, "fee": fee}


def depth(bids, asks, fee):
    check_fee(fee)
    refuse("InvalidPool", any(level["price"] <= 0 or level["size"] < 0 for level in bids + asks))
    prices = [level["price"] for level in bids[::-1] + asks]
    refuse("InvalidPool", prices != sorted(prices))
    return {"bids": bids, "asks": asks, "fee": fee}


def stable_swap(balances, places, amplification, fee):
    check_fee(fee)
    refuse("UnknownMarket", max(places) >= len(balances))
    refuse("InvalidPool", places[0] == places[1], amplification < 1, any(x <= 0 for x in balances))
    fit(sum(balances, ZERO))
    return {"balances": balances, "places": places, "amplification": amplification, "fee": fee}


# --- trades: each is what a size fetches or costs, and the steps that the core may be off -------------


def trade(venue, side, size):
    """`venue` is one under its kind's name, as the vectors write it."""
    refuse("InvalidQuantity", size < 0)
    ((kind, terms),) = venue.items()
    return TRADES[kind, side](terms, size)


def pool_sale(terms, size):
    gross = terms["base"] / (1 - terms["fee"])
    fit(up(gross) + size)
    value = terms["quote"] * size / (gross + size)
    return real(value), real(1 + value / terms["base"])


def pool_purchase(terms, size):
    rest = terms["base"] - size
    refuse("AboveCapacity", rest <= 0)
    kept = 1 - terms["fee"]
    return real(terms["quote"] * size / rest / kept), real(1 + 1 / kept)


def ranges_sale(terms, size):
    left, fetched, touched = size * (1 - terms["fee"]), ZERO, 0
    for part in terms["ranges"][::-1]:
        start, liquidity = min(terms["root"], part["upper"]), part["liquidity"]
        if start > part["lower"] and left > 0 and liquidity > 0:
            taken = min(left, liquidity * (1 / part["lower"] - 1 / start))
            fetched += liquidity * (start - 1 / (1 / start + taken / liquidity))
            left, touched = left - taken, touched + 1
    root = terms["root"]
    return real(fetched), real(touched * (2 + root + 2 * root**2) + root**2)


def ranges_purchase(terms, size):
    left, paid, touched, end = size, ZERO, 0, terms["root"]
    for part in terms["ranges"]:
        start, liquidity = max(terms["root"], part["lower"]), part["liquidity"]
        if start < part["upper"] and left > 0 and liquidity > 0:
            taken = min(left, liquidity * (1 / start - 1 / part["upper"]))
            end = 1 / (1 / start - taken / liquidity)
            paid += liquidity * (end - start)
            left, touched = left - taken, touched + 1
    refuse("AboveCapacity", left > 0)
    kept, root = 1 - terms["fee"], terms["root"]
    steps = touched * (2 + end / root + end**2 * (2 + 1 / root)) / kept + 1
    return real(paid / kept), real(steps * Fraction(9, 8))


def depth_trade(levels, size):
    left, paid, taken = size, ZERO, 0
    for level in levels:
        part = min(left, level["size"])
        left, paid, taken = left - part, paid + part * level["price"], taken + (part > 0)
    return left, paid, taken


def depth_sale(terms, size):
    _, fetched, taken = depth_trade(terms["bids"], size)
    return real(fetched * (1 - terms["fee"])), real(taken + ONE)


def depth_purchase(terms, size):
    left, paid, taken = depth_trade(terms["asks"], size)
    refuse("AboveCapacity", left > 0)
    return real(paid * (1 + terms["fee"])), real(taken * (1 + terms["fee"]) + 1)


def product(values):
    result = Decimal(1)
    for value in values:
        result *= value
    return result


def invariant(terms):
    """The root `D` of `a sum + D = a D + D^(n+1) / (n^n prod)`, from above."""
    balances = [real(balance) for balance in terms["balances"]]
    count = len(balances)
    total, power = sum(balances), Decimal(count) ** count * product(balances)
    a = real(terms["amplification"]) * count
    d = total
    for _ in range(200):
        last = d
        d -= (d ** (count + 1) / power + (a - 1) * d - a * total) / ((count + 1) * d**count / power + a - 1)
        if abs(d - last) < Decimal(10) ** -90 * d:
            return d
    raise NoVector


def out_of_balance(balances):
    """The looseness that the core states for balances so far apart."""
    apart = max(balances) / min(balances)
    if apart <= 8:
        return Decimal(32)
    if apart <= 128:
        return Decimal(20_000)
    raise NoVector


def stable_after(terms, base):
    """The balance of what is paid when that of what is sold is `base`."""
    d, balances = invariant(terms), list(map(real, terms["balances"]))
    count, (sold, bought) = len(balances), terms["places"]
    balances[sold] = base
    others = [balance for place, balance in enumerate(balances) if place != bought]
    a = real(terms["amplification"]) * count
    b = sum(others) + d / a - d
    c = d ** (count + 1) / (Decimal(count) ** count * a * product(others))
    after = ((b * b + 4 * c).sqrt() - b) / 2
    return after, out_of_balance(others + [after])


def stable_sale(terms, size):
    sold, bought = terms["places"]
    after, steps = stable_after(terms, real(fit(terms["balances"][sold] + size)))
    value = (real(terms["balances"][bought]) - after) * real(1 - terms["fee"])
    return max(value, Decimal(0)), steps


def stable_purchase(terms, size):
    sold, bought = terms["places"]
    rest = terms["balances"][sold] - up(size / (1 - terms["fee"]))
    refuse("AboveCapacity", rest <= 0)
    if size == 0:
        return Decimal(0), Decimal(0)
    rest = real(terms["balances"][sold]) - real(size) / real(1 - terms["fee"])
    after, steps = stable_after(terms, rest)
    return max(after - real(terms["balances"][bought]), Decimal(0)), steps


TRADES = {
    ("pool", "proceeds"): pool_sale,
    ("ranges", "proceeds"): ranges_sale,
    ("depth", "proceeds"): depth_sale,
    ("stable_swap", "proceeds"): stable_sale,
    ("pool", "cost"): pool_purchase,
    ("ranges", "cost"): ranges_purchase,
    ("depth", "cost"): depth_purchase,
    ("stable_swap", "cost"): stable_purchase,
}


# --- what is asked of a venue ----------------------------------------------------------------------


def average(venue, side, size):
    value, steps = trade(venue, side, size)
    refuse("DivisionByZero", size == 0)
    return value / real(size), steps / real(size) + 1


def price(mark, quantity, venue):
    if not known(mark) or quantity == 0:
        return tuple(map(real, mark)), Decimal(0)
    low, high = map(real, mark)
    if quantity < 0:
        dear, steps = average(venue, "cost", fit(-quantity))
        return (low, max(high, dear)), steps
    cheap, steps = average(venue, "proceeds", quantity)
    return (min(low, cheap), high), steps


def largest(mark, slippage, most, step, venue, side):
    """The last multiple of the step that trades within the slippage; where the core's roundings could tell
    otherwise there is no vector."""
    refuse("InvalidFraction", not is_fraction(slippage))
    bound = mark[0] * (1 - slippage) if side == "proceeds" else mark[1] * (1 + slippage)
    refuse("Overflow", bound > MOST)
    refuse("InvalidQuantity", most < 0)
    end = floor_to(most, step)
    if not known(mark):
        return {"reason": "unknown", "value": None}

    def holds(count):
        """Surely or surely not, with room for twice the roundings."""
        if count == 0:
            return True
        size = count * step
        try:
            value, steps = trade(venue, side, size)
        except Failure as failure:
            if failure.name in ("AboveCapacity", "Overflow"):
                return False
            raise
        surplus = (value - real(size * bound)) * (1 if side == "proceeds" else -1)
        if abs(surplus) <= 2 * (steps + 2 + real(size)) * real(ULP):
            raise NoVector
        return surplus > 0

    last = int(end / step)
    if last == 0 or holds(last):
        return {"reason": "never", "value": None}
    good, bad = 0, last
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if holds(middle) else (good, middle)
    return {"reason": "at", "value": good * step}
