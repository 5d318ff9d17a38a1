"""The smallest repayment and the smallest reduction: by bisection with a check of its own, and only where
the answer is determined."""

from account import add, health, merge, surplus, verdict, without
from grid import MOST, ULP, Failure, ceil_to, down, fit, floor_to, up
from liquidation import fractions, none_negative, repaid as repaid_for, seized as seized_for
from model import ZERO, transfer, value
from solver import NEIGHBOURS, NoVector


def least(now, end, step, check, corners=lambda count: ()):
    """The first multiple of `step` up to `end` with a surplus, or `end`; `None` where none has. `now` is the
    surplus at nothing. The surplus is concave: where `end` has none the top lies between. `corners` are
    counts further off at which it may change its mind."""
    last = int(floor_to(end, step) / step)
    holds = lambda count: check(count * step) >= 0
    top = last
    if check(end) < 0:
        top = highest(last, lambda count: check(count * step) if count else now)
        if top is None:
            return None
    elif not holds(last):
        if any(holds(count) for count in range(max(0, last - NEIGHBOURS), last)):
            raise NoVector
        return end
    bad, good = -1, top
    while good - bad > 1:
        middle = (good + bad) // 2
        bad, good = (bad, middle) if holds(middle) else (middle, good)
    near = set(range(good - NEIGHBOURS, good + NEIGHBOURS)).union(corners(good))
    if any(holds(count) != (count >= good) for count in near if 0 <= count <= top):
        raise NoVector
    return good * step


def highest(last, surplus):
    """A count with a surplus, by thirds of a concave function; `None` where it stays well below zero."""
    low, high = 0, last
    while high - low > 3 * NEIGHBOURS:
        third = (high - low) // 3
        left, right = surplus(low + third), surplus(high - third)
        if left >= 0 or right >= 0:
            return low + third if left >= 0 else high - third
        low, high = (low + third, high) if left <= right else (low, high - third)
    best = max(range(low, high + 1), key=surplus)
    if surplus(best) >= 0:
        return best
    # So near to zero that the rounding decides whether any size has one.
    if surplus(best) > -NEIGHBOURS * ULP * (1 + last):
        raise NoVector
    return None


def within(answer):
    """The value, or `None` where it is out of range."""
    try:
        return answer()
    except Failure as failure:
        if failure.name not in ("Overflow", "DivisionByZero"):
            raise
        return None


def reach(debt, collateral, exchange, most):
    """What may be repaid at most, why no more, and what each repayment takes."""
    owed = max(ZERO, fit(-max(debt["amount"], debt["net"])))
    owned = max(ZERO, min(collateral["amount"], collateral["net"]))
    if owed == 0 or owned == 0:
        return ZERO, "nothing", lambda repaid: ZERO, owed, owned
    if most < owed:
        end, why = floor_to(most, debt["step"]), "capped"
    else:
        end, why = owed, "debt_exhausted"
    taken = within(lambda: seized_for(exchange, end))
    if taken is None or taken >= owned:
        needed = within(lambda: repaid_for(exchange, owned))
        if needed is not None and ceil_to(needed, debt["step"]) <= end:
            end, why = ceil_to(needed, debt["step"]), "collateral_exhausted"

    def take(repaid):
        taken = within(lambda: seized_for(exchange, repaid))
        if taken is None or (why == "collateral_exhausted" and repaid == end):
            return owned
        return min(owned, floor_to(taken, collateral["step"]))

    return end, why, take, owed, owned


def contribution(net, bound):
    return add(health(), net, bound)


def seizure(repaid, seized, reason):
    return {"repaid": repaid, "seized": seized, "reason": reason}


def repay(sums, debt, collateral, exchange, most):
    none_negative(most)
    floor_to(ZERO, debt["step"]), floor_to(ZERO, collateral["step"])
    if verdict(sums) != "unhealthy":
        return seizure(ZERO, ZERO, verdict(sums))
    end, why, take, _, _ = reach(debt, collateral, exchange, most)
    if end == 0:
        return seizure(ZERO, ZERO, why)
    rest = without(sums, contribution(debt["net"], debt["bound"]))
    rest = without(rest, contribution(collateral["net"], collateral["bound"]))

    def check(repaid):
        after = merge(rest, contribution(fit(debt["net"] + repaid), debt["bound"]))
        left = fit(collateral["net"] - take(repaid))
        return surplus(merge(after, contribution(left, collateral["bound"])))

    def corners(count):
        """Where the seizure goes up by a step, and the surplus jumps down: eight either way."""
        taken, step = take(count * debt["step"]), collateral["step"]
        for stair in range(-8, 9):
            if 0 <= taken + stair * step <= MOST:
                needed = within(lambda: repaid_for(exchange, taken + stair * step))
                if needed is not None:
                    edge = int(ceil_to(needed, debt["step"]) / debt["step"])
                    yield from (edge - 1, edge)

    repaid = least(surplus(sums), end, debt["step"], check, corners)
    if repaid is not None:
        return seizure(repaid, take(repaid), "target")
    return seizure(end, take(end), "worsens" if check(end) < surplus(sums) else why)


def sweep(done, debt, collateral, exchange, dust):
    end, _, take, owed, owned = reach(debt, collateral, exchange, owed_at_most(debt))
    left = (fit(owed - done["repaid"]), fit(owned - done["seized"]))
    small = left[0] <= dust[0] or left[1] <= dust[1]
    if done["repaid"] != 0 and min(left) > 0 and small:
        return seizure(end, take(end), "dust")
    return done


def owed_at_most(debt):
    """No limit but the debt itself."""
    return fit(-min(ZERO, debt["amount"], debt["net"]))


def reduce(sums, settlement, perp, terms, deal, most):
    if deal["price"] <= 0:
        raise Failure("InvalidPrice")
    fractions(deal["fee"])
    none_negative(most)
    capped = floor_to(most, deal["lot"])
    way = 1 if perp["size"] < 0 else -1

    def close(size, reason):
        return {
            "size": way * size,
            "quote": down(fit(-way * size) * deal["price"]),
            "fee": up(up(size * deal["price"]) * deal["fee"]),
            "reason": reason,
        }

    if verdict(sums) != "unhealthy":
        return close(ZERO, verdict(sums))
    whole = fit(abs(perp["size"]))
    end, stop = (whole, "closed") if whole <= most else (capped, "capped")
    if end == 0:
        return close(ZERO, "nothing" if whole == 0 else stop)
    rest = without(sums, contribution(settlement["net"], settlement["bound"]))
    others = fit(settlement["net"] - value(perp, terms))

    def check(size):
        part = close(size, "target")
        left = transfer(perp, part["size"], fit(part["quote"] - part["fee"]))
        net = fit(others + value(left, terms))
        return surplus(merge(rest, contribution(net, settlement["bound"])))

    size = least(surplus(sums), end, deal["lot"], check)
    if size is not None:
        return close(size, "target")
    return close(end, "worsens" if check(end) < surplus(sums) else stop)
