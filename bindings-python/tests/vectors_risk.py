"""The calls of the golden vectors of `plimsoll.risk`, by the stem of the file and their names in the core."""

from collections.abc import Callable
from typing import Any

import plimsoll as p
import vectors_read as read
from plimsoll.risk import correlation, liquidity, parameters, volatility
from vectors_portfolio import interval, numbers, pair
from vectors_read import fields, fixed, parts

Input = dict[str, Any]
Calls = dict[str, Callable[[Input], Any]]


def plain(module: Any, **functions: str) -> Calls:
    """Functions of numbers only, by the names of their arguments."""

    def calling(name: str, names: str) -> Callable[[Input], Any]:
        return lambda i: getattr(module, name)(*fields(i, names))

    return {name: calling(name, names) for name, names in functions.items()}


def ewma(form: Any) -> volatility.Ewma:
    return volatility.Ewma(*fields(form, "lambda variance"))


def garch(form: Any) -> volatility.Garch:
    return volatility.Garch(*fields(form, "omega alpha beta"))


def policy(form: Any) -> volatility.Policy:
    weight, cap, multiple, least = fields(form, "weight cap multiple least")
    return volatility.Policy(pair(form["lambda"]), weight, cap, multiple, least, pair(form["step"]))


def steady(form: Any) -> volatility.Steady:
    return volatility.Steady.from_stored(
        policy(form["policy"]), pair(form["variances"]), form["periods"], fixed(form["margin"])
    )


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


FILES: dict[str, Calls] = {
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
    "policy": {
        "Policy.new": policy,
        "Steady.new": lambda i: volatility.Steady(policy(i["policy"])),
        "Steady.from_stored": steady,
        "Steady.observe": lambda i: steady(i["steady"]).observe(fixed(i["r"])),
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
