"""Vectors of `margin/shock` and `margin/contingency`."""

from fractions import Fraction

import black
import pick
import real
from cases_scenario import KINDS, grid, make
from encode import case, contract, expiry, fields, forward, interval, shocks
from encode import scenarios as grid_of
from encode import skew as skew_of
from encode import volatility_shock as shock_of
from grid import LEAST, MOST, ULP, Failure, bits, fit, is_fraction, up
from pick import EDGES, d, quantity
from real import inside, near, steps

ZERO, ONE = Fraction(0), Fraction(1)


def make_shock(range_, power, floor, least):
    if floor == 0 or min(*range_, *power, least) < 0:
        raise Failure("InvalidScenario")
    return {"range": range_, "power": power, "floor": floor, "least": least}


FLAT = {
    "linear": (ZERO, ZERO),
    "absolute": (ZERO, ZERO),
    "least_width": ONE,
    "scale": ZERO,
    "level": (ZERO, ZERO),
}


def term(shock, time):
    """(30 days / time that counts)^power, and how far that is off by the quotient's own rounding."""
    month, counted = 30 * black.DAY, max(time["seconds"], shock["floor"])
    power = shock["power"][0 if time["seconds"] <= month else 1]
    base = real.real(month) / counted
    value = real.power(base, real.real(power))
    return value, value * (real.real(power) * 4 / base + 1) + 4


def ends(shock, time):
    """The factors of a rise and a fall, with the largest width of each."""
    value, off = term(shock, time)
    up_by, down_by = (real.real(part) * value for part in shock["range"])
    widths = [(real.real(part) * off + 4) * real.real(ULP) for part in shock["range"]]
    return (1 + up_by, widths[0]), (max(1 - down_by, real.ZERO), widths[1])


def turned(money, cap, width):
    """1 + money * cap / width, which stays within the cap and above zero."""
    value = money * cap / width
    value = max(value, -cap) if money < 0 else min(value, cap)
    return max(1 + value, real.ZERO)


def turn_terms(skew, time):
    root = black.root(time)
    at = lambda pair: real.real(pair[0]) + real.real(pair[1]) * root
    width = max(real.real(skew["least_width"]), root * real.real(skew["scale"]) * at(skew["level"]))
    return at(skew["linear"]), at(skew["absolute"]), width


def shocked(under, volatility, change, money):
    """Both ends of the volatility in a scenario; money is a pair of decimals."""
    shock, skew, time = under["shock"], under["skew"], under["expiry"]
    low, high = map(black.real_or_decimal, volatility)
    (rise, _), (fall, _) = ends(shock, time)
    if change == "same":
        return (low, high)
    if change == "down":
        return (low * fall, high * fall)
    if change == "up":
        least = real.real(shock["least"])
        return (max(low * rise, least), max(high * rise, least))
    linear_cap, absolute_cap, width = turn_terms(skew, time)
    if change == "linear":
        factors = sorted(turned(m, linear_cap, width) for m in money)
    else:
        factors = sorted(turned(abs(m), absolute_cap, width) for m in money)
    return (low * factors[0], high * factors[1])


def shocked_width(under, volatility, money):
    (rise, of_rise), (_, of_fall) = ends(under["shock"], under["expiry"])
    width = turn_terms(under["skew"], under["expiry"])[2]
    most = max(map(abs, money)) + 1
    of_turn = (6 * most / width + 6) * (most / width + 1) * real.real(ULP)
    return real.real(volatility[1]) * max(of_rise, of_fall, of_turn) + 4 * real.real(ULP)


def make_shocks(shock, skew, time):
    if skew["least_width"] <= 0:
        raise Failure("InvalidScenario")
    return {"shock": shock, "skew": skew, "expiry": time}


SHOCKS = [
    make_shock((d("0.6"), d("0.3")), (d("0.3"), d("0.13")), black.DAY, d("0.25")),
    make_shock((d("0.45"), d("0.3")), (d("0.3"), d("0.5")), 1, ZERO),
    make_shock((d("0.5"), d("2")), (ZERO, ONE), black.DAY, ZERO),
    make_shock((ZERO, ZERO), (d("0.3"), d("0.13")), black.DAY, ZERO),
]
SKEWS = [
    FLAT,
    {
        "linear": (d("0.2"), d("0.05")),
        "absolute": (d("0.12"), d("0.01")),
        "least_width": d("0.05"),
        "scale": d("2.5"),
        "level": (d("0.6"), d("-0.1")),
    },
    {
        "linear": (Fraction(3), ZERO),
        "absolute": (Fraction(3), ONE),
        "least_width": d("0.0001"),
        "scale": ZERO,
        "level": (ZERO, ZERO),
    },
]
TIMES = [
    {"seconds": 0},
    {"seconds": 1},
    {"seconds": 3600},
    {"seconds": 7 * black.DAY, "rate": d("0.05")},
    {"seconds": 30 * black.DAY},
    {"seconds": 30 * black.DAY + 1},
    {"seconds": 90 * black.DAY, "discount": d("0.98")},
    {"seconds": 3 * black.YEAR},
]


def volatility_shocks(rng):
    out = [case("Skew.flat", {}, lambda: FLAT, skew_of)]
    half = (d("0.5"), d("0.25"))
    for range_, power, floor, least in (
        ((d("0.6"), d("0.3")), half, black.DAY, ZERO),
        ((ZERO, ZERO), (ZERO, ZERO), 1, d("0.25")),
        (half, half, 0, ZERO),
        (half, half, black.DAY, -ULP),
        ((-ULP, ONE), half, black.DAY, ZERO),
        ((ONE, -ULP), half, black.DAY, ZERO),
        (half, (-ULP, ONE), black.DAY, ZERO),
        (half, (ONE, -ULP), black.DAY, ZERO),
    ):
        inputs = shock_of({"range": range_, "power": power, "floor": floor, "least": least})
        made = lambda: make_shock(range_, power, floor, least)
        out.append(case("VolatilityShock.new", inputs, made, shock_of))
    for shock in SHOCKS:
        for skew in SKEWS:
            for time in TIMES if skew is SKEWS[0] else TIMES[::3]:

                def exact():
                    make_shocks(shock, skew, time)
                    (rise, of_rise), (fall, of_fall) = ends(shock, time)
                    widths = {"up": steps(of_rise), "down": steps(of_fall)}
                    return {"up": inside(rise), "down": inside(fall)}, widths

                out.append(real.bounded("Shocks.new", shocks({"shock": shock, "skew": skew, "expiry": time}), exact))
    for width in (ZERO, -ONE):
        none = dict(FLAT, least_width=width)
        inputs = shocks({"shock": SHOCKS[0], "skew": none, "expiry": TIMES[3]})
        out.append(case("Shocks.new", inputs, lambda: make_shocks(SHOCKS[0], none, TIMES[3])))
    return out


def volatilities(rng):
    """The volatility in a scenario; a turn is to nearest below, so it has no side."""
    out = []
    for _ in range(60):
        under = make_shocks(rng.choice(SHOCKS), rng.choice(SKEWS[1:]), rng.choice(TIMES))
        low = abs(quantity(rng, 1))
        volatility = (low, low) if rng.random() < 0.5 else (low, up(low * d("1.1")))
        begin = rng.choice((ZERO, quantity(rng, -1), quantity(rng, -4), quantity(rng, 2)))
        money = (begin, begin) if rng.random() < 0.5 else (begin, fit(begin + abs(quantity(rng, -8))))
        for change in KINDS:

            def exact():
                numbers = tuple(map(real.real, money))
                lesser, larger = shocked(under, volatility, change, numbers)
                width = steps(shocked_width(under, volatility, numbers))
                if change in ("linear", "absolute"):
                    return {"low": near(lesser), "high": near(larger)}, width
                return inside((lesser, larger)), width

            inputs = {
                "shocks": shocks(under),
                "volatility": interval(volatility),
                "change": change,
                "money": interval(money),
            }
            out.append(real.bounded("Shocks.volatility", inputs, exact))
    return out


def options(rng):
    """Risk arrays of options: the marks are bounds, and a profit is the difference of two."""
    out = []
    spots = (ONE, ONE, ONE, d("0.85"), d("0.85"), d("1.15"), d("1.15"), d("1.15"), ZERO, Fraction(3), d("1.03"))
    full = [make(spot, KINDS[place % 5], ONE) for place, spot in enumerate(spots)]
    moneys = [d("1500"), d("1350.5"), d("1800"), ZERO]
    for count in range(40):
        under = make_shocks(rng.choice(SHOCKS), rng.choice(SKEWS), rng.choice(TIMES))
        option = (rng.choice(("call", "put")), rng.choice(moneys))
        low = rng.choice((d("1500"), d("1493.25"), d("1610")))
        moving = (low, low) if rng.random() < 0.6 else (low, up(low * d("1.001")))
        parts = (moving, rng.choice((ZERO, ZERO, d("700.5"))))
        sigma = rng.choice((d("0.5"), d("0.8"), d("0.04"), ZERO))
        volatility = (sigma, sigma) if rng.random() < 0.6 else (sigma, up(sigma * d("1.05")))
        scenarios_of = full if count % 8 else grid(rng, 33)
        if count == 1:
            scenarios_of = []

        def exact():
            if not scenarios_of:
                raise Failure("InvalidScenario")
            now = black.shocked(parts, ONE)
            worth = black.value(option, now, volatility, under["expiry"])
            money = tuple(sorted(money_of(option, price) for price in now))
            profits, most = ([], []), real.ZERO
            for spot, change, _ in scenarios_of:
                # The smile turns at the price as it is.
                prices = now if change in ("linear", "absolute") else black.shocked(parts, spot)
                sigmas = shocked(under, volatility, change, money)
                there = black.value(option, prices, sigmas, under["expiry"])
                # A wider volatility is worth at most F sqrt(t) / 2 for each of its units.
                wide = shocked_width(under, volatility, money) * black.root(under["expiry"]) * prices[1]
                here = black.value_width(option, prices, sigmas, under["expiry"])
                most = max(most, here + wide + 2 * real.real(ULP))
                for end in (0, 1):
                    profits[end].append(near(there[end] - worth[end]))
            mark = black.value_width(option, now, volatility, under["expiry"]) + 2 * real.real(ULP)
            width = steps(most + mark)
            return {
                "owned": {"mark": real.below(worth[0]), "profits": profits[0]},
                "owed": {"mark": real.above(worth[1]), "profits": profits[1]},
            }, width

        inputs = {
            "contract": contract(option),
            "forward": forward(parts),
            "volatility": interval(volatility),
            "expiry": expiry(under["expiry"]),
            "shocks": shocks(under),
            "grid": grid_of(scenarios_of),
        }
        out.append(real.bounded("RiskArray.option", inputs, exact))
    return out


def money_of(option, price):
    """ln(strike / forward); where either is zero it decides nothing."""
    strike = real.real(option[1])
    log = lambda value: value.ln() if value else real.ZERO
    return log(strike) - log(price)


# --- contingencies ------------------------------------------------------------------------------------


def charge(notional, rate):
    if rate < 0:
        raise Failure("InvalidFactor")
    return up(fit(abs(notional)) * rate)


def make_confidence(threshold, rate):
    if not is_fraction(threshold):
        raise Failure("InvalidFraction")
    if rate < 0:
        raise Failure("InvalidFactor")
    return {"threshold": threshold, "rate": rate}


def doubt(confidence, sure, notional):
    """(1 - confidence) * rate * notional below the threshold."""
    if not is_fraction(sure):
        raise Failure("InvalidFraction")
    if sure >= confidence["threshold"]:
        return ZERO
    return charge(notional, up((1 - sure) * confidence["rate"]))


def make_peg(threshold, factor):
    if threshold < 0 or factor < 0:
        raise Failure("InvalidFactor")
    return {"threshold": threshold, "factor": factor}


def depeg(peg, at):
    return up(max(fit(peg["threshold"] - at), ZERO) * peg["factor"])


def contingencies(rng):
    out = []
    rates = [ZERO, ONE, d("0.4"), -ULP, ULP, Fraction(7)]
    for notional in [*EDGES, *(quantity(rng, 20) for _ in range(8))]:
        for rate in rates:
            if rng.random() < 0.5:
                inputs = {"notional": bits(notional), "rate": bits(rate)}
                out.append(case("charge", inputs, lambda: charge(notional, rate)))
    thresholds = [ZERO, ONE, d("0.55"), -ULP, ONE + ULP]
    for threshold in thresholds:
        for rate in rates:
            inputs = {"threshold": bits(threshold), "rate": bits(rate)}
            out.append(case("Confidence.new", inputs, lambda: make_confidence(threshold, rate), fields))
            inputs = {"threshold": bits(threshold), "factor": bits(rate)}
            out.append(case("Peg.new", inputs, lambda: make_peg(threshold, rate), fields))
            if rate < 0:
                continue
            if is_fraction(threshold):
                confidence = make_confidence(threshold, rate)
                for sure in (ZERO, ONE, d("0.54"), threshold, -ULP, ONE + ULP, pick.fraction(rng)):
                    notional = rng.choice((quantity(rng, 20), ONE, LEAST, MOST))
                    inputs = {
                        "terms": fields(confidence),
                        "confidence": bits(sure),
                        "notional": bits(notional),
                    }
                    out.append(case("Confidence.charge", inputs, lambda: doubt(confidence, sure, notional)))
            if threshold >= 0:
                peg = make_peg(threshold, rate)
                for at in (ZERO, ONE, d("0.97"), threshold, -ONE, LEAST, MOST):
                    inputs = {"peg": fields(peg), "price": bits(at)}
                    out.append(case("Peg.loss", inputs, lambda: depeg(peg, at)))
    return out
