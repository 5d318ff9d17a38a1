//! The negative controls: what the proof must refuse.

use crate::export::exports;

exports! {
    #[cfg(feature = "control-panic")]
    fn control_panic(values: &[u32], index: usize) = values[index];

    #[cfg(feature = "control-stack")]
    fn control_stack(a: &mut [u8; 5000]) = {
        let kept = core::hint::black_box(*a);
        core::mem::replace(a, kept)
    };

    #[cfg(feature = "control-float")]
    fn control_float(a: f64, b: f64) = a * b;
}
