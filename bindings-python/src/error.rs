//! The core's errors as Python exceptions: one class for each, with its stable number and name.

use plimsoll::Error;
use plimsoll_book::BookError;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};

static CLASSES: PyOnceLock<Vec<(Error, Py<PyType>)>> = PyOnceLock::new();

static INVALID_BOOK: PyOnceLock<Py<PyType>> = PyOnceLock::new();

static BASE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
/// The code of a fault of form, as `BookError::code` gives it.
const FORM: u8 = 100;

/// Makes the classes, named in the core's words, and puts them into the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let value_error = py.get_type::<PyValueError>();
    let base_doc = "What Plimsoll raises: a ``ValueError`` with the ``code`` and the ``name`` of the core's error, and in ``names`` the governed parameters that it is about, where it is about any.";
    let home = "plimsoll";
    let base = class(py, home, "PlimsollError", base_doc, 0, &value_error)?;
    base.bind(py).setattr("names", PyTuple::empty(py))?;
    module.add("PlimsollError", &base)?;
    BASE.get_or_init(py, || base.clone_ref(py));
    let mut classes = Vec::new();
    for error in Error::ALL {
        let class = class(
            py,
            home,
            error.name(),
            error.message(),
            error.code(),
            base.bind(py),
        )?;
        module.add(error.name(), &class)?;
        classes.push((error, class));
    }
    CLASSES.get_or_init(py, || classes);
    let doc = "A fault in the form of a book: the wrong keys or kinds of values, or no JSON";
    let class = class(py, home, "InvalidBook", doc, FORM, base.bind(py))?;
    module.add("InvalidBook", &class)?;
    INVALID_BOOK.get_or_init(py, || class);
    Ok(())
}

/// The class that all of the package's exceptions are of.
pub fn base(py: Python<'_>) -> Bound<'_, PyType> {
    match BASE.get(py) {
        Some(base) => base.bind(py).clone(),
        None => py.get_type::<PyValueError>(),
    }
}

/// An exception of a module of the package.
pub fn class(
    py: Python<'_>,
    home: &str,
    name: &str,
    doc: &str,
    code: u8,
    base: &Bound<'_, PyType>,
) -> PyResult<Py<PyType>> {
    let members = PyDict::new(py);
    members.set_item("__module__", home)?;
    members.set_item("__doc__", format!("{doc}."))?;
    members.set_item("code", code)?;
    members.set_item("name", name)?;
    let made = py.get_type::<PyType>().call1((name, (base,), members))?;
    Ok(made.cast_into::<PyType>()?.unbind())
}

/// The exception of an error, with a message.
pub fn exception(error: Error, message: String) -> PyErr {
    Python::attach(|py| {
        let classes = CLASSES
            .get(py)
            .map(|classes| classes.as_slice())
            .unwrap_or_default();
        match classes.iter().find(|(known, _)| *known == error) {
            Some((_, class)) => PyErr::from_type(class.bind(py).clone(), message),
            None => PyValueError::new_err(message),
        }
    })
}

/// The core's error that an exception stands for.
pub fn cause(py: Python<'_>, raised: &PyErr) -> Option<Error> {
    let classes = CLASSES.get(py)?;
    let of = |class: &Py<PyType>| raised.is_instance(py, class.bind(py));
    let known = classes.iter().find(|(_, class)| of(class));
    known.map(|(error, _)| *error)
}

/// An error of the operation as a whole.
pub fn raise(error: Error) -> PyErr {
    exception(error, error.message().to_owned())
}

/// An error of one argument.
pub fn about(what: &str) -> impl Fn(Error) -> PyErr + '_ {
    move |error| exception(error, format!("{what}: {}", error.message()))
}

/// An error of one argument, which shows the value.
pub fn shown(what: &str, error: Error, value: &str) -> PyErr {
    const MOST: usize = 40;
    let mut short: String = value.chars().take(MOST).collect();
    if value.chars().nth(MOST).is_some() {
        short.push('…');
    }
    exception(error, format!("{what}: {}: {short:?}", error.message()))
}

/// An error that one argument alone can cause names that argument.
pub fn caused_by<'a>(causes: &'a [(Error, &str)]) -> impl Fn(Error) -> PyErr + 'a {
    move |error| match causes.iter().find(|(cause, _)| *cause == error) {
        Some((_, what)) => about(what)(error),
        None => raise(error),
    }
}

/// A fault in the form of a book.
pub fn form(message: &str) -> PyErr {
    Python::attach(|py| match INVALID_BOOK.get(py) {
        Some(class) => PyErr::from_type(class.bind(py).clone(), message.to_owned()),
        None => PyValueError::new_err(message.to_owned()),
    })
}

/// What is wrong with one of many books, or of what is said of them.
pub fn book_at(what: &str, error: &BookError) -> PyErr {
    let message = format!("{what}: {error}");
    match Error::from_code(error.code()) {
        Some(cause) => exception(cause, message),
        None => form(&message),
    }
}

/// What is wrong with a book, as the class of the core's error where it is one.
pub fn book(error: &BookError) -> PyErr {
    match Error::from_code(error.code()) {
        Some(cause) => exception(cause, error.to_string()),
        None => form(&error.to_string()),
    }
}
