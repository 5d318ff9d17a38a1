//! Liquidations of the fixture's account, made to owe a little too much.

use crate::cases::Visit;
use crate::fixture::{Fixture, Text};
use plimsoll::liquidation::reduce::reduce;
use plimsoll::liquidation::repay::repay;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::holding::evaluate;
use plimsoll::{Balance, Deal, Error, Exchange, Fixed, Health, Holding, Net, Number};
use std::array;
use std::hint::black_box;

const DOLLAR: usize = 0;
const ETHER: usize = 1;
const BITCOIN: usize = 2;
/// The short bitcoin perp, which has a ladder.
const LEG: usize = 1;

pub(crate) fn each(fixture: &Fixture<'_, Fixed>, visit: &mut Visit) -> Result<(), Error> {
    fixture.holdings(|holdings| {
        let satoshi = Fixed::read("0.00000001");
        repayment("repay", [ETHER, BITCOIN], holdings, &satoshi, visit)?;
        repayment(
            "repay, netting group",
            [DOLLAR, BITCOIN],
            holdings,
            &satoshi,
            visit,
        )?;
        reduction(holdings, &satoshi, visit)
    })?
}

/// The account with a debt in `place` that leaves it `short` of healthy, and its health.
fn short<'a>(
    holdings: &[Holding<'a>],
    place: usize,
    short: &str,
) -> Result<(Vec<Holding<'a>>, Health), Error> {
    let mut holdings = holdings.to_vec();
    let asset = holdings[place];
    let bound = asset.weights.apply(&asset.price)?;
    // In the units of the asset, until what it changes by is owed and no longer owned.
    for _ in 0..4 {
        let spare = evaluate(&holdings)?
            .surplus()?
            .try_add(&Fixed::read(short))?;
        holdings[place].balance -= spare.div_up(bound.liability())?;
    }
    let health = evaluate(&holdings)?;
    Ok((holdings, health))
}

/// What a contract does for one asset: its netting group, its bound, and both in one.
fn balance(holding: &Holding<'_>, step: &Fixed) -> Result<Balance, Error> {
    let mut net = Net::<1>::new(&holding.balance);
    for leg in holding.legs {
        net.add(&leg.perp, array::from_ref(&leg.terms))?;
    }
    Ok(Balance {
        amount: holding.balance,
        net: *net.value(0)?,
        bound: holding.weights.apply(&holding.price)?,
        step: *step,
    })
}

fn repayment(
    name: &'static str,
    [debt, collateral]: [usize; 2],
    holdings: &[Holding<'_>],
    step: &Fixed,
    visit: &mut Visit,
) -> Result<(), Error> {
    let (holdings, health) = short(holdings, debt, "500")?;
    let mid = |place: usize| holdings[place].price.mid();
    let exchange = Exchange::new(mid(debt)?, mid(collateral)?, &Fixed::read("0.05"))?;
    let body = || {
        let [debt, collateral] = [debt, collateral].map(|place| balance(&holdings[place], step));
        repay(
            black_box(&health),
            &debt?,
            &collateral?,
            &exchange,
            &Fixed::MAX,
        )
    };
    assert_eq!(body()?.reason, Reason::Target, "{name}");
    visit(name, &mut || {
        let _ = black_box(body());
    });
    Ok(())
}

fn reduction(holdings: &[Holding<'_>], step: &Fixed, visit: &mut Visit) -> Result<(), Error> {
    let (holdings, health) = short(holdings, DOLLAR, "50")?;
    let leg = &holdings[DOLLAR].legs[LEG];
    let deal = Deal {
        price: leg.terms.price().mid()?,
        fee: Fixed::read("0.0005"),
        lot: Fixed::read("0.0001"),
    };
    let body = || {
        let settlement = balance(&holdings[DOLLAR], step)?;
        reduce(
            black_box(&health),
            &settlement,
            &leg.perp,
            &leg.terms,
            &deal,
            &Fixed::MAX,
        )
    };
    assert_eq!(body()?.reason, Reason::Target);
    visit("reduce", &mut || {
        let _ = black_box(body());
    });
    Ok(())
}
