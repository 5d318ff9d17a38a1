//! Names and what is said of each, which cross as a list in which the one stands behind the other.

use alloc::string::String;
use alloc::vec::Vec;

/// The pairs of such a list.
pub fn pairs(list: &[String]) -> Vec<(&str, &str)> {
    let mut texts = list.iter().map(String::as_str);
    core::iter::from_fn(|| Some((texts.next()?, texts.next()?))).collect()
}
