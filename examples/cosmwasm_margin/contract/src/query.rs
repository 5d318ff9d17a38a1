//! What the contract answers: an account as the next message would find it.

use crate::error::Refused;
use crate::message::*;
use crate::seat::Judgement;
use crate::session::{Session, UNIT};
use crate::state::User;
use crate::trade::flows;
use crate::units::{count, signed_count, text};
use plimsoll::liquidation::threshold;
use plimsoll::margin::account::{INITIAL, MAINTENANCE};
use plimsoll::margin::limits::{position, withdrawal, Side};
use plimsoll::number::solver::search_to;
use plimsoll::price::End;
use plimsoll::risk::parameters::set::Name;
use plimsoll::{Account, Error, Fixed, Holding, Leg, Limit, Number, Perp, Price, Weights};

/// The number of the dollar among the underlyings; a market's is one more than its own.
const DOLLAR: u32 = 0;

pub fn protocol(session: &Session) -> Result<ProtocolAnswer, Refused> {
    Ok(ProtocolAnswer {
        markets: session.protocol.markets,
        held: count(&session.protocol.held)?,
        fund: count(session.protocol.fund.balance())?,
    })
}

pub fn market(session: &mut Session, market: u8) -> Result<MarketAnswer, Refused> {
    let now = session.now;
    let live = session.market(market)?;
    let mut parameters = Vec::new();
    for name in Name::ALL {
        parameters.push(text(&live.market.parameters.at(name, now)?));
    }
    Ok(MarketAnswer {
        symbol: live.market.symbol.clone(),
        version: live.market.parameters.version(),
        parameters,
        prices: live
            .prices
            .map(|price| [text(price.low()), text(price.high())]),
        long: count(&live.market.open.long)?,
        short: count(&live.market.open.short)?,
        pending: count(&live.market.pending)?,
    })
}

/// The account, settled, and its standing.
pub fn found(session: &mut Session, account: &str) -> Result<(User, Account<3>), Refused> {
    session.open(account, Judgement::Receives)?;
    let seat = session.seat(account)?;
    Ok((seat.user.clone(), *seat.before()))
}

pub fn account(session: &mut Session, account: &str) -> Result<AccountAnswer, Refused> {
    let (user, _) = found(session, account)?;
    let mut positions = Vec::new();
    for position in &user.positions {
        let perp = &position.perp;
        positions.push(PositionAnswer {
            market: position.market,
            size: signed_count(perp.size())?,
            quote: signed_count(perp.quote())?,
            bids: count(perp.bids())?,
            asks: count(perp.asks())?,
        });
    }
    Ok(AccountAnswer {
        balance: signed_count(&user.balance)?,
        positions,
    })
}

pub fn health(session: &mut Session, account: &str) -> Result<HealthAnswer, Refused> {
    let (_, standing) = found(session, account)?;
    let levels = standing.levels().iter().map(|level| LevelAnswer {
        assets: text(level.assets()),
        liabilities: text(level.liabilities()),
    });
    Ok(HealthAnswer {
        status: standing.status().name().to_owned(),
        levels: levels.collect(),
    })
}

/// The account's perps at one level, with one of nothing in `market` where it has none there.
fn legs(
    session: &mut Session,
    user: &User,
    level: usize,
    market: u8,
) -> Result<Vec<Leg<'static>>, Refused> {
    let mut legs = Vec::new();
    let held = user
        .positions
        .iter()
        .map(|position| (position.market, position.perp));
    let flat = user
        .position(market)
        .is_none()
        .then(|| (market, Perp::new(Fixed::ZERO, Fixed::ZERO)));
    for (market, perp) in held.chain(flat) {
        let terms = session.market(market)?.terms.get(level).copied();
        legs.push(Leg {
            perp,
            terms: terms.ok_or(Error::UnknownMarket)?,
            index: index(market),
        });
    }
    Ok(legs)
}

fn index(market: u8) -> u32 {
    u32::from(market).wrapping_add(DOLLAR + 1)
}

/// The netting group that an account is: its dollars and what settles in them.
fn holding<'a>(user: &User, legs: &'a [Leg<'a>]) -> Result<Holding<'a>, Error> {
    Ok(Holding {
        balance: user.balance,
        price: Price::exact(Fixed::ONE)?,
        weights: Weights::one(),
        index: DOLLAR,
        legs,
    })
}

pub fn liquidation_price(
    session: &mut Session,
    account: &str,
    market: u8,
) -> Result<LiquidationPriceAnswer, Refused> {
    let (user, _) = found(session, account)?;
    let legs = legs(session, &user, MAINTENANCE, market)?;
    let [_, price] = session.market(market)?.prices;
    let threshold = threshold::threshold(&[holding(&user, &legs)?], index(market), &price, &UNIT)?;
    Ok(LiquidationPriceAnswer {
        below: limit(&threshold.below),
        above: limit(&threshold.above),
    })
}

pub fn limits(session: &mut Session, account: &str, market: u8) -> Result<LimitsAnswer, Refused> {
    let (user, standing) = found(session, account)?;
    let legs = legs(session, &user, INITIAL, market)?;
    let live = session.market(market)?;
    let [price, _] = live.prices;
    let taken = Taken {
        user: &user,
        place: legs
            .iter()
            .position(|leg| leg.index == index(market))
            .ok_or(Error::UnknownMarket)?,
        legs: &legs,
        mark: price.at(End::Mid)?,
        fee: live.market.fee,
        healthy: standing.initial().healthy(),
    };
    let holdings = [holding(&user, &legs)?];
    Ok(LimitsAnswer {
        withdraw: limit(&withdrawal(&holdings, 0, &Fixed::ZERO, &UNIT)?),
        buy: limit(&taken.most(Side::Buy)?),
        sell: limit(&taken.most(Side::Sell)?),
    })
}

/// An account that would trade in the market of one of its legs.
struct Taken<'a> {
    user: &'a User,
    legs: &'a [Leg<'a>],
    place: usize,
    mark: Fixed,
    fee: Fixed,
    healthy: bool,
}

impl Taken<'_> {
    /// The most lots: what the library says, less what rounding to whole units takes away. The contract's own
    /// check decides.
    fn most(&self, side: Side) -> Result<Limit, Error> {
        let holdings = [holding(self.user, self.legs)?];
        let limit = position(&holdings, 0, self.place, side, &self.mark, &self.fee, &UNIT)?;
        let Limit::At(most) = limit else {
            return Ok(limit);
        };
        // Who is not healthy may still close its position, and go on from there.
        let start = match self.healthy {
            true => Fixed::ZERO,
            false => self.leg()?.perp.size().try_abs()?,
        };
        match search_to(&start, &most, &UNIT, |size| self.surplus(side, size))? {
            Limit::Never => Ok(Limit::At(most)),
            limit => Ok(limit),
        }
    }

    fn leg(&self) -> Result<Leg<'_>, Error> {
        self.legs
            .get(self.place)
            .copied()
            .ok_or(Error::UnknownMarket)
    }

    /// What is left at the initial level after taking `size`.
    fn surplus(&self, side: Side, size: &Fixed) -> Result<Fixed, Error> {
        let size = match side {
            Side::Buy => *size,
            Side::Sell => size.try_neg()?,
        };
        let [quote, fee] = flows(&size, &self.mark, &self.fee)?;
        let leg = self.leg()?;
        let after = Leg {
            perp: leg.perp.transfer(&size, &quote)?,
            ..leg
        };
        let mut legs = self.legs.to_vec();
        if let Some(place) = legs.get_mut(self.place) {
            *place = after;
        }
        let user = User {
            balance: self.user.balance.try_sub(&fee)?,
            ..self.user.clone()
        };
        holding(&user, &legs)?.health()?.surplus()
    }
}

fn limit(limit: &Limit) -> LimitAnswer {
    LimitAnswer {
        reason: limit.reason().to_owned(),
        at: limit.value().map(text),
    }
}
