//! What one unit counts for at several levels, made once and multiplied by many quantities.

use super::Number;
use crate::Error;

/// What one unit owned and one unit owed counts for at each of `L` levels: `[owned, owed]`.
///
/// It remembers how large a quantity may be for its products to be computed in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units<N, const L: usize> {
    sides: [[N; L]; 2],
    room: N,
}

impl<N: Number, const L: usize> Units<N, L> {
    /// From `[owned, owed]` at each level.
    pub fn new(sides: [[N; L]; 2]) -> Self {
        let room = N::room(&sides);
        Units { sides, room }
    }

    /// `[owned, owed]` at each level.
    #[inline]
    pub fn sides(&self) -> &[[N; L]; 2] {
        &self.sides
    }

    /// The quantities below zero and above it up to which products are small.
    #[inline]
    pub(super) fn room(&self) -> &N {
        &self.room
    }
}

/// [`Number::add_weighted`] product by product, out of line, because few positions need it.
#[inline(never)]
pub(super) fn add_products<N: Number, const L: usize>(
    quantity: &N,
    units: &Units<N, L>,
    [assets, debts]: &mut [[N; L]; 2],
) -> Result<(), Error> {
    let [owned, owed] = units.sides();
    if quantity.is_negative() {
        let debt = quantity.try_neg()?;
        for (sum, unit) in debts.iter_mut().zip(owed) {
            *sum = sum.try_sub(&debt.mul_up(unit)?)?;
        }
    } else {
        for (sum, unit) in assets.iter_mut().zip(owned) {
            *sum = sum.try_add(&quantity.mul_down(unit)?)?;
        }
    }
    Ok(())
}
