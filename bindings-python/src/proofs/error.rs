//! The errors of proofs and of their documents as Python exceptions.

use crate::error::{base, class, form};
use plimsoll_proofs::document::DocumentError;
use plimsoll_proofs::Error;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

static CLASSES: PyOnceLock<Vec<(u8, Py<PyType>)>> = PyOnceLock::new();

/// Makes the classes, named in the words of the crate, and puts them into the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let home = "plimsoll.proofs";
    let doc = "What is wrong with a proof, or with a document of one";
    let parent = class(py, home, "ProofError", doc, 0, &base(py))?;
    module.add("ProofError", &parent)?;
    let mut classes = Vec::new();
    let doc = "A fault in the form of a document, or what in it is not as expected".to_owned();
    let form = (DocumentError::FORM, DocumentError::FORM_NAME, doc);
    let proofs = Error::ALL.map(|error| (error.code(), error.name(), error.to_string()));
    for (code, name, doc) in [form].into_iter().chain(proofs) {
        let mut letters = doc.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        let doc = format!("{}{}", first.unwrap_or_default(), letters.as_str());
        let class = class(py, home, name, &doc, code, parent.bind(py))?;
        module.add(name, &class)?;
        classes.push((code, class));
    }
    CLASSES.get_or_init(py, || classes);
    Ok(())
}

/// The exception of a number that the core does not know.
pub fn of_code(code: u8, message: String) -> PyErr {
    Python::attach(|py| {
        let mut classes = CLASSES.get(py).into_iter().flatten();
        match classes.find(|(own, _)| *own == code) {
            Some((_, class)) => PyErr::from_type(class.bind(py).clone(), message),
            None => form(&message),
        }
    })
}
