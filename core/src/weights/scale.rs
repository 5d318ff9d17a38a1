//! Weights that shrink as a whole market grows: what is more than the market could sell counts for no more.

use super::Weights;
use crate::number::Number;
use crate::risk::quota::Quota;
use crate::Error;

impl<N: Number> Weights<N> {
    /// `asset * min(1, limit / deposits)`, rounded down, and `liability * max(1, borrows / limit)`, rounded up.
    ///
    /// Mango scales both sides so, marginfi and Drift the asset side of their initial weights. Never looser
    /// than the weights themselves. Errors: [`Error::DivisionByZero`] for borrows under a limit of zero,
    /// [`Error::Overflow`].
    pub fn scaled(&self, deposits: &Quota<N>, borrows: &Quota<N>) -> Result<Self, Error> {
        Weights::new(
            self.asset.mul_down(&deposits.share()?)?,
            self.liability.mul_up(&borrows.excess()?)?,
        )
    }
}
