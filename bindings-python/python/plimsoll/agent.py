"""A risk agent: reads prices, volumes and open interest, proposes parameters, and explains each proposal.

It runs off chain and is bounded by the core's check (`plimsoll.risk.parameters.Parameters.propose` with the `Rule` of
each parameter) and by nothing else: what it proposes is accepted by that function, or reported with its refusal.

All arithmetic is the package's own, in fixed point: the same data give the same proposal, bit for bit, on every
machine. A ``float`` is read as the decimal that Python prints for it, so a table of floats and its text propose the same.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import SupportsFloat, TypeAlias

from plimsoll import (
    Fixed,
    Interval,
    Number,
    PlimsollError,
    TooSoon,
    div_down,
    div_up,
    mul_div_up,
    mul_down,
    mul_up,
    sqrt,
)
from plimsoll.risk.correlation import correlation, update
from plimsoll.risk.liquidity import adjusted_haircut, horizon, impact
from plimsoll.risk.parameters import Change, Name, Parameters, Rule
from plimsoll.risk.volatility import Policy, Steady, over, parkinson

__all__ = ["DataError", "Market", "Proposal", "Settings", "propose"]

_Datum: TypeAlias = Number | SupportsFloat
_Rules: TypeAlias = Sequence[Rule]

_ZERO, _ONE = Fixed(0), Fixed(1)
_WEIGHTS = (Name.INITIAL_ASSET, Name.MAINTENANCE_ASSET, Name.MAINTENANCE_LIABILITY, Name.INITIAL_LIABILITY)
_NAMED = 5  # of those that fall together, the explanation names the largest
_SIX = Context(prec=6, rounding=ROUND_HALF_EVEN, traps=[])


class DataError(ValueError):
    """Data that no parameter can be estimated from: says which market, which field, and where in it."""


@dataclass(frozen=True)
class Market:
    """What is known of a market: one number a day, oldest first, in anything that can be iterated.

    Every series ends with the same day. Volumes and open interest are in units of the asset, as caps are.

    Parameters
    ----------
    name : str
    closes, volumes, open_interest : iterable of numbers
        Of equal length; each number an ``int``, ``float``, ``str``, ``Decimal``, `Fixed` or a scalar of numpy, read to
        the nearest number, a ``float`` as Python prints it.
    parameters : Parameters
        As they are governed now.
    highs, lows : iterable of numbers, optional
        Of each day; both or none.

    Raises
    ------
    DataError
        What is not a number, not finite or negative, a price that is not above zero, a low above a high, a close
        outside both, or lengths that differ.
    """

    name: str
    closes: Iterable[_Datum]
    volumes: Iterable[_Datum]
    open_interest: Iterable[_Datum]
    parameters: Parameters
    highs: Iterable[_Datum] | None = None
    lows: Iterable[_Datum] | None = None

    def __post_init__(self) -> None:
        days = None
        for name in ("closes", "volumes", "open_interest", "highs", "lows"):
            given = getattr(self, name)
            if given is None:
                continue
            series = _series(f"{self.name}: {name}", given, positive=name in ("closes", "highs", "lows"))
            days = len(series) if days is None else days
            if len(series) != days:
                raise DataError(f"{self.name}: {name}: {len(series)} days, but closes have {days}")
            object.__setattr__(self, name, series)
        if (self.highs is None) != (self.lows is None):
            missing = "lows" if self.lows is None else "highs"
            raise DataError(f"{self.name}: {missing}: missing; highs and lows come together")
        for place, (low, close, high) in enumerate(zip(_fixed(self.lows), _fixed(self.closes), _fixed(self.highs))):
            if not low <= close <= high:
                raise DataError(f"{self.name}: closes[{place}]: {close} is not between the low {low} and the high {high}")


@dataclass(frozen=True)
class Settings:
    """How the agent estimates. Every number is read to the nearest.

    Parameters
    ----------
    policy : Policy
        Of the steady margin of one day; its slow memory is also that of the correlations. Its multiple is above 0.
    y : Number
        Impact of trading a whole day's volume, in deviations of a day; read to the nearest number.
    participation : Number
        Part of the volume that liquidations can be, in (0, 1]; read to the nearest number.
    days : Number
        In how many days all that a cap allows must be closable, above 0; read to the nearest number.
    factor : Number
        Initial over maintenance haircut, at least 1; read to the nearest number.
    reward : Number
        What a liquidator keeps after the impact of a day's closing; read to the nearest number.
    deadband : Number
        A haircut (a weight's distance from 1), a bonus or a cap that is no further from its target than this part of
        itself stays as it is; read to the nearest number.
    ramp : int
        Seconds that a change takes, if no rule asks for more.
    window : int
        Days whose median volume and greatest open interest count.
    history : int
        Fewest days that are enough.

    Raises
    ------
    ValueError
        A number out of its range.
    """

    policy: Policy = field(default=Policy(("0.9", "0.996"), "0.5", "1.5", 3, "0.02", ("0.04", 1)))
    y: Number = 1
    participation: Number = "0.25"
    days: Number = 3
    factor: Number = "1.25"
    reward: Number = "0.01"
    deadband: Number = "0.05"
    ramp: int = 0
    window: int = 30
    history: int = 60

    def __post_init__(self) -> None:
        for name, least in (("y", 0), ("factor", 1), ("reward", 0), ("deadband", 0)):
            if Fixed(getattr(self, name)) < least:
                raise ValueError(f"{name}: less than {least}")
        if not 0 < Fixed(self.participation) <= 1:
            raise ValueError("participation: not in (0, 1]")
        if self.policy.multiple == 0:
            raise ValueError("policy: covers no deviation")
        for name, fewest in (("days", Fixed.DELTA), ("window", 1), ("history", 2), ("ramp", 0)):
            if Fixed(getattr(self, name)) < fewest:
                raise ValueError(f"{name}: less than {fewest}")


@dataclass(frozen=True)
class Proposal:
    """What the agent proposes for one market, what the core says to it, and why.

    Parameters
    ----------
    market : str
    version, now, ramp : int
        The version that it was made for, when, and how many seconds the changes take.
    targets : mapping of Name to Fixed
        Where the data would have each parameter, whatever the rules.
    changes : tuple of Change
        What is proposed: of each the nearest to its target that one change may reach. May be empty.
    parameters : Parameters
        The accepted next version; where nothing is proposed, or it is refused, the set as it was.
    refusal : PlimsollError or None
        What the core refused: the whole, or a single value, which then stays as it was.
    explanation : tuple of str
        A sentence for each parameter, then one for each step of the estimate; numbers in six digits.
    """

    market: str
    version: int
    now: int
    ramp: int
    targets: Mapping[Name, Fixed]
    changes: tuple[Change, ...]
    parameters: Parameters
    refusal: PlimsollError | None
    explanation: tuple[str, ...]

    def put(self, parameters: Parameters, rules: _Rules, now: int) -> "Proposal":
        """The same proposal put to a set as it stands at another time, as a contract would: accepted or refused."""
        if not self.changes:
            return replace(self, parameters=parameters, now=now)
        try:
            following = parameters.propose(list(rules), self.version, self.changes, self.ramp, now)
        except PlimsollError as error:
            said = (*self.explanation, f"at {now} all of this is refused: {_refused(error)}")
            return replace(self, parameters=parameters, now=now, refusal=error, explanation=said)
        return replace(self, parameters=following, now=now, refusal=None)

    def __str__(self) -> str:
        lines = (f"{self.market}, version {self.version}, at {self.now}:", *self.explanation)
        return "\n  ".join(lines)


def propose(
    markets: Iterable[Market],
    rules: _Rules | Mapping[str, _Rules],
    now: int,
    settings: Settings | None = None,
) -> list[Proposal]:
    """A proposal for each market, in their order; markets are seen together, since they may fall together.

    Each parameter walks to its target by one change a call: the nearest value within its rule's reach. Where the set
    would not be valid with all of these, each goes as far as the core accepts.

    Parameters
    ----------
    markets : iterable of Market
    rules : sequence of Rule, or mapping of str to that
        Eight in the order of `Name`, for every market or by the name of each.
    now : int
        The present second.
    settings : Settings, optional

    Returns
    -------
    list of Proposal

    Raises
    ------
    DataError
        Too short a history, no volume, two markets of one name, not eight rules, or an estimate that no number holds.
    """
    markets, settings = list(markets), settings or Settings()
    for place, market in enumerate(markets):
        if market.name in [other.name for other in markets[:place]]:
            raise DataError(f"{market.name}: two markets of this name")
        own = rules.get(market.name, ()) if isinstance(rules, Mapping) else rules
        if len(own) != len(Name):
            raise DataError(f"{market.name}: {len(own)} rules, not {len(Name)}")
    days = [_Days.of(market, settings) for market in markets]
    crowds = _crowds(days, settings)
    proposals = []
    for market, day, crowd in zip(markets, days, crowds):
        try:
            targets, reasons, steps = _estimate(market, day, crowd, settings)
        except PlimsollError as error:
            raise DataError(f"{market.name}: {error}") from error
        own = rules[market.name] if isinstance(rules, Mapping) else rules
        proposals.append(_walk(market, own, now, settings, targets, reasons, steps))
    return proposals


# What is read.


def _fixed(series: Iterable[_Datum] | None) -> tuple[Fixed, ...]:
    """A field of a market, once it is read."""
    return () if series is None else tuple(value for value in series if isinstance(value, Fixed))


def _number(datum: object) -> Fixed:
    """Errors: ValueError, TypeError."""
    if not isinstance(datum, (str, int, float, Decimal, Fixed)) and hasattr(datum, "item"):
        datum = datum.item()  # a scalar of numpy
    if isinstance(datum, bool) or not isinstance(datum, (str, int, float, Decimal, Fixed)):
        raise TypeError("not a number")
    if isinstance(datum, float):
        if not math.isfinite(datum):
            raise ValueError("not finite")
        datum = Decimal(repr(float(datum)))
    if isinstance(datum, Decimal) and not datum.is_finite():
        raise ValueError("not finite")
    return Fixed(datum)


def _series(field: str, given: object, positive: bool) -> tuple[Fixed, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise DataError(f"{field}: not a series")
    numbers = []
    for place, datum in enumerate(given):
        try:
            number = _number(datum)
        except (TypeError, ValueError) as error:
            raise DataError(f"{field}[{place}]: {datum!r}: {error}") from None
        if number < 0 or (positive and number == 0):
            raise DataError(f"{field}[{place}]: {datum!r}: {'not above zero' if positive else 'negative'}")
        numbers.append(number)
    return tuple(numbers)


@dataclass(frozen=True)
class _Days:
    """What counts of a market's days."""

    name: str
    returns: list[Fixed]
    moves: list[Fixed]
    volume: Fixed
    open: Fixed
    value: Fixed

    @classmethod
    def of(cls, market: Market, settings: Settings) -> "_Days":
        closes, volumes, opens = _fixed(market.closes), _fixed(market.volumes), _fixed(market.open_interest)
        if len(closes) < max(settings.history, 2):
            raise DataError(f"{market.name}: closes: {len(closes)} days, fewer than {settings.history}")
        window = sorted(volumes[-settings.window :])
        volume = window[(len(window) - 1) // 2]
        if volume == 0:
            raise DataError(f"{market.name}: volumes: nothing on the median of the last {len(window)} days")
        most = max(opens[-settings.window :])
        returns, moves = [], []
        lows, highs = _fixed(market.lows), _fixed(market.highs)
        for place in range(1, len(closes)):
            try:
                returns.append(_signed(closes[place], closes[place - 1]))
                width = sqrt(parkinson(Interval(lows[place], highs[place]))).high if highs else _ZERO
            except PlimsollError as error:
                raise DataError(f"{market.name}: closes[{place}]: {error}") from error
            moves.append(max(abs(returns[-1]), width))
        try:
            return cls(market.name, returns, moves, volume, most, mul_up(most, closes[-1]))
        except PlimsollError as error:
            raise DataError(f"{market.name}: open_interest: {error}") from error


def _signed(after: Fixed, before: Fixed) -> Fixed:
    """The return of a day, rounded away from zero."""
    size = div_up(abs(after - before), before)
    return size if after >= before else -size


# What is estimated.


@dataclass(frozen=True)
class _Crowd:
    """How far the others close when this market does: `1 + sum of max(rho, 0) * share`."""

    factor: Fixed
    terms: str


def _crowds(days: list[_Days], settings: Settings) -> list[_Crowd]:
    """Markets that fall together are closed together, and wait for the same buyers."""
    if not days:
        return []
    count, common = len(days), min(len(day.returns) for day in days)
    matrix = [[_ZERO] * count for _ in days]
    try:
        for seen, returns in enumerate(zip(*(day.returns[-common:] for day in days)), 1):
            # As the steady margin does: the plain mean, until the memory is full.
            matrix = update(matrix, returns, min(settings.policy.lambda_[1], _ONE - div_up(1, seen)))
        total = sum((day.value for day in days), _ZERO)
        crowds = []
        for i, _ in enumerate(days):
            parts: list[tuple[Fixed, str]] = []
            for j, other in enumerate(days):
                rho = correlation(matrix, i, j).high
                if i != j and rho > 0 and other.value > 0:
                    share = mul_div_up(other.value, 1, total)
                    parts.append((mul_up(rho, share), f"{_show(rho)} * {_show(share)} ({other.name})"))
            parts.sort(key=lambda part: part[0], reverse=True)
            factor = sum((part for part, _ in parts), _ONE)
            terms = ["1", *(text for _, text in parts[:_NAMED])]
            if rest := parts[_NAMED:]:
                terms.append(f"{_show(sum((part for part, _ in rest), _ZERO))} ({len(rest)} more)")
            crowds.append(_Crowd(factor, f"({' + '.join(terms)}) = {_show(factor)}" if parts else "1"))
        return crowds
    except PlimsollError as error:
        raise DataError(f"{', '.join(day.name for day in days)}: {error}") from error


def _estimate(
    market: Market, day: _Days, crowd: _Crowd, settings: Settings
) -> tuple[dict[Name, Fixed], dict[Name, str], list[str]]:
    """Where the data would have each parameter, the formula of each, and the steps on the way."""
    y, reward, factor = Fixed(settings.y), Fixed(settings.reward), Fixed(settings.factor)
    policy, part = settings.policy, Fixed(settings.participation)
    steps = []
    margin = Steady(policy).margins(day.moves)[-1]
    sigma = div_up(margin, policy.multiple)
    steps.append(
        f"the steady margin is {_show(margin)} for one day, after {len(day.moves)} days: "
        f"{_show(policy.multiple)} deviations of {_show(sigma)}"
    )
    volume = div_down(day.volume, crowd.factor)
    if volume == 0:
        raise DataError(f"{market.name}: volumes: nothing is left of {day.volume} beside the others")
    steps.append(
        f"the median volume of {settings.window} days is {_show(day.volume)}; "
        f"divided by {crowd.terms} for those that fall with it, {_show(volume)} counts"
    )
    time = max(horizon(day.open, volume, part), _ONE)
    long = over(margin, 1, time)
    steps.append(
        f"the most open in these days, {_show(day.open)}, is closed at {_show(part)} of that in {_show(time)} days "
        f"(at least 1): margin {_show(margin)} * sqrt({_show(time)}) = {_show(long)}"
    )
    price = impact(y, sigma, day.open, volume)
    haircut = adjusted_haircut(min(long, _ONE), price)
    steps.append(
        f"closing it moves the price by {_show(y)} * {_show(sigma)} * sqrt({_show(day.open)} / {_show(volume)}) = "
        f"{_show(price)}: haircut 1 - (1 - {_show(min(long, _ONE))}) * (1 - {_show(min(price, _ONE))}) = {_show(haircut)}"
    )
    daily = min(mul_up(volume, part), day.open)
    moved = impact(y, sigma, daily, volume)
    bonus = moved + reward
    # A liquidation takes the penalty from what it repays: (1 + penalty) * (1 - haircut) <= 1 + haircut.
    penalty = bonus + market.parameters.get(Name.INSURANCE_FEE).to
    least = div_up(penalty, penalty + 2)
    if least > haircut:
        steps.append(
            f"a bonus and a fee of {_show(penalty)} need a haircut of {_show(penalty)} / (2 + {_show(penalty)}) = "
            f"{_show(least)}, or a liquidation would lower the health"
        )
        haircut = least
    initial = min(mul_up(haircut, factor), _ONE)
    cap = max(mul_down(mul_down(volume, part), Fixed(settings.days)), Fixed.DELTA)
    whole = f"{_show(volume)} * {_show(part)} * {_show(Fixed(settings.days))} days"
    found = {
        Name.INITIAL_ASSET: (_ONE - initial, f"1 - {_show(factor)} * {_show(haircut)}, at least 0"),
        Name.MAINTENANCE_ASSET: (_ONE - haircut, f"1 - {_show(haircut)}"),
        Name.MAINTENANCE_LIABILITY: (_ONE + haircut, f"1 + {_show(haircut)}"),
        Name.INITIAL_LIABILITY: (_ONE + initial, f"1 + {_show(factor)} * {_show(haircut)}, at most 2"),
        Name.LIQUIDATION_BONUS: (
            bonus,
            f"{_show(y)} * {_show(sigma)} * sqrt({_show(daily)} / {_show(volume)}) = {_show(moved)} for closing a day's "
            f"{_show(daily)}, and {_show(reward)} for the liquidator",
        ),
        Name.DEPOSIT_CAP: (cap, whole),
        Name.BORROW_CAP: (cap, whole),
    }
    return {name: value for name, (value, _) in found.items()}, {name: why for name, (_, why) in found.items()}, steps


def _show(value: Fixed) -> str:
    """Six digits, to the nearest."""
    return f"{_SIX.create_decimal(value.to_decimal()).normalize(_SIX):f}"


# What is proposed.


def _refused(error: PlimsollError) -> str:
    return f"{error.name} ({error})"


def _walk(
    market: Market,
    rules: _Rules,
    now: int,
    settings: Settings,
    targets: dict[Name, Fixed],
    reasons: dict[Name, str],
    steps: list[str],
) -> Proposal:
    """Every parameter as near to its target as one accepted change takes it."""
    present = market.parameters
    ramp = max([settings.ramp, *(rule.ramp for rule in rules)])
    refusal: PlimsollError | None = None
    wanted: dict[Name, Fixed] = {}
    why: dict[Name, str] = {}
    for name, rule in zip(Name, rules):
        if name not in targets:
            why[name] = "the agent does not propose it"
            continue
        parameter, target = present.get(name), targets[name]
        distance = abs(target - parameter.to)
        near = mul_down(abs(parameter.to - 1) if name in _WEIGHTS else parameter.to, Fixed(settings.deadband))
        try:
            least, most = rule.reach(parameter.at_down(now))
            value = min(max(target, least), most)
            if distance <= near:
                why[name] = f"within the deadband of {_show(near)}"
            elif abs(target - value) >= distance:
                why[name] = "its rule lets it go no nearer now"
            else:
                rule.change(parameter, value, ramp, now)
                wanted[name] = value
        except TooSoon:
            why[name] = f"too soon, it may change from {parameter.start + rule.delay} on"
        except PlimsollError as error:
            refusal = refusal or error
            why[name] = f"refused, {_refused(error)}"
    changes, following, refused = _farthest(present, rules, now, ramp, targets, wanted)
    lines = []
    for name in Name:
        now_at, goal = present.at(name, now), present.get(name).to
        still = now_at == goal
        aim = f"target {_show(targets[name])} = {reasons[name]}" if name in targets else "no target"
        if name in changes:
            value = changes[name]
            said = "all the way" if value == targets[name] else "as far as one step of its rule goes"
            if value != wanted[name]:
                said = "as far as the rest of the set lets it"
            text = "" if still else f" (on its way to {_show(goal)})"
            lines.append(f"{name} {_show(now_at)}{text} -> {_show(value)} over {ramp} s, {said}: {aim}")
        else:
            stays = why.get(name) or f"refused, {_refused(refused) if refused else 'beside the rest of the set'}"
            text = f"stays at {_show(goal)}" if still else f"goes on from {_show(now_at)} to {_show(goal)}"
            lines.append(f"{name} {text}, {stays}: {aim}")
    if wanted and not changes:
        refusal = refusal or refused
    return Proposal(
        market.name,
        present.version,
        now,
        ramp,
        targets,
        tuple(Change(name, value) for name, value in changes.items()),
        following,
        refusal,
        (*lines, *steps),
    )


def _farthest(
    present: Parameters,
    rules: _Rules,
    now: int,
    ramp: int,
    targets: dict[Name, Fixed],
    wanted: dict[Name, Fixed],
) -> tuple[dict[Name, Fixed], Parameters, PlimsollError | None]:
    """The changes that the core accepts together, the set that they make, and why it did not accept all.

    The core alone knows what a valid set is. Where it refuses all at once, each value goes as far as it accepts beside
    the others, again and again: what was in the way of one may have moved since.
    """

    def ask(values: dict[Name, Fixed]) -> Parameters:
        changes = [Change(name, value) for name, value in values.items()]
        return present.propose(list(rules), present.version, changes, ramp, now)

    def accepts(values: dict[Name, Fixed]) -> bool:
        try:
            ask(values)
        except PlimsollError:
            return False
        return True

    if not wanted:
        return {}, present, None
    try:
        return wanted, ask(wanted), None
    except PlimsollError as error:
        refused = error
    chosen: dict[Name, Fixed] = {}
    for _ in wanted:
        before = dict(chosen)
        for name, value in wanted.items():
            parameter = present.get(name)
            start = chosen.get(name, parameter.at_down(now))
            if accepts({**chosen, name: value}):
                reached = value
            elif accepts({**chosen, name: start}):
                # Every order is linear in one value, so what is accepted lies together.
                good, bad = start.bits, value.bits
                while abs(bad - good) > 1:
                    middle = (good + bad) // 2
                    if accepts({**chosen, name: Fixed.from_bits(middle)}):
                        good = middle
                    else:
                        bad = middle
                reached = Fixed.from_bits(good)
            else:
                continue
            if abs(targets[name] - reached) < abs(targets[name] - parameter.to):
                chosen[name] = reached
        if chosen == before:
            break
    return (chosen, ask(chosen), refused) if chosen else ({}, present, refused)
