"""The insurance fund, the waterfall, socialised losses, ranks, deleveraging and totals, as the core's
documentation states them."""

from account import add_net, evaluate, health, is_exposed_to, merge, net, status, surplus
from grid import Failure, divide, down, fit, mul_div, up
from liquidation import none_negative, stale
from model import ONE, ZERO, apply, price, scale, scale_terms

COUNTS = ("accounts", "liquidatable", "insolvent", "unknown")


# --- insurance -------------------------------------------------------------------------------------


def fund(balance, per_event, per_period, spent=ZERO):
    none_negative(balance, per_event, per_period, spent)
    return {"balance": balance, "per_event": per_event, "per_period": per_period, "spent": spent}


def contribute(f, amount):
    none_negative(amount)
    return dict(f, balance=fit(f["balance"] + amount))


def available(f):
    return min(f["balance"], f["per_event"], max(ZERO, f["per_period"] - f["spent"]))


def cover(f, deficit):
    none_negative(deficit)
    paid = min(deficit, available(f))
    return paid, dict(f, balance=f["balance"] - paid, spent=fit(f["spent"] + paid))


def target(open_interest, volatility, multiple):
    none_negative(open_interest, volatility, multiple)
    return up(up(open_interest * volatility) * multiple)


# --- waterfall -------------------------------------------------------------------------------------


def flows(layers, debt):
    none_negative(debt, *layers.values())
    out, left = {}, debt
    for name in ("proceeds", "insurance", "deleveraging"):
        out[name] = min(left, layers[name])
        left -= out[name]
    return {**out, "socialised": left, "surplus": layers["proceeds"] - out["proceeds"]}


# --- socialise -------------------------------------------------------------------------------------


def deposit_index(index, loss, deposits):
    none_negative(index, loss, deposits)
    whole = down(deposits * index)
    if whole <= loss:
        after = ZERO if deposits > 0 and loss > 0 else index
        return {"index": after, "taken": whole if loss > 0 else ZERO, "left": loss - whole}
    after = max(ZERO, index - divide(loss, deposits, up))
    return {"index": after, "taken": down(deposits * (index - after)), "left": ZERO}


def funding_index(loss, open_interest):
    none_negative(loss, open_interest)
    if open_interest == 0:
        return {"index": ZERO, "taken": ZERO, "left": loss}
    try:
        change = up(loss / open_interest)
        return {"index": change, "taken": down(change * open_interest), "left": ZERO}
    except Failure:
        return {"index": ZERO, "taken": ZERO, "left": loss}


def junior_ratio(assets, deposits, profits):
    none_negative(assets, deposits, profits)
    if profits == 0:
        return ONE
    return down(min(max(ZERO, assets - deposits), profits) / profits)


# --- rank ------------------------------------------------------------------------------------------


def same_side(standing):
    if (standing["mark"] < 0) != (standing["entry"] < 0):
        raise Failure("InvalidQuantity")


def profit(standing):
    same_side(standing)
    return divide(fit(standing["mark"] - standing["entry"]), fit(abs(standing["entry"])), down)


def leverage(standing):
    if standing["equity"] <= 0:
        return None
    notional = fit(abs(standing["mark"]))
    try:
        return divide(notional, standing["equity"], down)
    except Failure:
        return None


def by_profit_and_leverage(standing):
    used = leverage(standing)
    if used is None:
        return None
    gained = profit(standing)
    if gained > 0:
        return down(gained * used)
    return mul_div(gained, standing["equity"], fit(abs(standing["mark"])), down)


def by_move_and_leverage(standing):
    same_side(standing)
    used = leverage(standing)
    if used is None:
        return None
    mark, entry = standing["mark"], standing["entry"]
    return down((divide(entry, mark, down) if mark < 0 else divide(mark, entry, down)) * used)


def by_profit_and_margin(standing, maintenance, ratio):
    base = max(maintenance, ratio)
    if base <= 0:
        raise Failure("DivisionByZero")
    return divide(max(ZERO, profit(standing)), base, down)


# --- deleverage: candidates are (id, key, size), sizes whole numbers --------------------------------


def by_rank(candidates):
    return sorted(candidates, key=lambda c: (-c[1], c[0]))


def greedy(candidates, needed):
    closed = []
    for name, _, size in by_rank(candidates):
        part = min(size, needed)
        closed.append((name, part))
        needed -= part
    return closed, needed


def pro_rata(candidates, needed):
    total = sum(size for _, _, size in candidates)
    if total >= 1 << 128:
        raise Failure("Overflow")
    if total <= needed:
        return [(name, size) for name, _, size in by_rank(candidates)], needed - total
    share = {name: divmod(size * needed, total) for name, _, size in candidates}
    left = needed - sum(whole for whole, _ in share.values())
    # By largest remainder; a stable sort keeps equal ones by rank.
    ranked = sorted(by_rank(candidates), key=lambda c: -share[c[0]][1])
    more = {name for name, _, _ in ranked[:left]}
    return [(name, share[name][0] + (name in more)) for name, _, _ in by_rank(candidates)], 0


# --- protocol --------------------------------------------------------------------------------------


def totals():
    return {"equity": ZERO, "deficit": ZERO, **dict.fromkeys(COUNTS, 0)}


def add_account(sums, levels):
    out = dict(sums, accounts=sums["accounts"] + 1)
    state = status(*levels)
    out["liquidatable"] += state in ("liquidatable", "insolvent")
    out["insolvent"] += state == "insolvent"
    if stale(levels[2]):
        out["unknown"] += 1
    else:
        worth = surplus(levels[2])
        side = "deficit" if worth < 0 else "equity"
        out[side] = fit(out[side] + abs(worth))
    if max(out[name] for name in COUNTS) >= 1 << 32:
        raise Failure("Overflow")
    return out


def worst(shocked):
    most = max((sums["deficit"] for sums in shocked), default=None)
    return next((place for place, sums in enumerate(shocked) if sums["deficit"] == most), None)


def add_size(exposure, size):
    long, short = exposure
    return (fit(long + size), short) if size >= 0 else (long, fit(short + fit(-size)))


def gross(exposure):
    return fit(exposure[0] + exposure[1])


def skew(exposure):
    return ZERO if gross(exposure) == 0 else down((exposure[0] - exposure[1]) / gross(exposure))


def shock(index, change):
    factor = fit(1 + change)
    return {"index": index, "factor": price(factor, factor)}


def health_under(holdings, shocks):
    """Each group with its markets moved, where the group is exposed to their index."""
    if not shocks:
        return evaluate(holdings)
    total = health()
    for holding in holdings:
        factors = {}
        for one in reversed(shocks):  # the first of an index counts
            if is_exposed_to(holding, one["index"]):
                factors[one["index"]] = one["factor"]
        legs = []
        for leg in holding["legs"]:
            factor = factors.get(leg["index"])
            terms = leg["terms"] if factor is None else scale_terms(leg["terms"], factor)
            if leg["index"] == holding["index"]:
                raise Failure("InvalidIndex")
            legs.append((leg["perp"], [terms]))
        at = holding["price"]
        if holding["index"] in factors:
            at = scale(at, factors[holding["index"]])
        group = net(holding["balance"], legs, 1)
        total = merge(total, add_net([health()], group, [apply(holding["weights"], at)])[0])
    return total
