//! Everything below the line: [`account`] liquidates whole accounts, a debt ([`seizure`]) and a perp
//! ([`reduction`]), and evaluates them again; [`terms`] and [`rules`] ask every formula with any numbers.

mod account;
mod reduction;
mod rules;
mod seizure;
mod terms;

use crate::draw;
use arbitrary::{Arbitrary, Unstructured};

/// An account of up to four groups, or numbers for every formula.
pub fn liquidation(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let _ = match u8::arbitrary(&mut u).unwrap_or(0) % 4 {
        0 => terms::run(&mut u),
        1 => rules::run(&mut u),
        _ => draw::holdings(&mut u, account::run),
    };
}
