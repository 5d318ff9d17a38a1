//! An 8-bit type with room: where a narrow type must overflow, and what it must give elsewhere.

use fixed::types::extra::U4;
use fixed::FixedI32;
use plimsoll::{Error, Number};
use std::cell::Cell;

/// The 8-bit type with 24 more bits before the point: the same step, and no end of the range in
/// sight. It notes whether a result was one that the 8-bit type does not hold.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Watched(pub FixedI32<U4>);

thread_local! {
    static OUTSIDE: Cell<bool> = const { Cell::new(false) };
}

fn watch(result: Result<FixedI32<U4>, Error>) -> Result<Watched, Error> {
    if let Ok(value) = &result {
        if i8::try_from(value.to_bits()).is_err() {
            OUTSIDE.set(true);
        }
    }
    result.map(Watched)
}

impl Number for Watched {
    fn zero() -> Self {
        Watched(FixedI32::ZERO)
    }
    fn one() -> Self {
        Watched(FixedI32::ONE)
    }
    fn try_add(&self, other: &Self) -> Result<Self, Error> {
        watch(self.0.try_add(&other.0))
    }
    fn try_sub(&self, other: &Self) -> Result<Self, Error> {
        watch(self.0.try_sub(&other.0))
    }
    fn mul_down(&self, other: &Self) -> Result<Self, Error> {
        watch(self.0.mul_down(&other.0))
    }
    fn mul_up(&self, other: &Self) -> Result<Self, Error> {
        watch(self.0.mul_up(&other.0))
    }
    fn div_down(&self, other: &Self) -> Result<Self, Error> {
        watch(self.0.div_down(&other.0))
    }
    fn div_up(&self, other: &Self) -> Result<Self, Error> {
        watch(self.0.div_up(&other.0))
    }
    fn mul_div_down(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        watch(self.0.mul_div_down(&factor.0, &divisor.0))
    }
    fn mul_div_up(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        watch(self.0.mul_div_up(&factor.0, &divisor.0))
    }
    fn floor_to(&self, step: &Self) -> Result<Self, Error> {
        watch(self.0.floor_to(&step.0))
    }
}

/// What `run` gives, and whether a step of it left the range of the 8-bit type.
pub fn watching<T>(run: impl FnOnce() -> T) -> (T, bool) {
    OUTSIDE.set(false);
    let result = run();
    (result, OUTSIDE.get())
}
