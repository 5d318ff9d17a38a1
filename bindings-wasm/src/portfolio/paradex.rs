//! `methods/paradex`.

use super::netting::Sides;
use super::scenario::{give_grid, Scan};
use crate::error::Answer;
use crate::record::{list, numbers, record, take};
use crate::state::number;
use alloc::vec::Vec;
use plimsoll::methods::paradex;
use plimsoll::{Fixed, Scenario};
use wasm_bindgen::prelude::*;

type Parameters = paradex::Parameters<Fixed>;
type Provisions = paradex::Provisions<Fixed>;
type Margin = paradex::Margin<Fixed>;

record!(Parameters { net_delta, hedged_delta, maintenance } {
    let parameters = Parameters { net_delta, hedged_delta, maintenance };
    parameters.validate()?;
    parameters
});
record!(Provisions { funding, fees } Provisions { funding, fees });
record!(Margin { scan, minimum, funding, fees; scenario } Margin {
    scan,
    scenario: scenario as usize,
    minimum,
    funding,
    fees,
});
super::checks!(paradex_parameters_check Parameters);

#[wasm_bindgen]
pub fn paradex_delta_charge(parameters: &[u8], deltas: &[u8], spot: i128) -> Answer<i128> {
    let deltas = take::<Sides>(deltas)?;
    let charge = take::<Parameters>(parameters)?.delta_charge(&deltas, &number(spot))?;
    Ok(charge.to_bits())
}

#[wasm_bindgen]
pub fn paradex_grid(range: i128) -> Answer<Vec<u8>> {
    Ok(give_grid(&paradex::grid(&number(range))?))
}

#[wasm_bindgen]
pub fn paradex_margin(
    parameters: &[u8],
    grid: &[u8],
    scan: &[u8],
    deltas: &[u8],
    spot: i128,
    provisions: &[u8],
) -> Answer<Vec<u8>> {
    let margin = Margin::new(
        &take::<Parameters>(parameters)?,
        &list::<Scenario>(grid)?,
        &take::<Scan>(scan)?,
        &take::<Sides>(deltas)?,
        &number(spot),
        &take::<Provisions>(provisions)?,
    )?;
    let mut bytes = numbers([&margin.scan, &margin.minimum, &margin.funding, &margin.fees]);
    bytes.extend_from_slice(&(margin.scenario as u32).to_le_bytes());
    Ok(bytes)
}

#[wasm_bindgen]
pub fn paradex_net(margin: &[u8]) -> Answer<i128> {
    Ok(take::<Margin>(margin)?.net()?.to_bits())
}

#[wasm_bindgen]
pub fn paradex_initial(margin: &[u8]) -> Answer<i128> {
    Ok(take::<Margin>(margin)?.initial()?.to_bits())
}

#[wasm_bindgen]
pub fn paradex_maintenance(margin: &[u8], parameters: &[u8]) -> Answer<i128> {
    let margin = take::<Margin>(margin)?.maintenance(&take(parameters)?)?;
    Ok(margin.to_bits())
}
