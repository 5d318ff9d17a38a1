"""The calls of the golden vectors of `plimsoll.liquidation`, by their names in the core."""

from collections.abc import Callable
from typing import Any

import plimsoll as p
import vectors_read as read
from plimsoll.liquidation import auction, bankruptcy, bonus, close, exchange, order, reduce, repay
from vectors_read import fields, fixed

Input = dict[str, Any]


def sides(i: Input) -> tuple[p.Balance, p.Balance, p.Exchange]:
    return read.balance(i["debt"]), read.balance(i["collateral"]), read.exchange(i["exchange"])


def bounds(i: Input) -> tuple[p.Bound, p.Bound]:
    return read.bound(i["debt"]), read.bound(i["collateral"])


def swept(i: Input) -> p.Seizure:
    form = i["seizure"]
    seizure = p.Seizure(fixed(form["repaid"]), fixed(form["seized"]), p.Reason(form["reason"]))
    return repay.sweep(seizure, *sides(i), [fixed(dust) for dust in i["dust"]])


def reduced(i: Input) -> p.Reduction:
    perp, terms = read.perp(i["perp"]), read.terms(i["terms"])
    deal = p.Deal(*fields(i["deal"], "price fee lot"))
    return reduce.reduce(
        read.health(i["health"]), read.balance(i["settlement"]), perp, terms, deal, fixed(i["most"])
    )


def factor(i: Input) -> p.CloseFactor:
    return p.CloseFactor(*fields(i["close_factor"], "fraction full_below small dust"))


def split(form: Any) -> p.Split:
    return p.Split(fixed(form["insurance"]), fixed(form["protocol"]))


def auctioned(i: Input) -> p.Auction:
    return p.Auction(*fields(i["auction"], "equity maintenance reserved"))


def position(i: Input) -> bankruptcy.Position:
    return bankruptcy.Position(*fields(i["position"], "value requirement equity total"))


def first(i: Input) -> int | None:
    candidates = [order.Candidate(fixed(form["value"]), fixed(form["margin"])) for form in i["candidates"]]
    return order.first(p.Order(i["order"]), candidates)


CALLS: dict[str, Callable[[Input], Any]] = {
    "Exchange.new": read.exchange,
    "Exchange.seized": lambda i: read.exchange(i["exchange"]).seized(fixed(i["repaid"])),
    "Exchange.repaid": lambda i: read.exchange(i["exchange"]).repaid(fixed(i["seized"])),
    "Exchange.penalty": lambda i: read.exchange(i["exchange"]).penalty(fixed(i["repaid"]), fixed(i["seized"])),
    "Exchange.raises_surplus": lambda i: read.exchange(i["exchange"]).raises_surplus(*bounds(i)),
    "Exchange.raises_ratio": lambda i: read.exchange(i["exchange"]).raises_ratio(read.health(i["health"]), *bounds(i)),
    "sustainable": lambda i: exchange.sustainable(
        fixed(i["bonus"]), read.weights(i["debt"]), read.weights(i["collateral"])
    ),
    "Reason.name": lambda i: list(p.Reason)[i["number"]].value,
    "repay": lambda i: repay.repay(read.health(i["health"]), *sides(i), fixed(i["most"])),
    "sweep": swept,
    "reduce": reduced,
    "from_loan_to_value": lambda i: bonus.from_loan_to_value(*fields(i, "loan_to_value cursor most")),
    "from_shortfall": lambda i: bonus.from_shortfall(read.health(i["health"]), fixed(i["most_discount"])),
    "covered": lambda i: bonus.covered(*fields(i, "bonus collateral debt")),
    "near_bad_debt": lambda i: bonus.near_bad_debt(*fields(i, "bonus loan_to_value from least")),
    "Split.new": split,
    "Split.liquidator": lambda i: p.Split.liquidator(),
    "Split.of": lambda i: split(i["split"]).of(fixed(i["penalty"])),
    "CloseFactor.full": lambda i: p.CloseFactor.full(),
    "CloseFactor.most": lambda i: factor(i).most(*fields(i, "ratio total_debt debt collateral")),
    "CloseFactor.leaves_dust": lambda i: factor(i).leaves_dust(*fields(i, "debt collateral")),
    "absorb": lambda i: close.absorb(read.health(i["health"])),
    "throttle": lambda i: close.throttle(read.ramp(i["share"]), *fields(i, "elapsed shortfall freed small")),
    "step_down": lambda i: close.step_down(p.Tiers(read.rungs(i["tiers"])), fixed(i["notional"]), i["cut"]),
    "Auction.buffered": lambda i: auctioned(i).buffered(fixed(i["buffer"])),
    "Auction.largest_share": lambda i: auctioned(i).largest_share(fixed(i["buffer"]), fixed(i["discount"])),
    "Auction.bid": lambda i: auctioned(i).bid(fixed(i["discount"])),
    "Auction.insolvent": lambda i: auctioned(i).insolvent(fixed(i["elapsed"]), fixed(i["length"])),
    "discount": lambda i: auction.discount(read.ramp(i["fast"]), read.ramp(i["slow"]), fixed(i["elapsed"])),
    "storefront": lambda i: auction.storefront(*fields(i, "price factor liquidation_factor")),
    "Position.bankruptcy": lambda i: position(i).bankruptcy(),
    "Position.fillable": lambda i: position(i).fillable(fixed(i["spread"]), fixed(i["adjustment"])),
    "price": lambda i: bankruptcy.price(fixed(i["quote"]), fixed(i["size"])),
    "insurance_delta": lambda i: bankruptcy.insurance_delta(*fields(i, "proceeds bankruptcy most_fee")),
    "Order.name": lambda i: list(p.Order)[i["number"]].value,
    "Order.first": first,
}
