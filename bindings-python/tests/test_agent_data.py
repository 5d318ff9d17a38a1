"""What the risk agent reads: the same data in any form, and data that are no data."""

from decimal import Decimal
from typing import Any

import pytest
from test_agent import DAY, STEPS, VALUES, bars, market, moves, one

import plimsoll as p
from plimsoll.agent import DataError, Market, Settings, propose
from plimsoll.risk.parameters import Parameters
from plimsoll.risk.volatility import Policy


class Scalar:
    """As numpy's scalars are."""

    def __init__(self, value: float) -> None:
        self.value = value

    def item(self) -> float:
        return self.value

    def __float__(self) -> float:
        return self.value


def test_the_same_data_propose_the_same() -> None:
    closes = [round(float(close), 4) for close in bars(moves(9, 79))]
    proposals = {
        str(one(market(closes=[kind(close) for close in closes])))
        for kind in (float, repr, Scalar, lambda x: Decimal(repr(x)), lambda x: p.Fixed(repr(x)))
    }
    assert len(proposals) == 1
    days = one(Market("ETH", iter(closes), range(1, 81), (5 for _ in range(80)), Parameters(VALUES, 0)))
    assert days.targets == one(market(closes=closes, volumes=[*range(1, 81)], open_interest=[5] * 80)).targets


def test_markets_in_another_order_propose_the_same() -> None:
    markets = [market(str(seed), seed, size) for seed, size in enumerate(["0.01", "0.1", "0.04", "0.02"])]
    there, back = propose(markets, STEPS, DAY), propose(markets[::-1], {each.name: STEPS for each in markets}, DAY)
    assert [each.targets for each in there] == [each.targets for each in back[::-1]]
    assert [each.parameters for each in there] == [each.parameters for each in back[::-1]]
    assert propose([], STEPS, DAY) == []


GOOD = [100.0 + day % 3 for day in range(80)]
BAD: list[tuple[dict[str, Any], str]] = [
    ({"closes": [*GOOD[:7], float("nan"), *GOOD[8:]]}, r"ETH: closes\[7\]: nan: not finite"),
    ({"volumes": [*GOOD[:79], -1]}, r"ETH: volumes\[79\]: -1: negative"),
    ({"open_interest": [Decimal("Infinity"), *GOOD[1:]]}, r"ETH: open_interest\[0\]: .*: not finite"),
    ({"closes": [*GOOD[:3], 0, *GOOD[4:]]}, r"ETH: closes\[3\]: 0: not above zero"),
    ({"closes": [*GOOD[:3], 1e-20, *GOOD[4:]]}, r"ETH: closes\[3\]: 1e-20: not above zero"),
    ({"closes": [*GOOD[:3], None, *GOOD[4:]]}, r"ETH: closes\[3\]: None: not a number"),
    ({"closes": [*GOOD[:3], True, *GOOD[4:]]}, r"ETH: closes\[3\]: True: not a number"),
    ({"closes": [*GOOD[:3], "1,5", *GOOD[4:]]}, r"ETH: closes\[3\]: '1,5': "),
    ({"closes": [*GOOD[:3], 10**30, *GOOD[4:]]}, r"ETH: closes\[3\]: 10+: "),
    ({"closes": "123"}, "ETH: closes: not a series"),
    ({"volumes": 5}, "ETH: volumes: not a series"),
    ({"volumes": GOOD[1:]}, "ETH: volumes: 79 days, but closes have 80"),
    ({"highs": GOOD}, "ETH: lows: missing"),
    ({"highs": GOOD, "lows": GOOD[:79]}, "ETH: lows: 79 days, but closes have 80"),
    ({"highs": [*GOOD[:5], 99, *GOOD[6:]], "lows": [50] * 80}, r"ETH: closes\[5\]: 102 is not between"),
]


@pytest.mark.parametrize(("changes", "message"), BAD)
def test_bad_data_are_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=f"^{message}"):
        market(**{"closes": GOOD, **changes})


def test_what_cannot_be_estimated_is_named() -> None:
    for given, message in (
        (market(closes=GOOD[:59]), "ETH: closes: 59 days, fewer than 60"),
        (market(volumes=[5] * 60 + [0] * 20), "ETH: volumes: nothing on the median of the last 30 days"),
        (market(closes=[*GOOD[:79], 10**23], open_interest=[10**6] * 80), "ETH: open_interest: .* outside the range"),
        (market(closes=["0.000000001", *[10**20] * 79]), r"ETH: closes\[1\]: .* outside the range"),
    ):
        with pytest.raises(DataError, match=f"^{message}"):
            one(given)
    with pytest.raises(DataError, match="^ETH: two markets of this name"):
        one(market(), market(seed=2))
    with pytest.raises(DataError, match="^BTC: 0 rules, not 8"):
        propose([market(), market("BTC")], {"ETH": STEPS}, DAY)
    with pytest.raises(DataError, match="^ETH: 7 rules, not 8"):
        one(market(), rules=STEPS[:7])


@pytest.mark.parametrize(
    "wrong",
    [{"y": -1}, {"participation": 0}, {"participation": "1.1"}, {"days": 0}, {"factor": "0.9"}, {"reward": "-0.1"},
     {"deadband": -1}, {"ramp": -1}, {"window": 0}, {"history": 1},
     {"policy": Policy((1, 1), 1, 1, 0, 0, (0, 0))}],
)  # fmt: skip
def test_settings_are_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))}: "):
        Settings(**wrong)
