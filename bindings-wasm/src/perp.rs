//! `margin/perp`: positions, and the terms of their markets with the ladder that they own here.

use crate::error::Answer;
use crate::state::{give, number, put, take, Reader};
use crate::tiers::{give_tiers, rungs};
use alloc::vec;
use alloc::vec::Vec;
use plimsoll::{Fixed, Perp, Price, Terms, Tier, Tiers, Weights};
use wasm_bindgen::prelude::*;

/// What [`Terms`] are made of: the core's borrow their ladder, these own it.
pub struct OwnTerms {
    equity: bool,
    price: Price,
    weights: Weights,
    profit_weight: Fixed,
    rungs: Vec<Tier>,
}

impl OwnTerms {
    #[inline(never)]
    pub fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(OwnTerms {
            equity: reader.flag()?,
            price: reader.value()?,
            weights: reader.value()?,
            profit_weight: reader.number()?,
            rungs: reader.counted(Reader::value)?,
        })
    }

    #[inline(never)]
    pub fn take(bytes: &[u8]) -> Answer<Self> {
        let mut reader = Reader(bytes);
        let terms = OwnTerms::read(&mut reader)?;
        reader.end()?;
        Ok(terms)
    }

    /// As the core has them.
    #[inline(never)]
    pub fn terms(&self) -> Answer<Terms<'_>> {
        if self.equity {
            return Ok(Terms::equity(self.price));
        }
        let tiers = Tiers::new(&self.rungs)?;
        Ok(Terms::new(
            self.price,
            self.weights,
            tiers,
            self.profit_weight,
        )?)
    }

    #[inline(never)]
    fn give(terms: &Terms<'_>, equity: bool) -> Vec<u8> {
        let mut bytes = vec![u8::from(equity)];
        put(&mut bytes, terms.price());
        put(&mut bytes, terms.weights());
        bytes.extend_from_slice(&terms.profit_weight().to_le_bytes());
        let rungs = terms.tiers().rungs();
        bytes.extend_from_slice(&(rungs.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&give_tiers(terms.tiers()));
        bytes
    }
}

#[cfg(feature = "columns")]
impl OwnTerms {
    /// A copy of the core's.
    pub fn of(terms: &Terms<'_>, equity: bool) -> Self {
        OwnTerms {
            equity,
            price: *terms.price(),
            weights: *terms.weights(),
            profit_weight: *terms.profit_weight(),
            rungs: terms.tiers().rungs().into(),
        }
    }

    pub fn price(&self) -> &Price {
        &self.price
    }

    /// Gives them another price.
    pub fn set_price(&mut self, price: Price) {
        self.price = price;
    }

    /// Writes what [`OwnTerms::read`] reads.
    #[inline(never)]
    pub fn put(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(self.equity));
        put(bytes, &self.price);
        put(bytes, &self.weights);
        bytes.extend_from_slice(&self.profit_weight.to_le_bytes());
        bytes.extend_from_slice(&(self.rungs.len() as u32).to_le_bytes());
        for rung in &self.rungs {
            put(bytes, rung);
        }
    }
}

#[wasm_bindgen]
pub fn perp_new(size: i128, quote: i128) -> Vec<u8> {
    give(&Perp::new(number(size), number(quote)))
}

#[wasm_bindgen]
pub fn perp_with_orders(perp: &[u8], bids: i128, asks: i128) -> Answer<Vec<u8>> {
    let perp = take::<Perp>(perp)?.with_orders(number(bids), number(asks))?;
    Ok(give(&perp))
}

#[wasm_bindgen]
pub fn perp_is_exposed(perp: &[u8]) -> Answer<bool> {
    Ok(take::<Perp>(perp)?.is_exposed())
}

#[wasm_bindgen]
pub fn perp_settle_funding(perp: &[u8], settled: i128, index: i128) -> Answer<Vec<u8>> {
    let perp = take::<Perp>(perp)?.settle_funding(&number(settled), &number(index))?;
    Ok(give(&perp))
}

#[wasm_bindgen]
pub fn perp_transfer(perp: &[u8], size: i128, quote: i128) -> Answer<Vec<u8>> {
    let perp = take::<Perp>(perp)?.transfer(&number(size), &number(quote))?;
    Ok(give(&perp))
}

#[wasm_bindgen]
pub fn perp_trade(perp: &[u8], size: i128, price: i128, fee: i128) -> Answer<Vec<u8>> {
    let perp = take::<Perp>(perp)?.trade(&number(size), &number(price), &number(fee))?;
    Ok(give(&perp))
}

#[wasm_bindgen]
pub fn perp_value(perp: &[u8], terms: &[u8]) -> Answer<i128> {
    let value = take::<Perp>(perp)?.value(&OwnTerms::take(terms)?.terms()?)?;
    Ok(value.to_bits())
}

#[wasm_bindgen]
pub fn perp_requirement(perp: &[u8], terms: &[u8]) -> Answer<i128> {
    let required = take::<Perp>(perp)?.requirement(&OwnTerms::take(terms)?.terms()?)?;
    Ok(required.to_bits())
}

#[wasm_bindgen]
pub fn terms_new(
    price: &[u8],
    weights: &[u8],
    tiers: &[u8],
    profit_weight: i128,
) -> Answer<Vec<u8>> {
    let rungs = rungs(tiers)?;
    let tiers = Tiers::new(&rungs)?;
    let terms = Terms::new(take(price)?, take(weights)?, tiers, number(profit_weight))?;
    Ok(OwnTerms::give(&terms, false))
}

#[wasm_bindgen]
pub fn terms_equity(price: &[u8]) -> Answer<Vec<u8>> {
    Ok(OwnTerms::give(&Terms::equity(take(price)?), true))
}

#[wasm_bindgen]
pub fn terms_scale(terms: &[u8], factor: &[u8]) -> Answer<Vec<u8>> {
    let own = OwnTerms::take(terms)?;
    let scaled = own.terms()?.scale(&take(factor)?)?;
    Ok(OwnTerms::give(&scaled, own.equity))
}

#[wasm_bindgen]
pub fn terms_price(terms: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(OwnTerms::take(terms)?.terms()?.price()))
}

#[wasm_bindgen]
pub fn terms_weights(terms: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(OwnTerms::take(terms)?.terms()?.weights()))
}

#[wasm_bindgen]
pub fn terms_bound(terms: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(OwnTerms::take(terms)?.terms()?.bound()))
}

#[wasm_bindgen]
pub fn terms_tiers(terms: &[u8]) -> Answer<Vec<u8>> {
    Ok(give_tiers(OwnTerms::take(terms)?.terms()?.tiers()))
}

#[wasm_bindgen]
pub fn terms_profit_weight(terms: &[u8]) -> Answer<i128> {
    Ok(OwnTerms::take(terms)?.terms()?.profit_weight().to_bits())
}
