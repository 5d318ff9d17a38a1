"""From the JSON forms of a golden vector to the package's classes, and back."""

from typing import Any

from plimsoll import (
    EQUITY,
    INITIAL,
    MAINTENANCE,
    Account,
    Bound,
    Fixed,
    Health,
    Holding,
    Leg,
    Limit,
    Net,
    Perp,
    Price,
    Terms,
    Tier,
    Tiers,
    UnknownPrice,
    Weights,
)

Json = Any


def fixed(bits: Json) -> Fixed:
    return Fixed.from_bits(int(bits))


def price(form: Json) -> Price:
    return Price.from_stored(fixed(form["low"]), fixed(form["high"]))


def weights(form: Json) -> Weights:
    return Weights(fixed(form["asset"]), fixed(form["liability"]))


def bound(form: Json) -> Bound:
    return Bound(fixed(form["asset"]), fixed(form["liability"]))


def bounds(forms: Json) -> list[Bound]:
    return [bound(form) for form in forms]


def rungs(forms: Json) -> list[Tier]:
    return [Tier(fixed(f["floor"]), fixed(f["rate"]), fixed(f.get("deduction", 0))) for f in forms]


def perp(form: Json) -> Perp:
    return Perp(*(fixed(form[key]) for key in ("size", "quote", "bids", "asks")))


def terms(form: Json) -> Terms:
    if "weights" not in form:
        return Terms.equity(price(form["price"]))
    ladder = Tiers(rungs(form["tiers"]))
    return Terms(price(form["price"]), weights(form["weights"]), ladder, fixed(form["profit_weight"]))


def net(form: Json) -> Net:
    made = Net(fixed(form["balance"]))
    for market in form["perps"]:
        made.add(perp(market["perp"]), [terms(level) for level in market["terms"]])
    return made


def health(form: Json) -> Health:
    made = Health()
    for position in form["add"]:
        made.add(fixed(position["quantity"]), bound(position["bound"]))
    for margin in form["require"]:
        made.require(fixed(margin))
    return made


def account(calls: Json) -> Account:
    made = Account()
    for call in calls:
        if "add" in call:
            made.add(fixed(call["add"]["quantity"]), bounds(call["add"]["bounds"]))
        else:
            made.add_net(net(call["add_net"]["net"]), bounds(call["add_net"]["bounds"]))
    return made


def holding(form: Json) -> Holding:
    legs = [Leg(perp(leg["perp"]), terms(leg["terms"]), leg["index"]) for leg in form["legs"]]
    balance = fixed(form["balance"])
    return Holding(balance, price(form["price"]), weights(form["weights"]), form["index"], legs)


def holdings(forms: Json) -> list[Holding]:
    return [holding(form) for form in forms]


def show(made: object) -> Json:
    """The JSON form of any result."""
    match made:
        case Fixed():
            return str(made.bits)
        case Price():
            return {"low": show(made.low), "high": show(made.high)}
        case Weights() | Bound():
            return {"asset": show(made.asset), "liability": show(made.liability)}
        case Tier():
            keys = {"floor": made.floor, "rate": made.rate, "deduction": made.deduction}
            return {key: show(value) for key, value in keys.items()}
        case Tiers():
            return [show(rung) for rung in made.rungs]
        case Perp():
            keys = {"size": made.size, "quote": made.quote, "bids": made.bids, "asks": made.asks}
            return {key: show(value) for key, value in keys.items()}
        case Terms():
            return {
                "price": show(made.price),
                "weights": show(made.weights),
                "bound": show(made.bound),
                "tiers": show(made.tiers),
                "profit_weight": show(made.profit_weight),
            }
        case Net():
            return [level(made, place) for place in (INITIAL, MAINTENANCE, EQUITY)]
        case Health():
            return {
                "assets": show(made.assets),
                "liabilities": show(made.liabilities),
                "positions": made.positions,
                "stale_assets": made.stale_assets,
                "stale_debts": made.stale_debts,
                "verdict": made.verdict.value,
            }
        case Account():
            return [show(health) for health in made.levels]
        case Limit():
            return {"reason": made.reason, "value": None if made.value is None else show(made.value)}
        case _:
            return made


def level(net: Net, place: int) -> Json:
    try:
        return show(net.value(place))
    except UnknownPrice:
        return None
