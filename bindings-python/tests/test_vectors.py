"""Every golden vector of the core through the Python API: the same bits, the same errors."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import plimsoll as p
import vectors_read as read
import vectors_liquidation
import vectors_living
import vectors_methods
import vectors_portfolio
import vectors_solvency
from vectors_read import changed, fixed, show

VECTORS = Path(__file__).parents[2] / "core" / "tests" / "vectors"
# Columns are called through tables here, which have tests of their own: test_columns*.py.
FILES = sorted(file for file in VECTORS.glob("*.json") if file.stem != "columns")
# And so are a number's products at several levels, which nothing else uses.
OF_COLUMNS = {"add_weighted", "room", "is_number"}
ERRORS = {error.code: error for error in p.PlimsollError.__subclasses__() if error.code and error is not p.InvalidBook}

Input = dict[str, Any]


def pair(i: Input) -> tuple[p.Fixed, p.Fixed]:
    return fixed(i["a"]), fixed(i["b"])


def least(lines: list[dict[str, Any]]) -> Callable[[p.Fixed], p.Fixed]:
    forms = [(fixed(line["constant"]), fixed(line["slope"])) for line in lines]
    return lambda x: min([p.Fixed.MAX, *(constant + p.mul_down(slope, x) for constant, slope in forms)])


def errors(code: int) -> str | None:
    return ERRORS[code].__name__ if code in ERRORS else None


def limit(solver: Callable[..., p.Limit], i: Input) -> p.Limit:
    return solver(read.holdings(i["holdings"]), i["asset"], fixed(i["fee"]), fixed(i["step"]))


def position(i: Input) -> p.Limit:
    side = p.Side(i["side"])
    numbers = (fixed(i[key]) for key in ("price", "fee", "step"))
    return p.position(read.holdings(i["holdings"]), i["asset"], i["leg"], side, *numbers)


def threshold(i: Input) -> p.Threshold:
    return p.threshold(read.holdings(i["holdings"]), i["index"], read.price(i["price"]), fixed(i["step"]))


def with_orders(i: Input) -> p.Perp:
    perp = p.Perp(fixed(i["size"]), fixed(i["quote"]))
    return perp.with_orders(fixed(i["bids"]), fixed(i["asks"]))


def terms(i: Input) -> p.Terms:
    return p.Terms(
        read.price(i["price"]), read.weights(i["weights"]), p.Tiers(read.rungs(i["tiers"])), fixed(i["profit_weight"])
    )


def mul_div(i: Input) -> Any:
    quotient, remainder = p.mul_div(int(i["a"]), int(i["b"]), int(i["divisor"]))
    return {"quotient": str(quotient), "remainder": str(remainder)}


def capacity(form: Any) -> p.Capacity:
    return p.Capacity.perp(*read.fields(form, "quantity price weight quote settlement"))


def indices(form: Any) -> p.Indices:
    return p.Indices.from_stored(fixed(form["deposit"]), fixed(form["debt"]))


def pool(form: Any) -> p.Pool:
    return p.Pool(*(int(form[key]) for key in ("assets", "shares", "virtual_assets", "virtual_shares")))


def moved(i: Input, call: Callable[[p.Pool, int, int], None]) -> Any:
    return changed(pool(i["pool"]), lambda pool: call(pool, int(i["assets"]), int(i["shares"])))


def added(i: Input) -> list[p.Fixed]:
    """As a scan's; what the core leaves where there is no unit, a unit of zero does."""
    sums = p.Scan.from_parts(0, [fixed(sum) for sum in i["sums"]])
    units = [fixed(unit) for unit in i["units"]] + [p.Fixed(0)] * len(i["sums"])
    unit = p.Scan.from_parts(0, units[: len(i["sums"])])
    sums.add(fixed(i["a"]), p.RiskArray(unit, unit))
    return sums.profits


def merged(i: Input) -> p.Health:
    health, other = read.health(i["health"]), read.health(i["other"])
    made: p.Health = health.merge(other)
    assert made == other.merge(health) and made.without(other) == health
    return made


# The name in the core to the call in Python. What Python writes as an operator stands as one here.
CALLS: dict[str, Callable[[Input], Any]] = {
    "Error.code": lambda i: getattr(p, i["error"]).code,
    "Error.name": lambda i: ERRORS[i["code"]].name,
    "Error.from_code": lambda i: errors(i["code"]),
    "zero": lambda i: p.Fixed(0),
    "one": lambda i: p.Fixed(1),
    "try_add": lambda i: fixed(i["a"]) + fixed(i["b"]),
    "try_sub": lambda i: fixed(i["a"]) - fixed(i["b"]),
    "try_neg": lambda i: -fixed(i["a"]),
    "mul_down": lambda i: p.mul_down(*pair(i)),
    "mul_up": lambda i: p.mul_up(*pair(i)),
    "div_down": lambda i: p.div_down(*pair(i)),
    "div_up": lambda i: p.div_up(*pair(i)),
    "floor_to": lambda i: p.floor_to(fixed(i["a"]), fixed(i["step"])),
    "try_abs": lambda i: abs(fixed(i["a"])),
    "mul_div_down": lambda i: p.mul_div_down(*read.fields(i, "a factor divisor")),
    "mul_div_up": lambda i: p.mul_div_up(*read.fields(i, "a factor divisor")),
    "ceil_to": lambda i: p.ceil_to(fixed(i["a"]), fixed(i["step"])),
    "lesser": lambda i: min(pair(i)),
    "greater": lambda i: max(pair(i)),
    "is_negative": lambda i: fixed(i["a"]) < 0,
    "is_zero": lambda i: not fixed(i["a"]),
    "is_fraction": lambda i: 0 <= fixed(i["a"]) <= 1,
    "from_units_down": lambda i: p.from_units_down(int(i["units"]), i["decimals"]),
    "from_units_up": lambda i: p.from_units_up(int(i["units"]), i["decimals"]),
    "to_units_down": lambda i: str(p.to_units_down(fixed(i["number"]), i["decimals"])),
    "to_units_up": lambda i: str(p.to_units_up(fixed(i["number"]), i["decimals"])),
    "mul_div": mul_div,
    "Ramp.new": read.ramp,
    "Ramp.at_down": lambda i: read.ramp(i["ramp"]).at_down(fixed(i["at"])),
    "Ramp.at_up": lambda i: read.ramp(i["ramp"]).at_up(fixed(i["at"])),
    "read_down": lambda i: p.read_down(i["text"]),
    "read_up": lambda i: p.read_up(i["text"]),
    "read_nearest": lambda i: p.read_nearest(i["text"]),
    "write": lambda i: p.write(fixed(i["number"])),
    "Price.new": lambda i: p.Price(fixed(i["low"]), fixed(i["high"])),
    "Price.from_stored": read.price,
    "Price.exact": lambda i: p.Price.exact(fixed(i["price"])),
    "Price.with_confidence": lambda i: p.Price.with_confidence(fixed(i["mid"]), fixed(i["confidence"])),
    "Price.unknown": lambda i: p.Price.unknown(),
    "Price.hull": lambda i: read.price(i["price"]).hull(read.price(i["other"])),
    "Price.scale": lambda i: read.price(i["price"]).scale(read.price(i["factor"])),
    "Price.factor_to": lambda i: read.price(i["price"]).factor_to(fixed(i["at"])),
    "Price.at": lambda i: read.price(i["price"]).at(p.End(i["end"])),
    "Price.widen": lambda i: read.price(i["price"]).widen(fixed(i["fraction"])),
    "Price.mid": lambda i: read.price(i["price"]).mid(),
    "Price.is_known": lambda i: read.price(i["price"]).is_known,
    "Price.contains": lambda i: read.price(i["price"]).contains(read.price(i["other"])),
    "Weights.new": read.weights,
    "Weights.one": lambda i: p.Weights.one(),
    "Weights.from_haircut": lambda i: p.Weights.from_haircut(fixed(i["haircut"])),
    "Weights.from_loan_to_value": lambda i: p.Weights.from_loan_to_value(fixed(i["loan_to_value"])),
    "Weights.from_margin_fraction": lambda i: p.Weights.from_margin_fraction(fixed(i["margin"])),
    "Weights.with_borrow_factor": lambda i: read.weights(i["weights"]).with_borrow_factor(fixed(i["borrow_factor"])),
    "Weights.no_looser_than": lambda i: read.weights(i["weights"]).no_looser_than(read.weights(i["other"])),
    "Weights.apply": lambda i: read.weights(i["weights"]).apply(read.price(i["price"])),
    "Bound.new": read.bound,
    "Bound.unweighted": lambda i: p.Bound.unweighted(read.price(i["price"])),
    "Bound.unknown": lambda i: p.Bound.unknown(),
    "Bound.is_known": lambda i: read.bound(i["bound"]).is_known,
    "Tier.new": lambda i: p.Tier(fixed(i["floor"]), fixed(i["rate"])),
    "Tiers.none": lambda i: p.Tiers.none(),
    "Tiers.new": lambda i: p.Tiers(read.rungs(i["rungs"])),
    "Tiers.from_rates": lambda i: p.Tiers.from_rates(read.rungs(i["rungs"])),
    "Tiers.from_table": lambda i: p.Tiers.from_table(read.rungs(i["rungs"]), fixed(i["tolerance"])),
    "Tiers.requirement": lambda i: p.Tiers(read.rungs(i["tiers"])).requirement(fixed(i["notional"])),
    "Perp.new": lambda i: p.Perp(fixed(i["size"]), fixed(i["quote"])),
    "Perp.with_orders": with_orders,
    "Perp.is_exposed": lambda i: read.perp(i["perp"]).is_exposed,
    "Perp.settle_funding": lambda i: read.perp(i["perp"]).settle_funding(fixed(i["settled"]), fixed(i["index"])),
    "Perp.transfer": lambda i: read.perp(i["perp"]).transfer(fixed(i["size"]), fixed(i["quote"])),
    "Perp.trade": lambda i: read.perp(i["perp"]).trade(fixed(i["size"]), fixed(i["price"]), fixed(i["fee"])),
    "Perp.value": lambda i: read.perp(i["perp"]).value(read.terms(i["terms"])),
    "Perp.requirement": lambda i: read.perp(i["perp"]).requirement(read.terms(i["terms"])),
    "Terms.new": terms,
    "Terms.equity": lambda i: p.Terms.equity(read.price(i["price"])),
    "Terms.scale": lambda i: read.terms(i["terms"]).scale(read.price(i["factor"])),
    "Net.new": lambda i: p.Net(fixed(i["balance"])),
    "Net.add": lambda i: changed(
        read.net(i["net"]), lambda net: net.add(read.perp(i["perp"]), [read.terms(form) for form in i["terms"]])
    ),
    "Net.add_value": lambda i: changed(
        read.net(i["net"]), lambda net: net.add_value([fixed(value) for value in i["values"]])
    ),
    "Net.value": lambda i: read.net(i["net"]).value(i["level"]),
    "Health.new": lambda i: p.Health(),
    "Health.from_stored": lambda i: p.Health.from_stored(
        fixed(i["assets"]), fixed(i["liabilities"]), i["positions"], i["stale_assets"], i["stale_debts"]
    ),
    "Health.add": lambda i: changed(
        read.health(i["health"]), lambda health: health.add(fixed(i["quantity"]), read.bound(i["bound"]))
    ),
    "Health.require": lambda i: changed(read.health(i["health"]), lambda health: health.require(fixed(i["margin"]))),
    "Health.merge": merged,
    "Health.without": lambda i: read.health(i["health"]).without(read.health(i["part"])),
    "Health.close": lambda i: read.health(i["health"]).close(i["positions"]),
    "Health.surplus": lambda i: read.health(i["health"]).surplus(),
    "Health.shortfall": lambda i: read.health(i["health"]).shortfall(),
    "Health.ratio": lambda i: read.health(i["health"]).ratio(),
    "Health.verdict": lambda i: read.health(i["health"]).verdict.value,
    "Health.healthy": lambda i: read.health(i["health"]).healthy,
    "Health.is_stale": lambda i: read.health(i["health"]).is_stale,
    "Verdict.name": lambda i: list(p.Verdict)[i["number"]].value,
    "Account.new": lambda i: p.Account(),
    "Account.add": lambda i: changed(
        read.account(i["account"]), lambda account: account.add(fixed(i["quantity"]), read.bounds(i["bounds"]))
    ),
    "Account.add_net": lambda i: changed(
        read.account(i["account"]), lambda account: account.add_net(read.net(i["net"]), read.bounds(i["bounds"]))
    ),
    "Account.require": lambda i: changed(
        read.account(i["account"]), lambda account: account.require([fixed(margin) for margin in i["margins"]])
    ),
    "Account.merge": lambda i: read.account(i["account"]).merge(read.account(i["other"])),
    "Account.close": lambda i: read.account(i["account"]).close(i["positions"]),
    "Account.what_if": lambda i: read.account(i["account"]).what_if(
        read.net(i["before"]), read.net(i["after"]), read.bounds(i["bounds"])
    ),
    "Account.status": lambda i: read.account(i["account"]).status.value,
    "Status.of": lambda i: p.status_of(*(read.health(i[key]) for key in ("initial", "maintenance", "equity"))).value,
    "Status.name": lambda i: list(p.Status)[i["number"]].value,
    "permission": lambda i: p.permission(read.account(i["before"]), read.account(i["after"]), read.fixed(i["cost"])),
    "Permission.name": lambda i: list(p.Permission)[i["number"]].value,
    "Permission.is_allowed": lambda i: list(p.Permission)[i["number"]].is_allowed,
    "Capacity.asset": lambda i: p.Capacity.asset(*read.fields(i, "quantity price weight")),
    "Capacity.perp": capacity,
    "Capacity.worth": lambda i: capacity(i["capacity"]).worth(),
    "Capacity.admit": lambda i: capacity(i["capacity"]).admit(*read.fields(i, "quantity quote price")),
    "check": lambda i: p.Capacity.check([capacity(form) for form in i["capacities"]]),
    "growth_down": lambda i: p.growth_down(fixed(i["rate"]), fixed(i["elapsed"])),
    "growth_up": lambda i: p.growth_up(fixed(i["rate"]), fixed(i["elapsed"])),
    "Indices.new": lambda i: p.Indices(),
    "Indices.from_stored": indices,
    "Indices.accrue": lambda i: indices(i["indices"]).accrue(*read.fields(i, "rate elapsed utilisation reserve")),
    "Indices.balance": lambda i: indices(i["indices"]).balance(fixed(i["scaled"])),
    "Indices.scaled": lambda i: indices(i["indices"]).scaled(fixed(i["balance"])),
    "Pool.new": pool,
    "Pool.assets_down": lambda i: str(pool(i["pool"]).assets_down(int(i["shares"]))),
    "Pool.assets_up": lambda i: str(pool(i["pool"]).assets_up(int(i["shares"]))),
    "Pool.shares_down": lambda i: str(pool(i["pool"]).shares_down(int(i["assets"]))),
    "Pool.shares_up": lambda i: str(pool(i["pool"]).shares_up(int(i["assets"]))),
    "Pool.enter": lambda i: moved(i, p.Pool.enter),
    "Pool.leave": lambda i: moved(i, p.Pool.leave),
    "evaluate": lambda i: p.evaluate(read.holdings(i["holdings"])),
    "Holding.health": lambda i: read.holding(i["holding"]).health(),
    "Holding.is_exposed_to": lambda i: read.holding(i["holding"]).is_exposed_to(i["index"]),
    "search_to": lambda i: p.search_to(fixed(i["start"]), fixed(i["end"]), fixed(i["step"]), least(i["lines"])),
    "search_up": lambda i: p.search_up(fixed(i["start"]), fixed(i["reach"]), fixed(i["step"]), least(i["lines"])),
    "withdrawal": lambda i: limit(p.withdrawal, i),
    "borrow": lambda i: limit(p.borrow, i),
    "position": position,
    "threshold": threshold,
    "check_at": lambda i: p.check_at(
        read.holdings(i["holdings"]), i["index"], read.price(i["price"]), fixed(i["at"])
    ),
    "add_scaled_down": added,
    **vectors_liquidation.CALLS,
    **vectors_portfolio.CALLS,
    **vectors_solvency.CALLS,
}


# The files of modules whose names others have too.
OWN = {**vectors_methods.FILES, **vectors_living.FILES}


def call_of(file: Path, function: str) -> Callable[[Input], Any]:
    return OWN.get(file.stem, CALLS)[function]


def cases_of(file: Path) -> list[dict[str, Any]]:
    return [case for case in json.loads(file.read_text()) if case["function"] not in OF_COLUMNS]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_file(file: Path) -> None:
    cases = cases_of(file)
    assert cases
    refused = 0
    for case in cases:
        call = call_of(file, case["function"])
        try:
            answer = {"out": show(call(case["in"]))}
        except p.PlimsollError as error:
            answer = {"error": error.name}
            assert list(error.names) == case.get("names", []), case
        except read.Refused:
            refused += 1
            continue
        assert answer.items() <= case.items(), case
    assert refused <= len(cases) // 10


def test_every_call_has_a_vector() -> None:
    seen: dict[str, set[str]] = {"": set()}
    for file in FILES:
        own = file.stem if file.stem in OWN else ""
        seen.setdefault(own, set()).update(case["function"] for case in cases_of(file))
    assert seen == {"": set(CALLS), **{stem: set(calls) for stem, calls in OWN.items()}}
