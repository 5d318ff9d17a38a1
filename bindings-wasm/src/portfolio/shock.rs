//! `margin/shock`: a shock and a turn of the smile are their numbers, the shocks at an expiry are all three
//! of their parts.

use super::scenario::CHANGES;
use super::{checks, choice};
use crate::analytic::give;
use crate::error::Answer;
use crate::record::{numbers, record, take, Record};
use crate::state::Reader;
use alloc::vec::Vec;
use plimsoll::margin::shock;
use plimsoll::{Expiry, Fixed, Shocks};
use wasm_bindgen::prelude::*;

pub type VolatilityShock = shock::VolatilityShock<Fixed>;
pub type Skew = shock::Skew<Fixed>;

impl Record for VolatilityShock {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let range = [reader.number()?, reader.number()?];
        let power = [reader.number()?, reader.number()?];
        let least = reader.number()?;
        Ok(VolatilityShock::new(range, power, reader.long()?, least)?)
    }
}

record!(Skew { a, b, c, d, least_width, scale, e, f } Skew {
    linear: [a, b],
    absolute: [c, d],
    least_width,
    scale,
    level: [e, f],
});

impl Record for Shocks {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let (shock, skew) = (VolatilityShock::read(reader)?, Skew::read(reader)?);
        Ok(Shocks::new(&shock, &skew, &Expiry::read(reader)?)?)
    }
}

/// The bytes of a shock.
pub fn give_shock(shock: &VolatilityShock) -> Vec<u8> {
    let pairs = shock.range().iter().chain(shock.power());
    let mut bytes = numbers(pairs.chain([shock.least()]));
    bytes.extend_from_slice(&shock.floor().to_le_bytes());
    bytes
}

checks!(volatility_shock_check VolatilityShock, shocks_check Shocks);

#[wasm_bindgen]
pub fn skew_flat() -> Vec<u8> {
    let flat = Skew::flat();
    let (linear, absolute) = (flat.linear.iter(), flat.absolute.iter());
    let rest = [&flat.least_width, &flat.scale]
        .into_iter()
        .chain(&flat.level);
    numbers(linear.chain(absolute).chain(rest))
}

/// Of a volatility that rises, and of one that falls.
#[wasm_bindgen]
pub fn shocks_factors(shocks: &[u8]) -> Answer<Vec<u8>> {
    let shocks = take::<Shocks>(shocks)?;
    let (up, down) = shocks.factors();
    Ok([give(up), give(down)].concat())
}

#[wasm_bindgen]
pub fn shocks_volatility(
    shocks: &[u8],
    volatility: &[u8],
    change: u32,
    money: &[u8],
) -> Answer<Vec<u8>> {
    let change = choice(&CHANGES, change)?;
    let shocks = take::<Shocks>(shocks)?;
    Ok(give(&shocks.volatility(
        &take(volatility)?,
        change,
        &take(money)?,
    )?))
}
