//! `methods/derive/standard`.

use crate::error::Answer;
use crate::portfolio::choice;
use crate::portfolio::contingency::{Confidence, Peg};
use crate::portfolio::option::Position;
use crate::record::{numbers, record, take, Record};
use crate::state::{number, Reader};
use alloc::vec::Vec;
use plimsoll::methods::derive::standard::{self, Level};
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

type Parameters = standard::Parameters<Fixed>;
type Feeds = standard::Feeds<Fixed>;
type Options<'a> = standard::Options<'a, Fixed>;
type Holdings<'a> = standard::Holdings<'a, Fixed>;
type Margin = standard::Margin<Fixed>;

const LEVELS: [Level; 2] = [Level::Initial, Level::Maintenance];

impl Record for Parameters {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let parameters = Parameters {
            most: reader.number()?,
            least: reader.number()?,
            call: reader.number()?,
            put: reader.number()?,
            put_mark: reader.number()?,
            offset: reader.number()?,
            unpaired: [reader.number()?, reader.number()?],
            perp: [reader.number()?, reader.number()?],
            coin: [reader.number()?, reader.number()?],
            confidence: [
                Confidence::read(reader)?,
                Confidence::read(reader)?,
                Confidence::read(reader)?,
            ],
            peg: Peg::read(reader)?,
        };
        parameters.validate()?;
        Ok(parameters)
    }
}

record!(Feeds { spot, spot_confidence, perp, perp_confidence, coin } Feeds {
    spot,
    spot_confidence,
    perp,
    perp_confidence,
    coin,
});
record!(Margin { options, perp, profit, coins, confidence, peg } Margin {
    options,
    perp,
    profit,
    coins,
    confidence,
    peg,
});

/// Options that own their positions.
struct OwnOptions {
    positions: Vec<Position>,
    forward: Fixed,
    confidence: Fixed,
}

impl OwnOptions {
    fn options(&self) -> Options<'_> {
        Options {
            positions: &self.positions,
            forward: self.forward,
            confidence: self.confidence,
        }
    }
}

impl Record for OwnOptions {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(OwnOptions {
            positions: reader.counted(Position::read)?,
            forward: reader.number()?,
            confidence: reader.number()?,
        })
    }
}

/// Holdings that own their options.
struct OwnHoldings {
    perp: Fixed,
    profit: Fixed,
    coins: Fixed,
    options: Vec<OwnOptions>,
}

impl OwnHoldings {
    #[inline(never)]
    fn options(&self) -> Vec<Options<'_>> {
        self.options.iter().map(OwnOptions::options).collect()
    }

    fn holdings<'a>(&self, options: &'a [Options<'a>]) -> Holdings<'a> {
        Holdings {
            options,
            perp: self.perp,
            profit: self.profit,
            coins: self.coins,
        }
    }
}

impl Record for OwnHoldings {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(OwnHoldings {
            perp: reader.number()?,
            profit: reader.number()?,
            coins: reader.number()?,
            options: reader.rest(OwnOptions::read)?,
        })
    }
}

#[wasm_bindgen]
pub fn standard_parameters_check(parameters: &[u8]) -> Answer<()> {
    take::<Parameters>(parameters).map(drop)
}

#[wasm_bindgen]
pub fn standard_isolated(
    parameters: &[u8],
    position: &[u8],
    spot: i128,
    level: u32,
) -> Answer<i128> {
    let (parameters, level) = (take::<Parameters>(parameters)?, choice(&LEVELS, level)?);
    let margin = parameters.isolated(&take(position)?, &number(spot), level)?;
    Ok(margin.to_bits())
}

#[wasm_bindgen]
pub fn standard_expiry(parameters: &[u8], options: &[u8], spot: i128, level: u32) -> Answer<i128> {
    let (parameters, level) = (take::<Parameters>(parameters)?, choice(&LEVELS, level)?);
    let own = take::<OwnOptions>(options)?;
    let margin = parameters.expiry(&own.options(), &number(spot), level)?;
    Ok(margin.to_bits())
}

#[wasm_bindgen]
pub fn standard_market(
    parameters: &[u8],
    holdings: &[u8],
    feeds: &[u8],
    level: u32,
) -> Answer<Vec<u8>> {
    let (parameters, level) = (take::<Parameters>(parameters)?, choice(&LEVELS, level)?);
    let own = take::<OwnHoldings>(holdings)?;
    let margin = parameters.market(&own.holdings(&own.options()), &take(feeds)?, level)?;
    Ok(numbers([
        &margin.options,
        &margin.perp,
        &margin.profit,
        &margin.coins,
        &margin.confidence,
        &margin.peg,
    ]))
}

#[wasm_bindgen]
pub fn standard_mark(parameters: &[u8], holdings: &[u8], feeds: &[u8]) -> Answer<i128> {
    let own = take::<OwnHoldings>(holdings)?;
    let parameters = take::<Parameters>(parameters)?;
    let mark = parameters.mark(&own.holdings(&own.options()), &take(feeds)?)?;
    Ok(mark.to_bits())
}

#[wasm_bindgen]
pub fn standard_margin_total(margin: &[u8]) -> Answer<i128> {
    Ok(take::<Margin>(margin)?.total()?.to_bits())
}
