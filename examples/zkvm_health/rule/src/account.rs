//! The positions of one account: what stays private.

use crate::Refusal;
use alloc::vec::Vec;
use borsh::{BorshDeserialize, BorshSerialize};
use plimsoll::support::borsh::{deserialize as read, serialize as write};
use plimsoll::Fixed;

/// All positions of one account. In each list the places of the markets ascend.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    pub balances: Vec<Balance>,
    pub perps: Vec<Perp>,
    pub options: Vec<Held>,
}

/// What is owned of an asset, or owed where negative.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Balance {
    /// The place of the asset.
    pub market: u32,
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub quantity: Fixed,
}

/// A position in a perp, with its open orders.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Perp {
    /// The place of the perp market.
    pub market: u32,
    pub position: plimsoll::Perp,
}

/// How many of a series are held, or written where negative.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Held {
    /// The place of the series.
    pub market: u32,
    #[borsh(serialize_with = "write", deserialize_with = "read")]
    pub quantity: Fixed,
}

impl Account {
    /// From exactly these bytes. Refuses others.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        borsh::from_slice(bytes).map_err(|_| Refusal::Form("account"))
    }
}
