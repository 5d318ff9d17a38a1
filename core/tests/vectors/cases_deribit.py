"""Vectors of `methods/deribit`."""

from fractions import Fraction

import black
import encode
import real
from cases_methods import RANGES, not_negative, open_range, positive_part
from cases_netting import cap_gains, discount_gains, write
from cases_option import RIGHTS
from cases_scenario import a_scan, an_array, worst
from cases_scenario import grid as some_grid
from cases_shock import TIMES
from encode import case, contract, fields, plain, risk_array, scan, scenarios
from grid import LEAST, MOST, ULP, Failure, bits, divide, down, fit, floor_to, is_fraction, mul_div, up
from pick import d, fraction, quantity, size
from real import steps

ZERO, ONE = Fraction(0), Fraction(1)


PAIR = {
    "price_range": d("0.16"),
    "extended_table_factor": ONE,
    "delta_total_liq_shock_threshold": Fraction(20_000_000),
    "m_inc": d("0.00005"),
    "max_delta_shock": d("0.1"),
}
CURRENCY = {
    "min_annualised_move": d("0.01"),
    "annualised_move_risk": d("0.075"),
    "pnl_offset": d("0.98"),
    "max_offsetable_pnl": Fraction(1_000_000),
    "extended_dampener": Fraction(100_000),
}
BESIDE = ("roll_shock", "delta_shock", "correlation_contingency")
APART = ("mmp_margin", "open_orders_margin", "spot_margin")


def validate_pair(pair):
    open_range(pair["price_range"])
    not_negative("InvalidFactor", *list(pair.values())[1:])


def validate_currency(currency):
    if not is_fraction(currency["pnl_offset"]):
        raise Failure("InvalidFraction")
    not_negative("InvalidFactor", *(value for name, value in currency.items() if name != "pnl_offset"))


def delta_shock(pair, delta, index):
    amount = fit(abs(delta))
    beyond = fit(amount - divide(pair["delta_total_liq_shock_threshold"], index, down))
    return up(amount * min(up(beyond * pair["m_inc"]), pair["max_delta_shock"])) if beyond > 0 else ZERO


def deribit_margin(held, ticks):
    least = worst(held[1])
    loss = positive_part(-least["profit"])
    not_negative("InvalidStep", ticks)
    if ticks:
        loss = up(floor_to(fit(down(loss * ticks) + Fraction(1, 2)), ONE) / ticks)
    names = {name: ZERO for name in (*BESIDE, *APART)}
    return {"worst_case": loss, "scenario": least["scenario"], **names}


def matrix_total(margin):
    return fit(margin["worst_case"] + sum(margin[name] for name in BESIDE))


def deribit(rng):
    out = []
    for name, value in PAIR.items():
        for wrong in (-ULP, ZERO, ONE, value):
            pair = {**PAIR, name: wrong}
            out.append(case("CurrencyPair.validate", {"currency_pair": fields(pair)}, lambda: validate_pair(pair), plain))
    for name, value in CURRENCY.items():
        for wrong in (-ULP, ONE + ULP, value):
            currency = {**CURRENCY, name: wrong}
            answer = lambda: validate_currency(currency)
            out.append(case("Currency.validate", {"currency": fields(currency)}, answer, plain))
    for delta in (ZERO, Fraction(300), Fraction(-1000), d("333.34"), Fraction(-5000), LEAST, quantity(rng, 14)):
        for index in (Fraction(60_000), ONE, ZERO, ULP):
            inputs = {"currency_pair": fields(PAIR), "delta": bits(delta), "index": bits(index)}
            out.append(case("CurrencyPair.delta_shock", inputs, lambda: delta_shock(PAIR, delta, index)))
    for time in TIMES:
        for risk in (d("0.075"), ZERO, Fraction(3), Fraction(40)):
            currency = {**CURRENCY, "annualised_move_risk": risk}

            def exact():
                # The end of the years is rounded up and so is the exponent.
                grown = real.exponential(real.real(risk) * black.years(time)) - 1
                rate = max(grown, real.real(currency["min_annualised_move"]))
                return real.above(rate), steps((grown + 2) * real.real(risk + 5) * real.real(ULP))

            inputs = {"currency": fields(currency), "expiry": encode.expiry(time)}
            out.append(real.bounded("Currency.roll_rate", inputs, exact))

    def roll(deltas, rates):
        if len(deltas) != len(rates):
            raise Failure("InvalidScenario")
        total = ZERO
        for delta, rate in zip(deltas, rates):
            total = fit(total + up(fit(abs(delta)) * rate))
        return total

    for many, rated in ((0, 0), (1, 1), (5, 5), (5, 5), (3, 4), (4, 3)):
        deltas, rates = [quantity(rng, 8) for _ in range(many)], [fraction(rng) for _ in range(rated)]
        inputs = {"deltas": write(deltas), "rates": write(rates)}
        out.append(case("roll_shock", inputs, lambda: roll(deltas, rates)))
    for turn in range(30):
        held = a_scan(rng, 35 if turn < 28 else turn - 28)
        if turn % 5 == 4:
            held = (held[0], [abs(profit) for profit in held[1]])
        ticks = rng.choice((ZERO, Fraction(10**9), Fraction(100), -ULP) if turn % 3 == 0 else (ZERO, Fraction(10**6)))
        inputs = {"scan": scan(held), "ticks": bits(ticks)}
        out.append(case("Margin.new", inputs, lambda: deribit_margin(held, ticks), fields))
        margin = {name: size(rng) for name in ("worst_case", *BESIDE, *APART)}
        if turn == 0:
            margin["worst_case"] = MOST
        margin["scenario"] = turn
        inputs = {"margin": fields(margin)}
        out.append(case("Margin.risk_matrix", inputs, lambda: matrix_total(margin)))
        answer = lambda: fit(matrix_total(margin) + sum(margin[name] for name in APART))
        out.append(case("Margin.initial", inputs, answer))
        factor = rng.choice((d("0.8"), ZERO, ONE, -ULP, ONE + ULP))

        def maintenance():
            if not is_fraction(factor):
                raise Failure("InvalidFraction")
            return up(matrix_total(margin) * factor)

        out.append(case("Margin.maintenance", {**inputs, "mm_factor": bits(factor)}, maintenance))
    return out


def matrix_grid(range_):
    open_range(range_)
    spots = [fit(1 + up(range_ * abs(quarter) / 4) * (1 if quarter >= 0 else -1)) for quarter in range(-4, 5)]
    out = [(spot, change, ONE) for spot in spots for change in ("up", "same", "down")]
    return out + [(down(Fraction(percent, 100)), "up", ONE) for percent in (34, 67, 150, 200, 300, 400, 500, 600)]


def outward(low, high, divisor):
    """Both ends over a divisor of two ends, rounded away from what is inside."""
    if divisor[0] <= 0:
        raise Failure("DivisionByZero")
    return (down(min(low / end for end in divisor)), up(max(high / end for end in divisor)))


def in_coins(array, price, grid):
    if price <= 0:
        raise Failure("InvalidPrice")
    owned, owed = array
    if len(owned[1]) != len(grid):
        raise Failure("InvalidScenario")
    marks = outward(owned[0], owed[0], (price, price))
    both = []
    for low, high, (spot, _, _) in zip(owned[1], owed[1], grid):
        there = (down(price * spot), up(price * spot))
        worth = outward(fit(owned[0] + low), fit(owed[0] + high), there)
        both.append(tuple(fit(end - mark) for end, mark in zip(worth, marks)))
    return ((marks[0], [low for low, _ in both]), (marks[1], [high for _, high in both]))


def dampened(under, profit, spot):
    """Every rounding against the account: a loss scaled by no less and forgiven no more."""
    range_, factor = under["pair"]["price_range"], under["pair"]["extended_table_factor"]
    loss, coin = profit < 0, under["settlement"] == "coin"
    more, less = (up, down) if loss else (down, up)
    moved = fit(spot - 1)
    edge = fit(1 - range_) if moved < 0 else fit(1 + range_)
    beyond = max(less(abs(moved) / range_) - 1, ZERO)
    scaled, divisor, price = more(factor * range_), abs(moved), ONE
    if coin:
        scaled, divisor, price = more(scaled * spot), less(abs(moved) * edge), more(edge * under["index"])
    scaled = mul_div(profit, scaled, divisor, down)
    dampener = under["currency"]["extended_dampener"]
    if loss:
        return min(fit(scaled + mul_div(dampener, beyond, price, down)), ZERO)
    return max(fit(scaled - mul_div(dampener, beyond, price, up)), ZERO)


def dampen(under, grid, held):
    if len(held[1]) != 35 or len(grid) != 35:
        raise Failure("InvalidScenario")
    if under["index"] <= 0:
        raise Failure("InvalidPrice")
    far = [dampened(under, profit, spot) for profit, (spot, _, _) in zip(held[1][27:], grid[27:])]
    return (held[0], held[1][:27] + far)


def offset_gains(under, held):
    most = under["currency"]["max_offsetable_pnl"]
    if under["settlement"] == "coin":
        most = divide(most, under["index"], down)
    return (held[0], cap_gains(discount_gains(held[1], under["currency"]["pnl_offset"]), most))


def matrix(rng):
    out = []
    for range_ in RANGES:
        out.append(case("grid", {"range": bits(range_)}, lambda: matrix_grid(range_), scenarios))
    for turn in range(20):
        count = (35, 9, 3, 1)[turn % 4]
        grid, array = some_grid(rng, count if turn != 19 else 5), an_array(rng, count)
        price = (d("61234.5"), d("0.003"), ONE)[turn % 3]
        if turn >= 16:
            price = (ZERO, -ONE, ULP, ONE)[turn - 16]
        if turn == 7:
            grid[0] = (ZERO, "same", ONE)
        inputs = {"array": risk_array(array), "price": bits(price), "grid": scenarios(grid)}
        out.append(case("in_coins", inputs, lambda: in_coins(array, price, grid), risk_array))
    for turn in range(22):
        settlement = ("coin", "dollar")[turn % 2]
        scale = 1 if settlement == "coin" else 1 << 12
        under = {
            "pair": {**PAIR, "extended_table_factor": rng.choice((ONE, d("0.8")))},
            "currency": {**CURRENCY, "pnl_offset": rng.choice((ONE, d("0.9"), ZERO))},
            "settlement": settlement,
            "index": rng.choice((d("61234.56"), d("3012.7"))),
        }
        mark, profits = a_scan(rng, 35)
        held, grid = (mark, [profit * scale for profit in profits]), matrix_grid(under["pair"]["price_range"])
        if turn >= 16:
            under["index"] = (ZERO, -ONE, under["index"], under["index"], under["index"], under["index"])[turn - 16]
            grid = grid[:34] if turn == 18 else grid
            held = (held[0], held[1][:34]) if turn == 19 else held
            under["currency"]["pnl_offset"] = 1 + ULP if turn == 20 else ONE
            under["currency"]["max_offsetable_pnl"] = -ONE if turn == 21 else Fraction(1000)
        inputs = {
            "aggregation": {
                "pair": fields(under["pair"]),
                "currency": fields(under["currency"]),
                "settlement": settlement,
                "index": bits(under["index"]),
            },
            "grid": scenarios(grid),
            "scan": scan(held),
        }
        out.append(case("Aggregation.dampen", inputs, lambda: dampen(under, grid, held), scan))
        both = lambda: offset_gains(under, dampen(under, grid, held))
        out.append(case("Aggregation.apply", inputs, both, scan))
        inputs = {name: inputs[name] for name in ("aggregation", "scan")}
        out.append(case("Aggregation.offset_gains", inputs, lambda: offset_gains(under, held), scan))

    def dollars(held, index):
        not_negative("InvalidPrice", index)
        return (down(held[0] * index), [down(profit * index) for profit in held[1]])

    for index in (ZERO, ONE, d("61234.5"), -ULP, MOST):
        held = a_scan(rng, 35)
        inputs = {"scan": scan(held), "index": bits(index)}
        out.append(case("to_dollars", inputs, lambda: dollars(held, index), scan))
    return out


def written(standard, option, underlying, mark):
    if underlying <= 0 or mark < 0:
        raise Failure("InvalidPrice")
    right, strike = option
    out = divide(positive_part(strike - underlying if right == "call" else underlying - strike), underlying, down)
    kept = fit(up(standard["maintenance"] * (max(ONE, mark) if right == "put" else ONE)) + mark)
    opened = fit(max(fit(standard["most"] - out), standard["least"]) + mark)
    return [max(opened, kept), kept]


def standard(rng):
    """Deribit's, in the same file as Derive's: both modules have that name."""
    out = []
    good = {"most": d("0.15"), "least": d("0.1"), "maintenance": d("0.075")}

    def validate(rates):
        if not 0 <= rates["maintenance"] <= rates["least"] <= rates["most"]:
            raise Failure("InvalidFactor")

    for wrong in ({}, {"most": d("0.05")}, {"least": d("0.2")}, {"maintenance": -ULP}, {"maintenance": d("0.12")}, {"least": good["most"]}):
        rates = {**good, **wrong}
        out.append(case("Standard.validate", {"standard": fields(rates)}, lambda: validate(rates), plain))
    for turn in range(30):
        option = (RIGHTS[turn % 2], d(str(rng.randrange(40_000, 90_000))))
        underlying, mark = rng.choice((d("61234.5"), d("60000"), ZERO, ULP) if turn > 24 else (d("61000"),)), size(rng) / 65536
        mark = rng.choice((down(mark), ZERO, d("1.4"), -ULP if turn > 24 else d("0.02")))
        inputs = {
            "standard": fields(good),
            "contract": contract(option),
            "underlying": bits(underlying),
            "mark": bits(mark),
        }
        out.append(case("Standard.written", inputs, lambda: written(good, option, underlying, mark), write))
    return out
