//! Interest by an index: a balance is stored once, scaled, and grows with the index of its market.

use crate::number::Number;
use crate::Error;

/// What an index grows by over `elapsed` at `rate` for one unit of time, compounded continuously as
/// the first three terms of `e^x - 1` with `x = rate * elapsed`: `x + x^2 / 2 + x^3 / 6` (Morpho),
/// each product rounded down. Below the true growth by less than `x^4 / 24 * e^x`.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::Overflow`].
pub fn growth_down<N: Number>(rate: &N, elapsed: &N) -> Result<N, Error> {
    growth(rate, elapsed, N::mul_down, N::mul_div_down)
}

/// As [`growth_down`], each product rounded up.
pub fn growth_up<N: Number>(rate: &N, elapsed: &N) -> Result<N, Error> {
    growth(rate, elapsed, N::mul_up, N::mul_div_up)
}

type Product<N> = fn(&N, &N) -> Result<N, Error>;
type Share<N> = fn(&N, &N, &N) -> Result<N, Error>;

fn growth<N: Number>(
    rate: &N,
    elapsed: &N,
    product: Product<N>,
    share: Share<N>,
) -> Result<N, Error> {
    if rate.is_negative() || elapsed.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let two = N::one().try_add(&N::one())?;
    let first = product(rate, elapsed)?;
    let second = share(&first, &first, &two)?;
    let third = share(&second, &first, &two.try_add(&N::one())?)?;
    first.try_add(&second)?.try_add(&third)
}

/// The two indices of a market: what one unit deposited, and one unit borrowed, at its beginning has
/// become. Depositors never earn more than borrowers pay, whatever is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices<N> {
    deposit: N,
    debt: N,
}

impl<N: Number> Indices<N> {
    /// 1 and 1.
    pub fn new() -> Self {
        Indices {
            deposit: N::one(),
            debt: N::one(),
        }
    }

    /// Indices that were stored. Errors: [`Error::InvalidQuantity`] unless `deposit >= 0` and `debt > 0`:
    /// a deposit index may have fallen to zero by a loss, and at a debt index of zero nobody would owe.
    pub fn from_stored(deposit: N, debt: N) -> Result<Self, Error> {
        match deposit.is_negative() || debt <= N::zero() {
            true => Err(Error::InvalidQuantity),
            false => Ok(Indices { deposit, debt }),
        }
    }

    /// The indices after `elapsed`: `debt * (1 + growth)` rounded up, and
    /// `deposit * (1 + growth * utilisation * (1 - reserve))` rounded down, with the rate that
    /// borrowers pay, the part of deposits that is borrowed, and the part of interest that the
    /// protocol keeps.
    ///
    /// Errors: [`Error::InvalidFraction`] for the utilisation or the reserve,
    /// [`Error::InvalidQuantity`] for a negative rate or time, [`Error::Overflow`].
    pub fn accrue(
        &self,
        rate: &N,
        elapsed: &N,
        utilisation: &N,
        reserve: &N,
    ) -> Result<Self, Error> {
        if !utilisation.is_fraction() || !reserve.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        let paid = growth_up(rate, elapsed)?;
        let kept = N::one().try_sub(reserve)?;
        let earned = growth_down(rate, elapsed)?
            .mul_down(utilisation)?
            .mul_down(&kept)?;
        Ok(Indices {
            deposit: self.deposit.try_add(&self.deposit.mul_down(&earned)?)?,
            debt: self.debt.try_add(&self.debt.mul_up(&paid)?)?,
        })
    }

    /// What one unit deposited at the beginning has become.
    pub fn deposit(&self) -> &N {
        &self.deposit
    }

    /// What one unit borrowed at the beginning has become.
    pub fn debt(&self) -> &N {
        &self.debt
    }

    /// A scaled balance in units of the asset: a deposit times its index, a debt (negative) times its
    /// own, both rounded down. Errors: [`Error::Overflow`].
    pub fn balance(&self, scaled: &N) -> Result<N, Error> {
        match scaled.is_negative() {
            true => scaled.mul_down(&self.debt),
            false => scaled.mul_down(&self.deposit),
        }
    }

    /// The scaled form of a balance, rounded down: a deposit counts for at most, a debt for at least
    /// what it is. Errors: [`Error::DivisionByZero`] where the index has fallen to zero,
    /// [`Error::Overflow`].
    pub fn scaled(&self, balance: &N) -> Result<N, Error> {
        match balance.is_negative() {
            true => balance.div_down(&self.debt),
            false => balance.div_down(&self.deposit),
        }
    }
}

impl<N: Number> Default for Indices<N> {
    fn default() -> Self {
        Indices::new()
    }
}
