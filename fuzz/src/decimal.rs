//! Decimal text: any bytes, and the text of any number.

use arbitrary::Unstructured;
use num_bigint::BigInt;
use num_integer::Integer;
use plimsoll::number::decimal::{read_down, read_nearest, read_up, write};
use plimsoll::support::arbitrary as edges;
use plimsoll::{Error, Fixed};

type Read = Result<Fixed, Error>;

/// The three readings of a text, from integers of any size.
fn oracle(text: &str) -> [Read; 3] {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !number(whole) || !number(fraction) {
        return [Err(Error::InvalidNumber); 3];
    }
    let value: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    let scale = BigInt::from(10u8).pow(fraction.len() as u32);
    let scaled: BigInt = (if negative { -value } else { value }) << 48;
    let fits = |bits: BigInt| {
        i128::try_from(bits)
            .map(Fixed::from_bits)
            .map_err(|_| Error::Overflow)
    };
    let magnitude =
        (scaled.magnitude() * 2u8 + scale.magnitude()).div_floor(&(scale.magnitude() * 2u8));
    let nearest = BigInt::from(magnitude) * if negative { -1 } else { 1 };
    [
        fits(scaled.div_floor(&scale)),
        fits(-(-scaled).div_floor(&scale)),
        fits(nearest),
    ]
}

/// The bytes as text, and the bytes as a number written and read again.
pub fn decimal(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        let text = text.get(..400).unwrap_or(text);
        assert_eq!(
            [read_down(text), read_up(text), read_nearest(text)],
            oracle(text),
            "{text:?}"
        );
    }
    let Ok(number) = edges::number(&mut Unstructured::new(data)) else {
        return;
    };
    let text = write(&number);
    assert_eq!(read_nearest(text.as_str()), Ok(number), "{text}");
    // No shorter text reads back: one digit fewer, either way, is another number.
    if let Some((head, tail)) = text.as_str().split_once('.') {
        let cut = &text.as_str()[..text.as_str().len() - 1];
        let cut = if tail.len() == 1 { head } else { cut };
        assert_ne!(read_nearest(cut), Ok(number), "{text}");
    }
}
