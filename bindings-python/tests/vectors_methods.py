"""The calls of the golden vectors of `plimsoll.methods`, by their names in the core, for each file: several
methods have a ``Margin``, ``Parameters`` or ``grid`` of their own.
"""

from collections.abc import Callable
from typing import Any

import plimsoll as p
import vectors_exchanges
from plimsoll.methods.derive import discount, margin, portfolio, portfolio_2, standard
from vectors_portfolio import (
    array,
    confidence,
    expiry,
    grid,
    pair,
    peg,
    position,
    positions,
    scan,
    skew,
    volatility_shock,
)
from vectors_read import changed, fields, fixed, show

Input = dict[str, Any]
Calls = dict[str, Callable[[Input], Any]]


def long(form: Any) -> discount.LongDiscount:
    return discount.LongDiscount(fixed(form["base"]), pair(form["rate"]))


def short(form: Any) -> discount.ShortDiscount:
    return discount.ShortDiscount(fixed(form["base"]), pair(form["rate"]))


def basis(form: Any) -> discount.Basis:
    return discount.Basis(*fields(form, "addend multiple"))


DISCOUNT: Calls = {
    "LongDiscount.new": long,
    "LongDiscount.at": lambda i: long(i["long_discount"]).at(expiry(i["expiry"])),
    "ShortDiscount.new": short,
    "ShortDiscount.at": lambda i: short(i["short_discount"]).at(expiry(i["expiry"])),
    "Discounts.apply": lambda i: discount.Discounts(*fields(i["discounts"], "long short")).apply(fixed(i["value"])),
    "Basis.new": basis,
    "Basis.loss": lambda i: basis(i["basis"]).loss(scan(i["shocks"]), expiry(i["expiry"])),
}

PARTS = "loss perps options collateral confidence mark cash"


def total(i: Input) -> p.Fixed:
    form = i["margin"]
    driver = form["driver"] if form["driver"] == "basis" else form["driver"]["scenario"]
    parts = dict(zip(PARTS.split(), fields(form, PARTS)))
    return margin.Margin(driver=driver, **parts).total()


MARGIN: Calls = {"Margin.total": total}


def options(form: Any) -> margin.Options:
    return margin.Options(
        expiry(form["expiry"]), scan(form["scan"]), scan(form["basis"]), positions(form["positions"]),
        fixed(form["confidence"]),
    )  # fmt: skip


READ: dict[str, Callable[[Any], Any]] = {
    "shock": volatility_shock,
    "skew": skew,
    "long": long,
    "short": short,
    "basis": basis,
    "peg": peg,
    "confidence": confidence,
}


def one_or_pair(value: Any) -> Any:
    return pair(value) if isinstance(value, list) else fixed(value)


def parameters(version: Any, form: Any) -> Any:
    return version.Parameters(**{name: READ.get(name, one_or_pair)(value) for name, value in form.items()})


FEED: dict[str, Callable[[Any], Any]] = {"options": options, "perp": array, "haircut": pair}


def step(version: Any, made: Any, name: str, i: Input, form: Any) -> None:
    """One call that feeds a portfolio, its own arguments in `form`."""
    arguments = {
        key: FEED.get(key, fixed)(form[key])
        for key in ("spot", "coin", "options", "perp", "size", "profit", "quantity", "value", "haircut", "confidence")
        if key in form
    }
    with_grid = name in ("add_coins", "add_underlying") or (version is portfolio_2 and name == "add_options")
    arguments.update({"grid": grid(i["grid"])} if with_grid else {})
    getattr(made, name)(parameters=parameters(version, i["parameters"]), **arguments)


def fed(version: Any, i: Input) -> Any:
    made = version.Portfolio(grid(i["grid"]))
    for call in i["portfolio"]:
        for name, form in call.items():
            step(version, made, name, i, form)
    return made


def state(made: Any) -> Any:
    return {"scan": show(made.scan), "basis": show(made.basis)}


def add(version: Any, name: str) -> Callable[[Input], Any]:
    return lambda i: state(changed(fed(version, i), lambda made: step(version, made, name, i, i)))


def levels(version: Any, name: str) -> Callable[[Input], Any]:
    def call(i: Input) -> Any:
        arguments: dict[str, Any] = {key: fixed(i[key]) for key in ("coin", "cash") if key in i}
        if version is portfolio_2 or name == "initial":
            arguments["parameters"] = parameters(version, i["parameters"])
        if version is portfolio_2:
            arguments["grid"] = grid(i["grid"])
        return getattr(fed(version, i), name)(**arguments)

    return call


def validated(made: object) -> None:
    """Parameters that are made are valid."""


def managers(version: Any, *feeds: str) -> Calls:
    return {
        "Parameters.validate": lambda i: validated(parameters(version, i["parameters"])),
        "Parameters.discounts": lambda i: parameters(version, i["parameters"]).discounts(expiry(i["expiry"])),
        "Portfolio.new": lambda i: state(version.Portfolio([p.Scenario(1, "same")] * i["room"])),
        **{f"Portfolio.{name}": add(version, name) for name in feeds},
        "Portfolio.initial": levels(version, "initial"),
        "Portfolio.maintenance": levels(version, "maintenance"),
    }


make_market: Callable[..., Any] = standard.Parameters


def market(form: Any) -> standard.Parameters:
    pairs = [pair(form[name]) for name in ("unpaired", "perp", "coin")]
    rest = (*pairs, [confidence(one) for one in form["confidence"]], peg(form["peg"]))
    made: standard.Parameters = make_market(*fields(form, "most least call put put_mark offset"), *rest)
    return made


def series(form: Any) -> standard.Options:
    return standard.Options(positions(form["positions"]), *fields(form, "forward confidence"))


def holdings(form: Any) -> standard.Holdings:
    return standard.Holdings([series(one) for one in form["options"]], *fields(form, "perp profit coins"))


def feeds(form: Any) -> standard.Feeds:
    return standard.Feeds(*fields(form, "spot spot_confidence perp perp_confidence coin"))


STANDARD: Calls = {
    "Parameters.validate": lambda i: validated(market(i["parameters"])),
    "Parameters.isolated": lambda i: market(i["parameters"]).isolated(
        position(i["position"]), fixed(i["spot"]), i["level"]
    ),
    "Parameters.expiry": lambda i: market(i["parameters"]).expiry(series(i["options"]), fixed(i["spot"]), i["level"]),
    "Parameters.market": lambda i: market(i["parameters"]).market(holdings(i["holdings"]), feeds(i["feeds"]), i["level"]),
    "Parameters.mark": lambda i: market(i["parameters"]).mark(holdings(i["holdings"]), feeds(i["feeds"])),
    "Margin.total": lambda i: standard.Margin(
        *fields(i["margin"], "options perp profit coins confidence peg")
    ).total(),
}

# By the stem of the file.
FILES: dict[str, Calls] = {
    "discount": DISCOUNT,
    "margin": MARGIN,
    "portfolio": managers(portfolio, "add_options", "add_perp", "add_coins"),
    "portfolio_2": managers(portfolio_2, "add_options", "add_perp", "add_collateral", "add_underlying"),
    "standard": {**STANDARD, **vectors_exchanges.STANDARD},
    **vectors_exchanges.FILES,
}
