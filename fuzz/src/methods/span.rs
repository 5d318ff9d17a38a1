//! SPAN: sixteen scenarios, and what is charged beside them.

use super::{rate, scan, sums_to};
use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::methods::span as method;
use plimsoll::{Error, Fixed};

/// A grid, a file's array, and a requirement.
pub fn span(u: &mut Unstructured<'_>) -> Result<()> {
    let (range, extreme, share) = (rate(u)?, draw::amount(u)?, rate(u)?);
    let allowed = [
        Error::InvalidScenario,
        Error::InvalidFraction,
        Error::Overflow,
    ];
    let grid = draw::only(method::grid(&range, &extreme, &share), &allowed);
    assert_eq!(
        method::volatility(range).is_ok(),
        range >= 0,
        "a range has no sign"
    );
    let scenarios = method::SCENARIOS - usize::from(!u.ratio(31, 32)?);
    let mut scan = scan(u, scenarios)?;
    let unit = method::unit(scan.profits().to_vec());
    if scan.profits().len() != method::SCENARIOS {
        assert_eq!(unit, Err(Error::InvalidScenario));
        assert_eq!(method::ScanRisk::new(&scan), Err(Error::InvalidScenario));
        return Ok(());
    }
    draw::only(unit, &[Error::Overflow]);
    if let Some(grid) = grid {
        assert!(grid.iter().all(|scenario| *scenario.spot() >= 0));
        let before = scan.clone();
        let covered = method::cover(&mut scan, &grid);
        assert_eq!(covered, Ok(()), "no weight is above one");
        for (part, whole) in scan.profits().iter().zip(before.profits()) {
            assert!(part.to_bits().abs() <= whole.to_bits().abs());
        }
    }
    let Some(risk) = draw::only(method::ScanRisk::new(&scan), &[Error::Overflow]) else {
        return Ok(());
    };
    assert!(risk.loss >= 0 && risk.price >= 0 && risk.scenario < method::SCENARIOS);
    assert_eq!(risk.loss, (-scan.profits()[risk.scenario]).max(Fixed::ZERO));
    requirement(u, &risk)
}

fn requirement(u: &mut Unstructured<'_>, risk: &method::ScanRisk<Fixed>) -> Result<()> {
    let charges = method::Charges {
        intermonth: draw::amount(u)?,
        delivery: draw::amount(u)?,
        credit: draw::amount(u)?,
        written: draw::amount(u)?,
        minimum: draw::amount(u)?,
    };
    let made = method::Requirement::new(risk, &charges);
    let Some(made) = draw::only(made, &[Error::Overflow]) else {
        return Ok(());
    };
    assert!(made.minimum >= 0);
    let Some(total) = draw::only(made.total(), &[Error::Overflow]) else {
        return Ok(());
    };
    let parts = [
        made.scan,
        made.intermonth,
        made.delivery,
        -made.credit,
        made.minimum,
    ];
    assert!(sums_to(&parts, &total));
    let least = plimsoll::Number::mul_up(&charges.written, &charges.minimum);
    assert!(least.is_ok_and(|least| total >= least));
    let ratio = Fixed::ONE.saturating_add(rate(u)?);
    let allowed = [Error::Overflow, Error::InvalidFactor];
    if let Some(initial) = draw::only(made.initial(&ratio), &allowed) {
        assert!(ratio >= 1 && (initial >= total || total < 0));
        let options = draw::quantity(u)?;
        if let Some(net) = draw::only(made.net(&ratio, &options), &allowed) {
            assert_eq!(net, initial - options);
        }
    }
    let any = bool::arbitrary(u)?;
    let negative = method::Charges {
        credit: if any { -Fixed::DELTA } else { charges.credit },
        delivery: if any { charges.delivery } else { -Fixed::DELTA },
        ..charges
    };
    let refused = method::Requirement::new(risk, &negative);
    assert_eq!(refused, Err(Error::InvalidQuantity));
    Ok(())
}
