//! The same rule on cosmwasm-std's `Decimal256`, as a protocol without the library would write it: the type's
//! own products, which round toward zero whatever they are for.

use crate::fixed;
use borsh::io::{Read, Result as IoResult, Write};
use borsh::{BorshDeserialize, BorshSerialize};
use cosmwasm_std::{Int256, SignedDecimal256, StdError, Storage};
use margin::error::Refused;
use margin::units::text;
use plimsoll::risk::parameters::set::Name;
use plimsoll::Fixed;
use std::str::FromStr;

/// A number in 32 bytes.
#[derive(Clone, Copy)]
struct Number(SignedDecimal256);

impl BorshSerialize for Number {
    fn serialize<W: Write>(&self, writer: &mut W) -> IoResult<()> {
        writer.write_all(&self.0.atomics().to_be_bytes())
    }
}

impl BorshDeserialize for Number {
    fn deserialize_reader<R: Read>(reader: &mut R) -> IoResult<Self> {
        let mut bytes = [0; 32];
        reader.read_exact(&mut bytes)?;
        let atomics = Int256::from_be_bytes(bytes);
        Ok(Number(SignedDecimal256::new(atomics)))
    }
}

/// The number to 18 places.
fn number(fixed: &Fixed) -> Result<Number, Refused> {
    let text = text(fixed);
    let text = match text.split_once('.') {
        Some((whole, places)) => format!("{whole}.{places:.18}"),
        None => text,
    };
    Ok(Number(SignedDecimal256::from_str(&text)?))
}

#[derive(BorshDeserialize, BorshSerialize)]
struct Parameter {
    from: Number,
    to: Number,
    start: u64,
    end: u64,
}

#[derive(BorshDeserialize, BorshSerialize)]
struct Feed {
    multiple: Number,
    cap: Number,
    limit: Number,
    fresh: u64,
    oldest: u64,
    ahead: u64,
    rate: Number,
}

#[derive(BorshDeserialize, BorshSerialize)]
struct Protocol {
    feeds: [Feed; 2],
}

#[derive(BorshDeserialize, BorshSerialize)]
struct Market {
    symbol: String,
    parameters: [Parameter; 8],
    price: Number,
    confidence: Number,
    at: u64,
}

#[derive(BorshDeserialize, BorshSerialize)]
struct Position {
    market: u8,
    size: Number,
    quote: Number,
    bids: Number,
    asks: Number,
}

#[derive(BorshDeserialize, BorshSerialize)]
struct User {
    balance: Number,
    positions: Vec<Position>,
}

fn key(of: &str, name: &[u8]) -> Vec<u8> {
    [b"decimal", of.as_bytes(), name].concat()
}

fn save<T: BorshSerialize>(
    storage: &mut dyn Storage,
    key: &[u8],
    value: &T,
) -> Result<(), Refused> {
    storage.set(key, &borsh::to_vec(value).map_err(|_| Refused::Corrupt)?);
    Ok(())
}

fn load<T: BorshDeserialize>(storage: &dyn Storage, key: &[u8]) -> Result<T, Refused> {
    let bytes = storage.get(key).ok_or(Refused::Corrupt)?;
    borsh::from_slice(&bytes).map_err(|_| Refused::Corrupt)
}

/// Writes an account and its markets as this protocol would keep them.
pub fn copy(storage: &mut dyn Storage, account: &str) -> Result<(), Refused> {
    let found = fixed::Loaded::new(storage, account)?;
    let mut feeds = Vec::new();
    for feed in &found.protocol.feeds {
        let (confidence, age) = (&feed.confidence, &feed.age);
        feeds.push(Feed {
            multiple: number(confidence.multiple())?,
            cap: number(confidence.cap())?,
            limit: number(confidence.limit())?,
            fresh: age.fresh(),
            oldest: age.limit(),
            ahead: age.ahead(),
            rate: number(age.rate())?,
        });
    }
    let feeds = feeds.try_into().map_err(|_| Refused::Corrupt)?;
    save(storage, &key("protocol", &[]), &Protocol { feeds })?;

    let mut positions = Vec::new();
    for (position, market) in found.user.positions.iter().zip(&found.markets) {
        let perp = &position.perp;
        positions.push(Position {
            market: position.market,
            size: number(perp.size())?,
            quote: number(perp.quote())?,
            bids: number(perp.bids())?,
            asks: number(perp.asks())?,
        });
        let reading = market.reading.as_ref().ok_or(Refused::Corrupt)?;
        let mut parameters = Vec::new();
        for name in Name::ALL {
            let parameter = market.parameters.get(name);
            parameters.push(Parameter {
                from: number(parameter.from())?,
                to: number(parameter.to())?,
                start: parameter.start(),
                end: parameter.end(),
            });
        }
        let market = Market {
            symbol: market.symbol.clone(),
            parameters: parameters.try_into().map_err(|_| Refused::Corrupt)?,
            price: number(reading.price())?,
            confidence: number(reading.confidence())?,
            at: reading.at(),
        };
        save(storage, &key("market", &[position.market]), &market)?;
    }
    let balance = number(&found.user.balance)?;
    save(
        storage,
        &key("user", account.as_bytes()),
        &User { balance, positions },
    )
}

pub struct Loaded {
    protocol: Protocol,
    user: User,
    markets: Vec<Market>,
}

type Signed = SignedDecimal256;
/// Low and high; `None` where the price is too old or too unsure.
type Price = Option<[Signed; 2]>;

/// What arithmetic refuses has no name of its own here.
fn failed(error: impl Into<StdError>) -> Refused {
    error.into().into()
}

fn add(a: Signed, b: Signed) -> Result<Signed, Refused> {
    a.checked_add(b).map_err(failed)
}

fn sub(a: Signed, b: Signed) -> Result<Signed, Refused> {
    a.checked_sub(b).map_err(failed)
}

fn mul(a: Signed, b: Signed) -> Result<Signed, Refused> {
    a.checked_mul(b).map_err(failed)
}

impl Parameter {
    /// The value at a second.
    fn at(&self, now: u64) -> Result<Signed, Refused> {
        if now >= self.end {
            return Ok(self.to.0);
        }
        let passed = Signed::from_ratio(now.saturating_sub(self.start), self.end - self.start);
        add(self.from.0, mul(sub(self.to.0, self.from.0)?, passed)?)
    }
}

impl Feed {
    /// What was published, the wider the less is known.
    fn price(&self, market: &Market, now: u64) -> Result<Price, Refused> {
        let price = market.price.0;
        let doubt = mul(market.confidence.0, self.multiple.0)?;
        let age = now.saturating_sub(market.at);
        if doubt > mul(price, self.limit.0)? || age > self.oldest || market.at > now + self.ahead {
            return Ok(None);
        }
        let doubt = doubt.min(mul(price, self.cap.0)?);
        let (low, high) = (sub(price, doubt)?, add(price, doubt)?);
        let late = age.saturating_sub(self.fresh);
        if late == 0 {
            return Ok(Some([low, high]));
        }
        let late = mul(self.rate.0, Signed::from_ratio(late, 1u64))?;
        let low = sub(low, mul(low, late)?)?;
        Ok(Some([
            low.max(Signed::zero()),
            add(high, mul(high, late)?)?,
        ]))
    }
}

impl Position {
    /// What the position is worth at one level.
    fn value(
        &self,
        [low, high]: [Signed; 2],
        asset: Signed,
        liability: Signed,
    ) -> Result<Signed, Refused> {
        let (owned, owed) = (mul(low, asset)?, mul(high, liability)?);
        let filled = |size: Signed, quote| match size.is_negative() {
            true => add(quote, mul(size, owed)?),
            false => add(quote, mul(size, owned)?),
        };
        if self.bids.0.is_zero() && self.asks.0.is_zero() {
            return filled(self.size.0, self.quote.0);
        }
        let paid = sub(self.quote.0, mul(self.bids.0, high)?)?;
        let received = add(self.quote.0, mul(self.asks.0, low)?)?;
        let bought = filled(add(self.size.0, self.bids.0)?, paid)?;
        Ok(bought.min(filled(sub(self.size.0, self.asks.0)?, received)?))
    }
}

impl Loaded {
    pub fn new(storage: &dyn Storage, account: &str) -> Result<Self, Refused> {
        let user: User = load(storage, &key("user", account.as_bytes()))?;
        let markets = user
            .positions
            .iter()
            .map(|position| load(storage, &key("market", &[position.market])));
        Ok(Loaded {
            protocol: load(storage, &key("protocol", &[]))?,
            markets: markets.collect::<Result<_, _>>()?,
            user,
        })
    }

    pub fn count(&self) -> usize {
        self.markets.len()
    }

    /// At the initial, maintenance and equity levels. Errors: as the library's where a price is unknown.
    pub fn surplus(&self, now: u64) -> Result<[Signed; 3], Refused> {
        let mut sums = [self.user.balance.0; 3];
        let [initial, maintenance] = &self.protocol.feeds;
        let stale = || Refused::Library(plimsoll::Error::UnknownPrice);
        for (position, market) in self.user.positions.iter().zip(&self.markets) {
            let strict = initial.price(market, now)?.ok_or_else(stale)?;
            let loose = maintenance.price(market, now)?.ok_or_else(stale)?;
            let [initial_asset, asset, liability, initial_liability, ..] = &market.parameters;
            let (asset, liability) = (asset.at(now)?, liability.at(now)?);
            let initial_asset = initial_asset.at(now)?.min(asset);
            let initial_liability = initial_liability.at(now)?.max(liability);
            let [first, second, third] = &mut sums;
            *first = add(
                *first,
                position.value(strict, initial_asset, initial_liability)?,
            )?;
            *second = add(*second, position.value(loose, asset, liability)?)?;
            let equity = Position {
                bids: Number(Signed::zero()),
                asks: Number(Signed::zero()),
                ..*position
            };
            *third = add(*third, equity.value(loose, Signed::one(), Signed::one())?)?;
        }
        Ok(sums)
    }
}
