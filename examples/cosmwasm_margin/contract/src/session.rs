//! One message: what it touches is loaded and settled, changed, checked, and stored. Nothing is stored that
//! did not pass [`Session::finish`].

use crate::error::Refused;
use crate::live::{admit, Live};
use crate::seat::{Judgement, Seat};
use crate::state::{self, Market, Position, Protocol, User, MOST_POSITIONS};
use cosmwasm_std::Storage;
use plimsoll::{Account, Bound, Error, Fixed, Net, Number, Perp, Price};
use std::collections::BTreeMap;

/// A base unit of the dollar, or a lot: what amounts are whole in.
pub const UNIT: Fixed = Fixed::ONE;

/// What one message touches.
pub struct Session<'a> {
    storage: &'a dyn Storage,
    pub now: u64,
    pub protocol: Protocol,
    live: BTreeMap<u8, Live>,
    seats: BTreeMap<String, Seat>,
    /// Dollars of the accounts and the fund, less losses to come and what is held, as they were found.
    books: Fixed,
}

impl<'a> Session<'a> {
    pub fn begin(storage: &'a dyn Storage, now: u64) -> Result<Self, Refused> {
        let mut protocol = state::protocol(storage)?;
        if now
            .checked_sub(protocol.since)
            .is_some_and(|passed| passed >= protocol.period)
        {
            protocol.fund.renew();
            protocol.since = now;
        }
        Ok(Session {
            storage,
            now,
            books: protocol.fund.balance().try_sub(&protocol.held)?,
            protocol,
            live: BTreeMap::new(),
            seats: BTreeMap::new(),
        })
    }

    /// A market with its prices. Errors: [`Error::UnknownMarket`].
    pub fn market(&mut self, market: u8) -> Result<&mut Live, Refused> {
        if !self.live.contains_key(&market) {
            let found = state::market(self.storage, market)?;
            let live = Live::new(found, &self.protocol.feeds, self.now)?;
            self.books = self.books.try_sub(&live.market.pending)?;
            self.live.insert(market, live);
        }
        self.live
            .get_mut(&market)
            .ok_or(Error::UnknownMarket.into())
    }

    /// Loads an account with its markets, lets it pay its part of socialised losses, and evaluates it.
    pub fn open(&mut self, name: &str, judgement: Judgement) -> Result<(), Refused> {
        if self.seats.contains_key(name) {
            return Err(Refused::SameAccount);
        }
        let mut user = state::user(self.storage, name)?;
        self.books = self.books.try_add(&user.dollars()?)?;
        for position in &mut user.positions {
            self.settle(position)?;
        }
        let before = self.evaluate(&user)?;
        let seat = Seat::new(user, judgement, before);
        self.seats.insert(name.to_owned(), seat);
        Ok(())
    }

    /// An account that was opened.
    pub fn seat(&mut self, name: &str) -> Result<&mut Seat, Refused> {
        self.seats.get_mut(name).ok_or(Refused::Unbalanced)
    }

    /// Its standing, as it is now; what it is judged by from here on.
    pub fn stand(&mut self, name: &str) -> Result<Account<3>, Refused> {
        let user = self.seat(name)?.user.clone();
        let account = self.evaluate(&user)?;
        let seat = self.seat(name)?;
        *seat = Seat::new(user, seat.judgement, account);
        Ok(account)
    }

    /// A position pays its part of what its market's positions have lost for others, whole units rounded up;
    /// what rounding brings beyond the loss is the fund's.
    pub fn settle(&mut self, position: &mut Position) -> Result<(), Refused> {
        let market = &mut self.market(position.market)?.market;
        let perp = position.perp;
        let less = match perp.size().is_negative() {
            true => perp.settle_funding(&market.losses, &position.paid)?,
            false => perp.settle_funding(&position.paid, &market.losses)?,
        };
        let paid = perp.quote().try_sub(&less.quote().floor_to(&UNIT)?)?;
        position.perp = perp.transfer(&Fixed::ZERO, &paid.try_neg()?)?;
        position.paid = market.losses;
        let due = paid.lesser(&market.pending);
        market.pending = market.pending.try_sub(&due)?;
        self.protocol.fund.contribute(&paid.try_sub(&due)?)?;
        Ok(())
    }

    /// Every level of the account in one pass: dollars and perps are one netting group.
    pub fn evaluate(&mut self, user: &User) -> Result<Account<3>, Refused> {
        let mut net = Net::new(&user.balance);
        for position in &user.positions {
            net.add(&position.perp, &self.market(position.market)?.terms)?;
        }
        let mut account = Account::new();
        account.add_net(&net, &[dollar()?; 3])?;
        let positions = u32::try_from(user.positions.len()).map_err(|_| Error::Overflow)?;
        Ok(account.close(positions.checked_add(1).ok_or(Error::Overflow)?)?)
    }

    /// Changes the perp of an account in a market, opening the position where there is none and dropping it
    /// where nothing is left, and the market's open interest with it.
    pub fn change(
        &mut self,
        name: &str,
        market: u8,
        change: impl FnOnce(&Perp) -> Result<Perp, Error>,
    ) -> Result<(), Refused> {
        let losses = self.market(market)?.market.losses;
        let user = &mut self.seat(name)?.user;
        if user.position(market).is_none() {
            user.positions.push(Position::new(market, losses));
        }
        let mut positions = user.positions.iter_mut();
        let position = positions.find(|position| position.market == market);
        let position = position.ok_or(Error::UnknownMarket)?;
        let after = change(&position.perp)?;
        let (from, to) = (*position.perp.size(), *after.size());
        position.perp = after;
        user.tidy()?;
        Ok(self.market(market)?.market.resize(&from, &to)?)
    }

    /// The check that every message passes: each account by its judgement and within its capacities, each
    /// market within its caps, and not a unit more or less in all than there was.
    pub fn finish(mut self) -> Result<Changes, Refused> {
        let mut books = self.protocol.fund.balance().try_sub(&self.protocol.held)?;
        for live in self.live.values() {
            live.capped(self.now)?;
            books = books.try_sub(&live.market.pending)?;
        }
        let seats = std::mem::take(&mut self.seats);
        for (name, seat) in &seats {
            books = books.try_add(&seat.user.dollars()?)?;
            let after = self.evaluate(&seat.user)?;
            seat.judge(name, &after)?;
            if !matches!(seat.judgement, Judgement::Liquidated { .. }) {
                self.admit(seat)?;
            }
        }
        if books != self.books || self.protocol.held.is_negative() {
            return Err(Refused::Unbalanced);
        }
        Ok(Changes {
            protocol: self.protocol,
            markets: self
                .live
                .into_iter()
                .map(|(id, live)| (id, live.market))
                .collect(),
            users: seats
                .into_iter()
                .map(|(name, seat)| (name, seat.user))
                .collect(),
        })
    }

    /// What is within its capacity can always be evaluated and liquidated, and so nothing else is entered;
    /// what is beyond it may shrink.
    fn admit(&mut self, seat: &Seat) -> Result<(), Refused> {
        let [balance, before] = [seat.user.balance, seat.came().balance];
        let flat = |balance| [balance, Fixed::ZERO];
        admit(&self.protocol.dollar, &flat(balance), &flat(before), &UNIT)?;
        if seat.user.positions.len() > MOST_POSITIONS {
            return Err(Error::AboveCapacity.into());
        }
        for position in &seat.user.positions {
            let came = seat.came().position(position.market);
            self.market(position.market)?.admit(position, came)?;
        }
        Ok(())
    }
}

/// A dollar is a dollar at every level.
pub fn dollar() -> Result<Bound, Error> {
    Ok(Bound::unweighted(&Price::exact(Fixed::ONE)?))
}

/// What passed every check.
pub struct Changes {
    protocol: Protocol,
    markets: Vec<(u8, Market)>,
    users: Vec<(String, User)>,
}

impl Changes {
    pub fn save(&self, storage: &mut dyn Storage) -> Result<(), Refused> {
        state::save_protocol(storage, &self.protocol)?;
        for (id, market) in &self.markets {
            state::save_market(storage, *id, market)?;
        }
        for (name, user) in &self.users {
            state::save_user(storage, name, user)?;
        }
        Ok(())
    }
}
