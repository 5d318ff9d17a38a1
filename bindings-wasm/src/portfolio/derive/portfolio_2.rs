//! `methods/derive/portfolio_2`: the second version.

use super::discount::{self, Basis, LongDiscount, ShortDiscount};
use super::margin::{give, OwnOptions};
use crate::error::Answer;
use crate::portfolio::contingency::{Confidence, Peg};
use crate::portfolio::scenario::{give_scan, room, RiskArray};
use crate::portfolio::shock::{Skew, VolatilityShock};
use crate::record::{take, Record};
use crate::state::{number, Reader};
use alloc::vec::Vec;
use plimsoll::methods::derive::portfolio_2;
use plimsoll::{Fixed, Scenario};
use wasm_bindgen::prelude::*;

type Parameters = portfolio_2::Parameters<Fixed>;
type Portfolio = portfolio_2::Portfolio<Fixed, Vec<Fixed>>;

fn pair(reader: &mut Reader<'_>) -> Answer<[Fixed; 2]> {
    Ok([reader.number()?, reader.number()?])
}

impl Record for Parameters {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let parameters = Parameters {
            shock: VolatilityShock::read(reader)?,
            skew: Skew::read(reader)?,
            factor: pair(reader)?,
            long: LongDiscount::read(reader)?,
            short: ShortDiscount::read(reader)?,
            basis: Basis::read(reader)?,
            peg: Peg::read(reader)?,
            confidence: Confidence::read(reader)?,
            perp: pair(reader)?,
            option: pair(reader)?,
        };
        parameters.validate()?;
        Ok(parameters)
    }
}

/// A portfolio with what it was made under.
struct Kept {
    parameters: Parameters,
    grid: Vec<Scenario>,
    portfolio: Portfolio,
}

impl Kept {
    /// The empty portfolio.
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let parameters = Parameters::read(reader)?;
        let grid = reader.counted(Scenario::read)?;
        Ok(Kept {
            parameters,
            portfolio: Portfolio::new(room(&grid)),
            grid,
        })
    }

    /// With everything that was put into it.
    #[inline(never)]
    fn take(bytes: &[u8]) -> Answer<Self> {
        let mut reader = Reader(bytes);
        let mut kept = Kept::read(&mut reader)?;
        while reader.end().is_err() {
            kept.add(&mut reader)?;
        }
        Ok(kept)
    }

    /// One entry: options, a perp, collateral or the underlying.
    #[inline(never)]
    fn add(&mut self, reader: &mut Reader<'_>) -> Answer<()> {
        let (parameters, grid) = (&self.parameters, &self.grid);
        let portfolio = &mut self.portfolio;
        match reader.count()? {
            0 => {
                let spot = reader.number()?;
                let own = OwnOptions::read(reader)?;
                portfolio.add_options(parameters, grid, &spot, &own.options())?;
            }
            1 => {
                let (spot, perp) = (reader.number()?, RiskArray::read(reader)?);
                let (size, profit) = (reader.number()?, reader.number()?);
                let confidence = reader.number()?;
                portfolio.add_perp(parameters, &spot, &perp, &size, &profit, &confidence)?;
            }
            kind => {
                let (value, haircut) = (reader.number()?, pair(reader)?);
                let confidence = reader.number()?;
                match kind {
                    2 => portfolio.add_collateral(parameters, &value, &haircut, &confidence)?,
                    _ => {
                        portfolio.add_underlying(parameters, grid, &value, &haircut, &confidence)?
                    }
                }
            }
        }
        Ok(())
    }
}

#[wasm_bindgen]
pub fn portfolio_2_parameters_check(parameters: &[u8]) -> Answer<()> {
    take::<Parameters>(parameters).map(drop)
}

#[wasm_bindgen]
pub fn portfolio_2_discounts(parameters: &[u8], expiry: &[u8]) -> Answer<Vec<u8>> {
    let discounts = take::<Parameters>(parameters)?.discounts(&take(expiry)?)?;
    Ok(discount::give(&discounts))
}

/// `entry`: tried on the empty portfolio, then kept.
#[wasm_bindgen]
pub fn portfolio_2_add(portfolio: &[u8], entry: &[u8]) -> Answer<Vec<u8>> {
    let mut reader = Reader(entry);
    Kept::read(&mut Reader(portfolio))?.add(&mut reader)?;
    reader.end()?;
    Ok([portfolio, entry].concat())
}

#[wasm_bindgen]
pub fn portfolio_2_scan(portfolio: &[u8]) -> Answer<Vec<u8>> {
    Ok(give_scan(Kept::take(portfolio)?.portfolio.scan()))
}

#[wasm_bindgen]
pub fn portfolio_2_basis(portfolio: &[u8]) -> Answer<i128> {
    Ok(Kept::take(portfolio)?.portfolio.basis().to_bits())
}

#[wasm_bindgen]
pub fn portfolio_2_initial(portfolio: &[u8], coin: i128, cash: i128) -> Answer<Vec<u8>> {
    let kept = Kept::take(portfolio)?;
    let (coin, cash) = (number(coin), number(cash));
    let margin = kept
        .portfolio
        .initial(&kept.parameters, &kept.grid, &coin, &cash)?;
    Ok(give(&margin))
}

#[wasm_bindgen]
pub fn portfolio_2_maintenance(portfolio: &[u8], cash: i128) -> Answer<Vec<u8>> {
    let kept = Kept::take(portfolio)?;
    let margin = kept
        .portfolio
        .maintenance(&kept.parameters, &kept.grid, &number(cash))?;
    Ok(give(&margin))
}
