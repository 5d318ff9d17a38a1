"""Holds the published cases in this folder against a second statement of Derive's rules.

Plain floats and the standard library, written from the formulas, sharing nothing with the Rust crate:
`python3 check.py` prints the worst relative error of each file and fails above `TOLERANCE` of the number
or `FLOOR` of the price, whichever is larger. `black_76`, `standard`, `pmrm` and `pmrm_2` may be imported
as oracles; they take the cases as the files hold them, decimals as strings.
"""

import json
import math
import pathlib
import sys
from fractions import Fraction
from functools import partial

TOLERANCE = 1e-9
FLOOR = 1e-12
YEAR = 365 * 86400
MONTH = 30 * 86400
WINDOW = 1800  # the settlement average: the last half hour before expiry
HERE = pathlib.Path(__file__).parent


def number(value):
    """Decimals are strings in the files; confidences stay exact, one case lies 1e-18 below its threshold."""
    if isinstance(value, dict):
        exact = lambda key, inner: isinstance(inner, str) and key.endswith("confidence")
        return {key: Fraction(inner) if exact(key, inner) else number(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [number(inner) for inner in value]
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def normal(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def black_76(forward, strike, vol, seconds, discount):
    """The call and the put."""
    if strike == 0:
        return discount * forward, 0.0
    if forward == 0:
        return 0.0, discount * strike
    total = vol * math.sqrt(seconds / YEAR)
    if total >= 24:
        return discount * forward, discount * strike
    if total == 0:
        gain = forward - strike
        return discount * max(gain, 0.0), discount * max(-gain, 0.0)
    d_1 = math.log(forward / strike) / total + total / 2
    d_2 = d_1 - total
    call = forward * normal(d_1) - strike * normal(d_2)
    put = strike * normal(-d_2) - forward * normal(-d_1)
    return discount * max(call, 0.0), discount * max(put, 0.0)


def premium(option, forward, vol, seconds, discount):
    call, put = black_76(forward, option["strike"], vol, seconds, discount)
    return (call if option["call"] else put) * option["amount"]


def grouped(options):
    """Expiries in the order in which they come."""
    expiries = {}
    for option in options:
        expiries.setdefault(option["seconds"], []).append(option)
    return expiries


# The standard manager.


def short_margin(option, value, spot, p, initial):
    amount, strike = option["amount"], option["strike"]
    if amount > 0:
        return 0.0
    away = (strike - spot if option["call"] else spot - strike) / spot
    share = max(p["max_spot"] - max(away, 0.0), p["min_spot"])
    if option["call"]:
        return value + (share if initial else p["mm_call_spot"]) * spot * amount
    maintenance = min(p["mm_put_spot"] * spot * amount, p["mm_put_mtm"] * value) + value
    if not initial:
        return maintenance
    return min(share * spot * amount + value, maintenance * p["mm_offset"])


def expiry_margin(options, spot, p, initial):
    """The isolated requirement, the bound of the worst payoff, and the premium."""
    isolated = worth = 0.0
    bound = 0.0
    for option in options:
        value = premium(option, option["forward"], option["vol"], option["seconds"], 1.0)
        worth += value
        isolated += short_margin(option, value, spot, p, initial)
    for price in [0.0] + [option["strike"] for option in options]:
        payoff = 0.0
        for option in options:
            gain = price - option["strike"] if option["call"] else option["strike"] - price
            payoff += max(gain, 0.0) * option["amount"]
        bound = min(bound, payoff)
    calls = sum(option["amount"] for option in options if option["call"])
    scale = p["unpaired_im" if initial else "unpaired_mm"]
    return isolated, bound + min(calls, 0.0) * scale * options[0]["forward"], worth


def standard(case, p, initial):
    """The margin balance and the parts that the files print."""
    margin = case["cash"]
    worth = case["cash"]
    parts = {"isolated": 0.0, "bounded": 0.0, "mtm_discounted": case["cash"]}
    depeg = max(p["depeg"]["threshold"] - case["stable"], 0.0) * p["depeg"]["factor"]
    for market in case["markets"]:
        spot, trust, c = market["spot"], market["spot_confidence"], p["confidence"]
        perp, base = market["perp"], market["base"]
        size = abs(perp["amount"])
        margin -= size * perp["price"] * p["perp"]["im" if initial else "mm"]
        margin += perp["pnl"] + perp["funding"]
        worth += perp["pnl"] + perp["funding"]
        margin += base * spot * p["base"]["margin"] * (p["base"]["im_scale"] if initial else 1.0)
        worth += base * spot / case["stable"]
        parts["mtm_discounted"] += perp["pnl"] + perp["funding"] + base * spot / case["stable"]
        if initial:
            low = min(trust, perp["confidence"])
            margin -= (1 - low) * c["factor"] * spot * size if low < c["perp"] else 0.0
            margin -= (1 - trust) * c["factor"] * spot * base if trust < c["base"] else 0.0
            margin -= depeg * spot * size
        for seconds, options in grouped(market["options"]).items():
            isolated, bound, value = expiry_margin(options, spot, p["option"], initial)
            margin += max(isolated, bound)
            worth += value
            parts["isolated"] += isolated
            parts["bounded"] += bound
            discount = math.exp(-options[0].get("rate", 0.0) * seconds / YEAR)
            parts["mtm_discounted"] += value * discount
            if initial:
                shorts = -sum(min(option["amount"], 0.0) for option in options)
                low = min([trust] + [min(o["forward_confidence"], o["vol_confidence"]) for o in options])
                margin -= (1 - low) * c["factor"] * spot * shorts if low < c["option"] else 0.0
                margin -= depeg * spot * shorts
    return margin, worth, parts


# The portfolio managers.


def vol_factors(seconds, p):
    power = p["short_term_power"] if seconds <= MONTH else p["long_term_power"]
    spread = (MONTH / max(seconds, p["dte_floor"] * 86400)) ** power
    return 1 + p["vol_range_up"] * spread, max(0.0, 1 - p["vol_range_down"] * spread)


def naked(options):
    """Shorts, a call and a put of opposite sign at one strike netted."""
    strikes = {}
    for option in options:
        strikes.setdefault(option["strike"], []).append(option["amount"])
    shorts = 0.0
    for amounts in strikes.values():
        short = -sum(min(amount, 0.0) for amount in amounts)
        long = sum(max(amount, 0.0) for amount in amounts)
        shorts += max(short - long, 0.0)
    return shorts


def forward_at(feed, seconds, shock):
    """Only the part of the forward that is not yet averaged moves."""
    moving = min(seconds / WINDOW, 1.0)
    return feed["forward"] * (moving * shock + 1 - moving)


def skewed(option, forward, seconds, p, kind):
    root = math.sqrt(seconds / YEAR)
    cap = p[kind + "_cbase"] * root + p[kind + "_scale_cap"]
    star = max(p["min_k_star"], root * p["width_scale"] * (p["vol_static"] + root * p["vol_scale"]))
    k = math.log(option["strike"] / forward)
    if kind == "abs":
        k = abs(k)
    turn = min(cap, k * cap / star) if k >= 0 else max(-cap, k * cap / star)
    return option["vol"] * max(0.0, 1 + turn)


def expiry_value(p, options, feed, seconds, discount, shock, vol):
    """One expiry under a scenario; `vol` is its direction."""
    up, down = vol_factors(seconds, p)
    forward = forward_at(feed, seconds, shock)
    total = 0.0
    for option in options:
        moved = option["vol"]
        if vol == "up":
            moved = max(p.get("min_vol_up", 0.0), option["vol"] * up)
        elif vol == "down":
            moved = option["vol"] * down
        elif vol in ("linear", "abs"):
            moved = skewed(option, forward, seconds, p, vol)
        total += premium(option, forward, moved, seconds, discount)
    return total


def confidence(low, p):
    return (1 - low) * p["conf_margin"] if low < p["conf_threshold"] else 0.0


def pmrm_2(case, p, scenarios):
    """Margins, mark to market, basis contingency, and the profit in each scenario."""
    spot, stable, perp = case["spot"], case["stable"], case["perp"]
    size = abs(perp["amount"])
    trust = min(case["spot_confidence"], perp["confidence"] if size else 1.0)
    worth = case["cash"] + perp["pnl"] + perp["funding"]
    mm_extra = size * spot * p["mm_perp"]
    im_extra = size * spot * (p["im_perp"] + confidence(trust, p))
    basis = 0.0
    expiries = []
    for seconds, options in grouped(case["options"]).items():
        feed = next(feed for feed in case["feeds"] if feed["seconds"] == seconds)
        seconds = max(seconds, 0)
        rate, years = max(feed["rate"], 0.0), seconds / YEAR
        discount = math.exp(-rate * years)
        value = partial(expiry_value, p, options, feed, seconds, discount)
        mark = value(1.0, "none")
        worth += mark
        loss = min(value(p["basis_up"], "none") - mark, value(p["basis_down"], "none") - mark, 0.0)
        basis += loss * (p["basis_add"] + p["basis_mult"] * years)
        gain = p["long_base"] * math.exp(-years * (rate * p["long_mult"] + p["long_add"]))
        cost = p["short_base"] * math.exp(years * (rate * p["short_mult"] + p["short_add"]))
        expiries.append((value, mark, gain, min(cost, 1 / discount)))
        shorts = naked(options) * spot
        mm_extra += shorts * p["mm_option"]
        im_extra += shorts * p["im_option"]
        low = min(trust, feed["forward_confidence"], feed["rate_confidence"], feed["vol_confidence"])
        im_extra += confidence(low, p) * spot * sum(abs(option["amount"]) for option in options)
    for held in case["collaterals"]:
        value = held["amount"] * held["price"] / stable
        worth += value
        mm_extra += value * held["mm_haircut"]
        # A collateral's confidence is lowered by the spot's, not by the perp's.
        low = min(held["confidence"], case["spot_confidence"])
        im_extra += value * (held["im_haircut"] + confidence(low, p))
    profits = []
    for shock, vol, damp in scenarios:
        profit = perp["amount"] * perp["price"] * (shock - 1)
        for value, mark, gain, cost in expiries:
            shocked = value(1.0 if vol in ("linear", "abs") else shock, vol)
            change = shocked * (gain if shocked >= 0 else cost) - mark
            profit += -abs(change) if vol in ("linear", "abs") else change
        for held in case["collaterals"]:
            if held["risk_cancelling"]:
                profit += held["amount"] * held["price"] / stable * (shock - 1)
        profits.append(profit * damp)
    span = min([basis] + profits)
    peg = max(p["peg_threshold"] - stable, 0.0) * p["peg_factor"]
    return {
        "mm": span * p["mm_factor"] - mm_extra + worth,
        "im": span * (p["im_factor"] + peg) - mm_extra - im_extra + worth,
        "mtm": worth,
        "basis": basis,
        "min": min(profits),
        "profits": profits,
    }


def pmrm(case, p, scenarios):
    """The first portfolio manager."""
    spot, stable, perp, base = case["spot"], case["stable"], case["perp"], case["base"]
    size = abs(perp["amount"])
    trust = min(case["spot_confidence"], perp["confidence"] if size else 1.0)
    worth = case["cash"] + perp["pnl"] + perp["funding"] + base * spot / stable
    still = (size * p["perp"] + base * p["base"]) * spot
    doubt = confidence(trust, p) * (size + base) * spot
    basis = 0.0
    expiries = []
    for seconds, options in grouped(case["options"]).items():
        feed = options[0]
        years = seconds / YEAR
        value = partial(expiry_value, p, options, feed, seconds, 1.0)
        mark = value(1.0, "none")
        worth += mark
        loss = min(value(p["basis_up"], "none") - mark, value(p["basis_down"], "none") - mark, 0.0)
        basis += loss * (p["basis_add"] + p["basis_mult"] * years)
        gain = p["static_base"] * math.exp(-years * (feed["rate"] * p["rate_mult"] + p["rate_add"]))
        expiries.append((value, mark, gain))
        still += naked(options) * p["option"] * spot
        low = min(trust, feed["forward_confidence"], min(option["vol_confidence"] for option in options))
        doubt += confidence(low, p) * sum(abs(option["amount"]) for option in options) * spot
    profits = []
    for shock, vol in scenarios:
        profit = (shock - 1) * (perp["amount"] * perp["price"] + base * spot / stable)
        for value, mark, gain in expiries:
            shocked = value(shock, vol)
            profit += (shocked * gain if shocked > 0 else shocked) - mark
        profits.append(profit)
    span = min([basis] + profits) - still
    peg = max(p["peg_threshold"] - stable, 0.0) * p["peg_factor"]
    return {
        "mm": span + worth,
        "im": span * (p["im_factor"] + peg) - doubt + worth,
        "mtm": worth,
        "basis": basis,
        "profits": profits,
    }


# The files.

errors = {}
failures = []


def hold(file, name, got, printed, price, whole=False):
    """`printed` to `TOLERANCE`, or its whole part where only that was published."""
    if whole:
        good, off = math.trunc(got) == printed or abs(got - printed) <= price * FLOOR, 0.0
    else:
        off = abs(got - printed) / max(abs(printed), price * FLOOR / TOLERANCE)
        good = off <= TOLERANCE
    worst, count = errors.get(file, (0.0, 0))
    errors[file] = (max(worst, off), count + 1)
    if not good:
        failures.append(f"{file} {name}: {got!r} against {printed!r}")


def load(file):
    return number(json.loads((HERE / file).read_text()))


def check_standard():
    for group in load("standard.json")["sets"]:
        whole = "whole" in group["asserted"]
        for case in group["cases"]:
            printed, price = case["expected"], case["markets"][0]["spot"]
            for side in ("im", "mm"):
                margin, _, parts = standard(case, group["parameters"], side == "im")
                hold("standard", f"{case['name']} {side}", margin, printed[side], price, whole)
                if "isolated_" + side in printed:
                    hold("standard", case["name"] + " isolated", parts["isolated"], printed["isolated_" + side], price)
                if "bounded_" + side in printed and "note" not in case:
                    hold("standard", case["name"] + " bounded", parts["bounded"], printed["bounded_" + side], price)
            if "mtm_discounted" in printed:
                hold("standard", case["name"] + " mtm", parts["mtm_discounted"], printed["mtm_discounted"], price)


def check_pmrm_2():
    data = load("pmrm_2.json")
    for case in data["cases"]:
        p = dict(data["common"]["parameters"], **case.get("parameters", {}))
        scenarios = case.get("scenarios", data["common"]["scenarios"])
        got, printed = pmrm_2(case, p, scenarios), case["expected"]
        for key in ("im", "mm", "mtm", "basis", "min"):
            if key in printed:
                hold("pmrm_2", f"{case['name']} {key}", got[key], printed[key], case["spot"])
        for index, profit in enumerate(printed.get("profits", [])):
            hold("pmrm_2", f"{case['name']} profit {index}", got["profits"][index], profit, case["spot"])


def check_pmrm():
    data = load("pmrm.json")
    for case in data["cases"]:
        got = pmrm(case, data["parameters"], data["scenarios"])
        for side in ("im", "mm"):
            hold("pmrm", f"{case['name']} {side}", got[side], case["expected"][side], case["spot"], True)


def check_black_76():
    for case in load("black76.json")["cases"]:
        got = black_76(case["forward"], case["strike"], case["vol"], case["seconds"], case["discount"])
        for side, value in zip(("call", "put"), got):
            hold("black76", f"{case['name']} {side}", value, case[side], max(case["forward"], case["strike"]))
    functions = dict(ln=math.log, exp=math.exp, sqrt=math.sqrt, cdf=normal, power=pow)
    functions["density"] = lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    for case in load("black76.json")["functions"]:
        if case["value"] is not None:  # null: the contract refuses it
            got = functions[case["function"]](*case["arguments"])
            hold("functions", f"{case['function']} {case['arguments']}", got, case["value"], 1.0)


if __name__ == "__main__":
    for file, check in (
        ("standard", check_standard),
        ("pmrm", check_pmrm),
        ("pmrm_2", check_pmrm_2),
        ("black76", check_black_76),
    ):
        if (HERE / f"{file}.json").exists():
            check()
    for file, (worst, count) in errors.items():
        print(f"{file}: {count} numbers, worst relative error {worst:.1e}")
    for failure in failures:
        print(failure)
    sys.exit(bool(failures))
