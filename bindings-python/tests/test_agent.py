"""The risk agent: what it proposes is accepted or reported as refused, and can be checked by hand."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import plimsoll as p
from plimsoll.agent import Market, Proposal, Settings, propose
from plimsoll.risk.parameters import Change, Name, Parameter, Parameters, Rule
from plimsoll.risk.volatility import Policy

DAY = 86_400
VALUES: list[p.Number] = ["0.8", "0.85", "1.15", "1.2", "0.05", "0.01", 50_000, 40_000]
FREE = [Rule((0, 3), 1, 1, 1, DAY, 0)] * 6 + [Rule(("0.001", 10**12), 10**6, 1, 10**6, DAY, 0)] * 2
STEPS = [Rule((0, 3), "0.03", "0.03", "0.002", DAY, DAY)] * 6 + [Rule((1, 10**9), "0.3", "0.3", 0, DAY, DAY)] * 2
EXACT = Settings(deadband=0)
ASSETS = (Name.INITIAL_ASSET, Name.MAINTENANCE_ASSET)


def bars(moves: list[Decimal], last: int = 100) -> list[Decimal]:
    """Closes with these returns, which end at `last`: so the open interest is worth the same whatever the moves."""
    closes = [Decimal(last)]
    for move in reversed(moves):
        closes.append(closes[-1] / (1 + move))
    return closes[::-1]


def moves(seed: int, days: int, size: str = "0.05") -> list[Decimal]:
    source = random.Random(seed)
    return [Decimal(source.randrange(-1000, 1001)) / 1000 * Decimal(size) for _ in range(days)]


def market(name: str = "ETH", seed: int = 1, size: str = "0.05", **changes: Any) -> Market:
    closes = changes.pop("closes", None) or bars(moves(seed, 79, size))
    days = len(closes)
    fields: dict[str, Any] = {
        "volumes": [90_000 + 10 * day for day in range(days)],
        "open_interest": [60_000 + 100 * (day % 7) for day in range(days)],
        "parameters": Parameters(VALUES, 0),
    }
    return Market(name, closes, **{**fields, **changes})


def one(*markets: Market, rules: list[Rule] = STEPS, now: int = DAY, settings: Settings | None = None) -> Proposal:
    return propose(markets, rules, now, settings)[0]


def fraction(value: p.Fixed) -> Fraction:
    return Fraction(value.to_decimal())


# A market by hand.

ALTERNATING = [Decimal(close) for close in ("64", "80", "60", "75", "56.25", "70.3125")]
HAND = Settings(
    policy=Policy((1, 1), 1, 1, 1, 0, (9, 1)),
    participation="0.25",
    factor="1.2",
    reward="0.0625",
    deadband=0,
    window=5,
    history=6,
)


def by_hand() -> Proposal:
    """Two markets that rise and fall by a quarter together, with as much open interest in value: crowding 3/2."""
    first = market("A", closes=ALTERNATING, volumes=[9, 500, 700, 600, 800, 100], open_interest=[9, 400, 7, 7, 7, 7])
    double = [2 * close for close in ALTERNATING]
    return one(first, market("B", closes=double, volumes=[1] * 6, open_interest=[200] * 6), rules=FREE, settings=HAND)


def test_a_market_by_hand() -> None:
    """Margin 1/4 a day; 600 / (3/2) = 400 of volume; 400 open close in 4 days, at an impact of 1/4."""
    haircut = 1 - (1 - Fraction(1, 4) * 2) * (1 - Fraction(1, 4))
    expected = {
        Name.INITIAL_ASSET: 1 - haircut * 6 / 5,
        Name.MAINTENANCE_ASSET: 1 - haircut,
        Name.MAINTENANCE_LIABILITY: 1 + haircut,
        Name.INITIAL_LIABILITY: 1 + haircut * 6 / 5,
        Name.LIQUIDATION_BONUS: Fraction(1, 4) / 2 + Fraction(1, 16),
        Name.DEPOSIT_CAP: Fraction(300),
        Name.BORROW_CAP: Fraction(300),
    }
    assert haircut == Fraction(5, 8)
    proposal = by_hand()
    assert proposal.targets.keys() == expected.keys()
    down = {*ASSETS, Name.DEPOSIT_CAP, Name.BORROW_CAP}
    for name, exact in expected.items():
        error = fraction(proposal.targets[name]) - exact
        assert abs(error) < Fraction(1, 2**30) and (error <= 0 if name in down else error >= 0), name
    assert {change.name: change.value for change in proposal.changes} == dict(proposal.targets)
    assert proposal.parameters.version == 1 and proposal.refusal is None


def test_the_explanation_by_hand() -> None:
    assert str(by_hand()) == """A, version 0, at 86400:
  initial_asset 0.8 -> 0.25 over 0 s, all the way: target 0.25 = 1 - 1.2 * 0.625, at least 0
  maintenance_asset 0.85 -> 0.375 over 0 s, all the way: target 0.375 = 1 - 0.625
  maintenance_liability 1.15 -> 1.625 over 0 s, all the way: target 1.625 = 1 + 0.625
  initial_liability 1.2 -> 1.75 over 0 s, all the way: target 1.75 = 1 + 1.2 * 0.625, at most 2
  liquidation_bonus 0.05 -> 0.1875 over 0 s, all the way: target 0.1875 = 1 * 0.25 * sqrt(100 / 400) = 0.125 for \
closing a day's 100, and 0.0625 for the liquidator
  insurance_fee stays at 0.01, the agent does not propose it: no target
  deposit_cap 50000 -> 300 over 0 s, all the way: target 300 = 400 * 0.25 * 3 days
  borrow_cap 40000 -> 300 over 0 s, all the way: target 300 = 400 * 0.25 * 3 days
  the steady margin is 0.25 for one day, after 5 days: 1 deviations of 0.25
  the median volume of 5 days is 600; divided by (1 + 1 * 0.5 (B)) = 1.5 for those that fall with it, 400 counts
  the most open in these days, 400, is closed at 0.25 of that in 4 days (at least 1): margin 0.25 * sqrt(4) = 0.5
  closing it moves the price by 1 * 0.25 * sqrt(400 / 400) = 0.25: haircut 1 - (1 - 0.5) * (1 - 0.25) = 0.625"""


# Laws.


def random_rule(source: random.Random, cap: bool) -> Rule:
    step = source.choice(["0", "0.001", "0.05", "0.4", "1"])
    grain = source.choice(["0", "0", "0.004", "0.1"])
    bounds = ("0.5", "1000000000") if cap else source.choice([("0", "3"), ("0", "3"), ("0.7", "1.3")])
    return Rule(bounds, step, source.choice(["0", step, "0.2"]), grain, source.choice([0, 600, DAY]), DAY // 2)


def random_set(source: random.Random) -> Parameters:
    """Often with weights at their limits; half of them on their way."""

    def values() -> list[p.Number]:
        cuts = sorted(source.choice([0, 10, source.randrange(100), source.randrange(60)]) for _ in range(2))
        more = sorted(source.choice([0, 10, source.randrange(200)]) for _ in range(2))
        room = (100 + more[0]) * 1000 // (100 - cuts[0]) - 1000
        fee = source.randrange(min(room, 20) + 1)
        bonus = source.choice([0, max(room - fee - 1, 0), source.randrange(room - fee + 1)])
        weights: list[int] = [100 - cuts[1], 100 - cuts[0], 100 + more[0], 100 + more[1]]
        thousandths = [weight * 10 for weight in weights] + [bonus, fee]
        return [*(Decimal(value) / 1000 for value in thousandths), source.randrange(1, 10**6), source.randrange(1, 10**6)]

    while True:
        try:
            start = Parameters(values(), 0)
            if source.random() < 0.5:
                return start
            ends = [Parameter.moving(at.to, to, 0, DAY * 2) for at, to in zip(start.values, values())]
            return Parameters.from_stored(5, ends, 0)
        except p.InvalidParameters:
            continue


def random_markets(source: random.Random) -> Iterator[Market]:
    common = moves(source.randrange(10**6), 20)
    for place in range(source.randrange(1, 4)):
        size = source.choice(["0", "0.001", "0.03", "0.3"])
        own = moves(source.randrange(10**6), 20, size)
        closes = bars([a + source.choice([-1, 0, 1]) * b / 2 for a, b in zip(own, common)], source.choice([1, 100]))
        volume, most = 10 ** source.randrange(1, 7), 10 ** source.randrange(7)
        opens = [source.randrange(most + 1) for _ in closes]
        yield market(
            f"M{place}", closes=closes, volumes=[volume] * 21, open_interest=opens, parameters=random_set(source)
        )


def test_what_is_proposed_is_accepted() -> None:
    """Over random markets, rules, and sets at the limits of their orders: each change is within its rule and nearer
    to its target, and another call of the core's function accepts all of them together.
    """
    source = random.Random(5)
    seen = {"changes": 0, "whole": 0, "orders": 0, "refused": 0}
    for _ in range(250):
        rules = [random_rule(source, place > 5) for place in range(8)]
        settings = Settings(deadband=source.choice(["0", "0.05"]), history=20, reward=source.choice(["0", "0.02", "0.2"]))
        for given in (markets := list(random_markets(source))):
            now = source.choice([0, 600, DAY, 3 * DAY])
            before = given.parameters
            [proposal] = [each for each in propose(markets, rules, now, settings) if each.market == given.name]
            seen["refused"] += proposal.refusal is not None
            seen["orders"] += "as far as the rest of the set" in str(proposal)
            if not proposal.changes:
                assert proposal.parameters == before
                continue
            seen["changes"] += 1
            seen["whole"] += len(proposal.changes) == 7
            accepted = before.propose(rules, before.version, proposal.changes, proposal.ramp, now)
            assert accepted == proposal.parameters and accepted.version == before.version + 1
            for change in proposal.changes:
                place, target = list(Name).index(change.name), proposal.targets[change.name]
                least, most = rules[place].reach(before.get(change.name).at_down(now))
                assert least <= change.value <= most
                assert abs(target - change.value) < abs(target - before.get(change.name).to)
    assert seen.pop("refused") >= 1 and min(seen.values()) >= 5, seen


def walk(given: Market, rules: list[Rule], settings: Settings, count: int) -> Proposal:
    for day in range(1, count + 1):
        proposal = one(given, rules=rules, now=day * DAY, settings=settings)
        assert proposal.refusal is None
        given = replace(given, parameters=proposal.parameters)
    return proposal


@pytest.mark.parametrize("size", ["0.002", "0.03", "0.08"])
def test_it_walks_to_its_target(size: str) -> None:
    for seed in range(3):
        end = walk(market(seed=seed, size=size), STEPS, EXACT, 120)
        assert not end.changes
        assert all(end.parameters.at(name, 120 * DAY) == target for name, target in end.targets.items())
        near = walk(market(seed=seed, size=size), STEPS, Settings(), 120)
        assert not near.changes
        for name, target in near.targets.items():
            at = fraction(near.parameters.at(name, 120 * DAY))
            whole = abs(at - 1) if name.endswith(("_asset", "_liability")) else at
            assert abs(at - fraction(target)) <= whole / 20


def test_a_ramp_longer_than_the_delay_still_arrives() -> None:
    slow = [Rule(rule.bounds, rule.rise, rule.fall, rule.grain, DAY, 5 * DAY) for rule in STEPS]
    end = walk(market(), slow, EXACT, 400)
    assert all(end.parameters.at(name, 401 * DAY) == target for name, target in end.targets.items())


def test_more_volatile_data_never_raise_weights() -> None:
    for seed in range(12):
        before = None
        for tenths in (1, 2, 5, 10, 11, 20, 40):
            scaled = bars([move * tenths / 10 for move in moves(seed, 79, "0.06")])
            now = one(market(closes=scaled), market("BTC", seed + 50)).targets
            if before is not None:
                assert all(now[name] <= before[name] for name in ASSETS)
                assert now[Name.MAINTENANCE_LIABILITY] >= before[Name.MAINTENANCE_LIABILITY]
                assert now[Name.LIQUIDATION_BONUS] >= before[Name.LIQUIDATION_BONUS]
            before = now
        assert before is not None and before[Name.MAINTENANCE_ASSET] < Decimal("0.8")


def test_ranges_count_where_they_are_wider() -> None:
    closes = bars(moves(3, 79))
    narrow = one(market(closes=closes, highs=closes, lows=closes)).targets
    wide = one(market(closes=closes, highs=[c * 2 for c in closes], lows=[c / 2 for c in closes])).targets
    assert narrow == one(market(closes=closes)).targets
    today = one(market(closes=closes, highs=[*closes[:-1], closes[-1] * 2], lows=closes)).targets
    assert all(wide[name] < today[name] < narrow[name] for name in ASSETS)


def test_who_falls_together_closes_together() -> None:
    rising = moves(7, 79)
    alone = one(market(closes=bars(rising)))
    beside = one(market(closes=bars(rising)), market("TWIN", closes=bars(rising)))
    against = one(market(closes=bars(rising)), market("HEDGE", closes=bars([-move for move in rising])))
    still = one(market(closes=bars(rising)), market("FLAT", closes=[100] * 80))
    assert alone.targets == against.targets
    # Of what does not move nothing is known: it costs as much as a twin, to the rounding of whose correlation.
    assert 0 <= beside.targets[Name.DEPOSIT_CAP] - still.targets[Name.DEPOSIT_CAP] < p.Fixed("0.00001")
    assert all(beside.targets[name] < alone.targets[name] for name in (*ASSETS, Name.DEPOSIT_CAP))
    many = one(*(market(str(place), closes=bars(rising)) for place in range(9)))
    assert "divided by (1 + 1 * 0.111111 (1) + " in str(many) and " (5) + 0.333333 (3 more)) = 1.88889" in str(many)
    empty = market("TWIN", closes=bars(rising), open_interest=[0] * 80)
    assert one(market(closes=bars(rising)), empty).targets == alone.targets
    assert one(empty).targets[Name.LIQUIDATION_BONUS] == p.Fixed("0.01")
    assert "in 1 days (at least 1)" in str(one(empty))


def test_they_are_compared_over_a_long_memory_on_the_days_that_both_have() -> None:
    """The last twenty days apart do not make two markets strangers, nor do days that one alone has seen."""
    rising = moves(7, 79)
    lately = [*rising[:59], *(-move for move in rising[59:])]
    alone, beside = one(market()), one(market(closes=bars(rising)), market("TWIN", closes=bars(lately)))
    assert beside.targets[Name.DEPOSIT_CAP] < alone.targets[Name.DEPOSIT_CAP]
    mean = Settings(policy=Policy((1, 1), 1, 1, 3, "0.02", ("0.04", 1)))
    against = market("HEDGE", closes=bars([-move for move in rising]))
    assert one(market(closes=bars(rising)), against, settings=mean).targets[Name.DEPOSIT_CAP] == alone.targets[Name.DEPOSIT_CAP]
    twins = (bars(rising), bars([*moves(8, 40), *rising]))
    long, cut = (one(market(closes=bars(rising)), market("TWIN", closes=twin, open_interest=[5000] * len(twin)))
                 for twin in reversed(twins))  # fmt: skip
    assert long.targets == cut.targets


def test_days_that_count() -> None:
    """Half of 30 days at 1000 and half at 2000: the lower median. Nothing before them counts, and the fullest does."""
    volumes, opens = [10**6] * 50 + [1000, 2000] * 15, [10**6] * 50 + [0] * 29 + [70]
    proposal = one(market(volumes=volumes, open_interest=opens), settings=EXACT)
    assert proposal.targets[Name.BORROW_CAP] == 750
    assert "the most open in these days, 70, is closed" in str(proposal)


def test_a_haircut_ends_at_one() -> None:
    proposal = one(market(size="0.6"), rules=FREE)
    assert proposal.targets[Name.INITIAL_ASSET] == 0 and proposal.targets[Name.INITIAL_LIABILITY] == 2
    assert proposal.parameters.get("initial_asset").to == 0


def test_a_rule_without_a_step_freezes_its_parameter() -> None:
    frozen = Rule((0, 3), 0, 0, 0, 0, 0)
    for place, name in list(enumerate(Name))[:6]:
        rules = [*FREE[:place], frozen, *FREE[place + 1 :]]
        proposal = one(market(), rules=rules, settings=EXACT)
        assert name not in [change.name for change in proposal.changes] and len(proposal.changes) >= 5
        assert proposal.parameters.get(name) == market().parameters.get(name)
    assert "initial_asset stays at 0.8, its rule lets it go no nearer now" in str(one(market(), rules=[frozen, *FREE[1:]]))


def test_beside_a_frozen_weight_the_other_goes_up_to_it() -> None:
    rules = [Rule((0, 3), 0, 0, 0, 0, 0), *FREE[1:]]
    proposal = one(market(size="0.2"), rules=rules)
    assert proposal.targets[Name.MAINTENANCE_ASSET] < p.Fixed("0.8")
    assert proposal.parameters.get("maintenance_asset").to == p.Fixed("0.8") and proposal.refusal is None
    assert "maintenance_asset 0.85 -> 0.8 over 0 s, as far as the rest of the set lets it" in str(proposal)


def test_what_waits_for_another_goes_on_when_that_has_moved() -> None:
    """The liability weight stands, so the maintenance weight rises to 1 / 1.5, and then the initial one up to it."""
    still = Rule((0, 3), 0, 0, 0, 0, 0)
    together = Parameters(["0.5", "0.5", "1", "1", "0", "0.5", "50000", "50000"], 0)
    rules = [*FREE[:2], still, still, still, *FREE[5:]]
    proposal = one(market(size="0.001", parameters=together), rules=rules)
    assert proposal.refusal is None and proposal.targets[Name.INITIAL_ASSET] > p.Fixed("0.7")
    ends = [proposal.parameters.get(name).to for name in ASSETS]
    assert ends[0] == ends[1] and 0 <= Fraction(2, 3) - fraction(ends[0]) < Fraction(1, 2**47)


def test_a_ramp_is_as_long_as_asked() -> None:
    assert [one(market(), settings=Settings(ramp=ramp)).ramp for ramp in (0, DAY, 2 * DAY)] == [DAY, DAY, 2 * DAY]


def test_the_weights_leave_room_for_bonus_and_fee() -> None:
    proposal = one(market(size="0.0001"), rules=FREE, settings=Settings(reward="0.2"))
    penalty = fraction(proposal.targets[Name.LIQUIDATION_BONUS] + p.Fixed("0.01"))
    haircut = 1 - fraction(proposal.targets[Name.MAINTENANCE_ASSET])
    assert 0 <= haircut - penalty / (2 + penalty) < Fraction(1, 2**45)
    assert "or a liquidation would lower the health" in str(proposal) and len(proposal.changes) == 7


# What is not proposed, and what is refused.


def test_too_soon() -> None:
    proposal = one(market(), now=DAY - 1)
    assert not proposal.changes and proposal.refusal is None and proposal.parameters.version == 0
    assert "maintenance_asset stays at 0.85, too soon, it may change from 86400 on" in str(proposal)


def test_the_deadband() -> None:
    end = walk(market(), FREE, EXACT, 1).parameters
    proposal = one(market(seed=1, size="0.0501", parameters=end), rules=FREE, now=3 * DAY)
    assert proposal.targets[Name.MAINTENANCE_ASSET] != end.get("maintenance_asset").to
    assert not proposal.changes and str(proposal).count("within the deadband of") == 7
    assert len(one(market(size="0.0501", parameters=end), rules=FREE, now=3 * DAY, settings=EXACT).changes) == 5


def test_a_stale_version_is_refused() -> None:
    proposal = one(market())
    voted = market().parameters.propose(STEPS, 0, [Change("insurance_fee", "0.011")], DAY, DAY)
    late = proposal.put(voted, STEPS, DAY)
    assert isinstance(late.refusal, p.WrongVersion) and late.parameters == voted
    assert "all of this is refused: WrongVersion" in str(late)
    on_time = proposal.put(market().parameters, STEPS, DAY)
    assert on_time == proposal
    early = proposal.put(market().parameters, STEPS, DAY - 1)
    assert isinstance(early.refusal, p.TooSoon)
    again = early.put(market().parameters, STEPS, DAY)
    assert again.refusal is None and again.parameters == proposal.parameters


def test_the_core_s_refusals_are_reported() -> None:
    past = one(market(parameters=Parameters(VALUES, 2 * DAY)))
    assert isinstance(past.refusal, p.InvalidTime) and not past.changes
    assert "refused, InvalidTime" in str(past)
    last = Parameters.from_stored(2**64 - 1, [Parameter(value, 0) for value in VALUES], 0)
    assert isinstance(one(market(parameters=last)).refusal, p.WrongVersion)


def test_a_value_outside_its_bounds_walks_toward_them() -> None:
    """Bounds that were tightened leave the present value outside: the core lets it move toward them only."""
    rules = [Rule((0, "0.1"), 0, "0.01", 0, 0, 0), *FREE[1:]]
    outside = one(market(size="0.3"), rules=rules, settings=EXACT)
    [moved] = [change.value for change in outside.changes if change.name is Name.INITIAL_ASSET]
    present = market().parameters.at("initial_asset", 0)
    assert outside.refusal is None and moved == rules[0].reach(present)[0] < present
