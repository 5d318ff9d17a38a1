//! How large a market may become, so that no account in it ever leaves the range of the number type.

use crate::number::Number;
use crate::Error;

/// The largest position of one account in one market, under every price, shock and weight that the
/// protocol allows. A set of capacities is validated together ([`check`]); what keeps to them
/// ([`Capacity::admit`]) can always be evaluated, shocked and liquidated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity<N> {
    /// The largest balance, or size of a perp with its open orders, without sign.
    pub quantity: N,
    /// The largest price, widest shock included; of a perp in units of its settlement asset.
    pub price: N,
    /// The largest liability weight, or 1 and the margin fraction of a perp.
    pub weight: N,
    /// The largest quote of a perp, without sign; zero for an asset.
    pub quote: N,
    /// The largest weighted price of the settlement asset; 1 for an asset.
    pub settlement: N,
}

impl<N: Number> Capacity<N> {
    /// An asset. Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::InvalidWeights`]
    /// for a weight below 1.
    pub fn asset(quantity: N, price: N, weight: N) -> Result<Self, Error> {
        Capacity::perp(quantity, price, weight, N::zero(), N::one())
    }

    /// A perp. Errors: as [`Capacity::asset`].
    pub fn perp(quantity: N, price: N, weight: N, quote: N, settlement: N) -> Result<Self, Error> {
        let all = [&quantity, &price, &quote, &settlement];
        if all.iter().any(|value| value.is_negative()) {
            return Err(Error::InvalidQuantity);
        }
        if weight < N::one() {
            return Err(Error::InvalidWeights);
        }
        Ok(Capacity {
            quantity,
            price,
            weight,
            quote,
            settlement,
        })
    }

    /// What a position at the limit counts for at most:
    /// `(quantity * price * weight + quote) * settlement`, each product rounded up. Errors:
    /// [`Error::AboveCapacity`] where that leaves the range.
    pub fn worth(&self) -> Result<N, Error> {
        self.value()
            .and_then(|value| value.mul_up(&self.settlement))
            .map_err(above)
    }

    /// The same in units of the settlement asset.
    fn value(&self) -> Result<N, Error> {
        let notional = self.quantity.mul_up(&self.price.mul_up(&self.weight)?)?;
        notional.try_add(&self.quote)
    }

    /// Whether a position may be entered: `|quantity|`, `|quote|` and the price are at most the limits.
    ///
    /// Errors: [`Error::AboveCapacity`] where one is not, [`Error::Overflow`] for the one number
    /// without a negative.
    pub fn admit(&self, quantity: &N, quote: &N, price: &N) -> Result<(), Error> {
        let fits = quantity.try_abs()? <= self.quantity
            && quote.try_abs()? <= self.quote
            && *price <= self.price;
        match fits {
            true => Ok(()),
            false => Err(Error::AboveCapacity),
        }
    }
}

/// Whether an account at every limit at once stays in range: the sum of [`Capacity::worth`], and the
/// sum of the values in units of whatever they settle in with the largest quantity or price on top, each
/// at most an eighth of the range, which leaves room for a ladder, a bonus, a fee and the other side of
/// every difference.
///
/// Errors: [`Error::AboveCapacity`].
pub fn check<N: Number>(capacities: &[Capacity<N>]) -> Result<(), Error> {
    let (mut worth, mut units, mut largest) = (N::zero(), N::zero(), N::zero());
    for capacity in capacities {
        worth = worth.try_add(&capacity.worth()?).map_err(above)?;
        units = units
            .try_add(&capacity.value().map_err(above)?)
            .map_err(above)?;
        largest = largest
            .greater(&capacity.quantity)
            .greater(&capacity.price.mul_up(&capacity.weight).map_err(above)?);
    }
    for mut sum in [worth, units.try_add(&largest).map_err(above)?] {
        for _ in 0..3 {
            sum = sum.try_add(&sum).map_err(above)?;
        }
    }
    Ok(())
}

fn above(error: Error) -> Error {
    match error {
        Error::Overflow => Error::AboveCapacity,
        other => other,
    }
}
