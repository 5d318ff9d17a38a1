//! Derive's standard manager (SRM): each option written posts its own margin, or an expiry the most that
//! it can lose at expiry, whichever is less; perps and coins as anywhere else.
//!
//! ```text
//! expiry = max(sum of isolated margins, least payoff over {0} and the strikes - unpaired calls)
//! market = perp + sum over expiries + coins + profit not yet settled - depeg - low confidence
//! ```
//!
//! Amounts count for the account: what is required is below zero. Of the laws of the bare scenario margin it
//! keeps the second: twice the book is twice the margin, to rounding. It breaks the first, because an option
//! owned adds its strike to the prices at which the worst payoff is taken, also where others are written
//! unpaired; and the third, because only payoffs of one expiry offset each other, and within it a hedge adds to
//! the isolated margins.

use super::discount::not_negative;
use crate::margin::contingency::{charge, Confidence, Peg};
use crate::margin::option::position::{shorts, Position};
use crate::margin::option::Right;
use crate::number::Number;
use crate::Error;

/// The level that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// May risk be opened.
    Initial,
    /// May the account be liquidated.
    Maintenance,
}

/// The parameters of one market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters<N> {
    /// Of the spot price for a written option at the money, before what it is out of the money is taken
    /// off, at the initial level.
    pub most: N,
    /// Of the spot price for any written option, at the initial level.
    pub least: N,
    /// Of the spot price for a written call, at maintenance.
    pub call: N,
    /// Of the spot price for a written put, at maintenance.
    pub put: N,
    /// Of its mark for a written put, at maintenance: the larger of both counts.
    pub put_mark: N,
    /// What a put's maintenance margin is scaled by to be its least initial one.
    pub offset: N,
    /// Of the forward for a call written beyond those owned: `[initial, maintenance]`.
    pub unpaired: [N; 2],
    /// Of a perp's notional: `[initial, maintenance]`.
    pub perp: [N; 2],
    /// What a coin counts for, and what of that at the initial level.
    pub coin: [N; 2],
    /// On the notional of options, perps and coins whose feed is in doubt, at the initial level.
    pub confidence: [Confidence<N>; 3],
    /// Of the notional of what is short or perpetual, while the settlement coin is off its peg.
    pub peg: Peg<N>,
}

/// What the feeds say of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feeds<N> {
    /// The price of the underlying.
    pub spot: N,
    /// How sure it is.
    pub spot_confidence: N,
    /// The price of the perp.
    pub perp: N,
    /// How sure it is.
    pub perp_confidence: N,
    /// The price of the settlement coin.
    pub coin: N,
}

/// The options of one expiry, with its forward and the least confidence among the feeds beside the spot
/// price's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options<'a, N> {
    /// Every option held.
    pub positions: &'a [Position<N>],
    /// The forward.
    pub forward: N,
    /// Of the forward and the volatilities.
    pub confidence: N,
}

/// What an account has in one market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings<'a, N> {
    /// The options, one entry an expiry.
    pub options: &'a [Options<'a, N>],
    /// The perp's size.
    pub perp: N,
    /// The perp's profit not yet settled, with funding.
    pub profit: N,
    /// Coins of the underlying.
    pub coins: N,
}

/// The margin of one market in its parts: what is above zero counts for the account, what is below is
/// required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin<N> {
    /// The options.
    pub options: N,
    /// The perp.
    pub perp: N,
    /// Its profit.
    pub profit: N,
    /// The coins.
    pub coins: N,
    /// Minus the charges for doubtful feeds.
    pub confidence: N,
    /// Minus the charge for the settlement coin off its peg.
    pub peg: N,
}

impl<N: Number> Margin<N> {
    /// The sum of the parts, exact; with the cash it is at least zero or not enough. Errors:
    /// [`Error::Overflow`].
    pub fn total(&self) -> Result<N, Error> {
        let parts = [
            &self.perp,
            &self.profit,
            &self.coins,
            &self.confidence,
            &self.peg,
        ];
        parts
            .into_iter()
            .try_fold(self.options.clone(), |sum, part| sum.try_add(part))
    }
}

impl<N: Number> Parameters<N> {
    /// Errors: [`Error::InvalidFactor`] where a number is negative, or the least margin of a written option
    /// is above the most.
    pub fn validate(&self) -> Result<(), Error> {
        for pair in [&self.unpaired, &self.perp, &self.coin] {
            not_negative(pair)?;
        }
        let all = [
            &self.most,
            &self.least,
            &self.call,
            &self.put,
            &self.put_mark,
            &self.offset,
        ];
        match all.iter().any(|number| number.is_negative()) || self.least > self.most {
            true => Err(Error::InvalidFactor),
            false => Ok(()),
        }
    }

    fn at<'a>(&self, level: Level, [initial, maintenance]: &'a [N; 2]) -> &'a N {
        match level {
            Level::Initial => initial,
            Level::Maintenance => maintenance,
        }
    }

    /// The margin of written options alone: zero for what is owned, else below zero. `position.value` is
    /// the mark of one, without discount.
    ///
    /// A call at maintenance: `mark - call * spot`; at the initial level
    /// `mark - max(most - out / spot, least) * spot`. A put at maintenance:
    /// `mark - max(put * spot, put_mark * |mark|)`; at the initial level the same as a call's, but no less
    /// than `offset` times its maintenance. `out` is what the option is out of the money. Errors:
    /// [`Error::DivisionByZero`] at a spot price of zero, [`Error::Overflow`].
    pub fn isolated(&self, position: &Position<N>, spot: &N, level: Level) -> Result<N, Error> {
        if !position.quantity.is_negative() {
            return Ok(N::zero());
        }
        let mark = position.mark()?;
        let strike = position.contract.strike();
        let by_spot = |rate: &N| position.quantity.mul_down(&rate.mul_up(spot)?);
        let kept = match position.contract.right() {
            Right::Call => mark.try_add(&by_spot(&self.call)?)?,
            Right::Put => {
                let by_mark = mark.mul_down(&self.put_mark)?;
                mark.try_add(&by_spot(&self.put)?.lesser(&by_mark))?
            }
        };
        if level == Level::Maintenance {
            return Ok(kept);
        }
        let out = match position.contract.right() {
            Right::Call => strike.try_sub(spot)?,
            Right::Put => spot.try_sub(strike)?,
        };
        let out = out.greater(&N::zero()).div_down(spot)?;
        let rate = self.most.try_sub(&out)?.greater(&self.least);
        let opened = mark.try_add(&by_spot(&rate)?)?;
        match position.contract.right() {
            Right::Call => Ok(opened),
            Right::Put => Ok(opened.lesser(&kept.mul_down(&self.offset)?)),
        }
    }

    /// The margin of the options of one expiry: at most zero. Errors: as [`Parameters::isolated`].
    pub fn expiry(&self, options: &Options<'_, N>, spot: &N, level: Level) -> Result<N, Error> {
        let positions = options.positions;
        let payoff = |price: &N| {
            positions
                .iter()
                .try_fold(N::zero(), |sum, held| sum.try_add(&held.payoff(price)?))
        };
        let mut isolated = N::zero();
        let mut least = payoff(&N::zero())?.lesser(&N::zero());
        let mut calls = N::zero();
        for position in positions {
            isolated = isolated.try_add(&self.isolated(position, spot, level)?)?;
            least = least.lesser(&payoff(position.contract.strike())?);
            if position.contract.right() == Right::Call {
                calls = calls.try_add(&position.quantity)?;
            }
        }
        if calls.is_negative() {
            let each = self.at(level, &self.unpaired).mul_up(&options.forward)?;
            least = least.try_add(&calls.mul_down(&each)?)?;
        }
        Ok(isolated.greater(&least))
    }

    /// The margin of one market in its parts. Errors: [`Error::InvalidQuantity`] for coins below zero,
    /// [`Error::InvalidFraction`] for a confidence outside `[0, 1]`, else as [`Parameters::isolated`].
    pub fn market(
        &self,
        holdings: &Holdings<'_, N>,
        feeds: &Feeds<N>,
        level: Level,
    ) -> Result<Margin<N>, Error> {
        if holdings.coins.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let spot = &feeds.spot;
        let size = holdings.perp.try_abs()?;
        let mut margin = Margin {
            options: N::zero(),
            perp: charge(&size.mul_up(&feeds.perp)?, self.at(level, &self.perp))?.try_neg()?,
            profit: holdings.profit.clone(),
            coins: N::zero(),
            confidence: N::zero(),
            peg: N::zero(),
        };
        let [counts, at_first] = &self.coin;
        let coins = holdings.coins.mul_down(spot)?.mul_down(counts)?;
        margin.coins = match level {
            Level::Initial => coins.mul_down(at_first)?,
            Level::Maintenance => coins,
        };
        let mut doubts = N::zero();
        let mut exposed = size.clone();
        let [of_options, of_perps, of_coins] = &self.confidence;
        for options in holdings.options {
            margin.options = margin
                .options
                .try_add(&self.expiry(options, spot, level)?)?;
            let written = shorts(options.positions)?;
            let confidence = feeds.spot_confidence.lesser(&options.confidence);
            doubts = doubts.try_add(&of_options.charge(&confidence, &written.mul_up(spot)?)?)?;
            exposed = exposed.try_add(&written)?;
        }
        let confidence = feeds.spot_confidence.lesser(&feeds.perp_confidence);
        doubts = doubts.try_add(&of_perps.charge(&confidence, &size.mul_up(spot)?)?)?;
        let notional = holdings.coins.mul_up(spot)?;
        doubts = doubts.try_add(&of_coins.charge(&feeds.spot_confidence, &notional)?)?;
        if level == Level::Initial {
            margin.confidence = doubts.try_neg()?;
            let rate = self.peg.loss(&feeds.coin)?;
            margin.peg = charge(&exposed.mul_up(spot)?, &rate)?.try_neg()?;
        }
        Ok(margin)
    }

    /// What the market is worth: options and profit at their marks, coins by the settlement coin's price,
    /// rounded down. Errors: [`Error::DivisionByZero`] where that price is zero, [`Error::Overflow`].
    pub fn mark(&self, holdings: &Holdings<'_, N>, feeds: &Feeds<N>) -> Result<N, Error> {
        let coins = holdings.coins.mul_div_down(&feeds.spot, &feeds.coin)?;
        let mut sum = holdings.profit.try_add(&coins)?;
        for position in holdings
            .options
            .iter()
            .flat_map(|options| options.positions)
        {
            sum = sum.try_add(&position.mark()?)?;
        }
        Ok(sum)
    }
}
