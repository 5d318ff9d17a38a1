"""Vectors of the averages in `price/oracle`, the stable price, remote collateral and its limits."""

from decimal import Decimal
from fractions import Fraction

import oracle
import pick
import real
from cases_oracle import NOW, around, record
from encode import form, vector
from grid import MOST, ULP
from model import UNKNOWN
from pick import d, u

ZERO, ONE = Fraction(0), Fraction(1)


def calls(rng, count, gaps, spread=200):
    """A start and observations that walk, some of them within one second."""
    middle, at, made = Fraction(1800), NOW, []
    for _ in range(count + 1):
        made.append((around(rng, middle, spread), at))
        middle = made[-1][0][0]
        at += rng.choice(gaps)
    return made[0], made[1:]


def state(new, observations):
    return {"new": new, "observe": [{"price": pair, "at": at} for pair, at in observations]}


def last(stood):
    pair, at, _ = stood[-1]
    return {"price": pair, "at": at}


SERIES = ((0, (1,)), (1, (60,)), (2, (1, 12)), (4, (0, 0, 1)), (4, (0, 30, 3600)), (6, (1, 12, 86400)))
WRONG = [(UNKNOWN, NOW + 90), ((ONE, ONE), NOW - 1)]


def time_weighted(rng):
    out = []
    name = "time_weighted"
    pairs = [pick.price(rng), (ONE, ONE), (ULP, MOST), UNKNOWN, (ZERO, ONE)]

    def begin(pair, at):
        oracle.standing((pair, at), [], at)
        return {"last": {"price": pair, "at": at}, "sum": {"low": ZERO, "high": ZERO, "at": at}}

    for pair in pairs:
        vector(out, "TimeWeighted.new", {"price": pair, "at": NOW}, lambda: begin(pair, NOW))
    for count, gaps in SERIES:
        for _ in range(3):
            first, seen = calls(rng, count, gaps)
            end = ([first] + seen)[-1][1]
            made = state({"price": first[0], "at": first[1]}, seen)
            again = [(around(rng, Fraction(1800), 300), end + gap) for gap in (0, 1, 4000)]
            for pair, at in again + [(pair, at - NOW + end) for pair, at in WRONG]:

                def observed():
                    stood = oracle.standing(first, seen + [(pair, at)], at)
                    return {"last": last(stood), "sum": oracle.price_seconds(stood)}

                inputs = {name: made, "price": pair, "at": at}
                vector(out, "TimeWeighted.observe", inputs, observed)
            sum_at = lambda now: oracle.price_seconds(oracle.standing(first, seen, now))
            for now in (end, end + 1, end + 12345, end - 1):
                vector(out, "TimeWeighted.sum", {name: made, "now": now}, lambda: sum_at(now))
            for later, earlier in ((end + 60, end), (end + 7, end + 4), (end, end), (end, end + 1)):
                ends = {"sum": sum_at(later), "since": sum_at(earlier)}
                vector(out, "Sum.average", ends, lambda: oracle.average(ends["sum"], ends["since"]))
    most = state({"price": (MOST, MOST), "at": NOW}, [])
    for now in (NOW + 1, NOW + 2):
        answer = lambda: oracle.price_seconds(oracle.standing(((MOST, MOST), NOW), [], now))
        vector(out, "TimeWeighted.sum", {name: most, "now": now}, answer)
    zero = record("low high at", (ZERO, ZERO, NOW))
    for low, high in ((-ONE, ONE), (2 * ONE, ONE), (ZERO, ZERO), (ZERO, ULP), (ULP, ULP), (MOST, MOST)):
        ends = {"sum": record("low high at", (low, high, NOW + 7)), "since": zero}
        vector(out, "Sum.average", ends, lambda: oracle.average(ends["sum"], zero))
    return out


# --- the exponential average: only the core knows its bits -------------------------------------------


def smooth(span, stood):
    """The exact average of both ends, and how many steps of the grid the core's may be wider."""
    average, off = None, Decimal(0)
    for number, (pair, at, until) in enumerate(stood):
        if average is None:
            # The prices of the first second are the average until it is over.
            average = [real.real(end) for end in pair] if number == 0 else average
            continue
        weight = 1 - (Decimal(at - until) / span).exp()
        moves = [real.real(end) - old for end, old in zip(pair, average)]
        average = [old + move * weight for old, move in zip(average, moves)]
        off += sum((8 * abs(move) + 2 for move in moves), Decimal(0))
    return tuple(average), off


def averaged(span, first, seen, now):
    oracle.refuse("InvalidTime", span == 0)
    stood = oracle.standing(first, seen, now)
    pair, at, until = stood[0]
    if len(stood) > 1:
        # The first price is itself the average, and goes on standing until the next one.
        return stood, *smooth(span, stood)
    return stood, tuple(map(real.real, pair)), Decimal(0)


def exponential(rng):
    out = []
    name = "exponential"

    def begin(span, pair, at):
        stood, _, _ = averaged(span, (pair, at), [], at)
        return {"span": span, "last": last(stood), "average": pair}

    for span, pair in ((1, (ONE, ONE)), (3600, pick.price(rng)), (0, (ONE, ONE)), (60, UNKNOWN)):
        vector(
            out, "Exponential.new", {"span": span, "price": pair, "at": NOW}, lambda: begin(span, pair, NOW)
        )
    for span in (1, 60, 3600, 86400):
        for count, gaps in SERIES[: None if span == 3600 else 5]:
            first, seen = calls(rng, count, gaps)
            end = ([first] + seen)[-1][1]
            made = state({"span": span, "price": first[0], "at": first[1]}, seen)
            again = [(around(rng, Fraction(1800), 300), end + gap) for gap in (0, 1, 4000)]
            for pair, at in again + [(pair, at - NOW + end) for pair, at in WRONG]:

                def observed():
                    stood, exact, off = averaged(span, first, seen + [(pair, at)], at)
                    shown = {"span": span, "last": form(last(stood)), "average": real.inside(exact)}
                    return shown, {"span": "0", "last": "0", "average": str(int(off) + 1)}

                inputs = form({name: made, "price": pair, "at": at})
                out.append(real.bounded("Exponential.observe", inputs, observed))
            for now in (end, end + 1, end + span, end + 100 * span, end - 1):

                def asked():
                    _, exact, off = averaged(span, first, seen, now)
                    return real.inside(exact), str(int(off) + 1)

                out.append(real.bounded("Exponential.average", form({name: made, "now": now}), asked))
    return out


# --- the stable price ------------------------------------------------------------------------------

MANGO = (d("0.0003"), d("0.06"), 3600, 600)
PACES = [MANGO, (d("0.01"), d("0.5"), 60, 60), (ONE, ONE, 10, 2**40), (ZERO, ZERO, 1, 0), (ULP, ULP, 7, 5)]


def stable(rng):
    out = []
    names = "rate growth interval longest"
    for values in PACES + [(-ULP, ONE, 1, 1), (ONE, -ULP, 1, 1), (ONE, ONE, 0, 1)]:
        vector(out, "Pace.new", record(names, values), lambda: oracle.pace(*values))

    def shown(pace, room, start, at, seen, now):
        stood = oracle.standing(((start, start), at), seen, now)
        price, delays = oracle.follow(pace, room, start, stood)
        return {"last": last(stood), "delay": delays[0], "price": (price, price)}

    for room, start in ((24, d("1800")), (1, ONE), (3, ULP), (0, ONE), (24, ZERO), (24, -ONE)):
        new = {"pace": oracle.pace(*MANGO), "delays": room, "start": start, "at": NOW}
        vector(out, "Stable.new", new, lambda: begun(new))
    for values in PACES:
        pace = oracle.pace(*values)
        interval = values[2]
        for count, gaps in (
            (0, (1,)),
            (3, (1, 12, interval)),
            (5, (0, interval // 2 + 1, interval)),
            (4, (interval * 3, 30)),
            (6, (interval,)),
        ):
            room, start = rng.choice((1, 3, 24)), d("1790")
            _, seen = calls(rng, count, gaps, 1500)
            end = seen[-1][1] if seen else NOW
            new = {"pace": pace, "delays": room, "start": start, "at": NOW}
            made = state(new, seen)
            again = [
                (around(rng, Fraction(1800), 3000), end + gap)
                for gap in (0, 1, interval * 2 + 1, interval * 40)
            ]
            for pair, at in again + [(pair, at - NOW + end) for pair, at in WRONG]:
                inputs = {"stable": made, "price": pair, "at": at}
                answer = lambda: shown(pace, room, start, NOW, seen + [(pair, at)], at)
                vector(out, "Stable.observe", inputs, answer)
            for now in (end, end + 1, end + 600, end + 10**6, end - 1):
                answer = lambda: shown(pace, room, start, NOW, seen, now)["price"]
                vector(out, "Stable.price", {"stable": made, "now": now}, answer)
            vector(
                out,
                "Stable.delay",
                {"stable": made},
                lambda: shown(pace, room, start, NOW, seen, end)["delay"],
            )
    return out


def begun(new):
    oracle.follow(new["pace"], new["delays"], new["start"], [])
    start = (new["start"], new["start"])
    return {"last": {"price": start, "at": new["at"]}, "delay": new["start"], "price": start}


# --- collateral on another chain -------------------------------------------------------------------


def remotes(rng):
    out = []
    names = "deviations volatility period finality limit"
    kinds = [
        (Fraction(3), u("0.04"), 86400, 900, 3600),
        (d("2.33"), u("0.8"), 31_536_000, 64 * 12, 86400),
        (ZERO, ZERO, 1, 0, 0),
        (Fraction(5), u("0.1"), 3600, 7 * 86400, 2**50),
        (Fraction(1), Fraction(2), 60, 1, 600),
    ]
    for values in kinds + [(-ULP, ONE, 1, 1, 1), (ONE, -ULP, 1, 1, 1), (ONE, ONE, 0, 1, 1)]:
        vector(out, "Remote.new", record(names, values), lambda: oracle.remote(*values))
    quotas = [
        (Fraction(10**6), Fraction(10**5)),
        (Fraction(10**6), Fraction(3 * 10**6)),
        (ZERO, ONE),
        (ONE, ONE),
        (ZERO, ZERO),
    ]
    held = [[], quotas[:1], quotas[1:2], quotas[:3], quotas[3:]]
    for values in kinds:
        terms = oracle.remote(*values)
        for late in sorted({0, 1, 600, values[4], values[4] + 1, -1}):
            for pair in (pick.price(rng), rng.choice((UNKNOWN, (ONE, ONE), (ULP, ULP)))):
                limits = [oracle.quota(*q) for q in rng.choice(held)]
                attested, now = 2**51 - late, 2**51
                inputs = {"remote": terms, "price": pair, "attested": attested, "now": now, "quotas": limits}
                answer = lambda: oracle.brought(terms, pair, attested, now, limits)
                vector(out, "Remote.price", inputs, answer)
    terms = oracle.remote(MOST, Fraction(2), 1, 0, 1)
    inputs = {"remote": terms, "price": (ONE, ONE), "attested": 1, "now": 1, "quotas": []}
    vector(out, "Remote.price", inputs, lambda: oracle.brought(terms, (ONE, ONE), 1, 1, []))
    return out


def quotas(rng):
    out = []
    pairs = [
        (Fraction(10**6), Fraction(10**5)),
        (Fraction(10**6), Fraction(3 * 10**6)),
        (ONE, ONE + ULP),
        (ONE, ONE),
    ]
    pairs += [
        (ZERO, ZERO),
        (ZERO, ULP),
        (ULP, MOST),
        (MOST, ULP),
        (MOST, MOST),
        (MOST - ULP, MOST),
        (Fraction(3), Fraction(7)),
    ]
    pairs += [(abs(pick.quantity(rng)), abs(pick.quantity(rng))) for _ in range(8)]
    for limit, used in pairs + [(-ULP, ONE), (ONE, -ULP), (-ONE, -ONE)]:
        vector(out, "Quota.new", {"limit": limit, "used": used}, lambda: oracle.quota(limit, used))
    for pair in pairs:
        held = oracle.quota(*pair)
        for name in ("room", "share", "excess"):
            vector(out, f"Quota.{name}", {"quota": held}, lambda: getattr(oracle, name)(held))
    return out
