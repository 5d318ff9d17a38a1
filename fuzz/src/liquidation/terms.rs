//! What a liquidation converts at and what it pays, for any numbers: exchange, bonus, split, ramp.

use crate::draw::only;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::liquidation::bonus::{
    covered, from_loan_to_value, from_shortfall, near_bad_debt, Parts,
};
use plimsoll::liquidation::exchange::sustainable;
use plimsoll::support::arbitrary::{fraction, magnitude, number};
use plimsoll::{Bound, Error, Exchange, Fixed, Health, Number, Ramp, Split, Weights};

const ANY: [Error; 4] = [
    Error::InvalidFraction,
    Error::InvalidQuantity,
    Error::Overflow,
    Error::UnknownPrice,
];

pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    exchange(u)?;
    bonus(u)?;
    split(u)?;
    ramp(u)
}

/// Any number, mostly one that the constructors take.
fn positive(u: &mut Unstructured<'_>) -> Result<Fixed> {
    match u.ratio(7, 8)? {
        true => magnitude(u),
        false => number(u),
    }
}

fn exchange(u: &mut Unstructured<'_>) -> Result<()> {
    let (debt, collateral, bonus) = (positive(u)?, positive(u)?, positive(u)?);
    let exchange = Exchange::new(debt, collateral, &bonus);
    let invalid = [Error::InvalidPrice, Error::InvalidQuantity, Error::Overflow];
    let Some(exchange) = only(exchange, &invalid) else {
        return Ok(());
    };
    assert!(debt > 0 && collateral > 0 && bonus >= 0);
    let (a, b) = (magnitude(u)?, magnitude(u)?);
    let overflow = [Error::Overflow];
    let taken = |repaid: &Fixed| only(exchange.seized(repaid), &overflow);
    let asked = |seized: &Fixed| only(exchange.repaid(seized), &overflow);
    if let (Some(first), Some(second)) = (taken(&a), taken(&b)) {
        let both = a.try_add(&b).ok().and_then(|both| taken(&both));
        assert!(
            both.is_none_or(|both| both.try_sub(&first).is_ok_and(|rest| rest >= second)),
            "two repayments take no more than one"
        );
        assert!(asked(&first).is_some_and(|asked| asked <= a), "the inverse");
        if let Some(penalty) = only(exchange.penalty(&a, &first), &overflow) {
            assert!(penalty >= 0 && penalty <= first);
        }
    }
    if let Some(seized) = asked(&a).and_then(|repaid| taken(&repaid)) {
        assert!(seized >= a, "the inverse");
    }
    predicates(u, &exchange, &bonus)
}

fn predicates(u: &mut Unstructured<'_>, exchange: &Exchange, bonus: &Fixed) -> Result<()> {
    let (debt, collateral) = (Bound::arbitrary(u)?, Bound::arbitrary(u)?);
    let health = Health::arbitrary(u)?;
    let unknown = [Error::UnknownPrice];
    let surplus = only(exchange.raises_surplus(&debt, &collateral), &unknown);
    let ratio = only(exchange.raises_ratio(&health, &debt, &collateral), &unknown);
    if health.assets() <= health.liabilities() && ratio == Some(true) {
        assert_eq!(surplus, Some(true), "the ratio is stricter under water");
    }
    let weights = [Weights::arbitrary(u)?, Weights::arbitrary(u)?];
    if let Some(true) = only(
        sustainable(bonus, &weights[0], &weights[1]),
        &[Error::Overflow],
    ) {
        let smaller = sustainable(&Fixed::ZERO, &weights[0], &weights[1]);
        assert_eq!(smaller, Ok(true), "a smaller bonus suits too");
    }
    Ok(())
}

fn bonus(u: &mut Unstructured<'_>) -> Result<()> {
    let (limit, cursor, most) = (fraction(u)?, fraction(u)?, positive(u)?);
    if let Some(bonus) = only(from_loan_to_value(&limit, &cursor, &most), &ANY) {
        assert!(bonus >= 0 && bonus <= most);
    }
    let discount = fraction(u)?;
    if let Some(bonus) = only(from_shortfall(&Health::arbitrary(u)?, &discount), &ANY) {
        let back = (Fixed::ONE - discount).mul_up(&(Fixed::ONE + bonus));
        assert!(bonus >= 0 && back.is_ok_and(|back| back <= 1));
    }
    let (bonus, collateral, debt) = (positive(u)?, positive(u)?, positive(u)?);
    if let Some(capped) = only(covered(&bonus, &collateral, &debt), &ANY) {
        assert!(capped >= 0 && capped <= bonus);
        if collateral > debt {
            let paid = debt
                .mul_down(&capped)
                .and_then(|extra| debt.try_add(&extra));
            assert!(paid.is_ok_and(|paid| paid <= collateral), "it lasts");
        } else {
            assert!(capped.is_zero());
        }
    }
    let (loan_to_value, from, least) = (positive(u)?, positive(u)?, positive(u)?);
    if let Some(near) = only(near_bad_debt(&bonus, &loan_to_value, &from, &least), &ANY) {
        assert!(near >= 0 && near <= bonus.max(least).max(Fixed::ONE));
    }
    Ok(())
}

fn split(u: &mut Unstructured<'_>) -> Result<()> {
    let split = Split::new(fraction(u)?, fraction(u)?);
    let Some(split) = only(split, &[Error::InvalidFraction]) else {
        return Ok(());
    };
    let penalty = positive(u)?;
    let Some(parts) = only(split.of(&penalty), &[Error::InvalidQuantity]) else {
        assert!(penalty < 0);
        return Ok(());
    };
    let Parts {
        liquidator,
        insurance,
        protocol,
    } = parts;
    assert!(liquidator >= 0 && insurance >= 0 && protocol >= 0);
    let sum = liquidator
        .try_add(&insurance)
        .and_then(|sum| sum.try_add(&protocol));
    assert_eq!(sum, Ok(penalty), "the parts are the whole");
    Ok(())
}

fn ramp(u: &mut Unstructured<'_>) -> Result<()> {
    let ramp = Ramp::new(number(u)?, number(u)?, number(u)?, number(u)?);
    let Some(ramp) = only(ramp, &[Error::InvalidRamp]) else {
        return Ok(());
    };
    let at = number(u)?;
    let [down, up] = [ramp.at_down(&at), ramp.at_up(&at)];
    let (Some(down), Some(up)) = (only(down, &[Error::Overflow]), only(up, &[Error::Overflow]))
    else {
        return Ok(());
    };
    let (low, high) = (*ramp.start().min(ramp.end()), *ramp.start().max(ramp.end()));
    assert!(low <= down && down <= up && up <= high, "between its ends");
    assert!(up - down <= Fixed::DELTA, "one step apart");
    assert_eq!(ramp.at_down(ramp.from()), Ok(*ramp.start()));
    assert_eq!(ramp.at_up(ramp.to()), Ok(*ramp.end()));
    Ok(())
}
