"""Vectors of `liquidation/`: how much is repaid, seized and closed, and why."""

from fractions import Fraction

import account
import encode
import liquidation
import model
import sizing
from cases_solver import vector
from encode import case, plain
from grid import LEAST, MOST, ULP, Failure, bits, down, up
from people import LADDER
from pick import d, fraction, quantity, u
from solver import NoVector

ONE, ZERO = Fraction(1), Fraction(0)
REASONS = [
    "target",
    "healthy",
    "debt_exhausted",
    "collateral_exhausted",
    "capped",
    "closed",
    "worsens",
    "dust",
    "nothing",
    "unknown",
]
STEPS = [d("0.000001"), d("0.01"), ONE, ULP, Fraction(1, 1 << 20)]
COIN, DOLLAR = (d("1800"), u("1804.5")), (ONE, ONE)


def reasons(_rng):
    return [case("Reason.name", {"number": i}, lambda: name, plain) for i, name in enumerate(REASONS)]


def asset(amount, bound, step, net=None):
    return {"amount": amount, "net": amount if net is None else net, "bound": bound, "step": step}


def bound(at, weight):
    """A haircut, and as much on top of a debt."""
    return model.apply((d(weight), 2 - d(weight)), at)


def account_of(parts):
    sums = account.health()
    for amount, at in parts:
        sums = account.add(sums, amount, at)
    return sums, encode.recipe(parts)


class Repayment:
    """An account that owes one asset and owns another, what else is in it, and terms."""

    def __init__(self, debt, collateral, exchange, most=MOST, others=()):
        self.debt, self.collateral, self.most = debt, collateral, most
        self.exchange = liquidation.exchange(*exchange)
        parts = [(side["net"], side["bound"]) for side in (debt, collateral)]
        self.sums, self.recipe = account_of(parts + list(others))

    def inputs(self):
        return {
            "debt": encode.asset(self.debt),
            "collateral": encode.asset(self.collateral),
            "exchange": encode.exchange(self.exchange),
        }

    def repay(self):
        return sizing.repay(self.sums, self.debt, self.collateral, self.exchange, self.most)

    def case(self, out):
        inputs = {"health": self.recipe, **self.inputs(), "most": bits(self.most)}
        vector(out, "repay", inputs, self.repay, encode.fields)


def dollars_for_ether(owed, owned, bonus="0.05", most=MOST, steps=(STEPS[0], STEPS[3]), others=()):
    debt = asset(d(owed) * -1, bound(DOLLAR, "0.95"), steps[0])
    collateral = asset(d(owned), bound(COIN, "0.8"), steps[1])
    return Repayment(debt, collateral, (ONE, d("1800"), d(bonus)), most, others)


def known_repayments():
    """One account for each branch."""
    fine, coarse = (ULP, ULP), (ONE, d("0.25"))
    lost = (ONE, model.UNKNOWN)
    stale = (-ONE, model.UNKNOWN)
    many = [
        dollars_for_ether("15000", "10"),
        dollars_for_ether("15000", "10", steps=fine),
        dollars_for_ether("15000", "10", steps=coarse),
        dollars_for_ether("15000.7", "10.3", steps=coarse),
        dollars_for_ether("13000", "10"),
        dollars_for_ether("15000", "10", others=[stale]),
        dollars_for_ether("15000", "10", others=[lost]),
        dollars_for_ether("15000", "10", most=d("1000")),
        dollars_for_ether("15000", "10", most=d("1000.0000005")),
        dollars_for_ether("15000", "10", most=d("0.5"), steps=coarse),
        dollars_for_ether("15000", "10", most=ZERO),
        dollars_for_ether("15000", "10", most=-ULP),
        dollars_for_ether("15000", "10", steps=(ZERO, ULP)),
        dollars_for_ether("15000", "10", steps=(ULP, -ONE)),
        # Collateral that does not last; a debt that is not enough; what the bonus makes worse.
        dollars_for_ether("20000", "10"),
        dollars_for_ether("20000.9", "10", steps=coarse),
        dollars_for_ether("17000", "10", bonus="0.3"),
        dollars_for_ether("100", "10", others=[(d("-20000"), (ONE, ONE))]),
        dollars_for_ether("100.25", "10", steps=coarse, others=[(d("-20000"), (ONE, ONE))]),
        dollars_for_ether("9000", "5", others=[(d("-9000"), (ONE, ONE))]),
        # Only the whole debt is enough, and it is off the grid.
        dollars_for_ether("100.5", "1", steps=coarse, others=[(d("-1379.9"), (ONE, ONE))]),
        dollars_for_ether("0", "10", others=[(d("-20000"), (ONE, ONE))]),
        dollars_for_ether("100", "0"),
        dollars_for_ether("15000", "10", others=[(d("-500"), (ONE, ONE)), (d("200"), (ONE, ONE))]),
    ]
    # A perp's profit or loss in the netting group: the net limits what is owed and owned.
    base = dollars_for_ether("15000", "10")
    for debt_net, collateral_net in [("-9000", "4"), ("-16000", "12"), ("50", "10"), ("-15000", "-3")]:
        debt = dict(base.debt, net=d(debt_net) if debt_net[0] != "-" else -d(debt_net[1:]))
        net = d(collateral_net) if collateral_net[0] != "-" else -d(collateral_net[1:])
        collateral = dict(base.collateral, net=net)
        terms = (ONE, d("1800"), d("0.05"))
        many.append(Repayment(debt, collateral, terms, others=[(d("-3000"), (ONE, ONE))]))
    # At the end of the range, and not in the account at all.
    largest = Repayment(asset(-MOST, DOLLAR, ULP), asset(ONE, DOLLAR, ULP), (ONE, ONE, ZERO))
    largest.debt = asset(LEAST, DOLLAR, ULP)
    many.append(largest)
    many.append(Repayment(asset(-ONE, (ULP, ULP), ULP), asset(ONE, (ZERO, ULP), ULP), (MOST, ULP, ZERO)))
    many.append(Repayment(asset(-ONE, (ULP, ULP), ULP), asset(ONE, (ZERO, ULP), ULP), (ULP, MOST, ZERO)))
    absent = dollars_for_ether("15000", "10")
    absent.sums, absent.recipe = account_of([(-ONE, DOLLAR)])
    unpriced = dollars_for_ether("15000", "10")
    unpriced.debt = dict(unpriced.debt, bound=model.UNKNOWN)
    return many + [absent, unpriced]


def some_repayment(rng):
    """A debt and a collateral of about the same worth, mostly a little unhealthy."""
    prices = [Fraction(rng.choice((1, 1, 25, 1800, 30000))) * rng.randrange(900, 1100) / 1000 for _ in "12"]
    sides = [(down(p), up(p * (1 + Fraction(rng.randrange(0, 20), 1000)))) for p in prices]
    weights = [(ONE, up(1 + fraction(rng) / 10)), (down(1 - fraction(rng) / 4), ONE)]
    bounds = [model.apply(pair, side) for pair, side in zip(weights, sides)]
    worth = Fraction(rng.randrange(100, 10**6), 10)
    need = Fraction(rng.randrange(800, 1005), 1000)
    steps = [rng.choice(STEPS), rng.choice((STEPS[3], STEPS[3], STEPS[0]))]
    debt = asset(-down(worth / bounds[0][1]), bounds[0], steps[0])
    collateral = asset(down(worth * need / max(ULP, bounds[1][0])), bounds[1], steps[1])
    most = rng.choice((MOST, MOST, down(-debt["amount"] * fraction(rng))))
    others = [] if rng.random() < 0.5 else [(quantity(rng, 10), (ONE, ONE))]
    terms = (sides[0][rng.randrange(2)], sides[1][rng.randrange(2)], down(fraction(rng) / 8))
    return Repayment(debt, collateral, terms, most, others)


def repayments(rng):
    out = []
    everybody = known_repayments() + [some_repayment(rng) for _ in range(45)]
    for one in everybody:
        one.case(out)
    swept = 0
    for one in everybody:
        try:
            done = one.repay()
            left = sizing.reach(one.debt, one.collateral, one.exchange, MOST)
        except (Failure, NoVector):
            continue
        debt_left, collateral_left = left[3] - done["repaid"], left[4] - done["seized"]
        healthy = done["reason"] in ("healthy", "unknown") and swept > 6
        if swept > 60 or healthy or min(debt_left, collateral_left) < 0:
            continue
        for dust in [
            (ZERO, ZERO),
            (debt_left, ZERO),
            (max(ZERO, debt_left - ULP), max(ZERO, collateral_left)),
        ]:
            inputs = {
                "seizure": encode.fields(done),
                **one.inputs(),
                "dust": [bits(part) for part in dust],
            }
            answer = lambda: sizing.sweep(done, one.debt, one.collateral, one.exchange, dust)
            out.append(case("sweep", inputs, answer, encode.fields))
            swept += 1
    seen = {one["out"]["reason"] for one in out if "out" in one}
    assert seen == set(REASONS) - {"closed"}, seen
    return out


# --- reduce ----------------------------------------------------------------------------------------


class Position:
    """A perp, the balance of what it settles in, and what else is in the account."""

    def __init__(self, perp, terms, balance, deal, most=MOST, others=(), weights=(ONE, ONE)):
        self.perp, self.terms, self.most = perp, terms, most
        self.deal = dict(zip(("price", "fee", "lot"), deal))
        at = model.apply(weights, DOLLAR)
        try:
            net = balance + model.value(perp, terms)
        except model.Failure:
            net = balance  # no price: health says so in another way
        self.settlement = asset(balance, at, ULP, net)
        self.sums, self.recipe = account_of([(net, at)] + list(others))

    def case(self, out):
        inputs = {
            "health": self.recipe,
            "settlement": encode.asset(self.settlement),
            "perp": encode.perp(self.perp),
            "terms": encode.terms(self.terms),
            "deal": encode.fields(self.deal),
            "most": bits(self.most),
        }
        answer = lambda: sizing.reduce(
            self.sums, self.settlement, self.perp, self.terms, self.deal, self.most
        )
        vector(out, "reduce", inputs, answer, encode.fields)


def ether(size, balance, fee="0.0005", lot=d("0.001"), price=d("1799.5"), rungs=(), **other):
    """A perp entered at 1800 with a margin of a tenth."""
    size = d(size) if size[0] != "-" else -d(size[1:])
    perp = model.perp(size, down(-size * 1800))
    pair = (ONE, ONE) if rungs else (d("0.9"), u("1.1"))
    terms = model.terms((d("1795.5"), u("1804.5")), pair, rungs)
    balance = d(balance) if balance[0] != "-" else -d(balance[1:])
    return Position(perp, terms, balance, (price, d(fee), lot), **other)


def known_positions():
    stale, lost = (-ONE, model.UNKNOWN), (ONE, model.UNKNOWN)
    steep = model.ladder([(ZERO, u("0.02")), (d("10000"), u("0.1")), (d("50000"), u("0.5"))])
    many = [
        ether("10", "1500"),
        ether("-10", "1500"),
        ether("10", "1500", lot=ULP),
        ether("-10", "1500", lot=ULP),
        ether("10", "1500", lot=ONE),
        ether("10.4", "200", lot=ONE),
        ether("10", "5000"),
        ether("10", "1500", most=d("1")),
        ether("10", "1500", most=d("0.0005")),
        ether("10", "1500", most=ZERO),
        ether("10", "1500", most=-ULP),
        ether("10", "1500", lot=ZERO),
        ether("10", "1500", price=ZERO),
        ether("10", "1500", price=-ONE),
        ether("10", "1500", fee="1"),
        ether("10", "1500", others=[stale]),
        ether("10", "1500", others=[lost]),
        ether("10", "-50"),
        ether("-10", "-50"),
        ether("10.0005", "-50"),
        ether("0", "-50"),
        ether("10", "1500", price=d("1500")),
        ether("-10", "1500", price=d("2100")),
        ether("30", "1500", rungs=steep),
        ether("-30", "1500", rungs=steep),
        ether("30", "1500", rungs=LADDER),
        ether("10", "1500", weights=(d("0.9"), u("1.1"))),
        ether("10", "1500", others=[(d("300"), (ONE, ONE))]),
        # The ladder frees less and less: a part is enough, and the whole is not.
        ether("60", "17000", rungs=steep, price=d("1450")),
        ether("-60", "17000", rungs=steep, price=d("2150")),
        ether("60", "9000", rungs=steep, price=d("1450")),
    ]
    for fee in (-ULP, ONE + ULP):
        one = ether("10", "1500")
        one.deal["fee"] = fee
        many.append(one)
    orders = ether("10", "1500")
    orders.perp = model.perp(Fraction(10), -Fraction(18000), ONE, Fraction(2))
    worth = model.value(orders.perp, orders.terms)
    many.append(Position(orders.perp, orders.terms, d("1500"), (d("1799.5"), ZERO, d("0.001"))))
    absent = ether("10", "1500")
    absent.sums, absent.recipe = account_of([(-ULP, DOLLAR)])
    many.append(absent)
    many.append(Position(model.perp(LEAST, ZERO), orders.terms, -ONE, (ONE, ZERO, ONE), weights=(ONE, ONE)))
    assert worth < 0
    return many


def some_position(rng):
    size = down(Fraction(rng.randrange(-50000, 50000), 1000))
    entry = d("1800") * rng.randrange(900, 1100) / 1000
    low = down(Fraction(rng.randrange(170000, 185000), 100))
    at = (low, up(low * Fraction(1003, 1000)))
    rungs = LADDER if rng.random() < 0.4 else []
    pair = (ONE, ONE) if rungs else (d("0.95"), u("1.05"))
    orders = (abs(size) / 8, abs(size) / 4) if rng.random() < 0.2 else (ZERO, ZERO)
    perp = model.perp(size, down(-size * entry), down(orders[0]), down(orders[1]))
    terms = model.terms(at, pair, rungs, d("0.95"))
    worth = model.value(perp, terms)
    room = abs(size) * low / rng.choice((20, 40, 200, 400))
    balance = down(-worth - room * Fraction(rng.randrange(1, 1200), 1000))
    deal = (rng.choice(at), rng.choice((ZERO, u("0.0005"), u("0.01"))), rng.choice(STEPS[1:]))
    most = rng.choice((MOST, MOST, down(abs(size) * fraction(rng))))
    return Position(perp, terms, balance, deal, most)


def reductions(rng):
    out = []
    for one in known_positions() + [some_position(rng) for _ in range(30)]:
        one.case(out)
    seen = {one["out"]["reason"] for one in out if "out" in one}
    expected = {"target", "healthy", "capped", "closed", "worsens", "nothing", "unknown"}
    assert seen == expected, seen
    return out
