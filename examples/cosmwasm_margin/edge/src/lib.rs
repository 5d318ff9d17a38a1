//! Where the virtual machine calls a contract, written out.
//!
//! cosmwasm-std's `entry_point` reads JSON with serde_json, whose reader of numbers brings floating point into
//! the file. serde-json-wasm reads the same messages without. Bytes come and go as the regions of the
//! interface (version 8): cosmwasm-std exports `allocate`, `deallocate` and `interface_version_8`.
#![cfg(target_arch = "wasm32")]

use cosmwasm_std::{to_json_vec, Binary, ContractResult, Env, MessageInfo, Response, Storage};
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::fmt::Display;

/// Bytes in the linear memory, as both sides know them.
#[repr(C)]
struct Region {
    offset: u32,
    capacity: u32,
    length: u32,
}

impl Region {
    /// What lies here, to be read by the machine while this is borrowed.
    fn of(bytes: &[u8]) -> Self {
        let length = bytes.len() as u32;
        Region {
            offset: bytes.as_ptr() as u32,
            capacity: length,
            length,
        }
    }

    fn address(&self) -> u32 {
        self as *const Region as u32
    }

    /// Gives bytes away: the machine reads them when the call is over, and the instance is gone.
    fn give(bytes: Vec<u8>) -> u32 {
        let bytes = Box::leak(bytes.into_boxed_slice());
        Box::leak(Box::new(Region::of(bytes))).address()
    }

    /// Takes what the machine wrote.
    ///
    /// # Safety
    ///
    /// `address` is that of a region which `allocate` made and nobody else owns.
    unsafe fn take(address: u32) -> Vec<u8> {
        let region = Box::from_raw(address as *mut Region);
        let (length, capacity) = (region.length as usize, region.capacity as usize);
        Vec::from_raw_parts(region.offset as *mut u8, length, capacity)
    }
}

extern "C" {
    fn db_read(key: u32) -> u32;
    fn db_write(key: u32, value: u32);
    fn db_remove(key: u32);
}

/// The contract's own storage on the chain.
struct Chain;

impl Storage for Chain {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        // SAFETY: the key lives through the call, and what comes back was allocated for this contract.
        unsafe {
            match db_read(Region::of(key).address()) {
                0 => None,
                found => Some(Region::take(found)),
            }
        }
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        // SAFETY: both live through the call.
        unsafe { db_write(Region::of(key).address(), Region::of(value).address()) }
    }

    fn remove(&mut self, key: &[u8]) {
        // SAFETY: the key lives through the call.
        unsafe { db_remove(Region::of(key).address()) }
    }
}

/// An instantiation or execution. What is refused is answered with the error's text.
pub fn execute<M: DeserializeOwned, E: Display>(
    run: impl FnOnce(&mut dyn Storage, &Env, &MessageInfo, M) -> Result<Response, E>,
    env: u32,
    info: u32,
    message: u32,
) -> u32 {
    let (env, info, message) = (read(env), read(info), read(message));
    answer(|| run(&mut Chain, &env?, &info?, message?).map_err(|refused| refused.to_string()))
}

/// A query.
pub fn query<M: DeserializeOwned, E: Display>(
    run: impl FnOnce(&dyn Storage, &Env, M) -> Result<Binary, E>,
    env: u32,
    message: u32,
) -> u32 {
    let (env, message) = (read(env), read(message));
    answer(|| run(&Chain, &env?, message?).map_err(|refused| refused.to_string()))
}

fn read<T: DeserializeOwned>(address: u32) -> Result<T, String> {
    // SAFETY: the machine allocated the region for this call.
    let bytes = unsafe { Region::take(address) };
    serde_json_wasm::from_slice(&bytes).map_err(|error| format!("Json: {error}"))
}

fn answer<T: Serialize>(run: impl FnOnce() -> Result<T, String>) -> u32 {
    let result = match run() {
        Ok(answer) => ContractResult::Ok(answer),
        Err(refused) => ContractResult::Err(refused),
    };
    // Nothing that a contract answers fails to be written; the machine refuses no bytes.
    Region::give(to_json_vec(&result).unwrap_or_default())
}
