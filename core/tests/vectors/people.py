"""Accounts that look like somebody's, a dollar, two coins and two perps; and those at the edges."""

from fractions import Fraction

import model
from grid import MOST, down, up
from pick import d, u

ONE, ZERO = Fraction(1), Fraction(0)

DOLLAR, ETHER, BITCOIN = 0, 1, 2


def holding(balance, at, pair, index, legs=()):
    return {"balance": balance, "price": at, "weights": pair, "index": index, "legs": list(legs)}


def leg(position, under, index):
    return {"perp": position, "terms": under, "index": index}


def around(middle, rng):
    """An interval of up to one per cent around a price."""
    half = middle * Fraction(rng.randrange(0, 100), 10**4)
    return (down(middle - half), up(middle + half))


LADDER = model.ladder(
    [
        (ZERO, u("0.004")),
        (Fraction(50000), u("0.005")),
        (Fraction(600000), u("0.0065")),
        (Fraction(3000000), u("0.01")),
    ]
)


def somebody(rng):
    """A funded account: balances may be negative, perps settle in the dollar."""
    ether, bitcoin = d("1800"), d("30000")
    prices = [around(ether, rng), around(bitcoin, rng)]
    sizes = [
        down(Fraction(rng.randrange(-40000, 40000), 1000)),
        down(Fraction(rng.randrange(-3000, 3000), 1000)),
    ]
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
        "short broke": [
            dict(
                dollar,
                balance=Fraction(3000),
                legs=[leg(model.perp(Fraction(-10), Fraction(16000)), under, ETHER)],
            )
        ],
        "largest": [dict(dollar, balance=MOST), ether],
    }
