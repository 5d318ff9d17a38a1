//! What a market is to an account: its risk class, what it may be used for, and the weights that follow from
//! what else the account owes.

use super::Weights;
use crate::number::Number;
use crate::Error;

/// What a market may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everything.
    Open,
    /// Positions may only become smaller; as collateral it opens nothing new.
    ReduceOnly,
    /// It is no collateral, and who owes it owes nothing else.
    Isolated,
}

impl Access {
    /// Every access, in order.
    pub const ALL: [Access; 3] = [Access::Open, Access::ReduceOnly, Access::Isolated];

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Access::Open => "open",
            Access::ReduceOnly => "reduce_only",
            Access::Isolated => "isolated",
        }
    }

    /// Whether a position may go from one signed quantity to another. Errors: [`Error::NotAdmitted`] where a
    /// reduce-only one grows or turns to the other side.
    pub fn admit<N: Number>(self, before: &N, after: &N) -> Result<(), Error> {
        let (zero, up) = (N::zero(), !before.is_negative());
        let inside = match up {
            true => *after >= zero && after <= before,
            false => *after <= zero && after >= before,
        };
        match self {
            Access::ReduceOnly if !inside => Err(Error::NotAdmitted),
            _ => Ok(()),
        }
    }
}

/// The accesses of everything that an account owes. Errors: [`Error::NotAdmitted`] where an isolated debt
/// stands beside another.
pub fn admit_debts(debts: &[Access]) -> Result<(), Error> {
    match debts.len() > 1 && debts.contains(&Access::Isolated) {
        true => Err(Error::NotAdmitted),
        false => Ok(()),
    }
}

/// Which markets a sub-account may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of them: cross margin.
    Cross,
    /// One market and what it settles in: an isolated position is an account of its own, and what it loses
    /// ends there.
    Isolated {
        /// The caller's number of the market.
        market: u32,
        /// The caller's number of its settlement asset.
        settlement: u32,
    },
}

impl Scope {
    /// Errors: [`Error::NotAdmitted`] for a market that the sub-account may not hold.
    pub fn admit(self, held: u32) -> Result<(), Error> {
        match self {
            Scope::Isolated { market, settlement } if held != market && held != settlement => {
                Err(Error::NotAdmitted)
            }
            _ => Ok(()),
        }
    }
}

/// What a debt grants to collateral of one class: its asset weight at each level, initial first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boost<N, const L: usize> {
    class: u16,
    assets: [N; L],
}

impl<N: Number, const L: usize> Boost<N, L> {
    /// Errors: [`Error::InvalidWeights`] unless each weight lies in `[0, 1]` and none above that of the next
    /// level: what may be opened must not be liquidated at once.
    pub fn new(class: u16, assets: [N; L]) -> Result<Self, Error> {
        let ordered = assets
            .iter()
            .zip(assets.iter().skip(1))
            .all(|(a, b)| a <= b);
        match ordered && assets.iter().all(N::is_fraction) {
            true => Ok(Boost { class, assets }),
            false => Err(Error::InvalidWeights),
        }
    }

    /// The class of collateral that it is for.
    #[inline]
    pub fn class(&self) -> u16 {
        self.class
    }

    /// The asset weights.
    #[inline]
    pub fn assets(&self) -> &[N; L] {
        &self.assets
    }
}

/// A market's risk class, access and weights at each level, initial first and equity last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile<N, const L: usize> {
    /// The risk class by which others know it: `Boost`s are given to classes.
    pub class: u16,
    /// What it may be used for.
    pub access: Access,
    /// Its weights where nothing else applies.
    pub weights: [Weights<N>; L],
}

impl<N: Number, const L: usize> Profile<N, L> {
    /// The weights in an account whose debts grant these boosts, one list a debt.
    ///
    /// Efficiency mode is an intersection: only where every debt names the class does a boost apply, the
    /// smallest of them at each level (also of a debt that names it twice), and only upwards. A market that is
    /// reduce-only then counts nothing as collateral at the first level, an isolated one at every level but the
    /// last. Of an empty list of debts nothing is boosted.
    pub fn effective(&self, debts: &[&[Boost<N, L>]]) -> [Weights<N>; L] {
        let mut weights = self.weights.clone();
        let own = |debt: &&[Boost<N, L>]| debt.iter().any(|boost| boost.class == self.class);
        if !debts.is_empty() && debts.iter().all(own) {
            let boosts = debts.iter().copied().flatten();
            let boosts = boosts.filter(|boost| boost.class == self.class);
            for (level, weights) in weights.iter_mut().enumerate() {
                let granted = boosts.clone().filter_map(|boost| boost.assets.get(level));
                if let Some(least) = granted.reduce(|a, b| if b < a { b } else { a }) {
                    weights.asset = weights.asset.greater(least);
                }
            }
        }
        let counting = match self.access {
            Access::Open => 0,
            Access::ReduceOnly => 1,
            Access::Isolated => L.wrapping_sub(1),
        };
        for weights in weights.iter_mut().take(counting) {
            weights.asset = N::zero();
        }
        weights
    }
}
