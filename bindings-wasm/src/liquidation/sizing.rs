//! `liquidation/repay`, `liquidation/reduce`, and what `liquidation/sizing` gives both.

use crate::error::{Answer, Refused};
use crate::perp::OwnTerms;
use crate::record::{self, named, record, Record};
use crate::state::{number, take, Reader};
use alloc::string::String;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::liquidation::{reduce as reducing, repay as repaying};
use plimsoll::{Balance, Deal, Exchange, Seizure};
use wasm_bindgen::prelude::*;

impl Record for Balance {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(Balance {
            amount: reader.number()?,
            net: reader.number()?,
            bound: reader.value()?,
            step: reader.number()?,
        })
    }
}

record!(Deal { price, fee, lot } Deal { price, fee, lot });

#[inline(never)]
fn write(seizure: &Seizure) -> String {
    named(seizure.reason.name(), &[seizure.repaid, seizure.seized])
}

/// The reason, what is repaid, and what is seized.
#[wasm_bindgen]
pub fn repay(
    health: &[u8],
    debt: &[u8],
    collateral: &[u8],
    exchange: &[u8],
    most: i128,
) -> Answer<String> {
    let (debt, collateral) = (record::take(debt)?, record::take(collateral)?);
    let exchange = record::take::<Exchange>(exchange)?;
    let seizure = repaying::repay(&take(health)?, &debt, &collateral, &exchange, &number(most))?;
    Ok(write(&seizure))
}

/// `reason`: its place among the reasons. The result is that of [`repay`].
#[wasm_bindgen]
#[allow(clippy::too_many_arguments)] // a seizure is three of them
pub fn sweep(
    repaid: i128,
    seized: i128,
    reason: usize,
    debt: &[u8],
    collateral: &[u8],
    exchange: &[u8],
    debt_dust: i128,
    collateral_dust: i128,
) -> Answer<String> {
    let seizure = Seizure {
        repaid: number(repaid),
        seized: number(seized),
        reason: *Reason::ALL.get(reason).ok_or(Refused::NO_VALUE)?,
    };
    let (debt, collateral) = (record::take(debt)?, record::take(collateral)?);
    let exchange = record::take::<Exchange>(exchange)?;
    let dust = [&number(debt_dust), &number(collateral_dust)];
    let swept = repaying::sweep(seizure, &debt, &collateral, &exchange, dust)?;
    Ok(write(&swept))
}

/// The reason, the size, the quote, and the fee.
#[wasm_bindgen]
pub fn reduce(
    health: &[u8],
    settlement: &[u8],
    perp: &[u8],
    terms: &[u8],
    deal: &[u8],
    most: i128,
) -> Answer<String> {
    let part = reducing::reduce(
        &take(health)?,
        &record::take(settlement)?,
        &take(perp)?,
        &OwnTerms::take(terms)?.terms()?,
        &record::take(deal)?,
        &number(most),
    )?;
    Ok(named(
        part.reason.name(),
        &[part.size, part.quote, part.fee],
    ))
}
