//! A liquidation of any account: the account's own check before and after, and its capacity.

use super::{reduction, seizure};
use crate::draw;
use arbitrary::{Result, Unstructured};
use plimsoll::margin::capacity;
use plimsoll::margin::holding::evaluate;
use plimsoll::price::End;
use plimsoll::support::arbitrary as edges;
use plimsoll::{Balance, Capacity, Error, Fixed, Holding, Leg, Net, Number, Price};

pub type Answer<T> = std::result::Result<T, Error>;

pub fn run(u: &mut Unstructured<'_>, holdings: &[Holding<'_>]) -> Result<()> {
    let mut holdings = holdings.to_vec();
    if u.ratio(3, 4)? {
        let (place, over) = (u.choose_index(holdings.len())?, edges::fraction(u)? / 4);
        if let Ok(balance) = too_much(&holdings, place, Fixed::ONE + over) {
            holdings[place].balance = balance;
        }
    }
    liquidate(u, &holdings)
}

/// A debt of all that the rest of the account has to spare, times `over`.
fn too_much(holdings: &[Holding<'_>], place: usize, over: Fixed) -> Answer<Fixed> {
    let mut rest = holdings.to_vec();
    rest[place].balance = Fixed::ZERO;
    let bound = rest[place].weights.apply(&rest[place].price)?;
    let spare = evaluate(&rest)?.surplus()?.div_up(bound.liability())?;
    spare.greater(&Fixed::ZERO).mul_up(&over)?.try_neg()
}

fn liquidate(u: &mut Unstructured<'_>, holdings: &[Holding<'_>]) -> Result<()> {
    let kept = capacities(holdings).is_ok_and(|all| capacity::check(&all).is_ok());
    let health = match evaluate(holdings) {
        Ok(health) => health,
        Err(error) => {
            assert!(!kept, "what keeps to its capacity can be evaluated");
            draw::expected(error);
            return Ok(());
        }
    };
    seizure::run(u, holdings, &health, kept)?;
    reduction::run(u, holdings, &health, kept)
}

/// The capacities that the account just keeps to.
fn capacities(holdings: &[Holding<'_>]) -> Answer<Vec<Capacity>> {
    let mut all = Vec::new();
    for holding in holdings {
        let weight = *holding.weights.liability();
        let settlement = *holding.weights.apply(&holding.price)?.liability();
        all.push(Capacity::asset(
            holding.balance.try_abs()?,
            *holding.price.high(),
            weight,
        )?);
        for Leg { perp, terms, .. } in holding.legs {
            let orders = perp.bids().try_add(perp.asks())?;
            all.push(Capacity::perp(
                perp.size().try_abs()?.try_add(&orders)?,
                *terms.price().high(),
                *terms.weights().liability(),
                // Filled orders are paid for.
                perp.quote()
                    .try_abs()?
                    .try_add(&orders.mul_up(terms.price().high())?)?,
                settlement.greater(&Fixed::ONE),
            )?);
        }
    }
    Ok(all)
}

pub fn balance(holding: &Holding<'_>, step: Fixed) -> Answer<Balance> {
    let mut net = Net::<1>::new(&holding.balance);
    for leg in holding.legs {
        net.add(&leg.perp, std::array::from_ref(&leg.terms))?;
    }
    Ok(Balance {
        amount: holding.balance,
        net: *net.value(0)?,
        bound: holding.weights.apply(&holding.price)?,
        step,
    })
}

/// A price of the interval, or any; and whether it is of the interval.
pub fn conversion(u: &mut Unstructured<'_>, price: &Price) -> Result<(Fixed, bool)> {
    let end = *u.choose(&[End::Mid, End::Low, End::High])?;
    match price.at(end) {
        Ok(at) if u.ratio(7, 8)? => Ok((at, true)),
        _ => Ok((draw::amount(u)?, false)),
    }
}

pub fn bonus(u: &mut Unstructured<'_>) -> Result<Fixed> {
    let bonus = edges::fraction(u)?;
    Ok(if u.ratio(7, 8)? { bonus / 8 } else { bonus })
}

/// Mostly no limit.
pub fn most(u: &mut Unstructured<'_>) -> Result<Fixed> {
    Ok(match u.ratio(2, 3)? {
        true => Fixed::MAX,
        false => draw::amount(u)?,
    })
}

/// The grid point before `value`, at least zero.
pub fn before(value: &Fixed, step: &Fixed) -> Fixed {
    let floor = value.floor_to(step).expect("steps are positive by now");
    match floor == *value {
        true => (floor - step).max(Fixed::ZERO),
        false => floor,
    }
}
