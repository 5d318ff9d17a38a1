//! A stable-swap pool: nearly a constant sum where its balances are alike, nearly a constant product where
//! they are not.

use super::{check_size, kept_of_trade, Venue};
use crate::number::{whole, Number};
use crate::Error;

/// As many as Curve. What has not settled by then is still a bound.
const ROUNDS: u32 = 255;

/// Balances `x` of `n` coins, all in one unit (each times its rate, where coins differ), under the invariant
/// `D` of `a * sum(x) + D = a * D + D^(n+1) / (n^n * prod(x))` with `a = amplification * n`, as in Curve. The
/// fee is on what comes out.
///
/// `D` and the balance that answers a trade are upper bounds, whatever the number of rounds: Newton's method
/// on a convex function stays above its root, and so does each round when rounded up. A larger `D` leaves a
/// larger balance, hence less fetched and more paid. Of balances within a factor of eight the bounds are some
/// ten steps from exact, of balances within a factor of a hundred some thousand, whatever their size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StableSwap<'a, N> {
    balances: &'a [N],
    base: usize,
    quote: usize,
    /// One less the fee.
    kept: N,
    /// The number of coins.
    coins: N,
    /// `a`.
    factor: N,
    /// `D`, up.
    invariant: N,
}

impl<'a, N: Number> StableSwap<'a, N> {
    /// `base` and `quote` are the places in `balances` of the coin that is sold and of the one paid for it.
    /// Computes the invariant, once.
    ///
    /// Errors: [`Error::UnknownMarket`] where a place is not among the balances, [`Error::InvalidPool`] where
    /// both are the same, a balance is not above zero or the amplification below 1, [`Error::InvalidFraction`]
    /// unless the fee is in `[0, 1)`, [`Error::Overflow`].
    pub fn new(
        balances: &'a [N],
        [base, quote]: [usize; 2],
        amplification: &N,
        fee: &N,
    ) -> Result<Self, Error> {
        let kept = kept_of_trade(fee)?;
        if base.max(quote) >= balances.len() {
            return Err(Error::UnknownMarket);
        }
        let sound = base != quote && *amplification >= N::one();
        if !(sound && balances.iter().all(|balance| *balance > N::zero())) {
            return Err(Error::InvalidPool);
        }
        let coins = whole(balances.len() as u64)?;
        let factor = amplification.mul_down(&coins)?;
        let invariant = invariant(balances, &coins, &factor)?;
        Ok(StableSwap {
            balances,
            base,
            quote,
            kept,
            coins,
            factor,
            invariant,
        })
    }

    /// The balances.
    pub fn balances(&self) -> &'a [N] {
        self.balances
    }

    /// The invariant `D`, rounded up.
    pub fn invariant(&self) -> &N {
        &self.invariant
    }

    fn balance(&self, place: usize) -> Result<&'a N, Error> {
        self.balances.get(place).ok_or(Error::UnknownMarket)
    }

    /// The balance of the quote coin when that of the base coin is `base`, rounded up: the root `y` of
    /// `y^2 + b * y = c` with `b = (other balances) + D / a - D` and `c = D^(n+1) / (n^n * a * prod(others))`.
    ///
    /// From `D` on, where the derivative `2 * y + b` is above zero, each round is
    /// `y * (y + c / y) / (2 * y + b)`.
    fn quote_at(&self, base: &N) -> Result<N, Error> {
        let d = &self.invariant;
        let mut others = base.clone();
        for balance in self.others() {
            others = others.try_add(balance)?;
        }
        let b = others.try_add(&d.div_down(&self.factor)?)?.try_sub(d)?;
        // All of `c` but the balance that is sought.
        let mut known = d.mul_div_up(d, &self.coins.mul_down(base)?)?;
        for balance in self.others() {
            known = known.mul_div_up(d, &self.coins.mul_down(balance)?)?;
        }
        let mut y = d.clone();
        for round in 0..ROUNDS {
            let part = known
                .mul_div_up(d, &self.coins.mul_down(&y)?)?
                .div_up(&self.factor)?;
            let slope = y.try_add(&y)?.try_add(&b)?;
            let next = y.mul_div_up(&y.try_add(&part)?, &slope)?;
            // The first round may rise, from below the root to above it.
            if round > 0 && next >= y {
                break;
            }
            y = next;
        }
        Ok(y)
    }

    /// The coins that are neither sold nor paid.
    fn others(&self) -> impl Iterator<Item = &'a N> + '_ {
        let traded = [self.base, self.quote];
        // Not `enumerate`, which could panic where overflow is checked.
        (0..self.balances.len())
            .zip(self.balances)
            .filter(move |(place, _)| !traded.contains(place))
            .map(|(_, balance)| balance)
    }
}

impl<N: Number> Venue<N> for StableSwap<'_, N> {
    /// What the quote balance loses when the base balance gains `size`, less the fee.
    fn proceeds(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        let after = self.quote_at(&self.balance(self.base)?.try_add(size)?)?;
        let fetched = self.balance(self.quote)?.try_sub(&after)?;
        fetched.greater(&N::zero()).mul_down(&self.kept)
    }

    /// What the quote balance must gain for the base balance to lose `size / (1 - fee)`. All of the base
    /// balance, and more, is above capacity.
    fn cost(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        let rest = self
            .balance(self.base)?
            .try_sub(&size.div_up(&self.kept)?)?;
        if rest <= N::zero() {
            return Err(Error::AboveCapacity);
        }
        if size.is_zero() {
            return Ok(N::zero());
        }
        let paid = self.quote_at(&rest)?.try_sub(self.balance(self.quote)?)?;
        Ok(paid.greater(&N::zero()))
    }
}

/// The root `D` of the invariant, rounded up.
///
/// With `q = D * prod(n * x / D)`, which is at most `D`, each round is
/// `D -> (a * sum * q / D + n * D) * D / ((a - 1) * q + (n + 1) * D)`: Newton's method, written so that no
/// power of a balance has to fit. It rises with `q` where `D` is at most the sum, from which it starts.
fn invariant<N: Number>(balances: &[N], coins: &N, factor: &N) -> Result<N, Error> {
    let mut sum = N::zero();
    for balance in balances {
        sum = sum.try_add(balance)?;
    }
    let weighted = factor.mul_up(&sum)?;
    let less = factor.try_sub(&N::one())?;
    let more = coins.try_add(&N::one())?;
    let mut d = sum;
    for _ in 0..ROUNDS {
        let mut q = d.clone();
        for balance in balances {
            q = q.mul_div_up(&coins.mul_up(balance)?, &d)?;
        }
        let above = weighted.mul_div_up(&q, &d)?.try_add(&coins.mul_up(&d)?)?;
        let below = less.mul_down(&q)?.try_add(&more.mul_down(&d)?)?;
        let next = above.mul_div_up(&d, &below)?;
        if next >= d {
            break;
        }
        d = next;
    }
    Ok(d)
}
