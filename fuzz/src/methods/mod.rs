//! Whole margin methods on any parameters: no panic, and a breakdown whose parts sum to the total.

mod derive;
mod netting;
mod span;
mod venue;

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigInt;
use plimsoll::margin::scenario;
use plimsoll::support::arbitrary as edges;
use plimsoll::{Fixed, Scenario};

type Scans = scenario::Scan<Fixed, Vec<Fixed>>;

/// One method, named by the first byte.
pub fn methods(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    match u8::arbitrary(u)? % 8 {
        0 => derive::portfolio(u),
        1 => derive::portfolio_2(u),
        2 => derive::standard(u),
        3 => span::span(u),
        4 => venue::paradex(u),
        5 => venue::deribit(u),
        6 => venue::okx(u),
        _ => netting::netting(u),
    }
}

/// A scan of profits worth about as much as positions are.
fn scan(u: &mut Unstructured<'_>, scenarios: usize) -> Result<Scans> {
    let mark = draw::quantity(u)?;
    let profits = (0..scenarios).map(|_| draw::quantity(u));
    Ok(Scans::from_parts(mark, profits.collect::<Result<_>>()?))
}

/// As many scenarios, of any kind.
fn grid(u: &mut Unstructured<'_>, scenarios: usize) -> Result<Vec<Scenario>> {
    (0..scenarios).map(|_| Scenario::arbitrary(u)).collect()
}

/// A rate that a venue might have: mostly a fraction.
fn rate(u: &mut Unstructured<'_>) -> Result<Fixed> {
    match u.ratio(31, 32)? {
        true => edges::fraction(u),
        false => edges::number(u),
    }
}

/// Whether parts sum to a total exactly, in whatever order.
fn sums_to(parts: &[Fixed], total: &Fixed) -> bool {
    let sum: BigInt = parts.iter().map(|part| part.to_bits()).sum();
    sum == BigInt::from(total.to_bits())
}
