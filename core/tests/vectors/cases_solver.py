"""Vectors of the holdings, the solvers, and the errors."""

from fractions import Fraction

import account
import encode
import model
import solver
from encode import case, plain
from grid import MOST, ULP, Failure, bits, down, up
from pick import d, fraction, n, price, quantity, u, weights

ONE, ZERO = Fraction(1), Fraction(0)
STEPS = [d("0.01"), d("0.000001"), ONE, d("0.5"), Fraction(1, 1 << 20)]

ERRORS = [
    "Overflow", "DivisionByZero", "InvalidNumber", "InvalidDecimals", "InvalidPrice", "InvalidWeights",
    "InvalidTiers", "InvalidFraction", "InvalidQuantity", "InvalidStep", "WrongPositions", "UnknownMarket",
    "InvalidIndex", "UnknownPrice",
]


def errors(_rng):
    out = []
    for code, name in enumerate(ERRORS, 1):
        out.append(case("Error.code", {"error": name}, lambda: code, plain))
        out.append(case("Error.name", {"code": code}, lambda: name, plain))
        out.append(case("Error.from_code", {"code": code}, lambda: name, plain))
    for code in (0, len(ERRORS) + 1, 255):
        out.append(case("Error.from_code", {"code": code}, lambda: None, plain))
    return out


def names(kind, every):
    """The stable names of statuses or verdicts, by their number."""
    return [case(kind, {"number": i}, lambda: name, plain) for i, name in enumerate(every)]


def statuses(_rng):
    return names("Status.name", ["healthy", "restricted", "liquidatable", "insolvent", "unknown"])


def verdicts(_rng):
    return names("Verdict.name", ["healthy", "unhealthy", "unknown"])


# --- accounts that look like somebody's: a dollar, two coins, two perps -----------------------------

DOLLAR, ETHER, BITCOIN = 0, 1, 2


def holding(balance, at, pair, index, legs=()):
    return {"balance": balance, "price": at, "weights": pair, "index": index, "legs": list(legs)}


def leg(position, under, index):
    return {"perp": position, "terms": under, "index": index}


def around(middle, rng):
    """An interval of up to one per cent around a price."""
    half = middle * Fraction(rng.randrange(0, 100), 10**4)
    return (down(middle - half), up(middle + half))


LADDER = model.ladder([(ZERO, u("0.004")), (Fraction(50000), u("0.005")), (Fraction(600000), u("0.0065")), (Fraction(3000000), u("0.01"))])


def somebody(rng):
    """A funded account: balances may be negative, perps settle in the dollar."""
    ether, bitcoin = d("1800"), d("30000")
    prices = [around(ether, rng), around(bitcoin, rng)]
    sizes = [down(Fraction(rng.randrange(-40000, 40000), 1000)), down(Fraction(rng.randrange(-3000, 3000), 1000))]
    legs = []
    for index, size in zip((ETHER, BITCOIN), sizes):
        if rng.random() < 0.7:
            at = prices[index - 1]
            rungs = LADDER if rng.random() < 0.6 else []
            pair = (ONE, ONE) if rungs else (d("0.95"), u("1.05"))
            orders = (abs(size) / 4, abs(size) / 8) if rng.random() < 0.3 else (ZERO, ZERO)
            quote = down(-size * at[0])
            position = model.perp(size, quote, down(orders[0]), down(orders[1]))
            legs.append(leg(position, model.terms(at, pair, rungs, d("0.95")), index))
    coins = (d("0.8"), u("1.2"))
    return [
        holding(down(Fraction(rng.randrange(-20000, 90000))), (ONE, ONE), (ONE, u("1.05")), DOLLAR, legs),
        holding(down(Fraction(rng.randrange(-9000, 20000), 1000)), prices[0], coins, ETHER),
        holding(down(Fraction(rng.randrange(-900, 1500), 1000)), prices[1], coins, BITCOIN),
    ]


def hedged(rng):
    """Coins against a short of nearly the same size: unhealthy when the price falls and when it rises."""
    at = around(d("1800"), rng)
    size = down(Fraction(rng.randrange(7700, 8300), 1000))
    perp = model.perp(-size, down(size * at[0]))
    under = model.terms(at, (d("0.95"), u("1.05")), LADDER, d("0.9"))
    loan = down(-Fraction(rng.randrange(11500, 12700)))
    return [
        holding(loan, (ONE, ONE), (d("0.9"), u("1.05")), DOLLAR, [leg(perp, under, ETHER)]),
        holding(Fraction(10), at, (d("0.8"), u("1.2")), ETHER),
    ]


def accounts(rng, count):
    """Every third one is hedged."""
    return [hedged(rng) if i % 3 == 2 else somebody(rng) for i in range(count)]


def vector(out, *arguments):
    """Appends the case, unless its answer is not determined by the documentation."""
    try:
        out.append(case(*arguments))
    except solver.NoVector:
        pass


def special():
    """Accounts at the edges: nobody, stale, a perp on the asset that it settles in."""
    dollar = holding(Fraction(1000), (ONE, ONE), (ONE, ONE), DOLLAR)
    ether = holding(ONE, (d("1800"), d("1800")), (d("0.8"), u("1.2")), ETHER)
    stale = dict(ether, price=model.UNKNOWN)
    unpriced = model.terms(model.UNKNOWN, (d("0.9"), u("1.1")))
    under = model.terms((d("1800"), d("1800")), (d("0.9"), u("1.1")))
    perp = model.perp(ONE, d("-1800"))
    return {
        "nobody": [],
        "rich": [dollar, ether],
        "stale collateral": [dollar, stale],
        "stale debt": [dollar, dict(stale, balance=-ONE)],
        "stale collateral needed": [dict(dollar, balance=Fraction(-1)), stale],
        "stale perp": [dict(dollar, legs=[leg(perp, unpriced, ETHER)])],
        "wrong index": [dict(ether, legs=[leg(perp, under, ETHER)])],
        "broke": [dict(dollar, balance=Fraction(-1)), dict(ether, balance=ZERO)],
        "empty": [dict(dollar, balance=ZERO), dict(ether, balance=ZERO)],
        "flat perp": [dict(dollar, legs=[leg(model.perp(ZERO, ZERO), under, ETHER)])],
        "short broke": [dict(dollar, balance=Fraction(3000), legs=[leg(model.perp(Fraction(-10), Fraction(16000)), under, ETHER)])],
        "largest": [dict(dollar, balance=MOST), ether],
    }


def holdings(rng):
    out = []
    everybody = accounts(rng, 20) + list(special().values())
    for some in everybody:
        inputs = {"holdings": encode.holdings(some)}
        out.append(case("evaluate", inputs, lambda: account.evaluate(some), encode.health))
        for one in some[:2]:
            inputs = {"holding": encode.holding(one)}
            out.append(case("Holding.health", inputs, lambda: account.group_health(one), encode.health))
            for index in (DOLLAR, ETHER, 9):
                full = dict(inputs, index=index)
                out.append(case("Holding.is_exposed_to", full, lambda: account.is_exposed_to(one, index), plain))
    return out


def limits(rng):
    out = []
    fees = [ZERO, u("0.001"), u("0.0005"), ONE]
    everybody = [(some, True) for some in accounts(rng, 36)] + [(some, False) for some in special().values()]
    for some, random in everybody:
        for asset in (0, 1) if random else (0, 1, 2):
            fee, step = rng.choice(fees), rng.choice(STEPS)
            inputs = {"holdings": encode.holdings(some), "asset": asset, "fee": bits(fee), "step": bits(step)}
            vector(out, "withdrawal", inputs, lambda: solver.withdrawal(some, asset, fee, step), encode.limit)
            vector(out, "borrow", inputs, lambda: solver.borrow(some, asset, fee, step), encode.limit)
        for side in ("buy", "sell"):
            which = rng.randrange(2) if random else 0
            fee, step = rng.choice(fees[:3]), rng.choice(STEPS)
            at = d("1800") if which == 0 else d("30000")
            inputs = {"holdings": encode.holdings(some), "asset": 0, "leg": which, "side": side, "price": bits(at), "fee": bits(fee), "step": bits(step)}
            vector(out, "position", inputs, lambda: solver.position(some, 0, which, side, at, fee, step), encode.limit)
    rich = special()["flat perp"]
    for fee, step in ((-ULP, ONE), (ONE + ULP, ONE), (ZERO, ZERO), (ZERO, -ONE)):
        inputs = {"holdings": encode.holdings(rich), "asset": 0, "fee": bits(fee), "step": bits(step)}
        out.append(case("withdrawal", inputs, lambda: solver.withdrawal(rich, 0, fee, step), encode.limit))
        out.append(case("borrow", inputs, lambda: solver.borrow(rich, 0, fee, step), encode.limit))
        inputs = dict(inputs, leg=0, side="buy", price=bits(ONE))
        out.append(case("position", inputs, lambda: solver.position(rich, 0, 0, "buy", ONE, fee, step), encode.limit))
    for at in (ZERO, -ONE):
        inputs = {"holdings": encode.holdings(rich), "asset": 0, "leg": 0, "side": "sell", "price": bits(at), "fee": "0", "step": bits(ONE)}
        out.append(case("position", inputs, lambda: solver.position(rich, 0, 0, "sell", at, ZERO, ONE), encode.limit))
    return out


def thresholds(rng):
    out = []
    everybody = [(some, (ETHER, BITCOIN)) for some in accounts(rng, 50)]
    everybody += [(some, (DOLLAR, ETHER, BITCOIN)) for some in special().values()]
    for some, indices in everybody:
        for index in indices:
            own = [h["price"] for h in some if h["index"] == index]
            at = own[0] if own else (d("1800"), d("1800"))
            step = rng.choice(STEPS[:2] + STEPS[-1:])
            inputs = {"holdings": encode.holdings(some), "index": index, "price": encode.price(at), "step": bits(step)}
            vector(out, "threshold", inputs, lambda: solver.threshold(some, index, at, step), encode.threshold)
            middle = model.mid(at)
            for where in (middle, down(middle * Fraction(rng.randrange(1, 300), 100)), ULP):
                if where and rng.random() < 0.5:
                    full = {"holdings": encode.holdings(some), "index": index, "price": encode.price(at), "at": bits(where)}
                    out.append(case("check_at", full, lambda: solver.check_at(some, index, at, where), encode.health))
    rich = special()["rich"]
    short = [dict(rich[0], balance=Fraction(5000)), dict(rich[1], balance=-ONE)]
    for step in (ZERO, -ONE, Fraction(10000)):
        inputs = {"holdings": encode.holdings(short), "index": ETHER, "price": encode.price((ONE, ONE)), "step": bits(step)}
        vector(out, "threshold", inputs, lambda: solver.threshold(short, ETHER, (ONE, ONE), step), encode.threshold)
    for where in (ZERO, -ONE, MOST):
        inputs = {"holdings": encode.holdings(rich), "index": ETHER, "price": encode.price((ONE, ONE)), "at": bits(where)}
        out.append(case("check_at", inputs, lambda: solver.check_at(rich, ETHER, (ONE, ONE), where), encode.health))
    return out


def searches(rng):
    """Checks that are the least of several straight lines, each product rounded down."""
    out = []
    lines_of = {
        "falls": [(Fraction(1000), Fraction(-3))],
        "two": [(Fraction(10), Fraction(2)), (Fraction(500), d("-0.7"))],
        "rises": [(Fraction(1), Fraction(1))],
        "flat": [(Fraction(5), ZERO)],
        "negative": [(Fraction(-5), ZERO)],
        "touches": [(ZERO, Fraction(-1))],
        "far": [(MOST / (1 << 20), d("-1.5"))],
        "three": [(Fraction(700), Fraction(1)), (Fraction(900), Fraction(-1)), (Fraction(1500), Fraction(-3))],
    }
    for _ in range(8):
        lines = [(abs(quantity(rng, 12)) + 1, down(-fraction(rng) * rng.randrange(1, 5) - ULP)) for _ in range(rng.randrange(1, 4))]
        lines_of[len(lines_of)] = lines
    for lines in lines_of.values():
        lines = [(down(c), m) for c, m in lines]

        def check(x):
            return min(down(c + down(m * x)) for c, m in lines)

        encoded = [{"constant": bits(c), "slope": bits(m)} for c, m in lines]
        for step in (d("0.01"), ONE, Fraction(1, 1 << 30), ULP):
            for start, end in ((ZERO, Fraction(10**6)), (Fraction(100), ONE), (d("3.3"), d("3.3")), (ZERO, Fraction(7))):
                if rng.random() < 0.6:
                    inputs = {"lines": encoded, "start": bits(start), "end": bits(end), "step": bits(step)}
                    vector(out, "search_to", inputs, lambda: solver.search_to(start, end, step, check), encode.limit)
            for start in (ZERO, d("3.3")):
                reach = rng.choice((ZERO, ONE, Fraction(10**5)))
                inputs = {"lines": encoded, "start": bits(start), "reach": bits(reach), "step": bits(step)}
                vector(out, "search_up", inputs, lambda: solver.search_up(start, step, check), encode.limit)
    for step in (ZERO, -ONE):
        inputs = {"lines": [], "start": "0", "end": bits(ONE), "step": bits(step)}
        flat = lambda x: ONE
        inputs["lines"] = [{"constant": bits(ONE), "slope": "0"}]
        out.append(case("search_to", inputs, lambda: solver.search_to(ZERO, ONE, step, flat), encode.limit))
        inputs = {"lines": inputs["lines"], "start": "0", "reach": bits(ONE), "step": bits(step)}
        out.append(case("search_up", inputs, lambda: solver.search_up(ZERO, step, flat), encode.limit))
    return out
