//! `price/oracle`: the averages and the stable price, each as its packed form; of a stable price the delay
//! prices come last.

use crate::error::{Answer, Refused};
use crate::record::{numbers, pack, Record};
use crate::state::{give, number, take, Reader};
use alloc::vec;
use alloc::vec::Vec;
use plimsoll::price::oracle::{stable, twap};
use plimsoll::support::bytemuck::PackedStable;
use plimsoll::{Exponential, Fixed, TimeWeighted};
use wasm_bindgen::prelude::*;

type Sum = twap::Sum<Fixed>;
type Stable = stable::Stable<Fixed, Vec<Fixed>>;

#[wasm_bindgen]
pub fn time_weighted_new(price: &[u8], at: u64) -> Answer<Vec<u8>> {
    Ok(give(&TimeWeighted::new(take(price)?, at)?))
}

#[wasm_bindgen]
pub fn time_weighted_observe(average: &[u8], price: &[u8], at: u64) -> Answer<Vec<u8>> {
    let average = take::<TimeWeighted>(average)?;
    Ok(give(&average.observe(&take(price)?, at)?))
}

#[wasm_bindgen]
pub fn time_weighted_sum(average: &[u8], now: u64) -> Answer<Vec<u8>> {
    Ok(give(&take::<TimeWeighted>(average)?.sum(now)?))
}

#[wasm_bindgen]
pub fn sum_average(sum: &[u8], since: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&take::<Sum>(sum)?.average(&take(since)?)?))
}

#[wasm_bindgen]
pub fn exponential_new(span: u64, price: &[u8], at: u64) -> Answer<Vec<u8>> {
    Ok(give(&Exponential::new(span, take(price)?, at)?))
}

#[wasm_bindgen]
pub fn exponential_observe(average: &[u8], price: &[u8], at: u64) -> Answer<Vec<u8>> {
    let average = take::<Exponential>(average)?;
    Ok(give(&average.observe(&take(price)?, at)?))
}

#[wasm_bindgen]
pub fn exponential_average(average: &[u8], now: u64) -> Answer<Vec<u8>> {
    Ok(give(&take::<Exponential>(average)?.average(now)?))
}

impl Record for Stable {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let head = bytemuck::try_pod_read_unaligned(&reader.array::<HEAD>()?);
        let packed: PackedStable<0> = head.map_err(|_| Refused::NO_VALUE)?;
        Ok(packed.with(reader.rest(Reader::number)?)?)
    }
}

/// Where the delay prices begin.
const HEAD: usize = size_of::<PackedStable<0>>();

fn give_stable(stable: &Stable) -> Vec<u8> {
    let (packed, delays) = PackedStable::split(stable);
    let mut bytes = pack(packed);
    bytes.extend(numbers(delays));
    bytes
}

/// `delays`: how many delay prices there are.
#[wasm_bindgen]
pub fn stable_new(pace: &[u8], delays: usize, start: i128, at: u64) -> Answer<Vec<u8>> {
    let memory = vec![Fixed::ZERO; delays];
    let stable = Stable::new(take(pace)?, memory, number(start), at)?;
    Ok(give_stable(&stable))
}

#[wasm_bindgen]
pub fn stable_observe(stable: &[u8], price: &[u8], at: u64) -> Answer<Vec<u8>> {
    let stable = crate::record::take::<Stable>(stable)?;
    Ok(give_stable(&stable.observe(&take(price)?, at)?))
}

#[wasm_bindgen]
pub fn stable_price(stable: &[u8], now: u64) -> Answer<Vec<u8>> {
    Ok(give(&crate::record::take::<Stable>(stable)?.price(now)?))
}

#[wasm_bindgen]
pub fn stable_delay(stable: &[u8]) -> Answer<i128> {
    Ok(crate::record::take::<Stable>(stable)?.delay().to_bits())
}
