//! The numbers of messages: whole units as integers, everything else as decimals in a stated direction.

use cosmwasm_std::{Coin, Int128, Uint128};
use plimsoll::number::{amount, decimal};
use plimsoll::risk::parameters::set::Name;
use plimsoll::{Error, Fixed, Number};

/// Whole units. Errors: [`Error::Overflow`].
pub fn whole(units: Uint128) -> Result<Fixed, Error> {
    amount::from_units_down(units.u128(), 0)
}

/// The same with a sign.
pub fn signed(units: Int128) -> Result<Fixed, Error> {
    let size = amount::from_units_down::<Fixed>(units.i128().unsigned_abs(), 0)?;
    match units.is_negative() {
        true => size.try_neg(),
        false => Ok(size),
    }
}

/// What a coin is in base units.
pub fn coin(coin: &Coin) -> Result<Fixed, Error> {
    let units = Uint128::try_from(coin.amount).map_err(|_| Error::Overflow)?;
    whole(units)
}

/// Back to whole units. Errors: [`Error::InvalidQuantity`] for a negative number.
pub fn count(number: &Fixed) -> Result<Uint128, Error> {
    amount::to_units_down(number, 0).map(Uint128::new)
}

/// The same with a sign.
pub fn signed_count(number: &Fixed) -> Result<Int128, Error> {
    let size = amount::to_units_down(&number.try_abs()?, 0)?;
    let size = i128::try_from(size).map_err(|_| Error::Overflow)?;
    Ok(Int128::new(if number.is_negative() { -size } else { size }))
}

/// A decimal rounded down.
pub fn down(text: &str) -> Result<Fixed, Error> {
    decimal::read_down(text)
}

/// A decimal rounded up.
pub fn up(text: &str) -> Result<Fixed, Error> {
    decimal::read_up(text)
}

/// A parameter: what is owed counts at least as much as was written, everything else at most.
pub fn parameter(name: Name, text: &str) -> Result<Fixed, Error> {
    match name {
        Name::MaintenanceLiability | Name::InitialLiability => up(text),
        _ => down(text),
    }
}

/// A number as its shortest decimal.
pub fn text(number: &Fixed) -> String {
    decimal::write(number).as_str().to_owned()
}
