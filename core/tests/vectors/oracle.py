"""`price/oracle` and `price/remote` as their documentation states them.

Values are plain: a price is a pair, everything else a dictionary of its constructor's arguments, and an
average the list of what it observed.
"""

from fractions import Fraction

from grid import Failure, down, fit, is_fraction, root_up, up
from model import UNKNOWN, contains, hull, known, mid

ZERO, ONE = Fraction(0), Fraction(1)


def refuse(name, *broken):
    if any(broken):
        raise Failure(name)


def widen(pair, fraction):
    refuse("InvalidFactor", fraction < 0)
    low, high = pair
    return (max(fit(low - up(low * fraction)), ZERO), fit(high + up(high * fraction)))


# --- readings ------------------------------------------------------------------------------------


def reading(price, confidence, at):
    refuse("InvalidPrice", price <= 0, confidence < 0)
    return {"price": price, "confidence": confidence, "at": at}


def confidence(multiple, cap, limit):
    refuse("InvalidFactor", multiple < 0, limit < 0)
    refuse("InvalidFraction", not is_fraction(cap))
    return {"multiple": multiple, "cap": cap, "limit": limit}


def sure(terms, price, stated):
    """The price within its confidence, or unknown."""
    refuse("InvalidPrice", price <= 0, stated < 0)
    doubt = up(stated * terms["multiple"])
    if doubt > down(price * terms["limit"]):
        return UNKNOWN
    doubt = min(doubt, up(price * terms["cap"]))
    return (max(price - doubt, ZERO), fit(price + doubt))


def age(fresh, limit, ahead, rate):
    refuse("InvalidTime", fresh > limit)
    refuse("InvalidFactor", rate < 0)
    return {"fresh": fresh, "limit": limit, "ahead": ahead, "rate": rate}


def since(terms, at, now):
    refuse("InvalidTime", at > now + terms["ahead"])
    return max(now - at, 0)


def aged(terms, pair, at, now):
    seconds = since(terms, at, now)
    if seconds > terms["limit"]:
        return UNKNOWN
    late = max(seconds - terms["fresh"], 0)
    return widen(pair, fit(terms["rate"] * late)) if late else pair


def published(feed, read, now):
    return aged(feed["age"], sure(feed["confidence"], read["price"], read["confidence"]), read["at"], now)


# --- sources -------------------------------------------------------------------------------------


def joined(pairs, quorum):
    if len(pairs) < max(quorum, 1):
        return UNKNOWN
    return (min(low for low, _ in pairs), max(high for _, high in pairs))


def hull_of(sources, quorum):
    return joined([pair for pair in sources if known(pair)], quorum)


def median(sources, quorum):
    pairs = [pair for pair in sources if known(pair)]
    if len(pairs) < max(quorum, 1):
        return UNKNOWN
    lows, highs = sorted(low for low, _ in pairs), sorted(high for _, high in pairs)
    return (lows[(len(pairs) - 1) // 2], highs[len(pairs) // 2])


def agreement(sources, band, quorum):
    around = widen(median(sources, quorum), band)
    return joined([pair for pair in sources if contains(around, pair)], quorum)


def band(width, rate):
    refuse("InvalidFactor", width < 0, rate < 0)
    return {"width": width, "rate": rate}


def admitted(terms, last, elapsed, pair):
    if not known(last):
        return pair
    further = fit(1 + fit(terms["rate"] * elapsed))
    least = fit(up(fit(up(last[0] * fit(1 - terms["width"]))) / further))
    most = fit(down(fit(down(last[1] * fit(1 + terms["width"]))) * further))
    return pair if known(pair) and least <= pair[0] and pair[1] <= most else UNKNOWN


# --- averages: the prices by the second from which each stands ---------------------------------------


def standing(first, observations, now):
    """`[(price, from, until)]`: prices of one second join, and the last one stands until now."""
    refuse("UnknownPrice", not known(first[0]))
    seconds = [first]
    for pair, at in observations:
        refuse("UnknownPrice", not known(pair))
        refuse("InvalidTime", at < seconds[-1][1])
        if at == seconds[-1][1]:
            seconds[-1] = (hull(seconds[-1][0], pair), at)
        else:
            seconds.append((pair, at))
    refuse("InvalidTime", now < seconds[-1][1])
    ends = [at for _, at in seconds[1:]] + [now]
    return [(pair, at, end) for (pair, at), end in zip(seconds, ends)]


def price_seconds(stood):
    """Sums that only grow: one that overflows did so in the end too."""
    low, high = (fit(sum((pair[i] * (end - at) for pair, at, end in stood), ZERO)) for i in (0, 1))
    return {"low": low, "high": high, "at": stood[-1][2]}


def average(later, earlier):
    seconds = later["at"] - earlier["at"]
    refuse("InvalidTime", seconds <= 0)
    low = down(fit(later["low"] - earlier["low"]) / seconds)
    high = up(fit(later["high"] - earlier["high"]) / seconds)
    refuse("InvalidPrice", low < 0, high < low, high == 0)
    return (low, high)


# --- the stable price ----------------------------------------------------------------------------


def pace(rate, growth, interval, longest):
    refuse("InvalidFactor", rate < 0, growth < 0)
    refuse("InvalidTime", interval == 0)
    return {"rate": rate, "growth": growth, "interval": interval, "longest": longest}


def toward(begin, to, limit):
    """By at most a factor 1 + limit, rounded toward where it begins."""
    factor = fit(1 + limit)
    return min(max(to, up(begin / factor)), down(begin * factor))


def moved(terms, stable, delay, price, elapsed):
    near = down(min(stable, delay) / max(stable, delay))
    rate = down(terms["rate"] * down(near * near))
    return toward(stable, price, fit(rate * min(elapsed, terms["longest"])))


def follow(terms, room, start, stood):
    """The stable price and the delay prices, oldest first, after all that stood."""
    refuse("InvalidLength", room == 0)
    refuse("InvalidPrice", start <= 0)
    stable, delays, interval = start, [start] * room, terms["interval"]
    held = []  # what stood in the interval that has not ended: (price, seconds)
    for pair, at, end in stood:
        price = mid(pair)
        stable = moved(terms, stable, delays[0], price, end - at)
        time, last = at, end // interval
        # After a long silence as many intervals count as there is room for.
        for slot in range(at // interval, min(last, at // interval + room)):
            stop = (slot + 1) * interval
            held.append((price, stop - time))
            whole = sum((p * seconds for p, seconds in held), ZERO)
            mean = down(whole / sum(seconds for _, seconds in held))
            delays = delays[1:] + [toward(delays[-1], mean, terms["growth"])]
            held, time = [], stop
        if last > at // interval:
            time = last * interval
        if end > time:
            held.append((price, end - time))
    return stable, delays


# --- collateral on another chain -------------------------------------------------------------------


def remote(deviations, volatility, period, finality, limit):
    refuse("InvalidFactor", deviations < 0, volatility < 0)
    refuse("InvalidTime", period == 0)
    return dict(
        zip(
            ("deviations", "volatility", "period", "finality", "limit"),
            (deviations, volatility, period, finality, limit),
        )
    )


def brought(terms, pair, attested, now, quotas):
    refuse("InvalidTime", attested > now)
    if now - attested > terms["limit"]:
        return UNKNOWN
    periods = up(Fraction(terms["finality"] + now - attested, terms["period"]))
    low, high = widen(pair, up(up(terms["deviations"] * terms["volatility"]) * root_up(periods)))
    return (down(low * min([ONE, *map(share, quotas)])), high)


# --- limits --------------------------------------------------------------------------------------


def quota(limit, used):
    refuse("InvalidQuantity", limit < 0, used < 0)
    return {"limit": limit, "used": used}


def room(held):
    return max(held["limit"] - held["used"], ZERO)


def share(held):
    return ONE if held["used"] <= held["limit"] else down(held["limit"] / held["used"])


def excess(held):
    if held["used"] <= held["limit"]:
        return ONE
    refuse("DivisionByZero", held["limit"] == 0)
    return up(held["used"] / held["limit"])
