//! `margin/holding`: an account at one level, as the solvers take it.

use crate::error::{Answer, Refused};
use crate::perp::OwnTerms;
use crate::state::{give, number, put, take, Reader};
use alloc::vec::Vec;
use plimsoll::margin::holding::evaluate as evaluated;
use plimsoll::{Fixed, Holding, Leg, Perp, Price, Weights};
use wasm_bindgen::prelude::*;

/// A leg that owns the ladder of its terms.
struct OwnLeg {
    perp: Perp,
    terms: OwnTerms,
    index: u32,
}

impl OwnLeg {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(OwnLeg {
            perp: reader.value()?,
            terms: OwnTerms::read(reader)?,
            index: reader.count()?,
        })
    }

    fn leg(&self) -> Answer<Leg<'_>> {
        Ok(Leg {
            perp: self.perp,
            terms: self.terms.terms()?,
            index: self.index,
        })
    }
}

/// A holding that owns its legs.
struct OwnHolding {
    balance: Fixed,
    price: Price,
    weights: Weights,
    index: u32,
    legs: Vec<OwnLeg>,
}

impl OwnHolding {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(OwnHolding {
            balance: reader.number()?,
            price: reader.value()?,
            weights: reader.value()?,
            index: reader.count()?,
            legs: reader.counted(OwnLeg::read)?,
        })
    }

    fn legs(&self) -> Answer<Vec<Leg<'_>>> {
        self.legs.iter().map(OwnLeg::leg).collect()
    }

    fn holding<'a>(&self, legs: &'a [Leg<'a>]) -> Holding<'a> {
        Holding {
            balance: self.balance,
            price: self.price,
            weights: self.weights,
            index: self.index,
            legs,
        }
    }
}

/// The holdings that these bytes list, and after them their legs as the core has them.
pub struct Listed(Vec<OwnHolding>);

impl Listed {
    #[inline(never)]
    pub fn read(bytes: &[u8]) -> Answer<Self> {
        Reader(bytes).rest(OwnHolding::read).map(Listed)
    }

    #[inline(never)]
    pub fn legs(&self) -> Answer<Vec<Vec<Leg<'_>>>> {
        self.0.iter().map(OwnHolding::legs).collect()
    }

    #[inline(never)]
    pub fn holdings<'a>(&self, legs: &'a [Vec<Leg<'a>>]) -> Vec<Holding<'a>> {
        let both = self.0.iter().zip(legs);
        both.map(|(own, legs)| own.holding(legs)).collect()
    }
}

#[wasm_bindgen]
pub fn leg_new(perp: &[u8], terms: &[u8], index: u32) -> Answer<Vec<u8>> {
    take::<Perp>(perp)?;
    OwnTerms::take(terms)?;
    Ok([perp, terms, &index.to_le_bytes()].concat())
}

/// `legs`: one after the other.
#[wasm_bindgen]
pub fn holding_new(
    balance: i128,
    price: &[u8],
    weights: &[u8],
    index: u32,
    legs: &[u8],
) -> Answer<Vec<u8>> {
    let count = Reader(legs).rest(OwnLeg::read)?.len() as u32;
    let mut bytes = Vec::from(number(balance).to_le_bytes());
    put(&mut bytes, &take::<Price>(price)?);
    put(&mut bytes, &take::<Weights>(weights)?);
    bytes.extend_from_slice(&index.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(legs);
    Ok(bytes)
}

#[wasm_bindgen]
pub fn holding_health(holding: &[u8]) -> Answer<Vec<u8>> {
    let listed = Listed::read(holding)?;
    let legs = listed.legs()?;
    match listed.holdings(&legs).first() {
        Some(one) => Ok(give(&one.health()?)),
        None => Err(Refused::NO_VALUE),
    }
}

#[wasm_bindgen]
pub fn holding_is_exposed_to(holding: &[u8], index: u32) -> Answer<bool> {
    let listed = Listed::read(holding)?;
    let legs = listed.legs()?;
    let holdings = listed.holdings(&legs);
    Ok(holdings.iter().any(|one| one.is_exposed_to(index)))
}

#[wasm_bindgen]
pub fn evaluate(holdings: &[u8]) -> Answer<Vec<u8>> {
    let listed = Listed::read(holdings)?;
    let legs = listed.legs()?;
    Ok(give(&evaluated(&listed.holdings(&legs))?))
}
