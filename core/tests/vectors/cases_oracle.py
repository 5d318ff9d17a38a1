"""Vectors of `price/oracle` and of `Price::widen`."""

from fractions import Fraction

import oracle
import pick
from encode import vector
from grid import MOST, ULP, down, up
from model import UNKNOWN
from pick import d, u

ZERO, ONE = Fraction(0), Fraction(1)
NOW = 1_700_000_000


def record(names, values):
    return dict(zip(names.split(), values))


def widenings(rng):
    out = []
    pairs = [pick.price(rng) for _ in range(8)] + [
        UNKNOWN,
        (ULP, ULP),
        (ULP, MOST),
        (ZERO, ONE),
        (d("1795.5"), u("1804.5")),
    ]
    for pair in pairs:
        for fraction in (ZERO, ULP, u("0.01"), ONE, Fraction(2), -ULP, pick.fraction(rng)):
            inputs = {"price": pair, "fraction": fraction}
            vector(out, "Price.widen", inputs, lambda: oracle.widen(pair, fraction))
    return out


# --- readings ------------------------------------------------------------------------------------

READINGS = [
    (d("1800"), u("1.2"), NOW),
    (d("64123.45"), u("32.5"), NOW - 3),
    (d("0.00001234"), u("0.00000002"), NOW),
    (ONE, ZERO, NOW - 61),
    (d("1.0002"), u("0.0004"), NOW + 2),
    (d("35.5"), u("2"), NOW - 30),
    (d("35.5"), u("9"), NOW - 10),
    (ULP, ULP, 0),
]
# Multiple, cap, limit: Pyth's and Switchboard's deviations with marginfi's caps, a wide one, none.
TERMS = [
    (d("2.12"), d("0.05"), d("0.1")),
    (d("1.96"), d("0.05"), d("0.1")),
    (ONE, ONE, Fraction(2)),
    (ZERO, ZERO, ZERO),
    (Fraction(4), d("0.001"), Fraction(3)),
]
# Fresh, limit, ahead, rate.
AGES = [
    (10, 60, 2, u("0.0001")),
    (0, 300, 0, u("0.00002")),
    (60, 60, 5, ONE),
    (0, 0, 0, ZERO),
    (5, 2**52, 60, u("0.1")),
]


def readings(rng):
    out = []
    bad = [(ZERO, ZERO, NOW), (-ULP, ZERO, NOW), (ONE, -ULP, NOW)]
    for price, stated, at in READINGS + bad + [(MOST, MOST, 0)]:
        inputs = record("price confidence at", (price, stated, at))
        vector(out, "Reading.new", inputs, lambda: oracle.reading(price, stated, at))
    for terms in TERMS:
        for age in AGES:
            feed = {"confidence": oracle.confidence(*terms), "age": oracle.age(*age)}
            for read in rng.sample(READINGS, 3):
                inputs = {"feed": feed, "reading": oracle.reading(*read), "now": NOW}
                vector(out, "Feed.price", inputs, lambda: oracle.published(feed, inputs["reading"], NOW))
    return out


def confidences(rng):
    out = []
    bad = [
        (-ULP, ZERO, ONE),
        (ONE, -ULP, ONE),
        (ONE, ONE + ULP, ONE),
        (ONE, ZERO, -ULP),
        (-ONE, -ONE, -ONE),
    ]
    for values in TERMS + bad:
        vector(
            out, "Confidence.new", record("multiple cap limit", values), lambda: oracle.confidence(*values)
        )
    drawn = [(pick.price(rng)[0], abs(pick.quantity(rng, 4))) for _ in range(6)]
    edges = [(ZERO, ONE), (-ONE, ZERO), (ONE, -ULP), (MOST, ZERO), (MOST, ULP), (ONE, MOST), (ULP, ZERO)]
    # At the limit and a step beyond it.
    limits = [(Fraction(1000), Fraction(50)), (Fraction(1000), Fraction(2000)), (Fraction(1000), 2000 + ULP)]
    for values in TERMS:
        terms = oracle.confidence(*values)
        for price, stated in [r[:2] for r in READINGS] + drawn + edges + limits:
            inputs = {"terms": terms, "price": price, "confidence": stated}
            vector(out, "Confidence.price", inputs, lambda: oracle.sure(terms, price, stated))
    return out


def ages(rng):
    out = []
    for values in AGES + [(61, 60, 0, ZERO), (0, 60, 0, -ULP), (1, 0, 0, -ULP)]:
        vector(out, "Age.new", record("fresh limit ahead rate", values), lambda: oracle.age(*values))
    for values in AGES:
        terms = oracle.age(*values)
        fresh, limit, ahead, _ = values
        seconds = {0, 1, fresh, fresh + 1, min(limit, 900), min(limit, 900) + 1, -ahead, -ahead - 1}
        for late in sorted(seconds):
            inputs = {"age": terms, "at": NOW - late, "now": NOW}
            vector(out, "Age.since", inputs, lambda: oracle.since(terms, NOW - late, NOW))
            for pair in (pick.price(rng), rng.choice((UNKNOWN, (ONE, ONE), (d("1795.5"), u("1804.5"))))):
                inputs = {"age": terms, "price": pair, "at": NOW - late, "now": NOW}
                vector(out, "Age.price", inputs, lambda: oracle.aged(terms, pair, NOW - late, NOW))
    terms = oracle.age(0, 2**52, 0, MOST)
    inputs = {"age": terms, "price": (ONE, ONE), "at": NOW - 2, "now": NOW}
    vector(out, "Age.price", inputs, lambda: oracle.aged(terms, (ONE, ONE), NOW - 2, NOW))
    return out


def around(rng, middle, spread):
    """A price near another."""
    low = down(middle * (1 + Fraction(rng.randrange(-spread, spread + 1), 10**4)))
    return (low, up(low * (1 + Fraction(rng.randrange(0, 40), 10**4))))


def many_sources(rng):
    out = []
    ether = lambda spread: around(rng, Fraction(1800), spread)
    sets = [[], [UNKNOWN], [UNKNOWN, UNKNOWN], [ether(10)], [ether(10), UNKNOWN], [(ONE, ONE), (ONE, ONE)]]
    sets += [[ether(30) for _ in range(count)] for count in (2, 3, 4, 5, 7)]
    sets += [[ether(300) for _ in range(count)] for count in (2, 3, 4, 5)]
    # One liar, high or low, wide or narrow; half of them; stale ones between.
    sets += [
        [ether(10), ether(10), (Fraction(9000), Fraction(9001))],
        [ether(10), (ULP, ULP), ether(10), ether(10)],
        [ether(10), (ULP, MOST), ether(10)],
        [ether(10), ether(10), (Fraction(5), Fraction(6)), (Fraction(5), Fraction(7))],
        [UNKNOWN, ether(20), UNKNOWN, ether(20), ether(20)],
        [(ZERO, ONE), (ONE, 2 * ONE), (3 * ONE, 4 * ONE)],
        [(ONE, 9 * ONE), (2 * ONE, 3 * ONE), (4 * ONE, 5 * ONE), (6 * ONE, 7 * ONE)],
    ]
    for sources in sets:
        for quorum in sorted({0, 1, 2, 3, len(sources), len(sources) + 1}):
            inputs = {"sources": sources, "quorum": quorum}
            vector(out, "hull", inputs, lambda: oracle.hull_of(sources, quorum))
            vector(out, "median", inputs, lambda: oracle.median(sources, quorum))
            for band in (u("0.01"), rng.choice((ZERO, u("0.1"), ONE, -ULP))):
                inputs = {"sources": sources, "band": band, "quorum": quorum}
                vector(out, "agreement", inputs, lambda: oracle.agreement(sources, band, quorum))
    most = [(MOST, MOST)]
    inputs = {"sources": most, "band": ONE, "quorum": 1}
    vector(out, "agreement", inputs, lambda: oracle.agreement(most, ONE, 1))
    return out


def bands(rng):
    out = []
    kinds = [(u("0.1"), u("0.001")), (ZERO, ZERO), (ZERO, u("0.0001")), (ONE, ONE), (d("0.05"), ZERO)]
    for width, rate in kinds + [(-ULP, ZERO), (ZERO, -ULP)]:
        vector(out, "Band.new", {"width": width, "rate": rate}, lambda: oracle.band(width, rate))
    last = (d("1795.5"), u("1804.5"))
    for values in kinds:
        terms = oracle.band(*values)
        for elapsed in (0, 1, 60, 3600):
            for old in (last, rng.choice((UNKNOWN, (ONE, ONE)))):
                wide = oracle.widen(old, terms["width"] + terms["rate"] * elapsed)
                beyond = [(wide[0], wide[1] + ULP), (max(wide[0] - ULP, ZERO), wide[1])]
                for pair in (wide, rng.choice(beyond), around(rng, Fraction(1800), 800), UNKNOWN):
                    inputs = {"band": terms, "last": old, "elapsed": elapsed, "price": pair}
                    vector(out, "Band.admit", inputs, lambda: oracle.admitted(terms, old, elapsed, pair))
    terms = oracle.band(MOST, MOST)
    for elapsed, old in ((1, last), (2, last), (0, last), (0, UNKNOWN)):
        inputs = {"band": terms, "last": old, "elapsed": elapsed, "price": last}
        vector(out, "Band.admit", inputs, lambda: oracle.admitted(terms, old, elapsed, last))
    return out
