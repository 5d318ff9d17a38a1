"""Vectors of `weights/{scale,size,haircut,profile}`."""

from fractions import Fraction

import oracle
import pick
import profiles
import real
from cases_oracle import record
from encode import form, vector
from grid import MOST, ONE_BITS, ULP, up
from pick import d, u

ZERO, ONE = Fraction(0), Fraction(1)


def pair_of(rng):
    return record("asset liability", pick.weights(rng))


def scales(rng):
    out = []
    limits = [
        (Fraction(10**6), Fraction(10**5)),
        (Fraction(10**6), Fraction(3 * 10**6)),
        (ZERO, ZERO),
        (Fraction(7), Fraction(22)),
    ]
    limits += [(ONE, ONE + ULP), (ULP, ONE), (MOST, MOST), (abs(pick.quantity(rng)), abs(pick.quantity(rng)))]
    held = [oracle.quota(*pair) for pair in limits]
    some = [pair_of(rng) for _ in range(4)] + [
        profiles.weights(d("0.8"), u("1.2")),
        profiles.weights(ZERO, MOST),
    ]
    for pair in some:
        for deposits in held:
            for borrows in rng.sample(held, 3):
                inputs = {"weights": pair, "deposits": deposits, "borrows": borrows}
                vector(out, "Weights.scaled", inputs, lambda: profiles.scaled(pair, deposits, borrows))
    for limit in (ZERO, ULP):
        inputs = {"weights": some[4], "deposits": held[0], "borrows": oracle.quota(limit, MOST)}
        vector(out, "Weights.scaled", inputs, lambda: profiles.scaled(*inputs.values()))
    return out


# --- sizes ---------------------------------------------------------------------------------------

SIZES = [ZERO, ULP, d("0.5"), ONE, Fraction(2), Fraction(100), d("12345.678"), Fraction(10**9), MOST, -ULP]


def sizes(rng):
    out = []
    bases = [(u("0.05"), u("0.0002")), (u("0.1"), u("0.003")), (ZERO, ZERO), (ONE, ULP), (ZERO, u("0.01"))]
    refused = [(-ULP, ZERO), (ZERO, -ULP), (MOST, ONE), (ONE, MOST)]
    names = {"square_root_up": "base factor size", "horizon_up": "base risk days"}
    answers = {"square_root_up": profiles.square_root, "horizon_up": profiles.horizon}
    for base, factor in bases + refused:
        for size in SIZES + [abs(pick.quantity(rng)) for _ in range(2)]:
            for name, keys in names.items():
                inputs = record(keys, (base, factor, size))
                vector(out, name, inputs, lambda: answers[name](base, factor, size))
            inputs = record("weight factor size", (base, factor, size))
            vector(
                out,
                "square_root_discount_down",
                inputs,
                lambda: profiles.square_root_discount(base, factor, size),
            )
        for size in rng.sample(SIZES, 4):
            for scale in (Fraction(1000), ULP, rng.choice((ZERO, -ONE, MOST, Fraction(7)))):
                inputs = record("base slope size scale", (base, factor, size, scale))
                vector(out, "linear_up", inputs, lambda: profiles.linear(base, factor, size, scale))
                bounds = rng.choice(([ZERO, ONE], [u("0.01"), u("0.3")], [ONE, ONE]))
                inputs = {"bounds": bounds, **record("factor size scale", (factor, size, scale))}
                vector(out, "linear_haircut_up", inputs, lambda: profiles.linear_haircut(*inputs.values()))
    for bounds in ([-ULP, ONE], [ZERO, ONE + ULP], [ONE, ZERO]):
        inputs = {"bounds": bounds, **record("factor size scale", (ONE, ONE, ONE))}
        vector(out, "linear_haircut_up", inputs, lambda: profiles.linear_haircut(*inputs.values()))
    caps = [[Fraction(5 * 10**7), Fraction(10**8)], [ZERO, ULP], [ZERO, MOST], [Fraction(3), Fraction(10)]]
    for base in (u("0.05"), ZERO, ONE, u("0.333"), -ULP, ONE + ULP):
        for both in caps + [[ONE, ONE], [Fraction(2), ONE]]:
            middle = up((both[0] + both[1]) / 3)
            for open_ in (ZERO, both[0], both[1], middle, rng.choice((-ULP, MOST, ONE))):
                inputs = {"base": base, "caps": both, "open": open_}
                vector(out, "open_interest_up", inputs, lambda: profiles.open_interest(base, both, open_))
    return out


def powers(rng):
    """Orderly's: only the core knows the bits."""
    out = []
    kinds = [
        (u("0.1"), u("0.0000003754"), u("0.8")),
        (u("0.02"), u("0.00000015"), u("0.8")),
        (ZERO, u("0.001"), u("0.5")),
        (ZERO, ONE, ONE),
        (u("0.05"), ONE, ZERO),
        (ZERO, u("0.0001"), u("1.5")),
    ]
    refused = [(-ULP, ONE, ONE), (ONE, -ULP, ONE), (ONE, ONE, -ULP), (ONE, MOST, ONE)]
    notionals = [ZERO, ULP, ONE, Fraction(10**4), Fraction(10**6), d("123456789.25"), Fraction(10**9), -ULP]
    for base, factor, exponent in kinds + refused:
        for notional in notionals if (base, factor, exponent) in kinds else notionals[2:5:2] + [-ULP]:

            def exact():
                profiles.check(base, factor, notional)
                oracle.refuse("InvalidFactor", exponent < 0)
                raised = real.power(real.real(notional), real.real(exponent))
                value = max(real.real(base), real.real(factor) * raised)
                # A power is as good as its logarithm: to two steps, and a 2^-44th of itself.
                return real.above(value), str(2 + int(real.real(factor) * (2 + raised * 2**5)))

            inputs = record("base factor exponent notional", (base, factor, exponent, notional))
            out.append(real.bounded("power_up", form(inputs), exact))
    return out


# --- slices --------------------------------------------------------------------------------------


def slices(rng):
    out = []
    shapes = [
        [],
        [(ZERO, ONE)],
        [(ZERO, ZERO)],
        # OKX's discount tiers of a coin, with a cap; SOL's; random ones.
        [
            (ZERO, ONE),
            (Fraction(20), d("0.975")),
            (Fraction(100), d("0.95")),
            (Fraction(500), d("0.5")),
            (Fraction(2000), ZERO),
        ],
        [(ZERO, d("0.95")), (Fraction(2000), d("0.9")), (Fraction(6000), d("0.85"))],
        [(ZERO, d("0.9")), (ULP, d("0.9")), (MOST, ZERO)],
    ]
    for _ in range(6):
        floors = [ZERO] + sorted({abs(pick.quantity(rng, 16)) + ULP for _ in range(rng.randrange(0, 4))})
        shapes.append(list(zip(floors, sorted((pick.fraction(rng) for _ in floors), reverse=True))))
    refused = [
        [(ONE, ONE)],
        [(-ONE, ONE)],
        [(ZERO, ONE), (ZERO, ONE)],
        [(ZERO, ONE), (Fraction(9), d("0.5")), (Fraction(8), d("0.4"))],
        [(ZERO, d("0.5")), (ONE, d("0.6"))],
        [(ZERO, ONE + ULP)],
        [(ZERO, ONE), (ONE, -ULP)],
    ]
    for shape in shapes + refused:
        plain_slices = [record("floor ratio", part) for part in shape]
        vector(out, "Slices.from_ratios", {"slices": plain_slices}, lambda: profiles.ratios(shape))
        if shape in refused:
            inputs = {"slices": [{**part, "addend": ZERO} for part in plain_slices]}
            vector(out, "Slices.new", inputs, lambda: profiles.table(inputs["slices"]))
            continue
        made = profiles.ratios(shape)
        vector(out, "Slices.new", {"slices": made}, lambda: profiles.table(made))
        for off in (ULP, -ULP) if made else ():
            wrong = made[:-1] + [{**made[-1], "addend": made[-1]["addend"] + off}]
            vector(out, "Slices.new", {"slices": wrong}, lambda: profiles.table(wrong))
        near = [part["floor"] + off for part in made for off in (-ULP, ZERO, ULP)]
        for amount in near + [ONE, MOST, abs(pick.quantity(rng, 16)), abs(pick.quantity(rng, 4))]:
            if amount <= MOST:
                inputs = {"slices": made, "amount": amount}
                vector(out, "Slices.counts", inputs, lambda: profiles.counts(made, amount))
                vector(out, "Slices.weight", inputs, lambda: profiles.weight(made, amount))
    inputs = record("floor ratio", (Fraction(20), d("0.975")))
    vector(out, "Slice.new", inputs, lambda: {**inputs, "addend": ZERO})
    return out


# --- profiles --------------------------------------------------------------------------------------


def profile_cases(rng):
    out = []
    for number, name in enumerate(profiles.ACCESS):
        vector(out, "Access.name", {"number": number}, lambda: name)
    for access in profiles.ACCESS:
        for before in (ZERO, ONE, -ONE, MOST):
            for after in (before, ZERO, before / 2, -before, before + ULP, before - ULP):
                if after <= MOST:
                    after = Fraction(int(after * ONE_BITS), ONE_BITS)
                    inputs = {"access": access, "before": before, "after": after}
                    vector(out, "Access.admit", inputs, lambda: profiles.admit(access, before, after))
    for debts in (
        [],
        ["open"],
        ["isolated"],
        ["open", "reduce_only"],
        ["open", "isolated"],
        ["isolated", "isolated"],
    ):
        vector(out, "admit_debts", {"debts": debts}, lambda: profiles.admit_debts(debts))
    for scope in ("cross", {"market": 7, "settlement": 0}, {"market": 4294967295, "settlement": 7}):
        for held in (0, 7, 8, 4294967295):
            vector(
                out, "Scope.admit", {"scope": scope, "held": held}, lambda: profiles.admit_held(scope, held)
            )
    stable, staked = 1, 65535
    granted = {
        stable: [[d("0.95"), d("0.97"), ONE], [d("0.9"), d("0.93"), ONE]],
        staked: [[d("0.88"), d("0.92"), ONE], [ZERO, ONE, ONE]],
    }
    for class_, assets in [(1, [ZERO, ZERO, ONE]), (0, [ONE, ONE, ONE]), (65535, [d("0.9"), d("0.93"), ONE])]:
        vector(out, "Boost.new", {"class": class_, "assets": assets}, lambda: profiles.boost(class_, assets))
    for assets in ([-ULP, ONE, ONE], [ONE, ONE + ULP, ONE], [ZERO, ZERO, MOST]):
        vector(out, "Boost.new", {"class": 1, "assets": assets}, lambda: profiles.boost(1, assets))
    boosts = lambda *classes: [profiles.boost(c, rng.choice(granted[c])) for c in classes]
    lists = [
        [],
        [[]],
        [boosts(stable)],
        [boosts(staked)],
        [boosts(stable, staked)],
        [boosts(stable), boosts(stable)],
        [boosts(stable), boosts(stable, staked), boosts(staked, stable)],
        [boosts(stable), boosts(staked)],
        [boosts(stable), []],
        [[profiles.boost(stable, granted[stable][0]), profiles.boost(stable, [ZERO, ZERO, ZERO])]],
    ]
    levels = [(d("0.8"), u("1.2")), (d("0.94"), u("1.1")), (ONE, ONE)]
    for class_ in (stable, staked):
        for access in profiles.ACCESS:
            for three in (levels, [pick.weights(rng) for _ in range(3)]):
                profile = {
                    "class": class_,
                    "access": access,
                    "weights": [record("asset liability", p) for p in three],
                }
                for debts in lists:
                    inputs = {"profile": profile, "debts": debts}
                    vector(out, "Profile.effective", inputs, lambda: profiles.effective(profile, debts))
    return out
