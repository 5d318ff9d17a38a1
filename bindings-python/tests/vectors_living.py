"""The calls of the golden vectors of `plimsoll.oracle`, `exit`, `remote`, `size`, `haircut`, `profile` and `risk`, by the
stem of the file and their names in the core.
"""

from collections.abc import Callable
from typing import Any

import plimsoll as p
import vectors_read as read
from plimsoll import exit, haircut, oracle, profile, size
from plimsoll.remote import Remote
from plimsoll.risk import correlation, liquidity, parameters, volatility
from plimsoll.risk.quota import Quota
from vectors_portfolio import interval, numbers, pair
from vectors_read import fields, fixed

Input = dict[str, Any]
Calls = dict[str, Callable[[Input], Any]]


def parts(form: Any, names: str) -> list[Any]:
    """Numbers, counts and seconds, by their names."""
    values = (form[name] for name in names.split())
    return [value if isinstance(value, int) else fixed(value) for value in values]


def confidence(form: Any) -> oracle.Confidence:
    return oracle.Confidence(*fields(form, "multiple cap limit"))


def age(form: Any) -> oracle.Age:
    return oracle.Age(*parts(form, "fresh limit ahead rate"))


def reading(form: Any) -> oracle.Reading:
    return oracle.Reading(*parts(form, "price confidence at"))


def feed(form: Any) -> oracle.Feed:
    return oracle.Feed(confidence(form["confidence"]), age(form["age"]))


def prices(forms: Any) -> list[p.Price]:
    return [read.price(form) for form in forms]


def band(form: Any) -> oracle.Band:
    return oracle.Band(*fields(form, "width rate"))


def observed(made: Any, form: Any) -> Any:
    for seen in form["observe"]:
        made = made.observe(read.price(seen["price"]), seen["at"])
    return made


def new_twap(form: Any) -> oracle.TimeWeighted:
    return oracle.TimeWeighted(read.price(form["price"]), form["at"])


def new_ema(form: Any) -> oracle.Exponential:
    return oracle.Exponential(form["span"], read.price(form["price"]), form["at"])


def pace(form: Any) -> oracle.Pace:
    return oracle.Pace(*parts(form, "rate growth interval longest"))


def new_stable(form: Any) -> oracle.Stable:
    return oracle.Stable(pace(form["pace"]), form["delays"], fixed(form["start"]), form["at"])


def twap(form: Any) -> oracle.TimeWeighted:
    made: oracle.TimeWeighted = observed(new_twap(form["new"]), form)
    return made


def ema(form: Any) -> oracle.Exponential:
    made: oracle.Exponential = observed(new_ema(form["new"]), form)
    return made


def stable(form: Any) -> oracle.Stable:
    made: oracle.Stable = observed(new_stable(form["new"]), form)
    return made


def sum_of(form: Any) -> oracle.Sum:
    return oracle.Sum(*parts(form, "low high at"))


def remote(form: Any) -> Remote:
    return Remote(*parts(form, "deviations volatility period finality limit"))


def quota(form: Any) -> Quota:
    return Quota(*fields(form, "limit used"))


def pool(form: Any) -> exit.Pool:
    return exit.Pool(*fields(form, "base quote fee"))


def ranges(form: Any) -> exit.Ranges:
    parts = [exit.Range(*fields(part, "lower upper liquidity")) for part in form["ranges"]]
    return exit.Ranges(fixed(form["root"]), parts, fixed(form["fee"]))


def stable_swap(form: Any) -> exit.StableSwap:
    base, quote = form["places"]
    return exit.StableSwap(numbers(form["balances"]), base, quote, *fields(form, "amplification fee"))


def depth(form: Any) -> exit.Depth:
    bids, asks = ([exit.Level(*fields(level, "price size")) for level in form[side]] for side in ("bids", "asks"))
    return exit.Depth(bids, asks, fixed(form["fee"]))


VENUES: dict[str, Callable[[Any], Any]] = {
    "pool": pool, "ranges": ranges, "stable_swap": stable_swap, "depth": depth,
}  # fmt: skip


def venue(form: Any) -> Any:
    [(kind, parts)] = form.items()
    return VENUES[kind](parts)


def largest(solver: Callable[..., p.Limit], i: Input) -> p.Limit:
    return solver(read.price(i["mark"]), *fields(i, "slippage most step"), venue(i["venue"]))


def slices(forms: Any) -> list[haircut.Slice]:
    return [haircut.Slice(*(fixed(form.get(name, 0)) for name in ("floor", "ratio", "addend"))) for form in forms]


def scope(form: Any) -> profile.Scope:
    return profile.Scope.cross() if form == "cross" else profile.Scope.isolated(form["market"], form["settlement"])


def boost(form: Any) -> profile.Boost:
    return profile.Boost(form["class"], numbers(form["assets"]))


def market(form: Any) -> profile.Profile:
    return profile.Profile(form["class"], form["access"], [read.weights(level) for level in form["weights"]])


def ewma(form: Any) -> volatility.Ewma:
    return volatility.Ewma(*fields(form, "lambda variance"))


def garch(form: Any) -> volatility.Garch:
    return volatility.Garch(*fields(form, "omega alpha beta"))


def filtered(i: Input) -> Any:
    if i["scratch"] != len(i["returns"]):
        raise read.Refused  # no scratch is asked for
    scratch, after = volatility.filtered(numbers(i["returns"]), ewma(i["before"]), interval(i["ratio"]))
    return {"ewma": read.show(after), "scratch": read.show(scratch)}


def rows(flat: Any, count: int) -> list[list[p.Fixed]]:
    """What is no square becomes rows of unequal lengths, or none."""
    made, width = numbers(flat), count or 1
    return [made[place : place + width] for place in range(0, len(made), width)]


def updated(i: Input) -> list[p.Fixed]:
    returns = numbers(i["returns"])
    matrix = correlation.update(rows(i["matrix"], len(returns)), returns, fixed(i["lambda"]))
    return sum(matrix, [])


def offset(form: Any) -> correlation.Offset:
    return correlation.Offset(*fields(form, "floor stress least"))


def parameter(form: Any) -> parameters.Parameter:
    return parameters.Parameter.moving(*parts(form, "from to start end"))


def rule(form: Any) -> parameters.Rule:
    return parameters.Rule(pair(form["bounds"]), *parts(form, "rise fall grain delay ramp"))


def stored(form: Any, now: int | None = None) -> parameters.Parameters:
    values = [parameter(value) for value in form["values"]]
    since = max(value.start for value in values) if now is None else now
    return parameters.Parameters.from_stored(form["version"], values, since)


def proposed(i: Input) -> parameters.Parameters:
    changes = [parameters.Change(change["name"], fixed(change["value"])) for change in i["changes"]]
    rules = [rule(form) for form in i["rules"]]
    return stored(i["parameters"]).propose(rules, i["version"], changes, i["ramp"], i["now"])


def plain(module: Any, **functions: str) -> Calls:
    """Functions of numbers only, by the names of their arguments."""

    def calling(name: str, names: str) -> Callable[[Input], Any]:
        return lambda i: getattr(module, name)(*fields(i, names))

    return {name: calling(name, names) for name, names in functions.items()}


def ladder(form: Any) -> haircut.Slices:
    return haircut.Slices(slices(form))


def trades(name: str, read_venue: Callable[[Any], Any], key: str) -> Calls:
    return {
        f"{name}.new": read_venue,
        f"{name}.proceeds": lambda i: read_venue(i[key]).proceeds(fixed(i["size"])),
        f"{name}.cost": lambda i: read_venue(i[key]).cost(fixed(i["size"])),
    }


FILES: dict[str, Calls] = {
    "oracle": {
        "Reading.new": reading,
        "Feed.price": lambda i: feed(i["feed"]).price(reading(i["reading"]), i["now"]),
    },
    "confidence": {
        "Confidence.new": confidence,
        "Confidence.price": lambda i: confidence(i["terms"]).price(*fields(i, "price confidence")),
    },
    "age": {
        "Age.new": age,
        "Age.since": lambda i: age(i["age"]).since(i["at"], i["now"]),
        "Age.price": lambda i: age(i["age"]).price(read.price(i["price"]), i["at"], i["now"]),
    },
    "sources": {
        "hull": lambda i: oracle.hull(prices(i["sources"]), i["quorum"]),
        "median": lambda i: oracle.median(prices(i["sources"]), i["quorum"]),
        "agreement": lambda i: oracle.agreement(prices(i["sources"]), fixed(i["band"]), i["quorum"]),
    },
    "band": {
        "Band.new": band,
        "Band.admit": lambda i: band(i["band"]).admit(read.price(i["last"]), i["elapsed"], read.price(i["price"])),
    },
    "twap": {
        "TimeWeighted.new": new_twap,
        "TimeWeighted.observe": lambda i: twap(i["time_weighted"]).observe(read.price(i["price"]), i["at"]),
        "TimeWeighted.sum": lambda i: twap(i["time_weighted"]).sum(i["now"]),
        "Sum.average": lambda i: sum_of(i["sum"]).average(sum_of(i["since"])),
    },
    "ema": {
        "Exponential.new": new_ema,
        "Exponential.observe": lambda i: ema(i["exponential"]).observe(read.price(i["price"]), i["at"]),
        "Exponential.average": lambda i: ema(i["exponential"]).average(i["now"]),
    },
    "stable": {
        "Pace.new": pace,
        "Stable.new": new_stable,
        "Stable.observe": lambda i: stable(i["stable"]).observe(read.price(i["price"]), i["at"]),
        "Stable.price": lambda i: stable(i["stable"]).price(i["now"]),
        "Stable.delay": lambda i: stable(i["stable"]).delay,
    },
    "remote": {
        "Remote.new": remote,
        "Remote.price": lambda i: remote(i["remote"]).price(
            read.price(i["price"]), i["attested"], i["now"], [quota(form) for form in i["quotas"]]
        ),
    },
    "exit": {
        "average_sale": lambda i: exit.average_sale(fixed(i["size"]), venue(i["venue"])),
        "average_purchase": lambda i: exit.average_purchase(fixed(i["size"]), venue(i["venue"])),
        "price": lambda i: exit.price(read.price(i["mark"]), fixed(i["quantity"]), venue(i["venue"])),
        "largest_sale": lambda i: largest(exit.largest_sale, i),
        "largest_purchase": lambda i: largest(exit.largest_purchase, i),
    },
    "pool": trades("Pool", pool, "pool"),
    "ranges": trades("Ranges", ranges, "ranges"),
    "stable_swap": trades("StableSwap", stable_swap, "stable_swap"),
    "depth": trades("Depth", depth, "depth"),
    "scale": {
        "Weights.scaled": lambda i: read.weights(i["weights"]).scaled(quota(i["deposits"]), quota(i["borrows"])),
    },
    "size": {
        **plain(
            size,
            square_root_up="base factor size",
            square_root_discount_down="weight factor size",
            power_up="base factor exponent notional",
            horizon_up="base risk days",
            linear_up="base slope size scale",
        ),
        "linear_haircut_up": lambda i: size.linear_haircut_up(pair(i["bounds"]), *fields(i, "factor size scale")),
        "open_interest_up": lambda i: size.open_interest_up(fixed(i["base"]), pair(i["caps"]), fixed(i["open"])),
    },
    "haircut": {
        "Slice.new": lambda i: haircut.Slice(*fields(i, "floor ratio")),
        "Slices.new": lambda i: ladder(i["slices"]),
        "Slices.from_ratios": lambda i: haircut.Slices.from_ratios(slices(i["slices"])),
        "Slices.counts": lambda i: ladder(i["slices"]).counts(fixed(i["amount"])),
        "Slices.weight": lambda i: ladder(i["slices"]).weight(fixed(i["amount"])),
    },
    "profile": {
        "Access.name": lambda i: list(profile.Access)[i["number"]].value,
        "Access.admit": lambda i: profile.admit(i["access"], *fields(i, "before after")),
        "admit_debts": lambda i: profile.admit_debts(i["debts"]),
        "Scope.admit": lambda i: scope(i["scope"]).admit(i["held"]),
        "Boost.new": boost,
        "Profile.effective": lambda i: market(i["profile"]).effective([list(map(boost, debt)) for debt in i["debts"]]),
    },
    "quota": {
        "Quota.new": quota,
        "Quota.room": lambda i: quota(i["quota"]).room(),
        "Quota.share": lambda i: quota(i["quota"]).share(),
        "Quota.excess": lambda i: quota(i["quota"]).excess(),
    },
    "volatility": plain(volatility, over="sigma from to", margin_fraction="z sigma periods"),
    "ewma": {
        "Ewma.new": ewma,
        "Ewma.update": lambda i: ewma(i["ewma"]).update(fixed(i["r"])),
        "Ewma.observe": lambda i: ewma(i["ewma"]).observe(fixed(i["variance"])),
        "Ewma.update_over": lambda i: ewma(i["ewma"]).update_over(*fields(i, "r periods")),
        "Ewma.observe_over": lambda i: ewma(i["ewma"]).observe_over(*fields(i, "variance periods")),
        "Ewma.sigma": lambda i: ewma(i["ewma"]).sigma(),
    },
    "garch": {
        "Garch.new": garch,
        "Garch.next": lambda i: garch(i["garch"]).next(*fields(i, "variance r")),
        "Garch.long_run": lambda i: garch(i["garch"]).long_run(),
        "Garch.forecast": lambda i: garch(i["garch"]).forecast(fixed(i["variance"]), i["periods"]),
    },
    "range": {
        "parkinson": lambda i: volatility.parkinson(interval(i["prices"])),
        "realised": lambda i: volatility.realised([interval(form) for form in i["periods"]]),
    },
    "filtered": {
        "filtered": filtered,
        "quantile": lambda i: volatility.quantile(numbers(i["returns"]), fixed(i["confidence"])),
        "expected_shortfall": lambda i: volatility.expected_shortfall(numbers(i["returns"]), fixed(i["confidence"])),
    },
    "floor": plain(
        volatility,
        floored="raw floor",
        stressed="raw stressed weight",
        buffered="raw base buffer",
        stepped="previous target rise fall",
    ),
    "correlation": {
        "update": updated,
        "correlation": lambda i: correlation.correlation(rows(i["matrix"], i["count"]), i["i"], i["j"]),
        "sigma": lambda i: correlation.sigma(rows(i["matrix"], len(i["weights"])), numbers(i["weights"])),
    },
    "offset": {
        "Offset.new": offset,
        "Offset.opposite": lambda i: offset(i["offset"]).opposite(interval(i["rho"])),
        "Offset.alike": lambda i: offset(i["offset"]).alike(interval(i["rho"])),
        "Offset.margin": lambda i: offset(i["offset"]).margin(
            fixed(i["a"]), fixed(i["b"]), interval(i["rho"])
        ),
    },
    "liquidity": plain(
        liquidity,
        impact="y sigma quantity volume",
        close_out_cost="notional impact",
        horizon="quantity volume participation",
        concentration="size threshold slope cap",
        adjusted_haircut="haircut impact",
    ),
    "parameters": {
        "Parameter.new": lambda i: parameters.Parameter(fixed(i["value"]), i["at"]),
        "Parameter.moving": parameter,
        "Parameter.at_down": lambda i: parameter(i["parameter"]).at_down(i["now"]),
        "Parameter.at_up": lambda i: parameter(i["parameter"]).at_up(i["now"]),
    },
    "rule": {
        "Rule.new": rule,
        "Rule.reach": lambda i: rule(i["rule"]).reach(fixed(i["present"])),
        "Rule.change": lambda i: rule(i["rule"]).change(
            parameter(i["parameter"]), fixed(i["value"]), i["ramp"], i["now"]
        ),
    },
    "set": {
        "Name.name": lambda i: list(parameters.Name)[i["number"]].value,
        "Parameters.new": lambda i: parameters.Parameters(numbers(i["values"]), i["at"]),
        "Parameters.from_stored": lambda i: stored(i, i["now"]),
        "Parameters.at": lambda i: stored(i["parameters"]).at(i["name"], i["now"]),
        "Parameters.propose": proposed,
    },
}
