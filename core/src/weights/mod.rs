//! Weights turn a price into a bound: what one unit owned counts for at least, and what one unit owed
//! counts for at most, at one level.

pub mod haircut;
pub mod profile;
pub mod scale;
pub mod size;
pub mod tiers;

use crate::number::Number;
use crate::price::Price;
use crate::Error;

/// How much of an asset counts, and how much more than a debt counts: `0 <= asset <= 1 <= liability`.
///
/// A haircut, a loan-to-value, a collateral factor and a margin fraction are all the asset side of
/// this pair; a borrow factor is the liability side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights<N> {
    asset: N,
    liability: N,
}

impl<N: Number> Weights<N> {
    /// The pair itself. Errors: [`Error::InvalidWeights`] unless `0 <= asset <= 1 <= liability`.
    pub fn new(asset: N, liability: N) -> Result<Self, Error> {
        if asset.is_fraction() && liability >= N::one() {
            Ok(Weights { asset, liability })
        } else {
            Err(Error::InvalidWeights)
        }
    }

    /// 1 and 1: what counts at equity.
    pub fn one() -> Self {
        Weights {
            asset: N::one(),
            liability: N::one(),
        }
    }

    /// `asset = 1 - haircut`, `liability = 1`. Errors: [`Error::InvalidFraction`].
    pub fn from_haircut(haircut: &N) -> Result<Self, Error> {
        if !haircut.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        Ok(Weights {
            asset: N::one().try_sub(haircut)?,
            liability: N::one(),
        })
    }

    /// `asset = loan_to_value`, `liability = 1`. Errors: [`Error::InvalidFraction`].
    pub fn from_loan_to_value(loan_to_value: N) -> Result<Self, Error> {
        if !loan_to_value.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        Ok(Weights {
            asset: loan_to_value,
            liability: N::one(),
        })
    }

    /// `asset = 1 - margin`, `liability = 1 + margin`: a perp whose margin is this fraction of its
    /// notional. Errors: [`Error::InvalidFraction`], [`Error::Overflow`].
    pub fn from_margin_fraction(margin: &N) -> Result<Self, Error> {
        if !margin.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        Ok(Weights {
            asset: N::one().try_sub(margin)?,
            liability: N::one().try_add(margin)?,
        })
    }

    /// The same asset side with `liability = borrow_factor`. Errors: [`Error::InvalidWeights`] below 1.
    pub fn with_borrow_factor(self, borrow_factor: N) -> Result<Self, Error> {
        Weights::new(self.asset, borrow_factor)
    }

    /// What one unit of value owned counts for.
    #[inline]
    pub fn asset(&self) -> &N {
        &self.asset
    }

    /// What one unit of value owed counts for.
    #[inline]
    pub fn liability(&self) -> &N {
        &self.liability
    }

    /// Whether no account is healthier under these weights than under `other`: what initial weights
    /// must be to maintenance weights.
    pub fn no_looser_than(&self, other: &Self) -> bool {
        self.asset <= other.asset && self.liability >= other.liability
    }

    /// `asset * low` rounded down and `liability * high` rounded up. An unknown price gives an unknown
    /// bound. Errors: [`Error::Overflow`].
    #[inline]
    pub fn apply(&self, price: &Price<N>) -> Result<Bound<N>, Error> {
        Ok(Bound {
            asset: price.low().mul_down(&self.asset)?,
            liability: price.high().mul_up(&self.liability)?,
        })
    }
}

/// What one unit owned counts for at least, and what one unit owed counts for at most, at one level:
/// `0 <= asset <= liability`, `liability > 0`.
///
/// A type of its own, so that nothing is weighted twice. [`Bound::unknown`] is all zeros: what is
/// owned then counts nothing, and what is owed cannot be bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound<N> {
    asset: N,
    liability: N,
}

impl<N: Number> Bound<N> {
    /// A bound that was computed before, read back from storage; two zeros are the unknown bound.
    /// Errors: [`Error::InvalidPrice`] unless `0 <= asset <= liability`.
    pub fn new(asset: N, liability: N) -> Result<Self, Error> {
        if !asset.is_negative() && asset <= liability {
            Ok(Bound { asset, liability })
        } else {
            Err(Error::InvalidPrice)
        }
    }

    /// The two sides of a bound that was taken apart.
    pub(crate) fn between(asset: N, liability: N) -> Self {
        Bound { asset, liability }
    }

    /// The price itself, as at weight 1 on both sides: what counts at equity.
    #[inline]
    pub fn unweighted(price: &Price<N>) -> Self {
        Bound {
            asset: price.low().clone(),
            liability: price.high().clone(),
        }
    }

    /// The bound of a market whose price is too old.
    pub fn unknown() -> Self {
        Bound {
            asset: N::zero(),
            liability: N::zero(),
        }
    }

    /// Whether there is a bound on what is owed.
    #[inline]
    pub fn is_known(&self) -> bool {
        self.liability > N::zero()
    }

    /// What one unit owned counts for at least.
    #[inline]
    pub fn asset(&self) -> &N {
        &self.asset
    }

    /// What one unit owed counts for at most.
    #[inline]
    pub fn liability(&self) -> &N {
        &self.liability
    }
}
