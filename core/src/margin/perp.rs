//! A perpetual future: its position, its terms at one level, and what the one is worth under the
//! other in units of the settlement asset.

use crate::number::Number;
use crate::price::Price;
use crate::weights::tiers::Tiers;
use crate::weights::{Bound, Weights};
use crate::Error;

/// A position: signed size in units of the base, signed quote in units of the settlement asset (what
/// a long paid is negative), and the open orders that could still fill, both without sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perp<N> {
    size: N,
    quote: N,
    bids: N,
    asks: N,
}

impl<N: Number> Perp<N> {
    /// A position without open orders.
    pub fn new(size: N, quote: N) -> Self {
        Perp {
            size,
            quote,
            bids: N::zero(),
            asks: N::zero(),
        }
    }

    /// The same with open orders that would buy `bids` and sell `asks` units. Errors:
    /// [`Error::InvalidQuantity`] where one is negative.
    pub fn with_orders(self, bids: N, asks: N) -> Result<Self, Error> {
        if bids >= N::zero() && asks >= N::zero() {
            Ok(Perp { bids, asks, ..self })
        } else {
            Err(Error::InvalidQuantity)
        }
    }

    /// Size in units of the base; positive is long.
    pub fn size(&self) -> &N {
        &self.size
    }

    /// What the position has received less what it has paid, in units of the settlement asset.
    pub fn quote(&self) -> &N {
        &self.quote
    }

    /// Units that open orders would buy.
    pub fn bids(&self) -> &N {
        &self.bids
    }

    /// Units that open orders would sell.
    pub fn asks(&self) -> &N {
        &self.asks
    }

    /// Whether the price matters to this position.
    #[inline]
    pub fn is_exposed(&self) -> bool {
        !(self.size.is_zero() && self.bids.is_zero() && self.asks.is_zero())
    }

    /// Funding since the position was last settled: `quote - size * (index - settled)`, rounded down.
    ///
    /// The index is what one unit long has paid since the market began, in units of the settlement
    /// asset. Errors: [`Error::Overflow`].
    pub fn settle_funding(&self, settled: &N, index: &N) -> Result<Self, Error> {
        let received = self.size.mul_down(&settled.try_sub(index)?)?;
        Ok(Perp {
            quote: self.quote.try_add(&received)?,
            ..self.clone()
        })
    }

    /// Signed `size` taken over for signed `quote`, both exact: the other side of the deal is the same
    /// with both negated, so nothing appears or disappears between them. Open orders stay.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn transfer(&self, size: &N, quote: &N) -> Result<Self, Error> {
        Ok(Perp {
            size: self.size.try_add(size)?,
            quote: self.quote.try_add(quote)?,
            ..self.clone()
        })
    }

    /// A trade of signed `size` at `price`, with a fee that is a fraction of the notional: what is
    /// paid rounds up, what is received rounds down. Open orders stay. Errors:
    /// [`Error::InvalidFraction`] for the fee, [`Error::Overflow`].
    pub fn trade(&self, size: &N, price: &N, fee: &N) -> Result<Self, Error> {
        if !fee.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        let received = size.try_neg()?.mul_down(price)?;
        let notional = size.greater(&size.try_neg()?).mul_up(price)?;
        self.transfer(size, &received)?
            .transfer(&N::zero(), &notional.mul_up(fee)?.try_neg()?)
    }

    /// What the position is worth at least, in units of the settlement asset.
    ///
    /// `v = size * p + quote - ladder(|size| * p)` with `p` the weighted price of the size's own side;
    /// the worse of all bids filled at the high price and all asks filled at the low one; then
    /// `profit_weight * v` where that is positive. Rounded down. Errors: [`Error::UnknownPrice`],
    /// [`Error::Overflow`].
    #[inline]
    pub fn value(&self, terms: &Terms<'_, N>) -> Result<N, Error> {
        if !terms.bound.is_known() && self.is_exposed() {
            return Err(Error::UnknownPrice);
        }
        let no_orders = self.bids.is_zero() && self.asks.is_zero();
        let worst = if no_orders || terms.orders == Orders::Ignored {
            terms.filled(&self.size, &self.quote)?
        } else {
            self.worst_fill(terms)?
        };
        if worst > N::zero() && terms.profit_weight < N::one() {
            worst.mul_down(&terms.profit_weight)
        } else {
            Ok(worst)
        }
    }

    /// The worse of all bids filled at the high price and all asks filled at the low one. Out of line,
    /// because few positions have orders and those without should not pay for the code.
    #[inline(never)]
    fn worst_fill(&self, terms: &Terms<'_, N>) -> Result<N, Error> {
        let paid = self.bids.mul_up(terms.price.high())?;
        let bought = terms.filled(&self.size.try_add(&self.bids)?, &self.quote.try_sub(&paid)?)?;
        let received = self.asks.mul_down(terms.price.low())?;
        let sold = terms.filled(
            &self.size.try_sub(&self.asks)?,
            &self.quote.try_add(&received)?,
        )?;
        Ok(bought.lesser(&sold))
    }

    /// The margin that the position itself posts under these terms, open orders left out, in units of
    /// the settlement asset: `|size| * price * (1 - asset weight)` of a long or
    /// `|size| * price * (liability weight - 1)` of a short, and the ladder on the weighted notional.
    /// Rounded up; informative. Errors: [`Error::UnknownPrice`], [`Error::Overflow`].
    pub fn requirement(&self, terms: &Terms<'_, N>) -> Result<N, Error> {
        if self.size.is_zero() {
            return Ok(N::zero());
        }
        if !terms.bound.is_known() {
            return Err(Error::UnknownPrice);
        }
        let (size, price, weighted, fraction) = if self.size.is_negative() {
            let fraction = terms.weights.liability().try_sub(&N::one())?;
            (
                self.size.try_neg()?,
                terms.price.high(),
                terms.bound.liability(),
                fraction,
            )
        } else {
            let fraction = N::one().try_sub(terms.weights.asset())?;
            (
                self.size.clone(),
                terms.price.low(),
                terms.bound.asset(),
                fraction,
            )
        };
        let margin = size.mul_up(price)?.mul_up(&fraction)?;
        margin.try_add(&terms.tiers.requirement(&size.mul_up(weighted)?)?)
    }
}

/// Whether a level counts what open orders could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Orders {
    Worst,
    Ignored,
}

/// What a perp market asks for at one level: price, weights, ladder and profit weight, with the
/// weighted price computed once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms<'a, N> {
    price: Price<N>,
    weights: Weights<N>,
    bound: Bound<N>,
    tiers: Tiers<'a, N>,
    profit_weight: N,
    orders: Orders,
}

impl<'a, N: Number> Terms<'a, N> {
    /// Price in units of the settlement asset, weights, ladder (or [`Tiers::none`]), and the weight in
    /// `[0, 1]` of a profit.
    ///
    /// Errors: [`Error::InvalidFraction`] for the profit weight, [`Error::Overflow`].
    pub fn new(
        price: Price<N>,
        weights: Weights<N>,
        tiers: Tiers<'a, N>,
        profit_weight: N,
    ) -> Result<Self, Error> {
        let terms = Terms::from_stored(price, weights, Bound::unknown(), tiers, profit_weight)?;
        let bound = terms.weights.apply(&terms.price)?;
        Ok(Terms { bound, ..terms })
    }

    /// From storage, nothing multiplied: `bound` is what `weights` made of `price` when that came, and is
    /// not computed again to see it. Errors: [`Error::InvalidFraction`] for the profit weight.
    #[inline]
    pub fn from_stored(
        price: Price<N>,
        weights: Weights<N>,
        bound: Bound<N>,
        tiers: Tiers<'a, N>,
        profit_weight: N,
    ) -> Result<Self, Error> {
        if !profit_weight.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        Ok(Terms {
            price,
            weights,
            bound,
            tiers,
            profit_weight,
            orders: Orders::Worst,
        })
    }

    /// What counts at equity: the price alone. No margin, no profit weight, and what open orders
    /// could do is left out.
    pub fn equity(price: Price<N>) -> Self {
        Terms {
            bound: Bound::unweighted(&price),
            price,
            weights: Weights::one(),
            tiers: Tiers::none(),
            profit_weight: N::one(),
            orders: Orders::Ignored,
        }
    }

    /// The same terms at `price.scale(factor)`. Errors: [`Error::Overflow`].
    pub fn scale(&self, factor: &Price<N>) -> Result<Self, Error> {
        let price = self.price.scale(factor)?;
        Ok(Terms {
            bound: self.weights.apply(&price)?,
            price,
            ..self.clone()
        })
    }

    /// The price in units of the settlement asset.
    pub fn price(&self) -> &Price<N> {
        &self.price
    }

    /// The weights at this level.
    pub fn weights(&self) -> &Weights<N> {
        &self.weights
    }

    /// The weighted price at this level.
    pub fn bound(&self) -> &Bound<N> {
        &self.bound
    }

    /// The ladder at this level.
    pub fn tiers(&self) -> &Tiers<'a, N> {
        &self.tiers
    }

    /// How much of a profit counts.
    pub fn profit_weight(&self) -> &N {
        &self.profit_weight
    }

    /// `size * p + quote - ladder(|size| * p)`, rounded down.
    ///
    /// One notional serves for both terms: rounded down for a long it understates the ladder too, but
    /// a ladder's slope is at most one, so the difference is still a lower bound.
    #[inline(always)]
    fn filled(&self, size: &N, quote: &N) -> Result<N, Error> {
        let (value, notional) = if *size >= N::zero() {
            let notional = size.mul_down(self.bound.asset())?;
            (quote.try_add(&notional)?, notional)
        } else {
            let notional = size.try_neg()?.mul_up(self.bound.liability())?;
            (quote.try_sub(&notional)?, notional)
        };
        match self.tiers.rungs() {
            [] => Ok(value),
            _ => value.try_sub(&self.tiers.requirement(&notional)?),
        }
    }
}
