//! What one unit counts for at several levels, made once and multiplied by many quantities.

use super::Number;

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

    /// What a unit owed counts for at each level, or one owned.
    #[inline]
    pub(super) fn side(&self, owed: bool) -> &[N; L] {
        let [owned, other] = &self.sides;
        if owed {
            other
        } else {
            owned
        }
    }

    /// The quantities below zero and above it up to which products are small.
    #[inline]
    pub(super) fn room(&self) -> &N {
        &self.room
    }
}
