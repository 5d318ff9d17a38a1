"""Vectors of `margin/option`: contracts, expiries, forwards, Black-76, Greeks, positions."""

from fractions import Fraction

import black
import real
from encode import case, contract, expiry, forward, interval, position
from grid import MOST, ULP, Failure, bits, down, fit, up
from pick import d, quantity, size
from real import inside, steps

ZERO, ONE = Fraction(0), Fraction(1)
RIGHTS = ("call", "put")
YEAR = black.YEAR


def times(rng):
    """Expiries from none to ten years, with every constructor."""
    fixed = [
        {"seconds": 0},
        {"seconds": 0, "rate": d("0.05")},
        {"seconds": 0, "discount": d("0.97")},
        {"seconds": 1},
        {"seconds": 1, "rate": d("0.1")},
        {"seconds": 60},
        {"seconds": 3600, "rate": d("-0.02")},
        {"seconds": 86_400, "rate": d("0.0512")},
        {"seconds": 30 * 86_400, "discount": d("0.9951")},
        {"seconds": 90 * 86_400 + 17, "discount": d("1.01")},
        {"seconds": YEAR},
        {"seconds": YEAR, "rate": ONE},
        {"seconds": 10 * YEAR, "rate": d("0.03")},
        {"seconds": 2 * YEAR, "discount": ONE},
    ]
    rates = [{"seconds": rng.randrange(1, 3 * YEAR), "rate": quantity(rng, -4)} for _ in range(6)]
    return fixed + rates


def expiries(rng):
    out = []
    kinds = times(rng) + [
        {"seconds": 4 * YEAR, "rate": Fraction(-20)},
        {"seconds": 4 * YEAR, "rate": Fraction(30)},
        {"seconds": (1 << 53) - 1},
        {"seconds": (1 << 45) + 12345, "rate": d("0.0001")},
        {"seconds": (1 << 53) - 1, "rate": d("-0.01")},
        {"seconds": YEAR, "rate": MOST},
        {"seconds": YEAR, "rate": Fraction(-60)},
        {"seconds": YEAR, "discount": ZERO},
        {"seconds": 0, "discount": -ULP},
        {"seconds": YEAR, "discount": ULP},
        {"seconds": 7 * 86_400, "discount": MOST},
    ]
    for kind in kinds:
        name = "Expiry.discounted" if "discount" in kind else "Expiry.new" if "rate" in kind else "Expiry.undiscounted"

        def answer():
            left, quoted = black.years(kind), "discount" in kind
            if not quoted:
                fit(down(abs(kind.get("rate", ZERO)) * up(Fraction(kind["seconds"], YEAR))))
            factor, yearly = black.discount(kind), abs(kind.get("rate", ZERO))
            exact = {
                "seconds": kind["seconds"],
                "years": inside(left),
                "root": inside(left.sqrt()),
                "rate": real.above(black.rate(kind)) if quoted else bits(kind.get("rate", ZERO)),
                "discount": inside(factor),
            }
            # The years are off by a step, the logarithm by two, and both are divided by the years.
            of_rate = real.ZERO if left == 0 else (abs(black.rate(kind)) + 2) / left + 2
            widths = {
                "seconds": "0",
                "years": "1",
                "root": steps((2 * left.sqrt() + 4) * real.real(ULP)),
                "rate": steps(of_rate * real.real(ULP)),
                "discount": "0" if quoted else steps((factor * real.real(4 * yearly + 2) + 4) * real.real(ULP)),
            }
            return exact, widths

        out.append(real.bounded(name, expiry(kind), answer))
    return out


def forwards(rng):
    out = []
    drawn = [((ZERO, ZERO), ZERO), ((-ULP, ONE), ZERO), ((ONE, ONE), -ULP), ((MOST, MOST), ZERO), ((ONE, MOST - 1), ONE)]
    drawn += [(tuple(sorted((size(rng), size(rng)))), size(rng)) for _ in range(12)]
    for moving, settled in drawn:
        inputs = {"moving": interval(moving), "settled": bits(settled)}
        out.append(case("Forward.new", inputs, lambda: black.forward(moving, settled), forward))
        for price in moving:
            exact = lambda: black.forward((price, price), ZERO)
            out.append(case("Forward.exact", {"price": bits(price)}, exact, forward))
        if moving[0] < 0 or settled < 0:
            continue
        for spot in (ONE, ZERO, d("0.82"), d("1.18"), Fraction(-1), Fraction(5)):

            def answer():
                ends = [end * spot for end in moving]
                return (fit(down(min(ends)) + settled), fit(up(max(ends)) + settled))

            inputs = {"forward": forward((moving, settled)), "spot": bits(spot)}
            out.append(case("Forward.shocked", inputs, answer, interval))
    return out


def contracts(rng):
    out = []
    for right in RIGHTS:
        for strike in (ZERO, ULP, d("1500"), MOST, -ULP):
            inputs = {"right": right, "strike": bits(strike)}
            out.append(case("Contract.new", inputs, lambda: black.contract(right, strike), contract))
            if strike < 0:
                continue
            option = (right, strike)
            for price in (ZERO, ULP, d("1499.5"), Fraction(1500), d("1600.25"), MOST, Fraction(-3), Fraction(-MOST - ULP)):
                inputs = {"contract": contract(option), "price": bits(price)}
                out.append(case("Contract.intrinsic", inputs, lambda: black.intrinsic(option, price)))
    return out


def places(rng):
    """(contract, forward, volatility, expiry): ordinary ones, edges, intervals."""
    days = {"seconds": 30 * 86_400, "rate": d("0.05")}
    pairs = [(d("1500"), d("1500")), (d("1800.5"), d("1500")), (d("1100"), d("1500")), (d("0.0007"), d("0.0009"))]
    pairs += [(d("95000"), d("120000")), (Fraction(1 << 60), Fraction((1 << 60) + 3)), (d("1500"), ULP), (ULP, d("1500"))]
    sigmas = [d("0.5"), d("0.05"), d("3.7")]
    out = []
    for right in RIGHTS:
        for price, strike in pairs:
            for sigma in sigmas:
                out.append(((right, strike), (price, price), (sigma, sigma), rng.choice(times(rng)[3:])))
        # No time, no volatility, more than any market has; nothing to deliver, nothing to pay.
        for price, strike, sigma, time in (
            (d("1500"), d("1400"), d("0.5"), {"seconds": 0}),
            (d("1300"), d("1400"), d("0.5"), {"seconds": 0, "discount": d("0.9")}),
            (d("1400"), d("1400"), d("0.5"), {"seconds": 0}),
            (d("1500"), d("1400"), ZERO, days),
            (d("1400"), d("1400"), ZERO, days),
            (d("1400"), d("1500"), ZERO, days),
            (d("1500"), d("1500"), ULP, days),
            (d("1500"), d("1500"), d("0.000000001"), {"seconds": 1}),
            (d("1500"), d("3"), Fraction(100), {"seconds": YEAR}),
            (d("3"), d("1500"), Fraction(500), {"seconds": YEAR, "rate": d("0.02")}),
            (d("1500"), d("1500"), down(MOST / 4), {"seconds": YEAR - 1}),
            (ZERO, d("1500"), d("0.5"), days),
            (d("1500"), ZERO, d("0.5"), days),
            (ZERO, ZERO, d("0.5"), days),
            (down(MOST / 4), down(MOST / 4), d("0.5"), {"seconds": YEAR}),
            (down(MOST / 4), d("2"), d("0.5"), {"seconds": YEAR, "rate": d("-0.5")}),
            (-ULP, d("1500"), d("0.5"), days),
            (d("1500"), d("1500"), -ULP, days),
            (d("1500"), d("1500"), d("0.5"), {"seconds": 100 * YEAR}),
        ):
            out.append(((right, strike), (price, price), (sigma, sigma), time))
        for _ in range(20):
            price, sigma, strike = size(rng) + ULP, abs(quantity(rng, 1)), size(rng)
            if rng.random() < 0.7:
                strike = down(price * d(str(rng.randrange(60, 160) / 100)))
            wide = up(price * d("1.003")), up(sigma * d("1.02"))
            ends = (price, wide[0]) if rng.random() < 0.4 else (price, price)
            volatility = (sigma, wide[1]) if rng.random() < 0.4 else (sigma, sigma)
            out.append(((right, strike), ends, volatility, rng.choice(times(rng))))
    return out


def place(option, prices, volatility, time):
    return {
        "contract": contract(option),
        "forward": interval(prices),
        "volatility": interval(volatility),
        "expiry": expiry(time),
    }


def values(rng):
    out = []
    for option, prices, volatility, time in places(rng):

        def answer():
            worth = black.value(option, prices, volatility, time)
            return inside(worth), steps(black.value_width(option, prices, volatility, time))

        out.append(real.bounded("Contract.value", place(option, prices, volatility, time), answer))
    return out


def greeks(rng):
    """At exact places; `theta` holds with the expiry's own rate, which a quoted discount only implies."""
    out = []
    for option, prices, volatility, time in places(rng):
        if prices[0] != prices[1] or volatility[0] != volatility[1] or ("discount" in time and time["seconds"]):
            continue
        if option[1] == MOST or max(volatility) > 1000:
            continue

        def answer():
            black.value(option, prices, volatility, time)
            if 0 < volatility[0] * Fraction(black.root(time)) < ULP:
                raise Failure("OutOfDomain")  # it may be none at all
            at = (option, real.real(prices[0]), real.real(volatility[0]), time)
            widths = black.greeks_width(*at)
            return (
                {name: inside(value) for name, value in black.greeks(*at).items()},
                {name: steps(value * real.real(ULP)) for name, value in widths.items()},
            )

        out.append(real.bounded("Contract.greeks", place(option, prices, volatility, time), answer))
    return out


def uncertain_greeks(rng):
    """What the Greeks are anywhere between the ends of forward and volatility lies inside. The formulas count
    an uncertain input once for each time they use it, so the interval is some times wider than that."""
    out = []
    for _ in range(16):
        price, sigma = d("1500"), d(str(rng.randrange(20, 120) / 100))
        prices = (price, up(price * d(rng.choice(("1.0001", "1.002")))))
        volatility = (sigma, rng.choice((sigma, up(sigma * d("1.01")))))
        option = (rng.choice(RIGHTS), d(str(rng.randrange(1200, 1900))))
        time = {"seconds": rng.randrange(5, 400) * 86_400, "rate": d("0.04")}

        def answer():
            steps_of = [Fraction(part, 6) for part in range(7)]
            between = lambda ends: [real.real(ends[0] + (ends[1] - ends[0]) * part) for part in steps_of]
            found = [black.greeks(option, p, v, time) for p in between(prices) for v in between(volatility)]
            exact, widths = {}, {}
            for name, own in black.greeks_width(option, *map(real.real, (prices[1], volatility[1])), time).items():
                values = [one[name] for one in found]
                exact[name] = inside((min(values), max(values)))
                # Relative to what is uncertain, and to how often it is used.
                loose = (prices[1] / prices[0] - 1 + volatility[1] / volatility[0] - 1) * 4
                widths[name] = steps(own * real.real(ULP) + max(map(abs, values)) * real.real(loose))
            widths["delta"] = steps(Fraction(int(widths["delta"])) * ULP + loose / 4)
            widths["theta"] = steps(Fraction(int(widths["theta"])) * ULP + loose * prices[1] / 4)
            return exact, widths

        out.append(real.bounded("Contract.greeks", place(option, prices, volatility, time), answer))
    return out


def implied(rng):
    """The last step at which the option is worth at most the price, by the high end of its value."""
    out = []

    def add(option, prices, price, time, step, answer):
        inputs = {
            "contract": contract(option),
            "forward": interval(prices),
            "price": bits(price),
            "expiry": expiry(time),
            "step": bits(step),
        }
        out.append(real.bounded("Contract.implied_volatility", inputs, answer))

    none = lambda reason: lambda: ({"reason": reason, "value": None}, "0")
    month = {"seconds": 30 * 86_400, "rate": d("0.05")}
    spot = (d("1510"), d("1510"))
    for right, strike in (("call", d("1500")), ("put", d("1520"))):
        option = (right, strike)
        add(option, spot, ZERO, month, ULP, none("already_past"))
        add(option, spot, Fraction(2000), month, ULP, none("never"))
        add(option, spot, d("30"), {"seconds": 0}, ULP, none("never"))
        add(option, spot, ONE, {"seconds": 0}, ULP, none("already_past"))
        for step in (ZERO, -ONE):
            add(option, spot, d("80"), month, step, lambda: raised("InvalidStep"))
        add(option, (-ONE, ONE), d("80"), month, ULP, lambda: raised("InvalidOption"))
        for _ in range(14):
            strike = down(spot[0] * d(str(rng.randrange(80, 125) / 100)))
            option, time = (right, strike), {"seconds": rng.randrange(2, 500) * 86_400, "rate": d("0.03")}
            sigma, step = abs(quantity(rng, 0)) + d("0.1"), rng.choice((ULP, d("0.0001"), d("0.01")))
            ends = spot if rng.random() < 0.6 else (spot[0], d("1513"))
            most = ends[1] if right == "call" else ends[0]
            worth = black.value(option, (most, most), (sigma, sigma), time)[1]
            price = down(Fraction(str(worth)))
            slack = black.value_width(option, ends, (sigma, sigma), time) + real.real(ULP)

            vega = black.greeks(option, real.real(most), real.real(sigma), time)["vega"]
            if slack > vega * real.real(d("0.001")):
                continue  # so far from its strike, the price says nothing of volatility
            at = lambda target: black.implied(option, real.real(most), target, time, real.real(64))
            upper, lower = at(real.real(price)), at(real.real(price) - slack)
            width = steps(upper - lower + real.real(step))
            exact = {"reason": "at", "value": real.below(upper)}
            add(option, ends, price, time, step, lambda: (exact, width))
    return out


def raised(name):
    raise Failure(name)


# --- positions -----------------------------------------------------------------------------------


def held(rng):
    worth = tuple(sorted((size(rng), size(rng))))
    strike = Fraction(rng.choice((1000, 1200, 1500, 1500, 2000)))
    return {"contract": (rng.choice(RIGHTS), strike), "quantity": quantity(rng, 8), "value": worth}


def positions(rng):
    out = []
    for _ in range(20):
        one, price = held(rng), size(rng)
        inputs = {"position": position(one), "price": bits(price)}
        worth = one["value"][1 if one["quantity"] < 0 else 0]
        out.append(case("Position.mark", {"position": position(one)}, lambda: down(one["quantity"] * worth)))
        paid = lambda: down(one["quantity"] * black.intrinsic(one["contract"], price))
        out.append(case("Position.payoff", inputs, paid))
    books = [[], [held(rng)]] + [[held(rng) for _ in range(rng.randrange(2, 9))] for _ in range(14)]
    books += [[dict(held(rng), quantity=-MOST - ULP)], [dict(held(rng), quantity=MOST), dict(held(rng), quantity=MOST)]]
    books += [[dict(held(rng), quantity=-MOST), dict(held(rng), quantity=-MOST)]]
    for book in books:
        inputs = {"positions": [*map(position, book)]}
        out.append(case("shorts", inputs, lambda: shorts(book)))
        out.append(case("gross", inputs, lambda: gross(book)))
        out.append(case("naked", inputs, lambda: naked(book)))
    return out


def total(terms):
    """In order, each sum in range."""
    found = ZERO
    for term in terms:
        found = fit(found + term())
    return found


def shorts(book):
    return total(lambda p=p: -p["quantity"] for p in book if p["quantity"] < 0)


def gross(book):
    return total(lambda p=p: fit(abs(p["quantity"])) for p in book)


def naked(book):
    strikes = list(dict.fromkeys(p["contract"][1] for p in book))
    nets = [lambda s=s: total(lambda p=p: p["quantity"] for p in book if p["contract"][1] == s) for s in strikes]
    return total(lambda n=n: max(-n(), ZERO) for n in nets)
