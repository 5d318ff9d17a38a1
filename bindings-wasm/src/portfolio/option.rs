//! `margin/option`.

use super::{checks, choice};
use crate::analytic::give;
use crate::error::Answer;
use crate::limits::write;
use crate::record::{list, record, take, Record};
use crate::state::{number, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::margin::option::position::{self, Position as OptionPosition};
use plimsoll::margin::option::Right;
use plimsoll::{Contract, Expiry, Fixed, Forward, Interval};
use wasm_bindgen::prelude::*;

pub type Position = OptionPosition<Fixed>;

record!(Contract { strike; right } Contract::new(choice(&[Right::Call, Right::Put], right)?, strike)?);

/// A rate, a discount or nothing, the seconds left, and which of the three it is.
impl Record for Expiry {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let (number, seconds) = (reader.number()?, reader.long()?);
        Ok(match reader.count()? {
            0 => Expiry::new(seconds, number)?,
            1 => Expiry::discounted(seconds, number)?,
            _ => Expiry::undiscounted(seconds)?,
        })
    }
}

impl Record for Forward {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let moving = Interval::read(reader)?;
        Ok(Forward::new(moving, reader.number()?)?)
    }
}

impl Record for Position {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(Position {
            contract: Contract::read(reader)?,
            quantity: reader.number()?,
            value: Interval::read(reader)?,
        })
    }
}

checks!(contract_check Contract, expiry_check Expiry, forward_check Forward);

#[wasm_bindgen]
pub fn contract_intrinsic(contract: &[u8], price: i128) -> Answer<i128> {
    let worth = take::<Contract>(contract)?.intrinsic(&number(price))?;
    Ok(worth.to_bits())
}

#[wasm_bindgen]
pub fn contract_value(
    contract: &[u8],
    forward: &[u8],
    volatility: &[u8],
    expiry: &[u8],
) -> Answer<Vec<u8>> {
    let contract = take::<Contract>(contract)?;
    let value = contract.value(&take(forward)?, &take(volatility)?, &take(expiry)?)?;
    Ok(give(&value))
}

/// Delta, gamma, vega and theta.
#[wasm_bindgen]
pub fn contract_greeks(
    contract: &[u8],
    forward: &[u8],
    volatility: &[u8],
    expiry: &[u8],
) -> Answer<Vec<u8>> {
    let contract = take::<Contract>(contract)?;
    let all = contract.greeks(&take(forward)?, &take(volatility)?, &take(expiry)?)?;
    let all = [all.delta, all.gamma, all.vega, all.theta];
    Ok(all.iter().flat_map(give).collect())
}

#[wasm_bindgen]
pub fn contract_implied_volatility(
    contract: &[u8],
    forward: &[u8],
    price: i128,
    expiry: &[u8],
    step: i128,
) -> Answer<String> {
    let contract = take::<Contract>(contract)?;
    let limit = contract.implied_volatility(
        &take(forward)?,
        &number(price),
        &take(expiry)?,
        &number(step),
    )?;
    Ok(write(&limit))
}

#[wasm_bindgen]
pub fn expiry_years(expiry: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(take::<Expiry>(expiry)?.years()))
}

#[wasm_bindgen]
pub fn expiry_root(expiry: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(take::<Expiry>(expiry)?.root()))
}

#[wasm_bindgen]
pub fn expiry_discount(expiry: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(take::<Expiry>(expiry)?.discount()))
}

#[wasm_bindgen]
pub fn expiry_rate(expiry: &[u8]) -> Answer<i128> {
    Ok(take::<Expiry>(expiry)?.rate().to_bits())
}

#[wasm_bindgen]
pub fn forward_shocked(forward: &[u8], spot: i128) -> Answer<Vec<u8>> {
    Ok(give(&take::<Forward>(forward)?.shocked(&number(spot))?))
}

#[wasm_bindgen]
pub fn position_mark(position: &[u8]) -> Answer<i128> {
    Ok(take::<Position>(position)?.mark()?.to_bits())
}

#[wasm_bindgen]
pub fn position_payoff(position: &[u8], price: i128) -> Answer<i128> {
    let paid = take::<Position>(position)?.payoff(&number(price))?;
    Ok(paid.to_bits())
}

macro_rules! counts {
    ($($name:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(positions: &[u8]) -> Answer<i128> {
            Ok(position::$name::<Fixed>(&list(positions)?)?.to_bits())
        }
    )*};
}
counts!(shorts, gross, naked);
