//! Living risk: what turns data into prices, weights and parameters.

mod average;
mod correlation;
mod exit;
mod liquidity;
mod oracle;
mod parameters;
mod profile;
mod set;
mod volatility;
mod weights;

/// A `check` for each value with a packed form: its constructor is asked, and what it makes is left.
macro_rules! checks {
    ($($name:ident $type:ty),* $(,)?) => {$(
        #[wasm_bindgen::prelude::wasm_bindgen]
        pub fn $name(bytes: &[u8]) -> $crate::error::Answer<()> {
            $crate::state::take::<$type>(bytes).map(drop)
        }
    )*};
}
use checks;

/// Functions from numbers to a number.
macro_rules! functions {
    ($($name:ident = $run:path: $($argument:ident)*;)*) => {$(
        #[wasm_bindgen::prelude::wasm_bindgen]
        pub fn $name($($argument: i128),*) -> $crate::error::Answer<i128> {
            Ok($run($(&$crate::state::number($argument)),*)?.to_bits())
        }
    )*};
}
use functions;
