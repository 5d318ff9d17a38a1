"""Vectors of Derive's discounts and portfolio managers."""

from fractions import Fraction

import black
import derive
import encode
import pick
import real
from cases_option import held
from cases_scenario import a_scan, an_array, grid
from cases_shock import SHOCKS, SKEWS, TIMES, make_confidence, make_peg
from derive import FREE, GRID, Portfolio
from encode import case, fields, plain, position, risk_array, scan, scenarios, skew, volatility_shock
from grid import LEAST, MOST, ULP, Failure, bits, down
from pick import d, quantity, size
from real import near, steps

ZERO, ONE = Fraction(0), Fraction(1)


# --- discounts --------------------------------------------------------------------------------------


def pairs(terms):
    return {"base": bits(terms["base"]), "rate": [*map(bits, terms["rate"])]}


def discounts(rng):
    out = []
    rates = [(ZERO, ZERO), (ONE, ZERO), (d("0.9"), d("0.12")), (-ULP, ZERO), (ZERO, -ULP), (Fraction(3), ONE)]
    for base in (ZERO, d("0.95"), ONE, ONE + ULP, d("1.1"), -ULP, Fraction(2)):
        for rate in rates:
            inputs = {"base": bits(base), "rate": [*map(bits, rate)]}
            kinds = (
                ("LongDiscount", "long_discount", derive.long_discount, derive.long_at, real.below),
                ("ShortDiscount", "short_discount", derive.short_discount, derive.short_at, real.above),
            )
            for name, own, make, at, side in kinds:
                out.append(case(f"{name}.new", inputs, lambda: make(base, rate), pairs))
                try:
                    terms = make(base, rate)
                except Failure:
                    continue
                for time in rng.sample(TIMES, 3) + [{"seconds": black.YEAR, "rate": d("-0.05")}]:

                    def exact():
                        value = at(terms, time)
                        # The rate of a quoted discount is a step and its logarithm off, the years one.
                        multiple, addend = map(real.real, rate)
                        off = (abs(black.rate(time)) + 3) * (multiple + 1) + addend + 8
                        return side(value), steps(off * (value + 1) * real.real(ULP))

                    inputs_at = {own: inputs, "expiry": encode.expiry(time)}
                    out.append(real.bounded(f"{name}.at", inputs_at, exact))
    for _ in range(20):
        pair = (pick.fraction(rng), 1 + pick.fraction(rng))
        for value in (quantity(rng, 20), -size(rng), ZERO, ULP, -ULP, rng.choice((MOST, LEAST))):
            inputs = {"discounts": {"long": bits(pair[0]), "short": bits(pair[1])}, "value": bits(value)}
            out.append(case("Discounts.apply", inputs, lambda: derive.apply(GRID, pair, value)))
    return out


def bases(rng):
    out = []
    for addend in (ZERO, d("0.02"), -ULP, ONE):
        for multiple in (ZERO, d("0.2"), -ULP, Fraction(3)):
            inputs = {"addend": bits(addend), "multiple": bits(multiple)}
            out.append(case("Basis.new", inputs, lambda: derive.make_basis(addend, multiple), fields))
            if min(addend, multiple) < 0:
                continue
            basis = derive.make_basis(addend, multiple)
            for time in TIMES:
                shocks = a_scan(rng, 2) if rng.random() < 0.7 else (ZERO, [size(rng), ULP])
                inputs = {"basis": fields(basis), "shocks": scan(shocks), "expiry": encode.expiry(time)}
                out.append(case("Basis.loss", inputs, lambda: derive.basis_loss(basis, shocks, time)))
    return out


# --- portfolios ---------------------------------------------------------------------------------------


def parameters(version, rng, rates):
    """Of ordinary sizes; `rates` says whether the discounts have any."""
    rate = lambda: (d("0.9"), d("0.08")) if rates else (ZERO, ZERO)
    pair = lambda most: tuple(d(str(rng.randrange(0, most) / 1000)) for _ in range(2))
    found = {
        "shock": rng.choice(SHOCKS),
        "factor": d(str(rng.randrange(100, 140) / 100)),
        "long": derive.long_discount(d("0.95"), rate()),
        "basis": derive.make_basis(d("0.05"), d("0.4")),
        "peg": make_peg(d("0.98"), d("1.5")),
        "confidence": make_confidence(d("0.55"), d("0.4")),
        "perp": pair(90)[0],
        "coin": pair(90)[0],
        "option": pair(90)[0],
    }
    if version == 2:
        del found["coin"]
        factors = tuple(down(1 + f) for f in pair(300))
        found.update(skew=rng.choice(SKEWS), factor=factors, perp=pair(90), option=pair(90))
        found["short"] = derive.short_discount(d("1.05"), rate())
    return found


def write_parameters(found):
    write = {
        "shock": volatility_shock,
        "skew": skew,
        "long": pairs,
        "short": pairs,
        "basis": fields,
        "peg": fields,
        "confidence": fields,
    }
    plain_or_pair = lambda value: [*map(bits, value)] if isinstance(value, tuple) else bits(value)
    return {name: write.get(name, plain_or_pair)(value) for name, value in found.items()}


def write_options(options):
    return {
        "expiry": encode.expiry(options["expiry"]),
        "scan": scan(options["scan"]),
        "basis": scan(options["basis"]),
        "positions": [*map(position, options["positions"])],
        "confidence": bits(options["confidence"]),
    }


def write_call(arguments):
    write = {"options": write_options, "perp": risk_array, "haircut": lambda pair: [*map(bits, pair)]}
    return {name: write.get(name, bits)(value) for name, value in arguments.items()}


def write_state(state):
    return {"scan": scan(state["scan"]), "basis": bits(state["basis"])}


def near_state(state):
    mark, profits = state["scan"]
    return {"scan": {"mark": bits(mark), "profits": [near(real.real(p)) for p in profits]}, "basis": bits(state["basis"])}


def near_margin(margin):
    """The loss alone has no exact value."""
    return {"loss": near(real.real(margin["loss"])), **fields({k: v for k, v in margin.items() if k != "loss"})}


def options(rng, count, rates):
    times = [t for t in TIMES if t["seconds"] >= black.DAY and (rates or "rate" not in t)] + [{"seconds": 0}]
    scale = rng.choice((1, 16, 4096))
    mark, profits = a_scan(rng, count)
    return {
        "expiry": rng.choice(times),
        "scan": (down(mark / scale), [down(profit / scale) for profit in profits]),
        "basis": a_scan(rng, 2),
        "positions": [held(rng) for _ in range(rng.randrange(0, 5))],
        "confidence": rng.choice((ONE, ONE, d("0.5"), ZERO)),
    }


def draw(version, name, rng, count, rates):
    spot, confidence = d("1512.25"), rng.choice((ONE, ONE, d("0.4")))
    haircut = tuple(d(str(rng.randrange(0, 300) / 1000)) for _ in range(2))
    return {
        "add_options": lambda: {"spot": spot, "options": options(rng, count, rates)},
        "add_perp": lambda: {
            "spot": spot,
            "perp": an_array(rng, count),
            "size": quantity(rng, 5),
            "profit": quantity(rng, 10),
            "confidence": confidence,
        },
        "add_coins": lambda: {
            "spot": spot,
            "coin": d("0.9995"),
            "quantity": abs(quantity(rng, 5)),
            "confidence": confidence,
        },
        "add_collateral": lambda: {"value": size(rng), "haircut": haircut, "confidence": confidence},
        "add_underlying": lambda: {"value": size(rng), "haircut": haircut, "confidence": confidence},
    }[name]()


CALLS = {1: ("add_options", "add_perp", "add_coins"), 2: ("add_options", "add_perp", "add_collateral", "add_underlying")}


def width(calls):
    """What the discounts' own roundings are worth on what each expiry may be worth."""
    worth = ZERO
    for name, arguments in calls:
        if name == "add_options":
            mark, profits = arguments["options"]["scan"]
            worth += max(abs(mark + profit) for profit in profits) + abs(mark) if profits else ZERO
    return steps((200 * worth + 1000) * ULP)


def portfolios(version, rng):
    out = []
    for number in (0, 1, 33):
        new = lambda: {"scan": (ZERO, [ZERO] * number), "basis": ZERO}
        out.append(case("Portfolio.new", {"room": number}, new, write_state))

    def vectors(made, under, scenarios_of, calls, last, rates):
        """The state after the last call, and both margins."""
        lane = FREE if rates else GRID
        inputs = {
            "parameters": write_parameters(under),
            "grid": scenarios(scenarios_of),
            "portfolio": [{name: write_call(arguments)} for name, arguments in calls],
        }

        def fed(more):
            portfolio = Portfolio(version, lane, under, scenarios_of)
            for name, arguments in more:
                portfolio.call(name, arguments)
            return portfolio

        def add(function, more, answer, write, near_write):
            if rates:
                exact = lambda: (near_write(answer()), width(calls + [last]))
                out.append(real.bounded(function, {**inputs, **more}, exact))
            else:
                out.append(case(function, {**inputs, **more}, answer, write))

        name, arguments = last
        add(f"Portfolio.{name}", write_call(arguments), lambda: fed(calls + [last]).state(), write_state, near_state)
        if made:
            try:
                fed(calls)
            except Failure:
                return
            coin, cash = rng.choice((ONE, d("0.97"), ZERO)), quantity(rng, 14)
            more = {"coin": bits(coin), "cash": bits(cash)}
            add("Portfolio.initial", more, lambda: fed(calls).initial(coin, cash), fields, near_margin)
            more = {"cash": bits(cash)}
            add("Portfolio.maintenance", more, lambda: fed(calls).maintenance(cash), fields, near_margin)

    for turn in range(26):
        rates = turn % 3 == 2
        under = parameters(version, rng, rates)
        count = (5, 9, 3, 33, 1, 7)[turn % 6]
        scenarios_of = grid(rng, count)
        calls = [(name, draw(version, name, rng, count, rates)) for name in rng.choices(CALLS[version], k=turn % 7)]
        name = CALLS[version][turn % len(CALLS[version])]
        vectors(True, under, scenarios_of, calls, (name, draw(version, name, rng, count, rates)), rates)
    # What each refuses.
    under, scenarios_of = parameters(version, rng, False), grid(rng, 3)
    for name in CALLS[version]:
        good = draw(version, name, rng, 3, False)
        wrongs = [{"confidence": -ULP}, {"confidence": ONE + ULP}] if "confidence" in good else []
        if name == "add_options":
            wrongs += [{"options": dict(good["options"], confidence=Fraction(2))}]
            wrongs += [{"options": dict(good["options"], scan=a_scan(rng, 4))}]
            wrongs += [{"options": dict(good["options"], scan=(MOST, [ONE, ZERO, ZERO]))}]
        if name == "add_perp":
            wrongs += [{"perp": an_array(rng, 2)}, {"size": MOST}, {"size": LEAST}]
        if name == "add_coins":
            wrongs += [{"quantity": -ULP}, {"coin": ZERO}, {"quantity": MOST}]
        if name in ("add_collateral", "add_underlying"):
            wrongs += [{"value": -ONE}, {"haircut": (-ULP, ZERO)}, {"haircut": (ZERO, -ULP)}, {"haircut": (ONE, MOST)}]
        for wrong in wrongs:
            vectors(False, under, scenarios_of, [], (name, {**good, **wrong}), False)
    vectors(True, under, [], [], ("add_perp", draw(version, "add_perp", rng, 1, False)), False)
    return out


def validations(version, rng):
    """Parameters that are refused, and the discounts of those that are not."""
    out = []
    good = parameters(version, rng, True)
    names = ("factor", "perp", "option") if version == 2 else ("factor", "perp", "coin", "option")
    some = [good]
    for name in names:
        value = good[name]
        some += [dict(good, **{name: (value[0], -ULP)}), dict(good, **{name: (-ULP, value[1])})] if version == 2 else []
        some += [dict(good, **{name: -ULP}), dict(good, **{name: ZERO})] if version == 1 else []

    def validate(under):
        numbers = [n for name in names for n in derive.both(under[name])]
        derive.not_negative(*numbers)

    for under in some:
        inputs = {"parameters": write_parameters(under)}
        out.append(case("Parameters.validate", inputs, lambda: validate(under), plain))
    for time in TIMES:

        def exact():
            short = real.above(derive.short_at(good["short"], time)) if version == 2 else bits(ONE)
            off = (abs(black.rate(time)) + 3) * 2 + 10
            return {"long": real.below(derive.long_at(good["long"], time)), "short": short}, steps(3 * off * real.real(ULP))

        inputs = {"parameters": write_parameters(good), "expiry": encode.expiry(time)}
        out.append(real.bounded("Parameters.discounts", inputs, exact))
    return out


def portfolio(rng):
    return validations(1, rng) + portfolios(1, rng)


def portfolio_2(rng):
    return validations(2, rng) + portfolios(2, rng)


def margins(rng):
    """The parts of a margin and their sum."""
    out = []
    names = ("loss", "perps", "options", "collateral", "confidence", "mark", "cash")
    for turn in range(14):
        margin = {name: quantity(rng, 20) for name in names}
        if turn > 10:
            margin.update(loss=MOST, perps=ULP if turn == 11 else -ULP, options=ONE)
        margin["driver"] = rng.choice(("basis", {"scenario": turn}))
        out.append(case("Margin.total", {"margin": fields(margin)}, lambda: derive.total(margin, names)))
    return out
