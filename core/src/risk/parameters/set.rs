//! The parameters of a market as one set: what is changed together is checked together.

use super::rule::Rule;
use super::Parameter;
use crate::number::Number;
use crate::Error;

/// What a market's parameters are called, in the order in which they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// Asset weight at the initial level. For a perp 1 less the margin fraction.
    InitialAsset,
    /// Asset weight at maintenance.
    MaintenanceAsset,
    /// Liability weight at maintenance. For a perp 1 plus the margin fraction.
    MaintenanceLiability,
    /// Liability weight at the initial level.
    InitialLiability,
    /// What a liquidator gets beyond what is repaid, as a fraction of it.
    LiquidationBonus,
    /// What the insurance fund gets beyond it.
    InsuranceFee,
    /// What may be deposited in all, in units of the asset. For a perp the open interest that longs may hold.
    DepositCap,
    /// What may be borrowed in all. For a perp the open interest that shorts may hold.
    BorrowCap,
}

/// How many there are.
pub const COUNT: usize = 8;

impl Name {
    /// Every name, in the order of the set.
    pub const ALL: [Name; COUNT] = [
        Name::InitialAsset,
        Name::MaintenanceAsset,
        Name::MaintenanceLiability,
        Name::InitialLiability,
        Name::LiquidationBonus,
        Name::InsuranceFee,
        Name::DepositCap,
        Name::BorrowCap,
    ];

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Name::InitialAsset => "initial_asset",
            Name::MaintenanceAsset => "maintenance_asset",
            Name::MaintenanceLiability => "maintenance_liability",
            Name::InitialLiability => "initial_liability",
            Name::LiquidationBonus => "liquidation_bonus",
            Name::InsuranceFee => "insurance_fee",
            Name::DepositCap => "deposit_cap",
            Name::BorrowCap => "borrow_cap",
        }
    }
}

/// One value that a proposal changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<N> {
    /// Which.
    pub name: Name,
    /// To what.
    pub value: N,
}

/// Why a set is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The proposal was made for another version.
    Version,
    /// A value breaks its own rule, or is named twice ([`Error::InvalidParameters`]).
    Value(Name, Error),
    /// Two values stand, or would come to stand, in the wrong order: the first must not be above the second.
    Order(Name, Name),
}

impl Refusal {
    /// The error that stands for it.
    pub const fn error(self) -> Error {
        match self {
            Refusal::Version => Error::WrongVersion,
            Refusal::Value(_, error) => error,
            Refusal::Order(..) => Error::InvalidParameters,
        }
    }

    /// The parameter that it concerns, or of two the one that must not be above the other.
    pub const fn name(self) -> Option<Name> {
        match self {
            Refusal::Version => None,
            Refusal::Value(name, _) | Refusal::Order(name, _) => Some(name),
        }
    }
}

/// The governed parameters of a market, and how often they have been changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters<N> {
    version: u64,
    pub(crate) values: [Parameter<N>; COUNT],
}

impl<N: Number> Parameters<N> {
    /// Version 0, standing still since `at`, in the order of [`Name::ALL`].
    ///
    /// Valid is a set with `0 <= initial_asset <= maintenance_asset <= 1 <= maintenance_liability <=
    /// initial_liability`, a bonus and a fee of at least 0 with `(1 + bonus + fee) * maintenance_asset <=
    /// maintenance_liability` (or a liquidation would lower the health that it is to restore), and both caps
    /// above 0: a cap that nobody set is no cap.
    pub fn new(values: [N; COUNT], at: u64) -> Result<Self, Refusal> {
        Self::from_stored(0, values.map(|value| Parameter::new(value, at)), at)
    }

    /// A set that existed before, read back from storage, checked as [`Parameters::new`] checks for every
    /// second from `now` on.
    pub fn from_stored(
        version: u64,
        values: [Parameter<N>; COUNT],
        now: u64,
    ) -> Result<Self, Refusal> {
        let set = Parameters { version, values };
        set.check(now)?;
        Ok(set)
    }

    /// How many proposals have been accepted.
    #[inline]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// One of them, with where it goes.
    #[inline]
    pub fn get(&self, name: Name) -> &Parameter<N> {
        let [a, b, c, d, e, f, g, h] = &self.values;
        match name {
            Name::InitialAsset => a,
            Name::MaintenanceAsset => b,
            Name::MaintenanceLiability => c,
            Name::InitialLiability => d,
            Name::LiquidationBonus => e,
            Name::InsuranceFee => f,
            Name::DepositCap => g,
            Name::BorrowCap => h,
        }
    }

    /// A parameter at a second: liability weights rounded up, everything else down; an initial weight is never
    /// looser than the maintenance one, not even by a rounding. Errors: [`Error::Overflow`].
    pub fn at(&self, name: Name, now: u64) -> Result<N, Error> {
        let parameter = self.get(name);
        let other = |name: Name| self.get(name);
        match name {
            Name::InitialAsset => {
                let maintenance = other(Name::MaintenanceAsset).at_down(now)?;
                Ok(parameter.at_down(now)?.lesser(&maintenance))
            }
            Name::InitialLiability => {
                let maintenance = other(Name::MaintenanceLiability).at_up(now)?;
                Ok(parameter.at_up(now)?.greater(&maintenance))
            }
            Name::MaintenanceLiability => parameter.at_up(now),
            _ => parameter.at_down(now),
        }
    }

    /// The set with some of its values on their way to others over `ramp` seconds; what is not named goes on
    /// as it was. The next version, or why not: the proposal was made for another version, a change breaks its
    /// [rule](Rule::change), or at some second from `now` on the set would not be valid. Then nothing changes.
    pub fn propose(
        &self,
        rules: &[Rule<N>; COUNT],
        version: u64,
        changes: &[Change<N>],
        ramp: u64,
        now: u64,
    ) -> Result<Self, Refusal> {
        let next = self.version.checked_add(1);
        let Some(next) = next.filter(|_| version == self.version) else {
            return Err(Refusal::Version);
        };
        let mut values = self.values.clone();
        for ((name, value), rule) in Name::ALL.iter().zip(values.iter_mut()).zip(rules) {
            let mut named = changes.iter().filter(|change| change.name == *name);
            if let Some(change) = named.next() {
                if named.next().is_some() {
                    return Err(Refusal::Value(*name, Error::InvalidParameters));
                }
                *value = rule
                    .change(value, &change.value, ramp, now)
                    .map_err(|error| Refusal::Value(*name, error))?;
            }
        }
        Self::from_stored(next, values, now)
    }

    /// Whether the set is valid at every second from `now` on. Every value is then a straight line that comes
    /// to rest, so an order between two holds throughout if it does now and where either comes to rest.
    fn check(&self, now: u64) -> Result<(), Refusal> {
        use Name::*;
        for (name, value) in Name::ALL.into_iter().zip(&self.values) {
            if value.start > now {
                return Err(Refusal::Value(name, Error::InvalidTime));
            }
        }
        let (zero, one) = (N::zero(), N::one());
        for name in [InitialAsset, LiquidationBonus, InsuranceFee] {
            valid(name, self.range(name, now)?.0 >= zero)?;
        }
        for cap in [DepositCap, BorrowCap] {
            valid(cap, self.range(cap, now)?.0 > zero)?;
        }
        let (_, asset) = self.range(MaintenanceAsset, now)?;
        let (liability, _) = self.range(MaintenanceLiability, now)?;
        valid(MaintenanceAsset, asset <= one)?;
        valid(MaintenanceLiability, liability >= one)?;
        self.order(InitialAsset, MaintenanceAsset, now)?;
        self.order(MaintenanceLiability, InitialLiability, now)?;
        // A product of two lines may be largest between their ends, so the largest of each counts.
        let (_, bonus) = self.range(LiquidationBonus, now)?;
        let (_, fee) = self.range(InsuranceFee, now)?;
        let penalty = one.try_add(&bonus).and_then(|sum| sum.try_add(&fee));
        let seized = penalty
            .and_then(|penalty| penalty.mul_up(&asset))
            .map_err(|error| Refusal::Value(LiquidationBonus, error))?;
        match seized <= liability {
            true => Ok(()),
            false => Err(Refusal::Order(LiquidationBonus, MaintenanceLiability)),
        }
    }

    /// The least and the most of a parameter from `now` on.
    fn range(&self, name: Name, now: u64) -> Result<(N, N), Refusal> {
        let parameter = self.get(name);
        let of = |error| Refusal::Value(name, error);
        let (down, up) = (
            parameter.at_down(now).map_err(of)?,
            parameter.at_up(now).map_err(of)?,
        );
        Ok((down.lesser(&parameter.to), up.greater(&parameter.to)))
    }

    /// Whether one parameter stays at or below another from `now` on, to a rounding.
    fn order(&self, low: Name, high: Name, now: u64) -> Result<(), Refusal> {
        let (a, b) = (self.get(low), self.get(high));
        for time in [now, now.max(a.end), now.max(b.end)] {
            let a = a.at_down(time).map_err(|e| Refusal::Value(low, e))?;
            let b = b.at_down(time).map_err(|e| Refusal::Value(high, e))?;
            if a > b {
                return Err(Refusal::Order(low, high));
            }
        }
        Ok(())
    }
}

fn valid(name: Name, holds: bool) -> Result<(), Refusal> {
    match holds {
        true => Ok(()),
        false => Err(Refusal::Value(name, Error::InvalidParameters)),
    }
}
