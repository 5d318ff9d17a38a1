//! JSON text as it is written.

use plimsoll::number::decimal;
use plimsoll::Fixed;
use std::fmt::Write;

/// JSON text as it grows; a comma stands before every entry but an object's first.
pub struct Out(String);

impl Out {
    /// One object and a line feed.
    pub fn line(fill: impl FnOnce(&mut Out)) -> String {
        let mut out = Out(String::new());
        out.object(fill);
        out.0.push('\n');
        out.0
    }

    /// A list of objects.
    pub fn list<T>(
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

    /// A whole number, as JSON's own.
    pub fn count(&mut self, key: &str, count: u32) {
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

    /// An object in this one.
    pub fn nested(&mut self, key: &str, fill: impl FnOnce(&mut Out)) {
        self.key(key);
        self.object(fill);
    }

    /// A text.
    pub fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quoted(value);
    }

    /// The shortest decimal that reads back to the same bits.
    pub fn number(&mut self, key: &str, value: &Fixed) {
        self.key(key);
        self.0.push('"');
        self.0.push_str(decimal::write(value).as_str());
        self.0.push('"');
    }

    /// What has no answer.
    pub fn null(&mut self, key: &str) {
        self.key(key);
        self.0.push_str("null");
    }

    /// A JSON string: plain text is copied, what is not is escaped.
    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        let mut copied = 0;
        for (place, byte) in text.bytes().enumerate() {
            if byte >= b' ' && byte != b'"' && byte != b'\\' {
                continue;
            }
            // What is escaped is one byte long, so both ends of what is not are those of characters.
            self.0.push_str(text.get(copied..place).unwrap_or_default());
            copied = place.wrapping_add(1);
            let _ = match byte {
                b'"' => self.0.write_str("\\\""),
                b'\\' => self.0.write_str("\\\\"),
                _ => write!(self.0, "\\u{byte:04x}"),
            };
        }
        self.0.push_str(text.get(copied..).unwrap_or_default());
        self.0.push('"');
    }
}
