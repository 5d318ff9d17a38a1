"""Vectors of `liquidation/`: exchange, bonus, close factors, order."""

from fractions import Fraction

import account
import encode
import liquidation as model
from cases_account import some_bound, some_health
from encode import case, cases, plain
from grid import MOST, ULP, bits, down
from model import UNKNOWN, ladder as ladder_of, ramp
from pick import d, fraction, ladder, rows, size, some, u, weights

ONE, ZERO = Fraction(1), Fraction(0)
ORDERS = ["riskiest", "largest", "given"]


def health_of(owned, owed, stale=None):
    """Health with these sums, and what is without a price on top."""
    adds = [(owned, (ONE, ONE)), (-owed, (ONE, ONE))] + ([(stale, UNKNOWN)] if stale else [])
    sums = account.health()
    for amount, bound in adds:
        sums = account.add(sums, amount, bound)
    return sums, encode.recipe(adds)


def healths(rng):
    out = [some_health(rng, stale=0.1) for _ in range(8)]
    pairs = [(d("95"), d("100")), (d("100"), d("100")), (d("101"), d("100")), (ZERO, ONE), (ONE, ZERO)]
    pairs += [(ZERO, ZERO), (MOST, ULP), (d("100") - ULP, d("100")), (ULP, MOST), (d("60"), d("100"))]
    out += [health_of(*pair) for pair in pairs]
    return out + [health_of(ONE, d("2"), ONE), health_of(ONE, d("2"), -ONE), health_of(ONE, ZERO, -ONE)]


# --- exchange --------------------------------------------------------------------------------------


def exchanges(rng):
    out = []
    terms = [
        (ONE, d("1800"), d("0.05")),
        (d("1800"), ONE, d("0.1")),
        (ONE, ONE, ZERO),
        (d("1.0001"), d("0.9997"), d("0.08")),
        (ULP, ONE, ONE - ULP),
        (ONE, ULP, ZERO),
        (ULP, MOST, ZERO),
        (MOST, ULP, ZERO),
        (d("3"), d("7"), ULP),
    ]
    terms += rows(rng, 5, lambda r: size(r) + ULP, lambda r: size(r) + ULP, fraction)
    bad = [(ZERO, ONE, ONE), (ONE, ZERO, ONE), (-ONE, ONE, ONE), (ONE, -ULP, ONE), (ONE, ONE, -ULP)]
    bad += [(MOST, ONE, ONE), (ONE, ONE, MOST)]
    cases(out, "Exchange.new", ("debt", "collateral", "bonus"), terms + bad, model.exchange, made)
    for values in terms:
        x = model.exchange(*values)
        given = {"exchange": encode.exchange(x)}
        for amount in (ONE, ZERO, ULP, MOST, size(rng)):
            full = {**given, "repaid": bits(amount)}
            out.append(case("Exchange.seized", full, lambda: model.seized(x, amount)))
            full = {**given, "seized": bits(amount)}
            out.append(case("Exchange.repaid", full, lambda: model.repaid(x, amount)))
        for amount in (ONE, size(rng)):
            try:
                taken = model.seized(x, amount)
            except model.Failure:
                taken = ONE
            for seized in (taken, ZERO):
                full = {**given, "repaid": bits(amount), "seized": bits(seized)}
                out.append(case("Exchange.penalty", full, lambda: model.penalty(x, amount, seized)))
    healths_, line = healths(rng), model.exchange(ONE, ONE, d("0.25"))
    pairs = [
        ((ONE, ONE), (d("0.8"), ONE)),
        ((ONE, ONE + ULP), (d("0.8"), ONE)),
        ((ONE, ONE), (d("0.8") + ULP, ONE)),
    ]
    pairs += [
        (UNKNOWN, (ONE, ONE)),
        ((ONE, ONE), UNKNOWN),
        ((MOST, MOST), (ONE, ONE)),
        ((ONE, ONE), (MOST, MOST)),
    ]
    for debt, collateral in pairs + [(some_bound(rng, 0), some_bound(rng, 0)) for _ in range(12)]:
        for x in (line, model.exchange(*rng.choice(terms))):
            given = {
                "exchange": encode.exchange(x),
                "debt": encode.bound(debt),
                "collateral": encode.bound(collateral),
            }
            answer = lambda: model.raises_surplus(x, debt, collateral)
            out.append(case("Exchange.raises_surplus", given, answer, plain))
            for sums, recipe in rng.sample(healths_, 1):
                full = {"exchange": given["exchange"], "health": recipe, **given}
                answer = lambda: model.raises_ratio(x, sums, debt, collateral)
                out.append(case("Exchange.raises_ratio", full, answer, plain))
    for sums, recipe in healths_:
        # At weights of an account like that: one, and four fifths.
        full = {
            "exchange": encode.exchange(line),
            "health": recipe,
            "debt": encode.bound((ONE, d("1.1"))),
            "collateral": encode.bound((d("0.8"), ONE)),
        }
        answer = lambda: model.raises_ratio(line, sums, (ONE, d("1.1")), (d("0.8"), ONE))
        out.append(case("Exchange.raises_ratio", full, answer, plain))
    both = [(d("0.25"), (ONE, ONE), (d("0.8"), ONE)), (d("0.25"), (ONE, ONE), (d("0.8") + ULP, ONE))]
    both += [(-ULP, (ONE, ONE), (ONE, ONE)), (MOST, (ONE, ONE), (ONE, ONE)), (ZERO, (ONE, ONE), (ONE, ONE))]
    both += [(ZERO, (ONE, ONE), (ONE - ULP, ONE)), (MOST - 1, (ONE, ONE), (ZERO, ONE))]
    for bonus, debt, collateral in both + rows(rng, 14, fraction, weights, weights):
        full = {"bonus": bits(bonus), "debt": encode.weights(debt), "collateral": encode.weights(collateral)}
        out.append(case("sustainable", full, lambda: model.sustainable(bonus, debt, collateral), plain))
    return out


def made(x):
    return encode.fields({key: x[key] for key in ("debt", "collateral", "paid")})


# --- bonus -----------------------------------------------------------------------------------------


def bonuses(rng):
    out = []
    limits = [
        (d("0.8"), d("0.3"), d("0.15")),
        (d("0.98"), d("0.3"), d("0.15")),
        (d("0.385"), d("0.3"), d("0.15")),
    ]
    limits += [(ZERO, ONE, d("0.15")), (ONE, ONE, ONE), (ULP, ONE, MOST), (ZERO, ONE, MOST), (ONE, ZERO, ONE)]
    limits += [
        (-ULP, ONE, ONE),
        (ONE + ULP, ONE, ONE),
        (ONE, -ULP, ONE),
        (ONE, ONE + ULP, ONE),
        (ONE, ONE, -ULP),
    ]
    limits += rows(rng, 15, fraction, fraction, fraction)
    cases(out, "from_loan_to_value", ("loan_to_value", "cursor", "most"), limits, model.from_loan_to_value)
    for sums, recipe in healths(rng):
        for most in (d("0.15"), rng.choice((ZERO, ONE - ULP, ONE, -ULP, fraction(rng)))):
            inputs = {"health": recipe, "most_discount": bits(most)}
            out.append(case("from_shortfall", inputs, lambda: model.from_shortfall(sums, most)))
    values = [(d("0.1"), d("105"), d("100")), (d("0.1"), d("120"), d("100")), (d("0.1"), d("100"), d("100"))]
    values += [(d("0.1"), d("90"), d("100")), (d("0.1"), ONE, ZERO), (d("0.1"), ZERO, ZERO), (ONE, MOST, ULP)]
    values += [(-ULP, ONE, ONE), (ONE, -ULP, ONE), (ONE, ONE, -ULP), (MOST, MOST, ONE)]
    cases(
        out,
        "covered",
        ("bonus", "collateral", "debt"),
        values + rows(rng, 12, fraction, size, size),
        model.covered,
    )
    near = [
        (d("0.1"), d(at), d("0.99"), d("0.01"))
        for at in ("0.8", "0.9", "0.95", "0.985", "0.99", "0.995", "1.2")
    ]
    near += [(d("0.1"), ZERO, ZERO, ZERO), (d("0.1"), d("1.1"), d("1.2"), ZERO), (ONE, MOST, ZERO, ONE)]
    near += [(-ULP, ONE, ONE, ONE), (ONE, -ULP, ONE, ONE), (ONE, ONE, -ULP, ONE), (ONE, ONE, ONE, -ULP)]
    near += rows(rng, 10, fraction, fraction, fraction, fraction)
    cases(out, "near_bad_debt", ("bonus", "loan_to_value", "from", "least"), near, model.near_bad_debt)
    shares = [(ZERO, ZERO), (ONE, ZERO), (ZERO, ONE), (d("0.1"), d("0.9")), (d("0.5"), d("0.25")), (ULP, ULP)]
    shares += [(fraction(rng) / 2, fraction(rng) / 2) for _ in range(4)]
    shares = [(down(a), down(b)) for a, b in shares]
    bad = [(ONE, ULP), (-ULP, ONE), (ONE, -ULP), (d("0.6"), d("0.6")), (ONE + ULP, ZERO)]
    cases(out, "Split.new", ("insurance", "protocol"), shares + bad, model.split, split)
    out.append(case("Split.liquidator", {}, lambda: (ZERO, ZERO), split))
    for pair in shares:
        for penalty in (ZERO, ULP, 3 * ULP, size(rng), MOST, -ULP):
            inputs = {"split": split(pair), "penalty": bits(penalty)}
            out.append(case("Split.of", inputs, lambda: model.parts(pair, penalty), encode.fields))
    return out


def split(pair):
    return {"insurance": bits(pair[0]), "protocol": bits(pair[1])}


# --- close -----------------------------------------------------------------------------------------


def closes(rng):
    full = {"fraction": ONE, "full_below": ZERO, "small": ZERO, "dust": ZERO}
    aave = {"fraction": d("0.5"), "full_below": d("0.95"), "small": d("2000"), "dust": d("1000")}
    factors = [full, aave] + [dict(aave, fraction=fraction(rng)), dict(aave, fraction=ZERO)]
    bad = [dict(aave, fraction=ONE + ULP), dict(aave, fraction=-ULP)]
    out = [case("CloseFactor.full", {}, lambda: full, encode.fields)]
    keys = ("ratio", "total_debt", "debt", "collateral")
    for factor in factors + bad:
        for row in [
            (d("0.97"), d("10000"), d("9000"), d("8000")),
            (d("0.97"), d("10000"), d("3000"), d("8000")),
            (d("0.95"), d("10000"), d("9000"), d("8000")),
            (d("0.95") + ULP, d("10000"), d("9000"), d("8000")),
            (d("0.97"), d("10000"), d("2000") - ULP, d("8000")),
            (d("0.97"), d("10000"), d("9000"), d("2000") - ULP),
            (d("0.97"), d("10000"), d("2000"), d("2000")),
            (ZERO, MOST, MOST, MOST),
            (fraction(rng), size(rng), size(rng), size(rng)),
        ]:
            inputs = {"close_factor": encode.fields(factor), **dict(zip(keys, map(bits, row)))}
            out.append(case("CloseFactor.most", inputs, lambda: model.most(factor, *row)))
        for left in [
            (d("999"), d("5000")),
            (d("5000"), d("999")),
            (d("1000"), d("1000")),
            (ZERO, ONE),
            (ONE, ZERO),
        ]:
            inputs = {"close_factor": encode.fields(factor), **dict(zip(keys[2:], map(bits, left)))}
            out.append(
                case("CloseFactor.leaves_dust", inputs, lambda: model.leaves_dust(factor, *left), plain)
            )
    for sums, recipe in healths(rng):
        out.append(case("absorb", {"health": recipe}, lambda: model.absorb(sums), encode.fields))
    keys = ("elapsed", "shortfall", "freed", "small")
    for share in [
        ramp(ZERO, Fraction(3600), d("0.1"), ONE),
        ramp(ZERO, ONE, ZERO, ONE),
        ramp(ZERO, ONE, -ULP, ONE + ULP),
        ramp(ZERO, ONE, -ONE, ZERO),
    ]:
        for row in [
            (ZERO, d("1000"), ZERO, d("50")),
            (Fraction(1800), d("1000"), ZERO, d("50")),
            (Fraction(1800), d("600"), d("400"), d("50")),
            (Fraction(1800), d("100"), d("900"), d("50")),
            (Fraction(3600), d("600"), d("400"), d("50")),
            (Fraction(1800), d("50") - ULP, d("400"), d("50")),
            (d("0.5"), size(rng), size(rng), ZERO),
            (ONE, -ULP, ONE, ZERO),
            (ONE, ONE, -ULP, ZERO),
            (d("0.5"), MOST, ULP, ZERO),
            (ONE, ZERO, ZERO, ZERO),
        ]:
            inputs = {"share": encode.ramp(share), **dict(zip(keys, map(bits, row)))}
            out.append(case("throttle", inputs, lambda: model.throttle(share, *row)))
    known = ladder_of(
        [(ZERO, u("0.01")), (d("1000"), u("0.02")), (d("5000"), u("0.05")), (d("20000"), u("0.1"))]
    )
    for rungs in [[], known, ladder(rng, 6)]:
        edges = [edge for rung in rungs for edge in (rung[0] - ULP, rung[0], rung[0] + 1)]
        for notional in edges + [ZERO, MOST]:
            for cut in (0, 1, 2, 3, 4, 4294967295):
                if rng.random() < 0.25:
                    inputs = {"tiers": encode.tiers(rungs), "notional": bits(notional), "cut": cut}
                    out.append(case("step_down", inputs, lambda: model.step_down(rungs, notional, cut)))
    return out


# --- order -----------------------------------------------------------------------------------------


def orders(rng):
    out = [case("Order.name", {"number": i}, lambda: name, plain) for i, name in enumerate(ORDERS)]
    lists = [
        [],
        [(ZERO, ONE), (-ONE, ONE)],
        [(ONE, ONE), (ONE, ONE)],
        [(d("100"), d("5")), (d("200"), d("20")), (d("300"), d("15"))],
        [(d("100"), d("10")), (d("200"), d("20")), (d("50"), d("5"))],
        [(d("100"), d("-5")), (d("200"), ZERO)],
        [(ZERO, MOST), (ULP, MOST)],
        [(ULP, ULP), (MOST, MOST), (ONE, ZERO)],
    ]
    lists += [[(some(rng), size(rng)) for _ in range(rng.randrange(1, 7))] for _ in range(16)]
    for listed in lists:
        for order in ORDERS:
            candidates = [encode.fields({"value": v, "margin": m}) for v, m in listed]
            inputs = {"order": order, "candidates": candidates}
            out.append(case("Order.first", inputs, lambda: model.first(order, listed), plain))
    return out
