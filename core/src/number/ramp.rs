//! A line between two places that is level outside them: what moves with health or with time.

use super::Number;
use crate::Error;

/// `start` up to `from`, `end` from `to` on, and the straight line between. `from` may lie above `to`
/// (a bonus that grows as health falls), and `start` above `end` (a price that falls with time).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ramp<N> {
    from: N,
    to: N,
    start: N,
    end: N,
}

impl<N: Number> Ramp<N> {
    /// Errors: [`Error::InvalidRamp`] where `from` is `to`.
    pub fn new(from: N, to: N, start: N, end: N) -> Result<Self, Error> {
        if from == to {
            return Err(Error::InvalidRamp);
        }
        Ok(Ramp {
            from,
            to,
            start,
            end,
        })
    }

    /// `start + (end - start) * (at - from) / (to - from)` between the places, rounded down. Errors:
    /// [`Error::Overflow`].
    pub fn at_down(&self, at: &N) -> Result<N, Error> {
        self.between(at, N::mul_div_down)
    }

    /// As [`Ramp::at_down`], rounded up. Errors: [`Error::Overflow`].
    pub fn at_up(&self, at: &N) -> Result<N, Error> {
        self.between(at, N::mul_div_up)
    }

    fn between(&self, at: &N, share: Share<N>) -> Result<N, Error> {
        let rises = self.from < self.to;
        let before = if rises {
            *at <= self.from
        } else {
            *at >= self.from
        };
        let after = if rises {
            *at >= self.to
        } else {
            *at <= self.to
        };
        if before {
            return Ok(self.start.clone());
        }
        if after {
            return Ok(self.end.clone());
        }
        let change = self.end.try_sub(&self.start)?;
        let (done, whole) = (at.try_sub(&self.from)?, self.to.try_sub(&self.from)?);
        self.start.try_add(&share(&change, &done, &whole)?)
    }

    /// Where the line begins.
    pub fn from(&self) -> &N {
        &self.from
    }

    /// Where the line ends.
    pub fn to(&self) -> &N {
        &self.to
    }

    /// The value up to [`Ramp::from`].
    pub fn start(&self) -> &N {
        &self.start
    }

    /// The value from [`Ramp::to`] on.
    pub fn end(&self) -> &N {
        &self.end
    }
}

/// A product over a quotient, in one of the two directions.
type Share<N> = fn(&N, &N, &N) -> Result<N, Error>;
