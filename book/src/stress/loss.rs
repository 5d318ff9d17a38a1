//! Who bears what an account cannot pay: those on the other side of its perps, the fund, everybody.

use super::engine::{pay, Action, Engine};
use super::policy::Deleverage;
use plimsoll::liquidation::bankruptcy::{self, Position};
use plimsoll::liquidation::order::{Candidate, Order};
use plimsoll::solvency::deleverage::{greedy, pro_rata};
use plimsoll::{Error, Fixed, Number, Perp, Standing};

type Opposite = plimsoll::solvency::deleverage::Candidate<Fixed>;

impl Engine<'_> {
    /// Closes the largest losing perp of an account that the fund cannot pay for, at its bankruptcy
    /// price, against those on the other side. One in profit is left to liquidators: it brings no more
    /// than the mark either way.
    pub(super) fn deleverage(&mut self, place: usize, value: &Fixed) -> Result<bool, Error> {
        let lacking = value.try_add(&self.fund.available()?)?;
        if self.policy.deleverage == Deleverage::None || lacking >= Fixed::ZERO {
            return Ok(false);
        }
        let account = self.account(place)?;
        let mut candidates = Vec::with_capacity(account.perps.len());
        for (market, perp) in &account.perps {
            let gain = perp
                .size()
                .mul_down(self.perp_mid(*market)?)?
                .try_add(perp.quote())?;
            let value = match gain.is_negative() {
                true => self.worth(*market, perp)?.try_abs()?,
                false => Fixed::ZERO,
            };
            let margin = Fixed::ZERO;
            candidates.push(Candidate { value, margin });
        }
        let Some(largest) = Order::Largest.first(&candidates)? else {
            return Ok(false);
        };
        let (market, perp) = *account.perps.get(largest).ok_or(Error::UnknownMarket)?;
        let price = self.bankruptcy_price(place, market, &perp, &lacking)?;
        let mut opposite = self.opposite(place, market, perp.size(), &price)?;
        let needed = perp.size().to_bits().unsigned_abs();
        match self.policy.deleverage {
            Deleverage::ProRata => pro_rata(&mut opposite, needed)?,
            _ => greedy(&mut opposite, needed),
        };
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
        let requirement = self.requirement(market, perp)?;
        // Where nothing is required of any, this one bears all that it can.
        let (requirement, total) = match total > Fixed::ZERO {
            true => (requirement, total),
            false => (Fixed::ONE, Fixed::ONE),
        };
        let position = Position {
            value: self.worth(market, perp)?,
            requirement,
            equity: *lacking,
            total,
        };
        let settlement = self.asset_mid(self.settles(market)?)?;
        let price = position
            .bankruptcy()
            .and_then(|quote| quote.div_up(settlement))
            .and_then(|quote| bankruptcy::price(&quote, perp.size()));
        let long = !perp.size().is_negative();
        let paid = perp.quote().is_negative() == long;
        let entry = perp.quote().try_neg()?.div_down(perp.size());
        let (mark, price, entry) = (
            self.perp_mid(market)?,
            within(price, long)?,
            within(entry, paid)?,
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

    /// The positions of other accounts on the other side of a market, of accounts that have equity,
    /// each as far as that bears the price; by rank, as many as may be needed.
    fn opposite(
        &mut self,
        place: usize,
        market: usize,
        size: &Fixed,
        price: &Fixed,
    ) -> Result<Vec<Opposite>, Error> {
        self.rank()?;
        let settlement = self.asset_mid(self.settles(market)?)?;
        let away = price.try_sub(self.perp_mid(market)?)?.try_abs()?;
        let loss = away.mul_up(settlement)?;
        let all = self.policy.deleverage == Deleverage::ProRata;
        let (mut opposite, mut left) = (Vec::new(), size.to_bits().unsigned_abs());
        for (key, other) in self.ranks.side(market, !size.is_negative()) {
            if other == place {
                continue;
            }
            let account = self.account(other)?;
            let Some((_, perp)) = account.perps.iter().find(|(at, _)| *at == market) else {
                continue;
            };
            let borne = match self.value(other)?.div_down(&loss) {
                Ok(borne) => perp.size().try_abs()?.lesser(&borne),
                Err(Error::Overflow | Error::DivisionByZero) => perp.size().try_abs()?,
                Err(error) => return Err(error),
            };
            let borne = borne.to_bits().unsigned_abs();
            if borne == 0 {
                continue;
            }
            let id = u32::try_from(other).map_err(|_| Error::Overflow)?;
            opposite.push(Opposite::new(id, key, borne));
            left = left.saturating_sub(borne);
            if left == 0 && !all {
                break;
            }
        }
        Ok(opposite)
    }

    /// Brings the ranks of all accounts that have changed up to date.
    fn rank(&mut self) -> Result<(), Error> {
        while let Some(place) = self.ranks.changed() {
            let equity = self.value(place)?;
            let mut entries = Vec::new();
            let account = self.account(place)?;
            for (market, perp) in account.perps.iter().filter(|_| account.method.is_none()) {
                if *perp.size() != Fixed::ZERO && equity > Fixed::ZERO {
                    let key = self.key(*market, perp, equity)?;
                    entries.push((*market, perp.size().is_negative(), key));
                }
            }
            self.ranks.set(place, entries);
        }
        Ok(())
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
        self.closed += against.len();
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
        let (mut debts, mut deficit) = (Vec::new(), Fixed::ZERO);
        for (asset, amount) in &account.balances {
            if amount.is_negative() {
                let owed = amount.try_neg()?;
                let value = owed.mul_up(self.asset_mid(*asset)?)?;
                deficit = deficit.try_add(&value)?;
                debts.push((*asset, owed, value));
            }
        }
        self.written_off = self.written_off.and_then(|sum| sum.try_add(&deficit));
        // All of an account's debts are one event; what the fund gives pays them in their order.
        let mut given = self.fund.cover(&deficit)?;
        for (asset, owed, value) in debts {
            let paid = given.lesser(&value);
            given = given.try_sub(&paid)?;
            let units = match paid == value {
                true => owed,
                false => paid.div_down(self.asset_mid(asset)?)?,
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

/// A price, or the end of the range that it lies beyond.
fn within(price: Result<Fixed, Error>, above: bool) -> Result<Fixed, Error> {
    match price {
        Err(Error::Overflow) if above => Ok(Fixed::MAX),
        Err(Error::Overflow) => Ok(Fixed::ZERO),
        price => price,
    }
}
