"""The calls of the golden vectors of offsets, SPAN and the exchanges' methods, by their names in the core, for
each file.
"""

from collections.abc import Callable
from typing import Any

import plimsoll as p
from plimsoll import netting
from plimsoll.methods import deribit, okx, paradex, span
from vectors_portfolio import array, contract, expiry, grid, numbers, pair, scan
from vectors_read import Refused, changed, fields, fixed, rungs, show

Input = dict[str, Any]
Calls = dict[str, Callable[[Input], Any]]


def named(form: Any, names: str) -> dict[str, Any]:
    """The fields under these names, of which some are counts or places."""
    return {name: form[name] if isinstance(form[name], int) else fixed(form[name]) for name in names.split()}


def valid(make: Callable[[Any], object], name: str) -> Callable[[Input], None]:
    """What is made is valid."""

    def call(i: Input) -> None:
        make(i[name])

    return call


def both(names: str, made: tuple[p.Fixed, list[Any]]) -> Any:
    return dict(zip(names.split(), show(made)))


def sides(form: Any) -> netting.Sides:
    return netting.Sides(*fields(form, "long short"))


def table(i: Input) -> list[netting.Pair]:
    return [netting.Pair(**named(row, "first second rate")) for row in i["table"]]


def legs(forms: Any) -> list[netting.Leg]:
    return [netting.Leg(**named(leg, "underlying ratio rate")) for leg in forms]


def underlying(form: Any) -> netting.Underlying:
    return netting.Underlying(*fields(form, "delta risk"))


def spread(i: Input) -> Any:
    left = [underlying(form) for form in i["underlyings"]]
    for row in i["earlier"]:
        _, left = netting.spread(left, legs(row))
    return both("spreads underlyings", netting.spread(left, legs(i["legs"])))


NETTING: Calls = {
    "Sides.none": lambda i: netting.Sides(),
    "Sides.add": lambda i: changed(sides(i["sides"]), lambda made: made.add(fixed(i["amount"]))),
    "Sides.net": lambda i: sides(i["sides"]).net(),
    "Sides.hedged": lambda i: sides(i["sides"]).hedged(),
    "take_matched": lambda i: both(
        "matched amounts", netting.take_matched(numbers(i["amounts"]), i["first"], i["second"])
    ),
    "pair_charge": lambda i: both("charge amounts", netting.pair_charge(numbers(i["amounts"]), table(i))),
    "pair_credit": lambda i: both("credit amounts", netting.pair_credit(numbers(i["amounts"]), table(i))),
    "hedge_weight": lambda i: netting.hedge_weight(fixed(i["weight"])),
    "hedge_credit": lambda i: netting.hedge_credit(
        pair(i["amounts"]), pair(i["prices"]), pair(i["weights"]), fixed(i["hedge"])
    ),
    "discount_gains": lambda i: netting.discount_gains(numbers(i["profits"]), fixed(i["share"])),
    "cap_gains": lambda i: netting.cap_gains(numbers(i["profits"]), fixed(i["most"])),
}
SPREAD: Calls = {
    "inter_month_charge": lambda i: netting.inter_month_charge(sides(i["deltas"]), fixed(i["rate"])),
    "calendar_margin": lambda i: netting.calendar_margin(*fields(i, "first second charge")),
    "composite_delta": lambda i: netting.composite_delta(numbers(i["deltas"]), numbers(i["weights"])),
    "Underlying.new": underlying,
    "spread": spread,
}


def risk(form: Any) -> span.ScanRisk:
    return span.ScanRisk.from_parts(**named(form, "loss scenario price"))


def beside(form: Any) -> span.Charges:
    return span.Charges(*fields(form, "intermonth delivery credit written minimum"))


def requirement(i: Input) -> span.Requirement:
    return span.Requirement.from_parts(
        **named(i["requirement"], "scan scenario intermonth delivery credit minimum")
    )


SPAN: Calls = {
    "grid": lambda i: span.grid(*fields(i, "range extreme cover")),
    "volatility": lambda i: span.volatility(fixed(i["range"])),
    "unit": lambda i: span.unit(numbers(i["losses"])),
    "cover": lambda i: changed(scan(i["scan"]), lambda made: span.cover(made, grid(i["grid"]))),
    "ScanRisk.new": lambda i: span.ScanRisk(scan(i["scan"])),
    "Requirement.new": lambda i: span.Requirement(risk(i["risk"]), beside(i["charges"])),
    "Requirement.total": lambda i: requirement(i).total(),
    "Requirement.initial": lambda i: requirement(i).initial(fixed(i["ratio"])),
    "Requirement.net": lambda i: requirement(i).net(*fields(i, "ratio options")),
}

PAIR = "price_range extended_table_factor delta_total_liq_shock_threshold m_inc max_delta_shock"
CURRENCY = "min_annualised_move annualised_move_risk pnl_offset max_offsetable_pnl extended_dampener"
PARTS = "roll_shock delta_shock correlation_contingency mmp_margin open_orders_margin spot_margin"


def currency_pair(form: Any) -> deribit.CurrencyPair:
    return deribit.CurrencyPair(*fields(form, PAIR))


def currency(form: Any) -> deribit.Currency:
    return deribit.Currency(*fields(form, CURRENCY))


def venue_margin(i: Input) -> deribit.Margin:
    return deribit.Margin.from_parts(**named(i["margin"], f"worst_case scenario {PARTS}"))


def aggregated(name: str) -> Callable[[Input], Any]:
    def call(i: Input) -> Any:
        form = i["aggregation"]
        try:
            data = currency_pair(form["pair"]), currency(form["currency"])
        except p.PlimsollError as error:
            raise Refused from error
        made = deribit.Aggregation(*data, form["settlement"], fixed(form["index"]))
        grids = [grid(i["grid"])] if "grid" in i else []
        return changed(scan(i["scan"]), lambda sums: getattr(made, name)(*grids, sums))

    return call


def standard(form: Any) -> deribit.Standard:
    return deribit.Standard(*fields(form, "most least maintenance"))


DERIBIT: Calls = {
    "CurrencyPair.validate": valid(currency_pair, "currency_pair"),
    "CurrencyPair.delta_shock": lambda i: currency_pair(i["currency_pair"]).delta_shock(*fields(i, "delta index")),
    "Currency.validate": valid(currency, "currency"),
    "Currency.roll_rate": lambda i: currency(i["currency"]).roll_rate(expiry(i["expiry"])),
    "roll_shock": lambda i: deribit.roll_shock(numbers(i["deltas"]), numbers(i["rates"])),
    "Margin.new": lambda i: deribit.Margin(scan(i["scan"]), fixed(i["ticks"])),
    "Margin.risk_matrix": lambda i: venue_margin(i).risk_matrix(),
    "Margin.initial": lambda i: venue_margin(i).initial(),
    "Margin.maintenance": lambda i: venue_margin(i).maintenance(fixed(i["mm_factor"])),
}
MATRIX: Calls = {
    "grid": lambda i: deribit.grid(fixed(i["range"])),
    "in_coins": lambda i: deribit.in_coins(array(i["array"]), fixed(i["price"]), grid(i["grid"])),
    "Aggregation.dampen": aggregated("dampen"),
    "Aggregation.offset_gains": aggregated("offset_gains"),
    "Aggregation.apply": aggregated("apply"),
    "to_dollars": lambda i: changed(scan(i["scan"]), lambda made: deribit.to_dollars(made, fixed(i["index"]))),
}
# In one file with Derive's.
STANDARD: Calls = {
    "Standard.validate": valid(standard, "standard"),
    "Standard.written": lambda i: standard(i["standard"]).written(
        contract(i["contract"]), *fields(i, "underlying mark")
    ),
}


def venue(form: Any) -> paradex.Parameters:
    return paradex.Parameters(*fields(form, "net_delta hedged_delta maintenance"))


def margin(i: Input) -> paradex.Margin:
    return paradex.Margin.from_parts(**named(i["margin"], "scan scenario minimum funding fees"))


PARADEX: Calls = {
    "grid": lambda i: paradex.grid(fixed(i["range"])),
    "Parameters.validate": valid(venue, "parameters"),
    "Parameters.delta_charge": lambda i: venue(i["parameters"]).delta_charge(sides(i["deltas"]), fixed(i["spot"])),
    "Margin.new": lambda i: paradex.Margin(
        venue(i["parameters"]), grid(i["grid"]), scan(i["scan"]), sides(i["deltas"]), fixed(i["spot"]),
        paradex.Provisions(*fields(i["provisions"], "funding fees")),
    ),
    "Margin.net": lambda i: margin(i).net(),
    "Margin.initial": lambda i: margin(i).initial(),
    "Margin.maintenance": lambda i: margin(i).maintenance(venue(i["parameters"])),
}  # fmt: skip

NINE = "mr1 mr2 mr3 mr4 mr5 mr6 mr7 mr8 mr9"


def pegs(i: Input) -> list[okx.Peg]:
    return [okx.Peg(row["first"], row["second"], p.Tiers(rungs(row["ladder"]))) for row in i["table"]]


def maintenance(i: Input) -> okx.Maintenance:
    return okx.Maintenance.from_parts(**named(i["maintenance"], "market driver vega basis rate other peg minimum"))


OKX: Calls = {
    "grid": lambda i: okx.grid(fixed(i["most"])),
    "extreme": lambda i: okx.extreme(*fields(i, "most share")),
    "worst_loss": lambda i: okx.worst_loss(scan(i["scan"]), grid(i["grid"])),
    "minimum_charge": lambda i: okx.minimum_charge(
        fixed(i["raw"]), [okx.Multiplier(*fields(rung, "floor times")) for rung in i["ladder"]]
    ),
    "peg": lambda i: both("charge cash_deltas", okx.peg(numbers(i["cash_deltas"]), pegs(i))),
    "Charges.none": lambda i: okx.Charges.none(),
    "Maintenance.new": lambda i: okx.Maintenance(okx.Charges(*fields(i["charges"], NINE))),
    "Maintenance.total": lambda i: maintenance(i).total(),
    "initial": lambda i: okx.initial(*fields(i, "derivatives borrowings factor")),
}

# By the stem of the file.
FILES: dict[str, Calls] = {
    "netting": NETTING,
    "spread": SPREAD,
    "span": SPAN,
    "deribit": DERIBIT,
    "matrix": MATRIX,
    "paradex": PARADEX,
    "okx": OKX,
}
