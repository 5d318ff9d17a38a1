"""`risk/volatility`, `risk/correlation` and `risk/liquidity` as their documentation states them.

What holds a root only is on rationals with the stated rounding. The rest is a pair: the exact value as a
decimal, and how many steps of the grid the core's may be beyond it.
"""

from decimal import Decimal
from fractions import Fraction

from grid import MOST, down, fit, is_fraction, root_down, root_up, up
from oracle import refuse
from real import ZERO as NONE
from real import logarithm, power, real

ZERO, ONE = Fraction(0), Fraction(1)


def unsigned(*values):
    refuse("InvalidQuantity", any(value < 0 for value in values))


# --- volatility ------------------------------------------------------------------------------------


def over(sigma, begin, to):
    unsigned(sigma, begin, to)
    refuse("DivisionByZero", begin == 0)
    times = (real(to) / real(begin)).sqrt()
    return real(sigma) * times, 2 * real(sigma) * (1 + times) / real(begin).sqrt() + 1


def margin_fraction(z, sigma, periods):
    refuse("InvalidFactor", z < 0)
    unsigned(sigma, periods)
    return up(up(z * sigma) * root_up(periods))


def ewma(lambda_, variance):
    refuse("InvalidFraction", not is_fraction(lambda_))
    unsigned(variance)
    return {"lambda": lambda_, "variance": variance}


def update(state, r):
    return observe(state, up(r * r))


def observe(state, variance):
    unsigned(variance)
    before = state["variance"]
    return {**state, "variance": before + up((1 - state["lambda"]) * (variance - before))}


def observe_over(state, variance, periods):
    """The exact variance, of one that may be off by a step, and the steps beyond it."""
    refuse("OutOfDomain", periods <= 0)
    unsigned(variance)
    before = real(state["variance"])
    move = (1 - power(real(state["lambda"]), real(periods))) * (real(variance) - before)
    return before + move, 3 * abs(real(variance) - before) + 2


def garch(omega, alpha, beta):
    refuse("InvalidFactor", omega < 0, alpha < 0, beta < 0, fit(abs(alpha) + abs(beta)) >= 1)
    return {"omega": omega, "alpha": alpha, "beta": beta}


def following(terms, variance, r):
    unsigned(variance)
    return fit(terms["omega"] + up(up(r * r) * terms["alpha"]) + up(variance * terms["beta"]))


def long_run(terms):
    return up(terms["omega"] / (1 - terms["alpha"] - terms["beta"]))


def forecast(terms, variance, periods):
    unsigned(variance)
    long_run(terms)
    kept = terms["alpha"] + terms["beta"]
    long = terms["omega"] / (1 - kept)
    present = (1 - power(real(kept), Decimal(periods))) / real(1 - kept)
    apart = real(variance - long)
    return periods * real(long) + apart * present, 3 * abs(apart) / real(1 - kept) + periods + 2


def realised(periods):
    refuse("InvalidLength", not periods)
    for low, _ in periods:
        refuse("InvalidPrice", low <= 0)
    refuse("Overflow", any(high / low > MOST for low, high in periods))
    logs = [logarithm(real(high) / real(low)) for low, high in periods]
    most = max(logs)
    value = sum((log * log for log in logs), NONE) / (4 * Decimal(2).ln() * len(logs))
    return value, 4 * most + 4 * most * most + 4


def filtered(returns, before, ratio, scratch):
    refuse("InvalidLength", not returns, len(returns) != scratch)
    refuse("InvalidFactor", ratio[0] < 0)
    then, estimate = [], before
    for r in returns:
        then.append(root_down(estimate["variance"]))
        estimate = update(estimate, r)
    now, moved = root_up(estimate["variance"]), []
    for r, sigma in zip(returns, then):
        beyond = sigma == 0 or now / sigma > MOST
        times = ratio[1] if beyond else min(max(up(now / sigma), ratio[0]), ratio[1])
        moved.append((down if r < 0 else up)(r * times))
    return {"ewma": estimate, "scratch": moved}


def tail(returns, confidence):
    refuse("InvalidFraction", not is_fraction(confidence))
    refuse("InvalidLength", not returns)
    return sorted(returns), (1 - confidence) * len(returns)


def quantile(returns, confidence):
    ordered, place = tail(returns, confidence)
    place = max(place, ONE)
    whole = int(place)
    at = ordered[whole - 1]
    if place > whole:
        at += down((ordered[whole] - at) * (place - whole))
    return max(fit(-at), ZERO)


def expected_shortfall(returns, confidence):
    ordered, count = tail(returns, confidence)
    count = max(count, ONE)
    whole = int(count)
    total = fit(sum(ordered[:whole], ZERO))
    if count > whole:
        total = fit(total + down(ordered[whole] * (count - whole)))
    return max(fit(-down(total / count)), ZERO)


def floored(raw, floor):
    unsigned(raw, floor)
    return max(raw, floor)


def stressed(raw, stress, weight):
    unsigned(raw, stress)
    refuse("InvalidFraction", not is_fraction(weight))
    return up((1 - weight) * raw + weight * stress)


def buffered(raw, base, buffer):
    unsigned(raw, base)
    refuse("InvalidFactor", buffer < 0)
    return max(raw, up(min(raw, base) * fit(1 + buffer)))


def stepped(previous, target, rise, fall):
    unsigned(previous, target)
    refuse("InvalidFactor", rise < 0)
    refuse("InvalidFraction", not is_fraction(fall))
    if previous == 0:
        return target
    if target < previous:
        return max(target, up(previous * (1 - fall)))
    return min(target, up(previous * fit(1 + rise)))


# --- correlation -----------------------------------------------------------------------------------


def square(matrix, count):
    refuse("InvalidLength", count == 0 or count * count != len(matrix))


def covariances(matrix, returns, lambda_):
    count = len(returns)
    square(matrix, count)
    refuse("InvalidFraction", not is_fraction(lambda_))
    fit(sum(map(abs, matrix), ZERO) + sum((up(r * r) for r in returns), ZERO))
    after = list(matrix)
    for i in range(count):
        for j in range(i, count):
            way, old = (up if i == j else down), matrix[i * count + j]
            moved = old + way((1 - lambda_) * (way(returns[i] * returns[j]) - old))
            after[i * count + j] = after[j * count + i] = moved
    return after


def correlation(matrix, count, i, j):
    """The exact value, or all that it may be, and the width of its interval."""
    square(matrix, count)
    refuse("UnknownMarket", i >= count, j >= count)
    if i == j:
        return Decimal(1), NONE
    a, b, both = (real(matrix[row * count + column]) for row, column in ((i, i), (j, j), (i, j)))
    refuse("OutOfDomain", a < 0, b < 0)
    if a == 0 or b == 0:
        return (-ONE, ONE), NONE
    a, b = a.sqrt(), b.sqrt()
    value = both / a / b
    # One step of each root and of each quotient, at either end.
    width = 2 * (abs(value) * (1 / a + 1 / b) + 1 / b + 2)
    return min(max(value, Decimal(-1)), Decimal(1)), width


def sigma(matrix, weights):
    count = len(weights)
    square(matrix, count)
    gross = fit(sum(map(abs, weights), ZERO))
    variance = sum(
        (a * b * matrix[i * count + j] for i, a in enumerate(weights) for j, b in enumerate(weights)), ZERO
    )
    return real(max(variance, ZERO)).sqrt(), real(gross) * 2**5 * Decimal(count).sqrt()


def offset(floor, stress, least):
    refuse("InvalidFactor", not -1 <= floor <= stress <= 1)
    refuse("InvalidFraction", not is_fraction(least))
    return {"floor": floor, "stress": stress, "least": least}


def opposite(terms, rho):
    return max(terms["floor"], min(rho[0], terms["stress"]))


def alike(terms, rho):
    return min(max(rho[1], terms["stress"]), ONE)


def together(terms, a, b, rho):
    gross = fit(fit(abs(a)) + fit(abs(b)))
    relied = (alike if (a < 0) == (b < 0) else opposite)(terms, rho)
    margin = real(max(a * a + b * b + 2 * relied * a * b, ZERO)).sqrt()
    return min(max(margin, real(terms["least"] * gross)), real(gross)), real(gross) * 2**6


# --- liquidity -------------------------------------------------------------------------------------


def impact(y, sigma, quantity, volume):
    refuse("InvalidFactor", y < 0)
    unsigned(sigma, quantity, volume)
    if quantity == 0:
        return NONE, NONE
    refuse("DivisionByZero", volume == 0)
    part, moved = (real(quantity) / real(volume)).sqrt(), real(y * sigma)
    return moved * part, part + 2 * moved * (1 + part) / real(volume).sqrt() + 2


def close_out_cost(notional, impact):
    unsigned(notional, impact)
    return up(notional * impact)


def horizon(quantity, volume, participation):
    unsigned(quantity, volume)
    refuse("InvalidFraction", not is_fraction(participation))
    if quantity == 0:
        return NONE, NONE
    refuse("DivisionByZero", volume == 0, participation == 0)
    return real(quantity / volume / participation), real(1 / volume) + 1


def concentration(size, threshold, slope, cap):
    unsigned(size, threshold, cap)
    refuse("InvalidFactor", slope < 0)
    more = max(size - threshold, ZERO) * slope
    return min(cap, up(more) if more <= MOST else cap)


def adjusted_haircut(haircut, impact):
    refuse("InvalidFraction", not is_fraction(haircut))
    unsigned(impact)
    return up(1 - (1 - haircut) * (1 - min(impact, ONE)))
