//! `margin/netting`: sides are their two numbers, and lists of amounts are answered with what is left of
//! them.

use crate::error::Answer;
use crate::record::{list, numbers, record, take, words, Record};
use crate::state::{number, Reader};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use plimsoll::margin::netting::{self, spread};
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

pub type Sides = netting::Sides<Fixed>;
type Pair = netting::Pair<Fixed>;
type Underlying = spread::Underlying<Fixed>;
type Leg = spread::Leg<Fixed>;

impl Record for Sides {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let (long, short) = (reader.number()?, reader.number()?);
        let mut sides = Sides::none();
        sides.add(&long)?;
        sides.add(&plimsoll::Number::try_neg(&short)?)?;
        Ok(sides)
    }
}

record!(Pair { rate; first, second } Pair {
    first: first as usize,
    second: second as usize,
    rate,
});
record!(Underlying { delta, risk } Underlying::new(delta, risk)?);
record!(Leg { ratio, rate; underlying } Leg {
    underlying: underlying as usize,
    ratio,
    rate,
});

fn give(sides: &Sides) -> Vec<u8> {
    numbers([sides.long(), sides.short()])
}

/// The answer, and behind it what is left of the amounts.
pub fn with(answer: Fixed, left: &[Fixed]) -> String {
    words(&[&[answer], left].concat())
}

#[wasm_bindgen]
pub fn sides_new() -> Vec<u8> {
    give(&Sides::none())
}

#[wasm_bindgen]
pub fn sides_add(sides: &[u8], amount: i128) -> Answer<Vec<u8>> {
    let mut sides = take::<Sides>(sides)?;
    sides.add(&number(amount))?;
    Ok(give(&sides))
}

#[wasm_bindgen]
pub fn sides_net(sides: &[u8]) -> Answer<i128> {
    Ok(take::<Sides>(sides)?.net()?.to_bits())
}

#[wasm_bindgen]
pub fn sides_hedged(sides: &[u8]) -> Answer<i128> {
    Ok(take::<Sides>(sides)?.hedged().to_bits())
}

#[wasm_bindgen]
pub fn take_matched(amounts: &[u8], first: usize, second: usize) -> Answer<String> {
    let mut amounts: Vec<Fixed> = list(amounts)?;
    let matched = netting::take_matched(&mut amounts, first, second)?;
    Ok(with(matched, &amounts))
}

#[wasm_bindgen]
pub fn pair_charge(amounts: &[u8], table: &[u8]) -> Answer<String> {
    let mut amounts: Vec<Fixed> = list(amounts)?;
    let charge = netting::pair_charge(&mut amounts, &list::<Pair>(table)?)?;
    Ok(with(charge, &amounts))
}

#[wasm_bindgen]
pub fn pair_credit(amounts: &[u8], table: &[u8]) -> Answer<String> {
    let mut amounts: Vec<Fixed> = list(amounts)?;
    let credit = netting::pair_credit(&mut amounts, &list::<Pair>(table)?)?;
    Ok(with(credit, &amounts))
}

#[wasm_bindgen]
pub fn hedge_weight(weight: i128) -> Answer<i128> {
    Ok(netting::hedge_weight(&number(weight))?.to_bits())
}

/// `terms`: two amounts, two prices, two weights, and the weight of the hedge.
#[wasm_bindgen]
pub fn hedge_credit(terms: &[u8]) -> Answer<i128> {
    let mut reader = Reader(terms);
    let mut pair = || Answer::Ok([reader.number()?, reader.number()?]);
    let (amounts, prices, weights) = (pair()?, pair()?, pair()?);
    let hedge = reader.number()?;
    let credit = netting::hedge_credit(&amounts, &prices, &weights, &hedge)?;
    Ok(credit.to_bits())
}

#[wasm_bindgen]
pub fn discount_gains(profits: &[u8], share: i128) -> Answer<String> {
    let mut profits: Vec<Fixed> = list(profits)?;
    netting::discount_gains(&mut profits, &number(share))?;
    Ok(words(&profits))
}

#[wasm_bindgen]
pub fn cap_gains(profits: &[u8], most: i128) -> Answer<String> {
    let mut profits: Vec<Fixed> = list(profits)?;
    netting::cap_gains(&mut profits, &number(most))?;
    Ok(words(&profits))
}

#[wasm_bindgen]
pub fn inter_month_charge(deltas: &[u8], rate: i128) -> Answer<i128> {
    let charge = spread::inter_month_charge(&take::<Sides>(deltas)?, &number(rate))?;
    Ok(charge.to_bits())
}

#[wasm_bindgen]
pub fn calendar_margin(first: i128, second: i128, charge: i128) -> Answer<i128> {
    let margin = spread::calendar_margin(&number(first), &number(second), &number(charge))?;
    Ok(margin.to_bits())
}

#[wasm_bindgen]
pub fn composite_delta(deltas: &[u8], weights: &[u8]) -> Answer<i128> {
    let (deltas, weights): (Vec<Fixed>, Vec<Fixed>) = (list(deltas)?, list(weights)?);
    Ok(spread::composite_delta(&deltas, &weights)?.to_bits())
}

/// `table`: the legs of each row behind their count. How many spreads each row formed, then what is free
/// of each underlying and what it earned.
#[wasm_bindgen]
pub fn spreads(underlyings: &[u8], table: &[u8]) -> Answer<String> {
    let mut underlyings: Vec<Underlying> = list(underlyings)?;
    let mut rows = Reader(table);
    let mut all = vec![];
    while rows.end().is_err() {
        let legs: Vec<Leg> = rows.counted(Leg::read)?;
        all.push(spread::spread(&mut underlyings, &legs)?);
    }
    for underlying in &underlyings {
        all.extend([*underlying.free(), *underlying.credit()]);
    }
    Ok(words(&all))
}
