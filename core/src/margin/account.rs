//! Every level of an account in one pass over its positions.

use super::health::{Health, Verdict};
use super::net::Net;
use crate::number::Number;
use crate::weights::Bound;
use crate::Error;

/// The levels of an account of three: may it open risk or withdraw.
pub const INITIAL: usize = 0;
/// May it be liquidated.
pub const MAINTENANCE: usize = 1;
/// What is left: weight 1, no margin.
pub const EQUITY: usize = 2;

/// The health of one account at `L` levels, fed one market at a time: the caller needs to hold no
/// more than the market at hand.
///
/// The levels are positions in an array that every market fills in the same order. With three they
/// are [`INITIAL`], [`MAINTENANCE`] and [`EQUITY`], and the account has a [`Status`]; a protocol with
/// others (a liquidation end, a fill level) chooses `L` and gives meaning to the places itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account<N, const L: usize> {
    pub(crate) levels: [Health<N>; L],
}

impl<N: Number, const L: usize> Account<N, L> {
    /// An account without positions.
    #[inline]
    pub fn new() -> Self {
        Account {
            levels: core::array::from_fn(|_| Health::new()),
        }
    }

    /// Counts a balance (or, where negative, a loan) of an asset in which no perp settles.
    ///
    /// Errors leave the account as it was: [`Error::Overflow`].
    #[inline]
    pub fn add(&mut self, quantity: &N, bounds: &[Bound<N>; L]) -> Result<(), Error> {
        let mut levels = self.levels.clone();
        for (level, bound) in levels.iter_mut().zip(bounds) {
            level.add(quantity, bound)?;
        }
        self.levels = levels;
        Ok(())
    }

    /// Counts a netting group: the sum in the settlement asset, weighted once, with every position in
    /// it. Errors leave the account as it was: [`Error::Overflow`].
    #[inline]
    pub fn add_net(&mut self, net: &Net<N, L>, bounds: &[Bound<N>; L]) -> Result<(), Error> {
        let mut levels = self.levels.clone();
        for ((level, sum), bound) in levels.iter_mut().zip(&net.sums).zip(bounds) {
            if sum.stale {
                level.add_unknown(net.positions)?;
            } else {
                level.add_group(&sum.value, bound, net.positions)?;
            }
        }
        self.levels = levels;
        Ok(())
    }

    /// Adds an account-wide margin in the account's currency at each level; counts no position.
    ///
    /// Errors: as [`Health::require`].
    pub fn require(&mut self, margins: &[N; L]) -> Result<(), Error> {
        let mut levels = self.levels.clone();
        for (level, margin) in levels.iter_mut().zip(margins) {
            level.require(margin)?;
        }
        self.levels = levels;
        Ok(())
    }

    /// The account with one netting group changed: takes out `before` and counts `after`, with the
    /// same bits as counting everything again.
    ///
    /// Errors: [`Error::WrongPositions`] where `before` is not in the account, [`Error::Overflow`].
    pub fn what_if(
        &self,
        before: &Net<N, L>,
        after: &Net<N, L>,
        bounds: &[Bound<N>; L],
    ) -> Result<Self, Error> {
        let (mut old, mut new) = (Account::new(), Account::new());
        old.add_net(before, bounds)?;
        new.add_net(after, bounds)?;
        let mut levels = self.levels.clone();
        for ((level, old), new) in levels.iter_mut().zip(&old.levels).zip(&new.levels) {
            *level = level.without(old)?.merge(new)?;
        }
        Ok(Account { levels })
    }

    /// Both accounts' sums, level by level: see [`Health::merge`]. Errors: [`Error::Overflow`].
    pub fn merge(&self, other: &Self) -> Result<Self, Error> {
        let mut levels = self.levels.clone();
        for (level, other) in levels.iter_mut().zip(&other.levels) {
            *level = level.merge(other)?;
        }
        Ok(Account { levels })
    }

    /// States how many positions the account has: see [`Health::close`].
    ///
    /// A balance counts one, a netting group one for its balance and one for each perp. Errors:
    /// [`Error::WrongPositions`].
    #[inline]
    pub fn close(self, positions: u32) -> Result<Self, Error> {
        match self.levels.iter().all(|level| level.positions == positions) {
            true => Ok(self),
            false => Err(Error::WrongPositions),
        }
    }

    /// The health at every level.
    #[inline]
    pub fn levels(&self) -> &[Health<N>; L] {
        &self.levels
    }
}

/// An account that was kept as its levels. Errors: [`Error::WrongPositions`] where they did not count
/// the same number of positions.
///
/// ```
/// use plimsoll::{Account, Bound, Error, Fixed, Health, Price};
///
/// # fn main() -> Result<(), Error> {
/// let mut account = Account::new();
/// account.add(&Fixed::ONE, &[Bound::unweighted(&Price::exact(Fixed::ONE)?); 3])?;
/// assert_eq!(Account::try_from(*account.levels()), Ok(account));
/// let [initial, maintenance, _] = *account.levels();
/// let other = Account::try_from([initial, maintenance, Health::new()]);
/// assert_eq!(other, Err(Error::WrongPositions));
/// # Ok(())
/// # }
/// ```
impl<N: Number, const L: usize> TryFrom<[Health<N>; L]> for Account<N, L> {
    type Error = Error;

    fn try_from(levels: [Health<N>; L]) -> Result<Self, Error> {
        let first = levels.first().map(Health::positions);
        match levels.iter().all(|level| first == Some(level.positions)) {
            true => Ok(Account { levels }),
            false => Err(Error::WrongPositions),
        }
    }
}

impl<N: Number, const L: usize> Default for Account<N, L> {
    fn default() -> Self {
        Account::new()
    }
}

impl<N: Number> Account<N, 3> {
    /// Health at the level that opening risk and withdrawing must keep.
    pub fn initial(&self) -> &Health<N> {
        let [initial, _, _] = &self.levels;
        initial
    }

    /// Health at the level below which the account may be liquidated.
    pub fn maintenance(&self) -> &Health<N> {
        let [_, maintenance, _] = &self.levels;
        maintenance
    }

    /// What is left when everything is closed at the worse end of each price.
    pub fn equity(&self) -> &Health<N> {
        let [_, _, equity] = &self.levels;
        equity
    }

    /// The account's standing: see [`Status::of`].
    #[inline]
    pub fn status(&self) -> Status {
        Status::of(self.initial(), self.maintenance(), self.equity())
    }
}

/// What may be done by, and to, an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Status {
    /// Initial health holds: it may open risk and withdraw.
    Healthy = 0,
    /// Initial health is broken, maintenance holds: it may only reduce risk.
    Restricted = 1,
    /// Maintenance is broken: it may be liquidated.
    Liquidatable = 2,
    /// Equity is negative: it owes more than it has.
    Insolvent = 3,
    /// A price is too old to prove that it is healthy or that it is not: nothing may be opened, and
    /// it may not be liquidated.
    Unknown = 4,
}

impl Status {
    /// Every status, in the order of its number.
    pub const ALL: [Status; 5] = [
        Status::Healthy,
        Status::Restricted,
        Status::Liquidatable,
        Status::Insolvent,
        Status::Unknown,
    ];

    /// Unknown where maintenance is; otherwise the first that is proven of: insolvent, liquidatable,
    /// restricted, healthy.
    pub fn of<N: Number>(initial: &Health<N>, maintenance: &Health<N>, equity: &Health<N>) -> Self {
        match (maintenance.verdict(), equity.verdict(), initial.verdict()) {
            (Verdict::Unknown, _, _) => Status::Unknown,
            (_, Verdict::Unhealthy, _) => Status::Insolvent,
            (Verdict::Unhealthy, _, _) => Status::Liquidatable,
            (Verdict::Healthy, _, Verdict::Unhealthy) => Status::Restricted,
            (Verdict::Healthy, _, Verdict::Healthy) => Status::Healthy,
            (Verdict::Healthy, _, Verdict::Unknown) => Status::Unknown,
        }
    }

    /// Where every level is known: whether each is healthy.
    #[inline]
    pub(crate) fn known([initial, maintenance, equity]: [bool; 3]) -> Self {
        let status = if initial {
            Status::Healthy
        } else {
            Status::Restricted
        };
        let status = if maintenance {
            status
        } else {
            Status::Liquidatable
        };
        if equity {
            status
        } else {
            Status::Insolvent
        }
    }

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Healthy => "healthy",
            Status::Restricted => "restricted",
            Status::Liquidatable => "liquidatable",
            Status::Insolvent => "insolvent",
            Status::Unknown => "unknown",
        }
    }
}
