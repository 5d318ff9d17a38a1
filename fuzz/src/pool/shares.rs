//! A pool: whatever users do, a share is worth no less after it, and nobody leaves with more than
//! they brought.

use crate::draw::only;
use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigUint;
use plimsoll::margin::shares::Pool;
use plimsoll::Error;

const OVERFLOW: [Error; 1] = [Error::Overflow];
const ANY: [Error; 2] = [Error::DivisionByZero, Error::Overflow];

/// Any count, mostly a small one.
fn units(u: &mut Unstructured<'_>) -> Result<u128> {
    let shift = u32::from(u8::arbitrary(u)?);
    Ok(match u.ratio(7, 8)? {
        true => u128::from(u64::arbitrary(u)?.wrapping_shr(shift)),
        false => u128::arbitrary(u)?.wrapping_shr(shift),
    })
}

pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let stored = [units(u)?, units(u)?, units(u)?, units(u)?];
    let [assets, shares, of_assets, of_shares] = stored;
    let pool = only(Pool::new(assets, shares, of_assets, of_shares), &OVERFLOW);
    let Some(mut pool) = pool else {
        return Ok(());
    };
    let worth = |pool: &Pool| {
        let all = |real: u128, virtual_: u128| BigUint::from(real) + virtual_;
        (all(pool.assets(), of_assets), all(pool.shares(), of_shares))
    };
    for _ in 0..1 + u8::arbitrary(u)? % 12 {
        let (before, amount) = (pool, units(u)?);
        conversions(&pool, amount);
        let done = operate(&mut pool, u8::arbitrary(u)? % 6, amount);
        match only(done, &ANY) {
            None => assert_eq!(pool, before, "an error changes nothing"),
            Some(Kind::Loss) => {}
            Some(Kind::Fair) => {
                let ((assets, shares), (then, left)) = (worth(&before), worth(&pool));
                assert!(then * shares >= assets * left, "a share is worth no less");
            }
        }
    }
    Ok(())
}

enum Kind {
    Fair,
    Loss,
}

/// Deposit assets, mint shares, withdraw assets, redeem shares, donate, lose.
fn operate(pool: &mut Pool, which: u8, amount: u128) -> std::result::Result<Kind, Error> {
    match which {
        0 => pool.enter(amount, pool.shares_down(amount)?)?,
        1 => pool.enter(pool.assets_up(amount)?, amount)?,
        2 => pool.leave(amount, pool.shares_up(amount)?)?,
        3 => pool.leave(pool.assets_down(amount)?, amount)?,
        4 => pool.enter(amount, 0)?,
        _ => return pool.leave(amount, 0).map(|()| Kind::Loss),
    }
    Ok(Kind::Fair)
}

/// Each direction bounds the other, and no way there and back is a gain.
fn conversions(pool: &Pool, amount: u128) {
    let worth = [pool.assets_down(amount), pool.assets_up(amount)].map(|a| only(a, &ANY));
    let cost = [pool.shares_down(amount), pool.shares_up(amount)].map(|s| only(s, &ANY));
    for [down, up] in [worth, cost] {
        if let (Some(down), Some(up)) = (down, up) {
            assert!(down <= up && up - down <= 1);
        }
    }
    let back = cost[0].and_then(|shares| only(pool.assets_down(shares), &ANY));
    assert!(back.is_none_or(|back| back <= amount), "deposit and redeem");
    let back = worth[1].and_then(|assets| only(pool.shares_up(assets), &ANY));
    assert!(back.is_none_or(|back| back >= amount), "mint and withdraw");
}
