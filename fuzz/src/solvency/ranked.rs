//! Deleveraging: exact, within each position, by rank or by equal parts, whatever order it comes in.

use crate::draw::only;
use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigUint;
use plimsoll::solvency::deleverage::{greedy, pro_rata, Candidate};
use plimsoll::support::arbitrary::{magnitude, number};
use plimsoll::{Error, Fixed, Standing};

type Candidates = Vec<Candidate<Fixed>>;

pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let mut all = Candidates::new();
    for id in 0..u32::from(u8::arbitrary(u)? % 12) {
        let key = match u.ratio(1, 2)? {
            true => Fixed::from_num(u8::arbitrary(u)? % 4),
            false => key(u)?,
        };
        all.push(Candidate::new(id, key, units(u)?));
    }
    let needed = units(u)?;
    let mut other = all.clone();
    for place in (1..other.len()).rev() {
        other.swap(place, u.choose_index(place + 1)?);
    }
    check(&all, &other, needed);
    Ok(())
}

/// Any count, mostly a small one.
fn units(u: &mut Unstructured<'_>) -> Result<u128> {
    Ok(match u.ratio(7, 8)? {
        true => u128::from(u32::arbitrary(u)?.wrapping_shr(u32::from(u8::arbitrary(u)? % 32))),
        false => u128::arbitrary(u)?.wrapping_shr(u32::from(u8::arbitrary(u)? % 128)),
    })
}

/// A key of any standing, or of none.
fn key(u: &mut Unstructured<'_>) -> Result<Fixed> {
    let standing = Standing {
        mark: number(u)?,
        entry: number(u)?,
        equity: number(u)?,
    };
    let errors = [
        Error::InvalidQuantity,
        Error::DivisionByZero,
        Error::Overflow,
    ];
    if let Some(profit) = only(standing.profit(), &errors) {
        assert_eq!(profit < 0, standing.mark < standing.entry);
    }
    let leverage = only(standing.leverage(), &errors).flatten();
    assert!(leverage.is_none_or(|leverage| leverage >= 0 && standing.equity > 0));
    let both = [
        standing.by_profit_and_leverage(),
        standing.by_move_and_leverage(),
    ];
    let mut key = Fixed::ZERO;
    for ranked in both {
        if let Some(ranked) = only(ranked, &errors) {
            assert_eq!(ranked.is_none(), leverage.is_none());
            key = ranked.unwrap_or(key);
        }
    }
    let margin = standing.by_profit_and_margin(&magnitude(u)?, &number(u)?);
    assert!(only(margin, &errors).is_none_or(|key| key >= 0));
    Ok(key)
}

fn check(all: &Candidates, other: &Candidates, needed: u128) {
    let (mut first, mut again) = (all.clone(), other.clone());
    let left = greedy(&mut first, needed);
    assert_eq!(left, greedy(&mut again, needed));
    assert_eq!(first, again, "the order they come in does not matter");
    exact(&first, needed, left);
    let open = first.iter().position(|one| one.close < one.size);
    let after = open.map_or(&first[..0], |open| &first[open + 1..]);
    assert!(after.iter().all(|one| one.close == 0), "by rank, in full");

    let left = pro_rata(&mut first, needed);
    assert_eq!(left, pro_rata(&mut again, needed));
    let total = sum(&first, |one| one.size);
    let Some(left) = only(left, &[Error::Overflow]) else {
        return assert!(u128::try_from(total).is_err());
    };
    assert_eq!(first, again, "the order they come in does not matter");
    exact(&first, needed, left);
    if left > 0 || BigUint::from(needed) == total {
        return assert!(first.iter().all(|one| one.close == one.size));
    }
    let share = |one: &Candidate<Fixed>| BigUint::from(one.size) * needed;
    for one in &first {
        let floor = share(one) / &total;
        let more = BigUint::from(one.close) - &floor;
        assert!(more <= 1u8.into(), "less than a unit from its share");
        // Whoever closes one more has no smaller remainder than whoever does not.
        let rest = share(one) % &total;
        assert!(more == 0u8.into() || rest > 0u8.into());
        for two in &first {
            let without = BigUint::from(two.close) == share(two) / &total;
            assert!(more == 0u8.into() || !without || share(two) % &total <= rest);
        }
    }
}

fn sum(all: &Candidates, of: impl Fn(&Candidate<Fixed>) -> u128) -> BigUint {
    all.iter().map(|one| BigUint::from(of(one))).sum()
}

/// Sorted by rank; no position is turned over; and what is closed and what is left are what is needed.
fn exact(all: &Candidates, needed: u128, left: u128) {
    assert_eq!(sum(all, |one| one.close) + left, needed.into());
    assert!(all.iter().all(|one| one.close <= one.size));
    let whole = all.iter().all(|one| one.close == one.size);
    assert!(left == 0 || whole, "something is left only where nobody is");
    assert!(all
        .windows(2)
        .all(|pair| pair[0].key > pair[1].key
            || (pair[0].key == pair[1].key && pair[0].id < pair[1].id)));
}
