//! Decimal text to number and back, in a stated direction, without allocation.
//!
//! `0.1` has no exact binary value, so reading rounds: what an account owns reads down, what it owes
//! up, a perp's size to nearest, so that a long and a short of the same text cancel. Writing needs no
//! direction: it gives the shortest decimal that [`read_nearest`] reads back to the same bits.

use crate::Error;
use core::fmt;
use fixed::traits::FixedSigned;

/// The largest number not above the decimal `text`, which has the form `-?digits[.digits]`.
///
/// Exact for any count of digits. Errors: [`Error::InvalidNumber`], [`Error::Overflow`].
pub fn read_down<F: FixedSigned>(text: &str) -> Result<F, Error>
where
    F::Bits: TryFrom<i128>,
{
    let parsed = Parsed::new::<F>(text)?;
    parsed.rounded(parsed.negative && !parsed.exact())
}

/// The smallest number not below the decimal `text`; otherwise as [`read_down`].
pub fn read_up<F: FixedSigned>(text: &str) -> Result<F, Error>
where
    F::Bits: TryFrom<i128>,
{
    let parsed = Parsed::new::<F>(text)?;
    parsed.rounded(!parsed.negative && !parsed.exact())
}

/// The number nearest to the decimal `text`, halves away from zero, so that `-text` reads as the
/// negative of `text`; otherwise as [`read_down`].
pub fn read_nearest<F: FixedSigned>(text: &str) -> Result<F, Error>
where
    F::Bits: TryFrom<i128>,
{
    let parsed = Parsed::new::<F>(text)?;
    parsed.rounded(parsed.half)
}

/// The fractional bits of `F`; ten times a fraction of it must fit 128 bits, and a type for which it
/// does not is refused when it is compiled.
fn frac_bits<F: FixedSigned>() -> u32 {
    const {
        assert!(
            F::FRAC_NBITS <= 123,
            "decimal text needs at most 123 fractional bits"
        )
    };
    F::FRAC_NBITS
}

/// A decimal truncated toward zero, and what was cut off: the first bit, and whether more followed.
struct Parsed {
    negative: bool,
    magnitude: u128,
    half: bool,
    more: bool,
}

impl Parsed {
    fn new<F: FixedSigned>(text: &str) -> Result<Self, Error> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match text.split_once('.') {
            Some((_, "")) => return Err(Error::InvalidNumber),
            Some(parts) => parts,
            None => (text, ""),
        };
        let digits = |b: &u8| b.is_ascii_digit();
        if whole.is_empty()
            || !whole.bytes().all(|b| digits(&b))
            || !fraction.bytes().all(|b| digits(&b))
        {
            return Err(Error::InvalidNumber);
        }
        let frac = frac_bits::<F>();
        let mut units: u128 = 0;
        for digit in whole.bytes() {
            units = units
                .checked_mul(10)
                .and_then(|u| u.checked_add(u128::from(digit.wrapping_sub(b'0'))))
                .ok_or(Error::Overflow)?;
        }
        if units
            .checked_shr(128u32.wrapping_sub(frac))
            .is_some_and(|lost| lost != 0)
        {
            return Err(Error::Overflow);
        }
        // From the last digit to the first: floor((d * one + floor(y)) / 10) = floor((d * one + y) / 10),
        // so truncating at each digit loses nothing but the remainders, which `more` remembers. One bit
        // beyond the last place decides the nearest.
        let one = 2u128.checked_shl(frac).ok_or(Error::Overflow)?;
        let (mut bits, mut more) = (0u128, false);
        for digit in fraction.bytes().rev() {
            let value = u128::from(digit.wrapping_sub(b'0'))
                .checked_mul(one)
                .and_then(|v| v.checked_add(bits))
                .ok_or(Error::Overflow)?;
            bits = value / 10;
            more |= value % 10 != 0;
        }
        let magnitude = units
            .checked_shl(frac)
            .and_then(|u| u.checked_add(bits >> 1))
            .ok_or(Error::Overflow)?;
        Ok(Parsed {
            negative,
            magnitude,
            half: bits & 1 == 1,
            more,
        })
    }

    fn exact(&self) -> bool {
        !self.half && !self.more
    }

    fn rounded<F: FixedSigned>(&self, outward: bool) -> Result<F, Error>
    where
        F::Bits: TryFrom<i128>,
    {
        let magnitude = self
            .magnitude
            .checked_add(u128::from(outward))
            .ok_or(Error::Overflow)?;
        let bits = if self.negative {
            0i128.checked_sub_unsigned(magnitude)
        } else {
            i128::try_from(magnitude).ok()
        };
        let bits = bits.and_then(|b| F::Bits::try_from(b).ok());
        bits.map(F::from_bits).ok_or(Error::Overflow)
    }
}

/// Room for the longest text that [`Text`] writes: a sign, 39 digits, a point and 39 more.
const ROOM: usize = 80;

/// The shortest decimal that [`read_nearest`] reads back to the same bits, with no exponent.
///
/// Of several shortest ones it is the nearest to the number. Made by [`write()`].
#[derive(Clone, Copy)]
pub struct Text {
    bytes: [u8; ROOM],
    length: usize,
}

impl Text {
    /// The decimal as text.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        core::str::from_utf8(bytes).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length = self.length.wrapping_add(1);
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `number` as its shortest decimal.
pub fn write<F: FixedSigned>(number: &F) -> Text
where
    F::Bits: Into<i128>,
{
    let bits: i128 = number.to_bits().into();
    let (frac, magnitude) = (frac_bits::<F>(), bits.unsigned_abs());
    let mut text = Text {
        bytes: [0; ROOM],
        length: 0,
    };
    if bits < 0 {
        text.push(b'-');
    }
    let mut units = magnitude.checked_shr(frac).unwrap_or(0);
    let (fraction, count, carry) = digits(magnitude, frac);
    units = units.wrapping_add(u128::from(carry));
    // The digits of the whole part, last to first. Nearly every number leaves 64 bits, which are divided at once.
    let (mut whole, mut places) = ([b'0'; ROOM], 0usize);
    let mut put = |digit: u8| {
        if let Some(place) = whole.get_mut(places) {
            *place = b'0'.wrapping_add(digit);
        }
        places = places.wrapping_add(1);
    };
    while units > u128::from(u64::MAX) {
        put((units % 10) as u8);
        units /= 10;
    }
    let mut units = units as u64;
    loop {
        put((units % 10) as u8);
        units /= 10;
        if units == 0 {
            break;
        }
    }
    for digit in whole.iter().take(places).rev() {
        text.push(*digit);
    }
    if count > 0 {
        text.push(b'.');
        for digit in fraction.iter().take(count) {
            text.push(*digit);
        }
    }
    text
}

/// Two shifts and a sum: where a machine multiplies 32 or 64 bits, a product of 128 is a call.
#[inline(always)]
fn times_ten(number: u128) -> u128 {
    number.wrapping_shl(3).wrapping_add(number.wrapping_shl(1))
}

/// The fewest digits after the point that stand within half a unit in the last place of the
/// fraction of `magnitude`, and whether they carry into the whole part.
fn digits(magnitude: u128, frac: u32) -> ([u8; ROOM], usize, bool) {
    let (mut out, mut count) = ([b'0'; ROOM], 0);
    if frac == 0 {
        return (out, 0, false);
    }
    // In units of half a unit in the last place. `margin` is that half, scaled with the digits.
    let one = 2u128.wrapping_shl(frac);
    let mask = one.wrapping_sub(1);
    let mut rest = magnitude.wrapping_shl(1) & mask;
    let mut margin = 1u128;
    while rest >= margin && one.wrapping_sub(rest) > margin {
        rest = times_ten(rest);
        margin = times_ten(margin);
        if let Some(place) = out.get_mut(count) {
            *place = b'0'.wrapping_add(rest.wrapping_shr(frac.wrapping_add(1)) as u8);
        }
        count = count.wrapping_add(1);
        rest &= mask;
    }
    // Both neighbours or only the nearer one read back: take the nearer, and carry to the left.
    let mut carry = rest > one / 2;
    for place in out.iter_mut().take(count).rev() {
        if !carry {
            break;
        }
        carry = *place == b'9';
        *place = if carry { b'0' } else { place.wrapping_add(1) };
    }
    while count > 0 && out.get(count.wrapping_sub(1)) == Some(&b'0') {
        count = count.wrapping_sub(1);
    }
    (out, count, carry)
}
