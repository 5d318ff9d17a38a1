//! Numbers and prices of a document, each read in its direction.

use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use plimsoll::number::decimal::{read_down, read_up};
use plimsoll::{Error, Fixed, Interval, Number, Price};

pub(crate) type Read = fn(&str) -> Result<Fixed, Error>;

/// A decimal, read in the direction of the quantity that it is.
pub(crate) fn number(json: &Json, read: Read, path: &Path<'_>) -> Result<Fixed, BookError> {
    match json {
        Json::Text(text) => read(text).map_err(|error| BookError::value(path, text, error)),
        other => Err(other.is_not("a decimal number as a text", path)),
    }
}

/// A number in `[0, 1]`.
pub(crate) fn fraction(json: &Json, read: Read, path: &Path<'_>) -> Result<Fixed, BookError> {
    let value = number(json, read, path)?;
    match value.is_fraction() {
        true => Ok(value),
        false => Err(BookError::value(
            path,
            json.as_text(),
            Error::InvalidFraction,
        )),
    }
}

/// The price, and the price of the initial level, which contains it.
pub(crate) fn prices(fields: &Fields<'_>, path: &Path<'_>) -> Result<(Price, Price), BookError> {
    let (now, text) = price(fields.required("price")?, &path.key("price"))?;
    let Some(json) = fields.optional("initial_price") else {
        return Ok((now, now));
    };
    let path = path.key("initial_price");
    let (initial, wider) = price(json, &path)?;
    match initial.contains(&now) {
        true => Ok((now, initial)),
        false => {
            let problem = format!(
                "{} does not contain the price {}",
                shown(&wider),
                shown(&text)
            );
            Err(BookError::form(&path, problem))
        }
    }
}

/// `"1800"` or `{"low": "1795.5", "high": "1804.5"}`; with its text for an error.
fn price(json: &Json, path: &Path<'_>) -> Result<(Price, String), BookError> {
    let (low, high, text) = ends(json, "a price", path)?;
    match Price::new(low, high) {
        Ok(price) => Ok((price, text)),
        Err(error) => Err(BookError::value(path, &text, error)),
    }
}

/// What is uncertain and not negative, a forward or a volatility, written like a price.
pub(crate) fn interval(json: &Json, what: &str, path: &Path<'_>) -> Result<Interval, BookError> {
    let (low, high, text) = ends(json, what, path)?;
    if low.is_negative() {
        return Err(BookError::value(path, &text, Error::InvalidOption));
    }
    Interval::new(low, high).map_err(|error| BookError::value(path, &text, error))
}

/// A decimal, or low and high: low ends read down and high ends up; with the text.
fn ends(json: &Json, what: &str, path: &Path<'_>) -> Result<(Fixed, Fixed, String), BookError> {
    match json {
        Json::Text(text) => Ok((
            number(json, read_down, path)?,
            number(json, read_up, path)?,
            text.clone(),
        )),
        Json::Object(_) => {
            let fields = Fields::new(json, path, &["low", "high"])?;
            let (low, high) = (fields.required("low")?, fields.required("high")?);
            Ok((
                number(low, read_down, &path.key("low"))?,
                number(high, read_up, &path.key("high"))?,
                format!("{}..{}", low.as_text(), high.as_text()),
            ))
        }
        other => Err(other.is_not(&format!("{what}: a decimal, or low and high"), path)),
    }
}

/// A whole number of seconds.
pub(crate) fn seconds(json: &Json, path: &Path<'_>) -> Result<u64, BookError> {
    let text = json.text(path)?;
    let digits = !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    match text.parse() {
        Ok(seconds) if digits => Ok(seconds),
        _ => {
            let problem = format!("{}: not a whole number of seconds", shown(text));
            Err(BookError::form(path, problem))
        }
    }
}
