//! What moves with an index: a search asks for that alone.

use plimsoll::{Error, Fixed, Holding, Leg, Number};

/// A netting group as one index moves: the perps that stand are in the balance, so that a search asks
/// only for those that move. Sums are exact, so the group's health has the same bits.
pub(crate) struct Moving<'a> {
    holding: Holding<'a>,
    balance: Fixed,
    legs: Option<Vec<Leg<'a>>>,
}

impl<'a> Moving<'a> {
    /// The group along this index. Errors: [`Error::Overflow`], where a sum leaves the range in this order.
    pub(crate) fn along(holding: &Holding<'a>, index: u32) -> Result<Self, Error> {
        if holding.index == index {
            return Ok(Moving::all(holding)); // the whole group is priced by it
        }
        let (mut balance, mut legs) = (holding.balance, Vec::new());
        for leg in holding.legs {
            if leg.index == index {
                legs.push(*leg);
            } else {
                balance = balance.try_add(&leg.perp.value(&leg.terms)?)?;
            }
        }
        Ok(Moving {
            holding: *holding,
            balance,
            legs: Some(legs),
        })
    }

    /// The group as it is.
    pub(crate) fn all(holding: &Holding<'a>) -> Self {
        Moving {
            holding: *holding,
            balance: holding.balance,
            legs: None,
        }
    }

    /// What the search asks.
    pub(crate) fn holding(&self) -> Holding<'_> {
        Holding {
            balance: self.balance,
            legs: self.legs.as_deref().unwrap_or(self.holding.legs),
            ..self.holding
        }
    }
}
