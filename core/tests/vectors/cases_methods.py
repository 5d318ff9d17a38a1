"""Vectors of `methods/span`, `methods/paradex` and `methods/okx`."""

from fractions import Fraction

import model
import pick
from cases_netting import sides, take_matched, write
from cases_scenario import a_scan, check_array, worst, worst_weighted
from cases_scenario import grid as some_grid
from cases_shock import charge, make_shock
from encode import case, fields, plain, risk_array, scan, scenarios, tiers, volatility_shock
from grid import LEAST, MOST, ULP, Failure, bits, down, fit, is_fraction, up
from pick import d, quantity, size

ZERO, ONE = Fraction(0), Fraction(1)
RANGES = [d("0.16"), d("0.1"), d("0.3333"), ULP, 1 - ULP, ZERO, ONE, -ULP, Fraction(2)]


def not_negative(error, *numbers):
    if min(numbers) < 0:
        raise Failure(error)


def positive_part(value):
    return max(fit(value), ZERO)


# --- SPAN -----------------------------------------------------------------------------------------------


def span_grid(range_, extreme, cover):
    not_negative("InvalidScenario", range_, extreme)
    if not is_fraction(cover):
        raise Failure("InvalidFraction")
    spot = lambda moved: max(fit(1 + moved), ZERO)
    out = []
    for third in (0, 1, -1, 2, -2, 3, -3):
        moved = up(range_ * abs(third) / 3) * (1 if third >= 0 else -1)
        out += [(spot(moved), change, ONE) for change in ("up", "down")]
    tail = up(range_ * extreme)
    return out + [(spot(tail), "same", cover), (spot(-tail), "same", cover)]


def scan_risk(held):
    profits = held[1]
    if len(profits) != 16:
        raise Failure("InvalidScenario")
    least = worst(profits)
    place = least["scenario"]
    pair = place if place >= 14 else place + 1 - 2 * (place % 2)
    price = down((fit(profits[0] + profits[1]) - fit(profits[place] + profits[pair])) / 2)
    return {"loss": positive_part(-least["profit"]), "scenario": place, "price": max(price, ZERO)}


def requirement(risk, charges):
    not_negative("InvalidQuantity", *charges.values())
    least = charge(charges["written"], charges["minimum"])
    named = {name: charges[name] for name in ("intermonth", "delivery", "credit")}
    before = fit(risk["loss"] + named["intermonth"] + named["delivery"] - named["credit"])
    extra = max(least - before, ZERO)
    return {"scan": risk["loss"], "scenario": risk["scenario"], **named, "minimum": extra}


def required(parts):
    return fit(parts["scan"] + parts["intermonth"] + parts["delivery"] - parts["credit"] + parts["minimum"])


def span_initial(parts, ratio):
    if ratio < 1:
        raise Failure("InvalidFactor")
    return up(required(parts) * ratio)


def cover(held, grid):
    if len(held[1]) != len(grid):
        raise Failure("InvalidScenario")
    return (held[0], [down(profit * weight) for profit, (_, _, weight) in zip(held[1], grid)])


def span(rng):
    out = []
    for range_ in RANGES + [d("1.2")]:
        for extreme, share in ((Fraction(3), d("0.33")), (Fraction(2), ONE), (-ULP, ONE), (ZERO, ONE + ULP)):
            inputs = {"range": bits(range_), "extreme": bits(extreme), "cover": bits(share)}
            out.append(case("grid", inputs, lambda: span_grid(range_, extreme, share), scenarios))
        flat = lambda: make_shock((range_, range_), (ZERO, ZERO), 1, ZERO)
        out.append(case("volatility", {"range": bits(range_)}, flat, volatility_shock))

    def unit(losses):
        if len(losses) != 16:
            raise Failure("InvalidScenario")
        side = (ZERO, [fit(-loss) for loss in losses])
        return check_array(side, side)

    for count in (16, 16, 15, 17, 0):
        losses = [quantity(rng, 12) for _ in range(count)]
        out.append(case("unit", {"losses": write(losses)}, lambda: unit(losses), risk_array))
    out.append(case("unit", {"losses": write([LEAST] * 16)}, lambda: unit([LEAST] * 16), risk_array))
    for turn in range(40):
        held = a_scan(rng, 16 if turn < 36 else (0, 15, 17, 2)[turn - 36])
        if turn % 4 == 1:
            held = (held[0], [abs(profit) for profit in held[1]])
        if turn % 4 == 2:
            held[1][turn % 16] = Fraction(-(1 << 24))
        out.append(case("ScanRisk.new", {"scan": scan(held)}, lambda: scan_risk(held), fields))
        under = some_grid(rng, 16)
        out.append(case("cover", {"scan": scan(held), "grid": scenarios(under)}, lambda: cover(held, under), scan))
        if turn >= 36:
            continue
        risk = scan_risk(held)
        names = ("intermonth", "delivery", "credit", "written", "minimum")
        charges = {name: size(rng) / 16 if rng.random() < 0.7 else ZERO for name in names}
        charges = {name: down(value) for name, value in charges.items()}
        if turn >= 31:
            charges[names[turn - 31]] = -ULP
        inputs = {"risk": fields(risk), "charges": fields(charges)}
        out.append(case("Requirement.new", inputs, lambda: requirement(risk, charges), fields))
        if turn >= 31:
            continue
        parts = requirement(risk, charges)
        inputs = {"requirement": fields(parts)}
        out.append(case("Requirement.total", inputs, lambda: required(parts)))
        ratio, options = rng.choice((ONE, d("1.1"), 1 - ULP, MOST)), quantity(rng, 12)
        inputs = {**inputs, "ratio": bits(ratio)}
        out.append(case("Requirement.initial", inputs, lambda: span_initial(parts, ratio)))
        inputs = {**inputs, "options": bits(options)}
        out.append(case("Requirement.net", inputs, lambda: fit(span_initial(parts, ratio) - options)))
    return out


# --- Paradex ----------------------------------------------------------------------------------------------


def open_range(value):
    if not 0 < value < 1:
        raise Failure("InvalidFraction")


def paradex_grid(range_):
    open_range(range_)
    out = []
    for quarter in range(4, -5, -1):
        spot = fit(1 + up(range_ * abs(quarter) / 4) * (1 if quarter >= 0 else -1))
        out += [(spot, change, ONE) for change in (("up",) if abs(quarter) == 4 else ("up", "down"))]
    for percent in (-66, -33, 50, 100, 200, 300, 400, 500):
        out.append((down(Fraction(100 + percent, 100)), "up", up(range_ * 100 / abs(percent))))
    return out


def paradex_validate(parameters):
    not_negative("InvalidFactor", parameters["net_delta"], parameters["hedged_delta"])
    if not is_fraction(parameters["maintenance"]):
        raise Failure("InvalidFraction")


def delta_charge(parameters, deltas, spot):
    not_negative("InvalidPrice", spot)
    net = up(fit(abs(deltas[0] - deltas[1])) * parameters["net_delta"])
    return up(fit(net + up(min(deltas) * parameters["hedged_delta"])) * spot)


def paradex_margin(parameters, grid, held, deltas, spot, provisions):
    not_negative("InvalidQuantity", *provisions.values())
    least = worst_weighted(held, grid)
    loss = positive_part(-least["profit"])
    extra = max(delta_charge(parameters, deltas, spot) - loss, ZERO)
    return {"scan": loss, "scenario": least["scenario"], "minimum": extra, **provisions}


def paradex(rng):
    out = []
    for range_ in RANGES:
        out.append(case("grid", {"range": bits(range_)}, lambda: paradex_grid(range_), scenarios))
    good = {"net_delta": d("0.02"), "hedged_delta": d("0.01"), "maintenance": d("0.5")}
    wrongs = [{"net_delta": -ULP}, {"hedged_delta": -ULP}, {"maintenance": -ULP}, {"maintenance": ONE + ULP}]
    for wrong in [{}, {"maintenance": ONE}, *wrongs]:
        under = {**good, **wrong}
        out.append(case("Parameters.validate", {"parameters": fields(under)}, lambda: paradex_validate(under), plain))
    for turn in range(40):
        deltas, spot = (size(rng), size(rng)), rng.choice((d("1500.25"), ZERO, -ULP, MOST) if turn % 5 == 0 else (d("3"),))
        inputs = {"parameters": fields(good), "deltas": sides(deltas), "spot": bits(spot)}
        out.append(case("Parameters.delta_charge", inputs, lambda: delta_charge(good, deltas, spot)))
        grid = some_grid(rng, 24 if turn < 37 else 3)
        held = a_scan(rng, (24, 24, 24, 4)[max(0, turn - 36)])
        if turn == 39:
            grid, held = [], a_scan(rng, 0)
        provisions = {"funding": size(rng), "fees": size(rng)}
        if turn in (30, 31):
            provisions["funding" if turn == 30 else "fees"] = -ULP
        inputs = {
            "parameters": fields(good),
            "grid": scenarios(grid),
            "scan": scan(held),
            "deltas": sides(deltas),
            "spot": bits(spot),
            "provisions": fields(provisions),
        }
        answer = lambda: paradex_margin(good, grid, held, deltas, spot, provisions)
        out.append(case("Margin.new", inputs, answer, fields))
        try:
            margin = answer()
        except Failure:
            continue
        net = fit(margin["scan"] + margin["minimum"])
        beside = lambda part: fit(fit(part + margin["funding"]) + margin["fees"])
        inputs = {"margin": fields(margin)}
        out.append(case("Margin.net", inputs, lambda: net))
        out.append(case("Margin.initial", inputs, lambda: beside(net)))
        inputs = {**inputs, "parameters": fields(good)}
        out.append(case("Margin.maintenance", inputs, lambda: beside(up(net * good["maintenance"]))))
    return out


# --- OKX ----------------------------------------------------------------------------------------------------


def okx_grid(most):
    open_range(most)
    spots = [fit(1 + up(most * abs(third) / 3) * (1 if third >= 0 else -1)) for third in range(-3, 4)]
    return [(spot, change, ONE) for spot in spots for change in ("up", "same", "down")]


def extreme(most, share):
    if not (is_fraction(most) and is_fraction(share)):
        raise Failure("InvalidFraction")
    return [(1 - most, "same", share), (1 + most, "same", share)]


def minimum_charge(raw, ladder):
    """Slice by slice: each rung adds what it counts more than the one below."""
    not_negative("InvalidQuantity", raw)
    found, before, times = raw, None, ONE
    for floor, count in ladder:
        if floor != 0 if before is None else floor <= before:
            raise Failure("InvalidTiers")
        if fit(count - times) < 0:
            raise Failure("InvalidTiers")
        found = fit(found + up(positive_part(raw - floor) * (count - times)))
        before, times = floor, count
    return found


def okx_peg(deltas, table):
    total = ZERO
    for first, second, ladder in table:
        matched, deltas = take_matched(deltas, first, second)
        total = fit(total + model.requirement(ladder, matched))
    return total, deltas


OKX = tuple(f"mr{number}" for number in range(1, 10))
PARTS = ("vega", "basis", "rate", "other", "peg", "minimum")


def okx_total(parts):
    found = parts["market"]
    for name in PARTS:
        found = fit(found + parts[name])
    return found


def okx_maintenance(charges):
    not_negative("InvalidQuantity", *charges.values())
    market = max(charges[name] for name in ("mr1", "mr2", "mr6"))
    driver = next(number for number in (1, 2, 6) if charges[f"mr{number}"] == market)
    named = dict(zip(("vega", "basis", "rate", "other", "peg"), (charges[f"mr{n}"] for n in (3, 4, 5, 8, 9))))
    parts = {"market": market, "driver": driver, **named, "minimum": ZERO}
    return {**parts, "minimum": positive_part(charges["mr7"] - okx_total(parts))}


def okx(rng):
    out = []
    for most in RANGES:
        out.append(case("grid", {"most": bits(most)}, lambda: okx_grid(most), scenarios))
        for share in (d("0.5"), ZERO, ONE, -ULP, ONE + ULP):
            inputs = {"most": bits(most), "share": bits(share)}
            out.append(case("extreme", inputs, lambda: extreme(most, share), scenarios))
    for turn in range(14):
        count = (21, 2, 3, 0)[turn % 4]
        held, grid = a_scan(rng, count), some_grid(rng, count if turn < 12 else count + 1)
        inputs = {"scan": scan(held), "grid": scenarios(grid)}
        out.append(case("worst_loss", inputs, lambda: positive_part(-worst_weighted(held, grid)["profit"])))
    ladders = [
        [],
        [(ZERO, ONE), (Fraction(10000), Fraction(2))],
        [(ZERO, d("1.5")), (Fraction(500), d("1.5")), (Fraction(3000), Fraction(10))],
        [(ULP, ONE)],
        [(ZERO, 1 - ULP)],
        [(ZERO, ONE), (ZERO, Fraction(2))],
        [(ZERO, Fraction(2)), (ONE, ONE)],
    ]
    for ladder in ladders:
        for raw in (ZERO, Fraction(30000), Fraction(10000), size(rng), -ULP, MOST):
            inputs = {"raw": bits(raw), "ladder": [{"floor": bits(f), "times": bits(t)} for f, t in ladder]}
            out.append(case("minimum_charge", inputs, lambda: minimum_charge(raw, ladder)))
    for turn in range(20):
        deltas = [quantity(rng, 12) for _ in range(3)]
        table = [(a, b, pick.ladder(rng)) for a, b in ((0, 2), (0, 1), (1, 2))]
        if turn == 19:
            table.append((1, 1, []))
        if turn == 18:
            table.append((1, 3, []))
        inputs = {
            "cash_deltas": write(deltas),
            "table": [{"first": a, "second": b, "ladder": tiers(ladder)} for a, b, ladder in table],
        }
        written = lambda answer: {"charge": bits(answer[0]), "cash_deltas": write(answer[1])}
        out.append(case("peg", inputs, lambda: okx_peg(deltas, table), written))
    out.append(case("Charges.none", {}, lambda: {name: ZERO for name in OKX}, fields))
    for turn in range(40):
        charges = {name: size(rng) if rng.random() < 0.8 else ZERO for name in OKX}
        if turn % 4 == 0:
            charges["mr6"] = charges["mr1"]
        if turn % 4 == 1:
            charges["mr7"] *= 8
        if turn % 4 == 2:
            charges["mr2"] *= 4
        if turn >= 31:
            charges[OKX[turn - 31]] = -ULP
        out.append(case("Maintenance.new", {"charges": fields(charges)}, lambda: okx_maintenance(charges), fields))
        if turn < 31:
            parts = okx_maintenance(charges)
            out.append(case("Maintenance.total", {"maintenance": fields(parts)}, lambda: okx_total(parts)))
        factor, first, second = rng.choice((d("1.3"), ONE, 1 - ULP, MOST)), size(rng), size(rng)

        def initial():
            if factor < 1:
                raise Failure("InvalidFactor")
            return fit(up(first * factor) + second)

        inputs = {"derivatives": bits(first), "borrowings": bits(second), "factor": bits(factor)}
        out.append(case("initial", inputs, initial))
    return out
