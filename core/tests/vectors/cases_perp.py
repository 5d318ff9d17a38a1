"""Vectors of `margin/perp`: positions, their terms, and what the one is worth under the other."""

from fractions import Fraction

import encode
import model
from encode import case, plain
from grid import LEAST, MOST, ULP, bits
from pick import d, fraction, ladder, n, number, perp, price, quantity, terms, u, weights

ONE, ZERO = Fraction(1), Fraction(0)


def perps(rng):
    out = []
    for size, quote in [(ONE, -ONE), (ZERO, ZERO), (LEAST, MOST), (number(rng), number(rng))]:
        inputs = {"size": bits(size), "quote": bits(quote)}
        out.append(case("Perp.new", inputs, lambda: model.perp(size, quote), encode.perp))
        for bids, asks in [(ZERO, ZERO), (ONE, ZERO), (ULP, MOST), (-ULP, ONE), (ONE, -ULP)]:
            full = dict(inputs, bids=bits(bids), asks=bits(asks))
            out.append(
                case("Perp.with_orders", full, lambda: model.perp(size, quote, bids, asks), encode.perp)
            )
    positions = [perp(rng) for _ in range(30)] + [
        model.perp(ZERO, ONE),
        model.perp(ZERO, ZERO, ONE, ZERO),
        model.perp(MOST, LEAST),
        model.perp(LEAST, MOST),
        model.perp(ULP, -ULP),
        model.perp(-ULP, ULP),
    ]
    conditions = [terms(rng) for _ in range(12)]
    stale = model.terms(model.UNKNOWN, weights(rng), ladder(rng), ONE)
    even = model.terms((d("1800"), d("1800")), (d("0.9"), u("1.1")))
    wide = model.terms((d("1795.5"), u("1804.5")), (d("0.9"), u("1.1")), [], d("0.95"))
    largest = model.terms((MOST, MOST), (ONE, ONE))
    conditions += [
        stale,
        even,
        wide,
        largest,
        model.equity_terms(price(rng)),
        model.equity_terms(model.UNKNOWN),
    ]
    for position in positions:
        inputs = {"perp": encode.perp(position)}
        out.append(case("Perp.is_exposed", inputs, lambda: model.exposed(position), plain))
        for settled, index in [
            (ZERO, ZERO),
            (d("10"), u("10.1")),
            (u("1.5"), d("-2")),
            (LEAST, MOST),
            (quantity(rng, 4), quantity(rng, 4)),
        ]:
            if rng.random() < 0.5:
                full = dict(inputs, settled=bits(settled), index=bits(index))
                out.append(
                    case(
                        "Perp.settle_funding",
                        full,
                        lambda: model.settle_funding(position, settled, index),
                        encode.perp,
                    )
                )
        for size, at, fee in [
            (n("0.1"), d("1800"), ZERO),
            (n("-0.1"), d("1800"), u("0.0005")),
            (quantity(rng, 8), price(rng)[0], fraction(rng)),
            (ONE, ONE, -ULP),
            (ONE, ONE, ONE + ULP),
            (MOST, MOST, ZERO),
            (ULP, ULP, ULP),
            (-ULP, ULP, ONE),
        ]:
            if rng.random() < 0.4:
                full = dict(inputs, size=bits(size), price=bits(at), fee=bits(fee))
                out.append(
                    case("Perp.trade", full, lambda: model.trade(position, size, at, fee), encode.perp)
                )
        for under in rng.sample(conditions, 4) + [stale, even]:
            full = dict(inputs, terms=encode.terms(under))
            out.append(case("Perp.value", full, lambda: model.value(position, under)))
            out.append(case("Perp.requirement", full, lambda: model.posted(position, under)))
    for at, pair in [
        (price(rng), weights(rng)),
        ((MOST, MOST), (ZERO, 1 + ONE)),
        (model.UNKNOWN, (ONE, ONE)),
    ]:
        for share in (ZERO, ONE, fraction(rng), -ULP, ONE + ULP):
            rungs = ladder(rng)
            inputs = {
                "price": encode.price(at),
                "weights": encode.weights(pair),
                "tiers": encode.tiers(rungs),
                "profit_weight": bits(share),
            }
            out.append(
                case("Terms.new", inputs, lambda: model.terms(at, pair, rungs, share), encode.terms_out)
            )
        out.append(
            case(
                "Terms.equity", {"price": encode.price(at)}, lambda: model.equity_terms(at), encode.terms_out
            )
        )
    for under in conditions:
        for factor in [(ONE, ONE), (d("0.5"), u("0.5")), price(rng), (MOST, MOST)]:
            inputs = {"terms": encode.terms(under), "factor": encode.price(factor)}
            out.append(
                case("Terms.scale", inputs, lambda: model.scale_terms(under, factor), encode.terms_out)
            )
    return out


def transfers(rng):
    out = []
    positions = [perp(rng) for _ in range(12)] + [model.perp(MOST, LEAST), model.perp(-ULP, ULP, ONE, ULP)]
    for position in positions:
        for size, quote in [(-position["size"], ZERO), (ULP, -ULP), (quantity(rng, 8), quantity(rng, 20))]:
            inputs = {"perp": encode.perp(position), "size": bits(size), "quote": bits(quote)}
            out.append(
                case("Perp.transfer", inputs, lambda: model.transfer(position, size, quote), encode.perp)
            )
    return out
