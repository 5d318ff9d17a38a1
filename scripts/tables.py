"""The constants of core/src/number/tables.rs, from their definitions in 60 decimal digits.

`python3 scripts/tables.py` writes the file, `--check` compares it. Nothing but the standard library.
"""

import math
import sys
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, getcontext
from pathlib import Path

getcontext().prec = 60
PLACE = Path(__file__).resolve().parent.parent / "core" / "src" / "number" / "tables.rs"
WIDTH = 100
LN2 = Decimal(2).ln()
# pi by Machin's formula.
PI = 16 * sum(Decimal((-1) ** k) / ((2 * k + 1) * Decimal(5) ** (2 * k + 1)) for k in range(50)) - 4 * sum(
    Decimal((-1) ** k) / ((2 * k + 1) * Decimal(239) ** (2 * k + 1)) for k in range(15)
)
ROOT_2_PI = (2 * PI).sqrt()

# Each piece of the normal tail is this wide; beyond the last one the tail is below 2^-48.
PIECE, PIECES, DEGREE = Decimal("0.25"), 32, 10


def nearest(x: Decimal, bits: int) -> int:
    return int((x * 2**bits).to_integral_value(ROUND_HALF_EVEN))


def floor(x: Decimal, bits: int) -> int:
    return int((x * 2**bits).to_integral_value(ROUND_FLOOR))


def reciprocal(j: int) -> int:
    """1024 over the middle of 1 + j/128 .. 1 + (j+1)/128, nearest; of the first over its start."""
    return 1024 if j == 0 else nearest(Decimal(256) / (257 + 2 * j), 10)


def tail(x: Decimal) -> Decimal:
    """The probability above x >= 0: a half minus the density times x + x^3/3 + x^5/15 + ..."""
    term, total, n = x, x, 1
    while term > Decimal(10) ** -58:
        n += 2
        term = term * x * x / n
        total += term
    return Decimal("0.5") - total * (-x * x / 2).exp() / ROOT_2_PI


def piece(i: int) -> list[Decimal]:
    """The polynomial in t = -1..1 that meets the tail at the Chebyshev nodes, constant first."""
    nodes = [Decimal(math.cos(math.pi * (2 * k + 1) / (2 * DEGREE + 2))) for k in range(DEGREE + 1)]
    values = [tail(PIECE * (i + (1 + t) / 2)) for t in nodes]
    for step in range(1, DEGREE + 1):
        for k in range(DEGREE, step - 1, -1):
            values[k] = (values[k] - values[k - 1]) / (nodes[k] - nodes[k - step])
    polynomial = [Decimal(0)]
    for node, value in zip(reversed(nodes), reversed(values), strict=True):
        shifted = [Decimal(0), *polynomial]
        polynomial = [a - node * b for a, b in zip(shifted, [*polynomial, Decimal(0)], strict=True)]
        polynomial[0] += value
    return polynomial[: DEGREE + 1]


def worst(i: int, polynomial: list[int]) -> float:
    """The largest error of a piece with rounded coefficients, in units of 2^-63."""
    most = Decimal(0)
    for k in range(102):
        t = Decimal(2 * k - 101) / 101
        fitted = sum(Decimal(c) * t**n for n, c in enumerate(polynomial))
        most = max(most, abs(fitted - tail(PIECE * (i + (1 + t) / 2)) * 2**63))
    return float(most)


def grouped(value: int, bits: int) -> str:
    digits = f"{abs(value):0{bits // 4}x}"
    groups = "_".join(digits[k : k + 8] for k in range(0, len(digits), 8))
    return f"{'-' if value < 0 else ''}0x{groups}"


def rows(items: list[str], indent: int) -> list[str]:
    lines, line = [], " " * indent
    for item in items:
        if len(line) + len(item) + 1 > WIDTH:
            lines.append(line.rstrip())
            line = " " * indent
        line += item + ", "
    return [*lines, line.rstrip()]


def table(doc: str, name: str, kind: str, items: list[str]) -> list[str]:
    return [f"/// {doc}", "#[rustfmt::skip]", f"pub(super) static {name}: {kind} = [", *rows(items, 4), "];", ""]


def constant(doc: str, name: str, kind: str, value: str) -> list[str]:
    return [f"/// {doc}", f"pub(super) const {name}: {kind} = {value};"]


def text() -> str:
    lines = ["//! Constants of the functions, written by `scripts/tables.py`: do not edit.", ""]
    lines += constant("`ln 2`, 120 fraction bits, nearest.", "LN_2", "i128", grouped(nearest(LN2, 120), 128))
    lines += constant("`ln 2 / 64`, 80 fraction bits, nearest.", "LN_2_64TH", "i128", grouped(nearest(LN2 / 64, 80), 96))
    lines += constant("`64 / ln 2`, 16 fraction bits, nearest.", "PER_LN_2_64TH", "i64", str(nearest(64 / LN2, 16)))
    lines += constant("`ln sqrt(2 pi)`, 80 fraction bits, nearest.", "LN_ROOT_2_PI", "i128", grouped(nearest(ROOT_2_PI.ln(), 80), 96))
    lines += [""]
    reciprocals = [reciprocal(j) for j in range(128)]
    for j, c in enumerate(reciprocals):
        ends = [Decimal(128 + j + k) / 128 * c / 1024 - 1 for k in (0, 1)]
        assert max(map(abs, ends)) <= Decimal(1) / 128, j
    lines += table(
        "`1024 c`, where `c` is near the reciprocal of `1 + j/128 .. 1 + (j+1)/128`: their product is within 2^-7 of 1.",
        "RECIPROCALS", "[u16; 128]", [str(c) for c in reciprocals],
    )
    lines += table(
        "`-ln c` of each of [`RECIPROCALS`], 120 fraction bits, nearest.",
        "LOGARITHMS", "[i128; 128]", [grouped(nearest(-(Decimal(c) / 1024).ln(), 120), 128) for c in reciprocals],
    )
    lines += table(
        "`1/n` for `n = 16, 15, .. 1`, 126 fraction bits, nearest.",
        "PARTS", "[u128; 16]", [grouped(nearest(1 / Decimal(n), 126), 128) for n in range(16, 0, -1)],
    )
    lines += table(
        "`2^(i/64)`, 63 fraction bits, down.",
        "POWERS", "[u64; 64]", [grouped(floor((LN2 * i / 64).exp(), 63), 64) for i in range(64)],
    )
    pieces = [[nearest(c, 63) for c in piece(i)] for i in range(PIECES)]
    error = max(worst(i, p) for i, p in enumerate(pieces))
    doc = [
        "The normal tail above `x`, on pieces of 1/4 from 0 to 8, by powers of `t = -1..1` across the piece, constant first,",
        f"/// 63 fraction bits, nearest. The largest error of a piece is {math.ceil(error * 10) / 10} * 2^-63.",
    ]
    lines += [f"/// {doc[0]}", doc[1], "#[rustfmt::skip]", f"pub(super) static TAIL: [[i64; {DEGREE + 1}]; {PIECES}] = ["]
    for p in pieces:
        lines += ["    [", *rows([grouped(c, 64) for c in p], 8), "    ],"]
    return "\n".join([*lines, "];", ""])


def main() -> int:
    wanted = text()
    if "--check" in sys.argv[1:]:
        if PLACE.read_text() != wanted:
            print("   core/src/number/tables.rs is not what scripts/tables.py writes", file=sys.stderr)
            return 1
        return 0
    PLACE.write_text(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
