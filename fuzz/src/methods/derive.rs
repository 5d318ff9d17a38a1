//! Derive's three managers.

use super::{grid, scan, sums_to, Scans};
use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::option::{position::Position, Right};
use plimsoll::methods::derive::margin::{Driver, Margin, Options};
use plimsoll::methods::derive::{portfolio as first, portfolio_2 as second, standard as srm};
use plimsoll::support::arbitrary as edges;
use plimsoll::{Contract, Error, Expiry, Fixed, Interval, Price, RiskArray, Scenario};

const SCENARIOS: usize = 5;
const EXPECTED: [Error; 3] = [Error::Overflow, Error::DivisionByZero, Error::InvalidFactor];

fn positions(u: &mut Unstructured<'_>) -> Result<Vec<Position<Fixed>>> {
    (0..u8::arbitrary(u)? % 5)
        .map(|_| {
            let strike = Fixed::from_num(u8::arbitrary(u)?);
            let right = Right::arbitrary(u)?;
            let low = draw::amount(u)?;
            Ok(Position {
                contract: Contract::new(right, strike).expect("not negative"),
                quantity: draw::quantity(u)?,
                value: Interval::between(&low, &low.saturating_add(edges::fraction(u)?)),
            })
        })
        .collect()
}

/// What the manager is asked of a portfolio: both levels in their parts.
struct Levels {
    initial: Option<Margin<Fixed>>,
    maintenance: Option<Margin<Fixed>>,
    scan: Scans,
    basis: Fixed,
    cash: Fixed,
}

impl Levels {
    fn check(&self, weighted: &[Fixed]) {
        assert!(self.basis <= 0);
        for margin in [&self.initial, &self.maintenance].into_iter().flatten() {
            let charges = [
                margin.perps,
                margin.options,
                margin.collateral,
                margin.confidence,
            ];
            assert!(charges.iter().all(|charge| *charge <= 0), "{margin:?}");
            assert_eq!((margin.mark, margin.cash), (*self.scan.mark(), self.cash));
            if let Some(total) = draw::only(margin.total(), &[Error::Overflow]) {
                let parts = [&charges[..], &[margin.loss, margin.mark, margin.cash]].concat();
                assert!(sums_to(&parts, &total));
            }
            match margin.driver {
                Driver::Basis => assert!(weighted.iter().all(|profit| *profit >= self.basis)),
                Driver::Scenario(place) => {
                    assert!(weighted[place] < self.basis);
                    assert!(weighted.iter().all(|profit| *profit >= weighted[place]));
                }
            }
        }
        if let Some(margin) = &self.maintenance {
            assert_eq!(margin.confidence, 0);
        }
    }
}

/// PMRM.
pub fn portfolio(u: &mut Unstructured<'_>) -> Result<()> {
    let parameters = first::Parameters::arbitrary(u)?;
    assert_eq!(parameters.validate(), Ok(()));
    let (grid, spot) = (grid(u, SCENARIOS)?, draw::amount(u)?);
    let mut account = first::Portfolio::new(vec![Fixed::MAX; SCENARIOS]);
    for _ in 0..u8::arbitrary(u)? % 4 {
        let (expiry, positions) = (Expiry::arbitrary(u)?, positions(u)?);
        let (scan, basis) = (scan(u, SCENARIOS)?, scan(u, 2)?);
        let options = Options {
            expiry: &expiry,
            scan: &scan,
            basis: &basis,
            positions: &positions,
            confidence: &edges::fraction(u)?,
        };
        let added = account.add_options(&parameters, &spot, &options);
        if draw::only(added, &EXPECTED).is_none() {
            return Ok(());
        }
    }
    let Some(perp) = perp(u, &grid)? else {
        return Ok(());
    };
    let (size, profit) = (draw::quantity(u)?, draw::quantity(u)?);
    let doubt = edges::fraction(u)?;
    let added = account.add_perp(&parameters, &spot, &perp, &size, &profit, &doubt);
    if draw::only(added, &EXPECTED).is_none() {
        return Ok(());
    }
    let (coin, coins) = (draw::amount(u)?, draw::amount(u)?);
    let added = account.add_coins(&parameters, &grid, &spot, &coin, &coins, &doubt);
    if draw::only(added, &EXPECTED).is_none() {
        return Ok(());
    }
    let cash = draw::quantity(u)?;
    let levels = Levels {
        initial: draw::only(account.initial(&parameters, &coin, &cash), &EXPECTED),
        maintenance: draw::only(account.maintenance(&cash), &EXPECTED),
        scan: account.scan().clone(),
        basis: *account.basis(),
        cash,
    };
    levels.check(account.scan().profits());
    Ok(())
}

fn perp(u: &mut Unstructured<'_>, grid: &[Scenario]) -> Result<Option<RiskArray<SCENARIOS>>> {
    let price = Price::exact(draw::amount(u)?.max(Fixed::DELTA)).expect("above zero");
    let array = RiskArray::linear(&price, grid, [Fixed::ZERO; SCENARIOS]);
    Ok(draw::only(array, &EXPECTED))
}

/// PMRM_2.
pub fn portfolio_2(u: &mut Unstructured<'_>) -> Result<()> {
    let parameters = second::Parameters::arbitrary(u)?;
    assert_eq!(parameters.validate(), Ok(()));
    let (grid, spot) = (grid(u, SCENARIOS)?, draw::amount(u)?);
    let mut account = second::Portfolio::new(vec![Fixed::MAX; SCENARIOS]);
    for _ in 0..u8::arbitrary(u)? % 4 {
        let (expiry, positions) = (Expiry::arbitrary(u)?, positions(u)?);
        let (scan, basis) = (scan(u, SCENARIOS)?, scan(u, 2)?);
        let options = Options {
            expiry: &expiry,
            scan: &scan,
            basis: &basis,
            positions: &positions,
            confidence: &edges::fraction(u)?,
        };
        let added = account.add_options(&parameters, &grid, &spot, &options);
        if draw::only(added, &EXPECTED).is_none() {
            return Ok(());
        }
    }
    let Some(perp) = perp(u, &grid)? else {
        return Ok(());
    };
    let (size, profit) = (draw::quantity(u)?, draw::quantity(u)?);
    let doubt = edges::fraction(u)?;
    let added = account.add_perp(&parameters, &spot, &perp, &size, &profit, &doubt);
    if draw::only(added, &EXPECTED).is_none() {
        return Ok(());
    }
    let (value, haircut) = (draw::amount(u)?, [edges::fraction(u)?, edges::fraction(u)?]);
    let added = match bool::arbitrary(u)? {
        true => account.add_collateral(&parameters, &value, &haircut, &doubt),
        false => account.add_underlying(&parameters, &grid, &value, &haircut, &doubt),
    };
    if draw::only(added, &EXPECTED).is_none() {
        return Ok(());
    }
    let (coin, cash) = (draw::amount(u)?, draw::quantity(u)?);
    let initial = account.initial(&parameters, &grid, &coin, &cash);
    let levels = Levels {
        initial: draw::only(initial, &EXPECTED),
        maintenance: draw::only(account.maintenance(&parameters, &grid, &cash), &EXPECTED),
        scan: account.scan().clone(),
        basis: *account.basis(),
        cash,
    };
    let weighted = account.scan().profits().iter().zip(&grid);
    let weighted: std::result::Result<Vec<Fixed>, Error> = weighted
        .map(|(profit, terms)| plimsoll::Number::mul_down(profit, terms.weight()))
        .collect();
    let Ok(weighted) = weighted else {
        assert!(levels.initial.is_none() && levels.maintenance.is_none());
        return Ok(());
    };
    levels.check(&weighted);
    // The initial charges stand on top of those of maintenance.
    if let (Some(initial), Some(maintenance)) = (levels.initial, levels.maintenance) {
        assert!(initial.perps <= maintenance.perps && initial.options <= maintenance.options);
        assert!(initial.collateral <= maintenance.collateral);
    }
    Ok(())
}

/// SRM.
pub fn standard(u: &mut Unstructured<'_>) -> Result<()> {
    let parameters = srm::Parameters::arbitrary(u)?;
    assert_eq!(parameters.validate(), Ok(()));
    let held = [positions(u)?, positions(u)?];
    let mut options = Vec::new();
    for positions in &held {
        options.push(srm::Options {
            positions,
            forward: draw::amount(u)?,
            confidence: edges::fraction(u)?,
        });
    }
    let holdings = srm::Holdings {
        options: &options,
        perp: draw::quantity(u)?,
        profit: draw::quantity(u)?,
        coins: draw::amount(u)?,
    };
    let feeds = srm::Feeds {
        spot: draw::amount(u)?,
        spot_confidence: edges::fraction(u)?,
        perp: draw::amount(u)?,
        perp_confidence: edges::fraction(u)?,
        coin: draw::amount(u)?,
    };
    draw::only(parameters.mark(&holdings, &feeds), &EXPECTED);
    for level in [srm::Level::Initial, srm::Level::Maintenance] {
        for position in held.iter().flatten() {
            let alone = parameters.isolated(position, &feeds.spot, level);
            let alone = draw::only(alone, &EXPECTED);
            // What is owned posts nothing, what is written posts at least its mark.
            assert!(alone.is_none_or(|margin| match position.quantity < 0 {
                true => margin <= 0,
                false => margin == 0,
            }));
        }
        let Some(margin) = draw::only(parameters.market(&holdings, &feeds, level), &EXPECTED)
        else {
            continue;
        };
        let charges = [margin.perp, margin.confidence, margin.peg];
        assert!(charges.iter().all(|charge| *charge <= 0), "{margin:?}");
        assert!(
            margin.coins >= 0 && margin.profit == holdings.profit,
            "{margin:?}"
        );
        let parts = [&charges[..], &[margin.options, margin.profit, margin.coins]].concat();
        if let Some(total) = draw::only(margin.total(), &[Error::Overflow]) {
            assert!(sums_to(&parts, &total));
        }
    }
    Ok(())
}
