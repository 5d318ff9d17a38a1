"""The calls of the golden vectors of `plimsoll.solvency`, by their names in the core."""

from collections.abc import Callable
from typing import Any

import plimsoll as p
import vectors_read as read
from plimsoll.solvency import deleverage, insurance, protocol, socialise
from vectors_read import changed, fields, fixed, show

Input = dict[str, Any]
Allocation = Callable[[list[deleverage.Candidate], int], tuple[list[deleverage.Candidate], int]]


def fund(i: Input) -> p.Fund:
    return p.Fund.from_stored(*fields(i, "balance per_event per_period spent"))


def covered(i: Input) -> Any:
    paid = []
    made = changed(fund(i["fund"]), lambda fund: paid.append(fund.cover(fixed(i["deficit"]))))
    return {"paid": show(paid[0]), "fund": show(made)}


def candidate(form: Any) -> deleverage.Candidate:
    return deleverage.Candidate(form["id"], fixed(form["key"]), int(form["size"]))


def allocated(allocate: Allocation, i: Input) -> Any:
    given = [candidate(form) for form in i["candidates"]]
    closed, left = allocate(given, int(i["needed"]))
    assert sorted((c.id, c.size) for c in given) == sorted((c.id, c.size) for c in closed)
    assert all(c.close == 0 for c in given)
    return {"closed": [{"id": c.id, "close": str(c.close)} for c in closed], "left": str(left)}


def standing(i: Input) -> p.Standing:
    return p.Standing(*fields(i["standing"], "mark entry equity"))


def totals(form: Any) -> p.Totals:
    counts = (form[key] for key in ("accounts", "liquidatable", "insolvent", "unknown"))
    return p.Totals(fixed(form["equity"]), fixed(form["deficit"]), *counts)


def exposure(i: Input) -> p.Exposure:
    return p.Exposure(*fields(i["exposure"], "long short"))


def shock(form: Any) -> p.Shock:
    return p.Shock(form["index"], fixed(form["change"]))


CALLS: dict[str, Callable[[Input], Any]] = {
    "Fund.new": lambda i: p.Fund(*fields(i, "balance per_event per_period")),
    "Fund.from_stored": fund,
    "Fund.available": lambda i: fund(i["fund"]).available(),
    "Fund.contribute": lambda i: changed(fund(i["fund"]), lambda fund: fund.contribute(fixed(i["amount"]))),
    "Fund.cover": covered,
    "Fund.renew": lambda i: changed(fund(i["fund"]), lambda fund: fund.renew()),
    "target": lambda i: insurance.target(*fields(i, "open_interest volatility multiple")),
    "Candidate.new": candidate,
    "greedy": lambda i: allocated(deleverage.greedy, i),
    "pro_rata": lambda i: allocated(deleverage.pro_rata, i),
    "Standing.profit": lambda i: standing(i).profit(),
    "Standing.leverage": lambda i: standing(i).leverage(),
    "Standing.by_profit_and_leverage": lambda i: standing(i).by_profit_and_leverage(),
    "Standing.by_move_and_leverage": lambda i: standing(i).by_move_and_leverage(),
    "Standing.by_profit_and_margin": lambda i: standing(i).by_profit_and_margin(*fields(i, "maintenance ratio")),
    "Waterfall.flows": lambda i: p.Waterfall(*fields(i["waterfall"], "proceeds insurance deleveraging")).flows(
        fixed(i["debt"])
    ),
    "deposit_index": lambda i: socialise.deposit_index(*fields(i, "index loss deposits")),
    "funding_index": lambda i: socialise.funding_index(*fields(i, "loss open_interest")),
    "junior_ratio": lambda i: socialise.junior_ratio(*fields(i, "assets deposits profits")),
    "Totals.new": lambda i: p.Totals(),
    "Totals.add": lambda i: changed(totals(i["totals"]), lambda made: made.add(read.account(i["account"]))),
    "Totals.coverage": lambda i: totals(i["totals"]).coverage(fixed(i["reserves"])),
    "worst": lambda i: protocol.worst([totals(form) for form in i["shocked"]]),
    "Exposure.new": lambda i: p.Exposure(),
    "Exposure.add": lambda i: changed(exposure(i), lambda made: made.add(fixed(i["size"]))),
    "Exposure.net": lambda i: exposure(i).net(),
    "Exposure.gross": lambda i: exposure(i).gross(),
    "Exposure.skew": lambda i: exposure(i).skew(),
    "Shock.new": shock,
    "health_under": lambda i: protocol.health_under(
        read.holdings(i["holdings"]), [shock(form) for form in i["shocks"]]
    ),
}
