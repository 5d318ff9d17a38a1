//! The text of a Python `Decimal` (`-12.5`, `1E+5`, `NaN`) as a plain decimal.

use plimsoll::Error;

/// The longest text that is read; the longest exact decimal of a number has 74 characters.
pub const MOST: usize = 4096;
/// Every decimal with more digits before the point is out of range.
const WHOLE: i64 = 30;
/// A decimal below `10^-60` rounds as any other positive one below half a step does.
const FRACTION: i64 = 60;

/// The decimal without an exponent, of bounded length.
///
/// Errors: [`Error::InvalidNumber`] for NaN and infinity and beyond [`MOST`], [`Error::Overflow`].
pub fn plain(text: &str) -> Result<String, Error> {
    if text.len() > MOST {
        return Err(Error::InvalidNumber);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (mantissa, exponent) = rest.split_once(['E', 'e']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::InvalidNumber);
    }
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Ok("0".to_owned());
    }
    // Digits before the point, counted from the first that is not zero; negative: zeros behind it.
    let zeros = digits.len().saturating_sub(significant.len());
    let length = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let point = shift(exponent).saturating_add(length(whole.len()).saturating_sub(length(zeros)));
    if point > WHOLE {
        return Err(Error::Overflow);
    }
    if point < -FRACTION {
        return Ok(format!("{sign}0.{:0>60}1", ""));
    }
    match usize::try_from(point) {
        Ok(0) => Ok(format!("{sign}0.{significant}")),
        Ok(point) => Ok(match significant.split_at_checked(point) {
            Some((whole, "")) => format!("{sign}{whole}"),
            Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
            None => format!("{sign}{significant:0<point$}"),
        }),
        Err(_) => {
            let zeros = usize::try_from(point.unsigned_abs()).unwrap_or(0);
            Ok(format!("{sign}0.{:0>zeros$}{significant}", ""))
        }
    }
}

/// An exponent; one beyond 64 bits is as far out as one can be.
fn shift(exponent: &str) -> i64 {
    match exponent.parse() {
        Ok(exponent) => exponent,
        Err(_) if exponent.starts_with('-') => i64::MIN,
        Err(_) => i64::MAX,
    }
}
