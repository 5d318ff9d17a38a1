//! `liquidation/exchange`.

use crate::error::Answer;
use crate::record::{self, record};
use crate::state::{number, take};
use plimsoll::liquidation::exchange;
use plimsoll::Exchange;
use wasm_bindgen::prelude::*;

record!(Exchange { debt, collateral, bonus } Exchange::new(debt, collateral, &bonus)?);

#[wasm_bindgen]
pub fn exchange_check(exchange: &[u8]) -> Answer<()> {
    record::take::<Exchange>(exchange).map(drop)
}

#[wasm_bindgen]
pub fn exchange_paid(exchange: &[u8]) -> Answer<i128> {
    Ok(record::take::<Exchange>(exchange)?.paid().to_bits())
}

#[wasm_bindgen]
pub fn exchange_seized(exchange: &[u8], repaid: i128) -> Answer<i128> {
    let exchange = record::take::<Exchange>(exchange)?;
    Ok(exchange.seized(&number(repaid))?.to_bits())
}

#[wasm_bindgen]
pub fn exchange_repaid(exchange: &[u8], seized: i128) -> Answer<i128> {
    let exchange = record::take::<Exchange>(exchange)?;
    Ok(exchange.repaid(&number(seized))?.to_bits())
}

#[wasm_bindgen]
pub fn exchange_penalty(exchange: &[u8], repaid: i128, seized: i128) -> Answer<i128> {
    let exchange = record::take::<Exchange>(exchange)?;
    let penalty = exchange.penalty(&number(repaid), &number(seized))?;
    Ok(penalty.to_bits())
}

#[wasm_bindgen]
pub fn exchange_raises_surplus(exchange: &[u8], debt: &[u8], collateral: &[u8]) -> Answer<bool> {
    let exchange = record::take::<Exchange>(exchange)?;
    Ok(exchange.raises_surplus(&take(debt)?, &take(collateral)?)?)
}

#[wasm_bindgen]
pub fn exchange_raises_ratio(
    exchange: &[u8],
    health: &[u8],
    debt: &[u8],
    collateral: &[u8],
) -> Answer<bool> {
    let exchange = record::take::<Exchange>(exchange)?;
    Ok(exchange.raises_ratio(&take(health)?, &take(debt)?, &take(collateral)?)?)
}

#[wasm_bindgen]
pub fn sustainable(bonus: i128, debt: &[u8], collateral: &[u8]) -> Answer<bool> {
    let suits = exchange::sustainable(&number(bonus), &take(debt)?, &take(collateral)?)?;
    Ok(suits)
}
