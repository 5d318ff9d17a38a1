"""Vectors of `columns/`, and of what numbers and netting groups have for it."""

from fractions import Fraction

import account
import columns
import encode
import model
import solver
from cases_account import levels_of, some_net
from cases_scenario import an_array, grid
from encode import case, interval, plain
from grid import LEAST, MOST, ULP, bits
from pick import EDGES, fraction, number, price, quantity, size, weights

ZERO, ONE = Fraction(0), Fraction(1)


def all_bits(numbers):
    return [bits(number) for number in numbers]


def two(sides):
    return [all_bits(side) for side in sides]


# --- numbers and groups -----------------------------------------------------------------------------


def weighted(rng):
    out = []
    unsigned = lambda draw: lambda: abs(draw())
    ordinary, edge, any_size = lambda: quantity(rng, 14), lambda: rng.choice(EDGES[:-3]), lambda: number(rng)
    edges = lambda: rng.choice([value for value in EDGES if value >= 0])
    for units, sums, amount in [
        (unsigned(ordinary), unsigned(ordinary), ordinary),
        (edges, edges, edge),
        (unsigned(any_size), unsigned(any_size), any_size),
    ]:
        for _ in range(16):
            sides = [[units() for _ in range(3)] for _ in range(2)]
            begun = [[sums() for _ in range(3)], [-sums() for _ in range(3)]]
            room = columns.room(sides)
            out.append(case("room", {"units": two(sides)}, lambda: room))
            for a in (amount(), room, -room, min(room + ULP, MOST), -room - ULP, ZERO):
                inputs = {"a": bits(a), "units": two(sides), "sums": two(begun)}
                out.append(case("add_weighted", inputs, lambda: columns.add_weighted(a, sides, begun), two))
    for a in (ZERO, -ULP, MOST, LEAST):
        out.append(case("is_number", {"a": bits(a)}, lambda: True, plain))
    return out


def added_values(rng):
    out = []
    write = lambda sums: [None if total is None else bits(total) for total in sums]
    for _ in range(20):
        group, recipe = some_net(rng)
        draw = lambda: rng.choice((quantity(rng), quantity(rng), MOST, LEAST))
        values = [draw() for _ in range(3)]
        inputs = {"net": recipe, "values": all_bits(values)}
        # A value is added beside a price that is missing too, so it may leave the range there.
        if None not in group["sums"] or not {MOST, LEAST} & set(values):
            answer = lambda: account.add_value(group, values)["sums"]
            out.append(case("Net.add_value", inputs, answer, write))
    return out


# --- forms ------------------------------------------------------------------------------------------


def write_asset(asset):
    return {
        "prices": [interval(price) for price in asset["prices"]],
        "weights": [encode.weights(pair) for pair in asset["weights"]],
        "index": asset["index"],
    }


def write_perp(market, write=encode.terms):
    return {
        "terms": [write(terms) for terms in market["terms"]],
        "settles": market["settles"],
        "index": market["index"],
    }


def write_coins(coins):
    return {
        "asset": coins["asset"],
        "prices": [interval(price) for price in coins["prices"]],
        "unit": [interval(price) for price in coins["unit"]],
    }


def write_portfolio(portfolio):
    if not portfolio:
        return None
    out = {
        "arrays": [encode.risk_array(array) for array in portfolio["arrays"]],
        "grid": encode.scenarios(portfolio["grid"]),
        "factors": all_bits(portfolio["factors"]),
        "settles": portfolio["settles"],
    }
    if "underlying" in portfolio:
        out["underlying"] = portfolio["underlying"]
    if "coins" in portfolio:
        out["coins"] = write_coins(portfolio["coins"])
    return out


def write_book(book):
    return {
        "assets": [write_asset(asset) for asset in book["assets"]],
        "perps": [write_perp(perp) for perp in book["perps"]],
        "portfolio": write_portfolio(book["portfolio"]),
    }


def write_positions(positions):
    out = {"accounts": positions["accounts"]}
    for table, names in columns.TABLES.items():
        if held := positions.get(table):
            out[table] = {key: all_bits(held[key]) if key in names else held[key] for key in held}
    return out


def write_rows(rows):
    return [encode.form(row) for row in rows]


def write_falls(pairs):
    return [{"price": bits(price), "account": account} for price, account in pairs]


def placed(function, inputs, answer, write):
    """A case whose error has a place beside it."""
    made = case(function, inputs, answer, write)
    if "error" in made:
        try:
            answer()
        except columns.Fault as fault:
            made["fault"] = fault.place
    return made


# --- random books -----------------------------------------------------------------------------------


def prices(rng):
    """One for all levels; sometimes none at some."""
    at = price(rng)
    return [model.UNKNOWN if rng.random() < 0.06 else at for _ in range(3)]


def an_asset(rng, index):
    (a, x), (b, y) = weights(rng), weights(rng)
    pairs = [(min(a, b), max(x, y)), (max(a, b), min(x, y)), (ONE, ONE)]
    return {"prices": prices(rng), "weights": pairs, "index": index}


def a_book(rng, with_options=0.6):
    assets = [an_asset(rng, index % 2) for index in range(rng.randrange(2, 5))]
    settles = lambda: rng.randrange(len(assets))
    draw = lambda place: {"terms": levels_of(rng, 0.05), "settles": settles(), "index": 7 + place % 2}
    perps = [draw(place) for place in range(rng.randrange(4))]
    portfolio = None
    if rng.random() < with_options:
        count = rng.randrange(1, 4)
        factors = sorted((fraction(rng) * 2 for _ in range(3)), reverse=True)
        portfolio = {
            "arrays": [an_array(rng, count) for _ in range(rng.randrange(1, 4))],
            "grid": grid(rng, count),
            "factors": factors,
            "settles": settles(),
        }
    return {"assets": assets, "perps": perps, "portfolio": portfolio}


def table(rng, accounts, markets, most, draw):
    """Offsets, markets and columns of a table in which every account has at most so many positions."""
    out = {"offsets": [0], "market": []}
    for _ in range(accounts):
        count = rng.randrange(min(most, markets) + 1)
        out["market"] += sorted(rng.sample(range(markets), count))
        out["offsets"].append(len(out["market"]))
    for name, one in draw.items():
        out[name] = [one() for _ in out["market"]]
    return out


def some_positions(rng, book, accounts=4, options=True):
    portfolio = book["portfolio"] if options else None
    order = lambda: abs(quantity(rng, 6)) if rng.random() < 0.3 else ZERO
    perps = {
        "size": lambda: quantity(rng, 8),
        "quote": lambda: quantity(rng, 22),
        "bids": order,
        "asks": order,
    }
    owned = {"quantity": lambda: ZERO if rng.random() < 0.1 else quantity(rng, 16)}
    out = {
        "accounts": accounts,
        "balances": table(rng, accounts, len(book["assets"]), 3, owned),
        "perps": table(rng, accounts, len(book["perps"]), 2, perps) if book["perps"] else None,
        "options": table(rng, accounts, len(portfolio["arrays"]), 2, {"quantity": lambda: quantity(rng, 6)})
        if portfolio
        else None,
    }
    if out["perps"] and rng.random() < 0.3:
        out["perps"]["bids"] = out["perps"]["asks"] = []
    return out


# --- cases ------------------------------------------------------------------------------------------


def scans(rng):
    out = []
    for _ in range(10):
        book = a_book(rng)
        positions = some_positions(rng, book)
        inputs = {"book": write_book(book), "positions": write_positions(positions)}
        start, end = sorted((rng.randrange(5), rng.randrange(5)))
        full = dict(inputs, accounts=[start, end])
        out.append(placed("scan", full, lambda: columns.scan(book, positions, range(start, end)), write_rows))
        some = sorted(rng.sample(range(4), 2))
        full = dict(inputs, accounts=some)
        out.append(placed("rescan", full, lambda: columns.scan(book, positions, some), write_rows))
        place = rng.randrange(5)
        levels = lambda found: {"levels": encode.levels(found[0]), "scenario": found[1]}
        full = dict(inputs, account=place)
        out.append(placed("measure", full, lambda: columns.measure(book, positions, place), levels))
        full = dict(inputs, accounts=[0, 4])
        out.append(placed("surplus", full, lambda: columns.surplus(book, positions, range(4)), write_rows))
        books = [book]
        for _ in range(rng.randrange(3)):
            factor = price(rng)
            scaled = [columns.scale_asset(asset, factor) for asset in book["assets"]]
            books.append(dict(book, assets=scaled))
        full = {"books": [write_book(one) for one in books], "positions": inputs["positions"], "accounts": [0, 4]}
        out.append(placed("worst", full, lambda: columns.worst(books, positions, range(4)), write_rows))
    return out


def hedged_book(rng):
    """Options whose underlying perps follow, and which is an asset."""
    book = a_book(rng, 1)
    while not book["perps"]:
        book = a_book(rng, 1)
    portfolio = book["portfolio"]
    others = [place for place in range(len(book["assets"])) if place != portfolio["settles"]]
    asset = rng.choice(others)
    for perp in book["perps"]:
        perp["settles"] = rng.choice([perp["settles"], portfolio["settles"], portfolio["settles"]])
    prices = lambda place: book["assets"][place]["prices"]
    coins = {"asset": asset, "prices": prices(asset), "unit": prices(portfolio["settles"])}
    return dict(book, portfolio=dict(portfolio, underlying=rng.choice([7, 8]), coins=coins))


def hedges(rng):
    """Perps and coins that are margined with options."""
    out = []
    for turn in range(16):
        book = hedged_book(rng)
        positions = some_positions(rng, book)
        if turn % 4 and positions["perps"]["bids"]:
            positions["perps"] |= {"bids": [], "asks": []}
        inputs = {"book": write_book(book), "positions": write_positions(positions)}
        for place in range(4):
            one = dict(inputs, accounts=[place, place + 1])
            answer = lambda: columns.scan(book, positions, range(place, place + 1))
            out.append(placed("scan", one, answer, write_rows))
        for of in ("balances", "perps"):
            full = dict(inputs, table=of)
            out.append(placed("Holders.new", full, lambda: columns.holders(book, positions, of), plain))
        portfolio, market = book["portfolio"], rng.choice(book["perps"])
        full = {"portfolio": write_portfolio(portfolio), "market": write_perp(market)}
        out.append(case("Portfolio.with_perps", full, lambda: columns.margins(portfolio, market), plain))
        other = dict(portfolio, coins=dict(portfolio["coins"], asset=rng.choice([portfolio["settles"], 1, 9])))
        full = {"portfolio": write_portfolio(other)}
        out.append(case("Portfolio.with_coins", full, lambda: columns.with_coins(other), plain))
        if "error" not in out[-1]:
            settled = dict(write_book(book), portfolio=write_portfolio(other))
            answer = lambda: columns.portfolio(other, len(book["assets"]))
            out.append(case("Markets.with_portfolio", settled, answer, plain))
    return out


def faults(rng):
    """One fault in columns that are right but for it, each in the account that has it."""
    book = a_book(rng, 1)
    while not book["perps"]:
        book = a_book(rng, 1)
    book = dict(book, assets=book["assets"][:2], perps=[dict(book["perps"][0], settles=0)])
    book["portfolio"] = dict(book["portfolio"], arrays=book["portfolio"]["arrays"][:1], settles=1)
    held = lambda **names: {"offsets": [0, 1, 2], "market": [0, 0], **names}
    right = {
        "accounts": 2,
        "balances": held(quantity=[ONE, ONE]),
        "perps": held(size=[ONE, ONE], quote=[ZERO, ZERO], bids=[ZERO, ZERO], asks=[ZERO, ZERO]),
        "options": held(quantity=[ONE, ONE]),
    }
    out = []

    def fault(of, **changed):
        positions = dict(right, **{of: dict(right[of], **changed)})
        inputs = {"book": write_book(book), "positions": write_positions(positions), "accounts": [0, 2]}
        out.append(placed("scan", inputs, lambda: columns.scan(book, positions, range(2)), write_rows))
        shape = {"positions": inputs["positions"]}
        out.append(placed("Positions.new", shape, lambda: columns.check(positions), plain))

    fault("balances")
    for of, names in columns.TABLES.items():
        fault(of, market=[0, 9])
        fault(of, offsets=[0, 0, 2])
        fault(of, offsets=[0, 1])
        fault(of, offsets=[0, 2, 1])
        fault(of, offsets=[0, 1, 3])
        fault(of, offsets=[1, 1, 2])
        fault(of, offsets=[0, 1, 1])
        for name in names:
            fault(of, **{name: [ONE]})
    fault("perps", bids=[ZERO, -ULP])
    fault("perps", asks=[-ULP, ZERO])
    fault("perps", bids=[], asks=[])
    fault("perps", size=[ONE, MOST], quote=[ZERO, MOST])
    return out


def all_holders(rng):
    out = []
    for _ in range(8):
        book = a_book(rng)
        positions = some_positions(rng, book)
        for of in ("balances", "perps", "options", "accounts"):
            inputs = {"book": write_book(book), "positions": write_positions(positions), "table": of}
            found = lambda: columns.holders(book, positions, of)
            out.append(placed("Holders.count", inputs, lambda: sum(map(len, found())), plain))
            out.append(placed("Holders.new", inputs, found, plain))
            if of != "accounts":
                place = rng.randrange(3)
                full = dict(inputs, place=place)
                one = lambda: found()[place] if place < len(found()) else []
                out.append(placed("Holders.of", full, one, plain))
    return out


def thresholds(rng):
    out = []
    step = Fraction(1, 4)
    for turn in range(24):
        book = a_book(rng, 0.1)
        positions = some_positions(rng, book, 2)
        if turn % 2:
            # One asset pays for a debt in the other, so there is a price at which it does not.
            assets = [dict(an_asset(rng, index), prices=[price(rng)] * 3) for index in (0, 7)]
            book = {"assets": assets, "perps": [], "portfolio": None}
            owned = [size(rng) * 16, -size(rng), -size(rng), size(rng) * 16]
            held = {"offsets": [0, 2, 4], "market": [0, 1, 0, 1], "quantity": owned}
            positions = {"accounts": 2, "balances": held}
        for index in (0, 7):
            place = rng.randrange(3) if rng.random() < 0.2 else rng.randrange(2)
            listed = [asset["prices"][1] for asset in book["assets"] if asset["index"] == index]
            at = listed[0] if listed else price(rng)
            inputs = {
                "book": write_book(book),
                "positions": write_positions(positions),
                "account": place,
                "index": index,
                "price": interval(at),
                "step": bits(step),
            }
            answer = lambda: columns.threshold(book, positions, place, index, at, step)
            try:
                out.append(placed("threshold", inputs, answer, encode.threshold))
            except solver.NoVector:
                pass
    return out


def markets(rng):
    out = []
    for _ in range(6):
        asset, factor = an_asset(rng, 3), price(rng)
        inputs = {"asset": write_asset(asset)}
        full = dict(inputs, factor=interval(factor))
        out.append(case("Asset.scale", full, lambda: columns.scale_asset(asset, factor), write_asset))
        out.append(case("Asset.weighted", inputs, lambda: columns.bounds_of(asset), encode.bounds))
        bounds = columns.bounds_of(asset)
        out.append(case("Weighted.new", {"bounds": encode.bounds(bounds)}, lambda: bounds, encode.bounds))
        market = {"terms": levels_of(rng), "settles": 2, "index": 4}
        full = {"market": write_perp(market), "factor": interval(factor)}
        write = lambda made: write_perp(made, encode.terms_out)
        out.append(case("PerpMarket.scale", full, lambda: columns.scale_perp(market, factor), write))
    for book in [a_book(rng, 1) for _ in range(4)]:
        full, portfolio = write_book(book), book["portfolio"]
        made = lambda: columns.markets(book)
        out.append(case("Markets.new", full, made, plain))
        changed = [{}, {"settles": 9}, {"grid": []}, {"grid": portfolio["grid"] * 2}]
        changed += [{"factors": portfolio["factors"][::-1]}, {"factors": [ONE, ONE, -ULP]}]
        for change in changed:
            other = dict(portfolio, **change)
            wrong = {"portfolio": write_portfolio(other)}
            out.append(case("Portfolio.new", wrong, lambda: columns.portfolio(other, None), plain))
            settled = dict(full, portfolio=write_portfolio(other))
            if set(change) <= {"settles"}:
                answer = lambda: columns.portfolio(other, len(book["assets"]))
                out.append(case("Markets.with_portfolio", settled, answer, plain))
        lost = dict(book, perps=[{"terms": levels_of(rng), "settles": 9, "index": 0}])
        out.append(case("Markets.new", write_book(lost), lambda: columns.markets(lost), plain))
    return out


def falls(rng):
    out = []
    both = lambda pair: {"below": write_falls(pair[0]), "above": write_falls(pair[1])}
    for count in (0, 1, 7, 12):
        draw = lambda: (Fraction(rng.randrange(8)), rng.randrange(50))
        below, above = ([draw() for _ in range(count)] for _ in range(2))
        inputs = both((below, above))
        out.append(case("Falls.new", inputs, lambda: (sorted(below), sorted(above)), both))
        for at in (ZERO, Fraction(3), Fraction(7, 2), size(rng), MOST):
            full = dict(inputs, price=bits(at))
            out.append(case("Falls.at", full, lambda: columns.falls_at(below, above, at), both))
    return out
