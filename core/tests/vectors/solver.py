"""Inverse questions answered by bisection on the caller's grid, with the generator's own check.

Equality with the core is exact only where the check changes its mind once, so every answer here is
verified on 64 grid points either side; a case that fails this is not a vector.
"""

from fractions import Fraction

from account import evaluate, is_exposed_to, surplus, verdict, worthless
from grid import MOST, Failure, ceil_to, divide, down, fit, floor_to, is_fraction, up
from model import factor_to, known, mid, trade

NEIGHBOURS = 64


class NoVector(Exception):
    """The answer is not determined by the documentation alone."""


def at(value):
    return {"reason": "at", "value": value}


def none(reason):
    return {"reason": reason, "value": None}


def begin(start, step, upward, check):
    """The first grid point beside `start` where the check holds, the one away from the end first."""
    below = floor_to(start, step)
    above = below if below == start else fit(below + step)
    for base in (below, above) if upward else (above, below):
        if check(base) >= 0:
            return base
    return None


def bisect(base, good, bad, step, way, check):
    """Counts of steps from `base`: the check holds at `good` and fails at `bad`."""
    while bad - good > 1:
        middle = (good + bad) // 2
        if check(base + way * middle * step) >= 0:
            good = middle
        else:
            bad = middle
    for offset in range(max(0, good - NEIGHBOURS), good + 1):
        if check(base + way * offset * step) < 0:
            raise NoVector
    for offset in range(good + 1, good + 1 + NEIGHBOURS):
        try:
            if check(base + way * offset * step) >= 0:
                raise NoVector
        except Failure:
            break  # beyond the domain, such as a price of zero
    return at(base + way * good * step)


def search_to(start, end, step, check):
    upward = end >= start
    way = 1 if upward else -1
    base = begin(start, step, upward, check)
    if base is None:
        return none("already_past")
    last = int(floor_to(abs(end - base) if (end - base) * way > 0 else Fraction(0), step) / step)
    if last == 0 or check(base + way * last * step) >= 0:
        return none("never")
    return bisect(base, 0, last, step, way, check)


def search_up(start, step, check):
    base = begin(start, step, True, check)
    if base is None:
        return none("already_past")
    good, before, now = 0, check(base), check(base)
    bad = 1
    while base + bad * step <= MOST:
        try:
            here = check(base + bad * step)
        except Failure as failure:
            if failure.name != "Overflow":
                raise
            break
        if here < 0:
            return bisect(base, good, bad, step, 1, check)
        good, before, now = bad, now, here
        bad *= 2
    if now < before:
        raise NoVector  # it falls, and would cross where the check overflows
    return none("never")


def crossing(start, ends, parts, step, check):
    """The first stride at whose end the check fails, closed in to one step; on each side."""
    if parts == 0:
        raise Failure("InvalidStep")
    if not ends[0] <= start <= ends[1]:
        raise Failure("InvalidInterval")
    walk = lambda end: first_failure(start, end, parts, step, check)
    return {"below": walk(ends[0]), "above": walk(ends[1]), "from": ends[0], "to": ends[1]}


def first_failure(start, end, parts, step, check):
    """The start stands on the grid: beside it on the side away from the end, or else on the other."""
    upward = end >= start
    good = begin(start, step, upward, check)
    if good is None:
        return none("already_past")
    for part in range(1, parts + 1):
        place = end if part == parts else fit(start + down(fit(end - start) * Fraction(part, parts)))
        place = max(floor_to(place, step), good) if upward else min(ceil_to(place, step), good)
        if check(place) < 0:
            once(good, place, check)
            return search_to(good, place, step, check)
        good = place
    return none("never")


def once(good, bad, check):
    """The check changes its mind once between two places, as far as 200 samples can say."""
    answers = [check(down(good + (bad - good) * Fraction(i, 200))) >= 0 for i in range(201)]
    if any(later and not earlier for earlier, later in zip(answers, answers[1:])):
        raise NoVector


# --- limits ------------------------------------------------------------------------------------


def start(holdings, asset, fee):
    if not is_fraction(fee):
        raise Failure("InvalidFraction")
    if asset >= len(holdings):
        raise Failure("UnknownMarket")


def less(holdings, asset, amount, fee):
    paid = fit(amount + up(amount * fee))
    changed = dict(holdings[asset], balance=fit(holdings[asset]["balance"] - paid))
    return surplus(evaluate([changed if i == asset else h for i, h in enumerate(holdings)]))


def guarded(holdings, search):
    now = verdict(evaluate(holdings))
    if now != "healthy":
        return none("already_past" if now == "unhealthy" else "unknown")
    return unknown_price(search)


def unknown_price(search):
    try:
        return search()
    except Failure as failure:
        if failure.name == "UnknownPrice":
            return none("unknown")
        raise


def withdrawal(holdings, asset, fee, step):
    start(holdings, asset, fee)
    balance = holdings[asset]["balance"]
    if balance <= 0:
        return none("not_exposed")
    whole = divide(balance, 1 + fee, down)

    def search():
        limit = search_to(Fraction(0), whole, step, lambda x: less(holdings, asset, x, fee))
        return at(floor_to(whole, step)) if limit["reason"] == "never" else limit

    return guarded(holdings, search)


def borrow(holdings, asset, fee, step):
    start(holdings, asset, fee)
    return guarded(holdings, lambda: search_up(Fraction(0), step, lambda x: less(holdings, asset, x, fee)))


def position(holdings, asset, leg, side, price, fee, step):
    start(holdings, asset, fee)
    group = holdings[asset]
    if leg >= len(group["legs"]):
        raise Failure("UnknownMarket")
    if price <= 0:
        raise Failure("InvalidPrice")
    way = 1 if side == "buy" else -1
    old = group["legs"][leg]["perp"]

    def traded(size):
        perp = trade(old, fit(way * size), price, fee)
        legs = [dict(l, perp=perp) if i == leg else l for i, l in enumerate(group["legs"])]
        changed = dict(group, legs=legs)
        return surplus(evaluate([changed if i == asset else h for i, h in enumerate(holdings)]))

    limit = guarded(holdings, lambda: search_up(Fraction(0), step, traded))
    opposite = fit(-way * old["size"])
    if limit["reason"] == "already_past" and opposite > 0:
        return unknown_price(lambda: search_up(opposite, step, traded))
    return limit


# --- liquidation price ---------------------------------------------------------------------------


def threshold(holdings, index, price, step):
    both = lambda reason: {"below": none(reason), "above": none(reason)}
    now = evaluate(holdings)
    if not any(is_exposed_to(holding, index) for holding in holdings):
        return both("not_exposed")
    if now["stale_assets"] or now["stale_debts"] or not known(price):
        return both("unknown")
    if verdict(now) != "healthy":
        return both("already_past")
    check = lambda x: surplus(check_at(holdings, index, price, x))
    middle = max(mid(price), step)
    if verdict(worthless(holdings, index)) == "healthy":
        below = none("never")
    else:
        below = search_to(middle, step, step, check)
        if below["reason"] == "never":
            below = at(step)  # one step further the index is worth nothing
    return {"below": below, "above": search_up(middle, step, check)}


def check_at(holdings, index, price, where):
    return evaluate(holdings, index, factor_to(price, where))
