//! `weights/profile`, at the package's three levels.

use super::checks;
use crate::error::{Answer, Refused};
use crate::state::{number, put, take, Reader};
use alloc::vec::Vec;
use plimsoll::weights::profile::{self, Access, Scope};
use wasm_bindgen::prelude::*;

type Boost = plimsoll::Boost<3>;
type Profile = plimsoll::Profile<3>;

checks!(boost_check Boost, profile_check Profile);

/// `place`: of the access among all.
fn access(place: u8) -> Answer<Access> {
    let access = Access::ALL.get(usize::from(place));
    access.copied().ok_or(Refused::NO_VALUE)
}

#[wasm_bindgen]
pub fn access_admit(place: u8, before: i128, after: i128) -> Answer<()> {
    Ok(access(place)?.admit(&number(before), &number(after))?)
}

/// `debts`: the place of each one's access.
#[wasm_bindgen]
pub fn admit_debts(debts: &[u8]) -> Answer<()> {
    let debts = debts.iter().map(|place| access(*place));
    Ok(profile::admit_debts(&debts.collect::<Answer<Vec<_>>>()?)?)
}

/// `isolated`: the market and its settlement, or nothing for cross margin.
#[wasm_bindgen]
pub fn scope_admit(isolated: &[u8], held: u32) -> Answer<()> {
    let mut reader = Reader(isolated);
    let scope = match reader.end() {
        Ok(()) => Scope::Cross,
        Err(_) => Scope::Isolated {
            market: reader.count()?,
            settlement: reader.count()?,
        },
    };
    reader.end()?;
    Ok(scope.admit(held)?)
}

/// `debts`: the boosts of each, behind their count.
#[wasm_bindgen]
pub fn profile_effective(profile: &[u8], debts: &[u8]) -> Answer<Vec<u8>> {
    let debts = Reader(debts).rest(|debt| debt.counted(Reader::value::<Boost>))?;
    let debts: Vec<&[Boost]> = debts.iter().map(Vec::as_slice).collect();
    let mut bytes = Vec::new();
    for weights in &take::<Profile>(profile)?.effective(&debts) {
        put(&mut bytes, weights);
    }
    Ok(bytes)
}
