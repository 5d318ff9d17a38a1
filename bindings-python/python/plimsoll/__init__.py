"""Plimsoll: a margin engine in fixed point, bit for bit the one that contracts run.

Every quantity is a bound: what an account is worth at least, and what it owes at most.

Numbers
-------
Every argument that is a number (`Number`) takes an ``int``, a ``str`` of the form
``-?digits[.digits]``, a `decimal.Decimal` or a `Fixed`, exactly: never a ``float`` or a ``bool``.
A decimal that has no exact binary value, as 0.1, is read in the direction that each argument states:
what is owned down, what is owed up. `from_float` takes a float by name. Results are `Fixed`.

What needs no argument and cannot fail is a property; everything else is a method.

Modules
-------
Types, and functions of numbers, prices and accounts, are here. What happens below the line is in
`plimsoll.liquidation` and `plimsoll.solvency`, in modules of the same names as in Rust:
``plimsoll.liquidation.repay.repay``, ``plimsoll.solvency.deleverage.greedy``. Options are in
`plimsoll.option`, portfolios by scenarios in `plimsoll.scenario`, `plimsoll.netting` and
`plimsoll.contingency`, and whole margin methods of exchanges in `plimsoll.methods`. What feeds all of this
lives: `plimsoll.oracle`, `plimsoll.exit` and `plimsoll.remote` make prices, `plimsoll.size`,
`plimsoll.haircut` and `plimsoll.profile` make weights, and `plimsoll.risk` turns data into the fractions
that both take, and changes parameters within bounds. `plimsoll.proofs` shows health and solvency of accounts that
stay private.

Tables
------
`scan` and its like measure tables of a million accounts: anything that speaks Arrow (pyarrow, pandas, polars,
DuckDB), NumPy arrays, lists. `Scanner` does so on a cluster, and `plimsoll.plot` draws. ``docs/research.md``
is the guide, and ``python -m plimsoll --help`` says what the command line does.

Examples
--------
An account with 10 000 USDC, a loan of 4.5 ETH and 2 ETH-PERP bought at 1800: its standing, and the
price of ETH at which it may be liquidated.

>>> from plimsoll import *
>>> dollar, ether, mark = Price.exact(1), Price("1795.5", "1804.5"), Price.exact(1800)
>>> initial, maintenance = Weights("0.8", "1.2"), Weights("0.9", "1.1")
>>> ladder = Tiers.from_rates([Tier(0, "0.005"), Tier(50_000, "0.01")])
>>> perp = Perp(2, -3600)
>>> terms = [Terms(mark, Weights.from_margin_fraction("0.1"), profit_weight="0.95"),
...          Terms(mark, Weights.one(), ladder, profit_weight="0.95"), Terms.equity(mark)]
>>> net = Net(10_000)
>>> net.add(perp, terms)
>>> account = Account()
>>> account.add_net(net, [Bound.unweighted(dollar)] * 3)
>>> account.add("-4.5", [initial.apply(ether), maintenance.apply(ether), Bound.unweighted(ether)])
>>> print(account.close(3).status)
restricted

>>> USD, ETH = 0, 1
>>> holdings = [Holding(10_000, dollar, Weights.one(), USD, [Leg(perp, terms[MAINTENANCE], ETH)]),
...             Holding("-4.5", ether, maintenance, ETH)]
>>> print(f"{threshold(holdings, ETH, ether, '0.01').above.value:.2f}")
2142.01
"""

from decimal import Decimal
from typing import TypeAlias

from plimsoll import (
    contingency,
    exit,
    haircut,
    liquidation,
    methods,
    netting,
    option,
    oracle,
    profile,
    proofs,
    remote,
    risk,
    scenario,
    size,
    solvency,
)
from plimsoll._core import (
    EQUITY,
    INITIAL,
    MAINTENANCE,
    MAX_BYTES,
    MAX_DECIMALS,
    AboveCapacity,
    Account,
    Batches,
    Bound,
    Capacity,
    DivisionByZero,
    End,
    Falls,
    Fixed,
    Health,
    Holding,
    Indices,
    Interval,
    InvalidBook,
    InvalidDecimals,
    InvalidDiscount,
    InvalidFactor,
    InvalidFraction,
    InvalidIndex,
    InvalidInterval,
    InvalidLength,
    InvalidNumber,
    InvalidOption,
    InvalidOrder,
    InvalidParameters,
    InvalidPool,
    InvalidPrice,
    InvalidQuantity,
    InvalidRamp,
    InvalidScenario,
    InvalidStep,
    InvalidTiers,
    InvalidTime,
    InvalidWeights,
    Leg,
    Limit,
    Markets,
    Net,
    NotAdmitted,
    OutOfBounds,
    OutOfDomain,
    Overflow,
    Permission,
    Perp,
    PlimsollError,
    Pool,
    Price,
    Ramp,
    Replay,
    Side,
    Status,
    StepTooLarge,
    StressTables,
    Table,
    Terms,
    Threshold,
    Tier,
    Tiers,
    TooSoon,
    UnknownMarket,
    UnknownPrice,
    Verdict,
    Watch,
    Weights,
    WrongPositions,
    WrongVersion,
    borrow,
    ceil_to,
    check_at,
    div_down,
    div_up,
    evaluate,
    exp,
    falls,
    floor_to,
    from_float,
    from_units_down,
    from_units_up,
    growth_down,
    growth_up,
    ln,
    mul_div,
    mul_div_down,
    mul_div_up,
    mul_down,
    mul_up,
    normal_density,
    normal_distribution,
    permission,
    position,
    power,
    read_down,
    read_nearest,
    read_up,
    replay,
    report,
    report_table,
    scan,
    scan_batches,
    scenarios,
    search_to,
    search_up,
    sqrt,
    status_of,
    stress_table,
    threshold,
    to_units_down,
    to_units_up,
    withdrawal,
    write,
)
from plimsoll._core import __version__ as __version__
from plimsoll._stress import stress
from plimsoll.cluster import Scanner
from plimsoll.liquidation.auction import Auction
from plimsoll.liquidation.bonus import Split
from plimsoll.liquidation.close import CloseFactor
from plimsoll.liquidation.exchange import Exchange
from plimsoll.liquidation.order import Order
from plimsoll.liquidation.reduce import Deal, Reduction
from plimsoll.liquidation.repay import Seizure
from plimsoll.liquidation.sizing import Balance, Reason
from plimsoll.option import Contract, Expiry, Forward
from plimsoll.scenario import RiskArray, Scan, Scenario, Shocks
from plimsoll.solvency.insurance import Fund
from plimsoll.solvency.protocol import Exposure, Shock, Totals
from plimsoll.solvency.rank import Standing
from plimsoll.solvency.waterfall import Waterfall

Number: TypeAlias = Fixed | int | str | Decimal

__all__ = [
    "EQUITY",
    "INITIAL",
    "MAINTENANCE",
    "MAX_BYTES",
    "MAX_DECIMALS",
    "AboveCapacity",
    "Account",
    "Auction",
    "Balance",
    "Batches",
    "Bound",
    "Capacity",
    "CloseFactor",
    "Contract",
    "Deal",
    "DivisionByZero",
    "End",
    "Exchange",
    "Expiry",
    "Exposure",
    "Falls",
    "Fixed",
    "Forward",
    "Fund",
    "Health",
    "Holding",
    "Indices",
    "Interval",
    "InvalidBook",
    "InvalidDecimals",
    "InvalidDiscount",
    "InvalidFactor",
    "InvalidFraction",
    "InvalidIndex",
    "InvalidInterval",
    "InvalidLength",
    "InvalidNumber",
    "InvalidOption",
    "InvalidOrder",
    "InvalidParameters",
    "InvalidPool",
    "InvalidPrice",
    "InvalidQuantity",
    "InvalidRamp",
    "InvalidScenario",
    "InvalidStep",
    "InvalidTiers",
    "InvalidTime",
    "InvalidWeights",
    "Leg",
    "Limit",
    "Markets",
    "Net",
    "NotAdmitted",
    "Number",
    "Order",
    "OutOfBounds",
    "OutOfDomain",
    "Overflow",
    "Permission",
    "Perp",
    "PlimsollError",
    "Pool",
    "Price",
    "Ramp",
    "Reason",
    "Reduction",
    "RiskArray",
    "Scan",
    "Scanner",
    "Scenario",
    "Seizure",
    "Shock",
    "Shocks",
    "Replay",
    "Side",
    "Split",
    "Standing",
    "Status",
    "StepTooLarge",
    "StressTables",
    "Table",
    "Terms",
    "Threshold",
    "Tier",
    "Tiers",
    "TooSoon",
    "Totals",
    "UnknownMarket",
    "UnknownPrice",
    "Verdict",
    "Waterfall",
    "Watch",
    "Weights",
    "WrongPositions",
    "WrongVersion",
    "borrow",
    "ceil_to",
    "check_at",
    "contingency",
    "div_down",
    "div_up",
    "evaluate",
    "exit",
    "exp",
    "falls",
    "floor_to",
    "from_float",
    "from_units_down",
    "from_units_up",
    "growth_down",
    "growth_up",
    "haircut",
    "liquidation",
    "ln",
    "methods",
    "mul_div",
    "mul_div_down",
    "mul_div_up",
    "mul_down",
    "mul_up",
    "netting",
    "normal_density",
    "normal_distribution",
    "option",
    "oracle",
    "permission",
    "position",
    "power",
    "profile",
    "proofs",
    "read_down",
    "read_nearest",
    "read_up",
    "remote",
    "replay",
    "report",
    "report_table",
    "risk",
    "scan",
    "scan_batches",
    "scenario",
    "scenarios",
    "search_to",
    "search_up",
    "size",
    "solvency",
    "sqrt",
    "status_of",
    "stress",
    "stress_table",
    "threshold",
    "to_units_down",
    "to_units_up",
    "withdrawal",
    "write",
]
