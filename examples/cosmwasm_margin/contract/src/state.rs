//! What is stored, packed as borsh packs it: the library's types as themselves.
//!
//! Every amount is a whole number of base units of the dollar or of lots, held in a [`Fixed`], in which sums
//! of whole numbers are exact. `held = balances + quotes + fund - pending`, always.

use crate::error::Refused;
use borsh::{BorshDeserialize, BorshSerialize};
use cosmwasm_std::Storage;
use plimsoll::risk::parameters::set::{Name, COUNT};
use plimsoll::support::borsh::{deserialize as read, serialize as write};
use plimsoll::{
    Capacity, Error, Exposure, Feed, Fixed, Fund, Number, Parameters, Perp, Price, Reading, Rule,
    Terms, Tiers, Weights,
};

/// The most positions of one account.
pub const MOST_POSITIONS: usize = 16;

/// What there is once.
#[derive(BorshDeserialize, BorshSerialize, Clone)]
pub struct Protocol {
    pub admin: String,
    pub feeder: String,
    pub denom: String,
    pub markets: u8,
    /// How readings become prices, at the initial and at the maintenance level.
    pub feeds: [Feed; 2],
    /// The largest balance.
    pub dollar: Capacity,
    pub fund: Fund,
    /// Seconds in which the fund may pay `per_period`, and when the present ones began.
    pub period: u64,
    pub since: u64,
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub held: Fixed,
}

/// A market, whose perps settle in the dollar.
#[derive(BorshDeserialize, BorshSerialize, Clone)]
pub struct Market {
    pub symbol: String,
    pub parameters: Parameters,
    pub capacity: Capacity,
    /// What the feeder last published.
    pub reading: Option<Reading>,
    /// What is open.
    pub open: Exposure,
    /// What a taker pays, as a fraction of the notional.
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub fee: Fixed,
    /// What one lot, long or short, has paid for socialised losses since the market began.
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub losses: Fixed,
    /// What of those losses positions have yet to pay.
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub pending: Fixed,
}

/// A position, and the market's `losses` when it last paid them.
#[derive(BorshDeserialize, BorshSerialize, Clone, PartialEq)]
pub struct Position {
    pub market: u8,
    pub perp: Perp,
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub paid: Fixed,
}

/// An account: dollars, and what settles in them. Nothing at first.
#[derive(BorshDeserialize, BorshSerialize, Clone, Default)]
pub struct User {
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub balance: Fixed,
    pub positions: Vec<Position>,
}

/// The rules by which a market's parameters move; apart from the market, because only a proposal asks.
pub type Rules = [Rule; COUNT];

impl Market {
    /// The price at the initial and at the maintenance level: unknown before the first one is published, and
    /// where the last one is too old.
    pub fn prices(&self, feeds: &[Feed; 2], now: u64) -> Result<[Price; 2], Error> {
        let [initial, maintenance] = feeds;
        match &self.reading {
            Some(reading) => Ok([
                initial.price(reading, now)?,
                maintenance.price(reading, now)?,
            ]),
            None => Ok([Price::unknown(); 2]),
        }
    }

    /// What the market asks for at the initial, maintenance and equity levels.
    pub fn terms(&self, prices: &[Price; 2], now: u64) -> Result<[Terms<'static>; 3], Error> {
        let [initial, maintenance] = *prices;
        let weights = |asset, liability| {
            let asset = self.parameters.at(asset, now)?;
            Weights::new(asset, self.parameters.at(liability, now)?)
        };
        let strict = weights(Name::InitialAsset, Name::InitialLiability)?;
        let loose = weights(Name::MaintenanceAsset, Name::MaintenanceLiability)?;
        Ok([
            Terms::new(initial, strict, Tiers::none(), Fixed::ONE)?,
            Terms::new(maintenance, loose, Tiers::none(), Fixed::ONE)?,
            Terms::equity(maintenance),
        ])
    }

    /// A position of one size becomes one of another.
    pub fn resize(&mut self, from: &Fixed, to: &Fixed) -> Result<(), Error> {
        let mut open = self.open;
        match from.is_negative() {
            true => open.short = open.short.try_add(from)?,
            false => open.long = open.long.try_sub(from)?,
        }
        open.add(to)?;
        self.open = open;
        Ok(())
    }
}

impl Position {
    /// Flat in a market.
    pub fn new(market: u8, losses: Fixed) -> Self {
        Position {
            market,
            perp: Perp::new(Fixed::ZERO, Fixed::ZERO),
            paid: losses,
        }
    }
}

impl User {
    /// The position in a market.
    pub fn position(&self, market: u8) -> Option<&Position> {
        self.positions
            .iter()
            .find(|position| position.market == market)
    }

    /// What is closed becomes balance, and a position of nothing is none.
    pub fn tidy(&mut self) -> Result<(), Error> {
        for position in &mut self.positions {
            let perp = position.perp;
            if perp.size().is_zero() {
                self.balance = self.balance.try_add(perp.quote())?;
                position.perp = perp.transfer(&Fixed::ZERO, &perp.quote().try_neg()?)?;
            }
        }
        self.positions.retain(|position| position.perp.is_exposed());
        Ok(())
    }

    /// The balance and every quote: what the account has in dollars if everything it holds becomes worthless.
    pub fn dollars(&self) -> Result<Fixed, Error> {
        let quotes = self.positions.iter().map(|position| position.perp.quote());
        quotes
            .into_iter()
            .try_fold(self.balance, |sum, quote| sum.try_add(quote))
    }
}

const PROTOCOL: &[u8] = b"protocol";

fn market_key(market: u8) -> [u8; 7] {
    [b'm', b'a', b'r', b'k', b'e', b't', market]
}

fn rules_key(market: u8) -> [u8; 6] {
    [b'r', b'u', b'l', b'e', b's', market]
}

fn user_key(name: &str) -> Vec<u8> {
    [b"user", name.as_bytes()].concat()
}

fn load<T: BorshDeserialize>(storage: &dyn Storage, key: &[u8]) -> Result<Option<T>, Refused> {
    let bytes = storage.get(key);
    let value = bytes.map(|bytes| borsh::from_slice(&bytes)).transpose();
    value.map_err(|_| Refused::Corrupt)
}

fn save<T: BorshSerialize>(
    storage: &mut dyn Storage,
    key: &[u8],
    value: &T,
) -> Result<(), Refused> {
    storage.set(key, &borsh::to_vec(value).map_err(|_| Refused::Corrupt)?);
    Ok(())
}

pub fn protocol(storage: &dyn Storage) -> Result<Protocol, Refused> {
    load(storage, PROTOCOL)?.ok_or(Refused::Corrupt)
}

pub fn market(storage: &dyn Storage, market: u8) -> Result<Market, Refused> {
    load(storage, &market_key(market))?.ok_or(Refused::Library(Error::UnknownMarket))
}

pub fn rules(storage: &dyn Storage, market: u8) -> Result<Rules, Refused> {
    load(storage, &rules_key(market))?.ok_or(Refused::Library(Error::UnknownMarket))
}

/// Who has never been here has nothing.
pub fn user(storage: &dyn Storage, name: &str) -> Result<User, Refused> {
    Ok(load(storage, &user_key(name))?.unwrap_or_default())
}

pub fn save_protocol(storage: &mut dyn Storage, value: &Protocol) -> Result<(), Refused> {
    save(storage, PROTOCOL, value)
}

pub fn save_market(storage: &mut dyn Storage, market: u8, value: &Market) -> Result<(), Refused> {
    save(storage, &market_key(market), value)
}

pub fn save_rules(storage: &mut dyn Storage, market: u8, value: &Rules) -> Result<(), Refused> {
    save(storage, &rules_key(market), value)
}

/// Who has nothing is not kept.
pub fn save_user(storage: &mut dyn Storage, name: &str, value: &User) -> Result<(), Refused> {
    let key = user_key(name);
    match value.balance.is_zero() && value.positions.is_empty() {
        true => storage.remove(&key),
        false => save(storage, &key, value)?,
    }
    Ok(())
}
