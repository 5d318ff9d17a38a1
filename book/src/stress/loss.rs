//! Who bears what an account cannot pay: those on the other side of its perps, the fund, everybody.

use super::engine::{pay, Action, Engine};
use super::policy::Deleverage;
use plimsoll::liquidation::bankruptcy::{self, Position};
use plimsoll::liquidation::order::{Candidate, Order};
use plimsoll::solvency::deleverage::{greedy, pro_rata};
use plimsoll::{Error, Fixed, Number, Perp, Standing};

type Opposite = plimsoll::solvency::deleverage::Candidate<Fixed>;

impl Engine<'_> {
    /// Closes the largest perp of an account that the fund cannot pay for, at its bankruptcy price,
    /// against those on the other side.
    pub(super) fn deleverage(&mut self, place: usize, value: &Fixed) -> Result<bool, Error> {
        let lacking = value.try_add(&self.fund.available()?)?;
        if self.policy.deleverage == Deleverage::None || lacking >= Fixed::ZERO {
            return Ok(false);
        }
        let account = self.account(place)?;
        let mut candidates = Vec::with_capacity(account.perps.len());
        for (market, perp) in &account.perps {
            let value = self.worth(*market, perp)?.try_abs()?;
            let margin = Fixed::ZERO;
            candidates.push(Candidate { value, margin });
        }
        let Some(largest) = Order::Largest.first(&candidates)? else {
            return Ok(false);
        };
        let (market, perp) = *account.perps.get(largest).ok_or(Error::UnknownMarket)?;
        let mut opposite = self.opposite(place, market, perp.size())?;
        let needed = perp.size().to_bits().unsigned_abs();
        match self.policy.deleverage {
            Deleverage::ProRata => pro_rata(&mut opposite, needed)?,
            _ => greedy(&mut opposite, needed),
        };
        let price = self.bankruptcy_price(place, market, &perp, &lacking)?;
        self.close_against(place, market, &perp, &price, &opposite)
    }

    /// What a position is worth at the mark, its quote left out.
    fn worth(&self, market: usize, perp: &Perp) -> Result<Fixed, Error> {
        let worth = perp.size().mul_down(self.perp_mid(market)?)?;
        worth.mul_down(self.asset_mid(self.settles(market)?)?)
    }

    /// The price at which the position bears its part of what is lacking, by its part of what all the
    /// account's perps require. It stays between the mark and the position's entry: the other side
    /// gives back no more than what it has won from this position.
    fn bankruptcy_price(
        &self,
        place: usize,
        market: usize,
        perp: &Perp,
        lacking: &Fixed,
    ) -> Result<Fixed, Error> {
        let mut total = Fixed::ZERO;
        for (market, perp) in &self.account(place)?.perps {
            total = total.try_add(&self.requirement(*market, perp)?)?;
        }
        let position = Position {
            value: self.worth(market, perp)?,
            requirement: self.requirement(market, perp)?,
            equity: *lacking,
            total,
        };
        let settlement = self.asset_mid(self.settles(market)?)?;
        let quote = position.bankruptcy()?.div_up(settlement)?;
        let price = bankruptcy::price(&quote, perp.size())?;
        let (mark, entry) = (
            self.perp_mid(market)?,
            perp.quote().try_neg()?.div_down(perp.size())?,
        );
        let ends = (mark.lesser(&entry), mark.greater(&entry));
        let price = price.greater(&ends.0).lesser(&ends.1);
        Ok(price.greater(&Fixed::ZERO))
    }

    /// What a position requires at maintenance, at the mark of its settlement asset.
    fn requirement(&self, market: usize, perp: &Perp) -> Result<Fixed, Error> {
        let [_, terms, _] = self.markets.terms.get(market).ok_or(Error::UnknownMarket)?;
        perp.requirement(terms)?
            .mul_up(self.asset_mid(self.settles(market)?)?)
    }

    /// The positions of other accounts on the other side of a market, of accounts that have equity.
    fn opposite(&self, place: usize, market: usize, size: &Fixed) -> Result<Vec<Opposite>, Error> {
        let mut opposite = Vec::new();
        for (other, account) in self.accounts.iter().enumerate() {
            let position = account.perps.iter().find(|(at, _)| *at == market);
            let Some((_, perp)) = position.filter(|_| other != place) else {
                continue;
            };
            let flat = *perp.size() == Fixed::ZERO;
            if flat || perp.size().is_negative() == size.is_negative() {
                continue;
            }
            let equity = self.value(other)?;
            if equity <= Fixed::ZERO {
                continue;
            }
            let id = u32::try_from(other).map_err(|_| Error::Overflow)?;
            let key = self.key(market, perp, equity)?;
            opposite.push(Opposite::new(id, key, perp.size().to_bits().unsigned_abs()));
        }
        Ok(opposite)
    }

    /// The ranking key. A position that has been paid to be held, or one out of range, ranks first.
    fn key(&self, market: usize, perp: &Perp, equity: Fixed) -> Result<Fixed, Error> {
        let settlement = self.asset_mid(self.settles(market)?)?;
        let standing = Standing {
            mark: self.worth(market, perp)?,
            entry: perp.quote().try_neg()?.mul_down(settlement)?,
            equity,
        };
        let key = match self.policy.deleverage {
            Deleverage::MoveAndLeverage => standing.by_move_and_leverage(),
            Deleverage::ProfitAndLeverage => standing.by_profit_and_leverage(),
            Deleverage::ProRata | Deleverage::None => return Ok(Fixed::ZERO),
        };
        match key {
            Ok(Some(key)) => Ok(key),
            Ok(None) | Err(Error::Overflow | Error::DivisionByZero | Error::InvalidQuantity) => {
                Ok(Fixed::MAX)
            }
            Err(error) => Err(error),
        }
    }

    /// Moves sizes and quotes between the account and those chosen; what one gives the other gets.
    fn close_against(
        &mut self,
        place: usize,
        market: usize,
        perp: &Perp,
        price: &Fixed,
        opposite: &[Opposite],
    ) -> Result<bool, Error> {
        let (mut size, mut quote, mut against) = (Fixed::ZERO, Fixed::ZERO, Vec::new());
        for candidate in opposite.iter().filter(|candidate| candidate.close > 0) {
            let bits = i128::try_from(candidate.close).map_err(|_| Error::Overflow)?;
            let part = match perp.size().is_negative() {
                true => Fixed::from_bits(bits).try_neg()?,
                false => Fixed::from_bits(bits),
            };
            let received = part.try_neg()?.mul_down(price)?;
            let other = usize::try_from(candidate.id).map_err(|_| Error::Overflow)?;
            self.transfer(other, market, &part, &received)?;
            size = size.try_sub(&part)?;
            quote = quote.try_sub(&received)?;
            against.push((other, part));
        }
        if against.is_empty() {
            return Ok(false);
        }
        self.transfer(place, market, &size, &quote)?;
        let price = *price;
        let action = Action::Deleverage {
            market,
            price,
            size,
            against,
        };
        self.record(place, action);
        Ok(true)
    }

    fn transfer(
        &mut self,
        place: usize,
        market: usize,
        size: &Fixed,
        quote: &Fixed,
    ) -> Result<(), Error> {
        let account = self.account_mut(place)?;
        if let Some((_, perp)) = account.perps.iter_mut().find(|(at, _)| *at == market) {
            *perp = perp.transfer(size, quote)?;
        }
        self.settle(place)
    }

    /// What is owed with nothing left to pay it: the fund pays what it can, the rest is everybody's.
    pub(super) fn write_off(&mut self, place: usize) -> Result<(), Error> {
        let account = self.account(place)?;
        let mut owned = Fixed::ZERO;
        for (asset, amount) in &account.balances {
            owned = owned.greater(&amount.mul_down(self.asset_mid(*asset)?)?);
        }
        if owned > Fixed::ZERO || !account.perps.is_empty() {
            return Ok(());
        }
        for (asset, amount) in account.balances.clone() {
            if amount >= Fixed::ZERO {
                continue;
            }
            let owed = amount.try_neg()?;
            let mid = *self.asset_mid(asset)?;
            let deficit = owed.mul_up(&mid)?;
            let paid = self.fund.cover(&deficit)?;
            let units = match paid == deficit {
                true => owed,
                false => paid.div_down(&mid)?,
            };
            let rest = owed.try_sub(&units)?;
            pay(self.account_mut(place)?, asset, &owed)?;
            self.ledger.insurance.give(asset, &units)?;
            self.ledger.socialised.give(asset, &rest)?;
            if paid > Fixed::ZERO {
                self.record(place, Action::Cover { asset, units, paid });
            }
            if rest > Fixed::ZERO {
                self.record(place, Action::Socialise { asset, units: rest });
            }
        }
        Ok(())
    }
}
