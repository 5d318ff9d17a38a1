"""An auditor of replays, who has nothing of the engine: paths.py REPLAY REPORT COUNT [SEED [FIRST]]

Random books with policies (books.py) go along random paths through the command REPLAY. Of each row the
prices are made anew from the book's own, its steps are replayed in integers (replay.py) on accounts and a
fund that are carried from row to row, losses are borne, and every account before and after the policy goes
through the command REPORT.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from typing import Any

from audit import Refused, add_up, evaluated, run, settled
from bits import ONE, div_down, div_up, down, exact, fit, mul_down, mul_up, nearest, up
from books import stressed
from ledger import Account, Factor, World
from replay import Replay, check

Path = dict[str, list[str]]


def own(book: Any, market: str) -> tuple[int, int]:
    price = (book["assets"] | book.get("perps", {}))[market]["price"]
    ends = (price, price) if isinstance(price, str) else (price["low"], price["high"])
    return down(ends[0]), up(ends[1])


def walk(r: random.Random, book: Any, shocks: dict[str, str]) -> tuple[list[int], Path]:
    """Some markets through a few rows, some of which repeat the one before."""
    rows = r.randint(1, 8)
    times = sorted(r.sample(range(-1000, 10**9), rows))
    path: Path = {}
    for market in shocks:
        if any(c in market for c in ',"') or not market.isprintable():
            continue  # no name for a plain CSV
        middle, factor, prices = sum(own(book, market)) / 2 / ONE, 1.0, list[str]()
        for _ in range(rows):
            factor *= r.choice([1, r.uniform(0.9, 1.1), r.uniform(0.5, 1.2), r.uniform(0.8, 2)])
            price = f"{middle * factor:.{r.choice([3, 6, 15])}f}"
            prices.append(price if nearest(price) > 0 else exact(1))
        path[market] = prices
    return times, path


def written(times: list[int], path: Path) -> str:
    rows = zip(times, *path.values()) if path else zip(times)
    return "\n".join(",".join(str(field) for field in row) for row in [("time", *path), *rows]) + "\n"


def factor(book: Any, market: str, price: str) -> Factor:
    """`2 * price / (low + high)`, rounded down and up."""
    twice, ends = fit(2 * nearest(price)), fit(sum(own(book, market)))
    return div_down(twice, ends), div_up(twice, ends)


class Auditor:
    def __init__(self, commands: tuple[str, str], text: str, times: list[int], path: Path) -> None:
        self.replay, self.report = commands
        self.text, self.book, self.times, self.path = text, json.loads(text), times, path
        self.accounts = {name: Account(entry) for name, entry in self.book["accounts"].items()}
        self.began = {name: account.copy() for name, account in self.accounts.items()}
        self.losses: dict[str, int] = {}
        self.indices: dict[str, int] = {}
        self.purses: Counter[tuple[str, str]] = Counter()
        self.before = json.loads(run([self.report, "-"], text))["accounts"]

    def bear(self) -> None:
        for asset, index in self.losses.items():
            for account in self.accounts.values():
                held = account.balances.get(asset, 0)
                if held > 0:
                    account.balances[asset] = mul_down(held, index)
                    self.purses["socialised", asset] += held - account.balances[asset]

    def worths(self, world: World, replay: Replay) -> Counter[str]:
        """The amounts of a row, from its steps and purses."""
        worth: Counter[str] = Counter()
        for step in replay.steps:
            if step["action"] in ("reduce", "deleverage"):
                size = abs(nearest(step["size"]))
                key = "liquidated" if step["action"] == "reduce" else "deleveraged"
                worth[key] += world.worth(step["market"], size)
            elif step["action"] == "repay":
                worth["liquidated"] += mul_down(nearest(step["seized"]), world.mids[step["collateral"]])
        for party, purse in replay.purses.by.items():
            for market, amount in purse.items():
                value = world.worth(market, amount) if market in world.perps else mul_down(amount, world.mids[market])
                worth[party] += value
                self.purses[party, market] += amount
        return worth

    def lose(self, replay: Replay) -> None:
        """The deposit index of what the row has socialised."""
        self.losses = {}
        for asset, received in replay.purses.by["socialised"].items():
            if received < 0:
                held = sum(max(account.balances.get(asset, 0), 0) for account in self.accounts.values())
                after = max(ONE - div_up(-received, held), 0) if held > -received else 0 if held else ONE
                self.losses[asset] = after
                self.indices[asset] = mul_down(self.indices.get(asset, ONE), after)

    def row(self, at: int, stated: Any, steps: list[Any], fund: dict[str, int]) -> str:
        self.bear()
        world = World(self.book, {market: factor(self.book, market, prices[at]) for market, prices in self.path.items()})
        if not world.rebuilt:
            return "no document"
        self.figures = evaluated(self.report, world, self.accounts)
        below = [Counter(figures["status"] for figures in self.figures.values())]
        replay = Replay(self.book, world, {"steps": steps})
        replay.accounts, replay.fund, replay.spent = self.accounts, fund["fund"], fund["spent"]
        replay.run()
        figures = evaluated(self.report, world, replay.copies)
        for later in replay.checks:
            later(figures)
        settled(replay, evaluated(self.report, world, replay.accounts))
        self.figures = evaluated(self.report, world, self.accounts)
        below.append(Counter(figures["status"] for figures in self.figures.values()))
        worth = self.worths(world, replay)
        self.lose(replay)
        paid = replay.spent - fund["spent"]
        fund |= {"fund": replay.fund, "spent": replay.spent}
        fund["drawdown"] = max(fund["drawdown"], max(fund["peak"], replay.fund) - replay.fund)
        fund["peak"] = max(fund["peak"], replay.fund)
        equities = [nearest(figures["equity"]) for figures in self.figures.values()]
        counts = [(now["liquidatable"] + now["insolvent"], now["insolvent"]) for now in below]
        found = {
            "liquidatable": counts[0][0], "insolvent": counts[0][1], "steps": len(steps),
            "liquidatable_after": counts[1][0], "insolvent_after": counts[1][1],
            "liquidated": worth["liquidated"], "deleveraged": worth["deleveraged"],
            "fund_paid": paid, "fund_received": replay.received, "fund": replay.fund, "drawdown": fund["drawdown"],
            "socialised": -worth["socialised"], "liquidators": worth["liquidators"], "protocol": worth["protocol"],
            "equity": sum(max(equity, 0) for equity in equities), "deficit": sum(max(-equity, 0) for equity in equities),
        }
        for key, value in found.items():
            own = stated[key] if isinstance(stated[key], int) else nearest(stated[key])
            check(own == value, "row", at, key, own, value)
        # What is bad is what is paid and what is not, each debt of it rounded up.
        unpaid = [step for step in steps if step["action"] == "socialise"]
        borne = paid + sum(mul_up(nearest(step["units"]), world.mids[step["asset"]]) for step in unpaid)
        slack = sum(1 + world.mids[step["asset"]] // ONE for step in unpaid)
        check(abs(nearest(stated["bad_debt"]) - borne) <= slack, "row", at, "bad debt", stated["bad_debt"], borne)
        return ""

    def audit(self) -> str:
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.write(written(self.times, self.path))
            file.flush()
            report = json.loads(run([self.replay, "-", file.name], self.text))
        check([row["time"] for row in report["series"]] == [str(time) for time in self.times], "times")
        policy = Replay(self.book, World(self.book, {}), report).policy
        fund = {"fund": policy.fund, "spent": 0, "peak": policy.fund, "drawdown": 0}
        self.figures = self.before
        for at, (time, row) in enumerate(zip(self.times, report["series"])):
            steps = [dict(step) for step in report["steps"] if step["time"] == str(time)]
            for step in steps:
                del step["time"]
            outcome = self.row(at, row, steps, fund)
            if outcome:
                return outcome
        self.end(report, fund)
        return "steps" if report["steps"] else "nothing to do"

    def end(self, report: Any, fund: dict[str, int]) -> None:
        check(list(report["accounts"]) == list(self.accounts), "accounts")
        for moment, figures in (("before", self.before), ("after", self.figures)):
            for name, account in figures.items():
                own = {"status": account["status"], "equity": account["equity"], "maintenance": account["maintenance"]["surplus"]}
                check(report["accounts"][name][moment] == own, moment, name)
        stated = [nearest(report["insurance"][key]) for key in ("paid", "after", "drawdown")]
        check(stated == [fund["spent"], fund["fund"], fund["drawdown"]], "fund", stated, fund)
        for party in ("liquidators", "insurance", "protocol", "socialised"):
            found = {market: nearest(text) for market, text in report[party]["units"].items()}
            expected = {market: amount for (who, market), amount in self.purses.items() if who == party and amount}
            check(found == expected, party, found, expected)
        indices = {asset: nearest(text) for asset, text in report["socialised"]["deposit_index"].items()}
        check(indices == self.indices, "deposit index", indices, self.indices)
        check(set(report["sum"].values()) <= {"0"}, "sum")
        whole = Replay(self.book, World(self.book, {}), {"steps": []})
        whole.accounts = self.accounts
        for (party, market), amount in self.purses.items():
            whole.purses.receive(party, market, amount)
        add_up(whole, self.began)
        kinds.update(step["action"] for step in report["steps"])


kinds: Counter[str] = Counter()


def main() -> None:
    commands, count = (sys.argv[1], sys.argv[2]), int(sys.argv[3])
    seed, first = (sys.argv[4] if len(sys.argv) > 4 else "1"), int(sys.argv[5]) if len(sys.argv) > 5 else 0
    outcomes: Counter[str] = Counter()
    for number in range(first, first + count):
        text, shocks = stressed(f"paths {seed}/{number}")
        times, path = walk(random.Random(f"{seed}/{number}"), json.loads(text), shocks)
        try:
            outcome = Auditor(commands, text, times, path).audit()
        except (Refused, OverflowError) as error:  # flows, or one of the figures, larger than there are numbers
            if isinstance(error, Refused) and not str(error).endswith("outside the range of the number type"):
                raise SystemExit(f"the replay of book {seed}/{number} is refused: {error}") from error
            outcome = "out of range"
        except Exception as error:
            raise SystemExit(f"the replay of book {seed}/{number} is wrong: {type(error).__name__}: {error}") from error
        outcomes[outcome] += 1
    print("   " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print("   steps: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
