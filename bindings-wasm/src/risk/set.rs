//! `risk/parameters/set`: a set is the second from which on it was found valid, and its packed form.

use crate::error::{Answer, Refused};
use crate::record::{list, pack, take, words, Record};
use crate::state::{take_levels, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::risk::parameters::set::{Name, Refusal, COUNT};
use plimsoll::support::bytemuck::PackedParameters;
use plimsoll::{Change, Error, Fixed, Parameter, Parameters, Rule};
use wasm_bindgen::prelude::*;

/// What is thrown for a set that is refused: the number of its error, and behind it the names that it concerns.
pub struct RefusedSet(String);

impl RefusedSet {
    fn new(error: Error, names: &[Name]) -> Self {
        let mut text = words(&[Fixed::from(error.code())]);
        for name in names {
            text.push(' ');
            text.push_str(name.name());
        }
        RefusedSet(text)
    }
}

impl From<Refusal> for RefusedSet {
    fn from(refusal: Refusal) -> Self {
        let error = refusal.error();
        match refusal {
            Refusal::Version => RefusedSet::new(error, &[]),
            Refusal::Value(name, _) => RefusedSet::new(error, &[name]),
            Refusal::Order(low, high) => RefusedSet::new(error, &[low, high]),
        }
    }
}

impl From<RefusedSet> for JsValue {
    fn from(refused: RefusedSet) -> Self {
        JsValue::from(refused.0)
    }
}

/// A set that is valid from the second before it on.
struct Valid(Parameters);

impl Record for Valid {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let (since, version) = (reader.long()?, reader.long()?);
        let values = reader.rest(Reader::value)?.try_into();
        let values: [Parameter; COUNT] = values.map_err(|_| Refused::NO_VALUE)?;
        let set = Parameters::from_stored(version, values, since);
        Ok(Valid(set.map_err(|refusal| refusal.error())?))
    }
}

fn give(set: &Parameters, since: u64) -> Vec<u8> {
    [
        since.to_le_bytes().into(),
        pack(PackedParameters::from(set)),
    ]
    .concat()
}

fn name(reader: &mut Reader<'_>) -> Answer<Name> {
    let [place] = reader.array()?;
    let name = Name::ALL.get(usize::from(place));
    name.copied().ok_or(Refused::NO_VALUE)
}

impl Record for Change {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let (name, value) = (name(reader)?, reader.number()?);
        Ok(Change { name, value })
    }
}

#[wasm_bindgen]
pub fn parameters_new(values: &[u8], at: u64) -> Result<Vec<u8>, JsValue> {
    let values: [Fixed; COUNT] = match list(values)?.try_into() {
        Ok(values) => values,
        Err(_) => return Err(Refused::NO_VALUE.into()),
    };
    let set = Parameters::new(values, at).map_err(RefusedSet::from)?;
    Ok(give(&set, at))
}

#[wasm_bindgen]
pub fn parameters_from_stored(version: u64, values: &[u8], now: u64) -> Result<Vec<u8>, JsValue> {
    let values = take_levels::<Parameter, COUNT>(values)?;
    let set = Parameters::from_stored(version, values, now).map_err(RefusedSet::from)?;
    Ok(give(&set, now))
}

/// `place`: of the name among all.
#[wasm_bindgen]
pub fn parameters_at(set: &[u8], place: u8, now: u64) -> Answer<i128> {
    let name = name(&mut Reader(&[place]))?;
    Ok(take::<Valid>(set)?.0.at(name, now)?.to_bits())
}

/// `rules`: one after the other, as many as there are names; `changes`: each the place of its name, and its
/// value.
#[wasm_bindgen]
pub fn parameters_propose(
    set: &[u8],
    rules: &[u8],
    version: u64,
    changes: &[u8],
    ramp: u64,
    now: u64,
) -> Result<Vec<u8>, JsValue> {
    let Valid(set) = take(set)?;
    let rules = take_levels::<Rule, COUNT>(rules)?;
    let changes: Vec<Change> = list(changes)?;
    let next = set.propose(&rules, version, &changes, ramp, now);
    Ok(give(&next.map_err(RefusedSet::from)?, now))
}
