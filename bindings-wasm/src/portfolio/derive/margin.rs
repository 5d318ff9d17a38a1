//! `methods/derive/margin`: what both portfolio managers take of an expiry, and answer with.

use crate::error::Answer;
use crate::portfolio::option::Position;
use crate::portfolio::scenario::Scan;
use crate::record::{numbers, take, Record};
use crate::state::Reader;
use alloc::vec::Vec;
use plimsoll::methods::derive::margin::{self, Driver, Options};
use plimsoll::{Expiry, Fixed};
use wasm_bindgen::prelude::*;

pub type Margin = margin::Margin<Fixed>;

/// Options that own what the core's borrow.
pub struct OwnOptions {
    expiry: Expiry,
    scan: Scan,
    basis: Scan,
    positions: Vec<Position>,
    confidence: Fixed,
}

impl OwnOptions {
    /// As the core has them.
    pub fn options(&self) -> Options<'_, Fixed, Vec<Fixed>, Vec<Fixed>> {
        Options {
            expiry: &self.expiry,
            scan: &self.scan,
            basis: &self.basis,
            positions: &self.positions,
            confidence: &self.confidence,
        }
    }
}

impl Record for OwnOptions {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(OwnOptions {
            expiry: Expiry::read(reader)?,
            scan: Scan::read(reader)?,
            basis: Scan::read(reader)?,
            positions: reader.counted(Position::read)?,
            confidence: reader.number()?,
        })
    }
}

/// The number that stands for the basis, beyond every scenario.
const BASIS: u32 = u32::MAX;

/// The numbers, and behind them what decides.
impl Record for Margin {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(Margin {
            loss: reader.number()?,
            perps: reader.number()?,
            options: reader.number()?,
            collateral: reader.number()?,
            confidence: reader.number()?,
            mark: reader.number()?,
            cash: reader.number()?,
            driver: match reader.count()? {
                BASIS => Driver::Basis,
                place => Driver::Scenario(place as usize),
            },
        })
    }
}

#[inline(never)]
pub fn give(margin: &Margin) -> Vec<u8> {
    let mut bytes = numbers([
        &margin.loss,
        &margin.perps,
        &margin.options,
        &margin.collateral,
        &margin.confidence,
        &margin.mark,
        &margin.cash,
    ]);
    let driver = match margin.driver {
        Driver::Scenario(place) => place as u32,
        Driver::Basis => BASIS,
    };
    bytes.extend_from_slice(&driver.to_le_bytes());
    bytes
}

#[wasm_bindgen]
pub fn derive_margin_total(margin: &[u8]) -> Answer<i128> {
    Ok(take::<Margin>(margin)?.total()?.to_bits())
}
