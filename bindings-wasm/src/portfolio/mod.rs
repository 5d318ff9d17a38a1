//! Options, scenarios and the margin methods made of them.

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

use crate::record::checks;

/// The value at this place of a choice.
fn choice<T: Copy>(all: &[T], place: u32) -> Answer<T> {
    all.get(place as usize).copied().ok_or(Refused::NO_VALUE)
}
