//! Names as bytes: a count, and of each its length and its UTF-8.

use alloc::string::String;
use alloc::vec::Vec;

pub fn put_texts(bytes: &mut Vec<u8>, texts: &[String]) {
    put_count(bytes, texts.len());
    for text in texts {
        put_text(bytes, text);
    }
}

pub fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_count(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

/// A length that fits, because memory has no more.
pub fn put_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend_from_slice(&(count as u32).to_le_bytes());
}
