//! Risk arrays of any instruments on any grid: what a scan adds up is the sum of what it was given, and the
//! worst is the least.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::liquidation::crossing::crossing;
use plimsoll::margin::option::Right;
use plimsoll::margin::scenario;
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::support::arbitrary as edges;
use plimsoll::support::bytemuck::PackedRiskArray;
use plimsoll::{
    Contract, Error, Expiry, Fixed, Forward, Interval, Limit, Number, RiskArray, Scan, Scenario,
    Shocks,
};

type Arrays = scenario::RiskArray<Fixed, Vec<Fixed>>;
type Scans = scenario::Scan<Fixed, Vec<Fixed>>;

/// What an array may meet in inputs that are valid.
const MAKING: [Error; 4] = [
    Error::Overflow,
    Error::UnknownPrice,
    Error::DivisionByZero,
    Error::InvalidOption,
];

/// Up to six instruments on a grid of up to forty scenarios.
pub fn scenario(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let grid = grid(u)?;
    let room = vec![Fixed::MAX; grid.len()];
    let mut book = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 6 {
        let Some(array) = instrument(u, &grid, &room)? else {
            return Ok(());
        };
        check_array(&array, &grid);
        book.push((draw::quantity(u)?, array));
    }
    scan(&book, &grid);
    storage(u)?;
    crossings(u)
}

fn grid(u: &mut Unstructured<'_>) -> Result<Vec<Scenario>> {
    (0..1 + u8::arbitrary(u)? % 40)
        .map(|_| {
            let any = Scenario::arbitrary(u)?;
            if !u.ratio(31, 32)? {
                return Ok(any);
            }
            let spot = Fixed::from_bits(edges::fraction(u)?.to_bits() * 2);
            Ok(Scenario::new(spot, any.volatility(), *any.weight()).expect("not negative"))
        })
        .collect()
}

fn instrument(
    u: &mut Unstructured<'_>,
    grid: &[Scenario],
    room: &[Fixed],
) -> Result<Option<Arrays>> {
    let room = room.to_vec();
    Ok(match u8::arbitrary(u)? % 6 {
        0 => draw::only(Arrays::linear(&draw::price(u)?, grid, room), &MAKING),
        1 => draw::only(Arrays::inverse(grid, room), &MAKING),
        _ => {
            let (price, strike) = (draw::amount(u)?, draw::amount(u)?);
            let contract = Contract::new(Right::arbitrary(u)?, strike).expect("not negative");
            let forward = match u.ratio(3, 4)? {
                true => Forward::exact(price).expect("not negative"),
                false => Forward::arbitrary(u)?,
            };
            let sigma = edges::fraction(u)?;
            let volatility = match u.ratio(3, 4)? {
                true => Interval::exact(sigma),
                false => Interval::between(&sigma, &edges::fraction(u)?),
            };
            let expiry = Expiry::arbitrary(u)?;
            let shocks = match bool::arbitrary(u)? {
                true => Shocks::arbitrary(u)?,
                false => {
                    let shock = VolatilityShock::arbitrary(u)?;
                    let made = Shocks::new(&shock, &Skew::arbitrary(u)?, &expiry);
                    let Some(made) = draw::only(made, &MAKING) else {
                        return Ok(None);
                    };
                    made
                }
            };
            let made = Arrays::option(
                &contract,
                &forward,
                &volatility,
                &expiry,
                &shocks,
                grid,
                room,
            );
            draw::only(made, &MAKING)
        }
    })
}

/// What was made is what may be read back, and one length is asked of all.
fn check_array(array: &Arrays, grid: &[Scenario]) {
    let (owned, owed) = (array.side(&Fixed::ONE), array.side(&-Fixed::ONE));
    assert_eq!(
        (owned.profits().len(), owed.profits().len()),
        (grid.len(), grid.len())
    );
    let read = Arrays::new(owned.clone(), owed.clone());
    assert!(read.as_ref().is_err_and(|e| *e == Error::Overflow) || read.as_ref() == Ok(array));
    assert_eq!(
        array.contribution(&Fixed::ONE, grid.len()),
        Err(Error::InvalidScenario)
    );
    let mut other = Scans::new(vec![Fixed::ZERO; grid.len() + 1]);
    assert_eq!(other.add(&Fixed::ONE, array), Err(Error::InvalidScenario));
}

fn sum<'a>(book: impl Iterator<Item = &'a (Fixed, Arrays)>, length: usize) -> Option<Scans> {
    let mut scan = Scans::new(vec![Fixed::MAX; length]);
    for (quantity, array) in book {
        draw::only(scan.add(quantity, array), &[Error::Overflow])?;
    }
    Some(scan)
}

fn scan(book: &[(Fixed, Arrays)], grid: &[Scenario]) {
    let Some(all) = sum(book.iter(), grid.len()) else {
        return;
    };
    if let Some(reversed) = sum(book.iter().rev(), grid.len()) {
        assert_eq!(reversed, all, "a sum has no order");
    }
    // The parts are the contributions, exactly.
    for (scenario, profit) in all.profits().iter().enumerate() {
        let parts = book
            .iter()
            .map(|(quantity, array)| array.contribution(quantity, scenario));
        let parts: i128 = parts
            .map(|part| part.expect("it was added").to_bits())
            .sum();
        assert_eq!(parts, profit.to_bits());
    }
    let (first, second) = book.split_at(book.len() / 2);
    let parts = (
        sum(first.iter(), grid.len()),
        sum(second.iter(), grid.len()),
    );
    if let (Some(mut first), Some(second)) = parts {
        if draw::only(first.merge(&second), &[Error::Overflow]).is_some() {
            assert_eq!(first, all);
        }
    }
    worst(&all, grid);
    hedged(book);
}

fn worst(all: &Scans, grid: &[Scenario]) {
    let worst = all.worst().expect("a grid has scenarios");
    assert_eq!(all.profits()[worst.scenario], worst.profit);
    for (scenario, profit) in all.profits().iter().enumerate() {
        assert!(worst.profit < *profit || worst.profit == *profit && worst.scenario <= scenario);
    }
    let Some(weighted) = draw::only(all.worst_weighted(grid), &[Error::Overflow]) else {
        return;
    };
    for (scenario, (profit, terms)) in all.profits().iter().zip(grid).enumerate() {
        let counted = profit.mul_down(terms.weight()).expect("it was counted");
        let before = weighted.profit == counted && weighted.scenario <= scenario;
        assert!(weighted.profit < counted || before);
    }
    assert_eq!(all.worst_weighted(&grid[1..]), Err(Error::InvalidScenario));
}

/// What is owned and owed at once is worth nothing at best, in every scenario.
fn hedged(book: &[(Fixed, Arrays)]) {
    for (quantity, array) in book {
        let back = (-*quantity, array.clone());
        let both = [(*quantity, array.clone()), back];
        let length = array.side(quantity).profits().len();
        let Some(flat) = sum(both.iter(), length) else {
            continue;
        };
        for profit in flat.profits() {
            assert!(flat.mark().to_bits().saturating_add(profit.to_bits()) <= 0);
        }
    }
}

/// An array written and read is the same.
fn storage(u: &mut Unstructured<'_>) -> Result<()> {
    let array = RiskArray::<5>::arbitrary(u)?;
    assert_eq!(
        RiskArray::try_from(&PackedRiskArray::from(&array)),
        Ok(array)
    );
    let scan = Scan::<5>::arbitrary(u)?;
    let mut twice = scan;
    if draw::only(twice.merge(&scan), &[Error::Overflow]).is_some() {
        assert_eq!(twice.mark().to_bits(), scan.mark().to_bits() * 2);
    }
    Ok(())
}

/// The first price on each side at which calls and puts at three strikes are no longer paid for.
fn crossings(u: &mut Unstructured<'_>) -> Result<()> {
    let mut held = Vec::new();
    for _ in 0..3 {
        let strike = Fixed::from_num(u16::arbitrary(u)?);
        let contract = Contract::new(Right::arbitrary(u)?, strike).expect("not negative");
        held.push((contract, Fixed::from_num(i16::arbitrary(u)?)));
    }
    let (cash, start) = (draw::amount(u)?, Fixed::from_num(u16::arbitrary(u)?));
    let (from, to) = (Fixed::ZERO, Fixed::from_num(1 << 17));
    let (parts, step) = (u32::from(u8::arbitrary(u)? % 40), draw::step(u)?);
    let surplus = |price: &Fixed| {
        held.iter().try_fold(cash, |sum, (contract, quantity)| {
            sum.try_add(&quantity.mul_down(&contract.intrinsic(price)?)?)
        })
    };
    let answer = crossing(&start, (&from, &to), parts, &step, surplus);
    let Some(answer) = draw::only(answer, &[Error::Overflow, Error::InvalidStep]) else {
        return Ok(());
    };
    for (limit, way) in [(answer.below, -step), (answer.above, step)] {
        if let Limit::At(price) = limit {
            assert!(surplus(&price).is_ok_and(|left| left >= 0), "{answer:?}");
            let next = price.try_add(&way).and_then(|next| surplus(&next));
            assert!(next.is_ok_and(|left| left < 0), "{answer:?} by {way}");
        }
    }
    Ok(())
}
