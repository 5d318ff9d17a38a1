"""Options, scenarios and whole methods: one object of each class, and calls that succeed, for the tests of
classes and of hostile input.
"""

from collections.abc import Callable
from typing import Any

import plimsoll as p
from plimsoll import contingency, netting, option, scenario
from plimsoll.liquidation import crossing
from plimsoll.methods import deribit, okx, paradex, span
from plimsoll.methods.derive import discount, margin, portfolio, portfolio_2, standard

GRID = [p.Scenario("0.85", "down"), p.Scenario(1, "same"), p.Scenario("1.15", "up", "0.3")]
SKEWED = [*GRID, p.Scenario(1, "linear"), p.Scenario(1, scenario.Volatility.ABSOLUTE, 2)]
WEEK, QUOTED = p.Expiry(7 * option.DAY, "0.04"), p.Expiry.discounted(30 * option.DAY, "0.97")
CALL, PUT = p.Contract("call", 2000), p.Contract(option.Right.PUT, "1900.7")
SHOCK = scenario.VolatilityShock(["0.5", "0.3"], ("0.3", "0.13"), option.DAY, "0.4")
SKEW = scenario.Skew(("0.5", "0.1"), ("0.4", "0.1"), "0.1", "2.5", ("0.6", "-0.1"))
SHOCKS = p.Shocks(SHOCK, SKEW, WEEK)
FORWARD = p.Forward(p.Interval("1990.1", 2010), "0.7")
ARRAY = p.RiskArray.option(CALL, FORWARD, "0.8", WEEK, SHOCKS, GRID)
PERP = p.RiskArray.linear(p.Price("1999.9", 2001), GRID)
HELD = option.Position(CALL, "-2.3", ARRAY.owned.mark)
CONFIDENCE, PEG = contingency.Confidence("0.55", "0.4"), contingency.Peg("0.98", "1.2")
LONG, SHORT = discount.LongDiscount("0.95", ("0.9", "0.08")), discount.ShortDiscount("1.05", [1, 0])
BASIS = discount.Basis("0.05", "0.4")
FIRST = portfolio.Parameters(SHOCK, "1.25", LONG, BASIS, PEG, CONFIDENCE, "0.05", "0.03", "0.02")
PAIRS = (("1.25", 1), ("0.07", "0.05"), ("0.03", "0.02"))
SECOND = portfolio_2.Parameters(SHOCK, SKEW, PAIRS[0], LONG, SHORT, BASIS, PEG, CONFIDENCE, *PAIRS[1:])
MARKET = standard.Parameters(
    "0.15", "0.1", "0.075", "0.075", "0.075", "1.02", ("0.1", "0.05"), ("0.065", "0.05"), ("0.8", "0.75"),
    [CONFIDENCE] * 3, PEG,
)  # fmt: skip
FEEDS = standard.Feeds(2000, "0.9", "2000.7", 1, "0.999")
SERIES = standard.Options([HELD], "2004.3", "0.5")
HOLDINGS = standard.Holdings((SERIES,), "-1.5", "-30.1", 2)
PAIR = deribit.CurrencyPair("0.16", "0.93", 10**7, "0.00005", "0.1")
CURRENCY = deribit.Currency("0.01", "0.075", "0.9", 10**6, "0.001")
VENUE = paradex.Parameters("0.02", "0.01", "0.5")
CHARGES = span.Charges("100.1", 0, "20.3", 5, "45.7")


def fed(unit: p.RiskArray = ARRAY, quantity: str = "-2.3") -> p.Scan:
    scan = p.Scan([p.Scenario(1, "same")] * len(unit.owned.profits))
    scan.add(quantity, unit)
    return scan


OPTIONS = margin.Options(WEEK, fed(), p.Scan.from_parts(0, ("-1.1", 3)), [HELD], "0.5")
SIXTEEN = span.unit([str(loss) for loss in range(-20, 12, 2)])
MATRIX = deribit.grid("0.16")
TABLE = p.RiskArray.linear(p.Price.exact(2000), MATRIX)


def first() -> portfolio.Portfolio:
    made = portfolio.Portfolio(GRID)
    made.add_options(FIRST, 2000, OPTIONS)
    return made


def second() -> portfolio_2.Portfolio:
    made = portfolio_2.Portfolio(GRID)
    made.add_options(SECOND, GRID, 2000, OPTIONS)
    return made


VALUES: list[Any] = [
    p.Interval("0.1", "0.3"), p.Interval.exact(7), CALL, PUT, p.Contract("put", 2000), WEEK, QUOTED, p.Expiry(0, "0.1"),
    p.Expiry.undiscounted(5), p.Expiry.discounted(0, "0.97"), p.Expiry.discounted(5, 2), FORWARD, p.Forward.exact("0.1"),
    *SKEWED, ARRAY, PERP, p.RiskArray.inverse(GRID),
]  # fmt: skip
ROOT = vars(p)
PARTS = {**vars(scenario), **vars(contingency), **vars(discount), **vars(option), **ROOT}
NESTED: list[tuple[Any, dict[str, Any]]] = [
    *((value, {**PARTS, **vars(home)}) for home, values in (
        (option, (CALL.greeks(2000, "0.8", WEEK), HELD)),
        (scenario, (scenario.Worst("-0.1", 7), SHOCK, SKEW, scenario.Skew.flat(), SHOCKS)),
        (contingency, (CONFIDENCE, PEG)),
        (netting, (netting.Pair(0, 3, "0.1"), netting.Leg(1, "-0.3", "0.7"))),
        (crossing, (crossing.Crossing(p.Limit("at", 3), p.Limit("never"), "0.1", 9),)),
        (discount, (LONG, SHORT, BASIS, SECOND.discounts(WEEK))),
        (margin, (OPTIONS, first().initial(FIRST, "0.97", 10), margin.Margin(1, "basis", 2, 3, 4, 5, 6, 7))),
        (portfolio, (FIRST,)),
        (portfolio_2, (SECOND,)),
        (standard, (MARKET, FEEDS, SERIES, HOLDINGS, MARKET.market(HOLDINGS, FEEDS, "initial"))),
        (span, (span.ScanRisk(fed(SIXTEEN)), CHARGES, span.Requirement(span.ScanRisk(fed(SIXTEEN)), CHARGES))),
        (deribit, (PAIR, CURRENCY, deribit.Margin(fed(TABLE), 10**9, "0.1", spot_margin=3),
                   deribit.Standard("0.15", "0.1", "0.075"), deribit.Aggregation(PAIR, CURRENCY, "coin", "2000.1"))),
        (paradex, (VENUE, paradex.Provisions("0.1", 3),
                   paradex.Margin(VENUE, GRID, fed(), netting.Sides(3, 1), 2000, paradex.Provisions("0.1", 3)))),
        (okx, (okx.Multiplier(0, "1.1"), okx.Peg(0, 1, p.Tiers.none()), okx.Charges.none(),
               okx.Maintenance(okx.Charges(9, "8.1", 7, 6, 5, 4, 3, 2, 1)))),
    ) for value in values),
]  # fmt: skip
# What changes: not hashable, copied by value.
ACCUMULATORS: list[tuple[Any, str, list[Any]]] = [
    (fed(), "add", [1, ARRAY]),
    (fed(), "merge", [fed()]),
    (netting.Sides(1, 2), "add", [-1]),
    (first(), "add_perp", [FIRST, 2000, PERP, 1, 0, 1]),
    (second(), "add_collateral", [SECOND, 100, ["0.1", "0.2"], 1]),
]
OBJECTS = [*VALUES, *(value for value, _ in NESTED), *(made for made, _, _ in ACCUMULATORS), netting.Underlying(3, 2)]

BLACK: list[Any] = [2000, "0.8", WEEK]
VALID: list[tuple[Callable[..., Any], list[Any]]] = [
    (p.sqrt, [2]),
    (p.ln, [2]),
    (p.exp, [2]),
    (p.power, [2, "0.5"]),
    (p.normal_density, [2]),
    (p.normal_distribution, [2]),
    (p.Interval, [1, 2]),
    (p.Interval.exact, ["0.1"]),
    (p.Interval.between, [2, 1]),
    (p.Interval(1, 2).holds, [1]),
    (p.Interval(1, 2).mul, [3]),
    (p.Interval(1, 2).div, [p.Interval(3, 4)]),
    (p.Contract, ["call", 1]),
    (CALL.intrinsic, [3000]),
    (CALL.value, BLACK),
    (CALL.greeks, BLACK),
    (CALL.implied_volatility, [2000, 90, WEEK, "0.001"]),
    (p.Expiry, [5, "0.1"]),
    (p.Expiry.undiscounted, [5]),
    (p.Expiry.discounted, [5, "0.9"]),
    (p.Forward, [p.Interval(1, 2), 3]),
    (p.Forward.exact, [3]),
    (FORWARD.shocked, ["0.9"]),
    (option.Position, [CALL, -1, 3]),
    (HELD.payoff, [3000]),
    (option.naked, [[HELD]]),
    (option.Greeks, [1, 2, 3, 4]),
    (p.Scenario, ["0.9", "up", "0.5"]),
    (p.Scan, [GRID]),
    (p.Scan.from_parts, [1, [1, 2, 3]]),
    (fed().add, [1, ARRAY]),
    (fed().merge, [fed()]),
    (fed().worst, []),
    (fed().worst_weighted, [GRID]),
    (scenario.Worst, [1, 2]),
    (p.RiskArray, [ARRAY.owned, ARRAY.owed]),
    (p.RiskArray.linear, [p.Price.exact(1), GRID]),
    (p.RiskArray.inverse, [GRID]),
    (p.RiskArray.option, [CALL, FORWARD, "0.8", WEEK, SHOCKS, GRID]),
    (ARRAY.contribution, [1, 2]),
    (scenario.VolatilityShock, [["0.5", "0.3"], ["0.3", "0.13"], 86_400, "0.4"]),
    (scenario.Skew, [[1, 2], [3, 4], "0.1", 2, [1, 2]]),
    (p.Shocks, [SHOCK, SKEW, WEEK]),
    (SHOCKS.volatility, ["0.8", "linear", "0.1"]),
    (contingency.charge, [100, "0.1"]),
    (contingency.Confidence, ["0.5", 1]),
    (CONFIDENCE.charge, ["0.1", 100]),
    (contingency.Peg, ["0.98", 1]),
    (PEG.loss, ["0.9"]),
    (netting.Sides, [1, 2]),
    (netting.Pair, [0, 1, "0.5"]),
    (netting.Leg, [0, 1, "0.5"]),
    (netting.Underlying, [5, 3]),
    (netting.take_matched, [[5, -3], 0, 1]),
    (netting.pair_charge, [[5, -3], [netting.Pair(0, 1, "0.5")]]),
    (netting.pair_credit, [[5, -3], [netting.Pair(0, 1, "0.5")]]),
    (netting.hedge_weight, ["0.9"]),
    (netting.hedge_credit, [[5, -3], [10, 11], ["0.9", "0.8"], "0.97"]),
    (netting.discount_gains, [[5, -3], "0.5"]),
    (netting.cap_gains, [[5, -3], 1]),
    (netting.inter_month_charge, [netting.Sides(3, 2), 7]),
    (netting.calendar_margin, [5, 3, 1]),
    (netting.composite_delta, [[1, 2], [3, 4]]),
    (netting.spread, [[netting.Underlying(8, 5), netting.Underlying(-3, 5)], [netting.Leg(0, 2, 1), netting.Leg(1, -1, 1)]]),
    (crossing.Crossing, [p.Limit("never"), p.Limit("never"), 1, 2]),
    (crossing.crossing, [5, (0, 9), 3, 1, lambda x: 7 - x]),
    (discount.LongDiscount, ["0.9", [1, 0]]),
    (discount.ShortDiscount, ["1.1", [1, 0]]),
    (LONG.at, [WEEK]),
    (SHORT.at, [WEEK]),
    (discount.Discounts, ["0.9", "1.1"]),
    (SECOND.discounts(WEEK).apply, [-5]),
    (discount.Basis, [1, 2]),
    (BASIS.loss, [fed(), WEEK]),
    (margin.Options, [WEEK, fed(), fed(), [HELD], 1]),
    (margin.Margin, [1, 2, 3, 4, 5, 6, 7, 8]),
    (portfolio.Parameters, [SHOCK, 1, LONG, BASIS, PEG, CONFIDENCE, 1, 2, 3]),
    (portfolio.Portfolio, [GRID]),
    (first().add_options, [FIRST, 2000, OPTIONS]),
    (first().add_perp, [FIRST, 2000, PERP, 1, 2, 1]),
    (first().add_coins, [FIRST, GRID, 2000, 1, 2, 1]),
    (first().initial, [FIRST, 1, 100]),
    (first().maintenance, [100]),
    (portfolio_2.Parameters, [SHOCK, SKEW, *PAIRS[:1], LONG, SHORT, BASIS, PEG, CONFIDENCE, *PAIRS[1:]]),
    (portfolio_2.Portfolio, [GRID]),
    (second().add_options, [SECOND, GRID, 2000, OPTIONS]),
    (second().add_perp, [SECOND, 2000, PERP, 1, 2, 1]),
    (second().add_collateral, [SECOND, 5, [1, 2], 1]),
    (second().add_underlying, [SECOND, GRID, 5, [1, 2], 1]),
    (second().initial, [SECOND, GRID, 1, 100]),
    (second().maintenance, [SECOND, GRID, 100]),
    (standard.Parameters, [2, 1, 1, 1, 1, 1, [1, 2], [1, 2], [1, 1], [CONFIDENCE] * 3, PEG]),
    (standard.Feeds, [1, 2, 3, 4, 5]),
    (standard.Options, [[HELD], 2000, 1]),
    (standard.Holdings, [[SERIES], 1, 2, 3]),
    (MARKET.isolated, [HELD, 2000, "initial"]),
    (MARKET.expiry, [SERIES, 2000, "maintenance"]),
    (MARKET.market, [HOLDINGS, FEEDS, standard.Level.INITIAL]),
    (MARKET.mark, [HOLDINGS, FEEDS]),
    (span.grid, ["0.1", 3, "0.3"]),
    (span.volatility, ["0.1"]),
    (span.unit, [[*range(16)]]),
    (span.cover, [fed(), GRID]),
    (span.ScanRisk, [fed(SIXTEEN)]),
    (span.Charges, [1, 2, 3, 4, 5]),
    (span.Requirement, [span.ScanRisk(fed(SIXTEEN)), CHARGES]),
    (span.Requirement(span.ScanRisk(fed(SIXTEEN)), CHARGES).net, ["1.1", -5]),
    (deribit.CurrencyPair, ["0.16", 1, 2, 3, 4]),
    (PAIR.delta_shock, [10**5, 2000]),
    (deribit.Currency, [1, 2, "0.9", 3, 4]),
    (CURRENCY.roll_rate, [WEEK]),
    (deribit.Margin, [fed(), 10, 1, 2, 3, 4, 5, 6]),
    (deribit.Margin(fed()).maintenance, ["0.8"]),
    (deribit.Standard, ["0.15", "0.1", "0.075"]),
    (deribit.Standard("0.15", "0.1", "0.075").written, [PUT, 2000, "0.1"]),
    (deribit.roll_shock, [[1, -2], [3, 4]]),
    (deribit.grid, ["0.16"]),
    (deribit.in_coins, [TABLE, 2000, MATRIX]),
    (deribit.Aggregation, [PAIR, CURRENCY, "dollar", 2000]),
    (deribit.Aggregation(PAIR, CURRENCY, "dollar", 2000).dampen, [MATRIX, fed(TABLE)]),
    (deribit.Aggregation(PAIR, CURRENCY, "coin", 2000).offset_gains, [fed(TABLE)]),
    (deribit.Aggregation(PAIR, CURRENCY, "coin", 2000).apply, [MATRIX, fed(TABLE)]),
    (deribit.to_dollars, [fed(), 2000]),
    (paradex.Parameters, [1, 2, "0.5"]),
    (VENUE.delta_charge, [netting.Sides(3, 1), 2000]),
    (paradex.Provisions, [1, 2]),
    (paradex.grid, ["0.16"]),
    (paradex.Margin, [VENUE, GRID, fed(), netting.Sides(3, 1), 2000, paradex.Provisions(1, 2)]),
    (okx.grid, ["0.16"]),
    (okx.extreme, ["0.3", "0.5"]),
    (okx.worst_loss, [fed(), GRID]),
    (okx.minimum_charge, [5, [okx.Multiplier(0, 1)]]),
    (okx.peg, [[5, -3], [okx.Peg(0, 1, p.Tiers.none())]]),
    (okx.Peg, [0, 1, p.Tiers.none()]),
    (okx.Charges, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    (okx.Maintenance, [okx.Charges.none()]),
    (okx.initial, [1, 2, "1.3"]),
]  # fmt: skip
# Arguments that a hostile caller tries besides.
POOL: list[Any] = [
    *SKEWED, GRID, [GRID], CALL, WEEK, FORWARD, SHOCKS, SHOCK, SKEW, ARRAY, HELD, [HELD], OPTIONS, FIRST, SECOND, MARKET,
    SERIES, p.Interval(p.Fixed.MIN, p.Fixed.MAX), p.Interval(-1, 1), p.Expiry(2**64 - 1, 0), p.Contract("put", p.Fixed.MAX),
    p.Scan.from_parts(p.Fixed.MIN, [p.Fixed.MIN] * 3), "call", "up", "coin", "initial", "basis", [1, 2], ["0.1"] * 3,
    [p.Fixed.MAX, p.Fixed.MIN], MATRIX, 2**64, [netting.Pair(0, 5, -1)], [netting.Leg(7, 0, 2)], netting.Sides(1, 2),
]  # fmt: skip
