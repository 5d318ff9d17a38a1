"""Vectors of `liquidation/`: auctions and bankruptcy prices."""

from fractions import Fraction

import encode
import liquidation as model
from encode import case, cases
from grid import LEAST, MOST, ULP, bits
from model import ramp
from pick import d, fraction, rows, size, some

ONE, ZERO = Fraction(1), Fraction(0)


# --- auction ---------------------------------------------------------------------------------------


def auctions(rng):
    out = []
    names = ("equity", "maintenance", "reserved")
    sold = [
        (d("10000"), d("-2000"), ZERO),
        (d("10000"), d("-2000"), d("1500")),
        (d("10000"), d("2000"), ZERO),
    ]
    sold += [(d("-500"), d("-3000"), ZERO), (ZERO, ZERO, ZERO), (ONE, ZERO, ZERO), (ULP, -ULP, ZERO)]
    sold += [(MOST, LEAST, ZERO), (MOST, ZERO, MOST), (LEAST, LEAST, ONE), (d("100"), d("-50"), d("-200"))]
    sold += rows(rng, 6, size, lambda r: -size(r), size) + rows(rng, 3, some, some, some)
    for values in sold:
        auction = dict(zip(names, values))
        given = {"auction": encode.fields(auction)}
        for buffer in (ZERO, d("0.1"), -ULP, MOST):
            full = {**given, "buffer": bits(buffer)}
            out.append(case("Auction.buffered", full, lambda: model.buffered(auction, buffer)))
            for part in (d("0.95"), rng.choice((ZERO, ONE, fraction(rng))), rng.choice((-ULP, ONE + ULP))):
                if rng.random() < (0.7 if buffer in (ZERO, d("0.1")) and 0 <= part <= 1 else 0.1):
                    full = {**given, "buffer": bits(buffer), "discount": bits(part)}
                    answer = lambda: model.largest_share(auction, buffer, part)
                    out.append(case("Auction.largest_share", full, answer))
        for part in (ONE, fraction(rng), rng.choice((ZERO, -ULP, ONE + ULP))):
            full = {**given, "discount": bits(part)}
            out.append(case("Auction.bid", full, lambda: model.bid(auction, part)))
        for elapsed, length in [(ZERO, ONE), (d("0.3"), ONE), (ONE, ONE), (d("-1"), ONE), (d("7"), d("60"))]:
            if rng.random() < 0.5:
                continue
            full = {**given, "elapsed": bits(elapsed), "length": bits(length)}
            out.append(case("Auction.insolvent", full, lambda: model.insolvent(auction, elapsed, length)))
    for length in (ZERO, -ONE):
        full = {**given, "elapsed": bits(ONE), "length": bits(length)}
        out.append(case("Auction.insolvent", full, lambda: model.insolvent(auction, ONE, length)))
    fast = ramp(ZERO, d("900"), ONE, d("0.7"))
    for slow in (ramp(d("900"), d("36000"), d("0.7"), ZERO), ramp(d("1200"), d("36000"), d("0.6"), ZERO)):
        for elapsed in map(Fraction, (-1, 0, 1, 450, 899, 900, 901, 1199, 1200, 7777, 36000, 99999)):
            full = {"fast": encode.ramp(fast), "slow": encode.ramp(slow), "elapsed": bits(elapsed)}
            out.append(case("discount", full, lambda: model.discount_at(fast, slow, elapsed)))
    full = {
        "fast": encode.ramp(fast),
        "slow": encode.ramp(ramp(ZERO, ONE, LEAST, MOST)),
        "elapsed": bits(d("0.5")),
    }
    out.append(
        case("discount", full, lambda: model.discount_at(fast, ramp(ZERO, ONE, LEAST, MOST), d("0.5")))
    )
    prices = [
        (d("1800"), d("0.6"), d("0.93")),
        (MOST, ZERO, ZERO),
        (MOST, ONE, ZERO),
        (ULP, ULP, ULP),
        (-ONE, d("0.5"), d("0.9")),
    ]
    prices += [(ONE, -ULP, ONE), (ONE, ONE + ULP, ONE), (ONE, ONE, -ULP), (ONE, ONE, ONE + ULP)]
    prices += rows(rng, 12, size, fraction, fraction)
    cases(out, "storefront", ("price", "factor", "liquidation_factor"), prices, model.storefront)
    return out


# --- bankruptcy ------------------------------------------------------------------------------------


def bankruptcies(rng):
    out = []
    names = ("value", "requirement", "equity", "total")
    held = [
        (d("1000"), d("50"), d("40"), d("100")),
        (d("-1000"), d("50"), d("40"), d("100")),
        (d("-1000"), d("50"), d("-40"), d("100")),
        (d("1000"), d("100"), d("100"), d("100")),
        (d("1000"), ZERO, d("40"), d("100")),
        (d("1000"), ZERO, d("40"), ZERO),
        (d("1000"), d("1"), d("1"), d("3")),
        (d("1000"), d("1"), d("-1"), d("3")),
        (ULP, ULP, ULP, MOST),
        (MOST, MOST, MOST, MOST),
        (LEAST, MOST, MOST, MOST),
        (ZERO, ONE, LEAST, MOST),
        (ONE, ULP, d("-100"), ULP),
    ]
    for _ in range(8):
        part = size(rng)
        held.append((some(rng), part, some(rng), part + size(rng)))
    bad = [(ONE, -ULP, ONE, ONE), (ONE, ONE, ONE, -ULP), (ONE, ONE + ULP, ONE, ONE), (ONE, ONE, ONE, ZERO)]
    for values in held + bad:
        position = dict(zip(names, values))
        given = {"position": encode.fields(position)}
        out.append(case("Position.bankruptcy", given, lambda: model.bankruptcy(position)))
        # dYdX's spread to maintenance ratio and adjustment; none; urgency at its two ends.
        for spread, adjustment in [(d("0.1"), ONE), (d("0.1"), ZERO), (d("1.5"), d("3")), (MOST, MOST)]:
            full = {**given, "spread": bits(spread), "adjustment": bits(adjustment)}
            out.append(case("Position.fillable", full, lambda: model.fillable(position, spread, adjustment)))
    given = {"position": encode.fields(dict(zip(names, held[0])))}
    for spread, adjustment in [(-ULP, ONE), (ONE, -ULP)]:
        full = {**given, "spread": bits(spread), "adjustment": bits(adjustment)}
        answer = lambda: model.fillable(dict(zip(names, held[0])), spread, adjustment)
        out.append(case("Position.fillable", full, answer))
    quotes = [
        (ONE, d("3")),
        (-ONE, d("-3")),
        (-ONE, d("3")),
        (ONE, ZERO),
        (ZERO, ZERO),
        (MOST, ULP),
        (LEAST, -ONE),
    ]
    cases(out, "price", ("quote", "size"), quotes + rows(rng, 15, some, some), model.unit_price)
    deltas = [
        (d("980"), d("960"), d("0.015")),
        (d("980"), d("960"), d("0.05")),
        (d("950"), d("960"), d("0.015")),
    ]
    deltas += [
        (d("-950"), d("-960"), d("0.001")),
        (d("960"), d("960"), ONE),
        (ONE, ZERO, ZERO),
        (ULP, ZERO, ONE - ULP),
    ]
    deltas += [
        (ONE, ZERO, -ULP),
        (ONE, ZERO, ONE + ULP),
        (MOST, LEAST, ONE),
        (LEAST, MOST, ONE),
        (-ULP, LEAST, ONE),
    ]
    deltas += [(LEAST + ULP, LEAST, ONE), (LEAST, LEAST, ONE)]
    deltas += rows(rng, 12, some, some, fraction)
    cases(out, "insurance_delta", ("proceeds", "bankruptcy", "most_fee"), deltas, model.insurance_delta)
    return out
