//! `columns/scenarios`: every account under many shocks.

use super::fault::Trouble;
use super::markets::OwnMarkets;
use super::positions::OwnPositions;
use crate::state::Reader;
use alloc::vec;
use alloc::vec::Vec;
use plimsoll::columns::markets::Markets;
use plimsoll::columns::scenarios::surplus;
use plimsoll::margin::account::Status;
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

/// Of each scenario the column of maintenance surpluses, and behind them of each the column of statuses.
/// `shocks`: of each scenario a count, and index and factor of each move.
#[wasm_bindgen]
pub fn columns_scenarios(
    markets: &[u8],
    positions: &[u8],
    shocks: &[u8],
) -> Result<Vec<u8>, Trouble> {
    let positions = OwnPositions::take(positions)?;
    let positions = positions.lend()?;
    let accounts = positions.accounts();
    let (mut bytes, mut statuses) = (Vec::new(), Vec::new());
    let mut left = vec![Fixed::ZERO; accounts];
    let mut status = vec![Status::Unknown; accounts];
    let mut reader = Reader(shocks);
    while !reader.0.is_empty() {
        let mut moved = OwnMarkets::take(markets)?;
        for _ in 0..reader.count()? {
            let index = reader.count()?;
            moved.scale(index, &reader.value()?)?;
        }
        let (assets, perps) = (moved.weighted()?, moved.perps()?);
        let moved = Markets::new(&assets, &perps)?;
        surplus(
            &positions,
            &moved,
            0..accounts,
            &mut [],
            &mut left,
            &mut status,
        )?;
        bytes.extend_from_slice(bytemuck::cast_slice(&left));
        statuses.extend(status.iter().map(|status| *status as u8));
    }
    bytes.extend_from_slice(&statuses);
    Ok(bytes)
}
