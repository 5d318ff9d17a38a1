//! `columns/scan`: of each account its sums and its status.

use super::fault::Trouble;
use super::markets::OwnMarkets;
use super::positions::OwnPositions;
use crate::error::Answer;
use crate::number::words;
use crate::state::Reader;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use plimsoll::columns::markets::Markets;
use plimsoll::columns::rows::Rows;
use plimsoll::columns::scan::scan;
use plimsoll::margin::account::Status;
use plimsoll::{Error, Fixed, Number};
use plimsoll_book::columns::Lane;
use wasm_bindgen::prelude::*;

/// Assets and liabilities at initial, at maintenance and at equity, a column each, and behind them the
/// column of statuses.
#[wasm_bindgen]
pub fn columns_scan(markets: &[u8], positions: &[u8]) -> Result<Vec<u8>, Trouble> {
    let (markets, positions) = (OwnMarkets::take(markets)?, OwnPositions::take(positions)?);
    let (assets, perps) = (markets.weighted()?, markets.perps()?);
    let markets = Markets::new(&assets, &perps)?;
    let positions = positions.lend()?;
    let accounts = positions.accounts();
    let mut sums = [(); 6].map(|()| vec![Fixed::ZERO; accounts]);
    let mut status = vec![Status::Unknown; accounts];
    let [a, x, b, y, c, z] = &mut sums;
    let mut rows = Rows {
        assets: [a, b, c],
        liabilities: [x, y, z],
        status: &mut status,
        scenario: &mut [],
    };
    scan(&positions, &markets, 0..accounts, &mut [], &mut rows)?;
    let mut bytes = Vec::with_capacity(accounts.wrapping_mul(97));
    for sums in &sums {
        bytes.extend_from_slice(bytemuck::cast_slice(sums));
    }
    bytes.extend(status.iter().map(|status| *status as u8));
    Ok(bytes)
}

/// The names of the statuses, by number.
#[wasm_bindgen]
pub fn status_names() -> String {
    Status::ALL.map(Status::name).join(" ")
}

/// Assets, liabilities and surplus of each pair of assets and liabilities.
#[wasm_bindgen]
pub fn columns_row(sums: &[u8]) -> Answer<String> {
    let pairs = Reader(sums).rest(|reader| Ok((reader.number()?, reader.number()?)))?;
    let mut all = Vec::with_capacity(9);
    for (assets, liabilities) in pairs {
        all.extend([assets, liabilities, assets.try_sub(&liabilities)?]);
    }
    Ok(words(&all))
}

/// The floats nearest to assets less liabilities, of a column each.
#[wasm_bindgen]
pub fn columns_surplus(assets: &[u8], liabilities: &[u8]) -> Answer<Vec<f64>> {
    pairs(assets, liabilities, |owned, owed| {
        owned.try_sub(owed).map(|surplus| f64::of(&surplus))
    })
}

/// Assets by liabilities, of a column each, on floats; infinite where nothing is owed.
#[wasm_bindgen]
pub fn columns_ratio(assets: &[u8], liabilities: &[u8]) -> Answer<Vec<f64>> {
    pairs(assets, liabilities, |owned, owed| {
        let ratio = f64::of(owned).div_down(&f64::of(owed));
        Ok(ratio.unwrap_or(f64::INFINITY))
    })
}

#[inline(never)]
fn pairs(
    assets: &[u8],
    liabilities: &[u8],
    one: fn(&Fixed, &Fixed) -> Result<f64, Error>,
) -> Answer<Vec<f64>> {
    let (mut owned, mut owed) = (Reader(assets), Reader(liabilities));
    let mut floats = Vec::with_capacity(assets.len() / 16);
    while !owned.0.is_empty() {
        floats.push(one(&owned.number()?, &owed.number()?)?);
    }
    owed.end()?;
    Ok(floats)
}
