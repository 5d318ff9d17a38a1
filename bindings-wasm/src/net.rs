//! `margin/net`: a netting group is kept as what was put into it, and summed by the core when asked.

use crate::error::{Answer, Refused};
use crate::perp::OwnTerms;
use crate::state::{number, Reader};
use alloc::vec::Vec;
use plimsoll::{Net, Perp, Terms};
use wasm_bindgen::prelude::*;

/// The levels of an account here: initial, maintenance, equity.
pub const LEVELS: usize = 3;

/// What follows the balance: a flag, and a perp with its terms at every level, or a value at each.
const PERP: u8 = 0;
const VALUE: u8 = 1;

/// The group that these bytes list: the balance, then everything that was added.
#[inline(never)]
pub fn take_net(bytes: &[u8]) -> Answer<Net<LEVELS>> {
    let mut reader = Reader(bytes);
    let mut net = Net::new(&reader.number()?);
    while reader.end().is_err() {
        if reader.flag()? {
            net.add_value(&[reader.number()?, reader.number()?, reader.number()?])?;
            continue;
        }
        let perp: Perp = reader.value()?;
        let own = [
            OwnTerms::read(&mut reader)?,
            OwnTerms::read(&mut reader)?,
            OwnTerms::read(&mut reader)?,
        ];
        let terms: Vec<Terms<'_>> = own.iter().map(OwnTerms::terms).collect::<Answer<_>>()?;
        let terms = terms.try_into().map_err(|_| Refused::NO_VALUE)?;
        net.add(&perp, &terms)?;
    }
    Ok(net)
}

#[wasm_bindgen]
pub fn net_new(balance: i128) -> Vec<u8> {
    number(balance).to_le_bytes().into()
}

/// `terms`: the bytes of the terms at each level, one after the other.
#[wasm_bindgen]
pub fn net_add(net: &[u8], perp: &[u8], terms: &[u8]) -> Answer<Vec<u8>> {
    longer(&[net, &[PERP], perp, terms])
}

/// `values`: 16 bytes a level.
#[wasm_bindgen]
pub fn net_add_value(net: &[u8], values: &[u8]) -> Answer<Vec<u8>> {
    longer(&[net, &[VALUE], values])
}

fn longer(parts: &[&[u8]]) -> Answer<Vec<u8>> {
    let longer = parts.concat();
    take_net(&longer)?;
    Ok(longer)
}

#[wasm_bindgen]
pub fn net_value(net: &[u8], level: usize) -> Answer<i128> {
    Ok(take_net(net)?.value(level)?.to_bits())
}
