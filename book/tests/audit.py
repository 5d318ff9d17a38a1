"""An auditor of stresses, who has nothing of the engine: audit.py STRESS REPORT COUNT [SEED [FIRST]]

Random books with policies and shocks (books.py) go through the command STRESS. Of each report the
steps are replayed in integers (replay.py); every account at every step goes through the command
REPORT for what it is worth and requires, and what is left of the book through the exact oracle too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import Any

import oracle
from bits import ONE, div_up, fit, mul_down, nearest
from books import stressed
from ledger import Account, World, changed
from market import Market
from replay import Replay, check, healthy


class Refused(Exception):
    """The command's one line on what is wrong."""


def run(command: list[str], text: str) -> str:
    done = subprocess.run([*command, "--json"], input=text.encode(), capture_output=True, timeout=60)
    if done.returncode not in (0, 1) or (done.returncode == 0) == bool(done.stderr):
        raise SystemExit(f"exit code {done.returncode}: {done.stderr!r} for {text}")
    if done.returncode:
        raise Refused(done.stderr.decode().removeprefix("-: ").rstrip("\n"))
    return done.stdout.decode()


def stress(command: str, text: str, shocks: dict[str, str]) -> str:
    moves = [part for market, change in shocks.items() for part in ("--shock", f"{market}={change}")]
    return run([command, "-", *moves], text)


def evaluated(command: str, world: World, accounts: dict[str, Account]) -> Any:
    text = json.dumps(world.with_accounts(accounts))
    return json.loads(run([command, "-"], text))["accounts"]


def moment(report: Any, name: str, figures: Any) -> None:
    """One of the three times: every account's figures, and the totals of them."""
    totals = Counter(accounts=len(figures))
    for account, found in report["accounts"].items():
        own, stated = figures[account], found[name]
        same = {"status": own["status"], "equity": own["equity"], "maintenance": own["maintenance"]["surplus"]}
        check(stated == same, name, account, stated, same)
        equity = nearest(own["equity"])
        totals["equity" if equity >= 0 else "deficit"] += abs(equity)
        totals["liquidatable"] += own["status"] in ("liquidatable", "insolvent")
        totals["insolvent"] += own["status"] == "insolvent"
    for key, value in report["totals"][name].items():
        found = nearest(value) if isinstance(value, str) else value
        check(found == totals[key], name, "totals", key, value, totals)


def settled(replay: Replay, figures: Any) -> None:
    """An account below the line has its closed perps settled, also where there is no step to take."""
    for name, account in replay.accounts.items():
        if not account.has_orders() and not healthy(figures, name):
            replay.world.settle(account)


def parties(replay: Replay, report: Any) -> None:
    """Who has received what, what it is worth, and that everything adds up to nothing."""
    world = replay.world
    worth = {}
    for party, purse in replay.purses.by.items():
        found = {market: nearest(text) for market, text in report[party]["units"].items()}
        check(found == {market: amount for market, amount in purse.items() if amount}, party, found, purse)
        amounts = (world.worth(m, a) if m in world.perps else mul_down(a, world.mids[m]) for m, a in purse.items())
        worth[party] = sum(amounts)
    check(nearest(report["liquidators"]["earned"]) == worth["liquidators"], "liquidators")
    check(nearest(report["protocol"]["earned"]) == worth["protocol"], "protocol")
    check(nearest(report["socialised"]["lost"]) == -worth["socialised"], "socialised")
    fund = [replay.policy.fund, replay.received, replay.spent, replay.fund]
    check([nearest(report["insurance"][key]) for key in ("before", "received", "paid", "after")] == fund, "fund", fund)
    check(replay.spent <= replay.policy.per_period and replay.fund >= 0, "the fund's limits")
    for asset, index in report["socialised"]["deposit_index"].items():
        lost = -replay.purses.by["socialised"][asset]
        deposits = sum(max(account.balances.get(asset, 0), 0) for account in replay.accounts.values())
        after = max(ONE - div_up(lost, deposits), 0) if deposits > lost else 0 if deposits else ONE
        check(nearest(index) == after, "deposit index", asset, index)
    lost_assets = {asset for asset, amount in replay.purses.by["socialised"].items() if amount}
    check(lost_assets == set(report["socialised"]["deposit_index"]), "deposit indices")
    check(set(report["sum"]) == set(world.mids) and set(report["sum"].values()) <= {"0"}, "sum", report["sum"])


def add_up(replay: Replay, before: dict[str, Account]) -> None:
    sums: Counter[str] = Counter()
    for accounts, sign in ((before, -1), (replay.accounts, 1)):
        for account in accounts.values():
            for asset, amount in account.balances.items():
                sums[asset] += sign * amount
            for market, (size, quote, *_) in account.perps.items():
                sums[market] += sign * size
                sums[replay.world.settles(market)] += sign * quote
    for purse in replay.purses.by.values():
        sums.update(purse)
    check(not any(sums.values()), "the sum is", sums)


def bracketed(world: World, accounts: dict[str, Account], report: Any) -> None:
    """What is left, by exact rationals: every stated surplus within its budget."""
    sections = [world.assets, world.perps]
    markets = {name: Market(name, entry) for section in sections for name, entry in section.items()}
    for name, account in accounts.items():
        exact = oracle.Account(account.json(), markets)
        for key, level in (("maintenance", 1), ("equity", 2)):
            assets, liabilities = exact.level(level)
            value = assets - liabilities
            stated = nearest(report["accounts"][name]["after"][key])
            check(value.low() * ONE <= stated <= value.high() * ONE, name, key, stated, float(value.x))


def audit(commands: tuple[str, str], text: str, shocks: dict[str, str]) -> str:
    """What kind of stress it was; raises where it is wrong."""
    stressed_book, reported = commands
    book = json.loads(text)
    try:
        before = json.loads(run([reported, "-"], text))["accounts"]
        world = World(book, changed(shocks))
        shocked = {name: Account(entry) for name, entry in book["accounts"].items()}
        if not world.rebuilt:
            return "no document"
        figures = evaluated(reported, world, shocked)
    except (Refused, OverflowError):
        try:
            stress(stressed_book, text, shocks)
        except Refused:
            return "out of range before it begins"
        return "out of range in its report only"
    try:
        report = json.loads(stress(stressed_book, text, shocks))
    except Refused as error:
        return f"error: {error}"
    check(report["shocks"] == shocks and list(report["accounts"]) == list(book["accounts"]), "form")
    moment(report, "before", before)
    moment(report, "shocked", figures)
    replay = Replay(book, world, report)
    replay.run()
    figures = evaluated(reported, world, replay.copies)
    for later in replay.checks:
        later(figures)
    settled(replay, evaluated(reported, world, replay.accounts))
    moment(report, "after", evaluated(reported, world, replay.accounts))
    bracketed(world, replay.accounts, report)
    parties(replay, report)
    add_up(replay, shocked)
    if replay.policy.fraction:
        check(report["totals"]["after"]["liquidatable"] == 0, "somebody is left to liquidate")
    kinds.update(f"{step['action']} {step.get('reason', '')}".strip() for step in report["steps"])
    return "steps" if report["steps"] else "nothing to do"


kinds: Counter[str] = Counter()


def main() -> None:
    commands, count = (sys.argv[1], sys.argv[2]), int(sys.argv[3])
    seed, first = (sys.argv[4] if len(sys.argv) > 4 else "1"), int(sys.argv[5]) if len(sys.argv) > 5 else 0
    outcomes: Counter[str] = Counter()
    for number in range(first, first + count):
        text, shocks = stressed(f"{seed}/{number}")
        try:
            outcome = audit(commands, text, shocks)
        except Exception as error:
            raise SystemExit(f"the stress of book {seed}/{number} is wrong: {type(error).__name__}: {error}") from error
        if outcome.startswith("error"):  # its flows are larger than its accounts
            if not outcome.endswith("outside the range of the number type"):
                raise SystemExit(f"the stress of book {seed}/{number} is refused: {outcome}")
            outcome = "out of range on the way"
        outcomes[outcome] += 1
    print("   " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print("   steps: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
