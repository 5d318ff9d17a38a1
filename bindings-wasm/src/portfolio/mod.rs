//! Options, scenarios and the margin methods made of them.

mod analytic;
mod contingency;
mod deribit;
mod derive;
mod netting;
mod okx;
mod option;
mod paradex;
mod scenario;
mod shock;
mod span;

use crate::error::{Answer, Refused};

/// A `check` for each record: its constructor is asked, and what it makes is left.
macro_rules! checks {
    ($($name:ident $type:ty),* $(,)?) => {$(
        #[wasm_bindgen::prelude::wasm_bindgen]
        pub fn $name(bytes: &[u8]) -> $crate::error::Answer<()> {
            $crate::record::take::<$type>(bytes).map(drop)
        }
    )*};
}
use checks;

/// The value at this place of a choice.
fn choice<T: Copy>(all: &[T], place: u32) -> Answer<T> {
    all.get(place as usize).copied().ok_or(Refused::NO_VALUE)
}
