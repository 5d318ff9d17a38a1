"""The calls of the golden vectors of options, scenarios, charges and offsets, by their names in the core."""

from collections.abc import Callable
from typing import Any

import plimsoll as p
import vectors_read as read
from plimsoll import contingency, option, scenario
from plimsoll.liquidation import crossing
from vectors_read import changed, fields, fixed

Input = dict[str, Any]


def interval(form: Any) -> p.Interval:
    return p.Interval(fixed(form["low"]), fixed(form["high"]))


def contract(form: Any) -> p.Contract:
    return p.Contract(form["right"], fixed(form["strike"]))


def expiry(form: Any) -> p.Expiry:
    if "discount" in form:
        return p.Expiry.discounted(form["seconds"], fixed(form["discount"]))
    if "rate" in form:
        return p.Expiry(form["seconds"], fixed(form["rate"]))
    return p.Expiry.undiscounted(form["seconds"])


def forward(form: Any) -> p.Forward:
    return p.Forward(interval(form["moving"]), fixed(form["settled"]))


def position(form: Any) -> option.Position:
    return option.Position(contract(form["contract"]), fixed(form["quantity"]), interval(form["value"]))


def positions(forms: Any) -> list[option.Position]:
    return [position(form) for form in forms]


def one_scenario(form: Any) -> p.Scenario:
    return p.Scenario(fixed(form["spot"]), form["volatility"], fixed(form["weight"]))


def grid(forms: Any) -> list[p.Scenario]:
    return [one_scenario(form) for form in forms]


def numbers(forms: Any) -> list[p.Fixed]:
    return [fixed(form) for form in forms]


def pair(forms: Any) -> tuple[p.Fixed, p.Fixed]:
    return fixed(forms[0]), fixed(forms[1])


def scan(form: Any) -> p.Scan:
    return p.Scan.from_parts(fixed(form["mark"]), numbers(form["profits"]))


def room(i: Input) -> p.Scan:
    return p.Scan([p.Scenario(1, "same")] * i["room"])


def array(form: Any) -> p.RiskArray:
    return p.RiskArray(scan(form["owned"]), scan(form["owed"]))


def volatility_shock(form: Any) -> scenario.VolatilityShock:
    return scenario.VolatilityShock(pair(form["range"]), pair(form["power"]), form["floor"], fixed(form["least"]))


def skew(form: Any) -> scenario.Skew:
    return scenario.Skew(
        pair(form["linear"]), pair(form["absolute"]), fixed(form["least_width"]), fixed(form["scale"]),
        pair(form["level"]),
    )  # fmt: skip


def shocks(form: Any) -> p.Shocks:
    return p.Shocks(volatility_shock(form["shock"]), skew(form["skew"]), expiry(form["expiry"]))


def option_array(i: Input) -> p.RiskArray:
    return p.RiskArray.option(
        contract(i["contract"]), forward(i["forward"]), interval(i["volatility"]), expiry(i["expiry"]),
        shocks(i["shocks"]), grid(i["grid"]),
    )  # fmt: skip


def reversed_profits(i: Input) -> p.Scan:
    """The profits are written by making the scan anew."""
    made = scan(i["scan"])
    return p.Scan.from_parts(made.mark, made.profits[::-1])


def confidence(form: Any) -> contingency.Confidence:
    return contingency.Confidence(fixed(form["threshold"]), fixed(form["rate"]))


def peg(form: Any) -> contingency.Peg:
    return contingency.Peg(fixed(form["threshold"]), fixed(form["factor"]))


def black(i: Input) -> tuple[p.Interval, p.Interval, p.Expiry]:
    return interval(i["forward"]), interval(i["volatility"]), expiry(i["expiry"])


def surplus(checks: list[list[dict[str, Any]]]) -> Callable[[p.Fixed], p.Fixed]:
    lines = [[(fixed(line["constant"]), fixed(line["slope"])) for line in check] for check in checks]

    def check(x: p.Fixed) -> p.Fixed:
        return max(min(constant + p.mul_down(slope, x) for constant, slope in forms) for forms in lines)

    return check


def crossed(i: Input) -> crossing.Crossing:
    return crossing.crossing(fixed(i["start"]), pair(i["range"]), i["parts"], fixed(i["step"]), surplus(i["checks"]))


def both(i: Input, name: str) -> tuple[p.Interval, p.Interval]:
    return interval(i["interval"]), interval(i[name])


def sum_of(i: Input) -> p.Interval:
    a, b = both(i, "other")
    return a + b


def difference_of(i: Input) -> p.Interval:
    a, b = both(i, "other")
    return a - b


CALLS: dict[str, Callable[[Input], Any]] = {
    "step": lambda i: p.Fixed.DELTA,
    "sqrt": lambda i: p.sqrt(fixed(i["a"])),
    "ln": lambda i: p.ln(fixed(i["a"])),
    "exp": lambda i: p.exp(fixed(i["a"])),
    "power": lambda i: p.power(fixed(i["a"]), fixed(i["exponent"])),
    "normal_density": lambda i: p.normal_density(fixed(i["a"])),
    "normal_distribution": lambda i: p.normal_distribution(fixed(i["a"])),
    "Interval.new": interval,
    "Interval.between": lambda i: p.Interval.between(fixed(i["a"]), fixed(i["b"])),
    "Interval.exact": lambda i: p.Interval.exact(fixed(i["value"])),
    "Interval.holds": lambda i: interval(i["interval"]).holds(fixed(i["value"])),
    "Interval.try_neg": lambda i: -interval(i["interval"]),
    "Interval.try_add": sum_of,
    "Interval.try_sub": difference_of,
    "Interval.mul": lambda i: interval(i["interval"]).mul(interval(i["other"])),
    "Interval.div": lambda i: interval(i["interval"]).div(interval(i["divisor"])),
    "Contract.new": contract,
    "Contract.intrinsic": lambda i: contract(i["contract"]).intrinsic(fixed(i["price"])),
    "Contract.value": lambda i: contract(i["contract"]).value(*black(i)),
    "Contract.greeks": lambda i: contract(i["contract"]).greeks(*black(i)),
    "Contract.implied_volatility": lambda i: contract(i["contract"]).implied_volatility(
        interval(i["forward"]), fixed(i["price"]), expiry(i["expiry"]), fixed(i["step"])
    ),
    "Expiry.new": expiry,
    "Expiry.undiscounted": expiry,
    "Expiry.discounted": expiry,
    "Forward.new": forward,
    "Forward.exact": lambda i: p.Forward.exact(fixed(i["price"])),
    "Forward.shocked": lambda i: forward(i["forward"]).shocked(fixed(i["spot"])),
    "Position.mark": lambda i: position(i["position"]).mark(),
    "Position.payoff": lambda i: position(i["position"]).payoff(fixed(i["price"])),
    "shorts": lambda i: option.shorts(positions(i["positions"])),
    "gross": lambda i: option.gross(positions(i["positions"])),
    "naked": lambda i: option.naked(positions(i["positions"])),
    "Scenario.new": one_scenario,
    "Scan.new": room,
    "Scan.from_parts": scan,
    "Scan.profits_mut": reversed_profits,
    "Scan.add": lambda i: changed(scan(i["scan"]), lambda made: made.add(fixed(i["quantity"]), array(i["unit"]))),
    "Scan.merge": lambda i: changed(scan(i["scan"]), lambda made: made.merge(scan(i["other"]))),
    "Scan.worst": lambda i: scan(i["scan"]).worst(),
    "Scan.worst_weighted": lambda i: scan(i["scan"]).worst_weighted(grid(i["grid"])),
    "RiskArray.new": array,
    "RiskArray.linear": lambda i: p.RiskArray.linear(read.price(i["price"]), grid(i["grid"])),
    "RiskArray.inverse": lambda i: p.RiskArray.inverse(grid(i["grid"])),
    "RiskArray.option": option_array,
    "RiskArray.contribution": lambda i: array(i["risk_array"]).contribution(fixed(i["quantity"]), i["scenario"]),
    "VolatilityShock.new": volatility_shock,
    "Skew.flat": lambda i: scenario.Skew.flat(),
    "Shocks.new": shocks,
    "Shocks.volatility": lambda i: shocks(i["shocks"]).volatility(
        interval(i["volatility"]), i["change"], interval(i["money"])
    ),
    "charge": lambda i: contingency.charge(fixed(i["notional"]), fixed(i["rate"])),
    "Confidence.new": confidence,
    "Confidence.charge": lambda i: confidence(i["terms"]).charge(*fields(i, "confidence notional")),
    "Peg.new": peg,
    "Peg.loss": lambda i: peg(i["peg"]).loss(fixed(i["price"])),
    "crossing": crossed,
}
