//! `columns/positions`: a count of accounts, and of balances and of perps a count of rows, offsets, markets
//! and numbers.

use super::fault::Trouble;
use super::texts::{put_count, put_texts};
use crate::error::{Answer, Refused};
use crate::report::refused;
use crate::state::Reader;
use alloc::vec;
use alloc::vec::Vec;
use bytemuck::Pod;
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::number::decimal::{read_down, read_nearest};
use plimsoll::{Error, Fixed};
use plimsoll_book::columns::Accounts;
use wasm_bindgen::prelude::*;

/// One table: where each account's rows begin, their markets, and columns of numbers.
struct Rows<const C: usize> {
    offsets: Vec<u32>,
    market: Vec<u32>,
    numbers: [Vec<Fixed>; C],
}

/// Positions that own what the core's borrow.
pub struct OwnPositions {
    accounts: usize,
    balances: Rows<1>,
    perps: Rows<4>,
}

/// So many values of a column.
fn column<T: Pod>(reader: &mut Reader<'_>, rows: usize) -> Answer<Vec<T>> {
    let length = rows.checked_mul(size_of::<T>()).ok_or(Refused::NO_VALUE)?;
    let bytes = reader.take(length)?;
    let mut values = vec![T::zeroed(); rows];
    bytemuck::cast_slice_mut(&mut values).copy_from_slice(bytes);
    Ok(values)
}

impl<const C: usize> Rows<C> {
    fn read(reader: &mut Reader<'_>, accounts: usize) -> Answer<Self> {
        let rows = reader.count()? as usize;
        let offsets = accounts.checked_add(1).ok_or(Refused::NO_VALUE)?;
        let mut own = Rows {
            offsets: column(reader, offsets)?,
            market: column(reader, rows)?,
            numbers: [(); C].map(|()| Vec::new()),
        };
        for numbers in &mut own.numbers {
            *numbers = column(reader, rows)?;
        }
        Ok(own)
    }
}

impl OwnPositions {
    #[inline(never)]
    pub fn take(bytes: &[u8]) -> Answer<Self> {
        let mut reader = Reader(bytes);
        let accounts = reader.count()? as usize;
        let positions = OwnPositions {
            accounts,
            balances: Rows::read(&mut reader, accounts)?,
            perps: Rows::read(&mut reader, accounts)?,
        };
        reader.end()?;
        Ok(positions)
    }

    /// As the core has them.
    #[inline(never)]
    pub fn lend(&self) -> Result<Positions<'_, Fixed>, Trouble> {
        let [quantity] = &self.balances.numbers;
        let balances = Balances {
            offsets: &self.balances.offsets,
            market: &self.balances.market,
            quantity,
        };
        let [size, quote, bids, asks] = &self.perps.numbers;
        let perps = Perps {
            offsets: &self.perps.offsets,
            market: &self.perps.market,
            size,
            quote,
            bids,
            asks,
        };
        let positions = Positions::new(self.accounts, balances, perps, Options::none())?;
        Ok(positions)
    }
}

fn put_rows<const C: usize>(
    bytes: &mut Vec<u8>,
    offsets: &[u32],
    market: &[u32],
    numbers: [&[Fixed]; C],
) {
    put_count(bytes, market.len());
    bytes.extend_from_slice(bytemuck::cast_slice(offsets));
    bytes.extend_from_slice(bytemuck::cast_slice(market));
    for numbers in numbers {
        bytes.extend_from_slice(bytemuck::cast_slice(numbers));
    }
}

/// The names of assets and perps and those of the accounts, and behind them the positions.
#[wasm_bindgen]
pub fn columns_accounts(text: &str) -> Result<Vec<u8>, JsValue> {
    let accounts = Accounts::read(text).map_err(refused)?;
    let [assets, perps] = accounts.markets();
    let mut bytes = Vec::new();
    put_texts(&mut bytes, assets);
    put_texts(&mut bytes, perps);
    put_texts(&mut bytes, accounts.names());
    put_count(&mut bytes, accounts.names().len());
    let own = accounts.balances();
    put_rows(&mut bytes, own.offsets, own.market, [own.quantity]);
    let own = accounts.perps();
    let numbers = [own.size, own.quote, own.bids, own.asks];
    put_rows(&mut bytes, own.offsets, own.market, numbers);
    Ok(bytes)
}

/// The bits of a column of decimals, a line each, read down or to nearest. Errors: the row.
#[wasm_bindgen]
pub fn columns_numbers(lines: &str, nearest: bool) -> Result<Vec<u8>, JsValue> {
    let read = if nearest { read_nearest } else { read_down };
    let mut bytes = Vec::new();
    for (row, line) in lines.split('\n').enumerate() {
        let number: Result<Fixed, Error> = read(line);
        let number = number.map_err(|error| alloc::format!("{} {row}", error.code()));
        bytes.extend_from_slice(&number?.to_le_bytes());
    }
    Ok(bytes)
}
