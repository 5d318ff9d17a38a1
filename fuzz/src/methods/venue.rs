//! Paradex, Deribit and OKX.

use super::{rate, scan, sums_to};
use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::netting::Sides;
use plimsoll::margin::option::Right;
use plimsoll::methods::deribit::{self, matrix, standard};
use plimsoll::methods::{okx as of_okx, paradex as of_paradex};
use plimsoll::support::arbitrary as edges;
use plimsoll::{Contract, Error, Expiry, Fixed, Number, RiskArray, Scenario, Tiers};

const OVERFLOW: [Error; 1] = [Error::Overflow];

/// A margin over the venue's grid.
pub fn paradex(u: &mut Unstructured<'_>) -> Result<()> {
    let parameters = of_paradex::Parameters::arbitrary(u)?;
    assert_eq!(parameters.validate(), Ok(()));
    let range = rate(u)?;
    let grid = of_paradex::grid(&range);
    assert_eq!(grid.is_ok(), range > 0 && range < 1, "{range}");
    let Ok(grid) = grid else { return Ok(()) };
    let scan = scan(u, of_paradex::SCENARIOS)?;
    let mut deltas = Sides::none();
    for _ in 0..u8::arbitrary(u)? % 4 {
        if draw::only(deltas.add(&draw::quantity(u)?), &OVERFLOW).is_none() {
            return Ok(());
        }
    }
    let (spot, reserved) = (draw::amount(u)?, [draw::amount(u)?, draw::amount(u)?]);
    let [funding, fees] = reserved;
    let provisions = of_paradex::Provisions { funding, fees };
    let made = of_paradex::Margin::new(&parameters, &grid, &scan, &deltas, &spot, &provisions);
    let Some(margin) = draw::only(made, &OVERFLOW) else {
        return Ok(());
    };
    assert!(margin.scan >= 0 && margin.minimum >= 0 && margin.scenario < grid.len());
    let charge = parameters
        .delta_charge(&deltas, &spot)
        .expect("it was asked before");
    if let Some(net) = draw::only(margin.net(), &OVERFLOW) {
        assert_eq!(net, margin.scan.max(charge));
    }
    let levels = (margin.initial(), margin.maintenance(&parameters));
    if let (Some(initial), Some(maintenance)) = (
        draw::only(levels.0, &OVERFLOW),
        draw::only(levels.1, &OVERFLOW),
    ) {
        let parts = [margin.scan, margin.minimum, funding, fees];
        assert!(sums_to(&parts, &initial));
        assert!(maintenance <= initial);
    }
    Ok(())
}

/// A currency's vectors from dollars or coins to a margin, and an option written.
pub fn deribit(u: &mut Unstructured<'_>) -> Result<()> {
    let (pair, currency) = (
        deribit::CurrencyPair::arbitrary(u)?,
        deribit::Currency::arbitrary(u)?,
    );
    assert_eq!((pair.validate(), currency.validate()), (Ok(()), Ok(())));
    let grid = matrix::grid(&pair.price_range).expect("a range within (0, 1)");
    let index = draw::amount(u)?.max(Fixed::DELTA);
    in_coins(u, &index, &grid)?;
    let settlement = *u.choose(&[matrix::Settlement::Coin, matrix::Settlement::Dollar])?;
    let mut scan = scan(u, matrix::SCENARIOS)?;
    let before = scan.clone();
    let aggregation = matrix::Aggregation {
        pair: &pair,
        currency: &currency,
        settlement,
        index: &index,
    };
    let allowed = [Error::Overflow, Error::DivisionByZero];
    if draw::only(aggregation.dampen(&grid, &mut scan), &allowed).is_none() {
        return Ok(());
    }
    for (place, (now, then)) in scan.profits().iter().zip(before.profits()).enumerate() {
        assert!(
            place >= matrix::STANDARD || now == then,
            "the standard table stays"
        );
        assert!(
            (*now <= 0 || *then >= 0) && (*now >= 0 || *then <= 0),
            "a sign stays"
        );
    }
    let dampened = scan.clone();
    if draw::only(aggregation.offset_gains(&mut scan), &allowed).is_some() {
        for (now, then) in scan.profits().iter().zip(dampened.profits()) {
            assert!(now <= then && (*then > 0 || now == then) && (*then <= 0 || *now >= 0));
        }
    }
    if draw::only(matrix::to_dollars(&mut scan, &index), &OVERFLOW).is_none() {
        return Ok(());
    }
    margin(u, &scan, &pair, &currency, &index)?;
    written(u)
}

fn in_coins(u: &mut Unstructured<'_>, index: &Fixed, grid: &[Scenario]) -> Result<()> {
    let price = draw::price(u)?;
    let allowed = [Error::Overflow, Error::DivisionByZero, Error::UnknownPrice];
    let room = [Fixed::ZERO; matrix::SCENARIOS];
    let Some(array) = draw::only(RiskArray::linear(&price, grid, room), &allowed) else {
        return Ok(());
    };
    let coins = matrix::in_coins(&array, index, grid, room);
    if let Some(coins) = draw::only(coins, &allowed) {
        let (owned, owed) = (coins.side(&Fixed::ONE), coins.side(&-Fixed::ONE));
        let read = RiskArray::new(*owned, *owed);
        assert!(
            read == Ok(coins) || read == Err(Error::Overflow),
            "what is owned is worth no more"
        );
    }
    Ok(())
}

fn margin(
    u: &mut Unstructured<'_>,
    scan: &super::Scans,
    pair: &deribit::CurrencyPair<Fixed>,
    currency: &deribit::Currency<Fixed>,
    index: &Fixed,
) -> Result<()> {
    let ticks = match bool::arbitrary(u)? {
        true => Fixed::ZERO,
        false => Fixed::from_num(1_000_000_000),
    };
    let Some(mut margin) = draw::only(deribit::Margin::new(scan, &ticks), &OVERFLOW) else {
        return Ok(());
    };
    assert!(margin.worst_case >= 0 && margin.scenario < matrix::SCENARIOS);
    let mut deltas = vec![draw::quantity(u)?, draw::quantity(u)?];
    let mut rates = Vec::new();
    for _ in 0..2 {
        let rate = currency.roll_rate(&Expiry::arbitrary(u)?);
        let Some(rate) = draw::only(rate, &OVERFLOW) else {
            return Ok(());
        };
        assert!(rate >= currency.min_annualised_move);
        rates.push(rate);
    }
    let Some(roll) = draw::only(deribit::roll_shock(&deltas, &rates), &OVERFLOW) else {
        return Ok(());
    };
    let Some(size) = draw::only(pair.delta_shock(&deltas[0], index), &OVERFLOW) else {
        return Ok(());
    };
    assert!(roll >= 0 && size >= 0);
    (margin.roll_shock, margin.delta_shock) = (roll, size);
    margin.correlation_contingency = draw::amount(u)?;
    margin.open_orders_margin = draw::amount(u)?;
    let levels = (margin.initial(), margin.maintenance(&edges::fraction(u)?));
    if let (Some(initial), Some(maintenance)) = (
        draw::only(levels.0, &OVERFLOW),
        draw::only(levels.1, &OVERFLOW),
    ) {
        let parts = [
            margin.worst_case,
            margin.roll_shock,
            margin.delta_shock,
            margin.correlation_contingency,
            margin.mmp_margin,
            margin.open_orders_margin,
            margin.spot_margin,
        ];
        assert!(sums_to(&parts, &initial));
        assert!(maintenance <= initial);
    }
    deltas.pop();
    assert_eq!(
        deribit::roll_shock(&deltas, &rates),
        Err(Error::InvalidScenario)
    );
    Ok(())
}

fn written(u: &mut Unstructured<'_>) -> Result<()> {
    let rates = standard::Standard::arbitrary(u)?;
    assert_eq!(rates.validate(), Ok(()));
    let contract = Contract::new(Right::arbitrary(u)?, draw::amount(u)?).expect("not negative");
    let (underlying, mark) = (draw::amount(u)?.max(Fixed::DELTA), draw::amount(u)?);
    let required = rates.written(&contract, &underlying, &mark);
    if let Some([initial, maintenance]) = draw::only(required, &OVERFLOW) {
        assert!(initial >= maintenance && maintenance >= mark);
    }
    Ok(())
}

/// Nine requirements, their ladders and their grids.
pub fn okx(u: &mut Unstructured<'_>) -> Result<()> {
    let most = rate(u)?;
    let grid = of_okx::grid(&most);
    assert_eq!(grid.is_ok(), most > 0 && most < 1, "{most}");
    let extreme = of_okx::extreme(&most, &edges::fraction(u)?);
    assert_eq!(extreme.is_ok(), most.is_fraction(), "{most}");
    let mut mr1 = draw::amount(u)?;
    if let Ok(grid) = grid {
        let scan = scan(u, of_okx::SCENARIOS)?;
        mr1 = of_okx::worst_loss(&scan, &grid).expect("every weight is one");
        assert!(mr1 >= 0);
    }
    let mut ladder = vec![of_okx::Multiplier {
        floor: Fixed::ZERO,
        times: Fixed::ONE,
    }];
    for _ in 0..u8::arbitrary(u)? % 4 {
        let rung = ladder[ladder.len() - 1];
        ladder.push(of_okx::Multiplier {
            floor: rung.floor.saturating_add(draw::amount(u)?),
            times: rung.times.saturating_add(edges::fraction(u)?),
        });
    }
    let raw = draw::amount(u)?;
    let allowed = [Error::Overflow, Error::InvalidTiers];
    let Some(mr7) = draw::only(of_okx::minimum_charge(&raw, &ladder), &allowed) else {
        return Ok(());
    };
    assert!(mr7 >= raw);
    let mut cash = [draw::quantity(u)?, draw::quantity(u)?, draw::quantity(u)?];
    let rungs = draw::ladder(u)?;
    let peg = |first, second| of_okx::Peg {
        first,
        second,
        ladder: Tiers::new(&rungs).unwrap_or(Tiers::none()),
    };
    let mr9 = of_okx::peg(&mut cash, &[peg(0, 1), peg(0, 2), peg(2, 1)]);
    let Some(mr9) = draw::only(mr9, &OVERFLOW) else {
        return Ok(());
    };
    assert!(mr9 >= 0 && (cash.iter().all(|c| *c >= 0) || cash.iter().all(|c| *c <= 0)));
    let charges = of_okx::Charges {
        mr1,
        mr2: draw::amount(u)?,
        mr3: draw::amount(u)?,
        mr4: draw::amount(u)?,
        mr5: draw::amount(u)?,
        mr6: draw::amount(u)?,
        mr7,
        mr8: draw::amount(u)?,
        mr9,
    };
    let Some(parts) = draw::only(of_okx::Maintenance::new(&charges), &OVERFLOW) else {
        return Ok(());
    };
    let market = charges.mr1.max(charges.mr2).max(charges.mr6);
    assert_eq!(parts.market, market);
    let beside = [charges.mr3, charges.mr4, charges.mr5, charges.mr8, mr9];
    if let Some(total) = draw::only(parts.total(), &OVERFLOW) {
        // None is negative, so no part of the sum is above it.
        let rest = beside.iter().fold(market, |sum, part| sum + part);
        assert_eq!(total, rest.max(mr7));
        let factor = Fixed::ONE.saturating_add(edges::fraction(u)?);
        let borrowed = draw::amount(u)?;
        if let Some(initial) = draw::only(of_okx::initial(&total, &borrowed, &factor), &OVERFLOW) {
            assert!(total.try_add(&borrowed).is_ok_and(|least| initial >= least));
        }
    }
    Ok(())
}
