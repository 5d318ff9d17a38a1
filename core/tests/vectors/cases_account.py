"""Vectors of `margin/`: health, netting groups, accounts."""

from fractions import Fraction

import account
import encode
import model
from encode import case, plain
from grid import LEAST, MOST, ULP, bits
from pick import EDGES, fraction, ladder, perp, price, quantity, weights

ONE, ZERO = Fraction(1), Fraction(0)


def some_bound(rng, stale=0.15):
    return model.UNKNOWN if rng.random() < stale else model.apply(weights(rng), price(rng))


def some_health(rng, positions=4, stale=0.15):
    adds = [(quantity(rng), some_bound(rng, stale)) for _ in range(rng.randrange(positions))]
    requires = [abs(quantity(rng))] if rng.random() < 0.3 else []
    sums = account.health()
    for amount, bound in adds:
        sums = account.add(sums, amount, bound)
    for margin in requires:
        sums = account.require(sums, margin)
    return sums, encode.recipe(adds, requires)


def healths(rng):
    out = [case("Health.new", {}, account.health, encode.health)]
    some = [some_health(rng) for _ in range(40)]
    one = (account.add(account.health(), ONE, (ONE, ONE)), encode.recipe([(ONE, (ONE, ONE))]))
    owed = (account.add(account.health(), -ONE, (ONE, ONE)), encode.recipe([(-ONE, (ONE, ONE))]))
    full = (account.add(account.health(), MOST, (ONE, ONE)), encode.recipe([(MOST, (ONE, ONE))]))
    even = (account.add(one[0], -ONE, (ONE, ONE)), encode.recipe([(ONE, (ONE, ONE)), (-ONE, (ONE, ONE))]))
    empty = (account.health(), encode.recipe([]))
    some += [one, owed, full, even, empty]
    edges = [
        (MOST, (ONE, ONE)),
        (LEAST, (ONE, ONE)),
        (MOST, (MOST, MOST)),
        (ULP, (ULP, ULP)),
        (-ULP, (ULP, ULP)),
        (ZERO, model.UNKNOWN),
        (ONE, model.UNKNOWN),
        (-ONE, model.UNKNOWN),
        (ONE, (ZERO, ONE)),
    ]
    for sums, recipe in some[::4] + [full, empty]:
        for amount, bound in edges[:: 2 if sums is not full[0] else 1] + [(quantity(rng), some_bound(rng))]:
            inputs = {"health": recipe, "quantity": bits(amount), "bound": encode.bound(bound)}
            out.append(case("Health.add", inputs, lambda: account.add(sums, amount, bound), encode.health))
        for margin in (ZERO, ULP, -ULP, MOST, abs(quantity(rng))):
            inputs = {"health": recipe, "margin": bits(margin)}
            out.append(case("Health.require", inputs, lambda: account.require(sums, margin), encode.health))
    for a, a_recipe in some[::2]:
        for b, b_recipe in (rng.choice(some), one, full):
            inputs = {"health": a_recipe, "other": b_recipe}
            out.append(case("Health.merge", inputs, lambda: account.merge(a, b), encode.health))
            if a is not full[0]:
                # What was merged comes out again; what is not in it does not.
                inputs = {"health": a_recipe, "part": b_recipe}
                out.append(case("Health.without", inputs, lambda: account.without(a, b), encode.health))
    for a, recipe in some[::3]:
        inputs = {"health": recipe, "part": recipe}
        out.append(case("Health.without", inputs, lambda: account.without(a, a), encode.health))
        for positions in (a["positions"], a["positions"] + 1, 0):
            inputs = {"health": recipe, "positions": positions}
            out.append(case("Health.close", inputs, lambda: account.close(a, positions), encode.health))
    for assets, liabilities, *counts in [
        (ONE, ZERO, 0, 0, 0),
        (ONE, MOST, 7, 3, 4),
        (ONE, ONE, 7, 4, 4),
        (-ULP, ONE, 1, 0, 0),
        (ONE, -ULP, 1, 0, 0),
        (ZERO, ZERO, 4294967295, 4294967295, 0),
        (ZERO, ZERO, 4294967295, 4294967295, 1),
    ]:
        stored = account.KEYS, (bits(assets), bits(liabilities), *counts)
        answer = lambda: account.stored(assets, liabilities, *counts)
        out.append(case("Health.from_stored", dict(zip(*stored)), answer, encode.health))
    for sums, recipe in some:
        inputs = {"health": recipe}
        out.append(case("Health.surplus", inputs, lambda: account.surplus(sums)))
        out.append(case("Health.shortfall", inputs, lambda: account.shortfall(sums)))
        out.append(case("Health.ratio", inputs, lambda: account.ratio(sums)))
        out.append(case("Health.verdict", inputs, lambda: account.verdict(sums), plain))
        out.append(case("Health.healthy", inputs, lambda: account.verdict(sums) == "healthy", plain))
        out.append(
            case("Health.is_stale", inputs, lambda: bool(sums["stale_assets"] or sums["stale_debts"]), plain)
        )
    return out


def levels_of(rng, stale=0.1):
    """Terms at three levels of one market: initial, maintenance, equity."""
    at = model.UNKNOWN if rng.random() < stale else price(rng)
    share = fraction(rng)
    under = [model.terms(at, weights(rng), ladder(rng), share) for _ in range(2)]
    return under + [model.equity_terms(at)]


def some_net(rng, stale=0.1):
    balance = quantity(rng)
    markets = [(perp(rng), levels_of(rng, stale)) for _ in range(rng.randrange(4))]
    return account.net(balance, markets, 3), encode.group(balance, markets)


def nets(rng):
    out = []
    for balance in EDGES[:8]:
        answer = lambda: [balance] * 3
        out.append(
            case("Net.new", {"balance": bits(balance), "levels": 3}, answer, lambda v: [bits(x) for x in v])
        )
    for _ in range(25):
        balance, markets = quantity(rng), [(perp(rng), levels_of(rng)) for _ in range(rng.randrange(3))]
        extra = (perp(rng), levels_of(rng))
        inputs = {
            "net": encode.group(balance, markets),
            "perp": encode.perp(extra[0]),
            "terms": [encode.terms(t) for t in extra[1]],
        }
        answer = lambda: account.net(balance, markets + [extra], 3)["sums"]
        out.append(case("Net.add", inputs, answer, lambda sums: [s if s is None else bits(s) for s in sums]))
    full = [model.terms((ONE, ONE), (ONE, ONE))] * 3
    inputs = {
        "net": encode.group(MOST, []),
        "perp": encode.perp(model.perp(ONE, ZERO)),
        "terms": [encode.terms(t) for t in full],
    }
    answer = lambda: account.net(MOST, [(model.perp(ONE, ZERO), full)], 3)["sums"]
    out.append(case("Net.add", inputs, answer, plain))
    for _ in range(10):
        group, recipe = some_net(rng, 0.3)
        for level in range(4):
            out.append(case("Net.value", {"net": recipe, "level": level}, lambda: net_value(group, level)))
    return out


def net_value(group, level):
    if level >= len(group["sums"]):
        raise model.Failure("UnknownMarket")
    if group["sums"][level] is None:
        raise model.Failure("UnknownPrice")
    return group["sums"][level]


def three(rng, stale):
    return [some_bound(rng, stale) for _ in range(3)]


def some_account(rng, stale=0.05):
    """An account as its calls, and every level's sums; the groups in it can be taken out again."""
    sums, calls, groups = [account.health() for _ in range(3)], [], []
    for _ in range(rng.randrange(5)):
        bounds = three(rng, stale)
        if rng.random() < 0.6:
            amount = quantity(rng)
            sums = [account.add(s, amount, b) for s, b in zip(sums, bounds)]
            calls.append({"add": {"quantity": bits(amount), "bounds": encode.bounds(bounds)}})
        else:
            group, recipe = some_net(rng, stale)
            sums = account.add_net(sums, group, bounds)
            calls.append({"add_net": {"net": recipe, "bounds": encode.bounds(bounds)}})
            groups.append((group, recipe, bounds))
    return sums, calls, groups


def accounts(rng):
    out = [case("Account.new", {"levels": 3}, lambda: [account.health()] * 3, encode.levels)]
    some = [some_account(rng) for _ in range(16)]
    for sums, calls, groups in some:
        inputs = {"account": calls}
        bounds, amount = three(rng, 0.1), quantity(rng)
        full = dict(inputs, quantity=bits(amount), bounds=encode.bounds(bounds))
        out.append(
            case(
                "Account.add",
                full,
                lambda: [account.add(s, amount, b) for s, b in zip(sums, bounds)],
                encode.levels,
            )
        )
        group, recipe = some_net(rng)
        full = dict(inputs, net=recipe, bounds=encode.bounds(bounds))
        out.append(case("Account.add_net", full, lambda: account.add_net(sums, group, bounds), encode.levels))
        margins = [abs(quantity(rng)), abs(quantity(rng)), rng.choice((ZERO, ONE, -ULP))]
        full = dict(inputs, margins=[bits(m) for m in margins])
        out.append(
            case(
                "Account.require",
                full,
                lambda: [account.require(s, m) for s, m in zip(sums, margins)],
                encode.levels,
            )
        )
        other, other_calls, _ = rng.choice(some)
        full = dict(inputs, other=other_calls)
        out.append(
            case(
                "Account.merge",
                full,
                lambda: [account.merge(a, b) for a, b in zip(sums, other)],
                encode.levels,
            )
        )
        for positions in {sums[0]["positions"], rng.randrange(4)}:
            full = dict(inputs, positions=positions)
            out.append(
                case(
                    "Account.close", full, lambda: [account.close(s, positions) for s in sums], encode.levels
                )
            )
        for before, before_recipe, before_bounds in groups + [(group, recipe, bounds)]:
            after, after_recipe = some_net(rng)
            full = dict(inputs, before=before_recipe, after=after_recipe, bounds=encode.bounds(before_bounds))
            out.append(
                case(
                    "Account.what_if",
                    full,
                    lambda: account.what_if(sums, before, after, before_bounds),
                    encode.levels,
                )
            )
        out.append(case("Account.status", inputs, lambda: account.status(*sums), plain))
    # The largest quantity at a weight above one: the debt does not fit.
    full = {"account": [], "quantity": bits(LEAST + ULP), "bounds": encode.bounds([(ONE, 2 * ONE)] * 3)}
    out.append(
        case(
            "Account.add",
            full,
            lambda: [account.add(account.health(), LEAST + ULP, (ONE, 2 * ONE))],
            encode.levels,
        )
    )
    # Every status from the three verdicts.
    owned, owes = [(ONE, (ONE, ONE))], [(-ONE, (ONE, ONE))]
    kinds = [owned, owes, [(-ONE, model.UNKNOWN)], owes + [(ONE, model.UNKNOWN)]]
    for initial in kinds:
        for maintenance in kinds:
            for equity in kinds:
                adds = (initial, maintenance, equity)
                sums = [one_level(level) for level in adds]
                inputs = {
                    name: encode.recipe(level)
                    for name, level in zip(("initial", "maintenance", "equity"), adds)
                }
                out.append(case("Status.of", inputs, lambda: account.status(*sums), plain))
    return out


def one_level(adds):
    sums = account.health()
    for amount, bound in adds:
        sums = account.add(sums, amount, bound)
    return sums
