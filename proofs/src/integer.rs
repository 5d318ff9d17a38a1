//! From fixed point to the whole numbers of a proof: explicit, in a stated direction, and never wrapping.
//!
//! Three units follow from each other. A quantity is counted in **lots** of its token. A value in a
//! settlement asset is counted in steps of 2^-64 lots of that asset. Health is counted in steps of 2^-160 of
//! the currency. A price becomes the whole number of steps that one lot is worth, rounded as the price is
//! used: down for what is owned, up for what is owed.

use crate::Error;
use curve25519_dalek::scalar::Scalar;
use ethnum::I256;
use plimsoll::Fixed;

/// Bits behind the point of a [`Fixed`].
pub(crate) const FIXED: u32 = 48;
/// Bits behind the point of a value, which counts in lots.
pub(crate) const VALUE: u32 = 64;
/// Bits behind the point of health, which counts in the currency.
pub(crate) const HEALTH: u32 = 160;
/// A lot is worth about 2^-24 of the currency where nothing else is said.
const WORTH: i32 = 24;

/// How finely a market's quantities are counted: so many lots make one token.
///
/// It belongs to the market as its decimals do and is the ledger's to state: ten to the decimals for a token
/// whose ledger counts base units. A proof covers quantities below 2^64 lots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lots(u64);

impl Lots {
    /// So many lots a token. Errors: [`InvalidStep`](plimsoll::Error::InvalidStep) for none.
    pub fn new(per_token: u64) -> Result<Self, Error> {
        match per_token {
            0 => Err(Error::Kernel(plimsoll::Error::InvalidStep)),
            _ => Ok(Lots(per_token)),
        }
    }

    /// For a market of this price without a ledger of its own: `2^k` lots a token,
    /// `k = 24 + floor(log2(price))` within 0 to 48, so that a lot is worth some 2^-24 of the currency, and
    /// 2^64 lots some 10^12. A price of zero or less counts as the smallest.
    pub fn near(price: &Fixed) -> Self {
        let bits = price.to_bits().max(1).unsigned_abs();
        let log = i32::try_from(bits.ilog2()).unwrap_or(0) - 48;
        let k = WORTH.wrapping_add(log).clamp(0, 48);
        Lots(1u64.checked_shl(k.unsigned_abs()).unwrap_or(1))
    }

    /// How many make one token.
    pub fn per_token(&self) -> u64 {
        self.0
    }

    /// The largest number of lots not above this quantity: the side on which a ledger holds a balance.
    ///
    /// Errors: [`Error::OutOfRange`] from 2^64 lots on, of either sign.
    pub fn floor(&self, quantity: &Fixed) -> Result<i128, Error> {
        in_range(scaled_down(quantity, 1, self.0, Scale::LOTS)?)
    }

    /// The smallest number of lots not below this quantity. Errors: as [`Lots::floor`].
    pub fn ceil(&self, quantity: &Fixed) -> Result<i128, Error> {
        in_range(scaled_up(quantity, 1, self.0, Scale::LOTS)?)
    }
}

/// Which units a [`Fixed`] goes from and to.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    up: u32,
    over: Over,
}

/// Whether lots multiply or divide.
#[derive(Clone, Copy)]
enum Over {
    Multiplied,
    Divided,
}

impl Scale {
    /// Tokens to lots.
    pub(crate) const LOTS: Scale = Scale {
        up: 0,
        over: Over::Multiplied,
    };
    /// Units of the settlement asset a token to steps of value a lot.
    pub(crate) const VALUE: Scale = Scale {
        up: VALUE,
        over: Over::Divided,
    };
    /// Currency a token to steps of health a lot.
    pub(crate) const LOT: Scale = Scale {
        up: HEALTH,
        over: Over::Divided,
    };
    /// Currency a token to steps of health a step of value.
    pub(crate) const STEP: Scale = Scale {
        up: HEALTH - VALUE,
        over: Over::Divided,
    };
}

/// `number * times * 2^scale` a lot, rounded down. Errors: [`Error::TooLarge`].
pub(crate) fn scaled_down(
    number: &Fixed,
    times: u64,
    lots: u64,
    scale: Scale,
) -> Result<I256, Error> {
    let (top, bottom) = fraction(number, times, lots, scale)?;
    // The divisor is positive, for which Euclid's quotient is the one rounded down.
    top.checked_div_euclid(bottom).ok_or(Error::TooLarge)
}

/// The same rounded up. Errors: [`Error::TooLarge`].
pub(crate) fn scaled_up(
    number: &Fixed,
    times: u64,
    lots: u64,
    scale: Scale,
) -> Result<I256, Error> {
    let (top, bottom) = fraction(number, times, lots, scale)?;
    let negated = top.checked_neg().ok_or(Error::TooLarge)?;
    let down = negated.checked_div_euclid(bottom).ok_or(Error::TooLarge)?;
    down.checked_neg().ok_or(Error::TooLarge)
}

fn fraction(number: &Fixed, times: u64, lots: u64, scale: Scale) -> Result<(I256, I256), Error> {
    let (times, lots) = (I256::from(times), I256::from(lots));
    let (times, bottom) = match scale.over {
        Over::Multiplied => (product(times, lots)?, I256::ONE),
        Over::Divided => (times, lots),
    };
    let top = product(I256::from(number.to_bits()), times)?;
    match scale.up.checked_sub(FIXED) {
        Some(up) => Ok((shifted(top, up)?, bottom)),
        None => Ok((top, shifted(bottom, FIXED.wrapping_sub(scale.up))?)),
    }
}

/// `number * fraction`, the fraction a [`Fixed`] that is not negative, rounded down.
pub(crate) fn part_down(number: I256, fraction: &Fixed) -> Result<I256, Error> {
    let top = product(number, I256::from(fraction.to_bits()))?;
    let one = shifted(I256::ONE, FIXED)?;
    top.checked_div_euclid(one).ok_or(Error::TooLarge)
}

/// The same rounded up.
pub(crate) fn part_up(number: I256, fraction: &Fixed) -> Result<I256, Error> {
    negated(part_down(negated(number)?, fraction)?)
}

pub(crate) fn product(a: I256, b: I256) -> Result<I256, Error> {
    a.checked_mul(b).ok_or(Error::TooLarge)
}

pub(crate) fn sum(a: I256, b: I256) -> Result<I256, Error> {
    a.checked_add(b).ok_or(Error::TooLarge)
}

pub(crate) fn negated(a: I256) -> Result<I256, Error> {
    a.checked_neg().ok_or(Error::TooLarge)
}

/// `2^bits`. Errors: [`Error::TooLarge`] from 2^255 on.
pub(crate) fn power(bits: u32) -> Result<I256, Error> {
    shifted(I256::ONE, bits)
}

fn shifted(a: I256, bits: u32) -> Result<I256, Error> {
    match bits {
        0..=254 => product(a, I256::ONE.wrapping_shl(bits)),
        _ => Err(Error::TooLarge),
    }
}

/// A signed number of lots that a proof covers.
fn in_range(lots: I256) -> Result<i128, Error> {
    let size = i128::try_from(lots).map_err(|_| Error::OutOfRange)?;
    match size.unsigned_abs() >> 64 {
        0 => Ok(size),
        _ => Err(Error::OutOfRange),
    }
}

/// In the field: the negative ones at its upper end.
pub(crate) fn scalar(number: I256) -> Scalar {
    let size = Scalar::from_bytes_mod_order(number.unsigned_abs().to_le_bytes());
    match number.is_negative() {
        true => -size,
        false => size,
    }
}
