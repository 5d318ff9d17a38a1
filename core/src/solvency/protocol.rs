//! Everybody together: what all accounts have and lack, and what a market is exposed to.

use crate::margin::account::{Account, Status};
use crate::margin::health::Health;
use crate::margin::holding::Holding;
use crate::number::Number;
use crate::price::Price;
use crate::Error;

/// All accounts, in the protocol's currency. What some have is not netted with what others lack,
/// because accounts do not pay each other's debts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals<N> {
    /// The sum of the equities that are not negative: what the protocol owes its users at most.
    pub equity: N,
    /// The sum of the negative ones, without sign: what users owe that nothing covers.
    pub deficit: N,
    /// How many accounts were counted.
    pub accounts: u32,
    /// How many of them may be liquidated; the insolvent ones are among them.
    pub liquidatable: u32,
    /// How many have negative equity.
    pub insolvent: u32,
    /// How many have a price that is too old to say, and are in neither sum.
    pub unknown: u32,
}

impl<N: Number> Totals<N> {
    /// No account.
    pub fn new() -> Self {
        Totals {
            equity: N::zero(),
            deficit: N::zero(),
            accounts: 0,
            liquidatable: 0,
            insolvent: 0,
            unknown: 0,
        }
    }

    /// Counts an account. Errors leave the totals as they were: [`Error::Overflow`].
    pub fn add(&mut self, account: &Account<N, 3>) -> Result<(), Error> {
        let mut next = self.clone();
        let count = |value: &mut u32| -> Result<(), Error> {
            *value = value.checked_add(1).ok_or(Error::Overflow)?;
            Ok(())
        };
        count(&mut next.accounts)?;
        match account.status() {
            Status::Liquidatable => count(&mut next.liquidatable)?,
            Status::Insolvent => {
                count(&mut next.liquidatable)?;
                count(&mut next.insolvent)?;
            }
            _ => {}
        }
        match account.equity().surplus() {
            Ok(surplus) if !account.equity().is_stale() => {
                let (owned, lacking) = match surplus.is_negative() {
                    true => (N::zero(), surplus.try_neg()?),
                    false => (surplus, N::zero()),
                };
                next.equity = next.equity.try_add(&owned)?;
                next.deficit = next.deficit.try_add(&lacking)?;
            }
            Ok(_) | Err(Error::UnknownPrice) => count(&mut next.unknown)?,
            Err(error) => return Err(error),
        }
        *self = next;
        Ok(())
    }

    /// `reserves - equity`: what the protocol holds (at its low prices) above what it owes. Negative
    /// where it could not pay everybody. Errors: [`Error::Overflow`].
    pub fn coverage(&self, reserves: &N) -> Result<N, Error> {
        reserves.try_sub(&self.equity)
    }
}

impl<N: Number> Default for Totals<N> {
    fn default() -> Self {
        Totals::new()
    }
}

/// The place of the totals with the largest deficit: the worst of a set of shocks, each with the
/// totals that it leaves. The first of equal ones; `None` of no totals.
pub fn worst<N: Number>(shocked: &[Totals<N>]) -> Option<usize> {
    let mut worst: Option<(usize, &N)> = None;
    for (place, totals) in shocked.iter().enumerate() {
        if worst.is_none_or(|(_, most)| totals.deficit > *most) {
            worst = Some((place, &totals.deficit));
        }
    }
    worst.map(|(place, _)| place)
}

/// What is open in one underlying, in its units: all longs and all shorts, both without sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure<N> {
    /// The sum of what is long.
    pub long: N,
    /// The sum of what is short.
    pub short: N,
}

impl<N: Number> Exposure<N> {
    /// Nothing open.
    pub fn new() -> Self {
        Exposure {
            long: N::zero(),
            short: N::zero(),
        }
    }

    /// Counts a signed position or balance. Errors leave it as it was: [`Error::Overflow`].
    pub fn add(&mut self, size: &N) -> Result<(), Error> {
        match size.is_negative() {
            true => self.short = self.short.try_add(&size.try_neg()?)?,
            false => self.long = self.long.try_add(size)?,
        }
        Ok(())
    }

    /// `long - short`: the net delta, exact; its negative is what would hedge it. Errors:
    /// [`Error::Overflow`].
    pub fn net(&self) -> Result<N, Error> {
        self.long.try_sub(&self.short)
    }

    /// `long + short`, exact. A perp market's longs are its shorts, so that half of this is what
    /// venues publish as open interest. Errors: [`Error::Overflow`].
    pub fn gross(&self) -> Result<N, Error> {
        self.long.try_add(&self.short)
    }

    /// `net / gross` in `[-1, 1]`, rounded down; zero where nothing is open. Errors:
    /// [`Error::Overflow`].
    pub fn skew(&self) -> Result<N, Error> {
        let gross = self.gross()?;
        match gross.is_zero() {
            true => Ok(gross),
            false => self.net()?.div_down(&gross),
        }
    }
}

impl<N: Number> Default for Exposure<N> {
    fn default() -> Self {
        Exposure::new()
    }
}

/// A move of one index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shock<N> {
    /// The index that moves.
    pub index: u32,
    /// What both ends of every interval on it are multiplied by.
    pub factor: Price<N>,
}

impl<N: Number> Shock<N> {
    /// A move by a fraction: -0.35 is a fall to 0.65 times the price. Errors: [`Error::InvalidPrice`]
    /// unless `change > -1`, [`Error::Overflow`].
    pub fn new(index: u32, change: &N) -> Result<Self, Error> {
        Ok(Shock {
            index,
            factor: Price::exact(N::one().try_add(change)?)?,
        })
    }
}

/// The account's health under several moves at once. A market on an index that none names stands, and
/// of several moves of one index the first counts.
///
/// Errors: [`Error::InvalidIndex`], [`Error::Overflow`].
pub fn health_under<N: Number>(
    holdings: &[Holding<'_, N>],
    shocks: &[Shock<N>],
) -> Result<Health<N>, Error> {
    let mut total = Health::new();
    for holding in holdings {
        let factor = |index: u32| {
            // A market in which the account has nothing is not moved: its price may leave the range.
            let shock = shocks.iter().find(|shock| shock.index == index)?;
            holding.is_exposed_to(index).then_some(&shock.factor)
        };
        total = total.merge(&holding.health_with(factor)?)?;
    }
    Ok(total)
}
