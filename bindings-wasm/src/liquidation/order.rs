//! `liquidation/order`.

use crate::error::{Answer, Refused};
use crate::record::{record, Record};
use crate::state::Reader;
use plimsoll::liquidation::order::{self, Order};
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

type Candidate = order::Candidate<Fixed>;

record!(Candidate { value, margin } Candidate { value, margin });

/// `order`: its place among the orders.
#[wasm_bindgen]
pub fn order_first(order: usize, candidates: &[u8]) -> Answer<Option<usize>> {
    let order = Order::ALL.get(order).ok_or(Refused::NO_VALUE)?;
    let candidates = Reader(candidates).rest(Candidate::read)?;
    Ok(order.first(&candidates)?)
}
