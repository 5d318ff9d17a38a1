//! Closing what an account has: perps first, at the mark, then debts out of its collateral.

use super::engine::{pay, Action, Engine};
use plimsoll::liquidation::bonus::{covered, Parts};
use plimsoll::liquidation::order::Candidate;
use plimsoll::liquidation::reduce::reduce;
use plimsoll::liquidation::repay::{repay, sweep};
use plimsoll::liquidation::sizing::Reason;
use plimsoll::{Balance, Deal, Error, Exchange, Fixed, Number};

/// After so many repayments of one account that the close factor has limited it no longer holds: halves
/// of halves never end.
const PATIENCE: usize = 16;

impl Engine<'_> {
    /// An asset of the account as a sizing at maintenance sees it.
    fn balance(&self, place: usize, asset: usize) -> Result<Balance, Error> {
        let account = self.account(place)?;
        let amount = account.balance(asset);
        let ([_, net, _], _) = (self.markets).group(self.book, account, asset, &amount, None)?;
        let [_, bound, _] = self.markets.bounds.get(asset).ok_or(Error::UnknownMarket)?;
        Ok(Balance {
            amount,
            net,
            bound: *bound,
            step: Fixed::DELTA,
        })
    }

    /// Closes as much of one perp as maintenance needs, at the mark.
    pub(super) fn reduce(&mut self, place: usize, value: &Fixed) -> Result<bool, Error> {
        let account = self.account(place)?;
        let mut candidates = Vec::with_capacity(account.perps.len());
        for (market, perp) in &account.perps {
            let price = self.asset_mid(self.settles(*market)?)?;
            let [_, terms, _] = self
                .markets
                .terms
                .get(*market)
                .ok_or(Error::UnknownMarket)?;
            // Up, so that the smallest position is one.
            let notional = perp.size().try_abs()?.mul_up(self.perp_mid(*market)?)?;
            candidates.push(Candidate {
                value: notional.mul_up(price)?,
                margin: perp.requirement(terms)?.mul_up(price)?,
            });
        }
        let Some(first) = self.policy.order.first(&candidates)? else {
            return Ok(false);
        };
        let (market, perp) = *account.perps.get(first).ok_or(Error::UnknownMarket)?;
        let settles = self.settles(market)?;
        let [_, terms, _] = *self.markets.terms.get(market).ok_or(Error::UnknownMarket)?;
        let health = self.health(place)?;
        let price = *self.perp_mid(market)?;
        let balance = self.balance(place, settles)?;
        let size = |fee: Fixed| {
            let lot = Fixed::DELTA;
            let deal = Deal { price, fee, lot };
            reduce(
                health.maintenance(),
                &balance,
                &perp,
                &terms,
                &deal,
                &Fixed::MAX,
            )
        };
        // The fee is at most what the account has, and none where it would undo what closing frees.
        let notional = perp
            .size()
            .try_abs()?
            .mul_up(&price)?
            .mul_up(self.asset_mid(settles)?)?;
        let most = value
            .greater(&Fixed::ZERO)
            .div_down(&notional)
            .unwrap_or(Fixed::ONE);
        let fee = self.policy.fee.lesser(&most);
        let mut reduction = size(fee)?;
        if reduction.reason == Reason::Worsens {
            reduction = size(Fixed::ZERO)?;
        }
        if reduction.size == Fixed::ZERO {
            return Ok(false);
        }
        let parts = self.policy.split.of(&reduction.fee)?;
        let paid = reduction.quote.try_sub(&reduction.fee)?;
        let left = perp.transfer(&reduction.size, &paid)?;
        if let Some(entry) = self.account_mut(place)?.perps.get_mut(first) {
            entry.1 = left;
        }
        let gained = parts.liquidator.try_sub(&reduction.quote)?;
        let ledger = &mut self.ledger;
        ledger.liquidators.receive(settles, &gained)?;
        ledger
            .liquidators
            .take_position(market, &reduction.size.try_neg()?)?;
        self.penalties(settles, &parts)?;
        self.settle(place)?;
        let action = Action::Reduce {
            market,
            price,
            reduction,
            fee: parts,
        };
        self.record(place, action);
        Ok(true)
    }

    /// The fund's and the protocol's parts of a penalty.
    fn penalties(&mut self, asset: usize, parts: &Parts<Fixed>) -> Result<(), Error> {
        let worth = parts.insurance.mul_down(self.asset_mid(asset)?)?;
        self.fund.contribute(&worth)?;
        self.ledger.insurance.receive(asset, &parts.insurance)?;
        self.ledger.protocol.receive(asset, &parts.protocol)
    }

    /// The asset that goes first of those owned, or of those owed, and their value together.
    fn pick(&self, place: usize, side: Side) -> Result<Option<(usize, Fixed, Fixed)>, Error> {
        let account = self.account(place)?;
        let (mut assets, mut candidates, mut sum) = (Vec::new(), Vec::new(), Fixed::ZERO);
        for (asset, amount) in &account.balances {
            let amount = match side {
                Side::Owned => amount.greater(&Fixed::ZERO),
                Side::Owed => amount.lesser(&Fixed::ZERO).try_neg()?,
            };
            let [_, bound, _] = self
                .markets
                .bounds
                .get(*asset)
                .ok_or(Error::UnknownMarket)?;
            let mid = self.asset_mid(*asset)?;
            // What is owned may be worth nothing; what is owed never is.
            let value = match side {
                Side::Owned => amount.mul_down(mid)?,
                Side::Owed => amount.mul_up(mid)?,
            };
            let margin = match side {
                Side::Owned => value.try_sub(&amount.mul_down(bound.asset())?)?,
                Side::Owed => amount.mul_up(bound.liability())?.try_sub(&value)?,
            };
            sum = sum.try_add(&value)?;
            assets.push((*asset, value));
            candidates.push(Candidate { value, margin });
        }
        let first = self.policy.order.first(&candidates)?;
        let found = first.and_then(|first| assets.get(first));
        Ok(found.map(|(asset, value)| (*asset, *value, sum)))
    }

    /// Repays one debt out of one collateral.
    pub(super) fn repay(&mut self, place: usize) -> Result<bool, Error> {
        let owed = self.pick(place, Side::Owed)?;
        let owned = self.pick(place, Side::Owned)?;
        let (Some((debt, owed, all_owed)), Some((collateral, owned, all_owned))) = (owed, owned)
        else {
            return Ok(false);
        };
        let health = self.health(place)?;
        let maintenance = health.maintenance();
        let bonus = covered(&self.policy.bonus_at(maintenance)?, &all_owned, &all_owed)?;
        let mids = (*self.asset_mid(debt)?, *self.asset_mid(collateral)?);
        let exchange = Exchange::new(mids.0, mids.1, &bonus)?;
        let sides = (self.balance(place, debt)?, self.balance(place, collateral)?);
        let close = &self.policy.close;
        let ratio = maintenance.ratio().unwrap_or(Fixed::ZERO);
        let most = close.most(&ratio, &all_owed, &owed, &owned)?;
        let most = self.units(place, &most, &owed, &mids.0)?;
        let mut seizure = repay(maintenance, &sides.0, &sides.1, &exchange, &most)?;
        if close.dust > Fixed::ZERO {
            let dust = (small(&close.dust, &mids.0)?, small(&close.dust, &mids.1)?);
            seizure = sweep(seizure, &sides.0, &sides.1, &exchange, [&dust.0, &dust.1])?;
        }
        if seizure.repaid == Fixed::ZERO {
            return Ok(false);
        }
        if let Some(limited) = self.limited.get_mut(place).filter(|_| most < Fixed::MAX) {
            *limited += 1;
        }
        let penalty = exchange.penalty(&seizure.repaid, &seizure.seized)?;
        let parts = self.policy.split.of(&penalty)?;
        let account = self.account_mut(place)?;
        pay(account, debt, &seizure.repaid)?;
        pay(account, collateral, &seizure.seized.try_neg()?)?;
        let others = parts.insurance.try_add(&parts.protocol)?;
        let liquidators = &mut self.ledger.liquidators;
        liquidators.give(debt, &seizure.repaid)?;
        liquidators.receive(collateral, &seizure.seized.try_sub(&others)?)?;
        self.penalties(collateral, &parts)?;
        let action = Action::Repay {
            debt,
            collateral,
            bonus,
            seizure,
            penalty: parts,
        };
        self.record(place, action);
        Ok(true)
    }

    /// The most that the close factor lets be repaid of a debt, in units: a part of it is at least a
    /// step, unless the factor is nothing.
    fn units(&self, place: usize, most: &Fixed, owed: &Fixed, mid: &Fixed) -> Result<Fixed, Error> {
        let limited = self.limited.get(place);
        if most >= owed || limited.is_some_and(|limited| *limited >= PATIENCE) {
            return Ok(Fixed::MAX);
        }
        match self.policy.close.fraction > Fixed::ZERO {
            true => Ok(most.div_down(mid)?.greater(&Fixed::DELTA)),
            false => Ok(Fixed::ZERO),
        }
    }
}

/// The most units that are worth less than `dust`; what is out of range is more than anyone has.
fn small(dust: &Fixed, mid: &Fixed) -> Result<Fixed, Error> {
    match dust.div_up(mid) {
        Ok(units) => units.try_sub(&Fixed::DELTA),
        Err(Error::Overflow) => Ok(Fixed::MAX),
        Err(error) => Err(error),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Owned,
    Owed,
}
