"""Vectors of `price/` and `weights/`: intervals, weights, bounds, ladders."""

from fractions import Fraction

import encode
import model
from encode import case, plain
from grid import MOST, ULP, bits, down, up
from pick import d, fraction, ladder, number, price, u, weights

ONE = Fraction(1)


def prices(rng):
    out = []
    some = [price(rng) for _ in range(20)] + [
        (ULP, ULP),
        (ONE, ONE),
        (ULP, MOST),
        (MOST, MOST),
        (d("1795.5"), u("1804.5")),
    ]
    ends = [(-ONE, ONE), (Fraction(0), ONE), (Fraction(0), Fraction(0)), (2 * ONE, ONE), (-2 * ONE, -ONE)]
    for low, high in some + ends:
        inputs = {"low": bits(low), "high": bits(high)}
        out.append(case("Price.new", inputs, lambda: model.price(low, high), encode.price))
        out.append(case("Price.from_stored", inputs, lambda: model.stored_price(low, high), encode.price))
        out.append(case("Price.exact", {"price": bits(low)}, lambda: model.price(low, low), encode.price))
    for mid, confidence in [
        (d("1800"), u("4.5")),
        (ONE, Fraction(0)),
        (ONE, ONE),
        (ONE, ONE - ULP),
        (ONE, -ULP),
        (-ONE, Fraction(0)),
        (MOST, ULP),
        (MOST, Fraction(0)),
        (Fraction(0), Fraction(0)),
        (d("0.1"), d("0.001")),
    ]:
        inputs = {"mid": bits(mid), "confidence": bits(confidence)}
        out.append(
            case(
                "Price.with_confidence", inputs, lambda: model.with_confidence(mid, confidence), encode.price
            )
        )
    pairs = [(rng.choice(some), rng.choice(some)) for _ in range(15)]
    pairs += [(model.UNKNOWN, some[0]), (some[0], model.UNKNOWN), (model.UNKNOWN, model.UNKNOWN)]
    pairs += [
        (some[0], some[0]),
        ((ONE, 4 * ONE), (2 * ONE, 3 * ONE)),
        ((2 * ONE, 3 * ONE), (ONE, 4 * ONE)),
        ((ONE, 2 * ONE), (ONE, 3 * ONE)),
    ]
    for a, b in pairs:
        inputs = {"price": encode.price(a), "other": encode.price(b)}
        out.append(case("Price.hull", inputs, lambda: model.hull(a, b), encode.price))
        out.append(case("Price.contains", inputs, lambda: model.contains(a, b), plain))
        inputs = {"price": encode.price(a), "factor": encode.price(b)}
        out.append(case("Price.scale", inputs, lambda: model.scale(a, b), encode.price))
    for a in some + [model.UNKNOWN]:
        out.append(case("Price.mid", {"price": encode.price(a)}, lambda: model.mid(a)))
        out.append(case("Price.is_known", {"price": encode.price(a)}, lambda: model.known(a), plain))
        inputs = {"price": encode.price(a), "factor": encode.price((ONE, ONE))}
        out.append(case("Price.scale", inputs, lambda: model.scale(a, (ONE, ONE)), encode.price))
        for at in (ONE, abs(number(rng)), Fraction(0), -ONE):
            inputs = {"price": encode.price(a), "at": bits(at)}
            out.append(case("Price.factor_to", inputs, lambda: model.factor_to(a, at), encode.price))
    out.append(case("Price.unknown", {}, lambda: model.UNKNOWN, encode.price))
    return out


def price_ends(rng):
    out = []
    for pair in [price(rng) for _ in range(6)] + [model.UNKNOWN, (ULP, ULP), (ULP, MOST), (MOST, MOST)]:
        for end in ("low", "mid", "high"):
            inputs = {"price": encode.price(pair), "end": end}
            out.append(case("Price.at", inputs, lambda: model.price_at(pair, end)))
    return out


def all_weights(rng):
    out = []
    good = [weights(rng) for _ in range(12)] + [
        (ONE, ONE),
        (Fraction(0), ONE),
        (Fraction(0), MOST),
        (d("0.8"), u("1.2")),
    ]
    bad = [(-ULP, ONE), (ONE + ULP, ONE), (ONE, ONE - ULP), (ONE, Fraction(0)), (ONE, -ONE)]
    for asset, liability in good + bad:
        inputs = {"asset": bits(asset), "liability": bits(liability)}
        out.append(case("Weights.new", inputs, lambda: model.weights(asset, liability), encode.weights))
    for value in [Fraction(0), ULP, d("0.1"), u("0.1"), ONE - ULP, ONE, ONE + ULP, -ULP, MOST, fraction(rng)]:
        for kind, name in (
            ("from_haircut", "haircut"),
            ("from_loan_to_value", "loan_to_value"),
            ("from_margin_fraction", "margin"),
        ):
            answer = lambda: model.fraction_weights(kind, value)
            out.append(case("Weights." + kind, {name: bits(value)}, answer, encode.weights))
    for pair in good[::3]:
        for factor in (ONE, u("1.25"), ONE - ULP, Fraction(0), MOST):
            inputs = {"weights": encode.weights(pair), "borrow_factor": bits(factor)}
            out.append(
                case(
                    "Weights.with_borrow_factor",
                    inputs,
                    lambda: model.weights(pair[0], factor),
                    encode.weights,
                )
            )
    out.append(case("Weights.one", {}, lambda: (ONE, ONE), encode.weights))
    for a in good[::2]:
        for b in [a] + good[1::4]:
            inputs = {"weights": encode.weights(a), "other": encode.weights(b)}
            out.append(case("Weights.no_looser_than", inputs, lambda: model.no_looser_than(a, b), plain))
    known = [price(rng) for _ in range(4)] + [(ULP, ULP), (MOST, MOST), (d("1795.5"), u("1804.5"))]
    for pair in good:
        for at in known + [model.UNKNOWN]:
            if rng.random() < 0.6:
                inputs = {"weights": encode.weights(pair), "price": encode.price(at)}
                out.append(case("Weights.apply", inputs, lambda: model.apply(pair, at), encode.bound))
    for asset, liability in [
        (ONE, ONE),
        (Fraction(0), ULP),
        (Fraction(0), Fraction(0)),
        (Fraction(0), MOST),
        (ONE, 2 * ONE),
        (2 * ONE, ONE),
        (-ULP, ONE),
        (-ONE, -ONE),
    ]:
        inputs = {"asset": bits(asset), "liability": bits(liability)}
        out.append(case("Bound.new", inputs, lambda: model.bound(asset, liability), encode.bound))
        if 0 <= asset <= liability:
            inputs = {"bound": inputs}
            out.append(case("Bound.is_known", inputs, lambda: liability > 0, plain))
    for at in known + [model.UNKNOWN]:
        out.append(case("Bound.unweighted", {"price": encode.price(at)}, lambda: at, encode.bound))
    out.append(case("Bound.unknown", {}, lambda: model.UNKNOWN, encode.bound))
    return out


def ladders(rng):
    """A ladder as floors and rates, as a table with deductions, and what it requires."""
    out = []
    shapes = [[(f, r) for f, r, _ in ladder(rng, 8)] for _ in range(10)]
    F = Fraction
    shapes += [
        [],
        [(F(0), F(0))],
        [(F(0), ONE)],
        [(F(0), u("0.004")), (F(50000), u("0.005")), (F(600000), u("0.0065"))],
        [(F(0), u("0.1")), (ULP, u("0.2"))],
        [(F(0), F(0)), (MOST, ONE)],
        [(F(0), u("0.1")), (F(7), u("0.1"))],
        # Refused: does not start at zero, floors that do not rise, rates that fall or leave [0, 1].
        [(F(1), u("0.1"))],
        [(-F(1), u("0.1"))],
        [(F(0), u("0.1")), (F(0), u("0.2"))],
        [(F(0), u("0.1")), (F(9), u("0.2")), (F(8), u("0.3"))],
        [(F(0), u("0.1")), (F(9), d("0.1"))],
        [(F(0), -ULP)],
        [(F(0), F(0)), (F(9), ONE + ULP)],
    ]
    for shape in shapes:
        out.append(
            case(
                "Tiers.from_rates", {"rungs": encode.rates(shape)}, lambda: model.ladder(shape), encode.tiers
            )
        )
        try:
            rungs = model.ladder(shape)
        except model.Failure:
            continue
        for off, tolerance in (
            (F(0), F(0)),
            (ULP, F(0)),
            (-ULP, F(0)),
            (down(F(1, 1000)), up(F(1, 100))),
            (up(F(1, 50)), down(F(1, 100))),
        ):
            table = [(f, r, x + (off if i == len(rungs) - 1 else 0)) for i, (f, r, x) in enumerate(rungs)]
            if table and table[-1][2] > MOST:
                continue
            inputs = {"rungs": encode.tiers(table), "tolerance": bits(tolerance)}
            out.append(
                case(
                    "Tiers.from_table",
                    inputs,
                    lambda: model.ladder_from_table(table, tolerance),
                    encode.tiers,
                )
            )
            if tolerance == 0:
                answer = lambda: model.ladder_from_table(table, F(0))
                out.append(case("Tiers.new", {"rungs": encode.tiers(table)}, answer, encode.tiers))
        floors = [f for f, _, _ in rungs]
        notionals = (
            floors
            + [f - ULP for f in floors if f]
            + [f + ULP for f in floors if f < MOST]
            + [abs(number(rng)) for _ in range(3)]
            + [-ULP]
        )
        for notional in notionals:
            inputs = {"tiers": encode.tiers(rungs), "notional": bits(notional)}
            out.append(case("Tiers.requirement", inputs, lambda: model.requirement(rungs, notional)))
    out.append(case("Tiers.none", {}, list, encode.tiers))
    inputs = {"floor": bits(F(50000)), "rate": bits(u("0.005"))}
    out.append(
        case("Tier.new", inputs, lambda: [(F(50000), u("0.005"), F(0))], lambda rungs: encode.tiers(rungs)[0])
    )
    return out
