//! A limit, how much of it is used, and what counts then.

use crate::number::Number;
use crate::Error;

/// How much of something may count in all (deposits of an asset, what one issuer or one bridge has brought,
/// open interest), and how much there is, what is being judged included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota<N> {
    limit: N,
    used: N,
}

impl<N: Number> Quota<N> {
    /// Both in the same unit, of the asset or of a currency. Errors: [`Error::InvalidQuantity`] where one is
    /// negative.
    pub fn new(limit: N, used: N) -> Result<Self, Error> {
        if limit.is_negative() || used.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        Ok(Quota { limit, used })
    }

    /// What may count in all.
    #[inline]
    pub fn limit(&self) -> &N {
        &self.limit
    }

    /// What there is.
    #[inline]
    pub fn used(&self) -> &N {
        &self.used
    }

    /// What may still come. Errors: none that is reachable.
    pub fn room(&self) -> Result<N, Error> {
        self.limit.try_sub(&self.limit.lesser(&self.used))
    }

    /// `min(1, limit / used)`, rounded down: the part of each unit that counts, so that all of them together
    /// count for no more than the limit. Errors: none that is reachable.
    pub fn share(&self) -> Result<N, Error> {
        if self.used <= self.limit {
            return Ok(N::one());
        }
        Ok(self.limit.div_down(&self.used)?.lesser(&N::one()))
    }

    /// `max(1, used / limit)`, rounded up: how many times over the limit is used. Errors:
    /// [`Error::DivisionByZero`] where a limit of zero is used, [`Error::Overflow`].
    pub fn excess(&self) -> Result<N, Error> {
        if self.used <= self.limit {
            return Ok(N::one());
        }
        Ok(self.used.div_up(&self.limit)?.greater(&N::one()))
    }
}
