//! Many sets of markets at once are as many scans.

use super::book::{Member, World};
use super::draw::{asset, book};
use super::layout::{error, Columns, Written};
use crate::common::cases;
use plimsoll::columns::fault::Fault;
use plimsoll::columns::markets::Markets;
use plimsoll::columns::positions::Positions;
use plimsoll::columns::rows::NONE;
use plimsoll::columns::scan::{measure, scan};
use plimsoll::columns::scenarios::{surplus, worst, Outcomes};
use plimsoll::margin::account::Status;
use plimsoll::{Error, Fixed, Price};
use proptest::collection::vec;
use proptest::prelude::*;

/// The columns of [`Outcomes`], owned.
#[derive(Debug, PartialEq)]
struct Found {
    scenario: Vec<u32>,
    surplus: Vec<Fixed>,
    status: Vec<Status>,
    liquidatable: Vec<u32>,
}

impl Found {
    fn new(accounts: usize) -> Self {
        Found {
            scenario: vec![5; accounts],
            surplus: vec![Fixed::ONE; accounts],
            status: vec![Status::Restricted; accounts],
            liquidatable: vec![5; accounts],
        }
    }

    fn outcomes(&mut self) -> Outcomes<'_, Fixed> {
        Outcomes {
            scenario: &mut self.scenario,
            surplus: &mut self.surplus,
            status: &mut self.status,
            liquidatable: &mut self.liquidatable,
        }
    }
}

/// One account under one set: what a scan writes of it, and its maintenance surplus where that is known.
type Seen = Result<(Status, Option<Fixed>), Fault>;

fn seen(
    positions: &Positions<'_, Fixed>,
    markets: &Markets<'_, Fixed>,
    account: usize,
    room: &mut [Fixed],
) -> Seen {
    let mut row = Written::new(1);
    let range = account..account + 1;
    scan(positions, markets, range, room, &mut row.rows())?;
    let (measured, _) = measure(positions, markets, account, room)?;
    let left = row.assets[1][0] - row.liabilities[1][0];
    let left = (measured.maintenance().stale_debts() == 0).then_some(left);
    Ok((row.status[0], left))
}

/// The worst of an account, one set after the other.
fn by_scans(under: &[Seen]) -> Result<(u32, Fixed, Status, u32), Fault> {
    let mut worst = (NONE, Fixed::ZERO, Status::Unknown, 0);
    for (place, seen) in under.iter().enumerate() {
        let (status, left) = (*seen)?;
        worst.3 += u32::from(matches!(status, Status::Liquidatable | Status::Insolvent));
        if let Some(left) = left.filter(|left| worst.0 == NONE || *left < worst.1) {
            (worst.0, worst.1, worst.2) = (place as u32, left, status);
        }
    }
    Ok(worst)
}

/// The same world with each market's prices times a factor for its index.
fn shocked(world: &World<Fixed>, factors: &[Fixed]) -> Option<World<Fixed>> {
    let mut world = world.clone();
    for asset in &mut world.assets {
        let factor = Price::exact(factors[asset.index as usize % factors.len()]).ok()?;
        *asset = asset.scale(&factor).ok()?;
    }
    for perp in &mut world.perps {
        let factor = Price::exact(factors[perp.index as usize % factors.len()]).ok()?;
        for price in &mut perp.prices {
            *price = price.scale(&factor).ok()?;
        }
    }
    Some(world)
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn the_worst_of_many_is_that_of_their_scans(
        (world, members) in book(),
        shocks in vec(vec(1i128..1 << 50, 3), 0..6),
    ) {
        let sets: Vec<_> = shocks.iter().filter_map(|factors| {
            let factors: Vec<_> = factors.iter().map(|bits| Fixed::from_bits(*bits)).collect();
            shocked(&world, &factors)
        }).collect();
        let ladders = world.ladders().unwrap();
        let made: Vec<_> = sets.iter().filter_map(|set| set.make(&ladders).ok()).collect();
        let markets: Vec<_> = made.iter().map(|made| made.markets()).collect();
        let columns = Columns::of(&members);
        let positions = columns.positions().unwrap();
        let mut room = vec![Fixed::ZERO; world.scenarios()];
        let mut failed = None;
        let mut expected = Found::new(members.len());
        for account in 0..members.len() {
            let under: Vec<Seen> =
                markets.iter().map(|markets| seen(&positions, markets, account, &mut room)).collect();
            match by_scans(&under) {
                Ok((scenario, left, status, liquidatable)) => {
                    expected.scenario[account] = scenario;
                    expected.surplus[account] = left;
                    expected.status[account] = status;
                    expected.liquidatable[account] = liquidatable;
                }
                Err(fault) => {
                    failed = Some(fault);
                    break;
                }
            }
        }
        let mut found = Found::new(members.len());
        let done = worst(&positions, &markets, 0..members.len(), &mut room, &mut found.outcomes());
        prop_assert_eq!(done.err(), failed);
        prop_assert_eq!(found, expected);

        for markets in &markets {
            let (mut left, mut status) = (vec![Fixed::ONE; 12], vec![Status::Restricted; 12]);
            let half = members.len() / 2..members.len();
            let done = surplus(&positions, markets, half.clone(), &mut room, &mut left, &mut status);
            let mut ended = Ok(());
            for (row, account) in half.enumerate() {
                match seen(&positions, markets, account, &mut room) {
                    Ok((is, of)) => prop_assert_eq!((status[row], left[row]), (is, of.unwrap_or(Fixed::ZERO))),
                    Err(fault) => {
                        ended = Err(fault);
                        break;
                    }
                }
            }
            prop_assert_eq!(done, ended);
        }
    }

    /// A market scaled is its prices scaled: the terms of a perp and the bounds of an asset.
    #[test]
    fn markets_scale_as_their_prices(
        (world, _) in book(),
        asset in asset(0),
        (low, more) in (1i128..1 << 50, 0i128..1 << 46),
    ) {
        let factor = Price::new(Fixed::from_bits(low), Fixed::from_bits(low + more)).unwrap();
        let scaled = asset.scale(&factor).unwrap();
        for level in 0..3 {
            prop_assert_eq!(scaled.prices[level], asset.prices[level].scale(&factor).unwrap());
        }
        prop_assert_eq!((scaled.weights, scaled.index), (asset.weights, asset.index));
        let bounds = scaled.weighted().unwrap().bounds();
        for (level, bound) in bounds.iter().enumerate() {
            prop_assert_eq!(scaled.weights[level].apply(&scaled.prices[level]), Ok(*bound));
        }
        let ladders = world.ladders().unwrap();
        for market in world.make(&ladders).unwrap().perps {
            let Ok(scaled) = market.scale(&factor) else { continue };
            for (scaled, terms) in scaled.terms.iter().zip(&market.terms) {
                prop_assert_eq!(Ok(*scaled), terms.scale(&factor));
            }
            prop_assert_eq!((scaled.settles, scaled.index), (market.settles, market.index));
        }
    }
}

/// No set of markets at all, and a row too few in each column.
#[test]
fn nothing_to_measure_and_no_room() {
    let world = World::<Fixed> {
        assets: Vec::new(),
        perps: Vec::new(),
        chain: None,
    };
    let made = world.make(&[]).unwrap();
    let (markets, columns) = (
        [made.markets()],
        Columns::of(&[Member::new(), Member::new()]),
    );
    let positions = columns.positions().unwrap();
    let mut found = Found::new(2);
    worst(&positions, &[], 0..2, &mut [], &mut found.outcomes()).unwrap();
    let nothing = Found {
        scenario: vec![NONE; 2],
        surplus: vec![Fixed::ZERO; 2],
        status: vec![Status::Unknown; 2],
        liquidatable: vec![0; 2],
    };
    assert_eq!(found, nothing);
    for short in 0..4 {
        let mut found = Found::new(2);
        let mut outcomes = found.outcomes();
        match short {
            0 => outcomes.scenario = &mut [],
            1 => outcomes.surplus = &mut [],
            2 => outcomes.status = &mut [],
            _ => outcomes.liquidatable = &mut [],
        }
        let done = worst(&positions, &markets, 0..2, &mut [], &mut outcomes);
        let fault = done.unwrap_err();
        assert_eq!(fault.error, Error::InvalidLength);
        assert_eq!(super::book::place(&fault), ("accounts", "sums", 0));
    }
    for (sums, rows) in [(1, 2), (2, 1)] {
        let (mut left, mut status) = (vec![Fixed::ONE; sums], vec![Status::Healthy; rows]);
        let done = surplus(
            &positions,
            &markets[0],
            0..2,
            &mut [],
            &mut left,
            &mut status,
        );
        assert_eq!(error(&done), Some(Error::InvalidLength));
        assert_eq!(left, vec![Fixed::ONE; sums]);
    }
    // Accounts that are not there.
    let mut found = Found::new(3);
    let done = worst(&positions, &markets, 1..4, &mut [], &mut found.outcomes());
    let fault = done.unwrap_err();
    assert_eq!(
        (fault.error, super::book::place(&fault)),
        (Error::InvalidLength, ("accounts", "offsets", 2))
    );
}
