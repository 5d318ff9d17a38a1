"""Vectors of `risk/parameters`."""

from fractions import Fraction

import governance
import pick
from cases_oracle import NOW, record
from encode import case, form, vector
from governance import NAMES
from grid import LEAST, MOST, ULP, Failure, down, up
from pick import d, u

ZERO, ONE = Fraction(0), Fraction(1)
DAY = 86400


def parameters(rng):
    out = []
    for value in (ZERO, ONE, -ONE, MOST, LEAST, pick.quantity(rng)):
        vector(out, "Parameter.new", {"value": value, "at": NOW}, lambda: governance.still(value, NOW))
    lines = [
        (d("0.8"), d("0.75"), NOW, NOW + DAY),
        (d("0.8"), d("0.85"), NOW, NOW + 7 * DAY),
        (ZERO, ONE, 0, 3),
        (ONE, ZERO, 0, 3),
        (ONE, Fraction(2), NOW, NOW),
        (-ONE, ONE, NOW, NOW + 7),
        (ZERO, MOST, 0, 2**50),
        (LEAST, MOST, 0, 4),
        (ONE, ONE, NOW, NOW + 9),
    ]
    lines += [(pick.quantity(rng), pick.quantity(rng), NOW, NOW + rng.randrange(1, 10**6)) for _ in range(6)]
    for line in lines + [(ONE, ONE, NOW, NOW - 1)]:
        vector(out, "Parameter.moving", record("from to start end", line), lambda: governance.moving(*line))
    for line in lines:
        moved = governance.moving(*line)
        _, _, start, end = line
        times = {max(start - 1, 0), start, start + 1, (start + end) // 2, max(end - 1, 0), end, end + 1}
        for now in sorted(times):
            inputs = {"parameter": moved, "now": now}
            vector(out, "Parameter.at_down", inputs, lambda: governance.at(moved, now, down))
            vector(out, "Parameter.at_up", inputs, lambda: governance.at(moved, now, up))
    return out


RULES = [
    ([ZERO, ONE], u("0.05"), u("0.1"), u("0.01"), DAY, 7 * DAY),
    ([ONE, Fraction(3)], u("0.1"), u("0.02"), ZERO, DAY, 7 * DAY),
    ([ZERO, MOST], ONE, ONE, ONE, 0, 0),
    ([-ONE, ONE], ONE, d("0.5"), ULP, 60, 60),
    ([ONE, ONE], ZERO, ZERO, ZERO, 0, 1),
]


def rules(rng):
    out = []
    names = "bounds rise fall grain delay ramp"
    refused = [
        ([ONE, ZERO], ZERO, ZERO, ZERO, 0, 0),
        ([ZERO, ONE], -ULP, ZERO, ZERO, 0, 0),
        ([ZERO, ONE], ZERO, -ULP, ZERO, 0, 0),
        ([ZERO, ONE], ZERO, ONE + ULP, ZERO, 0, 0),
        ([ZERO, ONE], ZERO, ZERO, -ULP, 0, 0),
    ]
    for values in RULES + refused:
        vector(out, "Rule.new", record(names, values), lambda: governance.rule(*values))
    for values in RULES:
        terms = governance.rule(*values)
        delay, ramp = values[4:]
        presents = [ZERO, ULP, d("0.8"), ONE, u("1.25"), -ONE, MOST, pick.fraction(rng)]
        for present in presents + [LEAST]:
            inputs = {"rule": terms, "present": present}
            vector(out, "Rule.reach", inputs, lambda: governance.reach(terms, present))
        for present in presents:
            try:
                least, most = governance.reach(terms, present)
            except Failure:
                continue
            parameter = governance.still(present, NOW)
            soon = NOW + delay
            tries = [(value, ramp, soon) for value in (least, most, least - ULP, most + ULP) if value <= MOST]
            tries += [
                (most, ramp, soon - 1),
                (most, ramp - 1, soon),
                (least, ramp, soon + 5),
                (most, ramp + 99, soon),
            ]
            for value, over, now in tries:
                if over >= 0 and present in presents[:5] or value == most and over >= 0:
                    inputs = {"rule": terms, "parameter": parameter, "value": value, "ramp": over, "now": now}
                    vector(
                        out,
                        "Rule.change",
                        inputs,
                        lambda: governance.change(terms, parameter, value, over, now),
                    )
    # While it still moves: from where it is then.
    terms = governance.rule(*RULES[0])
    parameter = governance.moving(d("0.8"), d("0.75"), NOW, NOW + 7 * DAY)
    for now in (NOW - 1, NOW, NOW + DAY - 1, NOW + DAY, NOW + 3 * DAY + 1, NOW + 8 * DAY):
        for value in (d("0.8"), d("0.72"), d("0.69"), ONE + ULP):
            inputs = {"rule": terms, "parameter": parameter, "value": value, "ramp": 7 * DAY, "now": now}
            vector(
                out, "Rule.change", inputs, lambda: governance.change(terms, parameter, value, 7 * DAY, now)
            )
    return out


# --- the set ---------------------------------------------------------------------------------------

SOUND = [d("0.8"), d("0.9"), u("1.1"), u("1.2"), u("0.05"), u("0.01"), Fraction(10**6), Fraction(10**5)]
ANY = governance.rule([ZERO, MOST], MOST, ONE, MOST, 0, 0)
SLOW = [
    governance.rule([ZERO, ONE], u("0.05"), u("0.1"), ZERO, DAY, 7 * DAY),
    governance.rule([ZERO, d("0.98")], u("0.05"), u("0.1"), ZERO, DAY, 7 * DAY),
    governance.rule([u("1.01"), Fraction(2)], u("0.05"), u("0.05"), ZERO, DAY, 7 * DAY),
    governance.rule([ONE, Fraction(3)], u("0.05"), u("0.05"), ZERO, DAY, 7 * DAY),
    governance.rule([ZERO, d("0.2")], ONE, d("0.5"), u("0.005"), DAY, 7 * DAY),
    governance.rule([ZERO, d("0.2")], ONE, d("0.5"), u("0.005"), DAY, 7 * DAY),
    governance.rule([ONE, Fraction(10**9)], ONE, d("0.5"), ZERO, 3600, DAY),
    governance.rule([ONE, Fraction(10**9)], ONE, d("0.5"), ZERO, 3600, DAY),
]


def judged(out, function, inputs, answer):
    """A vector whose error has names beside it."""
    names = []

    def asked():
        try:
            return answer()
        except governance.Refusal as refusal:
            names.extend(refusal.names)
            raise

    made = case(function, form(inputs), asked, form)
    out.append({**made, "names": names} if "error" in made else made)


def at_ends(**places):
    """The sound values, some of them changed."""
    return [places.get(name, value) for name, value in zip(NAMES, SOUND)]


def sets(rng):
    out = [case("Name.name", {"number": i}, lambda: name, form) for i, name in enumerate(NAMES)]
    many = [
        SOUND,
        at_ends(initial_asset=d("0.9")),
        at_ends(initial_asset=d("0.9") + ULP),
        at_ends(initial_asset=-ULP),
        at_ends(initial_asset=ZERO, maintenance_asset=ZERO),
        at_ends(maintenance_asset=ONE),
        at_ends(maintenance_asset=ONE, liquidation_bonus=ZERO, insurance_fee=ZERO, maintenance_liability=ONE),
        at_ends(maintenance_asset=ONE + ULP),
        at_ends(maintenance_liability=ONE - ULP),
        at_ends(maintenance_liability=ONE),
        at_ends(initial_liability=u("1.1")),
        at_ends(initial_liability=u("1.1") - ULP),
        at_ends(liquidation_bonus=-ULP),
        at_ends(liquidation_bonus=u("0.2")),
        at_ends(liquidation_bonus=u("0.22")),
        at_ends(insurance_fee=-ULP),
        at_ends(insurance_fee=u("0.3")),
        at_ends(liquidation_bonus=MOST),
        at_ends(maintenance_liability=MOST, initial_liability=MOST),
        at_ends(deposit_cap=ZERO),
        at_ends(deposit_cap=-ONE),
        at_ends(borrow_cap=ZERO),
        at_ends(borrow_cap=ULP, deposit_cap=MOST),
        [ZERO] * 8,
    ]
    for values in many:
        judged(out, "Parameters.new", {"values": values, "at": NOW}, lambda: governance.begin(values, NOW))
    line = lambda begin, to, start=NOW - DAY, end=NOW + DAY: governance.moving(begin, to, start, end)
    held = [governance.still(value, NOW - 9 * DAY) for value in SOUND]

    def stored(**moves):
        return [moves.get(name, value) for name, value in zip(NAMES, held)]

    shapes = [
        held,
        stored(initial_asset=line(d("0.8"), d("0.85"))),
        stored(initial_asset=line(d("0.8"), d("0.91"))),
        stored(initial_asset=line(d("0.95"), d("0.8"))),
        stored(initial_asset=line(d("0.95"), d("0.8"), NOW - 9 * DAY)),
        stored(maintenance_asset=line(d("0.9"), d("0.7")), initial_asset=line(d("0.8"), d("0.6"))),
        # The one arrives before the other: between, they cross.
        stored(
            maintenance_asset=line(d("0.9"), d("0.7")),
            initial_asset=line(d("0.8"), d("0.6"), NOW - DAY, NOW + 9 * DAY),
        ),
        stored(maintenance_liability=line(u("1.1"), u("1.3")), initial_liability=line(u("1.2"), u("1.4"))),
        stored(
            maintenance_liability=line(u("1.1"), u("1.4")),
            initial_liability=line(u("1.2"), u("1.5"), NOW - DAY, NOW + 5 * DAY),
        ),
        stored(maintenance_liability=line(u("1.1"), ONE)),
        stored(liquidation_bonus=line(ZERO, u("0.4"))),
        stored(insurance_fee=line(ZERO, u("0.4"))),
        stored(deposit_cap=line(ONE, ZERO)),
        stored(borrow_cap=line(ONE, Fraction(5), NOW + 1, NOW + 2)),
        stored(deposit_cap=line(ZERO, ONE)),
        stored(deposit_cap=line(ZERO, ONE, NOW, NOW + 5)),
        stored(insurance_fee=line(ZERO, ZERO, NOW + 1, NOW + 1)),
    ]
    sound = []
    for values in shapes:
        for version, now in ((7, NOW), (0, NOW + 12345)):
            inputs = {"version": version, "values": values, "now": now}
            judged(out, "Parameters.from_stored", inputs, lambda: governance.valid(version, values, now))
        try:
            sound.append(governance.valid(7, values, max(value["start"] for value in values)))
        except Failure:
            pass
    for one in sound:
        for name in NAMES:
            for now in rng.sample((NOW - 99 * DAY, NOW, NOW + 1, NOW + 4321, NOW + DAY, NOW + 99 * DAY), 2):
                inputs = {"parameters": one, "name": name, "now": now}
                vector(out, "Parameters.at", inputs, lambda: governance.value_of(one, name, now))
    out += proposals(rng, sound)
    return out


def proposals(rng, sound):
    out = []

    def add(one, rules, version, changes, ramp, now):
        changes = [{"name": name, "value": value} for name, value in changes]
        inputs = record(
            "parameters rules version changes ramp now", (one, rules, version, changes, ramp, now)
        )
        judged(out, "Parameters.propose", inputs, lambda: governance.propose(*inputs.values()))

    week, free, first = 7 * DAY, [ANY] * 8, sound[0]
    add(first, SLOW, 7, [], week, NOW)
    add(first, SLOW, 6, [("initial_asset", d("0.78"))], week, NOW)
    add(first, SLOW, 8, [], week, NOW)
    # Each alone, in its reach and beyond; too soon; too fast; out of bounds; twice.
    for name, value in zip(NAMES, SOUND):
        for factor in ("1.02", "0.97", "1.2", "0.7", "3"):
            add(first, SLOW, 7, [(name, down(value * pick.parse(factor)))], week, NOW)
        add(first, SLOW, 7, [(name, value)], 60, NOW)
        add(first, SLOW, 7, [(name, value)], week, NOW - 9 * DAY + 5)
        add(first, SLOW, 7, [(name, -ONE)], week, NOW)
        add(first, SLOW, 7, [(name, value), (name, value)], week, NOW)
    add(first, SLOW, 7, [("initial_asset", d("0.79"))], week, NOW - 10 * DAY)
    # Together: an order that holds only when both move, and one that breaks on the way.
    both = [
        ("initial_asset", d("0.82")),
        ("maintenance_asset", d("0.91")),
        ("deposit_cap", Fraction(2 * 10**6)),
    ]
    add(first, SLOW, 7, both, week, NOW)
    add(first, SLOW, 7, both[::-1], week, NOW)
    add(first, free, 7, [("initial_asset", d("0.95"))], 0, NOW)
    add(first, free, 7, [("initial_asset", d("0.95")), ("maintenance_asset", d("0.97"))], 0, NOW)
    add(first, free, 7, [("liquidation_bonus", u("0.2"))], 0, NOW)
    add(first, free, 7, [("liquidation_bonus", u("0.25"))], 100, NOW)
    add(first, free, 7, [("liquidation_bonus", u("0.25")), ("maintenance_liability", u("1.2"))], 100, NOW)
    add(first, free, 7, [("deposit_cap", ZERO)], 100, NOW)
    add(first, free, 7, [("liquidation_bonus", MOST)], 100, NOW)
    for one in sound[1:]:
        for _ in range(4):
            name = rng.choice(NAMES[:4])
            factor = Fraction(rng.randrange(95, 105), 100)
            value = down(SOUND[NAMES.index(name)] * factor)
            add(one, rng.choice((SLOW, free)), 7, [(name, value)], week, NOW + rng.choice((0, 3600, 2 * DAY)))
    # What is proposed is the next version's start.
    second = governance.propose(first, SLOW, 7, [{"name": "initial_asset", "value": d("0.82")}], week, NOW)
    for now in (NOW, NOW + DAY - 1, NOW + DAY, NOW + 3 * DAY, NOW + week):
        add(second, SLOW, 8, [("initial_asset", d("0.8"))], week, now)
    return out
