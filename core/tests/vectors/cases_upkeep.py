"""Vectors of `margin/`: operations, capacities, interest, shares."""

from fractions import Fraction

import account
import encode
import model
import upkeep
from encode import case, plain
from grid import LEAST, MOST, ULP, bits, down, up
from pick import d, fraction, quantity, u

ONE, ZERO = Fraction(1), Fraction(0)
PERMISSIONS = ["healthy", "improved", "refused", "unknown"]


# --- operation -------------------------------------------------------------------------------------


def market(low, high, stale=False):
    at = model.UNKNOWN if stale else (d(low), u(high))
    pairs = [(d("0.8"), u("1.2")), (d("0.9"), u("1.1")), (ONE, ONE)]
    return [model.apply(pair, at) for pair in pairs]


def sums_of(adds):
    levels = [account.health() for _ in range(3)]
    for amount, bounds in adds:
        levels = [account.add(sums, amount, bound) for sums, bound in zip(levels, bounds)]
    return levels


def operations(rng):
    out = [case("Permission.name", {"number": i}, lambda: name, plain) for i, name in enumerate(PERMISSIONS)]
    for i, name in enumerate(PERMISSIONS):
        allowed = name in ("healthy", "improved")
        out.append(case("Permission.is_allowed", {"number": i}, lambda: allowed, plain))
    dollar, ether, lost = market("1", "1"), market("1795.5", "1804.5"), market("1", "1", stale=True)
    pairs = [
        # What a deposit, a withdrawal, a repayment, a loan and a trade do to accounts of every kind.
        ([(d("1000"), dollar)], [(d("1"), dollar)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("1100"), dollar), (d("-1"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("999"), dollar), (d("-1"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("1000"), dollar), (d("-0.9"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("1000"), dollar), (d("-1.1"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("820"), dollar), (d("-0.9"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("815"), dollar), (d("-0.9"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("1000"), dollar), (d("-1"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("4000"), dollar), (d("-1.1"), ether)]),
        ([(d("1000"), dollar), (d("-1"), ether)], [(d("2800"), dollar), (d("-2"), ether)]),
        # No price: of collateral, of a debt, before, after, at a level that is not asked.
        ([(d("9000"), dollar), (d("1"), lost)], [(d("1"), lost), (d("1"), dollar)]),
        ([(d("-9000"), dollar), (d("1"), lost)], [(d("-8000"), dollar), (d("1"), lost)]),
        ([(d("9000"), dollar), (d("-1"), lost)], [(d("9500"), dollar), (d("-1"), lost)]),
        ([(d("-10"), dollar), (d("-1"), lost)], [(d("-10"), dollar)]),
        ([(d("-10"), dollar)], [(d("-9"), dollar), (d("1"), lost)]),
        ([(d("-10"), dollar)], [(d("-9"), dollar), (d("1"), [dollar[0], dollar[1], model.UNKNOWN])]),
        ([], []),
        ([(-ULP, dollar)], []),
        ([(-ULP, dollar)], [(-2 * ULP, dollar)]),
    ]
    for _ in range(24):
        before = [(quantity(rng, 8), rng.choice((dollar, ether))) for _ in range(2)]
        after = [
            (amount + rng.choice((0, 1, -1)) * abs(quantity(rng, 4)), bounds) for amount, bounds in before
        ]
        pairs.append((before, after))
    judged = [(before, after, ZERO) for before, after in pairs]
    # A closing that frees margin and costs something: within the cost, at it, and beyond.
    owing, closed = [(d("1000"), dollar), (d("-1"), ether)], [(d("815"), dollar), (d("-0.9"), ether)]
    lost = lambda pair: account.surplus(sums_of(pair)[2])
    exact = lost(owing) - lost(closed)
    judged += [(owing, closed, cost) for cost in (exact - ULP, exact, exact + ULP, d("100"), MOST, -ULP)]
    judged += [(before, after, abs(quantity(rng, 4))) for before, after in pairs[-24:]]
    seen = set()
    for before, after, cost in judged:
        inputs = {"before": encode.calls(before), "after": encode.calls(after), "cost": bits(cost)}
        answer = lambda: upkeep.permission(sums_of(before), sums_of(after), cost)
        out.append(case("permission", inputs, answer, plain))
        seen.add(out[-1].get("out", out[-1].get("error")))
    assert seen >= {*PERMISSIONS, "InvalidQuantity"}
    return out


# --- capacity --------------------------------------------------------------------------------------


def capacities(rng):
    out = []
    kinds = [
        (d("1000000"), d("100000"), u("1.2"), ZERO, ONE),
        (d("1000000"), d("100000"), u("1.5"), d("100000000"), u("1.1")),
        (ZERO, ZERO, ONE, ZERO, ZERO),
        (MOST, ONE, ONE, ZERO, ONE),
        (MOST, ONE, ONE + ULP, ZERO, ONE),
        (Fraction(1 << 38), Fraction(1 << 38), ONE, ZERO, ONE),
        (Fraction(1 << 40), Fraction(1 << 39), ONE, ZERO, ONE),
        (ULP, ULP, ONE, ULP, ULP),
        (ONE, MOST, ONE, ONE, ONE),
        (ONE, ONE, MOST, ZERO, Fraction(2)),
    ]
    kinds += [tuple(abs(quantity(rng, 24)) + (i == 2) for i in range(5)) for _ in range(6)]
    bad = [
        (-ULP, ONE, ONE, ZERO, ONE),
        (ONE, -ULP, ONE, ZERO, ONE),
        (ONE, ONE, ONE - ULP, ZERO, ONE),
        (ONE, ONE, -ONE, ZERO, ONE),
        (ONE, ONE, ONE, -ULP, ONE),
        (ONE, ONE, ONE, ZERO, -ONE),
        (-ONE, ONE, ZERO, ZERO, ONE),
    ]
    for values in kinds + bad:
        limits = dict(zip(("quantity", "price", "weight", "quote", "settlement"), values))
        inputs = encode.fields(limits)
        out.append(case("Capacity.perp", inputs, lambda: upkeep.capacity(*values), encode.fields))
        three = {key: inputs[key] for key in ("quantity", "price", "weight")}
        out.append(case("Capacity.asset", three, lambda: upkeep.capacity(*values[:3]), encode.fields))
        if values in bad:
            continue
        out.append(case("Capacity.worth", {"capacity": inputs}, lambda: upkeep.worth(limits)))
        most, price, _, quote, _ = values
        for entered in [
            (most, quote, price),
            (-most, -quote, price),
            (min(MOST, most + ULP), quote, price),
            (most, quote, min(MOST, price + ULP)),
            (ZERO, max(LEAST, -quote - ULP), ONE),
            (LEAST, ZERO, ZERO),
        ]:
            if rng.random() < 0.3:
                continue
            full = {"capacity": inputs, **dict(zip(("quantity", "quote", "price"), map(bits, entered)))}
            out.append(case("Capacity.admit", full, lambda: upkeep.admit(limits, *entered), plain))
    eighth = (Fraction(1 << 76) - ULP, ONE, ONE, ZERO, ONE)
    sets = [[], kinds[:2], kinds[:1] * 5, [kinds[3]], [kinds[4]], [kinds[5]] * 2, [kinds[8]], [kinds[9]]]
    sets += [[eighth], [eighth, kinds[7]], [eighth, kinds[2]], [eighth, kinds[0]]]
    # A quantity without a price, and a value that its settlement asset makes nothing.
    sets += [[(MOST, ZERO, ONE, ZERO, ONE)], [(ONE, ONE, ONE, MOST, ZERO)], [(ONE, MOST, ONE, ZERO, ZERO)]]
    sets += [rng.sample(kinds, 3) for _ in range(4)]
    sets += [rng.sample(kinds[:3] + kinds[7:8] + kinds[10:], 4) for _ in range(8)]
    for some in sets:
        limits = [upkeep.capacity(*values) for values in some]
        inputs = {"capacities": [encode.fields(one) for one in limits]}
        out.append(case("check", inputs, lambda: upkeep.check(limits), plain))
    return out


# --- interest --------------------------------------------------------------------------------------


def interest(rng):
    out = [case("Indices.new", {}, lambda: (ONE, ONE), indices)]
    times = [
        (d("0.05"), ONE),
        (d("0.000000001585"), Fraction(86400)),
        (ZERO, Fraction(9)),
        (ONE, ZERO),
        (ULP, ULP),
        (MOST, ULP),
        (ULP, MOST),
        (MOST, ONE),
        (Fraction(1 << 26), ONE),
        (Fraction(1 << 27), ONE),
        (-ULP, ONE),
        (ONE, -ULP),
    ]
    times += [(down_to_rate(rng), abs(quantity(rng, 8))) for _ in range(10)]
    for rate, elapsed in times:
        inputs = {"rate": bits(rate), "elapsed": bits(elapsed)}
        for name, way in (("growth_down", down), ("growth_up", up)):
            out.append(case(name, inputs, lambda: upkeep.growth(rate, elapsed, way)))
    stored = [(ONE, ONE), (d("1.05"), u("1.07")), (ZERO, u("1.2")), (MOST, MOST), (ULP, ULP), (ZERO, ULP)]
    for pair in stored + [(-ULP, ONE), (ONE, -ULP), (ONE, ZERO)]:
        inputs = dict(zip(("deposit", "debt"), map(bits, pair)))
        out.append(case("Indices.from_stored", inputs, lambda: upkeep.indices(*pair), indices))
    for pair in stored:
        for _ in range(8):
            rate, elapsed = rng.choice(times)
            used = rng.choice((ZERO, ONE, fraction(rng), fraction(rng), fraction(rng), ONE + ULP, -ULP))
            kept = rng.choice((ZERO, ONE, d("0.1"), fraction(rng), fraction(rng), ONE + ULP, -ULP))
            values = {"rate": rate, "elapsed": elapsed, "utilisation": used, "reserve": kept}
            inputs = {"indices": indices(pair), **encode.fields(values)}
            out.append(
                case(
                    "Indices.accrue", inputs, lambda: upkeep.accrue(pair, rate, elapsed, used, kept), indices
                )
            )
        for amount in (ZERO, ONE, -ONE, ULP, -ULP, MOST, LEAST, quantity(rng), -abs(quantity(rng))):
            inputs = {"indices": indices(pair), "scaled": bits(amount)}
            out.append(case("Indices.balance", inputs, lambda: upkeep.balance(pair, amount)))
            inputs = {"indices": indices(pair), "balance": bits(amount)}
            out.append(case("Indices.scaled", inputs, lambda: upkeep.scaled(pair, amount)))
    return out


def down_to_rate(rng):
    return down(fraction(rng) / rng.choice((1, 10, 1000)))


def indices(pair):
    return {"deposit": bits(pair[0]), "debt": bits(pair[1])}


# --- shares ----------------------------------------------------------------------------------------


def shares(rng):
    out = []
    most = upkeep.MOST_UNITS
    pools = [
        (0, 0, 0, 0),
        (0, 0, 1, 10**6),
        (10**18, 10**24, 1, 10**6),
        (10**18 + 1, 10**24, 1, 10**6),
        (1000, 0, 0, 0),
        (0, 1000, 0, 0),
        (1, 1, 0, 0),
        (10**12, 1, 0, 0),
        (10**12, 1, 1, 10**6),
        (most, most, 0, 0),
        (most - 1, 7, 1, 3),
    ]
    pools += [tuple(rng.getrandbits(rng.randrange(1, 100)) for _ in range(4)) for _ in range(5)]
    for values in pools + [(most, 0, 1, 0), (0, most, 0, 1)]:
        inputs = encode.pool(values)
        out.append(case("Pool.new", inputs, lambda: upkeep.pool(*values), encode.pool))
    for p in pools:
        given = {"pool": encode.pool(p)}
        amounts = [0, 1, 10**6, most, rng.getrandbits(rng.randrange(1, 100))]
        for amount in amounts:
            for name, convert, key, way in (
                ("Pool.assets_down", upkeep.to_assets, "shares", 0),
                ("Pool.assets_up", upkeep.to_assets, "shares", 1),
                ("Pool.shares_down", upkeep.to_shares, "assets", 0),
                ("Pool.shares_up", upkeep.to_shares, "assets", 1),
            ):
                if rng.random() < 0.4:
                    inputs = {**given, key: str(amount)}
                    out.append(case(name, inputs, lambda: convert(p, amount, way), str))
        for assets, many in [(5, 7), (p[0], p[1]), (most, 0), (0, most), (p[0] + 1, 0), (0, p[1] + 1)]:
            if max(assets, many) > most or rng.random() < 0.4:
                continue
            inputs = {**given, **encode.units({"assets": assets, "shares": many})}
            out.append(case("Pool.enter", inputs, lambda: upkeep.enter(p, assets, many), encode.pool))
            out.append(case("Pool.leave", inputs, lambda: upkeep.leave(p, assets, many), encode.pool))
    return out
