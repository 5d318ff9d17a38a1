//! GARCH(1,1): a variance that returns to its long-run level.

use crate::number::analytic::Analytic;
use crate::number::{whole, Number};
use crate::Error;

/// `v' = omega + alpha * r^2 + beta * v`, with `alpha + beta < 1`, so that there is a level to return to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Garch<N> {
    omega: N,
    alpha: N,
    beta: N,
}

impl<N: Number> Garch<N> {
    /// Errors: [`Error::InvalidFactor`] where one is negative or `alpha + beta >= 1`, [`Error::Overflow`].
    pub fn new(omega: N, alpha: N, beta: N) -> Result<Self, Error> {
        let negative = omega.is_negative() || alpha.is_negative() || beta.is_negative();
        if negative || alpha.try_add(&beta)? >= N::one() {
            return Err(Error::InvalidFactor);
        }
        Ok(Garch { omega, alpha, beta })
    }

    /// What every period adds.
    #[inline]
    pub fn omega(&self) -> &N {
        &self.omega
    }

    /// What the last squared return counts for.
    #[inline]
    pub fn alpha(&self) -> &N {
        &self.alpha
    }

    /// What the last variance counts for.
    #[inline]
    pub fn beta(&self) -> &N {
        &self.beta
    }

    /// `alpha + beta`: what is left of a distance to the long run after one period.
    fn persistence(&self) -> Result<N, Error> {
        self.alpha.try_add(&self.beta)
    }

    /// The variance of the next period, after one that had `variance` and brought the return `r`, each
    /// product rounded up. Errors: [`Error::InvalidQuantity`] for a negative variance, [`Error::Overflow`].
    pub fn next(&self, variance: &N, r: &N) -> Result<N, Error> {
        if variance.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let moved = r.mul_up(r)?.mul_up(&self.alpha)?;
        let kept = variance.mul_up(&self.beta)?;
        self.omega.try_add(&moved)?.try_add(&kept)
    }

    /// The variance that it returns to: `omega / (1 - alpha - beta)`, rounded up. Errors:
    /// [`Error::Overflow`].
    pub fn long_run(&self) -> Result<N, Error> {
        self.omega.div_up(&N::one().try_sub(&self.persistence()?)?)
    }
}

impl<N: Analytic> Garch<N> {
    /// The variance expected over the next `periods` together, where that of the next one is `variance`:
    /// `periods * V + (variance - V) * g` with the long run `V`, `p = alpha + beta` and
    /// `g = (1 - p^periods) / (1 - p)`, rounded up. Its root is the volatility over that horizon.
    ///
    /// Above the exact value by at most `3 u |variance - V| / (1 - p) + (periods + 2) u`, for steps `u` of the
    /// number.
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative variance, [`Error::Overflow`].
    pub fn forecast(&self, variance: &N, periods: u64) -> Result<N, Error> {
        if variance.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let (one, long) = (N::one(), self.long_run()?);
        let (persistence, count) = (self.persistence()?, whole::<N>(periods)?);
        let (kept, lost) = (persistence.power(&count)?, one.try_sub(&persistence)?);
        // How many periods the present variance counts for; the rest are the long run's.
        let present = if *variance > long {
            one.try_sub(kept.low())?.div_up(&lost)?
        } else {
            one.try_sub(&kept.high().lesser(&one))?.div_down(&lost)?
        };
        let present = present.lesser(&count);
        let rest = count.try_sub(&present)?;
        rest.mul_up(&long)?.try_add(&present.mul_up(variance)?)
    }
}
