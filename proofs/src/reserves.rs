//! What a protocol has, at least.

use crate::integer::{scaled_down, Lots, Scale};
use crate::Error;
use plimsoll::{Bound, Fixed, Health, Number, Price};

/// The public list of what a protocol holds, each asset at its low price, rounded down.
///
/// That the protocol holds it, and holds it for its users, is not proved here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserves {
    lots: Lots,
    held: Health,
}

impl Reserves {
    /// Nothing held; the currency is counted in these lots, reserves and claims alike.
    pub fn new(lots: Lots) -> Self {
        Reserves {
            lots,
            held: Health::new(),
        }
    }

    /// Counts what is held of one asset; nothing where it has no price. Errors leave the list as it was:
    /// [`InvalidQuantity`](plimsoll::Error::InvalidQuantity) for a negative one,
    /// [`Overflow`](plimsoll::Error::Overflow).
    pub fn add(&mut self, quantity: &Fixed, price: &Price) -> Result<(), Error> {
        if quantity.is_negative() {
            return Err(Error::Kernel(plimsoll::Error::InvalidQuantity));
        }
        Ok(self.held.add(quantity, &Bound::unweighted(price))?)
    }

    /// How the currency is counted.
    pub fn lots(&self) -> &Lots {
        &self.lots
    }

    /// In lots, rounded down. Errors: [`Error::OutOfRange`] from 2^127 lots on.
    pub fn total(&self) -> Result<u128, Error> {
        let total = scaled_down(self.held.assets(), 1, self.lots.per_token(), Scale::LOTS)?;
        let total = i128::try_from(total).map_err(|_| Error::OutOfRange)?;
        u128::try_from(total).map_err(|_| Error::OutOfRange)
    }
}
