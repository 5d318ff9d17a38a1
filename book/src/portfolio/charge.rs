//! A method's answer at one level, in its parts.

use plimsoll::methods::derive::margin;
use plimsoll::{Error, Fixed, Number};

/// The parts and their sum: what is above zero counts for the account, what is below is required.
pub(crate) struct Charge {
    pub(crate) parts: Vec<(&'static str, Fixed)>,
    pub(crate) total: Fixed,
    pub(crate) driver: Driver,
}

/// What decides the loss.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Driver {
    /// A scenario, by its place in the grid.
    Scenario(usize),
    /// The basis between the forward and the spot price.
    Basis,
    /// A method without scenarios.
    Rules,
}

impl Driver {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Driver::Scenario(_) => "scenario",
            Driver::Basis => "basis",
            Driver::Rules => "rules",
        }
    }

    pub(crate) fn scenario(self) -> Option<usize> {
        match self {
            Driver::Scenario(place) => Some(place),
            Driver::Basis | Driver::Rules => None,
        }
    }
}

impl From<margin::Driver> for Driver {
    fn from(driver: margin::Driver) -> Self {
        match driver {
            margin::Driver::Scenario(place) => Driver::Scenario(place),
            margin::Driver::Basis => Driver::Basis,
        }
    }
}

impl Charge {
    /// The sum of the parts is exact.
    pub(crate) fn new(parts: Vec<(&'static str, Fixed)>, driver: Driver) -> Result<Self, Error> {
        let total = parts
            .iter()
            .try_fold(Fixed::ZERO, |sum, (_, part)| sum.try_add(part))?;
        Ok(Charge {
            parts,
            total,
            driver,
        })
    }
}
