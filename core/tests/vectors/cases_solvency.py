"""Vectors of `solvency/`: fund, waterfall, socialised losses, ranks, deleveraging, totals."""

from fractions import Fraction

import account
import encode
import model
import solvency
from cases_account import some_account
from encode import case, cases, plain
from grid import LEAST, MOST, ULP, bits
from people import BITCOIN, DOLLAR, ETHER, accounts, special
from pick import d, fraction, n, quantity, rows, size, some, u

ONE, ZERO = Fraction(1), Fraction(0)


# --- insurance -------------------------------------------------------------------------------------


def funds(rng):
    out = []
    kinds = [
        (d("1000"), d("400"), d("600"), ZERO),
        (d("1000"), d("400"), d("600"), d("300")),
        (d("1000"), d("400"), d("600"), d("700")),
        (d("100"), d("400"), d("600"), ZERO),
        (ZERO, ONE, ONE, ZERO),
        (MOST, MOST, MOST, ZERO),
        (MOST, MOST, MOST, MOST),
        (MOST, ONE, ULP, ZERO),
    ]
    kinds += rows(rng, 5, size, size, size, size)
    bad = [(-ULP, ONE, ONE, ONE), (ONE, -ULP, ONE, ONE), (ONE, ONE, -ULP, ONE), (ONE, ONE, ONE, -ULP)]
    keys = ("balance", "per_event", "per_period", "spent")
    cases(out, "Fund.new", keys[:3], [kind[:3] for kind in kinds + bad], solvency.fund, encode.fields)
    cases(out, "Fund.from_stored", keys, kinds + bad, solvency.fund, encode.fields)
    for kind in kinds:
        fund = solvency.fund(*kind)
        given = {"fund": encode.fields(fund)}
        out.append(case("Fund.available", given, lambda: solvency.available(fund)))
        out.append(case("Fund.renew", given, lambda: dict(fund, spent=ZERO), encode.fields))
        for amount in (rng.choice((ONE, ZERO)), rng.choice((-ULP, MOST)), size(rng)):
            full = {**given, "amount": bits(amount)}
            out.append(
                case("Fund.contribute", full, lambda: solvency.contribute(fund, amount), encode.fields)
            )
        for deficit in (rng.choice((ONE, ZERO, -ULP)), MOST, d("400"), d("401"), size(rng)):
            full = {**given, "deficit": bits(deficit)}
            out.append(case("Fund.cover", full, lambda: solvency.cover(fund, deficit), covered))
    wanted = [
        (d("1000000"), u("0.04"), d("2")),
        (ZERO, ONE, ONE),
        (ULP, ULP, ULP),
        (MOST, ONE, ONE),
        (MOST, ONE + ULP, ONE),
    ]
    wanted += [(-ULP, ONE, ONE), (ONE, -ULP, ONE), (ONE, ONE, -ULP), (MOST, ULP, MOST)]
    wanted += rows(rng, 12, size, fraction, size)
    cases(out, "target", ("open_interest", "volatility", "multiple"), wanted, solvency.target)
    return out


def covered(answer):
    return {"paid": bits(answer[0]), "fund": encode.fields(answer[1])}


# --- waterfall and socialised losses ---------------------------------------------------------------


def waterfalls(rng):
    out = []
    names = ("proceeds", "insurance", "deleveraging")
    layers = [(d("100"), d("50"), d("25")), (ZERO, ZERO, ZERO), (ZERO, d("50"), ZERO), (MOST, MOST, MOST)]
    layers += rows(rng, 8, size, size, size)
    layers += [(-ULP, ONE, ONE), (ONE, -ULP, ONE), (ONE, ONE, -ULP)]
    for values in layers:
        waterfall = dict(zip(names, values))
        whole = min(MOST, sum(values))
        for debt in sorted({ZERO, ONE, values[0], abs(whole), abs(whole) / 2 // ULP * ULP, MOST}) + [-ULP]:
            inputs = {"waterfall": encode.fields(waterfall), "debt": bits(debt)}
            out.append(
                case("Waterfall.flows", inputs, lambda: solvency.flows(waterfall, debt), encode.fields)
            )
    return out


def losses(rng):
    out = []
    deposits = [
        (ONE, d("10"), d("1000")),
        (d("1.05"), d("10"), d("1000")),
        (d("1.05"), d("10"), d("3")),
        (ONE, d("1000"), d("1000")),
        (ONE, d("1000") - ULP, d("1000")),
        (ONE, d("1001"), d("1000")),
        (ONE, ONE, ZERO),
        (ONE, ZERO, d("1000")),
        (d("1.1"), ZERO, d("0.7")),
        (d("1.1"), ULP, d("0.7")),
        (ZERO, ONE, ONE),
        (ZERO, ZERO, ONE),
        (ULP, ZERO, ULP),
        (ULP, ULP, ULP),
        (ULP, ZERO, ONE / 2),
        (ONE, ULP, MOST),
        (MOST, ONE, MOST),
        (ONE, MOST, MOST),
        (-ULP, ONE, ONE),
        (ONE, -ULP, ONE),
        (ONE, ONE, -ULP),
    ]
    deposits += rows(rng, 20, size, size, size)
    cases(
        out, "deposit_index", ("index", "loss", "deposits"), deposits, solvency.deposit_index, encode.fields
    )
    open_interest = [
        (d("10"), d("3")),
        (ZERO, ONE),
        (ONE, ZERO),
        (ULP, MOST),
        (MOST, ULP),
        (MOST, ONE),
        (ZERO, ZERO),
    ]
    open_interest += [(MOST, MOST), (-ULP, ONE), (ONE, -ULP), (MOST, 3 * ONE)] + rows(rng, 15, size, size)
    cases(
        out, "funding_index", ("loss", "open_interest"), open_interest, solvency.funding_index, encode.fields
    )
    juniors = [(d("100"), d("90"), d("30")), (d("100"), d("60"), d("30")), (d("100"), d("110"), d("30"))]
    juniors += [(ONE, ONE, ZERO), (ZERO, ZERO, ULP), (MOST, ZERO, MOST), (ONE, ZERO, 3 * ONE)]
    juniors += [(-ULP, ONE, ONE), (ONE, -ULP, ONE), (ONE, ONE, -ULP)] + rows(rng, 15, size, size, size)
    cases(out, "junior_ratio", ("assets", "deposits", "profits"), juniors, solvency.junior_ratio)
    return out


# --- ranks and deleveraging ------------------------------------------------------------------------


def ranks(rng):
    out = []
    standings = [
        (d("1200"), d("1000"), d("100")),
        (d("1000"), d("1200"), d("100")),
        (d("-1000"), d("-1200"), d("100")),
        (d("-1200"), d("-1000"), d("100")),
        (d("1000"), d("1000"), d("3000")),
        (d("1200"), d("1000"), ZERO),
        (d("1200"), d("1000"), -ONE),
        (d("1200"), d("-1000"), d("100")),
        (d("-1200"), d("1000"), d("100")),
        (d("1200"), ZERO, d("100")),
        (ZERO, d("1200"), d("100")),
        (ZERO, d("-1"), d("100")),
        (ZERO, ZERO, d("100")),
        (MOST, ULP, ONE),
        (MOST, ONE, ULP),
        (LEAST, LEAST, ONE),
        (LEAST, -ULP, ONE),
        # A small position of a rich account: its leverage rounds to nothing.
        (ULP, 3 * ULP, d("100000")),
        (-3 * ULP, -2 * ULP, d("100000")),
    ]
    standings += [(some(rng), some(rng), size(rng)) for _ in range(4)]
    standings += [(size(rng), size(rng), size(rng)) for _ in range(6)]
    standings += [(-size(rng), -size(rng), size(rng)) for _ in range(6)]
    for values in standings:
        standing = dict(zip(("mark", "entry", "equity"), values))
        given = {"standing": encode.fields(standing)}
        out.append(case("Standing.profit", given, lambda: solvency.profit(standing)))
        for name in ("leverage", "by_profit_and_leverage", "by_move_and_leverage"):
            answer = getattr(solvency, name)
            out.append(case("Standing." + name, given, lambda: answer(standing), encode.optional))
        for maintenance, ratio in [(d("0.03"), d("0.1")), (d("0.03"), d("-0.1")), (ZERO, ZERO), (ULP, -ONE)]:
            if maintenance == d("0.03") or rng.random() < 0.3:
                full = {**given, "maintenance": bits(maintenance), "ratio": bits(ratio)}
                answer = lambda: solvency.by_profit_and_margin(standing, maintenance, ratio)
                out.append(case("Standing.by_profit_and_margin", full, answer))
    return out


def candidate(one):
    return {"id": one[0], "key": bits(one[1]), "size": str(one[2])}


def deleverages(rng):
    out = []
    most = (1 << 128) - 1
    for one in [(7, ONE, 5), (0, LEAST, 0), (4294967295, MOST, most)]:
        write = lambda made: {**candidate(made), "close": "0"}
        out.append(case("Candidate.new", candidate(one), lambda: one, write))
    lists = [
        [],
        [(1, ONE, 10)],
        [(1, ONE, 10), (2, ONE, 10), (3, ONE, 10)],
        [(3, ONE, 10), (1, ONE, 10), (2, 2 * ONE, 7)],
        [(5, -ONE, 3), (4, ZERO, 3), (9, ONE, 0), (2, ONE, 1)],
        [(1, ONE, most), (2, ZERO, 1)],
        [(1, ONE, most - 1), (2, ZERO, 1)],
        [(1, ULP, most), (2, ONE, 0)],
        [(1, MOST, 0), (2, LEAST, 0)],
    ]
    for count in (2, 3, 5, 8, 13):
        for width in (4, 100):
            names = rng.sample(range(1000), count)
            keys = [Fraction(rng.randrange(-3, 4)) if width == 4 else quantity(rng) for _ in names]
            lists.append([(name, key, rng.getrandbits(width)) for name, key in zip(names, keys)])
    for candidates in lists:
        total = sum(size for _, _, size in candidates)
        for needed in sorted({0, 1, total // 3, total // 2 + 1, max(0, total - 1), total, total + 5}):
            if needed > most or rng.random() < 0.45:
                continue
            inputs = {"candidates": [candidate(one) for one in candidates], "needed": str(needed)}
            for name in ("greedy", "pro_rata"):
                answer = getattr(solvency, name)
                out.append(case(name, inputs, lambda: answer(candidates, needed), allocation))
    return out


def allocation(answer):
    closed, left = answer
    return {"closed": [{"id": name, "close": str(part)} for name, part in closed], "left": str(left)}


# --- protocol --------------------------------------------------------------------------------------


def totals_of(equity, deficit, *counts):
    return {"equity": equity, "deficit": deficit, **dict(zip(solvency.COUNTS, counts))}


def level(adds):
    sums = account.health()
    for amount, bound in adds:
        sums = account.add(sums, amount, bound)
    return sums


def kinds_of_account():
    """One of each status, with and without a price that is missing: pairs of sums and calls."""
    known, lost = [(ONE, ONE)] * 3, [model.UNKNOWN] * 3
    initial = [(d("0.5"), ONE), (ONE, ONE), (ONE, ONE)]
    both = [(d("0.5"), ONE), (d("0.5"), ONE), (ONE, ONE)]
    half_known = [(ONE, ONE), (ONE, ONE), model.UNKNOWN]
    lists = [
        [],
        [(ONE, known)],
        [(2 * ONE, initial), (d("-1.5"), known)],
        [(2 * ONE, both), (d("-1.5"), known)],
        [(ONE, known), (d("-1.5"), known)],
        [(ONE, known), (ONE, lost)],
        [(ONE, known), (-ONE, lost)],
        [(-ONE, known), (ONE, lost)],
        [(-ONE, known), (ONE, half_known)],
        [(ONE, half_known)],
        [(-ONE, half_known)],
        [(MOST, known)],
        [(-MOST, known)],
    ]
    out = []
    for adds in lists:
        levels = [level([(amount, bounds[at]) for amount, bounds in adds]) for at in range(3)]
        out.append((levels, encode.calls(adds)))
    return out


def totals(rng):
    out = [case("Totals.new", {}, solvency.totals, encode.fields)]
    full = 4294967295
    some_totals = [
        solvency.totals(),
        totals_of(d("100"), d("7"), 9, 3, 2, 1),
        totals_of(MOST, MOST, 5, 4, 3, 2),
    ]
    some_totals += [
        totals_of(ZERO, ZERO, *counts)
        for counts in [(full, 0, 0, 0), (9, full, 0, 0), (9, 9, full, 0), (9, 9, 9, full)]
    ]
    for sums in some_totals:
        for levels, calls in kinds_of_account():
            inputs = {"totals": encode.fields(sums), "account": calls}
            out.append(case("Totals.add", inputs, lambda: solvency.add_account(sums, levels), encode.fields))
    for _ in range(8):
        levels, calls, _ = some_account(rng)
        inputs = {"totals": encode.fields(some_totals[1]), "account": calls}
        answer = lambda: solvency.add_account(some_totals[1], levels)
        out.append(case("Totals.add", inputs, answer, encode.fields))
    for sums in some_totals[:3]:
        for reserves in (ZERO, ONE, d("100"), MOST, LEAST, -ONE):
            inputs = {"totals": encode.fields(sums), "reserves": bits(reserves)}
            out.append(case("Totals.coverage", inputs, lambda: solvency.fit(reserves - sums["equity"])))
    lists = [[], some_totals[:1], some_totals[:3], some_totals[:1] * 3, some_totals[2::-1]]
    lists += [[totals_of(size(rng), size(rng), 3, 2, 1, 0) for _ in range(5)] for _ in range(5)]
    for shocked in lists:
        inputs = {"shocked": [encode.fields(sums) for sums in shocked]}
        out.append(case("worst", inputs, lambda: solvency.worst(shocked), plain))
    return out


def exposures(rng):
    out = [case("Exposure.new", {}, lambda: (ZERO, ZERO), exposure)]
    pairs = [
        (ZERO, ZERO),
        (ONE, ZERO),
        (ZERO, ONE),
        (ONE, 2 * ONE),
        (2 * ONE, ONE),
        (MOST, MOST),
        (MOST, ZERO),
    ]
    pairs += [(ULP, MOST)] + rows(rng, 10, size, size)
    for pair in pairs:
        given = {"exposure": exposure(pair)}
        out.append(case("Exposure.net", given, lambda: solvency.fit(pair[0] - pair[1])))
        out.append(case("Exposure.gross", given, lambda: solvency.gross(pair)))
        out.append(case("Exposure.skew", given, lambda: solvency.skew(pair)))
        for added in (ONE, -ONE, ZERO, some(rng), rng.choice((MOST, LEAST))):
            full = {**given, "size": bits(added)}
            out.append(case("Exposure.add", full, lambda: solvency.add_size(pair, added), exposure))
    return out


def exposure(pair):
    return {"long": bits(pair[0]), "short": bits(pair[1])}


def shocks(rng):
    out = []
    for change in (
        ZERO,
        n("-0.35"),
        d("0.2"),
        ULP - 1,
        -ONE,
        d("-2"),
        -ONE - ULP,
        MOST,
        MOST - 1,
        quantity(rng, 4),
    ):
        for index in (0, 4294967295):
            inputs = {"index": index, "change": bits(change)}
            write = lambda made: {"index": made["index"], "factor": encode.price(made["factor"])}
            out.append(case("Shock.new", inputs, lambda: solvency.shock(index, change), write))
    sets = [
        [],
        [(ETHER, n("-0.35"))],
        [(ETHER, n("-0.35")), (BITCOIN, n("-0.2"))],
        [(ETHER, n("0.5")), (ETHER, n("-0.5"))],
        [(9, n("-0.5"))],
        [(DOLLAR, n("-0.02")), (BITCOIN, n("0.9"))],
        [(BITCOIN, MOST - 1)],
    ]
    everybody = accounts(rng, 6) + list(special().values())
    for holdings in everybody:
        for moves in rng.sample(sets, 2):
            made = [solvency.shock(index, change) for index, change in moves]
            inputs = {
                "holdings": encode.holdings(holdings),
                "shocks": [{"index": index, "change": bits(change)} for index, change in moves],
            }
            answer = lambda: solvency.health_under(holdings, made)
            out.append(case("health_under", inputs, answer, encode.health))
    return out
