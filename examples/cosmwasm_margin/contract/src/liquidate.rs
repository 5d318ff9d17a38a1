//! Below maintenance, anybody may take a position over; what is left of a debt when the last one is gone is
//! borne by the insurance fund, and then by everybody in the market.

use crate::error::Refused;
use crate::seat::{liquidatable, Judgement};
use crate::session::{dollar, Session, UNIT};
use crate::units::whole;
use cosmwasm_std::Uint128;
use plimsoll::liquidation::reduce;
use plimsoll::margin::account::{INITIAL, MAINTENANCE};
use plimsoll::margin::health::Verdict;
use plimsoll::price::End;
use plimsoll::risk::parameters::set::Name;
use plimsoll::solvency::socialise;
use plimsoll::{Balance, Deal, Error, Fixed, Net, Number, Split, Waterfall};

pub fn liquidate(
    session: &mut Session,
    liquidator: &str,
    account: &str,
    market: u8,
    most: Uint128,
) -> Result<(), Refused> {
    let most = whole(most)?;
    if most.is_zero() {
        return Err(Error::InvalidQuantity.into());
    }
    // The quote and the penalty are rounded to whole units against the account.
    let cost = UNIT.try_add(&UNIT)?;
    session.open(account, Judgement::Liquidated { cost })?;
    let found = session.stand(account)?;
    if !liquidatable(&found) {
        return Err(Refused::NotLiquidatable(found.status()));
    }
    if !cancel(session, account)? {
        return Ok(());
    }
    session.open(liquidator, Judgement::Decides { cost: UNIT })?;
    let closed = close(session, account, market, &most)?;
    bankrupt(session, account, market, liquidator)?;
    session.change(liquidator, market, |perp| {
        perp.transfer(&closed.size.try_neg()?, &closed.quote.try_neg()?)
    })?;
    let user = &mut session.seat(liquidator)?.user;
    user.balance = user.balance.try_add(&closed.bonus)?;
    Ok(())
}

/// Takes back every offer of the account, and says whether it may still be liquidated.
fn cancel(session: &mut Session, account: &str) -> Result<bool, Refused> {
    let user = &mut session.seat(account)?.user;
    for position in &mut user.positions {
        position.perp = position.perp.with_orders(Fixed::ZERO, Fixed::ZERO)?;
    }
    user.tidy()?;
    Ok(liquidatable(&session.stand(account)?))
}

/// The account's side of a deal, in whole units, and what the liquidator gets on top.
struct Closed {
    size: Fixed,
    quote: Fixed,
    bonus: Fixed,
}

/// The smallest part of the position that makes the account healthy is closed at the mark, less a penalty
/// for the liquidator and the fund.
fn close(
    session: &mut Session,
    account: &str,
    market: u8,
    most: &Fixed,
) -> Result<Closed, Refused> {
    let standing = session.stand(account)?;
    // Up to initial health where that is known, so that it is not liquidated again at the next price.
    let level = match standing.initial().verdict() {
        Verdict::Unhealthy => INITIAL,
        _ => MAINTENANCE,
    };
    let user = session.seat(account)?.user.clone();
    let perp = user.position(market).ok_or(Error::UnknownMarket)?.perp;
    let mut net = Net::new(&user.balance);
    for position in &user.positions {
        net.add(&position.perp, &session.market(position.market)?.terms)?;
    }
    let settlement = Balance {
        amount: user.balance,
        net: *net.value(level)?,
        bound: dollar()?,
        step: UNIT,
    };
    let now = session.now;
    let live = session.market(market)?;
    let parameters = &live.market.parameters;
    let insurance = parameters.at(Name::InsuranceFee, now)?;
    let fee = parameters
        .at(Name::LiquidationBonus, now)?
        .try_add(&insurance)?;
    let [_, price] = live.prices;
    let deal = Deal {
        price: price.at(End::Mid)?,
        fee,
        lot: UNIT,
    };
    let health = standing.levels().get(level).ok_or(Error::UnknownMarket)?;
    let terms = live.terms.get(level).ok_or(Error::UnknownMarket)?;
    let part = reduce::reduce(health, &settlement, &perp, terms, &deal, most)?;

    let penalty = part.fee.ceil_to(&UNIT)?;
    let split = match fee.is_zero() {
        true => Split::liquidator(),
        false => Split::new(insurance.div_down(&fee)?, Fixed::ZERO)?,
    };
    let insurance = split.of(&penalty)?.insurance.floor_to(&UNIT)?;
    let quote = part.quote.floor_to(&UNIT)?;
    session.change(account, market, |perp| perp.transfer(&part.size, &quote))?;
    let user = &mut session.seat(account)?.user;
    user.balance = user.balance.try_sub(&penalty)?;
    session.protocol.fund.contribute(&insurance)?;
    Ok(Closed {
        size: part.size,
        quote,
        bonus: penalty.try_sub(&insurance)?,
    })
}

/// Without a position there is nothing left that could cover a debt: the fund pays what it can, and every
/// lot that is open in the market the same part of the rest. The liquidator pays for what it had before.
fn bankrupt(
    session: &mut Session,
    account: &str,
    market: u8,
    liquidator: &str,
) -> Result<(), Refused> {
    let user = &mut session.seat(account)?.user;
    if !user.positions.is_empty() || !user.balance.is_negative() {
        return Ok(());
    }
    let debt = user.balance.try_neg()?;
    user.balance = Fixed::ZERO;
    let waterfall = Waterfall {
        proceeds: Fixed::ZERO,
        insurance: session.protocol.fund.available()?,
        deleveraging: Fixed::ZERO,
    };
    let flows = waterfall.flows(&debt)?;
    session.protocol.fund.cover(&flows.insurance)?;
    let market = &mut session.market(market)?.market;
    let borne = socialise::funding_index(&flows.socialised, &market.open.gross()?)?;
    if !borne.left.is_zero() {
        return Err(Refused::Unbalanced);
    }
    market.losses = market.losses.try_add(&borne.index)?;
    market.pending = market.pending.try_add(&flows.socialised)?;
    let mut positions = std::mem::take(&mut session.seat(liquidator)?.user.positions);
    for position in &mut positions {
        session.settle(position)?;
    }
    session.seat(liquidator)?.user.positions = positions;
    Ok(())
}
