"""Health, netting groups and accounts, as the documentation of the core states them."""

from grid import Failure, divide, down, fit, up
from model import ZERO, apply, exposed, known, scale, scale_terms, value

KEYS = ("assets", "liabilities", "positions", "stale_assets", "stale_debts")


def health():
    return {"assets": ZERO, "liabilities": ZERO, "positions": 0, "stale_assets": 0, "stale_debts": 0}


def stored(assets, liabilities, positions, stale_assets, stale_debts):
    if assets < 0 or liabilities < 0:
        raise Failure("InvalidQuantity")
    if stale_assets + stale_debts > positions:
        raise Failure("WrongPositions")
    return dict(zip(KEYS, (assets, liabilities, positions, stale_assets, stale_debts)))


def add(sums, quantity, bound, positions=1):
    out = dict(sums, positions=sums["positions"] + positions)
    if not known(bound):
        if quantity > 0:
            out["stale_assets"] += 1
        elif quantity < 0:
            out["stale_debts"] += 1
    elif quantity >= 0:
        out["assets"] = fit(sums["assets"] + down(quantity * bound[0]))
    else:
        out["liabilities"] = fit(sums["liabilities"] + up(fit(-quantity) * bound[1]))
    return out


def require(sums, margin):
    if margin < 0:
        raise Failure("InvalidQuantity")
    return dict(sums, liabilities=fit(sums["liabilities"] + margin))


def merge(a, b):
    out = {key: a[key] + b[key] for key in KEYS}
    fit(out["assets"]), fit(out["liabilities"])
    return out


def without(a, b):
    out = {key: a[key] - b[key] for key in KEYS}
    if any(out[key] < 0 for key in KEYS):
        raise Failure("WrongPositions")
    return out


def close(sums, positions):
    if sums["positions"] != positions:
        raise Failure("WrongPositions")
    return sums


def verdict(sums):
    if sums["stale_debts"] == 0 and sums["assets"] >= sums["liabilities"]:
        return "healthy"
    return "unhealthy" if sums["stale_debts"] == 0 and sums["stale_assets"] == 0 else "unknown"


def surplus(sums):
    if sums["stale_debts"]:
        raise Failure("UnknownPrice")
    return fit(sums["assets"] - sums["liabilities"])


def shortfall(sums):
    return max(ZERO, -surplus(sums))


def ratio(sums):
    if sums["stale_debts"]:
        raise Failure("UnknownPrice")
    return divide(sums["assets"], sums["liabilities"], down)


# --- netting groups and accounts: a list with one entry a level -----------------------------------


def net(balance, perps, levels):
    """`perps` are pairs of a position and its terms at every level. A level is a value, or `None`
    where a perp in it has no price."""
    sums = [balance] * levels
    for position, under in perps:
        for level in range(levels):
            try:
                worth = value(position, under[level])
            except Failure as failure:
                if failure.name != "UnknownPrice":
                    raise
                sums[level] = None
                continue
            if sums[level] is not None:
                sums[level] = fit(sums[level] + worth)
    return {"sums": sums, "positions": 1 + len(perps)}


def add_value(group, values):
    """Something else that settles in the asset, beside the perps."""
    sums = [None if total is None else fit(total + value) for total, value in zip(group["sums"], values)]
    return {"sums": sums, "positions": group["positions"] + 1}


def add_net(level_sums, group, bounds):
    out = []
    for sums, worth, bound in zip(level_sums, group["sums"], bounds):
        if worth is None:
            stale = sums["stale_debts"] + 1
            out.append(dict(sums, positions=sums["positions"] + group["positions"], stale_debts=stale))
        else:
            out.append(add(sums, worth, bound, group["positions"]))
    return out


def what_if(level_sums, before, after, bounds):
    empty = [health() for _ in bounds]
    old, new = add_net(empty, before, bounds), add_net(empty, after, bounds)
    return [merge(without(s, o), n) for s, o, n in zip(level_sums, old, new)]


def status(initial, maintenance, equity):
    initial, maintenance, equity = (verdict(level) for level in (initial, maintenance, equity))
    if maintenance == "unknown":
        return "unknown"
    if equity == "unhealthy":
        return "insolvent"
    if maintenance == "unhealthy":
        return "liquidatable"
    return {"unhealthy": "restricted", "healthy": "healthy", "unknown": "unknown"}[initial]


# --- holdings: an account as a list at one level ---------------------------------------------------


def group_health(holding, index=None, factor=None):
    """One group's part, where the markets of `index` have moved by `factor`."""
    moves = lambda market: index is not None and market["index"] == index
    if any(leg["index"] == holding["index"] for leg in holding["legs"]):
        raise Failure("InvalidIndex")
    legs = [
        (leg["perp"], [scale_terms(leg["terms"], factor) if moves(leg) else leg["terms"]])
        for leg in holding["legs"]
    ]
    price = scale(holding["price"], factor) if moves(holding) else holding["price"]
    group = net(holding["balance"], legs, 1)
    return add_net([health()], group, [apply(holding["weights"], price)])[0]


def evaluate(holdings, index=None, factor=None):
    total = health()
    for holding in holdings:
        total = merge(total, group_health(holding, index, factor))
    return total


def worthless(holdings, index):
    """The account where `index` is worth nothing: what it prices counts zero, of a perp on it the quote
    remains."""
    total = health()
    for holding in holdings:
        if holding["index"] != index:
            flat = lambda leg: dict(leg, perp={**leg["perp"], "size": ZERO, "bids": ZERO, "asks": ZERO})
            legs = [flat(leg) if leg["index"] == index else leg for leg in holding["legs"]]
            total = merge(total, group_health(dict(holding, legs=legs)))
    return total


def is_exposed_to(holding, index):
    if holding["index"] == index:
        quoted = any(exposed(leg["perp"]) or leg["perp"]["quote"] != 0 for leg in holding["legs"])
        return holding["balance"] != 0 or quoted
    return any(leg["index"] == index and exposed(leg["perp"]) for leg in holding["legs"])
