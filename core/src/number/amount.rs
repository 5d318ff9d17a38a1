//! A contract's integers (base units of a token with `decimals` decimals) to numbers and back, in a
//! stated direction both ways.
//!
//! `number = units / 10^decimals`. What an account owns or may take converts down, what it owes or
//! must post converts up. `u64` amounts convert with `u128::from`.

use super::wide;
use crate::Error;
use fixed::traits::FixedSigned;

/// The most decimals a token may have here: `10^24` base units a token.
pub const MAX_DECIMALS: u32 = 24;

fn scale(decimals: u32) -> Result<u128, Error> {
    if decimals > MAX_DECIMALS {
        return Err(Error::InvalidDecimals);
    }
    10u128.checked_pow(decimals).ok_or(Error::InvalidDecimals)
}

fn quotient(a: u128, b: u128, divisor: u128, up: bool) -> Result<u128, Error> {
    let (high, low) = wide::mul(a, b);
    let (quotient, rest) = wide::div(high, low, divisor).ok_or(Error::Overflow)?;
    quotient
        .checked_add(u128::from(up && rest != 0))
        .ok_or(Error::Overflow)
}

fn read<F: FixedSigned>(units: u128, decimals: u32, up: bool) -> Result<F, Error>
where
    F::Bits: TryFrom<i128>,
{
    let one = 1u128.checked_shl(F::FRAC_NBITS).ok_or(Error::Overflow)?;
    let bits = quotient(units, one, scale(decimals)?, up)?;
    i128::try_from(bits)
        .ok()
        .and_then(|bits| F::Bits::try_from(bits).ok())
        .map(F::from_bits)
        .ok_or(Error::Overflow)
}

fn write<F: FixedSigned>(number: &F, decimals: u32, up: bool) -> Result<u128, Error>
where
    F::Bits: Into<i128>,
{
    let bits = u128::try_from(number.to_bits().into()).map_err(|_| Error::InvalidQuantity)?;
    let one = 1u128.checked_shl(F::FRAC_NBITS).ok_or(Error::Overflow)?;
    quotient(bits, scale(decimals)?, one, up)
}

/// `units / 10^decimals`, the largest number not above it: what an account owns.
///
/// Errors: [`Error::InvalidDecimals`], [`Error::Overflow`].
pub fn from_units_down<F: FixedSigned>(units: u128, decimals: u32) -> Result<F, Error>
where
    F::Bits: TryFrom<i128>,
{
    read(units, decimals, false)
}

/// `units / 10^decimals`, the smallest number not below it: what an account owes.
///
/// Errors: [`Error::InvalidDecimals`], [`Error::Overflow`].
pub fn from_units_up<F: FixedSigned>(units: u128, decimals: u32) -> Result<F, Error>
where
    F::Bits: TryFrom<i128>,
{
    read(units, decimals, true)
}

/// `number * 10^decimals`, the largest count of base units not above it: what an account may take.
///
/// Errors: [`Error::InvalidDecimals`], [`Error::InvalidQuantity`] for a negative number,
/// [`Error::Overflow`].
pub fn to_units_down<F: FixedSigned>(number: &F, decimals: u32) -> Result<u128, Error>
where
    F::Bits: Into<i128>,
{
    write(number, decimals, false)
}

/// `number * 10^decimals`, the smallest count of base units not below it: what an account must pay.
///
/// Errors: as [`to_units_down`].
pub fn to_units_up<F: FixedSigned>(number: &F, decimals: u32) -> Result<u128, Error>
where
    F::Bits: Into<i128>,
{
    write(number, decimals, true)
}

/// Quotient and remainder of `a * b / divisor`, exact: `a * b = quotient * divisor + remainder`.
///
/// Errors: [`Error::DivisionByZero`], [`Error::Overflow`] where the quotient is above 2^128 - 1.
pub fn mul_div(a: u128, b: u128, divisor: u128) -> Result<(u128, u128), Error> {
    if divisor == 0 {
        return Err(Error::DivisionByZero);
    }
    let (high, low) = wide::mul(a, b);
    wide::div(high, low, divisor).ok_or(Error::Overflow)
}
