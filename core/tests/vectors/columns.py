"""Accounts in columns, as the documentation of the core states them: each is fed by hand from its rows.

A book is {"assets", "perps", "portfolio"}, the portfolio with "underlying" and "coins" where perps and coins are
margined with its options; positions are {"accounts", "balances", "perps", "options"}, each table
its columns by name, with the row where every account begins.
"""

from fractions import Fraction

import account
import solver
from cases_scenario import add, linear, worst_weighted
from grid import ONE_BITS, Failure, down, fit, up
from model import apply, equity_terms, known, scale, scale_terms, value

ZERO = Fraction(0)
NONE = (1 << 32) - 1


class Fault(Failure):
    """A failure with its place."""

    def __init__(self, name, table, column, row):
        super().__init__(name)
        self.place = {"table": table, "column": column, "row": row}


def placed(call, table, column, row):
    try:
        return call()
    except Fault:
        raise
    except Failure as failure:
        raise Fault(failure.name, table, column, row) from failure


# --- one position at several levels -----------------------------------------------------------------


def add_weighted(quantity, sides, sums):
    """Owned: the product down. Owed: the negative of what is owed, up."""
    owned, owed = [list(side) for side in sums]
    if quantity >= 0:
        return [[fit(total + down(quantity * unit)) for total, unit in zip(owned, sides[0])], owed]
    debt = fit(-quantity)
    return [owned, [fit(total - up(debt * unit)) for total, unit in zip(owed, sides[1])]]


def room(sides):
    """In steps the last of one less than a power of two whose product with every unit stays below 2^127."""
    longest = max(abs(int(unit * ONE_BITS)).bit_length() for side in sides for unit in side)
    return Fraction((1 << max(127 - longest, 0)) - 1, ONE_BITS)


# --- shapes -----------------------------------------------------------------------------------------

TABLES = {"balances": ["quantity"], "perps": ["size", "quote", "bids", "asks"], "options": ["quantity"]}
NAMES = {"size": "quantity"}


def check(positions):
    """Lengths and offsets."""
    for table, columns in TABLES.items():
        held = positions.get(table)
        if held is None:
            continue
        rows = len(held["market"])
        offsets, last = held["offsets"], 0
        if len(offsets) != positions["accounts"] + 1:
            row = min(len(offsets), positions["accounts"])
            raise Fault("InvalidLength", table, "offsets", row)
        for row, offset in enumerate(offsets):
            if offset < last or offset > rows or (row == 0 and offset > 0):
                raise Fault("InvalidLength", table, "offsets", row)
            last = offset
        if last != rows:
            raise Fault("InvalidLength", table, "offsets", positions["accounts"])
        for column in columns:
            length = len(held[column])
            if length != rows and not (column in ("bids", "asks") and length == 0):
                raise Fault("InvalidLength", table, NAMES.get(column, column), min(rows, length))


def rows_of(positions, table, place):
    held = positions.get(table)
    if held is None:
        return []
    rows = range(held["offsets"][place], held["offsets"][place + 1])
    for row in rows[1:]:
        if held["market"][row] <= held["market"][row - 1]:
            raise Fault("InvalidOrder", table, "market", row)
    return [(row, held["market"][row]) for row in rows]


def known_market(count, table, row, market):
    if market >= count:
        raise Fault("UnknownMarket", table, "market", row)


def perp_of(positions, row):
    held = positions["perps"]
    order = lambda column: held[column][row] if held[column] else ZERO
    for column in ("bids", "asks"):
        if order(column) < 0:
            raise Fault("InvalidQuantity", "perps", column, row)
    return {"size": held["size"][row], "quote": held["quote"][row], "bids": order("bids"), "asks": order("asks")}


def groups(book, positions, place):
    """{asset: (row of its balance or None, perps with their rows, rows of options)}."""
    out = {}
    group = lambda asset: out.setdefault(asset, [None, [], []])
    for row, market in rows_of(positions, "perps", place):
        known_market(len(book["perps"]), "perps", row, market)
        group(book["perps"][market]["settles"])[1].append((row, market))
    for row, market in rows_of(positions, "options", place):
        portfolio = book["portfolio"]
        known_market(len(portfolio["arrays"]) if portfolio else 0, "options", row, market)
        group(portfolio["settles"])[2].append((row, market))
    for row, market in rows_of(positions, "balances", place):
        known_market(len(book["assets"]), "balances", row, market)
        group(market)[0] = row
    return dict(sorted(out.items()))


# --- accounts ---------------------------------------------------------------------------------------


def bounds_of(asset):
    return [apply(weights, price) for weights, price in zip(asset["weights"], asset["prices"])]


def margins(portfolio, market):
    return portfolio.get("underlying") == market["index"] and portfolio["settles"] == market["settles"]


def margined(book, positions, place):
    """Rows of perps, with their markets, and the row of coins, of an account that has options."""
    portfolio = book["portfolio"]
    if not rows_of(positions, "options", place):
        return [], None
    perps = [(row, at) for row, at in rows_of(positions, "perps", place) if margins(portfolio, book["perps"][at])]
    asset = (portfolio.get("coins") or {}).get("asset")
    owned = lambda row: positions["balances"]["quantity"][row] > 0
    coins = [row for row, at in rows_of(positions, "balances", place) if at == asset and owned(row)]
    return perps, coins[0] if coins else None


def totals(book, positions, held, perps, coins):
    """What a portfolio is worth at each level, None where a price is missing, and what decides at maintenance."""
    out, scenario = [], NONE
    for level, factor in enumerate(book["portfolio"]["factors"]):
        try:
            mark, worst = at_level(book, positions, held, perps, coins, level)
        except Failure as failure:
            if failure.name != "UnknownPrice":
                raise
            out.append(None)
            continue
        out.append(fit(mark + down(min(worst["profit"], ZERO) * factor)))
        if level == 1:
            scenario = worst["scenario"]
    return out, scenario


def at_level(book, positions, held, perps, coins, level):
    """The mark and the worst scenario at the prices of a level."""
    portfolio = book["portfolio"]
    grid = portfolio["grid"]
    scan = (ZERO, [ZERO] * len(grid))
    for row, market in held:
        quantity = positions["options"]["quantity"][row]
        call = lambda: add(scan, quantity, portfolio["arrays"][market])
        scan = placed(call, "options", "quantity", row)
    mark, profits = scan
    for row, market in perps:
        position = perp_of(positions, row)
        for column in ("bids", "asks"):
            if position[column]:
                raise Fault("OutOfDomain", "perps", column, row)
        price = book["perps"][market]["terms"][level]["price"]
        mark += value(position, equity_terms(price))
        if position["size"]:
            _, gains = add((ZERO, [ZERO] * len(grid)), position["size"], linear(price, grid))
            profits = [fit(profit + gain) for profit, gain in zip(profits, gains)]
    if coins is not None:
        price, unit = portfolio["coins"]["prices"][level], portfolio["coins"]["unit"][level]
        if not (known(price) and known(unit)):
            raise Failure("UnknownPrice")
        worth = down(positions["balances"]["quantity"][coins] * price[0] / unit[1])
        mark += worth
        profits = [fit(profit + down(worth * (spot - 1))) for profit, (spot, _, _) in zip(profits, grid)]
    return fit(mark), worst_weighted((mark, profits), grid)


def measure(book, positions, place):
    """The health at each level, and the worst scenario or NONE."""
    if place >= positions["accounts"]:
        raise Fault("InvalidLength", "accounts", "offsets", place)
    levels, scenario = [account.health() for _ in range(3)], NONE
    found = groups(book, positions, place)
    hedges, coins = margined(book, positions, place)
    for asset, (row, perps, options) in found.items():
        balance = ZERO if row in (None, coins) else positions["balances"]["quantity"][row]
        bounds = bounds_of(book["assets"][asset])
        if not perps and not options:
            call = lambda: [account.add(sums, balance, bound) for sums, bound in zip(levels, bounds)]
            levels = placed(call, "balances", "quantity", row)
            continue
        held = []
        for at, market in (perp for perp in perps if perp not in hedges):
            held.append((perp_of(positions, at), book["perps"][market]["terms"]))
            placed(lambda: account.net(balance, held, 3), "perps", "quantity", at)
        group = account.net(balance, held, 3)
        if options:
            values, scenario = totals(book, positions, options, hedges, coins)
            group = account.add_value(group, [value or ZERO for value in values])
            group["sums"] = [None if value is None else total for total, value in zip(group["sums"], values)]
        levels = placed(lambda: account.add_net(levels, group, bounds), "accounts", "sums", place)
    return levels, scenario


def row_of(book, positions, place):
    levels, scenario = measure(book, positions, place)
    return {
        "assets": [sums["assets"] for sums in levels],
        "liabilities": [sums["liabilities"] for sums in levels],
        "status": account.status(*levels),
        "scenario": scenario,
    }


def scan(book, positions, places):
    check(positions)
    return [row_of(book, positions, place) for place in places]


def surplus_of(book, positions, place):
    """The status, and the maintenance surplus or None."""
    levels, _ = measure(book, positions, place)
    left = None if levels[1]["stale_debts"] else account.surplus(levels[1])
    return account.status(*levels), left


def worst(books, positions, places):
    out = []
    for place in places:
        under = [surplus_of(book, positions, place) for book in books]
        lefts = [left for _, left in under if left is not None]
        least = min(lefts, default=None)
        at = next((i for i, (_, left) in enumerate(under) if left is not None and left == least), None)
        out.append(
            {
                "scenario": NONE if at is None else at,
                "surplus": ZERO if at is None else least,
                "status": "unknown" if at is None else under[at][0],
                "liquidatable": sum(status in ("liquidatable", "insolvent") for status, _ in under),
            }
        )
    return out


def surplus(book, positions, places):
    out = [surplus_of(book, positions, place) for place in places]
    return [{"status": status, "surplus": ZERO if left is None else left} for status, left in out]


def holders(book, positions, table):
    """The accounts that depend on each market of a table."""
    portfolio = book["portfolio"]
    count = {
        "balances": len(book["assets"]),
        "perps": len(book["perps"]),
        "options": len(portfolio["arrays"]) if portfolio else 0,
        "accounts": 0,
    }[table]
    out = [[] for _ in range(count)]
    for place in range(positions["accounts"] if table != "accounts" else 0):
        found = groups(book, positions, place) if table == "balances" else rows_of(positions, table, place)
        for one in found:
            if table == "balances":
                out[one].append(place)
            else:
                known_market(count, table, *one)
                out[one[1]].append(place)
    return out


def threshold(book, positions, place, index, price, step):
    if place >= positions["accounts"]:
        raise Fault("InvalidLength", "accounts", "sums", place)
    for row, _ in rows_of(positions, "options", place):
        raise Fault("OutOfDomain", "options", "market", row)
    holdings = []
    for asset, (row, perps, _) in groups(book, positions, place).items():
        market = book["assets"][asset]
        leg = lambda at, perp: {
            "perp": perp_of(positions, at),
            "terms": book["perps"][perp]["terms"][1],
            "index": book["perps"][perp]["index"],
        }
        holdings.append(
            {
                "balance": ZERO if row is None else positions["balances"]["quantity"][row],
                "price": market["prices"][1],
                "weights": market["weights"][1],
                "index": market["index"],
                "legs": [leg(*perp) for perp in perps],
            }
        )
    return placed(lambda: solver.threshold(holdings, index, price, step), "accounts", "sums", place)


# --- markets and falls ------------------------------------------------------------------------------


def scale_asset(asset, factor):
    return dict(asset, prices=[scale(price, factor) for price in asset["prices"]])


def scale_perp(market, factor):
    return dict(market, terms=[scale_terms(terms, factor) for terms in market["terms"]])


def portfolio(new, assets):
    """What makes options and where they settle."""
    arrays, grid, factors = new["arrays"], new["grid"], new["factors"]
    if not grid or any(len(owned[1]) != len(grid) for owned, _ in arrays):
        raise Failure("InvalidScenario")
    if factors[2] < 0 or factors != sorted(factors, reverse=True):
        raise Failure("InvalidFactor")
    coins = (new.get("coins") or {}).get("asset", new["settles"])
    if assets is not None and max(new["settles"], coins) >= assets:
        raise Failure("UnknownMarket")


def with_coins(new):
    """What it margins of the asset in which it settles has no place beside itself."""
    if new["coins"]["asset"] == new["settles"]:
        raise Failure("InvalidIndex")


def markets(book):
    if any(perp["settles"] >= len(book["assets"]) for perp in book["perps"]):
        raise Failure("UnknownMarket")




def falls_at(below, above, price):
    return [f for f in sorted(below) if f[0] > price], [f for f in sorted(above) if f[0] < price]
