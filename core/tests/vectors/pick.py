"""What random vectors are drawn from: numbers of every size, prices, weights, ladders, accounts."""

from fractions import Fraction

import model
from grid import FRAC, LEAST, MOST, ONE_BITS, ULP, down, nearest, parse, up

EDGES = [
    Fraction(0),
    ULP,
    -ULP,
    Fraction(1),
    Fraction(-1),
    1 + ULP,
    1 - ULP,
    Fraction(1, 2),
    Fraction(3),
    Fraction(-7),
    Fraction(1 << 24),
    Fraction(1 << 39),
    Fraction(-(1 << 40)),
    MOST,
    LEAST,
    LEAST + ULP,
    Fraction(1, 1 << 24),
    Fraction(-1, 1 << 25),
]


def bits_of(count, rng):
    return Fraction(rng.getrandbits(count) * rng.choice((1, -1)), ONE_BITS)


def number(rng):
    """Any size from one unit in the last place to the end of the range."""
    return bits_of(rng.randrange(1, 127), rng)


def d(text):
    """A decimal read down, as what is owned; exact where it is dyadic."""
    return down(parse(text))


def u(text):
    return up(parse(text))


def n(text):
    return nearest(parse(text))


def quantity(rng, most_bits=20):
    """Signed, below 2^most_bits, at a random precision."""
    return bits_of(rng.randrange(FRAC // 2, FRAC + most_bits), rng)


def price(rng):
    low = abs(bits_of(rng.randrange(FRAC - 10, FRAC + 17), rng)) + ULP
    return (
        (low, low + low * Fraction(0))
        if rng.random() < 0.3
        else (low, up(low * (1 + Fraction(rng.randrange(1, 500), 10**4))))
    )


def weights(rng):
    asset = Fraction(rng.randrange(0, ONE_BITS + 1), ONE_BITS)
    return (asset, 1 + Fraction(rng.randrange(0, ONE_BITS // 2), ONE_BITS))


def fraction(rng):
    return Fraction(rng.randrange(0, ONE_BITS + 1), ONE_BITS)


def ladder(rng, most=4):
    """A random ladder as the model makes it; empty one time in five."""
    if rng.random() < 0.2:
        return []
    count = rng.randrange(1, most + 1)
    floors = [Fraction(0)] + sorted({Fraction(rng.randrange(1, 10**6)) for _ in range(count - 1)})
    rates = sorted(up(Fraction(rng.randrange(1, 3000), 10**4)) for _ in floors)
    return model.ladder(list(zip(floors, rates)))


def perp(rng, orders=0.4):
    size = quantity(rng, 10)
    quote = quantity(rng, 26)
    if rng.random() < orders:
        return model.perp(size, quote, abs(quantity(rng, 8)), abs(quantity(rng, 8)))
    return model.perp(size, quote)


def terms(rng):
    return model.terms(price(rng), weights(rng), ladder(rng), fraction(rng))


def rows(rng, count, *draws):
    return [tuple(draw(rng) for draw in draws) for _ in range(count)]


def some(rng):
    """A number of an ordinary size; `size` draws one without sign."""
    return quantity(rng, 16)


def size(rng):
    return abs(quantity(rng, 16))
