//! Interest: indices never fall, depositors never earn more than borrowers pay, and a balance that is
//! stored and read back is never better.

use crate::draw::only;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::interest::{growth_down, growth_up};
use plimsoll::support::arbitrary::{fraction, magnitude, number};
use plimsoll::{Error, Fixed, Indices, Number};

const OVERFLOW: [Error; 1] = [Error::Overflow];

pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let mut indices = match u.ratio(1, 2)? {
        true => Indices::new(),
        false => match Indices::from_stored(number(u)?, magnitude(u)?) {
            Ok(indices) => indices,
            Err(error) => {
                assert_eq!(error, Error::InvalidQuantity);
                return Ok(());
            }
        },
    };
    for _ in 0..1 + u8::arbitrary(u)? % 6 {
        balances(u, &indices)?;
        let small = u.ratio(3, 4)?;
        let (mut rate, elapsed) = (fraction(u)?, magnitude(u)?);
        if small {
            rate /= 1024;
        }
        let (utilisation, reserve) = (fraction(u)?, fraction(u)?);
        let grown = [growth_down(&rate, &elapsed), growth_up(&rate, &elapsed)];
        if let [Some(down), Some(up)] = grown.map(|growth| only(growth, &OVERFLOW)) {
            assert!(down >= 0 && down <= up);
            assert!(
                up == 0 || (rate > 0 && elapsed > 0),
                "nothing grows from nothing"
            );
        }
        let next = indices.accrue(&rate, &elapsed, &utilisation, &reserve);
        let Some(next) = only(next, &OVERFLOW) else {
            return Ok(());
        };
        assert!(next.deposit() >= indices.deposit() && next.debt() >= indices.debt());
        earned(&indices, &next, &utilisation);
        indices = next;
    }
    balances(u, &indices)
}

/// Of one unit deposited and its used part borrowed, what is earned is at most what is paid.
fn earned(before: &Indices, after: &Indices, utilisation: &Fixed) {
    let growth = |before: &Fixed, after: &Fixed, divide: Divide| divide(&(after - before), before);
    let earned = growth(before.deposit(), after.deposit(), Fixed::div_down);
    let paid = growth(before.debt(), after.debt(), Fixed::div_up);
    if let (Ok(earned), Ok(paid)) = (earned, paid) {
        assert!(paid.mul_up(utilisation).is_ok_and(|paid| earned <= paid));
    }
}

type Divide = fn(&Fixed, &Fixed) -> std::result::Result<Fixed, Error>;

fn balances(u: &mut Unstructured<'_>, indices: &Indices) -> Result<()> {
    let balance = number(u)?;
    let errors = [Error::DivisionByZero, Error::Overflow];
    let back = only(indices.scaled(&balance), &errors)
        .and_then(|scaled| only(indices.balance(&scaled), &OVERFLOW));
    if let Some(back) = back {
        assert!(back <= balance, "{back} of {balance}");
        assert!(back.is_zero() || back.is_negative() == balance.is_negative());
    }
    Ok(())
}
