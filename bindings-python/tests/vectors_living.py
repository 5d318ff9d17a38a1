"""The calls of the golden vectors of `plimsoll.oracle`, `exit`, `remote`, `size`, `haircut` and `profile`, by the stem of
the file and their names in the core; those of `plimsoll.risk` stand beside.
"""

from collections.abc import Callable
from typing import Any

import plimsoll as p
import vectors_read as read
import vectors_risk
from plimsoll import exit, haircut, oracle, profile, size
from plimsoll.remote import Remote
from plimsoll.risk.quota import Quota
from vectors_portfolio import numbers, pair
from vectors_read import fields, fixed, parts
from vectors_risk import Calls, Input, plain


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
    **vectors_risk.FILES,
}
