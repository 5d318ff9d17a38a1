//! `margin/netting`: sides are their two numbers, an underlying its four.

use crate::error::Answer;
use crate::record::{list, numbers, record, take, words, Record};
use crate::state::{number, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::margin::netting::{self, spread as spreads};
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;
