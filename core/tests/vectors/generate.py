#!/usr/bin/env python3
"""Writes the golden vectors beside this file; with --check, compares instead and says what differs.

Independent of the library: exact rationals and one stated rounding, from the documentation. Only the
standard library is used, and the same seed gives the same bytes everywhere.
"""

import json
import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import cases_account
import cases_analytic
import cases_auction
import cases_average
import cases_columns
import cases_correlation
import cases_deribit
import cases_derive
import cases_exit
import cases_liquidation
import cases_market
import cases_methods
import cases_netting
import cases_number
import cases_option
import cases_oracle
import cases_parameters
import cases_perp
import cases_shock
import cases_sizing
import cases_policy
import cases_scenario
import cases_solvency
import cases_solver
import cases_standard
import cases_upkeep
import cases_volatility
import cases_weighting
from real import outside

# The file is called as the core's module is.
FILES = {
    "error": [cases_solver.errors],
    "number": [cases_number.numbers, cases_number.quotients, cases_analytic.sums, cases_columns.weighted],
    "interval": [cases_analytic.intervals],
    "analytic": [cases_analytic.functions, cases_analytic.powers],
    "ramp": [cases_number.ramps],
    "amount": [cases_number.amounts, cases_number.amount_quotients],
    "decimal": [cases_number.decimals],
    "price": [cases_market.prices, cases_market.price_ends, cases_oracle.widenings],
    "oracle": [cases_oracle.readings],
    "confidence": [cases_oracle.confidences],
    "age": [cases_oracle.ages],
    "sources": [cases_oracle.many_sources],
    "band": [cases_oracle.bands],
    "twap": [cases_average.time_weighted],
    "ema": [cases_average.exponential],
    "stable": [cases_average.stable],
    "remote": [cases_average.remotes],
    "quota": [cases_average.quotas],
    "scale": [cases_weighting.scales],
    "size": [cases_weighting.sizes, cases_weighting.powers],
    "haircut": [cases_weighting.slices],
    "profile": [cases_weighting.profile_cases],
    "parameters": [cases_parameters.parameters],
    "rule": [cases_parameters.rules],
    "set": [cases_parameters.sets],
    "volatility": [cases_volatility.volatilities],
    "ewma": [cases_volatility.ewmas],
    "garch": [cases_volatility.garches],
    "range": [cases_volatility.ranges],
    "filtered": [cases_volatility.tails],
    "floor": [cases_volatility.floors],
    "policy": [cases_policy.policies],
    "correlation": [cases_correlation.correlations],
    "offset": [cases_correlation.offsets],
    "liquidity": [cases_correlation.liquidity],
    "exit": [cases_exit.exits],
    "pool": [cases_exit.pools],
    "ranges": [cases_exit.all_ranges],
    "stable_swap": [cases_exit.swaps],
    "depth": [cases_exit.depths],
    "weights": [cases_market.all_weights],
    "tiers": [cases_market.ladders],
    "health": [cases_account.healths, cases_solver.verdicts],
    "net": [cases_account.nets, cases_columns.added_values],
    "perp": [cases_perp.perps, cases_perp.transfers],
    "account": [cases_account.accounts, cases_solver.statuses],
    "holding": [cases_solver.holdings],
    "solver": [cases_solver.searches],
    "limits": [cases_solver.limits],
    "option": [cases_option.contracts, cases_option.values],
    "expiry": [cases_option.expiries],
    "forward": [cases_option.forwards],
    "greeks": [cases_option.greeks, cases_option.uncertain_greeks, cases_option.implied],
    "position": [cases_option.positions],
    "scenario": [cases_scenario.scenarios, cases_scenario.arrays],
    "shock": [cases_shock.volatility_shocks, cases_shock.volatilities, cases_shock.options],
    "contingency": [cases_shock.contingencies],
    "crossing": [cases_solver.crossings],
    "discount": [cases_derive.discounts, cases_derive.bases],
    "margin": [cases_derive.margins],
    "portfolio": [cases_derive.portfolio],
    "portfolio_2": [cases_derive.portfolio_2],
    "standard": [cases_standard.standard, cases_deribit.standard],
    "netting": [cases_netting.two_sides, cases_netting.tables, cases_netting.hedges],
    "spread": [cases_netting.spreads],
    "span": [cases_methods.span],
    "paradex": [cases_methods.paradex],
    "okx": [cases_methods.okx],
    "deribit": [cases_deribit.deribit],
    "matrix": [cases_deribit.matrix],
    "operation": [cases_upkeep.operations],
    "capacity": [cases_upkeep.capacities],
    "interest": [cases_upkeep.interest],
    "shares": [cases_upkeep.shares],
    "threshold": [cases_solver.thresholds],
    "exchange": [cases_liquidation.exchanges],
    "bonus": [cases_liquidation.bonuses],
    "close": [cases_liquidation.closes],
    "order": [cases_liquidation.orders],
    "sizing": [cases_sizing.reasons],
    "repay": [cases_sizing.repayments],
    "reduce": [cases_sizing.reductions],
    "auction": [cases_auction.auctions],
    "bankruptcy": [cases_auction.bankruptcies],
    "insurance": [cases_solvency.funds],
    "waterfall": [cases_solvency.waterfalls],
    "socialise": [cases_solvency.losses],
    "rank": [cases_solvency.ranks],
    "deleverage": [cases_solvency.deleverages],
    "columns": [
        cases_columns.scans,
        cases_columns.faults,
        cases_columns.all_holders,
        cases_columns.thresholds,
        cases_columns.markets,
        cases_columns.falls,
        cases_columns.hedges,
    ],
    "protocol": [cases_solvency.totals, cases_solvency.exposures, cases_solvency.shocks],
}


def line(case) -> str:
    return json.dumps(case, separators=(", ", ": "), ensure_ascii=True)


def answers(path: Path):
    """What the core answered where only the exact value is known here."""
    cases = json.loads(path.read_text()) if path.exists() else []
    return {line(case["in"]) + case["function"]: case["out"] for case in cases if "out" in case}


def render(name: str, problems: list) -> str:
    """One case a line. Every file has its own seed, so one module's cases do not move another's."""
    rng = random.Random(f"plimsoll {name}")
    cases = [case for source in FILES[name] for case in source(rng)]
    known = answers(HERE / f"{name}.json")
    for case in cases:
        if "exact" in case:
            case["out"] = known.get(line(case["in"]) + case["function"])
            missing = "not answered by the core yet" if case["out"] is None else ""
            if wrong := missing or outside(case["exact"], case["out"], case["width"]):
                problems.append(f"{name}.json: {wrong}: {line(case)}")
    return "[\n" + ",\n".join(map(line, cases)) + "\n]\n"


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        print("usage: generate.py [--check]", file=sys.stderr)
        return 2
    problems = []
    for name in FILES:
        path, text = HERE / f"{name}.json", render(name, problems)
        if check:
            if not path.exists() or path.read_bytes() != text.encode():
                problems.append(f"{path.name} is not what generate.py writes")
        else:
            path.write_bytes(text.encode())
            print(f"{path.name}: {text.count(chr(10)) - 2} cases, {len(text)} bytes")
    for problem in problems[:5]:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
