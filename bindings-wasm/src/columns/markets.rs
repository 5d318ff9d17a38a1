//! `columns/markets`: assets and perps at initial, maintenance and equity.

use super::texts::{put_count, put_text, put_texts};
use crate::error::{Answer, Refused};
use crate::perp::OwnTerms;
use crate::report::refused;
use crate::state::{put, Reader};
use alloc::vec::Vec;
use plimsoll::columns::fault::Table;
use plimsoll::columns::markets::{Asset, PerpMarket, Weighted};
use plimsoll::{Fixed, Price};
use plimsoll_book::columns::{factor_between, Markets};
use wasm_bindgen::prelude::*;

/// A perp market that owns its ladders.
struct OwnPerp {
    terms: [OwnTerms; 3],
    settles: u32,
    index: u32,
}

/// Markets that own what the core's borrow.
pub struct OwnMarkets {
    assets: Vec<Asset<Fixed>>,
    perps: Vec<OwnPerp>,
}

impl OwnPerp {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(OwnPerp {
            settles: reader.count()?,
            index: reader.count()?,
            terms: three(reader, OwnTerms::read)?,
        })
    }

    fn lend(&self) -> Answer<PerpMarket<'_, Fixed>> {
        let [initial, maintenance, equity] = &self.terms;
        Ok(PerpMarket {
            terms: [initial.terms()?, maintenance.terms()?, equity.terms()?],
            settles: self.settles,
            index: self.index,
        })
    }
}

/// One value a level.
fn three<'a, T>(
    reader: &mut Reader<'a>,
    one: impl Fn(&mut Reader<'a>) -> Answer<T>,
) -> Answer<[T; 3]> {
    Ok([one(reader)?, one(reader)?, one(reader)?])
}

fn asset(reader: &mut Reader<'_>) -> Answer<Asset<Fixed>> {
    Ok(Asset {
        index: reader.count()?,
        prices: three(reader, Reader::value)?,
        weights: three(reader, Reader::value)?,
    })
}

impl OwnMarkets {
    #[inline(never)]
    pub fn take(bytes: &[u8]) -> Answer<Self> {
        let mut reader = Reader(bytes);
        let markets = OwnMarkets {
            assets: reader.counted(asset)?,
            perps: reader.counted(OwnPerp::read)?,
        };
        reader.end()?;
        Ok(markets)
    }

    /// The assets.
    pub fn assets(&self) -> &[Asset<Fixed>] {
        &self.assets
    }

    /// Their weighted prices.
    #[inline(never)]
    pub fn weighted(&self) -> Answer<Vec<Weighted<Fixed>>> {
        let weighted = self.assets.iter().map(Asset::weighted);
        Ok(weighted.collect::<Result<_, _>>()?)
    }

    /// The perp markets, on ladders that stay here.
    #[inline(never)]
    pub fn perps(&self) -> Answer<Vec<PerpMarket<'_, Fixed>>> {
        self.perps.iter().map(OwnPerp::lend).collect()
    }

    /// The maintenance price of the market at a place, assets before perps.
    pub fn price(&self, place: u32) -> Answer<Price> {
        let place = place as usize;
        if let Some(asset) = self.assets.get(place) {
            let [_, price, _] = &asset.prices;
            return Ok(*price);
        }
        let perp = place.checked_sub(self.assets.len());
        let perp = perp.and_then(|perp| self.perps.get(perp));
        let [_, terms, _] = &perp.ok_or(Refused::NO_VALUE)?.terms;
        Ok(*terms.price())
    }

    /// Multiplies every price on an index, at every level.
    #[inline(never)]
    pub fn scale(&mut self, index: u32, factor: &Price) -> Answer<()> {
        for asset in &mut self.assets {
            if asset.index == index {
                *asset = asset.scale(factor)?;
            }
        }
        for perp in &mut self.perps {
            if perp.index == index {
                for terms in &mut perp.terms {
                    terms.set_price(terms.price().scale(factor)?);
                }
            }
        }
        Ok(())
    }

    /// Gives the market at a place this price at every level.
    fn set(&mut self, place: u32, price: Price) -> Answer<()> {
        let place = place as usize;
        if let Some(asset) = self.assets.get_mut(place) {
            asset.prices = [price; 3];
            return Ok(());
        }
        let perp = place.checked_sub(self.assets.len());
        let perp = perp.and_then(|perp| self.perps.get_mut(perp));
        let perp = perp.ok_or(Refused::NO_VALUE)?;
        for terms in &mut perp.terms {
            terms.set_price(price);
        }
        Ok(())
    }

    #[inline(never)]
    fn give(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_count(&mut bytes, self.assets.len());
        for asset in &self.assets {
            bytes.extend_from_slice(&asset.index.to_le_bytes());
            asset.prices.iter().for_each(|price| put(&mut bytes, price));
            let weights = asset.weights.iter();
            weights.for_each(|weights| put(&mut bytes, weights));
        }
        put_count(&mut bytes, self.perps.len());
        for perp in &self.perps {
            bytes.extend_from_slice(&perp.settles.to_le_bytes());
            bytes.extend_from_slice(&perp.index.to_le_bytes());
            perp.terms.iter().for_each(|terms| terms.put(&mut bytes));
        }
        bytes
    }
}

/// The currency, the names of assets and those of perps, the places of the markets that they follow, and
/// behind all that the markets.
#[wasm_bindgen]
pub fn columns_markets(text: &str) -> Result<Vec<u8>, JsValue> {
    let markets = Markets::without_options(text).map_err(refused)?;
    let view = markets.view_without_options::<Fixed>();
    let view = view.map_err(refused)?;
    let lent = view.lend().map_err(Refused::from)?;
    let perps = lent.perps().iter().map(|perp| OwnPerp {
        terms: {
            let [initial, maintenance, equity] = &perp.terms;
            [
                OwnTerms::of(initial, false),
                OwnTerms::of(maintenance, false),
                OwnTerms::of(equity, true),
            ]
        },
        settles: perp.settles,
        index: perp.index,
    });
    let own = OwnMarkets {
        assets: lent.assets().into(),
        perps: perps.collect(),
    };
    let mut bytes = Vec::new();
    put_text(&mut bytes, markets.currency());
    put_texts(&mut bytes, markets.names(Table::Balances));
    put_texts(&mut bytes, markets.names(Table::Perps));
    put_count(&mut bytes, own.assets.len() + own.perps.len());
    let assets = own.assets.iter().map(|asset| asset.index);
    for index in assets.chain(own.perps.iter().map(|perp| perp.index)) {
        bytes.extend_from_slice(&index.to_le_bytes());
    }
    bytes.extend_from_slice(&own.give());
    Ok(bytes)
}

/// The markets at other prices: place, low and high of each.
#[wasm_bindgen]
pub fn columns_price(markets: &[u8], prices: &[u8]) -> Answer<Vec<u8>> {
    let mut markets = OwnMarkets::take(markets)?;
    let mut reader = Reader(prices);
    while !reader.0.is_empty() {
        let place = reader.count()?;
        markets.set(place, reader.value()?)?;
    }
    Ok(markets.give())
}

/// What prices are multiplied by that move by at least `low` and at most `high`.
#[wasm_bindgen]
pub fn columns_factor(low: i128, high: i128) -> Answer<Vec<u8>> {
    let factor = factor_between(&crate::state::number(low), &crate::state::number(high))?;
    Ok(crate::state::give(&factor))
}

/// The markets after moves: index and factor of each.
#[wasm_bindgen]
pub fn columns_move(markets: &[u8], moves: &[u8]) -> Answer<Vec<u8>> {
    let mut markets = OwnMarkets::take(markets)?;
    let mut reader = Reader(moves);
    while !reader.0.is_empty() {
        let index = reader.count()?;
        markets.scale(index, &reader.value()?)?;
    }
    Ok(markets.give())
}
