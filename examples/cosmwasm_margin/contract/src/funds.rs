//! Dollars in and out.

use crate::error::Refused;
use crate::seat::Judgement;
use crate::session::Session;
use crate::units::{coin, count, whole};
use cosmwasm_std::{BankMsg, Coin, Uint128};
use plimsoll::{Error, Fixed, Number};

/// The one positive amount of the dollar that came with a message.
fn sent(session: &mut Session, funds: &[Coin]) -> Result<Fixed, Refused> {
    let [sent] = funds else {
        return Err(Refused::WrongFunds);
    };
    let amount = coin(sent)?;
    if sent.denom != session.protocol.denom || amount.is_zero() {
        return Err(Refused::WrongFunds);
    }
    session.protocol.held = session.protocol.held.try_add(&amount)?;
    Ok(amount)
}

pub fn deposit(session: &mut Session, sender: &str, funds: &[Coin]) -> Result<(), Refused> {
    let amount = sent(session, funds)?;
    session.open(sender, Judgement::Receives)?;
    let user = &mut session.seat(sender)?.user;
    user.balance = user.balance.try_add(&amount)?;
    Ok(())
}

pub fn insure(session: &mut Session, funds: &[Coin]) -> Result<(), Refused> {
    let amount = sent(session, funds)?;
    Ok(session.protocol.fund.contribute(&amount)?)
}

/// Profits that are not realised back an account and are not paid out: only the balance is.
pub fn withdraw(session: &mut Session, sender: &str, amount: Uint128) -> Result<BankMsg, Refused> {
    let taken = whole(amount)?;
    if taken.is_zero() {
        return Err(Error::InvalidQuantity.into());
    }
    session.open(sender, Judgement::Decides { cost: Fixed::ZERO })?;
    let held = session.protocol.held;
    let user = &mut session.seat(sender)?.user;
    if taken > user.balance || taken > held {
        return Err(Refused::Overdrawn);
    }
    user.balance = user.balance.try_sub(&taken)?;
    session.protocol.held = held.try_sub(&taken)?;
    Ok(BankMsg::Send {
        to_address: sender.to_owned(),
        amount: vec![Coin::new(count(&taken)?, session.protocol.denom.clone())],
    })
}
