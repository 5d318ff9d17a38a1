"""From the model's values to the JSON forms that README.md describes."""

from fractions import Fraction

from grid import Failure, bits


def case(function, inputs, answer, encode=bits):
    """One vector: `answer` is called, and its value or the name of its error written down."""
    try:
        return {"function": function, "in": inputs, "out": encode(answer())}
    except Failure as failure:
        return {"function": function, "in": inputs, "error": failure.name}


def cases(out, name, keys, rows, answer, write=bits):
    """One case for each row of numbers, in the order of their names."""
    for row in rows:
        inputs = dict(zip(keys, map(bits, row)))
        out.append(case(name, inputs, lambda: answer(*row), write))


def plain(value):
    return value


def interval(pair):
    return {"low": bits(pair[0]), "high": bits(pair[1])}


price = interval


def ramp(line):
    return dict(zip(("from", "to", "start", "end"), map(bits, line)))


def weights(pair):
    return {"asset": bits(pair[0]), "liability": bits(pair[1])}


bound = weights


def bounds(pairs):
    return [bound(pair) for pair in pairs]


def tiers(rungs):
    return [{"floor": bits(f), "rate": bits(r), "deduction": bits(d)} for f, r, d in rungs]


def rates(rungs):
    return [{"floor": bits(f), "rate": bits(r)} for f, r in rungs]


def perp(position):
    return {key: bits(position[key]) for key in ("size", "quote", "bids", "asks")}


def terms(under):
    if not under["orders"]:
        return {"price": price(under["price"])}
    return {
        "price": price(under["price"]),
        "weights": weights(under["weights"]),
        "tiers": tiers(under["tiers"]),
        "profit_weight": bits(under["profit_weight"]),
    }


def terms_out(under):
    return {
        "price": price(under["price"]),
        "weights": weights(under["weights"]),
        "bound": bound(under["bound"]),
        "tiers": tiers(under["tiers"]),
        "profit_weight": bits(under["profit_weight"]),
    }


def group(balance, perps):
    """A netting group as its recipe."""
    return {
        "balance": bits(balance),
        "perps": [{"perp": perp(p), "terms": [terms(t) for t in under]} for p, under in perps],
    }


def recipe(adds, requires=()):
    """Health as the calls that make it."""
    return {
        "add": [{"quantity": bits(q), "bound": bound(b)} for q, b in adds],
        "require": [bits(m) for m in requires],
    }


def health(sums):
    from account import verdict

    return {
        "assets": bits(sums["assets"]),
        "liabilities": bits(sums["liabilities"]),
        "positions": sums["positions"],
        "stale_assets": sums["stale_assets"],
        "stale_debts": sums["stale_debts"],
        "verdict": verdict(sums),
    }


def levels(level_sums):
    return [health(sums) for sums in level_sums]


def holding(h):
    return {
        "balance": bits(h["balance"]),
        "price": price(h["price"]),
        "weights": weights(h["weights"]),
        "index": h["index"],
        "legs": [
            {"perp": perp(leg["perp"]), "terms": terms(leg["terms"]), "index": leg["index"]}
            for leg in h["legs"]
        ],
    }


def holdings(hs):
    return [holding(h) for h in hs]


def limit(answer):
    value = answer["value"]
    return {"reason": answer["reason"], "value": None if value is None else bits(Fraction(value))}


def threshold(answer):
    return {"below": limit(answer["below"]), "above": limit(answer["above"])}


def crossing(answer):
    return {**threshold(answer), "from": bits(answer["from"]), "to": bits(answer["to"])}


def fields(values):
    """A record of numbers, counts and names."""
    return {key: bits(value) if isinstance(value, Fraction) else value for key, value in values.items()}


def form(value):
    """Any value as it is made of others: a number as its bits, a pair by its ends, a count as it is."""
    if isinstance(value, Fraction):
        return bits(value)
    if isinstance(value, tuple):
        return interval(value)
    if isinstance(value, dict):
        return {key: form(part) for key, part in value.items()}
    return [form(part) for part in value] if isinstance(value, list) else value


def vector(out, function, inputs, answer):
    """A case whose inputs and answer are written by their forms."""
    out.append(case(function, form(inputs), answer, form))


def units(values):
    """Whole numbers, which JSON's own would not hold."""
    return {key: str(value) for key, value in values.items()}


def asset(b):
    """A balance, as a liquidation sees it."""
    return {**fields({key: b[key] for key in ("amount", "net", "step")}), "bound": bound(b["bound"])}


def exchange(x):
    return fields({key: x[key] for key in ("debt", "collateral", "bonus")})


def pool(p):
    return units(dict(zip(("assets", "shares", "virtual_assets", "virtual_shares"), p)))


def optional(value):
    return None if value is None else bits(value)


def calls(adds):
    """An account as its calls: pairs of a quantity and its bounds at each level."""
    return [{"add": {"quantity": bits(q), "bounds": bounds(three)}} for q, three in adds]


# --- options -----------------------------------------------------------------------------------


def contract(option):
    return {"right": option[0], "strike": bits(option[1])}


def expiry(time):
    """As its constructor's arguments."""
    return fields(time)


def forward(parts):
    return {"moving": interval(parts[0]), "settled": bits(parts[1])}


def position(held):
    return {
        "contract": contract(held["contract"]),
        "quantity": bits(held["quantity"]),
        "value": interval(held["value"]),
    }


def scenario(one):
    spot, volatility, weight = one
    return {"spot": bits(spot), "volatility": volatility, "weight": bits(weight)}


def scenarios(grid):
    return [scenario(one) for one in grid]


def scan(held):
    return {"mark": bits(held[0]), "profits": [bits(profit) for profit in held[1]]}


def risk_array(sides):
    return {"owned": scan(sides[0]), "owed": scan(sides[1])}


def skew(turn):
    return {
        key: [bits(number) for number in value] if isinstance(value, tuple) else bits(value)
        for key, value in turn.items()
    }


def volatility_shock(shock):
    return {
        "range": [bits(number) for number in shock["range"]],
        "power": [bits(number) for number in shock["power"]],
        "floor": shock["floor"],
        "least": bits(shock["least"]),
    }


def shocks(under):
    """As its constructor's arguments."""
    return {
        "shock": volatility_shock(under["shock"]),
        "skew": skew(under["skew"]),
        "expiry": expiry(under["expiry"]),
    }
