"""Vectors of the holdings, the solvers, and the errors."""

from fractions import Fraction

import account
import encode
import model
import solver
from encode import case, plain
from grid import MOST, ULP, bits, down
from people import BITCOIN, DOLLAR, ETHER, accounts, special
from pick import d, fraction, quantity, u

ONE, ZERO = Fraction(1), Fraction(0)
STEPS = [d("0.01"), d("0.000001"), ONE, d("0.5"), Fraction(1, 1 << 20)]

ERRORS = [
    "Overflow",
    "DivisionByZero",
    "InvalidNumber",
    "InvalidDecimals",
    "InvalidPrice",
    "InvalidWeights",
    "InvalidTiers",
    "InvalidFraction",
    "InvalidQuantity",
    "InvalidStep",
    "WrongPositions",
    "UnknownMarket",
    "InvalidIndex",
    "UnknownPrice",
    "InvalidRamp",
    "AboveCapacity",
    "OutOfDomain",
    "InvalidInterval",
    "InvalidScenario",
    "InvalidDiscount",
    "InvalidFactor",
    "InvalidOption",
    "InvalidTime",
    "InvalidLength",
    "InvalidPool",
    "InvalidParameters",
    "OutOfBounds",
    "StepTooLarge",
    "TooSoon",
    "WrongVersion",
    "NotAdmitted",
    "InvalidOrder",
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


def vector(out, *arguments):
    """Appends the case, unless its answer is not determined by the documentation."""
    try:
        out.append(case(*arguments))
    except solver.NoVector:
        pass


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
                out.append(
                    case("Holding.is_exposed_to", full, lambda: account.is_exposed_to(one, index), plain)
                )
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
            inputs = {
                "holdings": encode.holdings(some),
                "asset": 0,
                "leg": which,
                "side": side,
                "price": bits(at),
                "fee": bits(fee),
                "step": bits(step),
            }
            vector(
                out,
                "position",
                inputs,
                lambda: solver.position(some, 0, which, side, at, fee, step),
                encode.limit,
            )
    rich = special()["flat perp"]
    for fee, step in ((-ULP, ONE), (ONE + ULP, ONE), (ZERO, ZERO), (ZERO, -ONE)):
        inputs = {"holdings": encode.holdings(rich), "asset": 0, "fee": bits(fee), "step": bits(step)}
        out.append(case("withdrawal", inputs, lambda: solver.withdrawal(rich, 0, fee, step), encode.limit))
        out.append(case("borrow", inputs, lambda: solver.borrow(rich, 0, fee, step), encode.limit))
        inputs = dict(inputs, leg=0, side="buy", price=bits(ONE))
        out.append(
            case("position", inputs, lambda: solver.position(rich, 0, 0, "buy", ONE, fee, step), encode.limit)
        )
    for at in (ZERO, -ONE):
        inputs = {
            "holdings": encode.holdings(rich),
            "asset": 0,
            "leg": 0,
            "side": "sell",
            "price": bits(at),
            "fee": "0",
            "step": bits(ONE),
        }
        out.append(
            case("position", inputs, lambda: solver.position(rich, 0, 0, "sell", at, ZERO, ONE), encode.limit)
        )
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
            inputs = {
                "holdings": encode.holdings(some),
                "index": index,
                "price": encode.price(at),
                "step": bits(step),
            }
            vector(
                out, "threshold", inputs, lambda: solver.threshold(some, index, at, step), encode.threshold
            )
            middle = model.mid(at)
            for where in (middle, down(middle * Fraction(rng.randrange(1, 300), 100)), ULP):
                if where and rng.random() < 0.5:
                    full = {
                        "holdings": encode.holdings(some),
                        "index": index,
                        "price": encode.price(at),
                        "at": bits(where),
                    }
                    out.append(
                        case("check_at", full, lambda: solver.check_at(some, index, at, where), encode.health)
                    )
    rich = special()["rich"]
    short = [dict(rich[0], balance=Fraction(5000)), dict(rich[1], balance=-ONE)]
    for step in (ZERO, -ONE, Fraction(10000)):
        inputs = {
            "holdings": encode.holdings(short),
            "index": ETHER,
            "price": encode.price((ONE, ONE)),
            "step": bits(step),
        }
        vector(
            out,
            "threshold",
            inputs,
            lambda: solver.threshold(short, ETHER, (ONE, ONE), step),
            encode.threshold,
        )
    for where in (ZERO, -ONE, MOST):
        inputs = {
            "holdings": encode.holdings(rich),
            "index": ETHER,
            "price": encode.price((ONE, ONE)),
            "at": bits(where),
        }
        out.append(
            case("check_at", inputs, lambda: solver.check_at(rich, ETHER, (ONE, ONE), where), encode.health)
        )
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
        "three": [
            (Fraction(700), Fraction(1)),
            (Fraction(900), Fraction(-1)),
            (Fraction(1500), Fraction(-3)),
        ],
    }
    for _ in range(8):
        lines = [
            (abs(quantity(rng, 12)) + 1, down(-fraction(rng) * rng.randrange(1, 5) - ULP))
            for _ in range(rng.randrange(1, 4))
        ]
        lines_of[len(lines_of)] = lines
    for lines in lines_of.values():
        lines = [(down(c), m) for c, m in lines]

        def check(x):
            return min(down(c + down(m * x)) for c, m in lines)

        encoded = [{"constant": bits(c), "slope": bits(m)} for c, m in lines]
        for step in (d("0.01"), ONE, Fraction(1, 1 << 30), ULP):
            for start, end in (
                (ZERO, Fraction(10**6)),
                (Fraction(100), ONE),
                (d("3.3"), d("3.3")),
                (ZERO, Fraction(7)),
            ):
                if rng.random() < 0.6:
                    inputs = {"lines": encoded, "start": bits(start), "end": bits(end), "step": bits(step)}
                    vector(
                        out,
                        "search_to",
                        inputs,
                        lambda: solver.search_to(start, end, step, check),
                        encode.limit,
                    )
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


def crossings(rng):
    """Prices at which an account fails that recovers behind: the greatest over lists of the least of lines."""
    out = []

    def add(checks, start, ends, parts, step):
        evaluate = lambda x: max(min(model.fit(c + down(s * x)) for c, s in lines) for lines in checks)
        inputs = {
            "checks": [[{"constant": bits(c), "slope": bits(s)} for c, s in lines] for lines in checks],
            "start": bits(start),
            "range": [bits(end) for end in ends],
            "parts": parts,
            "step": bits(step),
        }
        answer = lambda: solver.crossing(start, ends, parts, step, evaluate)
        vector(out, "crossing", inputs, answer, encode.crossing)

    # A peak between 80 and 120, and a second one from 150 on.
    peaks = [[(Fraction(-80), ONE), (Fraction(120), -ONE)], [(Fraction(-150), ONE)]]
    near, far, cent = (Fraction(50), Fraction(200)), (Fraction(1), Fraction(10**6)), d("0.01")
    for start in map(Fraction, (100, 80, 120, 79, 130, 151, 50, 200)):
        for parts in (1, 3, 40):
            add(peaks, start, near, parts, cent)
    add(peaks, Fraction(100), far, 1000, cent)
    add(peaks, Fraction(100), (Fraction(100), Fraction(100)), 5, cent)
    add(peaks, Fraction(100), (Fraction(90), Fraction(110)), 5, ONE)
    add(peaks, d("100.005"), (d("99.999"), d("100.011")), 4, cent)
    add(peaks, Fraction(100), near, 0, cent)
    add(peaks, Fraction(100), near, 4, ZERO)
    add(peaks, Fraction(100), near, 4, -ONE)
    add(peaks, Fraction(40), near, 4, cent)
    add(peaks, Fraction(201), near, 4, cent)
    add(peaks, Fraction(100), near[::-1], 4, cent)
    add([[(MOST, ONE)]], Fraction(100), near, 4, cent)
    add([[(ZERO, ZERO)]], Fraction(100), near, 4, cent)
    for _ in range(40):
        lines = lambda: [(quantity(rng, 12), quantity(rng, 4)) for _ in range(rng.randrange(1, 4))]
        checks = [lines() for _ in range(rng.randrange(1, 4))]
        start = abs(quantity(rng, 8))
        ends = (down(start / 2), down(start * rng.randrange(2, 9)))
        add(checks, start, ends, rng.randrange(1, 60), rng.choice(STEPS))
    return out
