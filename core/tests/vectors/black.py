"""Black-76 as its documentation states it, on decimals: exact to more digits than any vector writes.

A contract is (right, strike), an expiry a dictionary with "seconds" and perhaps "rate" or "discount".
"""

from grid import ULP, Failure, fit
from real import ONE, ZERO, density, distribution, exponential, real

YEAR = 31_536_000
DAY = 86_400


def contract(right, strike):
    if strike < 0:
        raise Failure("InvalidOption")
    return (right, strike)


def intrinsic(option, price):
    right, strike = option
    return max(fit(price - strike if right == "call" else strike - price), 0 * strike)


def years(expiry):
    return real(expiry["seconds"]) / YEAR


def root(expiry):
    return years(expiry).sqrt()


def discount(expiry):
    if "discount" in expiry:
        if expiry["discount"] <= 0:
            raise Failure("InvalidOption")
        return real(expiry["discount"])
    return exponential(-real(expiry.get("rate", 0)) * years(expiry))


def rate(expiry):
    """Continuously compounded."""
    if "discount" in expiry:
        left = years(expiry)
        return -discount(expiry).ln() / left if left else ZERO
    return real(expiry.get("rate", 0))


def forward(moving, settled):
    if moving[0] < 0 or settled < 0:
        raise Failure("InvalidOption")
    return (moving, settled)


def shocked(parts, spot):
    """Without rounding: the ends of moving * spot + settled."""
    moving, settled = parts
    return tuple(real(end) * real(spot) + real(settled) for end in moving)


def undiscounted(option, price, deviation):
    """The value of one option at its expiry's money; decimals in, a decimal out."""
    right, strike = option[0], real(option[1])
    if price == 0 or strike == 0 or deviation == 0:
        return max(price - strike if right == "call" else strike - price, ZERO)
    d1 = (price / strike).ln() / deviation + deviation / 2
    if right == "call":
        return price * distribution(d1) - strike * distribution(d1 - deviation)
    return strike * distribution(deviation - d1) - price * distribution(-d1)


def value(option, prices, volatility, expiry):
    """Both ends: the low one at the price where the option is worth least, and the low volatility."""
    if prices[0] < 0 or volatility[0] < 0:
        raise Failure("InvalidOption")
    ends = prices if option[0] == "call" else prices[::-1]
    both = zip(map(real_or_decimal, ends), map(real_or_decimal, volatility))
    return tuple(
        discount(expiry) * undiscounted(option, price, sigma * root(expiry)) for price, sigma in both
    )


def real_or_decimal(number):
    return number if isinstance(number, type(ONE)) else real(number)


def value_width(option, prices, volatility, expiry):
    """The documented (16 + sigma) (F + K) + 8 steps, which a discount above 1 scales."""
    most = real_or_decimal(prices[1]) + real(option[1])
    factor = max(ONE, discount(expiry))
    return ((16 + real_or_decimal(volatility[1])) * most * factor + 8) * real(ULP)


def greeks(option, price, sigma, expiry):
    """Delta, gamma, vega and theta at one place."""
    right, strike = option[0], real(option[1])
    deviation, factor, carry = sigma * root(expiry), discount(expiry), rate(expiry)
    worth = factor * undiscounted(option, price, deviation)
    if price == 0 or strike == 0 or deviation == 0:
        if price == strike:
            raise Failure("OutOfDomain")
        inside = price > strike if right == "call" else price < strike
        slope = factor if right == "call" else -factor
        return {"delta": slope if inside else ZERO, "gamma": ZERO, "vega": ZERO, "theta": carry * worth}
    d1 = (price / strike).ln() / deviation + deviation / 2
    likely = distribution(d1) if right == "call" else -distribution(-d1)
    slope = factor * density(d1)
    return {
        "delta": factor * likely,
        "gamma": slope / (price * deviation),
        "vega": slope * price * root(expiry),
        "theta": carry * worth - slope * price * sigma / (2 * root(expiry)),
    }


def greeks_width(option, price, sigma, expiry):
    """What the roundings of `d1` leave open, through each formula's derivative; in steps times four."""
    strike, factor, time = real(option[1]), max(ONE, discount(expiry)), root(expiry)
    worth = (value_width(option, (price, price), (sigma, sigma), expiry)) / real(ULP)
    carry = abs(rate(expiry))
    deviation = sigma * time
    if price == 0 or strike == 0 or deviation == 0:
        return {"delta": 4, "gamma": 4, "vega": 4, "theta": carry * worth + 4 * carry + 4}
    of_deviation = 2 * sigma + time + 2
    d1 = (price / strike).ln() / deviation + deviation / 2
    of_d1 = (6 + abs((price / strike).ln()) * of_deviation / deviation) / deviation + of_deviation + 3
    # n(x) and its slope are below 1/2; nothing is left of either far away.
    of_density = min((of_d1 / 4 + 4) * factor + 4, real(1 / ULP))
    gamma = (of_density + factor * density(d1) * of_deviation / deviation + 1) / (price * deviation)
    slope = factor * density(d1) * price + 1
    vega = of_density * price * time + slope + 4
    theta = carry * (worth + 4) + (of_density * price * sigma / time) + slope * sigma / time * (3 / time + 4) + 4
    delta = (of_d1 / 2 + 4) * factor + 8
    return {"delta": delta, "gamma": 2 * gamma + 4, "vega": vega, "theta": theta}


def implied(option, price, target, expiry, most):
    """The volatility in 0..most at which the option is worth `target`: halving finds the place, Newton the
    digits."""
    worth = lambda sigma: discount(expiry) * undiscounted(option, price, sigma * root(expiry))
    low, high = ZERO, most
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if worth(middle) <= target else (low, middle)
    found = (low + high) / 2
    for _ in range(12):
        change = (target - worth(found)) / greeks(option, price, found, expiry)["vega"]
        found += change
        if abs(change) < real(ULP) ** 3:
            break
    assert low <= found <= high and abs(worth(found) - target) < real(ULP) ** 2
    return found
