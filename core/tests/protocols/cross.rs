//! Cross margin with a second position, and a real path.

use crate::futures::{assert_liquidation, Position};
use crate::lane::decimal;
use num_rational::BigRational;
use num_traits::One;

/// One unit long, equity 5 at mark 100, 0.4 %, and another position whose maintenance is 4:
/// `5 + (P - 100) = 0.004 P + 4`, so 99.40. Without the other position one would say 95.38, or with the
/// margin fixed at entry 95.40, which is what the report calls the naive answer.
///
/// Source: TorchTrade issue 344.
#[test]
fn the_other_positions_margin_counts() {
    let mine = || Position::fraction("1", "100", "0.004");
    let other = || Position::fraction("10", "100", "0.004");
    let closed = (decimal("99")) / decimal("0.996");
    assert_liquidation(["5", "1"], &[mine(), other()], 0, &closed, "99.40");
    let alone = decimal("95") / decimal("0.996");
    assert_liquidation(["5", "1"], &[mine()], 0, &alone, "95.38");
    // At entry: the margin, 0.4, is set aside from the equity of 5.
    let at_entry = Position::fraction("1", "100", "0");
    assert_liquidation(["4.6", "1"], &[at_entry], 0, &decimal("95.4"), "95.40");
}

/// Long 1 BTC at 7,926.05 (the close of 2020-03-12 00:00), isolated, 0.4 %: `EP (1 - 1/L) / (1 - MMR)`.
#[test]
fn the_twelfth_of_march_2020() {
    for (leverage, printed) in [
        ("2", "3978.94"),
        ("3", "5305.25"),
        ("5", "6366.31"),
        ("10", "7162.09"),
    ] {
        let closed = decimal("7926.05") * (BigRational::one() - decimal("1") / decimal(leverage))
            / decimal("0.996");
        let position = Position::fraction("1", "7926.05", "0.004");
        assert_liquidation(["7926.05", leverage], &[position], 0, &closed, printed);
    }
}
