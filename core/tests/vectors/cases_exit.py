"""Vectors of `price/exit`: what a size fetches where it can be sold."""

from fractions import Fraction

import venues
from cases_oracle import record
from cases_volatility import near
from encode import form, vector
from grid import MOST, ULP, down, root_down
from model import UNKNOWN
from pick import d, u
from real import above, below, inside
from solver import NoVector

ZERO, ONE = Fraction(0), Fraction(1)
WAYS = {"proceeds": below, "cost": above}


def trades(out, type_, venue, sizes):
    """Both sides of a venue, at these sizes and at two that are refused or nothing."""
    for size in sizes + [ZERO, -ULP]:
        for side, write in WAYS.items():
            try:
                near(
                    out,
                    f"{type_}.{side}",
                    {**venue, "size": size},
                    lambda: venues.trade(venue, side, size),
                    write,
                )
            except NoVector:
                pass


def part_of(rng, whole, most=100):
    return max(down(whole * Fraction(rng.randrange(1, most * 1000), 100_000)), ULP)


# --- pools -----------------------------------------------------------------------------------------

POOLS = [
    (d("10000"), d("18000000"), u("0.003")),
    (d("18000000"), d("10000"), u("0.003")),
    (d("250.5"), d("16000000"), ZERO),
    (ONE, ONE, d("0.5")),
    (Fraction(10**12), d("0.0001"), u("0.01")),
    (ULP, MOST, ZERO),
]


def pools(rng):
    out = []
    refused = [
        (ZERO, ONE, ZERO),
        (ONE, ZERO, ZERO),
        (-ONE, ONE, ZERO),
        (ONE, ONE, ONE),
        (ONE, ONE, -ULP),
        (MOST, ONE, d("0.5")),
    ]
    for values in POOLS + refused:
        inputs = record("base quote fee", values)
        made = lambda: {key: venues.pool(*values)[key] for key in ("base", "quote")}
        vector(out, "Pool.new", inputs, made)
    for values in POOLS:
        venue = {"pool": venues.pool(*values)}
        base = values[0]
        sizes = [part_of(rng, base, 10) for _ in range(3)] + [part_of(rng, base) for _ in range(3)]
        trades(out, "Pool", venue, sizes + [ULP, base - ULP, base, base + ULP, min(3 * base, MOST)])
    trades(out, "Pool", {"pool": venues.pool(MOST, ONE, ZERO)}, [ONE, MOST])
    return out


def ladder(*parts):
    return [record("lower upper liquidity", part) for part in parts]


def prices(*ends):
    """Roots of prices."""
    return [root_down(Fraction(end)) for end in ends]


def concentrated():
    a, b, c, e, f = prices(1500, 1700, 1750, 1850, 2500)
    wide = ladder((prices(1)[0], prices(10**6)[0], Fraction(10**6)))
    return [
        venues.ranges(prices(1800)[0], wide, u("0.0005")),
        venues.ranges(
            prices(1800)[0],
            ladder((a, b, Fraction(40000)), (c, e, Fraction(900000)), (e, f, Fraction(50000))),
            u("0.0005"),
        ),
        venues.ranges(b, ladder((a, b, Fraction(40000)), (c, e, Fraction(900000))), u("0.003")),
        venues.ranges(f, ladder((a, b, Fraction(40000)), (b, c, ZERO), (c, e, d("12.5"))), ZERO),
        venues.ranges(prices(1000)[0], ladder((a, b, Fraction(40000)), (b, f, ONE)), u("0.01")),
        venues.ranges(
            d("0.0005"),
            ladder((d("0.0001"), d("0.00045"), Fraction(100)), (d("0.00045"), d("0.002"), Fraction(7))),
            u("0.003"),
        ),
        venues.ranges(ONE, [], ZERO),
    ]


def all_ranges(rng):
    out = []
    for terms in concentrated():
        made = {key: terms[key] for key in ("root", "ranges")}
        vector(out, "Ranges.new", terms, lambda: made)
        sizes = [
            d("0.01"),
            ONE,
            Fraction(25),
            Fraction(400),
            Fraction(3000),
            Fraction(10**6),
            part_of(rng, Fraction(20)),
            part_of(rng, Fraction(9000)),
        ]
        trades(out, "Ranges", {"ranges": terms}, sizes)
    good = ladder((ONE, Fraction(2), ONE))
    refused = [
        (ZERO, good, ZERO),
        (-ONE, good, ZERO),
        (ONE, ladder((ZERO, ONE, ONE)), ZERO),
        (ONE, ladder((ONE, ONE, ONE)), ZERO),
        (ONE, ladder((ONE, Fraction(2), -ULP)), ZERO),
        (ONE, ladder((ONE, Fraction(3), ONE), (Fraction(2), Fraction(4), ONE)), ZERO),
        (ONE, good, ONE),
        (ONE, good, -ULP),
    ]
    for values in refused:
        vector(out, "Ranges.new", record("root ranges fee", values), lambda: venues.ranges(*values))
    return out


# Curve's pool of three dollars, of two, out of balance, of staked ether, of five; hardly amplified.
STABLE = [
    ([d("62000000"), d("58000000"), d("71000000")], [0, 1], Fraction(2000), u("0.0001")),
    ([d("1000000"), d("1000000")], [0, 1], Fraction(100), u("0.0004")),
    ([d("1000000"), d("3000000")], [1, 0], Fraction(100), u("0.0004")),
    ([d("100000"), d("5000000")], [0, 1], Fraction(200), ZERO),
    ([d("100000"), d("5000000")], [1, 0], Fraction(200), ZERO),
    ([d("30123.5"), d("28999.75")], [1, 0], Fraction(70), u("0.0004")),
    ([Fraction(10 + i) for i in range(5)], [4, 2], Fraction(10), u("0.001")),
    ([ONE, ONE], [0, 1], ONE, ZERO),
    ([d("0.001"), d("0.002"), d("0.0015")], [2, 0], d("1.5"), d("0.25")),
]


def swaps(rng):
    out = []
    names = "balances places amplification fee"
    for values in STABLE:
        terms = venues.stable_swap(*values)
        exact = {"balances": form(values[0]), "invariant": above(venues.invariant(terms))}
        width = {"balances": "0", "invariant": str(venues.out_of_balance(values[0]))}
        out.append({"function": "StableSwap.new", "in": form(terms), "exact": exact, "width": width})
        base = values[0][values[1][0]]
        sizes = (
            [part_of(rng, base, 10) for _ in range(4)]
            + [part_of(rng, base, 70) for _ in range(3)]
            + [down(base / 3), down(base * 2), base]
        )
        trades(out, "StableSwap", {"stable_swap": terms}, sizes)
    pair = [ONE, ONE]
    refused = [
        (pair, [0, 2], ONE, ZERO),
        ([], [0, 1], ONE, ZERO),
        (pair, [1, 1], ONE, ZERO),
        (pair, [0, 1], ONE - ULP, ZERO),
        ([ONE, ZERO], [0, 1], ONE, ZERO),
        ([ONE, ONE, -ONE], [0, 1], ONE, ZERO),
        (pair, [0, 1], ONE, ONE),
        (pair, [0, 1], ONE, -ULP),
        ([MOST, MOST], [0, 1], ONE, ZERO),
    ]
    for values in refused:
        vector(out, "StableSwap.new", record(names, values), lambda: venues.stable_swap(*values))
    return out


def levels(rng, first, way, count):
    at, made = first, []
    for _ in range(count):
        made.append({"price": at, "size": down(Fraction(rng.randrange(0, 50_000), 1000))})
        at = down(at + way * Fraction(rng.randrange(0, 400), 100))
    return made


def books(rng):
    out = [
        venues.depth(levels(rng, d("1799.5"), -1, count), levels(rng, d("1800.5"), 1, count), fee)
        for count, fee in ((1, ZERO), (4, u("0.0005")), (12, u("0.0003")), (0, ONE - ULP))
    ]
    out.append(venues.depth(levels(rng, d("1799.5"), -1, 3), [], u("0.001")))
    out.append(venues.depth([], levels(rng, d("1799.5"), 1, 3), u("0.001")))
    return out


def depths(rng):
    out = []
    for terms in books(rng):
        vector(out, "Depth.new", terms, lambda: {key: terms[key] for key in ("bids", "asks")})
        total = sum((level["size"] for level in terms["asks"]), ZERO)
        sizes = [
            d("0.5"),
            Fraction(7),
            part_of(rng, Fraction(60)),
            part_of(rng, Fraction(200)),
            total,
            total + ULP,
            Fraction(10**4),
        ]
        trades(out, "Depth", {"depth": terms}, [size for size in sizes if size > 0])
    level = lambda price, size=ONE: {"price": Fraction(price), "size": size}
    refused = [
        ([level(0)], [], ZERO),
        ([level(-1)], [], ZERO),
        ([level(1, -ULP)], [], ZERO),
        ([level(1), level(2)], [], ZERO),
        ([], [level(2), level(1)], ZERO),
        ([level(3)], [level(2)], ZERO),
        ([level(1)], [level(2)], ONE),
        ([], [], -ULP),
    ]
    for values in refused:
        vector(out, "Depth.new", record("bids asks fee", values), lambda: venues.depth(*values))
    vector(
        out,
        "Depth.new",
        record("bids asks fee", ([level(2)], [level(2)], ZERO)),
        lambda: record("bids asks", ([level(2)], [level(2)])),
    )
    return out


# --- what is asked of any of them --------------------------------------------------------------------


def exits(rng):
    out = []
    at_mark = lambda venue, low, high, size: (venue, (d(low), u(high)), Fraction(size))
    asked = [
        at_mark({"pool": venues.pool(*POOLS[0])}, "1795.5", "1804.5", 10_000),
        at_mark({"pool": venues.pool(*POOLS[2])}, "63000", "64500", 250),
        at_mark({"ranges": concentrated()[0]}, "1795.5", "1804.5", 20_000),
        at_mark({"ranges": concentrated()[1]}, "1795.5", "1804.5", 3000),
        at_mark({"stable_swap": venues.stable_swap(*STABLE[0])}, "0.9995", "1.0005", 40_000_000),
        at_mark({"stable_swap": venues.stable_swap(*STABLE[1])}, "0.999", "1.001", 700_000),
    ]
    asked += [at_mark({"depth": book}, "1799", "1801", 90) for book in books(rng)]
    for venue, mark, whole in asked:
        parts = [
            d("0.01"),
            ONE,
            part_of(rng, whole, 5),
            part_of(rng, whole, 30),
            part_of(rng, whole, 90),
            whole,
        ]
        for size in parts + [ZERO, -ULP]:
            inputs = {"size": size, "venue": venue}
            for name, side in (("average_sale", "proceeds"), ("average_purchase", "cost")):
                attempt(near, out, name, inputs, lambda: venues.average(venue, side, size), WAYS[side])
            for quantity in (size, -size):
                inputs = {"mark": mark, "quantity": quantity, "venue": venue}
                attempt(near, out, "price", inputs, lambda: venues.price(mark, quantity, venue), inside)
        inputs = {"mark": UNKNOWN, "quantity": ONE, "venue": venue}
        attempt(near, out, "price", inputs, lambda: venues.price(UNKNOWN, ONE, venue), inside)
        for slippage in (u("0.01"), u("0.05"), d("0.3"), ZERO, ONE, rng.choice((-ULP, ONE + ULP))):
            step = rng.choice((d("0.01"), d("0.25"), ONE))
            for most in (whole, rng.choice((Fraction(3), ZERO, d("0.005"), -ONE))):
                largest(out, mark, slippage, most, step, venue)
        largest(out, UNKNOWN, ZERO, whole, ONE, venue)
        largest(out, mark, ZERO, whole, rng.choice((ZERO, -ULP)), venue)
    largest(out, (MOST, MOST), ONE, ONE, ONE, asked[0][0])
    return out


def attempt(add, *arguments):
    try:
        add(*arguments)
    except NoVector:
        pass


def largest(out, mark, slippage, most, step, venue):
    inputs = record("mark slippage most step venue", (mark, slippage, most, step, venue))
    for name, side in (("largest_sale", "proceeds"), ("largest_purchase", "cost")):
        attempt(vector, out, name, inputs, lambda: venues.largest(mark, slippage, most, step, venue, side))
