//! `columns/threshold`: the liquidation prices of some accounts along one index.

use super::fault::Trouble;
use super::markets::OwnMarkets;
use super::positions::OwnPositions;
use crate::limits::write;
use crate::state::number;
use alloc::string::String;
use plimsoll::columns::threshold::threshold;
use wasm_bindgen::prelude::*;

/// Below and above of each account, on a line each. `index`: the place of a market that follows none.
#[wasm_bindgen]
pub fn columns_falls(
    markets: &[u8],
    positions: &[u8],
    index: u32,
    step: i128,
    accounts: &[u32],
) -> Result<String, Trouble> {
    let (markets, positions) = (OwnMarkets::take(markets)?, OwnPositions::take(positions)?);
    let price = markets.price(index)?;
    let perps = markets.perps()?;
    let positions = positions.lend()?;
    let (assets, step) = (markets.assets(), number(step));
    let mut lines = String::new();
    for account in accounts {
        let account = *account as usize;
        let found = threshold(&positions, assets, &perps, account, index, &price, &step)?;
        for limit in [&found.below, &found.above] {
            lines.push_str(&write(limit));
            lines.push('\n');
        }
    }
    Ok(lines)
}
