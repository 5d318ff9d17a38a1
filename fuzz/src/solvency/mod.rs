//! Who bears a loss: [`loss`] is the fund, the waterfall and what everybody bears, [`ranked`] is
//! deleveraging, [`together`] is the protocol's totals and shocks.

mod loss;
mod ranked;
mod together;

use crate::draw;
use arbitrary::{Arbitrary, Unstructured};

/// Numbers for each layer, candidates to close, or an account to shock.
pub fn solvency(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let _ = match u8::arbitrary(&mut u).unwrap_or(0) % 4 {
        0 => loss::run(&mut u),
        1 => ranked::run(&mut u),
        2 => together::totals(&mut u),
        _ => draw::holdings(&mut u, together::shocked),
    };
}
