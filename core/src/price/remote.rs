//! Collateral on another chain: what is known of it is some time old, and is only as good as who brings it.

use super::Price;
use crate::number::analytic::Analytic;
use crate::number::{whole, Number};
use crate::risk::quota::Quota;
use crate::risk::volatility::margin_fraction;
use crate::Error;

/// How long the news of a remote asset takes, and how far its price may move meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remote<N> {
    deviations: N,
    volatility: N,
    period: u64,
    finality: u64,
    limit: u64,
}

impl<N: Number> Remote<N> {
    /// A price that moves by `volatility` (a fraction, one standard deviation) in a `period` of seconds, of
    /// which `deviations` count; that takes `finality` seconds until what happened on the other chain is known
    /// for good; and that is worth nothing where the last attestation is older than `limit` seconds.
    ///
    /// Errors: [`Error::InvalidFactor`] for a negative volatility or number of deviations,
    /// [`Error::InvalidTime`] for a period of none.
    pub fn new(
        deviations: N,
        volatility: N,
        period: u64,
        finality: u64,
        limit: u64,
    ) -> Result<Self, Error> {
        if deviations.is_negative() || volatility.is_negative() {
            return Err(Error::InvalidFactor);
        }
        if period == 0 {
            return Err(Error::InvalidTime);
        }
        Ok(Remote {
            deviations,
            volatility,
            period,
            finality,
            limit,
        })
    }

    /// How many standard deviations count.
    #[inline]
    pub fn deviations(&self) -> &N {
        &self.deviations
    }

    /// One standard deviation in a period.
    #[inline]
    pub fn volatility(&self) -> &N {
        &self.volatility
    }

    /// The period of the volatility, in seconds.
    #[inline]
    pub fn period(&self) -> u64 {
        self.period
    }

    /// Seconds until the other chain is final.
    #[inline]
    pub fn finality(&self) -> u64 {
        self.finality
    }

    /// Seconds for which an attestation is good.
    #[inline]
    pub fn limit(&self) -> u64 {
        self.limit
    }
}

impl<N: Analytic> Remote<N> {
    /// What one unit counts for at `now`, of which the other chain attested at `attested` that it is there: the
    /// price widened by `deviations * volatility * sqrt((finality + age) / period)`, and its low end times the
    /// least [share](Quota::share) of the limits of whoever brings it (issuer, bridge). Unknown, and so worthless
    /// as collateral, where the attestation is older than the limit.
    ///
    /// It contains the price. Errors: [`Error::InvalidTime`] where it was attested after `now`,
    /// [`Error::Overflow`].
    pub fn price(
        &self,
        price: &Price<N>,
        attested: u64,
        now: u64,
        quotas: &[Quota<N>],
    ) -> Result<Price<N>, Error> {
        let age = now.checked_sub(attested).ok_or(Error::InvalidTime)?;
        if age > self.limit {
            return Ok(Price::unknown());
        }
        let seconds = whole::<N>(self.finality)?.try_add(&whole(age)?)?;
        let periods = seconds.div_up(&whole(self.period)?)?;
        let mut wide = price.widen(&margin_fraction(
            &self.deviations,
            &self.volatility,
            &periods,
        )?)?;
        let mut least = N::one();
        for quota in quotas {
            least = least.lesser(&quota.share()?);
        }
        wide.low = wide.low.mul_down(&least)?;
        Ok(wide)
    }
}
