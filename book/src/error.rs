//! What is wrong with a book, and where.

use plimsoll::Error;
use std::fmt;

/// One line that names the account or market, the field, and the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookError {
    path: String,
    problem: String,
    cause: Option<Error>,
}

impl BookError {
    /// A fault of form: a missing or unknown key, a wrong kind of value, text that is no JSON.
    pub fn form(path: &Path<'_>, problem: impl Into<String>) -> Self {
        BookError {
            path: path.to_string(),
            problem: problem.into(),
            cause: None,
        }
    }

    /// A fault that the kernel found.
    pub fn kernel(path: &Path<'_>, error: Error) -> Self {
        BookError {
            path: path.to_string(),
            problem: error.to_string(),
            cause: Some(error),
        }
    }

    /// A fault that the kernel found in this value.
    pub fn value(path: &Path<'_>, value: &str, error: Error) -> Self {
        let problem = format!("{}: {error}", shown(value));
        BookError {
            path: path.to_string(),
            problem,
            cause: Some(error),
        }
    }

    /// The same in a row of a path.
    pub(crate) fn in_row(self, row: usize) -> Self {
        let path = match self.path.as_str() {
            "" => format!("path[{row}]"),
            path => format!("path[{row}]: {path}"),
        };
        BookError { path, ..self }
    }

    /// The kernel's number of this error, or 100 for a fault of form.
    pub fn code(&self) -> u8 {
        self.cause.map_or(100, Error::code)
    }

    /// The kernel's name of this error, or `InvalidBook` for a fault of form.
    pub fn name(&self) -> &'static str {
        self.cause.map_or("InvalidBook", Error::name)
    }
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.problem),
            path => write!(f, "{path}: {}", self.problem),
        }
    }
}

impl std::error::Error for BookError {}

/// Where in the document: the keys from the root, as a list on the stack.
#[derive(Clone, Copy)]
pub enum Path<'a> {
    /// The document itself.
    Root,
    /// A key of an object.
    Key(&'a Path<'a>, &'a str),
    /// A place in a list.
    Item(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// A key of what is here.
    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    /// A place of what is here.
    pub fn item(&'a self, place: usize) -> Path<'a> {
        Path::Item(self, place)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(&plain(key)),
            Path::Key(parent, key) => write!(f, "{parent}.{}", plain(key)),
            Path::Item(parent, place) => write!(f, "{parent}[{place}]"),
        }
    }
}

/// The longest stretch of a document's own text that an error repeats.
const SHOWN: usize = 60;

/// A value in quotes, on one line, cut where it is long.
pub fn shown(value: &str) -> String {
    let cut: String = value.chars().take(SHOWN).collect();
    let more = if cut.len() < value.len() { "..." } else { "" };
    format!("{cut:?}{more}")
}

/// A key as it is where it is a plain word, in quotes where it is not.
fn plain(key: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | ':' | '+');
    if !key.is_empty() && key.len() <= SHOWN && key.chars().all(word) {
        key.to_string()
    } else {
        shown(key)
    }
}
