//! What the documents are written in: strict JSON, numbers as texts, bytes as lower-case hexadecimal.

use super::DocumentError;
use plimsoll_book::json::{Fields, Json};
use plimsoll_book::{shown, BookError, Path, MAX_BYTES};

/// The most values of a document that is longer than a book: what a book can have. Such a document is long because one
/// text in it is; without this, many short values would take a hundred times the memory of the document.
const MOST_VALUES: usize = MAX_BYTES / 2;

/// Reads a document of at most so many bytes, which errors call `what`.
pub(crate) fn json(what: &str, text: &str, most: usize) -> Result<Json, DocumentError> {
    let root = Path::Root;
    let path = root.key(what);
    if text.len() > most {
        let problem = format!("{} bytes, more than the {most} that are read", text.len());
        return Err(DocumentError::form(&path, &problem));
    }
    let begins = |byte: &u8| matches!(byte, b',' | b'[' | b'{');
    if text.len() > MAX_BYTES && text.bytes().filter(begins).count() > MOST_VALUES {
        let problem = format!("more than {MOST_VALUES} values");
        return Err(DocumentError::form(&path, &problem));
    }
    Json::read(text).map_err(|error| DocumentError::form(&path, &error.to_string()))
}

/// The fields of a document of this kind, which are these and no others.
pub(crate) fn fields<'a>(
    json: &'a Json,
    path: &'a Path<'a>,
    kind: &str,
    known: &[&str],
) -> Result<Fields<'a>, DocumentError> {
    json.object(path)
        .map_err(|error| DocumentError::read(&error))?;
    let of = match json.member("kind") {
        Some(of) => text(of, &path.key("kind"))?,
        None => return Err(DocumentError::form(path, "the field \"kind\" is missing")),
    };
    if of != kind {
        let problem = format!("{}, where a {} is expected", shown(of), shown(kind));
        return Err(DocumentError::form(&path.key("kind"), &problem));
    }
    Fields::new(json, path, known).map_err(|error| DocumentError::read(&error))
}

pub(crate) fn required<'a>(fields: &Fields<'a>, key: &str) -> Result<&'a Json, DocumentError> {
    fields
        .required(key)
        .map_err(|error| DocumentError::read(&error))
}

pub(crate) fn text<'a>(json: &'a Json, path: &Path<'_>) -> Result<&'a str, DocumentError> {
    json.text(path).map_err(|error| DocumentError::read(&error))
}

pub(crate) fn object<'a>(
    json: &'a Json,
    path: &Path<'_>,
) -> Result<&'a [(String, Json)], DocumentError> {
    json.object(path)
        .map_err(|error| DocumentError::read(&error))
}

/// A whole number below 2^64, in the only way to write it.
pub(crate) fn whole(json: &Json, path: &Path<'_>) -> Result<u64, DocumentError> {
    let text = text(json, path)?;
    whole_text(text, path)
}

pub(crate) fn whole_text(text: &str, path: &Path<'_>) -> Result<u64, DocumentError> {
    let number = text
        .parse()
        .ok()
        .filter(|number: &u64| number.to_string() == text);
    number.ok_or_else(|| {
        let problem = format!("{}: not a whole number below 2^64", shown(text));
        DocumentError::form(path, &problem)
    })
}

/// A decimal, read in this direction.
pub(crate) fn decimal(
    text: &str,
    read: fn(&str) -> Result<plimsoll::Fixed, plimsoll::Error>,
    path: &Path<'_>,
) -> Result<plimsoll::Fixed, DocumentError> {
    read(text).map_err(|error| DocumentError::read(&BookError::value(path, text, error)))
}

/// Bytes from two lower-case hexadecimal digits each.
pub(crate) fn bytes(json: &Json, path: &Path<'_>) -> Result<Vec<u8>, DocumentError> {
    let text = text(json, path)?;
    let pairs = text.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> = pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)?.wrapping_shl(4) | digit(*low)?),
            _ => None,
        })
        .collect();
    bytes.ok_or_else(|| {
        let problem = format!("{}: not bytes in lower-case hexadecimal", shown(text));
        DocumentError::form(path, &problem)
    })
}

/// So many bytes.
pub(crate) fn array<const N: usize>(
    json: &Json,
    path: &Path<'_>,
) -> Result<[u8; N], DocumentError> {
    let bytes = bytes(json, path)?;
    let found = bytes.len();
    bytes.try_into().map_err(|_| {
        let problem = format!("{found} bytes, where {N} are expected");
        DocumentError::form(path, &problem)
    })
}

fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit.wrapping_sub(b'0')),
        b'a'..=b'f' => Some(digit.wrapping_sub(b'a').wrapping_add(10)),
        _ => None,
    }
}

/// Two lower-case hexadecimal digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    let pairs = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    pairs.map(digit).collect()
}

/// The shortest decimal that reads back to the same bits, to nearest: what a document has is read so.
pub(crate) fn written(number: &plimsoll::Fixed) -> String {
    plimsoll::number::decimal::write(number)
        .as_str()
        .to_string()
}

/// Whether fields are what is expected of them, where anything is.
pub(crate) fn as_expected(
    path: &Path<'_>,
    fields: &[(&str, &str, Option<&str>)],
) -> Result<(), DocumentError> {
    for (key, found, expected) in fields {
        if let Some(expected) = expected.filter(|expected| expected != found) {
            let problem = format!("{}, where {} is expected", shown(found), shown(expected));
            return Err(DocumentError::form(&path.key(key), &problem));
        }
    }
    Ok(())
}
