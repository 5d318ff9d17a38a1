//! Who is closed by how much, against big integers: never more than is needed, never more than is open,
//! exactly the smaller of the two together, in an order that the input's does not change.

mod common;

use common::bits::Stream;
use common::cases;
use num_bigint::BigUint;
use plimsoll::solvency::deleverage::{greedy, pro_rata, Candidate};
use plimsoll::{Error, Fixed};
use proptest::prelude::*;

/// A number, a key and a size.
type Open = (u32, Fixed, u128);

/// Candidates with different numbers, many of equal keys, and sizes of every length.
fn open(count: usize, keys: u64, bits: u32, seed: u64) -> Vec<Open> {
    let mut stream = Stream(seed);
    let key = |stream: &mut Stream| Fixed::from_bits((stream.word() % keys) as i128 - 3);
    let size = |stream: &mut Stream| stream.bits(127).unsigned_abs() >> (127 - bits.min(127));
    // A number is a permutation of the place.
    let number = |place: usize| (place as u32).wrapping_mul(0x9e37_79b1);
    (0..count)
        .map(|place| (number(place), key(&mut stream), size(&mut stream)))
        .collect()
}

fn candidates(open: &[Open]) -> Vec<Candidate<Fixed>> {
    open.iter()
        .map(|(id, key, size)| Candidate::new(*id, *key, *size))
        .collect()
}

/// Highest key first, of equal keys the lowest number.
fn ranked(open: &[Open]) -> Vec<Open> {
    let mut ranked = open.to_vec();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

fn total(open: &[Open]) -> BigUint {
    open.iter().map(|(_, _, size)| BigUint::from(*size)).sum()
}

fn closed(result: &[Candidate<Fixed>]) -> BigUint {
    result.iter().map(|one| BigUint::from(one.close)).sum()
}

/// Some need for what is open: nothing, one, all but one, all, more, and any.
fn need(open: &[Open], which: u8, any: u128) -> u128 {
    let all = u128::try_from(total(open)).unwrap_or(u128::MAX);
    match which {
        0 => 0,
        1 => 1,
        2 => all.saturating_sub(1),
        3 => all,
        4 => all.saturating_add(1),
        5 => u128::MAX,
        6 => any,
        _ => any % all.max(1),
    }
}

/// What holds of both, and the result by rank.
fn check(
    open: &[Open],
    needed: u128,
    result: &[Candidate<Fixed>],
    left: u128,
) -> Result<(), TestCaseError> {
    let most = total(open).min(BigUint::from(needed));
    prop_assert_eq!(&closed(result), &most);
    prop_assert_eq!(closed(result) + BigUint::from(left), BigUint::from(needed));
    let order: Vec<Open> = result
        .iter()
        .map(|one| (one.id, one.key, one.size))
        .collect();
    prop_assert_eq!(&order, &ranked(open));
    prop_assert!(result.iter().all(|one| one.close <= one.size));
    Ok(())
}

fn agree(open: &[Open], needed: u128) -> Result<(), TestCaseError> {
    let mut result = candidates(open);
    let left = greedy(&mut result, needed);
    check(open, needed, &result, left)?;
    // Whole positions from the top: whoever is not closed in full is the last.
    let last = result.iter().rposition(|one| one.close > 0).unwrap_or(0);
    prop_assert!(result.iter().take(last).all(|one| one.close == one.size));

    let mut result = candidates(open);
    let all = total(open);
    if u128::try_from(&all).is_err() {
        prop_assert_eq!(pro_rata(&mut result, needed), Err(Error::Overflow));
        return Ok(());
    }
    let left = pro_rata(&mut result, needed)?;
    check(open, needed, &result, left)?;
    let exact = |size: u128| BigUint::from(size) * BigUint::from(needed);
    let mut shares = Vec::new();
    for one in &result {
        if all <= BigUint::from(needed) {
            prop_assert_eq!(one.close, one.size);
            continue;
        }
        // Within one unit of the exact share, on either side.
        let (share, close) = (exact(one.size), BigUint::from(one.close) * &all);
        let off = if close > share {
            &close - &share
        } else {
            &share - &close
        };
        prop_assert!(off < all, "{} of {}", one.close, one.size);
        shares.push((share % &all, close > exact(one.size)));
    }
    // Who got the odd unit had a remainder no smaller than anyone who did not, and of equal ones a
    // better rank.
    let least_up = shares
        .iter()
        .filter(|(_, up)| *up)
        .map(|(rest, _)| rest)
        .min();
    let down = |(rest, up): &&(BigUint, bool)| !up && *rest > BigUint::default();
    let most_down = shares.iter().filter(down).map(|(rest, _)| rest).max();
    if let (Some(up), Some(down)) = (least_up, most_down) {
        prop_assert!(up >= down, "{} {}", up, down);
        let last_up = shares.iter().rposition(|(rest, odd)| *odd && rest == down);
        let first_down = shares.iter().position(|(rest, odd)| !odd && rest == down);
        if let (Some(up), Some(down)) = (last_up, first_down) {
            // The same position twice has one rank.
            let rank = |place: usize| (result[place].id, result[place].key);
            prop_assert!(
                up < down
                    || result[down..=up]
                        .iter()
                        .all(|one| (one.id, one.key) == rank(up))
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn nobody_is_closed_beyond_the_need(
        count in 0usize..40, keys in 1u64..50, bits in 1u32..=127, seed in any::<u64>(), which in 0u8..12, any in any::<u128>(),
    ) {
        let open = open(count, keys, bits, seed);
        agree(&open, need(&open, which, any))?;
    }

    /// However the candidates are listed, each is closed by the same.
    #[test]
    fn the_order_of_the_input_does_not_matter(
        count in 1usize..60, keys in 1u64..8, bits in 1u32..=120, seed in any::<u64>(), which in 0u8..12, any in any::<u128>(), turn in 0usize..60,
    ) {
        let open = open(count, keys, bits, seed);
        let needed = need(&open, which, any);
        let mut turned = open.clone();
        turned.rotate_left(turn % count);
        turned.swap(0, count / 2);
        let both = [open, turned].map(|open| {
            let (mut first, mut second) = (candidates(&open), candidates(&open));
            (greedy(&mut first, needed), pro_rata(&mut second, needed), first, second)
        });
        prop_assert_eq!(&both[0], &both[1]);
    }

    /// The same position listed twice is two positions, and again is the same again.
    #[test]
    fn duplicates(count in 1usize..20, seed in any::<u64>(), which in 0u8..12, any in any::<u128>()) {
        let mut open = open(count, 4, 120, seed);
        open.extend(open.clone());
        let needed = need(&open, which, any);
        agree(&open, needed)?;
        let mut result = candidates(&open);
        let first = pro_rata(&mut result, needed)?;
        let again = result.clone();
        prop_assert_eq!(pro_rata(&mut result, needed)?, first);
        prop_assert_eq!(result, again);
    }
}

#[test]
fn thousands() {
    for (count, keys, bits, seed) in [
        (3_000, 10, 110, 1),
        (4_096, 1, 64, 2),
        (5_000, u64::MAX, 3, 3),
    ] {
        let open = open(count, keys, bits, seed);
        for which in 0..8 {
            let needed = need(&open, which, u128::MAX / 3);
            agree(&open, needed).expect("the law holds");
        }
    }
}

/// One position as large as integers go, and two that no longer sum.
#[test]
fn the_largest_sizes() {
    let whole = [(1, Fixed::ONE, u128::MAX)];
    for needed in [0, 1, u128::MAX / 2, u128::MAX - 1, u128::MAX] {
        agree(&whole, needed).expect("the law holds");
        agree(&[whole[0], (2, Fixed::ONE, 1)], needed).expect("the law holds");
        agree(
            &[(7, Fixed::ZERO, u128::MAX - 1), (3, Fixed::ZERO, 1)],
            needed,
        )
        .expect("the law holds");
    }
    agree(&[], 5).expect("the law holds");
}
