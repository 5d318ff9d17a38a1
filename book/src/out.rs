//! JSON text as it is written.

use plimsoll::number::decimal;
use plimsoll::Fixed;
use std::fmt::Write;

/// JSON text as it grows; a comma stands before every entry but an object's first.
pub(crate) struct Out(String);

impl Out {
    /// One object and a line feed.
    pub(crate) fn line(fill: impl FnOnce(&mut Out)) -> String {
        let mut out = Out(String::new());
        out.object(fill);
        out.0.push('\n');
        out.0
    }

    /// A list of objects.
    pub(crate) fn list<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        fill: impl Fn(&mut Out, T),
    ) {
        self.key(key);
        self.0.push('[');
        for (place, item) in items.into_iter().enumerate() {
            if place > 0 {
                self.0.push_str(", ");
            }
            self.object(|out| fill(out, item));
        }
        self.0.push(']');
    }

    pub(crate) fn count(&mut self, key: &str, count: u32) {
        self.key(key);
        let _ = write!(self.0, "{count}"); // writing to a String cannot fail
    }

    fn key(&mut self, key: &str) {
        if !self.0.ends_with('{') {
            self.0.push_str(", ");
        }
        self.quoted(key);
        self.0.push_str(": ");
    }

    fn object(&mut self, fill: impl FnOnce(&mut Out)) {
        self.0.push('{');
        fill(self);
        self.0.push('}');
    }

    pub(crate) fn nested(&mut self, key: &str, fill: impl FnOnce(&mut Out)) {
        self.key(key);
        self.object(fill);
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quoted(value);
    }

    pub(crate) fn number(&mut self, key: &str, value: &Fixed) {
        self.key(key);
        self.quoted(decimal::write(value).as_str());
    }

    pub(crate) fn null(&mut self, key: &str) {
        self.key(key);
        self.0.push_str("null");
    }

    /// A JSON string; what is not plain text is escaped.
    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                c if c < ' ' => {
                    let _ = write!(self.0, "\\u{:04x}", u32::from(c));
                }
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}
