//! How much at once, in an auction and at bankruptcy, for any numbers: close factors, throttles, step
//! ladders, orders, auctions, bankruptcy and fillable prices.

use crate::draw::{self, only};
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::liquidation::auction::{discount, storefront, Auction};
use plimsoll::liquidation::bankruptcy::{insurance_delta, price, Position};
use plimsoll::liquidation::close::{absorb, step_down, throttle, CloseFactor};
use plimsoll::liquidation::order::{Candidate, Order};
use plimsoll::support::arbitrary::{fraction, magnitude, number};
use plimsoll::{Error, Fixed, Health, Number, Ramp, Tiers};

const OVERFLOW: [Error; 1] = [Error::Overflow];
const ANY: [Error; 3] = [
    Error::InvalidFraction,
    Error::InvalidQuantity,
    Error::Overflow,
];

pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    close(u)?;
    order(u)?;
    auction(u)?;
    bankruptcy(u)
}

fn close(u: &mut Unstructured<'_>) -> Result<()> {
    let factor = CloseFactor {
        fraction: fraction(u)?,
        full_below: number(u)?,
        small: number(u)?,
        dust: number(u)?,
    };
    let (ratio, debt, collateral) = (number(u)?, magnitude(u)?, magnitude(u)?);
    let total = debt.saturating_add(magnitude(u)?);
    let most = factor.most(&ratio, &total, &debt, &collateral);
    assert!(most.is_ok_and(|most| most >= 0 && most <= debt));
    let _ = only(factor.most(&debt, &ratio, &number(u)?, &number(u)?), &ANY);
    assert!(!factor.leaves_dust(&debt, &Fixed::ZERO));
    if let Some(left) = only(absorb(&Health::arbitrary(u)?), &[Error::UnknownPrice]) {
        assert!(left.credit >= 0 && left.deficit >= 0);
        assert!(left.credit.is_zero() || left.deficit.is_zero());
    }
    let (short, freed) = (number(u)?, number(u)?);
    let share = match Ramp::new(Fixed::ZERO, magnitude(u)?, fraction(u)?, fraction(u)?) {
        Ok(share) => share,
        Err(error) => {
            assert_eq!(error, Error::InvalidRamp);
            return Ok(());
        }
    };
    let allowed = throttle(&share, &number(u)?, &short, &freed, &number(u)?);
    if let Some(allowed) = only(allowed, &ANY) {
        assert!(allowed >= 0 && allowed <= short);
    }
    let ladder = draw::ladder(u)?;
    let tiers = Tiers::new(&ladder).unwrap_or(Tiers::none());
    let notional = magnitude(u)?;
    let mut last = notional;
    for cut in [0, 1, 2, 3, usize::MAX] {
        let down = step_down(&tiers, &notional, cut).expect("a notional without sign");
        assert!(down >= 0 && down <= last, "the further, the lower");
        last = down;
    }
    assert!(last.is_zero());
    Ok(())
}

fn order(u: &mut Unstructured<'_>) -> Result<()> {
    let mut candidates = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 8 {
        let (value, margin) = (number(u)?, number(u)?);
        candidates.push(Candidate { value, margin });
    }
    let any = candidates.iter().position(|one| one.value > 0);
    for order in Order::ALL {
        let Some(first) = only(order.first(&candidates), &OVERFLOW) else {
            assert_eq!(order, Order::Riskiest);
            continue;
        };
        assert_eq!(first.is_some(), any.is_some());
        let Some(first) = first.map(|first| candidates[first]) else {
            continue;
        };
        assert!(first.value > 0);
        for other in candidates.iter().filter(|other| other.value > 0) {
            match order {
                Order::Given => assert_eq!(Some(first), any.map(|any| candidates[any])),
                Order::Largest => assert!(first.value >= other.value),
                Order::Riskiest => {
                    let key = |one: &Candidate<Fixed>| one.margin.div_down(&one.value).unwrap();
                    let (best, key) = (key(&first), key(other));
                    assert!(best > key || (best == key && first.value >= other.value));
                }
            }
        }
    }
    Ok(())
}

fn auction(u: &mut Unstructured<'_>) -> Result<()> {
    let auction = Auction {
        equity: number(u)?,
        maintenance: number(u)?,
        reserved: number(u)?,
    };
    let (buffer, part) = (magnitude(u)?, fraction(u)?);
    let share = only(auction.largest_share(&buffer, &part), &OVERFLOW);
    let short = only(auction.buffered(&buffer), &OVERFLOW).is_some_and(|left| left < 0);
    if let Some(share) = share {
        assert!(share.is_fraction(), "{share}");
        assert!(short || share.is_zero(), "nothing is sold that need not be");
    }
    let whole = auction.equity.try_sub(&auction.reserved);
    if let (Some(bid), Ok(whole)) = (only(auction.bid(&part), &OVERFLOW), whole) {
        assert!(bid >= whole.min(Fixed::ZERO) && bid <= whole.max(Fixed::ZERO));
    }
    let (elapsed, length) = (magnitude(u)?, magnitude(u)?);
    let errors = [Error::InvalidRamp, Error::Overflow];
    if let Some(paid) = only(auction.insolvent(&elapsed, length), &errors) {
        assert!(paid <= 0 && paid >= auction.equity.min(auction.maintenance).min(Fixed::ZERO));
    }
    let ends = [number(u)?, number(u)?, number(u)?];
    let (fast, slow) = (
        Ramp::new(Fixed::ZERO, length, ends[0], ends[1]),
        Ramp::new(length, Fixed::MAX, ends[1], ends[2]),
    );
    if let (Ok(fast), Ok(slow)) = (fast, slow) {
        if let Some(at) = only(discount(&fast, &slow, &elapsed), &OVERFLOW) {
            assert!(ends.iter().any(|end| *end <= at) && ends.iter().any(|end| *end >= at));
        }
    }
    let price = magnitude(u)?;
    let sold = storefront(&price, &part, &fraction(u)?);
    assert!(sold.is_ok_and(|sold| sold >= 0 && sold <= price));
    Ok(())
}

fn bankruptcy(u: &mut Unstructured<'_>) -> Result<()> {
    let (equity, mut total) = (number(u)?, Fixed::ZERO);
    let mut requirements = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 4 {
        let requirement = magnitude(u)?;
        let Ok(sum) = total.try_add(&requirement) else {
            break;
        };
        total = sum;
        requirements.push(requirement);
    }
    let count = Fixed::from_num(requirements.len());
    let mut left = Ok(equity);
    for requirement in requirements {
        let position = Position {
            value: number(u)?,
            requirement,
            equity,
            total,
        };
        let (spread, adjustment) = (magnitude(u)?, magnitude(u)?);
        let closed = only(position.bankruptcy(), &OVERFLOW);
        if let Some(filled) = only(position.fillable(&spread, &adjustment), &OVERFLOW) {
            assert!(filled <= position.value, "in the liquidator's favour");
        }
        left = match (left, closed) {
            (Ok(left), Some(closed)) => closed
                .try_sub(&position.value)
                .and_then(|gained| left.try_add(&gained)),
            _ => Err(Error::Overflow),
        };
    }
    if let (Ok(left), true) = (left, total > 0) {
        let most = count.mul_down(&Fixed::DELTA).expect("few steps");
        assert!(left >= 0 && left <= most, "all closed leave {left}");
    }
    let (size, quote) = (number(u)?, number(u)?);
    let _ = only(
        price(&quote, &size),
        &[Error::DivisionByZero, Error::Overflow],
    );
    let fee = fraction(u)?;
    if let Some(delta) = only(insurance_delta(&quote, &size, &fee), &OVERFLOW) {
        let spare = quote.try_sub(&size).expect("it was computed once");
        assert!(delta <= spare && (delta == spare || delta >= 0));
    }
    Ok(())
}
