//! What a health check costs in parts: on the state that the contract left, and on the same state as a
//! protocol would keep it that computes with cosmwasm-std's `Decimal256`.

mod decimal;
mod fixed;

use cosmwasm_std::{to_json_binary, Binary, Env, MessageInfo, Response, Storage};
use margin::error::Refused;
use margin::units::text;
use serde::{Deserialize, Serialize};

#[cfg(target_arch = "wasm32")]
mod entry {
    #[no_mangle]
    extern "C" fn instantiate(env: u32, info: u32, message: u32) -> u32 {
        edge::execute(crate::instantiate, env, info, message)
    }

    #[no_mangle]
    extern "C" fn query(env: u32, message: u32) -> u32 {
        edge::query(crate::query, env, message)
    }
}

/// Writes these accounts and their markets once more, in `Decimal256`.
#[derive(Deserialize, Serialize)]
pub struct Instantiate {
    pub accounts: Vec<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// Nothing: what any query costs.
    Nothing {},
    /// Loads the account and its markets, and answers how many positions it has.
    Load { account: String },
    /// The same, and whether the account is healthy at each level.
    Health { account: String },
    /// The same, and by how much: the surplus at each level.
    Surplus { account: String },
    /// As `Load`, in `Decimal256`.
    DecimalLoad { account: String },
    /// As `Health`, in `Decimal256`.
    DecimalHealth { account: String },
    /// As `Surplus`, in `Decimal256`.
    DecimalSurplus { account: String },
}

pub fn instantiate(
    storage: &mut dyn Storage,
    _: &Env,
    _: &MessageInfo,
    message: Instantiate,
) -> Result<Response, Refused> {
    for account in &message.accounts {
        decimal::copy(storage, account)?;
    }
    Ok(Response::new())
}

pub fn query(storage: &dyn Storage, env: &Env, message: Query) -> Result<Binary, Refused> {
    let now = env.block.time.seconds();
    let answer = match message {
        Query::Nothing {} => to_json_binary(&0),
        Query::Load { account } => to_json_binary(&fixed::Loaded::new(storage, &account)?.count()),
        Query::Health { account } => {
            let health = fixed::Loaded::new(storage, &account)?.health(now)?;
            to_json_binary(&health.levels().each_ref().map(|level| level.healthy()))
        }
        Query::Surplus { account } => {
            let health = fixed::Loaded::new(storage, &account)?.health(now)?;
            let [initial, maintenance, equity] =
                health.levels().each_ref().map(|level| level.surplus());
            to_json_binary(&[initial?, maintenance?, equity?].map(|surplus| text(&surplus)))
        }
        Query::DecimalLoad { account } => {
            to_json_binary(&decimal::Loaded::new(storage, &account)?.count())
        }
        Query::DecimalHealth { account } => {
            let surplus = decimal::Loaded::new(storage, &account)?.surplus(now)?;
            to_json_binary(&surplus.map(|surplus| !surplus.is_negative()))
        }
        Query::DecimalSurplus { account } => {
            let surplus = decimal::Loaded::new(storage, &account)?.surplus(now)?;
            to_json_binary(&surplus.map(|surplus| surplus.to_string()))
        }
    };
    Ok(answer?)
}
