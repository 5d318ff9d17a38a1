"""From the JSON forms of a golden vector to the package's classes, and back."""

import copy
from collections.abc import Callable
from typing import Any

import plimsoll as p
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
from plimsoll import contingency, exit, haircut, netting, option, oracle, profile, scenario
from plimsoll.liquidation import bankruptcy, bonus, close, crossing
from plimsoll.methods import deribit, okx, paradex, span
from plimsoll.methods.derive import discount, margin, standard
from plimsoll.remote import Remote
from plimsoll.risk import correlation, parameters, volatility
from plimsoll.risk.quota import Quota
from plimsoll.solvency import deleverage, socialise, waterfall

Json = Any


class Refused(Exception):
    """Parameters that the core refuses where they are validated, and Python already where they are made."""


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


def ramp(form: Json) -> p.Ramp:
    return p.Ramp(*(fixed(form[key]) for key in ("from", "to", "start", "end")))


def balance(form: Json) -> p.Balance:
    return p.Balance(fixed(form["amount"]), fixed(form["net"]), bound(form["bound"]), fixed(form["step"]))


def exchange(form: Json) -> p.Exchange:
    return p.Exchange(*(fixed(form[key]) for key in ("debt", "collateral", "bonus")))


def fields(form: Json, names: str) -> list[Fixed]:
    return [fixed(form[name]) for name in names.split()]


def parts(form: Json, names: str) -> list[Any]:
    """Numbers, counts and seconds, by their names."""
    values = (form[name] for name in names.split())
    return [value if isinstance(value, int) else fixed(value) for value in values]


def changed(made: Any, call: Callable[[Any], object]) -> Any:
    """The accumulator after the call; where it fails, it must be as it was."""
    before = copy.copy(made)
    try:
        call(made)
    except p.PlimsollError:
        assert made == before
        raise
    return made


# The attributes that a value's form is made of.
SHAPES: dict[type, str] = {
    Price: "low high",
    Weights: "asset liability",
    Bound: "asset liability",
    Tier: "floor rate deduction",
    Perp: "size quote bids asks",
    Terms: "price weights bound tiers profit_weight",
    Health: "assets liabilities positions stale_assets stale_debts verdict",
    Limit: "reason value",
    p.Threshold: "below above",
    p.Capacity: "quantity price weight quote settlement",
    p.Indices: "deposit debt",
    p.Exchange: "debt collateral paid",
    p.Seizure: "repaid seized reason",
    p.Reduction: "size quote fee reason",
    p.CloseFactor: "fraction full_below small dust",
    p.Split: "insurance protocol",
    bonus.Parts: "liquidator insurance protocol",
    close.Absorbed: "credit deficit",
    bankruptcy.Position: "value requirement equity total",
    p.Fund: "balance per_event per_period spent",
    p.Totals: "equity deficit accounts liquidatable insolvent unknown",
    p.Exposure: "long short",
    p.Shock: "index factor",
    socialise.Socialised: "index taken left",
    p.Interval: "low high",
    p.Contract: "right strike",
    p.Expiry: "seconds years root rate discount",
    p.Forward: "moving settled",
    option.Greeks: "delta gamma vega theta",
    p.Scenario: "spot volatility weight",
    p.Scan: "mark profits",
    p.RiskArray: "owned owed",
    scenario.Worst: "profit scenario",
    scenario.VolatilityShock: "range power floor least",
    scenario.Skew: "linear absolute least_width scale level",
    contingency.Confidence: "threshold rate",
    contingency.Peg: "threshold factor",
    discount.LongDiscount: "base rate",
    discount.ShortDiscount: "base rate",
    discount.Basis: "addend multiple",
    discount.Discounts: "long short",
    standard.Margin: "options perp profit coins confidence peg",
    netting.Sides: "long short",
    netting.Underlying: "delta free risk credit",
    span.ScanRisk: "loss scenario price",
    span.Requirement: "scan scenario intermonth delivery credit minimum",
    deribit.Margin: "worst_case scenario roll_shock delta_shock correlation_contingency mmp_margin open_orders_margin"
    " spot_margin",
    paradex.Margin: "scan scenario minimum funding fees",
    okx.Charges: "mr1 mr2 mr3 mr4 mr5 mr6 mr7 mr8 mr9",
    okx.Maintenance: "market driver vega basis rate other peg minimum",
    waterfall.Flows: "proceeds insurance deleveraging socialised surplus",
    oracle.Reading: "price confidence at",
    oracle.Confidence: "multiple cap limit",
    oracle.Age: "fresh limit ahead rate",
    oracle.Band: "width rate",
    oracle.Sum: "low high at",
    oracle.Pace: "rate growth interval longest",
    Remote: "deviations volatility period finality limit",
    Quota: "limit used",
    exit.Pool: "base quote",
    exit.Range: "lower upper liquidity",
    exit.Ranges: "root ranges",
    exit.Level: "price size",
    exit.Depth: "bids asks",
    haircut.Slice: "floor ratio addend",
    profile.Boost: "class_ assets",
    volatility.Ewma: "lambda_ variance",
    volatility.Garch: "omega alpha beta",
    volatility.Policy: "lambda_ weight cap multiple least step",
    volatility.Steady: "policy variances periods margin",
    correlation.Offset: "floor stress least",
    parameters.Parameter: "from_ to start end",
    parameters.Rule: "bounds rise fall grain delay ramp",
    parameters.Parameters: "version values",
}


def show(made: object) -> Json:
    """The JSON form of any result."""
    if type(made) in SHAPES:
        return {name.rstrip("_"): show(getattr(made, name)) for name in SHAPES[type(made)].split()}
    match made:
        case Fixed():
            return str(made.bits)
        case list() | tuple():
            return [show(item) for item in made]
        case margin.Margin():
            parts = ("loss", "perps", "options", "collateral", "confidence", "mark", "cash")
            driver = "basis" if made.driver == "basis" else {"scenario": made.driver}
            return {**{name: show(getattr(made, name)) for name in parts}, "driver": driver}
        case p.Shocks():
            return {"up": show(made.factors[0]), "down": show(made.factors[1])}
        case crossing.Crossing():
            limits = {"below": show(made.below), "above": show(made.above)}
            return {**limits, "from": show(made.from_), "to": show(made.to)}
        case oracle.TimeWeighted():
            return {"last": last(made.last), "sum": show(made.sum(made.last[1]))}
        case oracle.Exponential():
            return {"span": made.span, "last": last(made.last), "average": show(made.average(made.last[1]))}
        case oracle.Stable():
            price = show(made.price(made.last[1]))
            return {"last": last(made.last), "delay": show(made.delay), "price": price}
        case exit.StableSwap():
            return {"balances": show(made.balances), "invariant": show(made.invariant())}
        case haircut.Slices():
            return show(made.slices)
        case Tiers():
            return [show(rung) for rung in made.rungs]
        case Net():
            return [level(made, place) for place in (INITIAL, MAINTENANCE, EQUITY)]
        case Account():
            return [show(health) for health in made.levels]
        case p.Ramp():
            return {"from": show(made.from_), "to": show(made.to), "start": show(made.start), "end": show(made.end)}
        case p.Pool():
            keys = ("assets", "shares", "virtual_assets", "virtual_shares")
            return {key: str(getattr(made, key)) for key in keys}
        case deleverage.Candidate():
            return {"id": made.id, "key": show(made.key), "size": str(made.size), "close": str(made.close)}
        case _:
            return made


def last(seen: tuple[Price, int]) -> Json:
    return {"price": show(seen[0]), "at": seen[1]}


def level(net: Net, place: int) -> Json:
    try:
        return show(net.value(place))
    except UnknownPrice:
        return None
