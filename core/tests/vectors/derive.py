"""Derive's three managers as their documentation states them.

The portfolios run in a lane: `GRID` rounds as the core does, `FREE` not at all, which says what is exact where
a discount has no exact value.
"""

from fractions import Fraction
from types import SimpleNamespace

import black
import grid
import real
from cases_option import gross, naked, shorts
from cases_shock import depeg, doubt
from grid import Failure, divide, down, fit, is_fraction, up

ZERO, ONE = Fraction(0), Fraction(1)
same = lambda value: value
GRID = SimpleNamespace(down=down, up=up, fit=fit)
FREE = SimpleNamespace(down=same, up=same, fit=same)


def not_negative(*numbers):
    if min(numbers) < 0:
        raise Failure("InvalidFactor")


# --- discounts and the basis ----------------------------------------------------------------------


def long_discount(base, rate):
    if not is_fraction(base):
        raise Failure("InvalidDiscount")
    not_negative(*rate)
    return {"base": base, "rate": rate}


def short_discount(base, rate):
    if base < 1:
        raise Failure("InvalidDiscount")
    not_negative(*rate)
    return {"base": base, "rate": rate}


def exponent(terms, time):
    """(r * multiple + addend) * years, of a rate that is at least zero; a decimal."""
    multiple, addend = map(real.real, terms["rate"])
    return (max(black.rate(time), real.ZERO) * multiple + addend) * black.years(time)


def long_at(terms, time):
    return real.real(terms["base"]) * real.exponential(-exponent(terms, time))


def short_at(terms, time):
    """At most what the expiry itself is discounted by."""
    return min(real.real(terms["base"]) * real.exponential(exponent(terms, time)), 1 / black.discount(time))


def discounts(lane, parameters, time):
    """On the grid only what has an exact value there: without a rate, and short by the quoted discount."""
    long, short = parameters["long"], parameters.get("short")
    if lane is FREE:
        return (Fraction(long_at(long, time)), Fraction(short_at(short, time)) if short else ONE)
    assert not any(long["rate"]) and not (short and any(short["rate"])) and "rate" not in time
    most = divide(ONE, time.get("discount", ONE), up)
    return (long["base"], min(short["base"], most) if short else ONE)


def apply(lane, pair, value):
    return lane.down(value * pair[1 if value < 0 else 0])


def make_basis(addend, multiple):
    not_negative(addend, multiple)
    return {"addend": addend, "multiple": multiple}


def basis_loss(basis, held, time):
    worst = min([ZERO, *held[1]])
    years = up(Fraction(time["seconds"], black.YEAR))
    return down(worst * fit(up(basis["multiple"] * years) + basis["addend"]))


# --- portfolios ------------------------------------------------------------------------------------


def charge(notional, rate):
    not_negative(rate)
    return up(fit(abs(notional)) * rate)


def charges(notional, rates):
    """At initial and maintenance; the first version has one rate for both."""
    return [charge(notional, rate) for rate in rates]


def both(rates):
    return rates if isinstance(rates, tuple) else (ZERO, rates)


class Portfolio:
    """Fed by the calls of a vector. `version` 1 scales the charges by its factor, 2 adds them."""

    def __init__(self, version, lane, parameters, scenarios):
        self.version, self.lane, self.parameters, self.grid = version, lane, parameters, scenarios
        self.mark, self.profits, self.basis = ZERO, [ZERO] * len(scenarios), ZERO
        self.charges = {name: [ZERO, ZERO] for name in ("perps", "options", "collateral")}
        self.doubts = ZERO

    def call(self, name, arguments):
        getattr(self, name)(**arguments)
        return self

    def gain(self, profits):
        if len(profits) != len(self.profits):
            raise Failure("InvalidScenario")
        self.profits = [self.lane.fit(a + b) for a, b in zip(self.profits, profits)]

    def charge(self, name, notional, rates):
        sums = self.charges[name]
        self.charges[name] = [fit(a + b) for a, b in zip(sums, charges(notional, both(rates)))]

    def doubt(self, confidence, notional):
        self.doubts = fit(self.doubts + doubt(self.parameters["confidence"], confidence, notional))

    def add_options(self, spot, options):
        mark, profits = options["scan"]
        if not len(profits) == len(self.profits) == len(self.grid):
            raise Failure("InvalidScenario")
        lane, pair = self.lane, discounts(self.lane, self.parameters, options["expiry"])
        changes = [lane.fit(apply(lane, pair, fit(mark + profit)) - mark) for profit in profits]
        if self.version == 2:
            turned = [change in ("linear", "absolute") for _, change, _ in self.grid]
            changes = [-abs(change) if turn else change for change, turn in zip(changes, turned)]
        self.gain(changes)
        self.mark = fit(self.mark + mark)
        self.basis = fit(self.basis + basis_loss(self.parameters["basis"], options["basis"], options["expiry"]))
        self.charge("options", up(naked(options["positions"]) * spot), self.parameters["option"])
        self.doubt(options["confidence"], up(gross(options["positions"]) * spot))

    def add_perp(self, spot, perp, size, profit, confidence):
        mark = fit(self.mark + profit)
        self.gain([down(size * each) for each in perp[1 if size < 0 else 0][1]])
        self.mark = mark
        notional = up(fit(abs(size)) * spot)
        self.charge("perps", notional, self.parameters["perp"])
        self.doubt(confidence, notional)

    def move(self, value):
        self.gain([down(value * fit(spot - 1)) for spot, _, _ in self.grid])

    def add_coins(self, spot, coin, quantity, confidence):
        if quantity < 0:
            raise Failure("InvalidQuantity")
        value = grid.mul_div(quantity, spot, coin, down)
        self.move(value)
        self.mark = fit(self.mark + value)
        notional = up(quantity * spot)
        self.charge("collateral", notional, self.parameters["coin"])
        self.doubt(confidence, notional)

    def add_collateral(self, value, haircut, confidence):
        if value < 0:
            raise Failure("InvalidQuantity")
        not_negative(*haircut)
        self.mark = fit(self.mark + value)
        self.charge("collateral", value, haircut)
        self.doubt(confidence, value)

    def add_underlying(self, value, haircut, confidence):
        self.move(value)
        self.add_collateral(value, haircut, confidence)

    def state(self):
        return {"scan": (self.mark, self.profits), "basis": self.basis}

    def worst(self):
        if not self.profits:
            raise Failure("InvalidScenario")
        weights = [weight if self.version == 2 else ONE for _, _, weight in self.grid]
        profits = [self.lane.down(profit * weight) for profit, weight in zip(self.profits, weights)]
        least = min(profits)
        return (least, {"scenario": profits.index(least)}) if least < self.basis else (self.basis, "basis")

    def margin(self, factor, initial, cash):
        loss, driver = self.worst()
        parts = {"loss": self.lane.down(loss * factor), "driver": driver}
        for name, sums in self.charges.items():
            if self.version == 1:
                parts[name] = -up(sums[1] * factor)
            else:
                parts[name] = fit(-sums[1] - sums[0]) if initial else -sums[1]
        doubts = -self.doubts if initial else ZERO
        return {**parts, "confidence": doubts, "mark": self.mark, "cash": cash}

    def initial(self, coin, cash):
        factor = self.parameters["factor"]
        factor = factor[0] if self.version == 2 else factor
        return self.margin(fit(factor + depeg(self.parameters["peg"], coin)), True, cash)

    def maintenance(self, cash):
        return self.margin(self.parameters["factor"][1] if self.version == 2 else ONE, False, cash)


def total(margin, names):
    found = ZERO
    for name in names:
        found = fit(found + margin[name])
    return found


# --- the standard manager -------------------------------------------------------------------------


PARTS = ("options", "perp", "profit", "coins", "confidence", "peg")


def validate(parameters):
    pairs = [*parameters["unpaired"], *parameters["perp"], *parameters["coin"]]
    names = ("most", "least", "call", "put", "put_mark", "offset")
    not_negative(*pairs, *(parameters[name] for name in names))
    if parameters["least"] > parameters["most"]:
        raise Failure("InvalidFactor")


def isolated(parameters, held, spot, level):
    """Of a written option: its mark, less what it must keep; below zero."""
    (right, strike), count = held["contract"], held["quantity"]
    if count >= 0:
        return ZERO
    mark = down(count * held["value"][1])
    times_spot = lambda rate: down(count * up(rate * spot))
    if right == "call":
        kept = fit(mark + times_spot(parameters["call"]))
    else:
        kept = fit(mark + min(times_spot(parameters["put"]), down(mark * parameters["put_mark"])))
    if level == "maintenance":
        return kept
    out = max(fit(strike - spot if right == "call" else spot - strike), ZERO)
    rate = max(fit(parameters["most"] - divide(out, spot, down)), parameters["least"])
    opened = fit(mark + times_spot(rate))
    return opened if right == "call" else min(opened, down(kept * parameters["offset"]))


def at(level, pair):
    return pair[0 if level == "initial" else 1]


def expiry(parameters, options, spot, level):
    book = options["positions"]
    each = sum((isolated(parameters, held, spot, level) for held in book), ZERO)
    paid = lambda price: sum((down(p["quantity"] * black.intrinsic(p["contract"], price)) for p in book), ZERO)
    least = min(ZERO, *(paid(price) for price in [ZERO, *(p["contract"][1] for p in book)]), ZERO)
    calls = sum((p["quantity"] for p in book if p["contract"][0] == "call"), ZERO)
    if calls < 0:
        least += down(calls * up(at(level, parameters["unpaired"]) * options["forward"]))
    return max(fit(each), fit(least))


def market(parameters, holdings, feeds, level):
    if holdings["coins"] < 0:
        raise Failure("InvalidQuantity")
    spot, size = feeds["spot"], fit(abs(holdings["perp"]))
    first = level == "initial"
    coins = down(down(holdings["coins"] * spot) * parameters["coin"][0])
    margin = {
        "perp": -charge(up(size * feeds["perp"]), at(level, parameters["perp"])),
        "profit": holdings["profit"],
        "coins": down(coins * parameters["coin"][1]) if first else coins,
        "confidence": ZERO,
        "peg": ZERO,
    }
    margin["options"] = sum((expiry(parameters, one, spot, level) for one in holdings["options"]), ZERO)
    doubts, exposed = ZERO, size
    of_options, of_perps, of_coins = parameters["confidence"]
    for one in holdings["options"]:
        written = shorts(one["positions"])
        sure = min(feeds["spot_confidence"], one["confidence"])
        doubts += doubt(of_options, sure, up(written * spot))
        exposed += written
    doubts += doubt(of_perps, min(feeds["spot_confidence"], feeds["perp_confidence"]), up(size * spot))
    doubts += doubt(of_coins, feeds["spot_confidence"], up(holdings["coins"] * spot))
    if first:
        margin["confidence"] = -fit(doubts)
        margin["peg"] = -charge(up(exposed * spot), depeg(parameters["peg"], feeds["coin"]))
    return {name: fit(margin[name]) for name in PARTS}


def mark(holdings, feeds):
    """What it is worth at its marks."""
    worth = holdings["profit"] + grid.mul_div(holdings["coins"], feeds["spot"], feeds["coin"], down)
    for one in holdings["options"]:
        for held in one["positions"]:
            worth += down(held["quantity"] * held["value"][1 if held["quantity"] < 0 else 0])
    return fit(worth)
