//! `solvency/deleverage`.

use crate::error::Answer;
use crate::record::Record;
use crate::state::{number, Reader};
use alloc::vec::Vec;
use plimsoll::solvency::deleverage;
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

type Candidate = deleverage::Candidate<Fixed>;

impl Record for Candidate {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let (id, key) = (reader.count()?, reader.number()?);
        Ok(Candidate::new(id, key, reader.units()?))
    }
}

/// What no position is left for, then the number of each candidate and what is closed of it.
#[inline(never)]
fn closed(left: u128, candidates: &[Candidate]) -> Vec<u8> {
    let mut bytes = Vec::from(left.to_le_bytes());
    for candidate in candidates {
        bytes.extend_from_slice(&candidate.id.to_le_bytes());
        bytes.extend_from_slice(&candidate.close.to_le_bytes());
    }
    bytes
}

/// One candidate, for the functions that take many.
#[wasm_bindgen]
pub fn candidate(id: u32, key: i128, size: u128) -> Vec<u8> {
    let mut bytes = Vec::from(id.to_le_bytes());
    bytes.extend_from_slice(&number(key).to_le_bytes());
    bytes.extend_from_slice(&size.to_le_bytes());
    bytes
}

#[wasm_bindgen]
pub fn greedy(candidates: &[u8], needed: u128) -> Answer<Vec<u8>> {
    let mut candidates = Reader(candidates).rest(Candidate::read)?;
    let left = deleverage::greedy(&mut candidates, needed);
    Ok(closed(left, &candidates))
}

#[wasm_bindgen]
pub fn pro_rata(candidates: &[u8], needed: u128) -> Answer<Vec<u8>> {
    let mut candidates = Reader(candidates).rest(Candidate::read)?;
    let left = deleverage::pro_rata(&mut candidates, needed)?;
    Ok(closed(left, &candidates))
}
