//! Parameters that change: a governed set, versioned and validated as a whole, in which each value is bounded,
//! moves by limited steps after a least delay, and is ramped.
//!
//! A proposal of a vote and one of a risk agent are checked and ramped by the same function,
//! [`Parameters::propose`](set::Parameters::propose), in a contract and off chain alike. Nothing else bounds what
//! an agent may do.

pub mod rule;
pub mod set;

use crate::number::{whole, Number};
use crate::Error;

/// A value that moves on a straight line from one place to another, and stays there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter<N> {
    from: N,
    to: N,
    start: u64,
    end: u64,
}

impl<N: Number> Parameter<N> {
    /// A value that stands still since `at` (seconds).
    pub fn new(value: N, at: u64) -> Self {
        Parameter {
            from: value.clone(),
            to: value,
            start: at,
            end: at,
        }
    }

    /// One that moves between two seconds; at once where they are the same. Errors: [`Error::InvalidTime`]
    /// where it ends before it starts.
    pub fn moving(from: N, to: N, start: u64, end: u64) -> Result<Self, Error> {
        if end < start {
            return Err(Error::InvalidTime);
        }
        Ok(Parameter {
            from,
            to,
            start,
            end,
        })
    }

    /// Where it began to move.
    #[inline]
    pub fn from(&self) -> &N {
        &self.from
    }

    /// Where it comes to rest.
    #[inline]
    pub fn to(&self) -> &N {
        &self.to
    }

    /// When it was last changed.
    #[inline]
    pub fn start(&self) -> u64 {
        self.start
    }

    /// When it is where it comes to rest.
    #[inline]
    pub fn end(&self) -> u64 {
        self.end
    }

    /// The value at a second, rounded down; never beyond either end. Errors: [`Error::Overflow`].
    pub fn at_down(&self, now: u64) -> Result<N, Error> {
        self.at(now, N::mul_div_down)
    }

    /// The value at a second, rounded up; never beyond either end. Errors: [`Error::Overflow`].
    pub fn at_up(&self, now: u64) -> Result<N, Error> {
        self.at(now, N::mul_div_up)
    }

    fn at(&self, now: u64, share: fn(&N, &N, &N) -> Result<N, Error>) -> Result<N, Error> {
        if now >= self.end {
            return Ok(self.to.clone());
        }
        match now.checked_sub(self.start) {
            Some(passed) if passed > 0 => {
                let whole_way = self.to.try_sub(&self.from)?;
                let span = whole(self.end.wrapping_sub(self.start))?;
                let way = share(&whole_way, &whole(passed)?, &span)?;
                self.from.try_add(&way)
            }
            _ => Ok(self.from.clone()),
        }
    }
}
