//! `methods/span`.

use super::scenario::{give_array, give_grid, give_scan, Scan};
use super::shock::give_shock;
use crate::error::Answer;
use crate::record::{list, numbers, record, take};
use crate::state::number;
use alloc::vec::Vec;
use plimsoll::methods::span;
use plimsoll::{Fixed, Scenario};
use wasm_bindgen::prelude::*;

type ScanRisk = span::ScanRisk<Fixed>;
type Charges = span::Charges<Fixed>;
type Requirement = span::Requirement<Fixed>;

record!(ScanRisk { loss, price; scenario } ScanRisk {
    loss,
    scenario: scenario as usize,
    price,
});
record!(Charges { intermonth, delivery, credit, written, minimum } Charges {
    intermonth,
    delivery,
    credit,
    written,
    minimum,
});
record!(Requirement { scan, intermonth, delivery, credit, minimum; scenario } Requirement {
    scan,
    scenario: scenario as usize,
    intermonth,
    delivery,
    credit,
    minimum,
});

#[wasm_bindgen]
pub fn span_grid(range: i128, extreme: i128, cover: i128) -> Answer<Vec<u8>> {
    let grid = span::grid(&number(range), &number(extreme), &number(cover))?;
    Ok(give_grid(&grid))
}

#[wasm_bindgen]
pub fn span_volatility(range: i128) -> Answer<Vec<u8>> {
    Ok(give_shock(&span::volatility(number(range))?))
}

#[wasm_bindgen]
pub fn span_unit(losses: &[u8]) -> Answer<Vec<u8>> {
    Ok(give_array(&span::unit(list::<Fixed>(losses)?)?))
}

#[wasm_bindgen]
pub fn span_scan_risk(scan: &[u8]) -> Answer<Vec<u8>> {
    let risk = ScanRisk::new(&take::<Scan>(scan)?)?;
    let mut bytes = numbers([&risk.loss, &risk.price]);
    bytes.extend_from_slice(&(risk.scenario as u32).to_le_bytes());
    Ok(bytes)
}

#[wasm_bindgen]
pub fn span_cover(scan: &[u8], grid: &[u8]) -> Answer<Vec<u8>> {
    let mut scan = take::<Scan>(scan)?;
    span::cover(&mut scan, &list::<Scenario>(grid)?)?;
    Ok(give_scan(&scan))
}

#[wasm_bindgen]
pub fn span_requirement(risk: &[u8], charges: &[u8]) -> Answer<Vec<u8>> {
    let all = Requirement::new(&take(risk)?, &take(charges)?)?;
    let mut bytes = numbers([
        &all.scan,
        &all.intermonth,
        &all.delivery,
        &all.credit,
        &all.minimum,
    ]);
    bytes.extend_from_slice(&(all.scenario as u32).to_le_bytes());
    Ok(bytes)
}

#[wasm_bindgen]
pub fn span_total(requirement: &[u8]) -> Answer<i128> {
    Ok(take::<Requirement>(requirement)?.total()?.to_bits())
}

#[wasm_bindgen]
pub fn span_initial(requirement: &[u8], ratio: i128) -> Answer<i128> {
    let initial = take::<Requirement>(requirement)?.initial(&number(ratio))?;
    Ok(initial.to_bits())
}

#[wasm_bindgen]
pub fn span_net(requirement: &[u8], ratio: i128, options: i128) -> Answer<i128> {
    let requirement = take::<Requirement>(requirement)?;
    Ok(requirement.net(&number(ratio), &number(options))?.to_bits())
}
