//! How much less two positions need together than alone.

use super::{rescaled, SCALE};
use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::{whole, Number};
use crate::Error;

/// The correlations that a margin may rely on, and the part of the gross margin that it keeps.
///
/// An estimate is an average of the past, and the day that matters is not. So two positions are measured at
/// the correlation that costs more of the estimate and of `stress`, what is known to hold on such a day:
///
/// - A hedge (one long, one short) costs more the lower it is: `max(floor, min(estimate, stress))`. It never
///   relies on more than `stress`; and it keeps the offset of `floor`, so that a hedge is not called for margin
///   on the day on which the estimate falls.
/// - Two positions on one side cost more the higher it is: `max(estimate, stress)`. The floor has no part in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset<N> {
    floor: N,
    stress: N,
    least: N,
}

impl<N: Number> Offset<N> {
    /// Errors: [`Error::InvalidFactor`] unless `-1 <= floor <= stress <= 1`, [`Error::InvalidFraction`] for
    /// `least`, the part of the gross margin that is kept.
    pub fn new(floor: N, stress: N, least: N) -> Result<Self, Error> {
        let ordered = N::one().try_neg()? <= floor && floor <= stress && stress <= N::one();
        if !ordered {
            return Err(Error::InvalidFactor);
        }
        if !least.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        Ok(Offset {
            floor,
            stress,
            least,
        })
    }

    /// The correlation that a hedge may always rely on.
    #[inline]
    pub fn floor(&self) -> &N {
        &self.floor
    }

    /// The correlation that holds on a day of stress.
    #[inline]
    pub fn stress(&self) -> &N {
        &self.stress
    }

    /// The part of the gross margin that is kept.
    #[inline]
    pub fn least(&self) -> &N {
        &self.least
    }

    /// The correlation of a hedge: `max(floor, min(rho, stress))` of the low end.
    #[inline]
    pub fn opposite(&self, rho: &Interval<N>) -> N {
        rho.low().lesser(&self.stress).greater(&self.floor)
    }

    /// The correlation of two positions on one side: `max(rho, stress)` of the high end, at most 1.
    #[inline]
    pub fn alike(&self, rho: &Interval<N>) -> N {
        rho.high().greater(&self.stress).lesser(&N::one())
    }
}

impl<N: Analytic> Offset<N> {
    /// The margin of two positions together, from what each needs alone (of a long above zero, of a short
    /// below): `max(sqrt(a^2 + b^2 + 2 rho a b), least * (|a| + |b|))` at the correlation that their sides ask
    /// for, rounded up and at most `|a| + |b|`. A hedge needs at least `|a + b|`.
    ///
    /// Above the exact value by at most `2^-42` of the gross. Errors: [`Error::Overflow`].
    pub fn margin(&self, a: &N, b: &N, rho: &Interval<N>) -> Result<N, Error> {
        let (one, size) = (N::one(), [a.try_abs()?, b.try_abs()?]);
        let [long, short] = &size;
        let gross = long.try_add(short)?;
        if gross.is_zero() {
            return Ok(gross);
        }
        // a^2 + b^2 + 2 rho a b = gross^2 - 2 (1 -+ rho) |a| |b|
        let apart = if a.is_negative() == b.is_negative() {
            one.try_sub(&self.alike(rho))?
        } else {
            one.try_add(&self.opposite(rho))?
        };
        let scale = whole::<N>(SCALE)?;
        let product = long.mul_div_down(&short.mul_div_down(&scale, &gross)?, &gross)?;
        let saved = product.mul_down(&apart.try_add(&apart)?)?;
        let margin = rescaled(&scale.try_sub(&saved)?, &gross)?;
        let least = gross.mul_up(&self.least)?;
        Ok(margin.greater(&least).lesser(&gross))
    }
}
