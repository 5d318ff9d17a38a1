//! What is wrong with a document, and where.

use crate::Error;
use plimsoll_book::{BookError, Path};
use std::fmt;

/// One line that names the document, the place in it, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    text: String,
    code: u8,
    name: &'static str,
}

impl DocumentError {
    /// The number of a fault in the form of a document, or of what in it is not as expected.
    pub const FORM: u8 = 200;
    /// Its name.
    pub const FORM_NAME: &'static str = "InvalidDocument";

    /// A fault of form, or what is not as it is expected.
    pub(crate) fn form(path: &Path<'_>, problem: &str) -> Self {
        DocumentError {
            text: BookError::form(path, problem).to_string(),
            code: Self::FORM,
            name: Self::FORM_NAME,
        }
    }

    /// What a proof says of what is here.
    pub(crate) fn proof(path: &Path<'_>, error: Error) -> Self {
        DocumentError::told(path, error, &error.to_string())
    }

    /// The same in other words.
    pub(crate) fn told(path: &Path<'_>, error: Error, problem: &str) -> Self {
        DocumentError {
            text: BookError::form(path, problem).to_string(),
            code: error.code(),
            name: error.name(),
        }
    }

    /// What the book's reader says of another document than a book.
    pub(crate) fn read(error: &BookError) -> Self {
        let form = plimsoll::Error::from_code(error.code()).is_none();
        DocumentError {
            text: error.to_string(),
            code: if form { Self::FORM } else { error.code() },
            name: if form { Self::FORM_NAME } else { error.name() },
        }
    }

    /// The stable number: of the book's error, of the proof's, or 200 for a fault in the form of a document.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// The stable name; `InvalidDocument` for a fault of form.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl From<BookError> for DocumentError {
    fn from(error: BookError) -> Self {
        DocumentError {
            text: error.to_string(),
            code: error.code(),
            name: error.name(),
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for DocumentError {}
