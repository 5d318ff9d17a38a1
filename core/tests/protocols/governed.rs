//! Aave's risk stewards: what an agent may change, by how much and how often.
//!
//! Source: aave-dao/aave-v3-risk-stewards, tests/RiskSteward.t.sol (`test_updateCaps*`, `test_updateRates*`,
//! `_outOfRange`, `_debounceNotRespected`, `_assetUnlisted`, `_toValueZeroNotAllowed`). Caps move by a part of
//! themselves, rates by an absolute amount; three days between two changes.

use crate::exact::Exact;
use crate::lane::Lane;
use plimsoll::risk::parameters::rule::Rule;
use plimsoll::risk::parameters::Parameter;
use plimsoll::{Error, Fixed};

const DAY: u64 = 86_400;
const BEGIN: u64 = 1_700_000_000;

/// A cap of any size from one unit on that moves by such a part of itself.
fn caps<N: Lane>(part: &str) -> Rule<N> {
    let bounds = [N::one(), N::near("1000000000000")];
    let part = N::up(part);
    Rule::new(bounds, part.clone(), part, N::zero(), 3 * DAY, 0).unwrap()
}

/// A rate between nothing and 100 % that moves by such an amount.
fn rates<N: Lane>(amount: &str) -> Rule<N> {
    let [zero, one] = [N::zero(), N::one()];
    let bounds = [zero.clone(), one];
    Rule::new(bounds, zero.clone(), zero, N::up(amount), 3 * DAY, 0).unwrap()
}

/// From one value to another, that long after the last change.
fn change<N: Lane>(rule: &Rule<N>, from: &str, to: &str, after: u64) -> Result<N, Error> {
    let parameter = Parameter::new(N::near(from), BEGIN);
    let changed = rule.change(&parameter, &N::near(to), 0, BEGIN + after)?;
    changed.at_down(BEGIN + after)
}

/// What happens to a cap of 1,000: its new value, or why not.
fn assert_cap(part: &str, [from, to]: [&str; 2], after: u64, refused: Option<Error>) {
    fn assert_on<N: Lane>(part: &str, [from, to]: [&str; 2], after: u64, refused: Option<Error>) {
        let expected = refused.map_or(Ok(N::near(to)), Err);
        assert_eq!(change(&caps::<N>(part), from, to, after), expected);
    }
    assert_on::<Exact>(part, [from, to], after, refused);
    assert_on::<Fixed>(part, [from, to], after, refused);
}

/// Ten per cent up, and down again after three days, where 100 % are allowed; 110 % not, nor 20 % down where 10
/// are allowed; nothing before the three days are over; never to zero, and from zero (an asset that is not
/// listed) nowhere.
#[test]
fn caps_move_by_a_part() {
    assert_cap("1", ["1000", "1100"], 3 * DAY, None);
    assert_cap("1", ["1100", "990"], 3 * DAY + 1, None);
    assert_cap("1", ["1000", "2000"], 3 * DAY, None);
    assert_cap("1", ["1000", "2100"], 3 * DAY, Some(Error::StepTooLarge));
    assert_cap("0.1", ["1000", "800"], 3 * DAY, Some(Error::StepTooLarge));
    assert_cap("1", ["1100", "1101"], 0, Some(Error::TooSoon));
    assert_cap("1", ["1000", "1000"], 3 * DAY, None);
    assert_cap("1", ["1000", "0"], 3 * DAY, Some(Error::OutOfBounds));
    assert_cap("1", ["0", "100"], 3 * DAY, Some(Error::StepTooLarge));
}

/// A usage ratio of 80 % rises and falls by 3 % of the whole, and not by 12.
#[test]
fn rates_move_by_an_amount() {
    for (to, allowed) in [
        ("0.83", true),
        ("0.77", true),
        ("0.92", false),
        ("0.68", false),
    ] {
        let exact = change(&rates::<Exact>("0.03"), "0.8", to, 3 * DAY);
        let expected = match allowed {
            true => Ok(Exact::near(to)),
            false => Err(Error::StepTooLarge),
        };
        assert_eq!(exact, expected);
        // 0.8 and 0.83 have no exact binary form; the amount reads up and has room for that.
        let fixed = change(&rates::<Fixed>("0.03"), "0.8", to, 3 * DAY);
        assert_eq!(fixed.is_ok(), allowed, "{to}");
    }
}
