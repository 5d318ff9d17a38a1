//! Where a private account stands: its holder proves health of every state in time, or the account is presumed
//! liquidatable.
//!
//! A protocol publishes states, each with a version and a time, and keeps of each account the version that
//! was last proved healthy. The first state after that one starts the clock: until [`Rule::window`] seconds
//! later the holder may prove it or any newer one, and who has not is presumed liquidatable, because a
//! liquidator cannot see the account. So a proof that is missing, one that fails and one that is late are the
//! same defined state. Two rules keep that fair: a state can be proved for [`Rule::expiry`] seconds, which is at
//! least the window; and where the latest state itself is older, nobody is presumed anything.
//!
//! What was proved is the account at its commitments then. A protocol that lets an account change asks for a
//! proof of initial health of the changed account at the latest state, and records it with [`Proved::renew`]
//! together with the change; otherwise the record speaks of an account that is no more.

use crate::Error;

/// A published state of the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its number, larger than that of every state before it.
    pub version: u64,
    /// When it was published, in seconds since 1970.
    pub time: u64,
}

impl State {
    /// Seconds since it was published. Errors: [`InvalidTime`](plimsoll::Error::InvalidTime) where that is yet
    /// to come.
    fn age(&self, now: u64) -> Result<u64, Error> {
        let age = now.checked_sub(self.time);
        age.ok_or(Error::Kernel(plimsoll::Error::InvalidTime))
    }
}

/// How long a holder has, and how long a state is worth proving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    window: u64,
    expiry: u64,
}

impl Rule {
    /// Both in seconds. Errors: [`InvalidParameters`](plimsoll::Error::InvalidParameters) unless
    /// `0 < window <= expiry`: a state can be proved for the whole window.
    pub fn new(window: u64, expiry: u64) -> Result<Self, Error> {
        match 0 < window && window <= expiry {
            true => Ok(Rule { window, expiry }),
            false => Err(Error::Kernel(plimsoll::Error::InvalidParameters)),
        }
    }

    /// Seconds from the publication of a state in which it, or a newer one, is to be proved.
    pub fn window(&self) -> u64 {
        self.window
    }

    /// Seconds after which a state says nothing any more.
    pub fn expiry(&self) -> u64 {
        self.expiry
    }
}

/// What a protocol keeps of a private account: the last version of the market at which it was proved healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proved {
    version: u64,
}

impl Proved {
    /// An account that was opened at this version, empty or with a proof; also what was stored.
    pub fn at(version: u64) -> Self {
        Proved { version }
    }

    /// The last version proved.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The record after a proof of a published state, given what its verification said.
    ///
    /// An older version than the one proved already changes nothing. Errors, which leave the record as it was:
    /// that of the verification; [`InvalidTime`](plimsoll::Error::InvalidTime) for a state from the future,
    /// [`UnknownPrice`](plimsoll::Error::UnknownPrice) for one that has expired.
    pub fn renew(
        self,
        rule: &Rule,
        state: &State,
        now: u64,
        verified: Result<(), Error>,
    ) -> Result<Self, Error> {
        verified?;
        if state.age(now)? > rule.expiry {
            return Err(Error::Kernel(plimsoll::Error::UnknownPrice));
        }
        let version = self.version.max(state.version);
        Ok(Proved { version })
    }

    /// Where the account stands at `now`.
    ///
    /// `published` are states in any order. It needs the first after the one proved and the latest; others may
    /// be left out, and one from the future counts as not yet published.
    pub fn standing(&self, rule: &Rule, published: &[State], now: u64) -> Standing {
        let known = || published.iter().filter(|state| state.time <= now);
        let latest = known().max_by_key(|state| state.version);
        let Some(Ok(age)) = latest.map(|latest| latest.age(now)) else {
            return Standing::Unknown;
        };
        if age > rule.expiry {
            return Standing::Unknown;
        }
        let unproved = known().filter(|state| state.version > self.version);
        let Some(first) = unproved.min_by_key(|state| state.version) else {
            return Standing::Proven;
        };
        match first.time.checked_add(rule.window) {
            Some(until) if now > until => Standing::Presumed,
            Some(until) => Standing::Due { until },
            // The window ends after all time that can be told.
            None => Standing::Due { until: u64::MAX },
        }
    }
}

/// Where a private account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The latest state was proved: what maintenance health allows is allowed.
    Proven,
    /// A newer state is to be proved, until this second at the latest: it may only reduce risk.
    Due {
        /// The last second in which a proof counts.
        until: u64,
    },
    /// It was not: the account may be liquidated, as one that is known to be below maintenance.
    Presumed,
    /// The latest state has expired, or there is none: nothing may be opened, and it may not be liquidated.
    Unknown,
}

impl Standing {
    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Standing::Proven => "proven",
            Standing::Due { .. } => "due",
            Standing::Presumed => "presumed",
            Standing::Unknown => "unknown",
        }
    }
}
