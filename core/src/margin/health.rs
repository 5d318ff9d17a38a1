//! Health at one level: weighted assets against weighted liabilities.

use crate::number::Number;
use crate::weights::Bound;
use crate::Error;

/// Two sums, both at least zero. Healthy means `assets >= liabilities`: a comparison, no division.
///
/// Sums are exact, so the order of `add`s does not matter, accounts merge in any grouping, and
/// removing what was added gives the same bits as never having added it. A stale holding (unknown
/// bound) counts nothing; a stale debt cannot be counted and makes the level unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health<N> {
    pub(crate) assets: N,
    pub(crate) liabilities: N,
    pub(crate) positions: u32,
    pub(crate) stale_assets: u32,
    pub(crate) stale_debts: u32,
}

/// What an evaluation proves about one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Verdict {
    /// What is owned at least covers what is owed at most, stale holdings left out.
    Healthy = 0,
    /// It does not, and no price was stale.
    Unhealthy = 1,
    /// It does not, but a price is too old: nothing may be opened, nobody may be liquidated.
    Unknown = 2,
}

impl Verdict {
    /// Every verdict, in the order of its number.
    pub const ALL: [Verdict; 3] = [Verdict::Healthy, Verdict::Unhealthy, Verdict::Unknown];

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Healthy => "healthy",
            Verdict::Unhealthy => "unhealthy",
            Verdict::Unknown => "unknown",
        }
    }
}

impl<N: Number> Health<N> {
    /// Nothing owned and nothing owed.
    #[inline]
    pub fn new() -> Self {
        Health {
            assets: N::zero(),
            liabilities: N::zero(),
            positions: 0,
            stale_assets: 0,
            stale_debts: 0,
        }
    }

    /// Sums and counts of an evaluation that was stored, so that a batch may be merged elsewhere: see
    /// [`Health::assets`], [`Health::liabilities`], [`Health::positions`], [`Health::stale_assets`] and
    /// [`Health::stale_debts`].
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative sum, [`Error::WrongPositions`] where more were
    /// stale than there are positions.
    pub fn from_stored(
        assets: N,
        liabilities: N,
        positions: u32,
        stale_assets: u32,
        stale_debts: u32,
    ) -> Result<Self, Error> {
        if assets.is_negative() || liabilities.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        match stale_assets.checked_add(stale_debts) {
            Some(stale) if stale <= positions => Ok(Health {
                assets,
                liabilities,
                positions,
                stale_assets,
                stale_debts,
            }),
            _ => Err(Error::WrongPositions),
        }
    }

    /// Counts one position: `quantity * bound.asset` rounded down into the assets, or
    /// `-quantity * bound.liability` rounded up into the liabilities.
    ///
    /// Errors leave the sums as they were: [`Error::Overflow`].
    #[inline]
    pub fn add(&mut self, quantity: &N, bound: &Bound<N>) -> Result<(), Error> {
        self.add_group(quantity, bound, 1)
    }

    /// As [`Health::add`], for the sum of a netting group of `positions` positions.
    #[inline]
    pub(crate) fn add_group(
        &mut self,
        quantity: &N,
        bound: &Bound<N>,
        positions: u32,
    ) -> Result<(), Error> {
        let counted = self
            .positions
            .checked_add(positions)
            .ok_or(Error::Overflow)?;
        if *quantity >= N::zero() {
            if bound.is_known() {
                let value = quantity.mul_down(bound.asset())?;
                self.assets = self.assets.try_add(&value)?;
            } else if !quantity.is_zero() {
                self.stale_assets = self.stale_assets.checked_add(1).ok_or(Error::Overflow)?;
            }
        } else if bound.is_known() {
            let value = quantity.try_neg()?.mul_up(bound.liability())?;
            self.liabilities = self.liabilities.try_add(&value)?;
        } else {
            self.stale_debts = self.stale_debts.checked_add(1).ok_or(Error::Overflow)?;
        }
        self.positions = counted;
        Ok(())
    }

    /// Counts a group whose value is unknown and may be negative: a perp without a price.
    #[inline]
    pub(crate) fn add_unknown(&mut self, positions: u32) -> Result<(), Error> {
        let counted = self
            .positions
            .checked_add(positions)
            .ok_or(Error::Overflow)?;
        self.stale_debts = self.stale_debts.checked_add(1).ok_or(Error::Overflow)?;
        self.positions = counted;
        Ok(())
    }

    /// Adds an account-wide margin in the account's currency to the liabilities; counts no position.
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative margin, [`Error::Overflow`].
    pub fn require(&mut self, margin: &N) -> Result<(), Error> {
        if margin.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        self.liabilities = self.liabilities.try_add(margin)?;
        Ok(())
    }

    /// Both sums of both accounts, exactly.
    ///
    /// A total over accounts says what they own and owe together; it does not say that they are
    /// healthy, because accounts do not pay each other's debts. Errors: [`Error::Overflow`].
    pub fn merge(&self, other: &Self) -> Result<Self, Error> {
        let count = |a: u32, b: u32| a.checked_add(b).ok_or(Error::Overflow);
        Ok(Health {
            assets: self.assets.try_add(&other.assets)?,
            liabilities: self.liabilities.try_add(&other.liabilities)?,
            positions: count(self.positions, other.positions)?,
            stale_assets: count(self.stale_assets, other.stale_assets)?,
            stale_debts: count(self.stale_debts, other.stale_debts)?,
        })
    }

    /// Takes out what was merged or added before: `h.merge(&x)?.without(&x) == h`, bit for bit.
    ///
    /// Errors: [`Error::WrongPositions`] where `part` is no part of this, [`Error::Overflow`].
    pub fn without(&self, part: &Self) -> Result<Self, Error> {
        let count = |a: u32, b: u32| a.checked_sub(b).ok_or(Error::WrongPositions);
        let rest = Health {
            assets: self.assets.try_sub(&part.assets)?,
            liabilities: self.liabilities.try_sub(&part.liabilities)?,
            positions: count(self.positions, part.positions)?,
            stale_assets: count(self.stale_assets, part.stale_assets)?,
            stale_debts: count(self.stale_debts, part.stale_debts)?,
        };
        if rest.assets.is_negative() || rest.liabilities.is_negative() {
            return Err(Error::WrongPositions);
        }
        Ok(rest)
    }

    /// Ends an evaluation: states how many positions the account has, and refuses where another
    /// number was counted, because a debt that was left out makes any account healthy.
    ///
    /// Errors: [`Error::WrongPositions`].
    pub fn close(self, positions: u32) -> Result<Self, Error> {
        if self.positions == positions {
            Ok(self)
        } else {
            Err(Error::WrongPositions)
        }
    }

    /// What is owned counts for at least this much, in the account's currency.
    #[inline]
    pub fn assets(&self) -> &N {
        &self.assets
    }

    /// What is owed, and must be posted, counts for at most this much, in the account's currency.
    #[inline]
    pub fn liabilities(&self) -> &N {
        &self.liabilities
    }

    /// How many positions were counted.
    pub fn positions(&self) -> u32 {
        self.positions
    }

    /// How many groups were counted that are owned and have no price: they count nothing.
    pub fn stale_assets(&self) -> u32 {
        self.stale_assets
    }

    /// How many groups were counted that may be owed and have no price: they make the level unknown.
    pub fn stale_debts(&self) -> u32 {
        self.stale_debts
    }

    /// Whether a position was counted without a price.
    #[inline]
    pub fn is_stale(&self) -> bool {
        self.stale_assets > 0 || self.stale_debts > 0
    }

    /// What is proven: see [`Verdict`].
    #[inline]
    pub fn verdict(&self) -> Verdict {
        if self.stale_debts == 0 && self.assets >= self.liabilities {
            Verdict::Healthy
        } else if self.stale_debts == 0 && self.stale_assets == 0 {
            Verdict::Unhealthy
        } else {
            Verdict::Unknown
        }
    }

    /// `assets >= liabilities`, proven.
    #[inline]
    pub fn healthy(&self) -> bool {
        self.verdict() == Verdict::Healthy
    }

    /// `assets - liabilities`, exact; negative where the account falls short. Errors:
    /// [`Error::UnknownPrice`] where a debt has no price, [`Error::Overflow`].
    #[inline]
    pub fn surplus(&self) -> Result<N, Error> {
        if self.stale_debts > 0 {
            return Err(Error::UnknownPrice);
        }
        self.assets.try_sub(&self.liabilities)
    }

    /// `max(liabilities - assets, 0)`, exact. Errors: as [`Health::surplus`].
    pub fn shortfall(&self) -> Result<N, Error> {
        Ok(N::zero().greater(&self.surplus()?.try_neg()?))
    }

    /// `assets / liabilities`, rounded down: the health factor; below 1 the account is not healthy.
    ///
    /// For display and ranking: a decision compares and does not divide. Errors:
    /// [`Error::DivisionByZero`] where nothing is owed, [`Error::UnknownPrice`], [`Error::Overflow`].
    pub fn ratio(&self) -> Result<N, Error> {
        if self.stale_debts > 0 {
            return Err(Error::UnknownPrice);
        }
        self.assets.div_down(&self.liabilities)
    }
}

impl<N: Number> Default for Health<N> {
    fn default() -> Self {
        Health::new()
    }
}
