//! What the tests of the book share: a report as a list of its entries.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;

/// A report's entries in its order, each with its keys from the root, a slash before each;
/// null is `None`.
pub struct Entries(pub Vec<(String, Option<String>)>);

impl Entries {
    /// The entries of a report.
    pub fn of(report: &str) -> Entries {
        assert!(report.ends_with('\n') && report.matches('\n').count() == 1);
        match serde_json::from_str(report) {
            Ok(entries) => entries,
            Err(error) => panic!("the report is no JSON: {error}: {report}"),
        }
    }

    /// The text at this path.
    #[allow(dead_code)] // not every test file asks for one
    pub fn text(&self, path: &str) -> &str {
        match self.0.iter().find(|(found, _)| found == path) {
            Some((_, Some(text))) => text,
            _ => panic!("no text at {path}"),
        }
    }
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, a text or null: a report has nothing else")
    }

    fn visit_str<E>(self, text: &str) -> Result<Entries, E> {
        Ok(Entries(vec![(String::new(), Some(text.to_string()))]))
    }

    fn visit_unit<E>(self) -> Result<Entries, E> {
        Ok(Entries(vec![(String::new(), None)]))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, Entries(inner))) = map.next_entry::<String, Entries>()? {
            for (path, value) in inner {
                entries.push((format!("/{key}{path}"), value));
            }
        }
        Ok(Entries(entries))
    }
}
