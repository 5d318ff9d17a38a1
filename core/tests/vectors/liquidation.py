"""Exchange, bonus, close factors, order, auctions and bankruptcy prices, as the core's documentation
states them."""

from account import ratio, surplus
from grid import Failure, divide, down, fit, is_fraction, mul_div, up
from model import ONE, ZERO, known, ramp, ramp_at


def none_negative(*values):
    if min(values) < 0:
        raise Failure("InvalidQuantity")


def fractions(*values):
    if not all(map(is_fraction, values)):
        raise Failure("InvalidFraction")


def stale(sums):
    return sums["stale_assets"] > 0 or sums["stale_debts"] > 0


# --- exchange --------------------------------------------------------------------------------------


def exchange(debt, collateral, bonus):
    if debt <= 0 or collateral <= 0:
        raise Failure("InvalidPrice")
    none_negative(bonus)
    return {"debt": debt, "collateral": collateral, "paid": down(debt * fit(1 + bonus)), "bonus": bonus}


def seized(x, repaid):
    return mul_div(repaid, x["paid"], x["collateral"], down)


def repaid(x, taken):
    return mul_div(taken, x["collateral"], x["paid"], up)


def penalty(x, paid, taken):
    return max(ZERO, fit(taken - mul_div(paid, x["debt"], x["collateral"], down)))


def frees_more_than(x, gained, debt, collateral):
    if not (known(debt) and known(collateral)):
        raise Failure("UnknownPrice")
    try:
        return gained > mul_div(collateral[0], x["paid"], x["collateral"], up)
    except Failure:
        return False


def raises_surplus(x, debt, collateral):
    return frees_more_than(x, debt[1], debt, collateral)


def raises_ratio(x, sums, debt, collateral):
    if sums["stale_debts"] == 0 and sums["liabilities"] == 0:
        return False
    try:
        gained = down(debt[1] * ratio(sums))
    except Failure as failure:
        if failure.name != "Overflow":
            raise
        return known(debt) and known(collateral)
    return frees_more_than(x, gained, debt, collateral)


def sustainable(bonus, debt, collateral):
    none_negative(bonus)
    return debt[1] > up(collateral[0] * fit(1 + bonus))


# --- bonus -----------------------------------------------------------------------------------------


def from_loan_to_value(loan_to_value, cursor, most):
    fractions(loan_to_value, cursor)
    none_negative(most)
    kept = 1 - down(cursor * (1 - loan_to_value))
    return most if kept == 0 else min(most, down(1 / kept) - 1)


def from_shortfall(sums, most_discount):
    if not 0 <= most_discount < 1:
        raise Failure("InvalidFraction")
    if stale(sums):
        raise Failure("UnknownPrice")
    if sums["assets"] >= sums["liabilities"]:
        return ZERO
    factor = max(up(sums["assets"] / sums["liabilities"]), 1 - most_discount)
    return down(1 / min(factor, ONE)) - 1


def covered(bonus, collateral, debt):
    none_negative(bonus, collateral, debt)
    if collateral <= debt:
        return ZERO
    try:
        return min(bonus, divide(collateral - debt, debt, down))
    except Failure:
        return bonus


def near_bad_debt(bonus, loan_to_value, start, least):
    none_negative(bonus, loan_to_value, start, least)
    spare = fit(1 - loan_to_value)
    return max(spare, least) if loan_to_value >= start else min(bonus, max(spare, ZERO))


def split(insurance, protocol):
    if not (is_fraction(insurance) and is_fraction(protocol) and insurance + protocol <= 1):
        raise Failure("InvalidFraction")
    return (insurance, protocol)


def parts(shares, whole):
    none_negative(whole)
    insurance = up(whole * shares[0])
    protocol = min(up(whole * shares[1]), whole - insurance)
    return {"liquidator": whole - insurance - protocol, "insurance": insurance, "protocol": protocol}


# --- close -----------------------------------------------------------------------------------------


def most(factor, health_ratio, total, debt, collateral):
    fractions(factor["fraction"])
    if health_ratio <= factor["full_below"] or min(debt, collateral) < factor["small"]:
        return debt
    return min(debt, down(total * factor["fraction"]))


def leaves_dust(factor, debt, collateral):
    return debt > 0 and collateral > 0 and min(debt, collateral) < factor["dust"]


def absorb(sums):
    if stale(sums):
        raise Failure("UnknownPrice")
    left = surplus(sums)
    return {"credit": max(ZERO, left), "deficit": max(ZERO, -left)}


def throttle(share, elapsed, shortfall, freed, small):
    none_negative(shortfall, freed)
    if shortfall < small:
        return shortfall
    part = ramp_at(share, elapsed, down)
    fractions(part)
    allowed = down(fit(shortfall + freed) * part)
    return min(shortfall, max(ZERO, allowed - freed))


def step_down(rungs, notional, cut):
    """To the top of the rung `cut` below the present one, which is where the next begins."""
    none_negative(notional)
    if cut == 0:
        return notional
    present = len([rung for rung in rungs if rung[0] <= notional]) - 1
    target = present - cut
    return rungs[target + 1][0] if target >= 0 else ZERO


# --- order -----------------------------------------------------------------------------------------


def first(order, candidates):
    """Candidates are pairs of value and margin."""
    keys = {}
    for place, (value, margin) in enumerate(candidates):
        if value > 0:
            freed = divide(margin, value, down) if order == "riskiest" else ZERO
            keys[place] = {"riskiest": (freed, value), "largest": (value,), "given": ()}[order]
    return min((place for place in keys if keys[place] == max(keys.values())), default=None)


# --- auction ---------------------------------------------------------------------------------------


def buffered(auction, buffer):
    none_negative(buffer)
    margin = fit(auction["equity"] - auction["maintenance"])
    return fit(auction["maintenance"] - up(buffer * margin))


def largest_share(auction, buffer, discount):
    fractions(discount)
    missing = fit(-buffered(auction, buffer))
    if missing <= 0:
        return ZERO
    freed = fit(missing + up(auction["equity"] * discount))
    freed = fit(freed + up(auction["reserved"] * (1 - discount)))
    return ONE if freed <= missing else down(missing / freed)


def bid(auction, discount):
    fractions(discount)
    return up(fit(auction["equity"] - auction["reserved"]) * discount)


def insolvent(auction, elapsed, length):
    if length <= 0:
        raise Failure("InvalidRamp")
    start = min(auction["equity"], ZERO)
    return ramp_at(ramp(ZERO, length, start, min(start, auction["maintenance"])), elapsed, up)


def discount_at(fast, slow, elapsed):
    return ramp_at(fast if elapsed < slow[0] else slow, elapsed, up)


def storefront(price, factor, liquidation_factor):
    fractions(factor, liquidation_factor)
    return up(price * (1 - down(factor * (1 - liquidation_factor))))


# --- bankruptcy ------------------------------------------------------------------------------------


def part_of_account(position):
    if not 0 <= position["requirement"] <= position["total"]:
        raise Failure("InvalidQuantity")


def bankruptcy(position):
    part_of_account(position)
    if position["total"] == 0:
        return position["value"]
    return fit(
        position["value"] - mul_div(position["equity"], position["requirement"], position["total"], down)
    )


def fillable(position, spread, adjustment):
    part_of_account(position)
    none_negative(spread, adjustment)
    total = position["total"]
    if total == 0:
        return position["value"]
    missing = max(ZERO, fit(total - position["equity"]))
    exact = missing * adjustment / total
    urgency = ONE if exact >= 1 else up(exact)
    return fit(position["value"] - up(urgency * up(spread * position["requirement"])))


def unit_price(quote, size):
    """Up for what a long receives, down for what a short pays."""
    return divide(quote, size, down if size < 0 else up)


def insurance_delta(proceeds, price, most_fee):
    fractions(most_fee)
    spare = fit(proceeds - price)
    return spare if spare <= 0 else min(spare, down(fit(abs(proceeds)) * most_fee))
