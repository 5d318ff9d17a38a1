//! The limits on any account: each answer holds, and one step further does not.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::holding::evaluate;
use plimsoll::margin::limits::{borrow, position, withdrawal, Side};
use plimsoll::{Error, Fixed, Holding, Leg, Limit, Number};

type Answer<T> = std::result::Result<T, Error>;

/// Up to four groups, and a question about one of them.
pub fn limits(data: &[u8]) {
    let _ = draw::holdings(&mut Unstructured::new(data), run);
}

fn run(u: &mut Unstructured<'_>, holdings: &[Holding<'_>]) -> Result<()> {
    let asset = u.choose_index(holdings.len())?;
    let (step, price) = (draw::step(u)?, draw::amount(u)?.max(Fixed::DELTA));
    let fee = match u.ratio(1, 2)? {
        true => Fixed::ZERO,
        false => plimsoll::support::arbitrary::fraction(u)? / 64,
    };
    let less = |amount: &Fixed| -> Answer<bool> {
        let paid = amount.try_add(&amount.mul_up(&fee)?)?;
        let balance = holdings[asset].balance.try_sub(&paid)?;
        healthy(
            holdings,
            asset,
            Holding {
                balance,
                ..holdings[asset]
            },
        )
    };
    tight(borrow(holdings, asset, &fee, &step), &step, less);
    tight(withdrawal(holdings, asset, &fee, &step), &step, |amount| {
        let paid = amount.try_add(&amount.mul_up(&fee)?)?;
        Ok(paid <= holdings[asset].balance && less(amount)?)
    });
    let legs = holdings[asset].legs;
    if legs.is_empty() {
        return Ok(());
    }
    let leg = u.choose_index(legs.len())?;
    let side = if bool::arbitrary(u)? {
        Side::Buy
    } else {
        Side::Sell
    };
    tight(
        position(holdings, asset, leg, side, &price, &fee, &step),
        &step,
        |size| {
            let signed = match side {
                Side::Buy => *size,
                Side::Sell => size.try_neg()?,
            };
            let mut changed: Vec<Leg<'_>> = legs.to_vec();
            changed[leg].perp = changed[leg].perp.trade(&signed, &price, &fee)?;
            healthy(
                holdings,
                asset,
                Holding {
                    legs: &changed,
                    ..holdings[asset]
                },
            )
        },
    );
    Ok(())
}

/// The account's own check with one group in place of another.
fn healthy(holdings: &[Holding<'_>], place: usize, changed: Holding<'_>) -> Answer<bool> {
    let rest: Vec<Holding<'_>> = holdings
        .iter()
        .copied()
        .enumerate()
        .filter_map(|(other, holding)| (other != place).then_some(holding))
        .collect();
    Ok(evaluate(&rest)?.merge(&changed.health()?)?.healthy())
}

fn tight(limit: Answer<Limit>, step: &Fixed, check: impl Fn(&Fixed) -> Answer<bool>) {
    match limit {
        Ok(Limit::At(at)) => {
            assert!(
                at >= 0 && at.floor_to(step) == Ok(at),
                "{at} is on the grid"
            );
            assert_eq!(check(&at), Ok(true), "it holds at {at}");
            let further = at.try_add(step).and_then(|further| check(&further));
            assert_ne!(further, Ok(true), "it fails beyond {at} by {step}");
        }
        Ok(_) => {}
        Err(Error::InvalidIndex) => unreachable!("the groups have indices of their own"),
        Err(error) => draw::expected(error),
    }
}
