//! Strict JSON: objects keep their order and may not repeat a key, and every error says where.

use crate::error::{shown, BookError, Path};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// A JSON value. A book has objects, lists and texts; what else JSON knows is kept by its kind, for
/// the error that names the place.
pub enum Json {
    /// An object.
    Object(Object),
    /// A list.
    List(Vec<Json>),
    /// A text.
    Text(String),
    /// What else there is, in words.
    Other(String),
}

/// The entries of an object in the document's order, and the first key that stands there twice.
pub struct Object {
    entries: Vec<(String, Json)>,
    repeated: Option<String>,
}

impl Json {
    /// Reads a whole document.
    pub fn read(text: &str) -> Result<Json, BookError> {
        if text.starts_with('\u{feff}') {
            let problem = "no JSON: the text begins with a byte order mark";
            return Err(BookError::form(&Path::Root, problem));
        }
        serde_json::from_str(text)
            .map_err(|error| BookError::form(&Path::Root, format!("no JSON: {error}")))
    }

    /// The entries of an object, none of them twice.
    pub fn object(&self, path: &Path<'_>) -> Result<&[(String, Json)], BookError> {
        match self {
            Json::Object(Object {
                repeated: Some(key),
                ..
            }) => Err(BookError::form(&path.key(key), "this key stands twice")),
            Json::Object(object) => Ok(&object.entries),
            other => Err(other.is_not("an object", path)),
        }
    }

    /// A text.
    pub fn text(&self, path: &Path<'_>) -> Result<&str, BookError> {
        match self {
            Json::Text(text) => Ok(text),
            other => Err(other.is_not("a text", path)),
        }
    }

    /// The text that this is, for an error; nothing where it is none.
    pub fn as_text(&self) -> &str {
        match self {
            Json::Text(text) => text,
            _ => "",
        }
    }

    /// The value of a key of this object.
    pub fn member(&self, key: &str) -> Option<&Json> {
        let Json::Object(Object { entries, .. }) = self else {
            return None;
        };
        let found = entries.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value)
    }

    /// The error for a value of another kind than `wanted`.
    pub fn is_not(&self, wanted: &str, path: &Path<'_>) -> BookError {
        let found = match self {
            Json::Object(_) => "an object".to_string(),
            Json::List(_) => "a list".to_string(),
            Json::Text(text) => format!("the text {}", shown(text)),
            Json::Other(other) => other.clone(),
        };
        BookError::form(path, format!("must be {wanted}, not {found}"))
    }
}

/// An object whose keys are known beforehand.
pub struct Fields<'a> {
    entries: &'a [(String, Json)],
    path: &'a Path<'a>,
}

impl<'a> Fields<'a> {
    /// The fields of `json`, which may be those in `known` and no others.
    pub fn new(json: &'a Json, path: &'a Path<'a>, known: &[&str]) -> Result<Self, BookError> {
        let entries = json.object(path)?;
        match entries
            .iter()
            .find(|(key, _)| !known.contains(&key.as_str()))
        {
            Some((key, _)) => Err(BookError::form(
                &path.key(key),
                format!("unknown key; known here: {}", known.join(", ")),
            )),
            None => Ok(Fields { entries, path }),
        }
    }

    /// A field that may be missing.
    pub fn optional(&self, key: &str) -> Option<&'a Json> {
        self.entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// A field that may not.
    pub fn required(&self, key: &str) -> Result<&'a Json, BookError> {
        self.optional(key)
            .ok_or_else(|| BookError::form(self.path, format!("the field {key:?} is missing")))
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_string()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Other(format!("{value}")))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Other(format!(
            "the JSON number {value}; write it as the text \"{value}\""
        )))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Other(format!(
            "the JSON number {value}; write it as the text \"{value}\""
        )))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Other(format!(
            "the JSON number {value:?}; write it as a text"
        )))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Other("null".to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut entries: Vec<(String, Json)> = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        let mut seen = HashSet::with_capacity(entries.len());
        let repeated = entries.iter().find(|(key, _)| !seen.insert(key.as_str()));
        let repeated = repeated.map(|(key, _)| key.clone());
        Ok(Json::Object(Object { entries, repeated }))
    }
}
