//! Offers, and trades against them at the oracle's price.

use crate::error::Refused;
use crate::seat::Judgement;
use crate::session::{Session, UNIT};
use crate::units::{signed, whole};
use cosmwasm_std::{Int128, Uint128};
use plimsoll::price::End;
use plimsoll::{Error, Fixed, Number, Perp};

/// What the sender will buy and sell. An open order counts in health as if it were filled, where that is
/// worse.
pub fn offer(
    session: &mut Session,
    sender: &str,
    market: u8,
    bids: Uint128,
    asks: Uint128,
) -> Result<(), Refused> {
    let (bids, asks) = (whole(bids)?, whole(asks)?);
    session.open(sender, Judgement::Decides { cost: Fixed::ZERO })?;
    session.change(sender, market, |perp| {
        Perp::new(*perp.size(), *perp.quote()).with_orders(bids, asks)
    })
}

/// What a taker of signed `size` receives (negative where it pays), and pays on top, both in whole units and
/// rounded against it.
pub fn flows(size: &Fixed, mark: &Fixed, fee: &Fixed) -> Result<[Fixed; 2], Error> {
    let quote = size.try_neg()?.mul_down(mark)?.floor_to(&UNIT)?;
    Ok([quote, quote.try_abs()?.mul_up(fee)?.ceil_to(&UNIT)?])
}

/// The taker gets `size` lots and the quote, the maker the exact opposite, and the fund the taker's fee.
pub fn trade(
    session: &mut Session,
    taker: &str,
    maker: &str,
    market: u8,
    size: Int128,
) -> Result<(), Refused> {
    let size = signed(size)?;
    if size.is_zero() {
        return Err(Error::InvalidQuantity.into());
    }
    let live = session.market(market)?;
    let [price, _] = live.prices;
    let mark = price.at(End::Mid)?;
    let [quote, fee] = flows(&size, &mark, &live.market.fee)?;
    // What a trade at the mark may cost an account in trouble: its fee, and the rounding of the quote.
    session.open(
        taker,
        Judgement::Decides {
            cost: fee.try_add(&UNIT)?,
        },
    )?;
    session.open(maker, Judgement::Decides { cost: UNIT })?;

    let offered = session
        .seat(maker)?
        .user
        .position(market)
        .map(|position| position.perp);
    let offered = offered.ok_or(Refused::NotOffered)?;
    let (bids, asks) = match size.is_negative() {
        true => (offered.bids().try_add(&size)?, *offered.asks()),
        false => (*offered.bids(), offered.asks().try_sub(&size)?),
    };
    if bids.is_negative() || asks.is_negative() {
        return Err(Refused::NotOffered);
    }
    session.change(maker, market, |perp| {
        perp.transfer(&size.try_neg()?, &quote.try_neg()?)?
            .with_orders(bids, asks)
    })?;
    session.change(taker, market, |perp| perp.transfer(&size, &quote))?;
    let user = &mut session.seat(taker)?.user;
    user.balance = user.balance.try_sub(&fee)?;
    Ok(session.protocol.fund.contribute(&fee)?)
}
