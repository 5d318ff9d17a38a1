//! `number/`: decimal text, units, and arithmetic in a stated direction.

use crate::error::Answer;
use crate::state::number;
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::number::{amount, decimal};
use plimsoll::{Fixed, Number};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn read_down(text: &str) -> Answer<i128> {
    Ok(decimal::read_down::<Fixed>(text)?.to_bits())
}

#[wasm_bindgen]
pub fn read_up(text: &str) -> Answer<i128> {
    Ok(decimal::read_up::<Fixed>(text)?.to_bits())
}

#[wasm_bindgen]
pub fn read_nearest(text: &str) -> Answer<i128> {
    Ok(decimal::read_nearest::<Fixed>(text)?.to_bits())
}

#[wasm_bindgen]
pub fn number_zero() -> i128 {
    <Fixed as Number>::zero().to_bits()
}

#[wasm_bindgen]
pub fn number_one() -> i128 {
    <Fixed as Number>::one().to_bits()
}

/// The bits as the bytes that lists of numbers are made of.
#[wasm_bindgen]
pub fn number_bytes(bits: i128) -> Vec<u8> {
    number(bits).to_le_bytes().into()
}

#[wasm_bindgen]
pub fn write(bits: i128) -> String {
    decimal::write(&number(bits)).as_str().into()
}

/// Numbers as decimals with a space between: the form of a result of several.
#[cfg(any(
    feature = "solvency",
    feature = "portfolio",
    feature = "risk",
    feature = "columns"
))]
#[inline(never)]
pub fn words(numbers: &[Fixed]) -> String {
    let mut text = String::new();
    for number in numbers {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(decimal::write(number).as_str());
    }
    text
}

#[wasm_bindgen]
pub fn from_units_down(units: u128, decimals: u32) -> Answer<i128> {
    Ok(amount::from_units_down::<Fixed>(units, decimals)?.to_bits())
}

#[wasm_bindgen]
pub fn from_units_up(units: u128, decimals: u32) -> Answer<i128> {
    Ok(amount::from_units_up::<Fixed>(units, decimals)?.to_bits())
}

#[wasm_bindgen]
pub fn to_units_down(bits: i128, decimals: u32) -> Answer<u128> {
    Ok(amount::to_units_down(&number(bits), decimals)?)
}

#[wasm_bindgen]
pub fn to_units_up(bits: i128, decimals: u32) -> Answer<u128> {
    Ok(amount::to_units_up(&number(bits), decimals)?)
}

macro_rules! of_two {
    ($($name:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(a: i128, b: i128) -> Answer<i128> {
            Ok(number(a).$name(&number(b))?.to_bits())
        }
    )*};
}
of_two!(try_add, try_sub, mul_down, mul_up, div_down, div_up, floor_to, ceil_to);

macro_rules! of_three {
    ($($name:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(bits: i128, factor: i128, divisor: i128) -> Answer<i128> {
            Ok(number(bits).$name(&number(factor), &number(divisor))?.to_bits())
        }
    )*};
}
of_three!(mul_div_down, mul_div_up);

/// The quotient and the remainder, 16 bytes each.
#[wasm_bindgen]
pub fn mul_div(a: u128, b: u128, divisor: u128) -> Answer<Vec<u8>> {
    let (quotient, rest) = amount::mul_div(a, b, divisor)?;
    Ok([quotient.to_le_bytes(), rest.to_le_bytes()].concat())
}

#[wasm_bindgen]
pub fn try_neg(bits: i128) -> Answer<i128> {
    Ok(number(bits).try_neg()?.to_bits())
}

#[wasm_bindgen]
pub fn try_abs(bits: i128) -> Answer<i128> {
    Ok(number(bits).try_abs()?.to_bits())
}

#[wasm_bindgen]
pub fn lesser(a: i128, b: i128) -> i128 {
    number(a).lesser(&number(b)).to_bits()
}

#[wasm_bindgen]
pub fn greater(a: i128, b: i128) -> i128 {
    number(a).greater(&number(b)).to_bits()
}

#[wasm_bindgen]
pub fn is_negative(bits: i128) -> bool {
    Number::is_negative(&number(bits))
}

#[wasm_bindgen]
pub fn is_zero(bits: i128) -> bool {
    Number::is_zero(&number(bits))
}

#[wasm_bindgen]
pub fn is_fraction(bits: i128) -> bool {
    number(bits).is_fraction()
}

/// -1, 0 or 1.
#[wasm_bindgen]
pub fn compare(a: i128, b: i128) -> i32 {
    number(a).cmp(&number(b)) as i32
}
