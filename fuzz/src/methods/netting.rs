//! Offsets: what is matched is taken from both sides, no more is credited than there is.

use super::rate;
use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::netting::spread::{self, Leg, Underlying};
use plimsoll::margin::netting::{
    cap_gains, discount_gains, hedge_credit, hedge_weight, pair_charge, pair_credit, take_matched,
    Pair, Sides,
};
use plimsoll::support::arbitrary as edges;
use plimsoll::{Error, Fixed};

const TABLE: [Error; 3] = [Error::Overflow, Error::UnknownMarket, Error::InvalidFactor];

/// Tables over a few amounts.
pub fn netting(u: &mut Unstructured<'_>) -> Result<()> {
    let count = usize::from(u8::arbitrary(u)? % 5);
    let amounts = (0..count)
        .map(|_| draw::quantity(u))
        .collect::<Result<Vec<_>>>()?;
    sides(&amounts);
    pairs(u, &amounts)?;
    spreads(u, &amounts)?;
    hedges(u)?;
    gains(u, &amounts)
}

fn sides(amounts: &[Fixed]) {
    let mut sides = Sides::none();
    for amount in amounts {
        if draw::only(sides.add(amount), &[Error::Overflow]).is_none() {
            return;
        }
    }
    let net = sides.net().expect("neither is negative");
    assert_eq!(sum(&[net]), sum(amounts));
    assert_eq!(sides.hedged(), *sides.long().min(sides.short()));
}

fn pairs(u: &mut Unstructured<'_>, amounts: &[Fixed]) -> Result<()> {
    let place = |u: &mut Unstructured<'_>| Ok(usize::from(u8::arbitrary(u)? % 5));
    let mut table = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 6 {
        let (first, second, rate) = (place(u)?, place(u)?, rate(u)?);
        table.push(Pair {
            first,
            second,
            rate,
        });
    }
    let (mut charged, mut credited) = (amounts.to_vec(), amounts.to_vec());
    let charge = draw::only(pair_charge(&mut charged, &table), &TABLE);
    let credit = draw::only(pair_credit(&mut credited, &table), &TABLE);
    if let (Some(charge), Some(credit)) = (charge, credit) {
        assert!(charge >= credit && credit >= 0);
        assert!(charge.to_bits() - credit.to_bits() <= table.len() as i128);
        assert_eq!(charged, credited);
        toward_zero(amounts, &charged);
    }
    let mut left = amounts.to_vec();
    let (first, second) = (place(u)?, place(u)?);
    let Some(matched) = draw::only(take_matched(&mut left, first, second), &TABLE) else {
        return Ok(());
    };
    toward_zero(amounts, &left);
    assert_eq!(
        sum(&left),
        sum(amounts),
        "as much is taken from either side"
    );
    let taken = amounts[first].to_bits().abs() - left[first].to_bits().abs();
    assert_eq!(matched.to_bits(), taken);
    Ok(())
}

fn sum(amounts: &[Fixed]) -> num_bigint::BigInt {
    amounts.iter().map(|amount| amount.to_bits()).sum()
}

fn toward_zero(before: &[Fixed], after: &[Fixed]) {
    for (before, after) in before.iter().zip(after) {
        let range = *before.min(&Fixed::ZERO)..=*before.max(&Fixed::ZERO);
        assert!(range.contains(after), "{before} {after}");
    }
}

fn spreads(u: &mut Unstructured<'_>, deltas: &[Fixed]) -> Result<()> {
    let mut underlyings = Vec::new();
    for delta in deltas {
        let made = Underlying::new(*delta, draw::amount(u)?);
        underlyings.push(made.expect("a risk without sign"));
    }
    let allowed = [&TABLE[..], &[Error::InvalidFraction]].concat();
    for _ in 0..u8::arbitrary(u)? % 4 {
        let mut legs = Vec::new();
        for _ in 0..u8::arbitrary(u)? % 4 {
            legs.push(Leg {
                underlying: usize::from(u8::arbitrary(u)? % 5),
                ratio: draw::quantity(u)?,
                rate: rate(u)?,
            });
        }
        let before = underlyings.clone();
        match spread::spread(&mut underlyings, &legs) {
            Ok(spreads) => assert!(spreads >= 0),
            Err(Error::Overflow) => return Ok(()),
            Err(error) => {
                assert!(allowed.contains(&error), "{error:?}");
                assert_eq!(underlyings, before, "what is refused changes nothing");
            }
        }
        for (now, then) in underlyings.iter().zip(&before) {
            toward_zero(&[*then.free()], &[*now.free()]);
            assert!(
                now.credit() >= then.credit() && now.credit() <= now.risk(),
                "{now:?}"
            );
        }
    }
    Ok(())
}

fn hedges(u: &mut Unstructured<'_>) -> Result<()> {
    let weights = [rate(u)?, rate(u)?];
    let hedge = match draw::only(hedge_weight(&weights[0]), &[Error::InvalidFraction]) {
        Some(hedge) => {
            assert!(hedge >= weights[0] && hedge <= 1);
            hedge
        }
        None => rate(u)?,
    };
    let (amounts, prices) = (
        [draw::quantity(u)?, draw::quantity(u)?],
        [draw::amount(u)?, draw::amount(u)?],
    );
    let allowed = [Error::InvalidFraction, Error::Overflow];
    let credit = draw::only(hedge_credit(&amounts, &prices, &weights, &hedge), &allowed);
    assert!(credit.is_none_or(|credit| credit >= 0));
    Ok(())
}

fn gains(u: &mut Unstructured<'_>, amounts: &[Fixed]) -> Result<()> {
    let (mut counted, share) = (amounts.to_vec(), edges::fraction(u)?);
    assert_eq!(discount_gains(&mut counted, &share), Ok(()));
    let most = draw::amount(u)?;
    assert_eq!(cap_gains(&mut counted, &most), Ok(()));
    for (before, after) in amounts.iter().zip(&counted) {
        let gain = *before > 0;
        assert!(if gain {
            *after <= most.min(*before) && *after >= 0
        } else {
            after == before
        });
    }
    Ok(())
}
