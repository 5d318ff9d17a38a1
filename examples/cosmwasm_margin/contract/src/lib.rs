//! Perpetuals that settle in a dollar: how a CosmWasm protocol uses plimsoll.
//!
//! [`message`] is what may be said, [`state`] what is stored. Every message that touches an account goes one
//! way: a [`session`] loads what it touches, the message changes it, and [`Session::finish`] checks all of it
//! before anything is stored. The library measures, prices and decides; the contract keeps the books.

mod admin;
pub mod error;
mod funds;
mod liquidate;
pub mod live;
pub mod message;
mod query;
pub mod seat;
pub mod session;
pub mod state;
mod trade;
pub mod units;

#[cfg(all(target_arch = "wasm32", not(feature = "library")))]
mod entry {
    #[no_mangle]
    extern "C" fn instantiate(env: u32, info: u32, message: u32) -> u32 {
        edge::execute(crate::instantiate, env, info, message)
    }

    #[no_mangle]
    extern "C" fn execute(env: u32, info: u32, message: u32) -> u32 {
        edge::execute(crate::execute, env, info, message)
    }

    #[no_mangle]
    extern "C" fn query(env: u32, message: u32) -> u32 {
        edge::query(crate::query, env, message)
    }
}

use cosmwasm_std::{to_json_binary, Binary, Env, MessageInfo, Response, Storage};
use error::Refused;
use message::{Execute, Instantiate, Query};
use session::Session;

pub fn instantiate(
    storage: &mut dyn Storage,
    env: &Env,
    info: &MessageInfo,
    message: Instantiate,
) -> Result<Response, Refused> {
    let now = env.block.time.seconds();
    admin::instantiate(storage, now, info.sender.as_str(), &message)?;
    Ok(Response::new())
}

pub fn execute(
    storage: &mut dyn Storage,
    env: &Env,
    info: &MessageInfo,
    message: Execute,
) -> Result<Response, Refused> {
    let (now, sender) = (env.block.time.seconds(), info.sender.as_str());
    if !matches!(message, Execute::Deposit {} | Execute::Insure {}) && !info.funds.is_empty() {
        return Err(Refused::WrongFunds);
    }
    let mut response = Response::new();
    if let Execute::AddMarket(terms) = &message {
        admin::add_market(storage, now, sender, terms)?;
        return Ok(response);
    }
    let mut session = Session::begin(&*storage, now)?;
    let to = &mut session;
    match message {
        Execute::AddMarket(_) => {}
        Execute::Propose {
            market,
            version,
            changes,
            ramp,
        } => admin::propose(to, &*storage, sender, market, version, &changes, ramp)?,
        Execute::Publish {
            market,
            price,
            confidence,
            at,
        } => admin::publish(to, sender, market, &price, &confidence, at)?,
        Execute::Deposit {} => funds::deposit(to, sender, &info.funds)?,
        Execute::Insure {} => funds::insure(to, &info.funds)?,
        Execute::Withdraw { amount } => {
            response = response.add_message(funds::withdraw(to, sender, amount)?)
        }
        Execute::Offer { market, bids, asks } => trade::offer(to, sender, market, bids, asks)?,
        Execute::Trade {
            market,
            maker,
            size,
        } => trade::trade(to, sender, &maker, market, size)?,
        Execute::Liquidate {
            account,
            market,
            most,
        } => liquidate::liquidate(to, sender, &account, market, most)?,
    }
    session.finish()?.save(storage)?;
    Ok(response)
}

pub fn query(storage: &dyn Storage, env: &Env, message: Query) -> Result<Binary, Refused> {
    let mut session = Session::begin(storage, env.block.time.seconds())?;
    let to = &mut session;
    let answer = match message {
        Query::Protocol {} => to_json_binary(&query::protocol(to)?),
        Query::Market { market } => to_json_binary(&query::market(to, market)?),
        Query::Account { account } => to_json_binary(&query::account(to, &account)?),
        Query::Health { account } => to_json_binary(&query::health(to, &account)?),
        Query::LiquidationPrice { account, market } => {
            to_json_binary(&query::liquidation_price(to, &account, market)?)
        }
        Query::Limits { account, market } => to_json_binary(&query::limits(to, &account, market)?),
    };
    Ok(answer?)
}
