//! Everybody together: totals over accounts, exposure, and an account under shocks.

use crate::draw::{self, only};
use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigInt;
use plimsoll::margin::holding::evaluate;
use plimsoll::solvency::protocol::{health_under, worst};
use plimsoll::support::arbitrary::number;
use plimsoll::{Account, Error, Exposure, Fixed, Health, Holding, Leg, Shock, Totals};

const OVERFLOW: [Error; 1] = [Error::Overflow];

pub fn totals(u: &mut Unstructured<'_>) -> Result<()> {
    let mut shocked = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 3 {
        shocked.push(total(u)?);
    }
    let most = shocked.iter().map(|totals| totals.deficit).max();
    let place = worst(&shocked).expect("there is one");
    assert_eq!(Some(shocked[place].deficit), most);
    assert!(shocked[..place].iter().all(|one| Some(one.deficit) < most));
    assert_eq!(worst::<Fixed>(&[]), None);
    exposure(u)
}

fn total(u: &mut Unstructured<'_>) -> Result<Totals> {
    let (mut totals, mut count, mut net) = (Totals::new(), 0, BigInt::ZERO);
    for _ in 0..u8::arbitrary(u)? % 5 {
        let mut account = Account::new();
        for _ in 0..u8::arbitrary(u)? % 4 {
            if let Some(bounds) = draw::bounds(u)? {
                let _ = only(account.add(&draw::quantity(u)?, &bounds), &OVERFLOW);
            }
        }
        let before = totals;
        if only(totals.add(&account), &OVERFLOW).is_none() {
            assert_eq!(totals, before);
            continue;
        }
        count += 1;
        let equity = account.equity();
        match equity.surplus() {
            Ok(surplus) if !equity.is_stale() => net += surplus.to_bits(),
            _ => assert_eq!(totals.unknown, before.unknown + 1),
        }
    }
    let Totals {
        equity,
        deficit,
        accounts,
        liquidatable,
        insolvent,
        unknown,
    } = totals;
    assert!(equity >= 0 && deficit >= 0);
    assert_eq!(BigInt::from(equity.to_bits()) - deficit.to_bits(), net);
    assert!(accounts == count && insolvent <= liquidatable && liquidatable <= accounts);
    assert!(unknown <= accounts && (deficit > 0) == (insolvent > 0));
    let _ = only(totals.coverage(&number(u)?), &OVERFLOW);
    Ok(totals)
}

fn exposure(u: &mut Unstructured<'_>) -> Result<()> {
    let (mut exposure, mut net, mut gross) = (Exposure::new(), BigInt::ZERO, BigInt::ZERO);
    for _ in 0..u8::arbitrary(u)? % 6 {
        let (size, before) = (number(u)?, exposure);
        if only(exposure.add(&size), &OVERFLOW).is_some() {
            net += size.to_bits();
            gross += size.to_bits().abs();
        } else {
            assert_eq!(exposure, before);
        }
    }
    let sum = exposure.net().expect("both are at least zero");
    assert_eq!(BigInt::from(sum.to_bits()), net);
    let Some(all) = only(exposure.gross(), &OVERFLOW) else {
        return Ok(());
    };
    assert_eq!(BigInt::from(all.to_bits()), gross);
    let skew = exposure.skew().expect("the sums fit");
    assert!((-Fixed::ONE..=Fixed::ONE).contains(&skew) && (skew < 0) == (sum < 0));
    Ok(())
}

/// Moves on the indices of the account and one more, some of them twice.
fn shocks(u: &mut Unstructured<'_>) -> Result<Vec<Shock>> {
    let mut shocks = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 4 {
        let change = match u.ratio(7, 8)? {
            true => draw::quantity(u)? / 64,
            false => number(u)?,
        };
        let index = u32::from(u8::arbitrary(u)? % 8);
        let errors = [Error::InvalidPrice, Error::Overflow];
        match only(Shock::new(index, &change), &errors) {
            Some(shock) => shocks.push(shock),
            None => assert!(change <= -1 || change.checked_add(Fixed::ONE).is_none()),
        }
    }
    Ok(shocks)
}

pub fn shocked(u: &mut Unstructured<'_>, holdings: &[Holding<'_>]) -> Result<()> {
    let now = evaluate(holdings);
    assert_eq!(health_under(holdings, &[]), now);
    let still: Vec<Shock> = (0..8)
        .map(|index| Shock::new(index, &Fixed::ZERO).expect("no change"))
        .collect();
    assert_eq!(health_under(holdings, &still), now);
    let shocks = shocks(u)?;
    let then = only(health_under(holdings, &shocks), &OVERFLOW);
    if let (Some(then), Ok(scaled)) = (then, scaled(holdings, &shocks)) {
        assert_eq!(then, scaled, "the same as with other prices");
    }
    Ok(())
}

/// The account with every price on a shocked index moved by hand.
fn scaled(holdings: &[Holding<'_>], shocks: &[Shock]) -> std::result::Result<Health, Error> {
    let factor = |index: u32| shocks.iter().find(|shock| shock.index == index);
    let mut total = Health::new();
    for holding in holdings {
        let mut legs: Vec<Leg<'_>> = holding.legs.to_vec();
        for leg in &mut legs {
            if let Some(shock) = factor(leg.index) {
                leg.terms = leg.terms.scale(&shock.factor)?;
            }
        }
        let price = match factor(holding.index) {
            Some(shock) => holding.price.scale(&shock.factor)?,
            None => holding.price,
        };
        let moved = Holding {
            price,
            legs: &legs,
            ..*holding
        };
        total = total.merge(&moved.health()?)?;
    }
    Ok(total)
}
