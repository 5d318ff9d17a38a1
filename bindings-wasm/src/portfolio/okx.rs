//! `methods/okx`.

use super::netting::with;
use super::scenario::{give_grid, Scan};
use crate::error::Answer;
use crate::record::{list, numbers, record, take};
use crate::state::{number, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::methods::okx;
use plimsoll::{Fixed, Scenario, Tier, Tiers};
use wasm_bindgen::prelude::*;

type Multiplier = okx::Multiplier<Fixed>;
type Charges = okx::Charges<Fixed>;
type Maintenance = okx::Maintenance<Fixed>;

record!(Multiplier { floor, times } Multiplier { floor, times });
record!(Charges { mr1, mr2, mr3, mr4, mr5, mr6, mr7, mr8, mr9 } Charges {
    mr1,
    mr2,
    mr3,
    mr4,
    mr5,
    mr6,
    mr7,
    mr8,
    mr9,
});
record!(Maintenance { market, vega, basis, rate, other, peg, minimum; driver } Maintenance {
    market,
    driver: driver as u8,
    vega,
    basis,
    rate,
    other,
    peg,
    minimum,
});

#[wasm_bindgen]
pub fn okx_grid(most: i128) -> Answer<Vec<u8>> {
    Ok(give_grid(&okx::grid(&number(most))?))
}

#[wasm_bindgen]
pub fn okx_extreme(most: i128, share: i128) -> Answer<Vec<u8>> {
    Ok(give_grid(&okx::extreme(&number(most), &number(share))?))
}

#[wasm_bindgen]
pub fn okx_worst_loss(scan: &[u8], grid: &[u8]) -> Answer<i128> {
    let (scan, grid) = (take::<Scan>(scan)?, list::<Scenario>(grid)?);
    Ok(okx::worst_loss(&scan, &grid)?.to_bits())
}

#[wasm_bindgen]
pub fn okx_minimum_charge(raw: i128, ladder: &[u8]) -> Answer<i128> {
    let ladder: Vec<Multiplier> = list(ladder)?;
    Ok(okx::minimum_charge(&number(raw), &ladder)?.to_bits())
}

/// `table`: both places and the rungs of each row, the rungs behind their count.
#[wasm_bindgen]
pub fn okx_peg(cash_deltas: &[u8], table: &[u8]) -> Answer<String> {
    let mut amounts: Vec<Fixed> = list(cash_deltas)?;
    let rows = Reader(table).rest(|reader| {
        let (first, second) = (reader.count()? as usize, reader.count()? as usize);
        let rungs: Vec<Tier> = reader.counted(Reader::value)?;
        Ok((first, second, rungs))
    })?;
    let pegs = rows.iter().map(|(first, second, rungs)| {
        Ok(okx::Peg {
            first: *first,
            second: *second,
            ladder: Tiers::new(rungs)?,
        })
    });
    let table = pegs.collect::<Answer<Vec<_>>>()?;
    let charge = okx::peg(&mut amounts, &table)?;
    Ok(with(charge, &amounts))
}

#[wasm_bindgen]
pub fn okx_maintenance(charges: &[u8]) -> Answer<Vec<u8>> {
    let parts = Maintenance::new(&take::<Charges>(charges)?)?;
    let mut bytes = numbers([
        &parts.market,
        &parts.vega,
        &parts.basis,
        &parts.rate,
        &parts.other,
        &parts.peg,
        &parts.minimum,
    ]);
    bytes.extend_from_slice(&u32::from(parts.driver).to_le_bytes());
    Ok(bytes)
}

#[wasm_bindgen]
pub fn okx_total(maintenance: &[u8]) -> Answer<i128> {
    Ok(take::<Maintenance>(maintenance)?.total()?.to_bits())
}

#[wasm_bindgen]
pub fn okx_initial(derivatives: i128, borrowings: i128, factor: i128) -> Answer<i128> {
    let (derivatives, borrowings) = (number(derivatives), number(borrowings));
    Ok(okx::initial(&derivatives, &borrowings, &number(factor))?.to_bits())
}
